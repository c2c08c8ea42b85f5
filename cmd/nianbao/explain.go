package main

import (
	"strings"

	"github.com/nianbao/nianbao/schema/message"
	"github.com/spf13/cobra"
)

func newExplain(s streams, v voice) *cobra.Command {
	return &cobra.Command{
		Use:                   v.say("explain.use"),
		Short:                 v.say("explain.short"),
		Long:                  v.say("explain.long"),
		Example:               "nianbao explain narrative-mismatch",
		DisableFlagsInUseLine: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return wrongLine(v.say("explain.what"))
			}
			return runExplain(s, v, args[0])
		},
	}
}

// runExplain tells what a finding means: its sentences, why it matters, what to
// do, an example, and where the rule comes from. Names in braces stand for what
// a finding puts there.
func runExplain(s streams, v voice, code string) error {
	x, ok := message.Explain(code)
	if !ok {
		return wrongLine(v.say("explain.no-code", code))
	}
	say := func(t message.Text) string {
		if v.lang == english {
			return t.En
		}
		return t.Zh
	}
	var b strings.Builder
	b.WriteString(code + " (" + v.say("severity."+string(x.Severity)) + ")\n")
	part := func(id string, lines ...string) {
		if len(lines) == 0 || lines[0] == "" {
			return
		}
		b.WriteString("\n" + v.say(id) + "\n")
		for _, l := range lines {
			b.WriteString("  " + l + "\n")
		}
	}
	part("explain.why", say(x.Why))
	var says []string
	for _, t := range x.Says {
		says = append(says, plainNames(say(t)))
	}
	part("explain.says", says...)
	if do := say(x.Do); !strings.HasPrefix(do, "{") {
		part("explain.do", plainNames(do))
	}
	part("explain.example", x.Example)
	part("explain.source", x.Source)
	return output(s.out, []byte(b.String()))
}

// plainNames puts … where a finding puts its case.
func plainNames(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, s, _ = strings.Cut(rest, "}")
		b.WriteString("…")
	}
}
