package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/schema"
)

// summary is what the person is told at the end of a run. It keeps one line
// for each failed input and for some of the remarks, and counts the rest.
type summary struct {
	found, converted, noted, failed int

	kept     int      // ended so in an earlier run
	answered int      // inputs to which a person gave figures, kept beside them
	archive  *archive // nil where one file was converted by itself

	facts    schema.FactCount
	passed   batch.Passed
	failures []batch.Outcome // the first
	remarked []batch.Outcome
	unsaid   int // inputs with remarks that are not in remarked
}

// mostRemarks is how many inputs with remarks the summary names; --verbose
// names all as they are done.
const mostRemarks = 20

// mostFailures is how many failed inputs the summary names; failed.jsonl has
// them all.
const mostFailures = 100

// add takes in how one input ended.
func (s *summary) add(out batch.Outcome) {
	if out.Kept {
		s.kept++
	}
	if out.Err != nil {
		s.failed++
		if s.archive == nil || len(s.failures) < mostFailures {
			s.failures = append(s.failures, out)
		}
		return
	}
	s.converted++
	if out.Summary.Findings.Error+out.Summary.Findings.Warning > 0 {
		s.noted++
	}
	f := out.Summary.Facts
	s.facts.Given += f.Given
	s.facts.Repaired += f.Repaired
	s.facts.Assumed += f.Assumed
	s.facts.Supplied += f.Supplied
	s.facts.Unresolved += f.Unresolved
	s.facts.Conflict += f.Conflict
	switch {
	case len(out.Remarks) == 0:
	case len(s.remarked) < mostRemarks:
		s.remarked = append(s.remarked, out)
	default:
		s.unsaid++
	}
}

// done is the number of inputs that came to an end.
func (s *summary) done() int { return s.converted + s.failed }

// state is how the run ended, in a word.
func (s *summary) state() string {
	switch {
	case s.done() < s.found:
		return "stopped"
	case s.archive != nil && s.archive.err != nil:
		return "unrecorded"
	}
	return "done"
}

func (s *summary) write(w io.Writer, v voice) {
	fmt.Fprintln(w, v.say("summary", s.converted, s.noted, s.failed))
	if s.kept > 0 {
		fmt.Fprintln(w, v.say("summary.kept", s.kept))
	}
	if n := s.found - s.done(); n > 0 {
		fmt.Fprintln(w, v.say("summary.stopped", n))
	}
	fmt.Fprintln(w, v.say("summary.facts", s.facts.Given, s.facts.Repaired, s.facts.Assumed, s.facts.Supplied, s.facts.Unresolved, s.facts.Conflict))
	if s.answered > 0 {
		fmt.Fprintln(w, v.say("summary.answered", s.answered, answers.SettingsName))
	}
	if s.passed.Total() > 0 {
		fmt.Fprintln(w, v.say("summary.passed", s.passed.Total(), passedOver(s.passed, v)))
	}
	if len(s.remarked) > 0 {
		fmt.Fprintln(w, v.say("summary.remarks"))
		for _, out := range s.remarked {
			for _, r := range out.Remarks {
				fmt.Fprintf(w, "  %s: %s\n", nameOf(out.Input, v), v.remark(r))
			}
		}
		if s.unsaid > 0 {
			fmt.Fprintln(w, "  "+v.say("summary.more", s.unsaid))
		}
	}
	if len(s.failures) > 0 {
		fmt.Fprintln(w, v.say("summary.failed"))
		for _, out := range s.failures {
			fmt.Fprintf(w, "  %s: %s\n", nameOf(out.Input, v), v.fault(out.Err))
		}
		if n := s.failed - len(s.failures); n > 0 {
			fmt.Fprintln(w, "  "+v.say("summary.more-failed", n, filepath.Join(s.archive.dir, failedName)))
		}
	}
	if s.archive != nil && s.archive.err != nil {
		fmt.Fprintln(w, v.say("summary.unrecorded", s.archive.dir, v.record(s.archive.err)))
	}
}

// nameOf is how the person named an input.
func nameOf(in batch.Input, v voice) string {
	if in.Path == batch.Stdin {
		return v.say("stdin")
	}
	return in.Path
}

// remark is a remark as a sentence.
func (v voice) remark(r batch.FormatRemark) string {
	return v.say("remark."+string(r.Code), r.Format, r.Detail)
}

// mostKinds is how many kinds of files that were passed over are named.
const mostKinds = 12

// passedOver lists why names in folders were passed over, most frequent kinds first.
func passedOver(p batch.Passed, v voice) string {
	var parts []string
	for _, c := range []struct {
		id string
		n  int
	}{{"passed.hidden", p.Hidden}, {"passed.links", p.Links}, {"passed.special", p.Special}} {
		if c.n > 0 {
			parts = append(parts, v.say(c.id, c.n))
		}
	}
	kinds := slices.SortedFunc(maps.Keys(p.Kinds), func(a, b string) int {
		return cmp.Or(cmp.Compare(p.Kinds[b], p.Kinds[a]), cmp.Compare(a, b))
	})
	rest := 0
	for i, k := range kinds {
		name := cmp.Or(k, v.say("passed.bare"))
		if i < mostKinds {
			parts = append(parts, fmt.Sprintf("%s %d", name, p.Kinds[k]))
		} else {
			rest += p.Kinds[k]
		}
	}
	if rest > 0 {
		parts = append(parts, v.say("passed.rest", rest))
	}
	return strings.Join(parts, v.say("passed.comma"))
}
