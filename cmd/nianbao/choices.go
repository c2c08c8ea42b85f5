package main

import (
	"os"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/schema/repair"
	"github.com/spf13/pflag"
)

// choiceFlags are the choices that a person may make about figures. None is
// ever made by default, and each is recorded in the report.
type choiceFlags struct {
	set         []string
	answers     string
	blankAsZero bool
}

func (c *choiceFlags) add(flags *pflag.FlagSet, v voice) {
	flags.StringArrayVar(&c.set, "set", nil, v.say("flag.set"))
	flags.StringVar(&c.answers, "answers", "", v.say("flag.answers"))
	flags.BoolVar(&c.blankAsZero, "blank-as-zero", false, v.say("flag.blank-as-zero"))
}

// read makes the choices. Figures belong to one report, so they are refused
// where there are several inputs.
func (c *choiceFlags) read(v voice, inputs int) (repair.Choices, error) {
	out := repair.Choices{BlankAsZero: c.blankAsZero}
	if inputs > 1 && (len(c.set) > 0 || c.answers != "") {
		return out, wrongLine(v.say("line.choices-several", inputs))
	}
	if c.answers != "" {
		data, err := os.ReadFile(c.answers)
		if err != nil {
			return out, wrongLine(v.say("line.answers", c.answers, v.system(err)))
		}
		given, err := answers.Read(data)
		if err != nil {
			return out, wrongLine(v.say("line.answers", c.answers, err))
		}
		out.Supplied = answers.Supplies(out.Supplied, given, "answers")
	}
	for _, s := range c.set {
		a, err := answers.Parse(s)
		if err != nil {
			return out, wrongLine(v.say("line.set", err))
		}
		out.Supplied = answers.Supplies(out.Supplied, []answers.Answer{a}, "set")
	}
	return out, nil
}
