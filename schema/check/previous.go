package check

import (
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
)

// Years gives what is to be said of a report beside that of the year before:
// what was carried over must have come in; figures that ought to follow, or
// that jump; sections that were copied. Neither report is changed.
func Years(r, previous *schema.Report) []schema.Finding {
	y := pair{now: &report{Report: r}, then: &report{Report: previous}}
	if r.Year != nil && previous.Year != nil && *previous.Year != *r.Year-1 {
		return []schema.Finding{message.Find("previous-other", message.Args{"year": message.Int(*r.Year), "other": message.Int(*previous.Year)})}
	}
	var out []schema.Finding
	if r.Agency != nil && previous.Agency != nil && *r.Agency != *previous.Agency {
		out = append(out, message.Find("previous-other/agency", message.Args{"a": message.Same(*r.Agency), "b": message.Same(*previous.Agency)}))
	}
	out = append(out, y.carried()...)
	out = append(out, y.follow()...)
	out = append(out, y.jumps()...)
	return append(out, y.copied()...)
}

// pair is a report and that of the year before.
type pair struct{ now, then *report }

var applicants = []string{"natural_person", "enterprise", "research", "welfare", "legal_service", "other", "total"}

// carried compares 上年结转 with last year's 结转下年度, column by column. The
// total has a finding of its own only where no column explains it.
func (y *pair) carried() []schema.Finding {
	var out []schema.Finding
	for _, column := range applicants {
		id := "applications.carried_in." + column
		now, ok1 := y.now.value(id)
		then, ok2 := y.then.value("applications.carried_out." + column)
		if !ok1 || !ok2 || now.Equal(then) || column == "total" && len(out) > 0 {
			continue
		}
		f := message.Find("carry-over-mismatch", message.Args{
			"where": y.now.factName(id), "value": message.Same(now.String()), "then": message.Same(then.String()), "last": y.then.factName("applications.carried_out." + column)})
		f.Facts, f.At = []string{id}, y.now.fact(id).At
		out = append(out, f)
	}
	return out
}

// follow compares figures that follow from last year's where nothing else
// changed them; scope and clearing may have, so they are only mentioned.
func (y *pair) follow() []schema.Finding {
	var out []schema.Finding
	tell := func(key, id string, parts ...message.Text) {
		f := message.Find(key, message.Args{"where": y.now.factName(id), "value": message.Same(y.now.fact(id).Value.String()), "sum": parts[0], "want": parts[1]})
		f.Facts, f.At = []string{id}, y.now.fact(id).At
		out = append(out, f)
	}
	for _, row := range []string{"regulations", "normative_documents"} {
		id := "proactive." + row + ".in_force"
		now, ok1 := y.now.value(id)
		made, ok2 := y.now.value("proactive." + row + ".made")
		repealed, ok3 := y.now.value("proactive." + row + ".repealed")
		then, ok4 := y.then.value(id)
		if !ok1 || !ok2 || !ok3 || !ok4 {
			continue
		}
		want := schema.Count(then.Unscaled + made.Unscaled - repealed.Unscaled)
		if !want.Equal(now) {
			sum := then.String() + " + " + made.String() + " − " + repealed.String()
			tell("in-force-mismatch", id, message.Same(sum), message.Same(want.String()))
		}
	}
	for _, row := range []string{"licensing", "other_services", "penalty", "coercion", "fees"} {
		id := "proactive." + row + ".last_year"
		now, ok1 := y.now.value(id)
		then, ok2 := y.then.value(id)
		change, ok3 := y.then.value("proactive." + row + ".change")
		if !ok1 || !ok2 || !ok3 {
			continue
		}
		want := schema.Count(then.Unscaled + change.Unscaled)
		if !want.Equal(now) {
			sum := then.String() + " + " + change.String()
			if change.Negative() {
				sum = then.String() + " − " + strings.TrimPrefix(change.String(), "-")
			}
			tell("items-mismatch", id, message.Same(sum), message.Same(want.String()))
		}
	}
	return out
}

// jumping are the figures whose size says something from year to year.
var jumping = []string{
	"proactive.normative_documents.in_force", "proactive.licensing.decisions", "proactive.penalty.decisions", "proactive.coercion.decisions", "proactive.fees.amount",
	"applications.new.total", "applications.results_total.total", "review.total",
}

// jumps mentions figures of more than five times last year's, or less than a
// fifth, where the larger is 20 or more.
func (y *pair) jumps() []schema.Finding {
	var out []schema.Finding
	for _, id := range jumping {
		now, ok1 := y.now.value(id)
		then, ok2 := y.then.value(id)
		if !ok1 || !ok2 {
			continue
		}
		a, b := float(now), float(then)
		if a <= 0 || b <= 0 || max(a, b) < 20 || a <= 5*b && b <= 5*a {
			continue
		}
		f := message.Find("figure-jump", message.Args{"where": y.now.factName(id), "value": message.Same(now.String()), "then": message.Same(then.String())})
		f.Facts, f.At = []string{id}, y.now.fact(id).At
		out = append(out, f)
	}
	return out
}

// copied mentions sections four fifths of whose sentences stand in last year's
// section, years and figures aside.
func (y *pair) copied() []schema.Finding {
	var out []schema.Finding
	for i := range y.now.Sections {
		s := &y.now.Sections[i]
		if s.ID != "overview" && s.ID != "problems" && s.ID != "other" {
			continue
		}
		old := map[string]bool{}
		for j := range y.then.Sections {
			if y.then.Sections[j].ID == s.ID {
				for _, sentence := range sentences(&y.then.Sections[j]) {
					old[sentence] = true
				}
			}
		}
		total, alike := 0, 0
		for _, sentence := range sentences(s) {
			n := len(sentence) / len("字")
			if total += n; old[sentence] {
				alike += n
			}
		}
		if total < 60 || alike*5 < total*4 {
			continue
		}
		f := message.Find("text-copied", message.Args{"where": y.now.sectionName(s.ID), "n": message.Int(alike * 100 / total)})
		f.Section = s.ID
		out = append(out, f)
	}
	return out
}

// sentences are those of a section, without digits and spaces.
func sentences(s *schema.Section) []string {
	var out []string
	for _, b := range s.Blocks {
		if b.Kind != schema.ParagraphBlock && b.Kind != schema.ListBlock {
			continue
		}
		text := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r >= '０' && r <= '９' || r == ' ' || r == '\u00a0' || r == '\u3000' {
				return -1
			}
			return r
		}, b.Text)
		for _, sentence := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("。；！\n", r) }) {
			if len(sentence) >= 8*len("字") {
				out = append(out, sentence)
			}
		}
	}
	return out
}
