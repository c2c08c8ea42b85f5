package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// help writes a command's help: what it does, its options, an example and the
// exit status.
func help(cmd *cobra.Command, v voice) {
	w := cmd.OutOrStdout()
	fmt.Fprintln(w, cmd.Long)
	if cmd.Runnable() && cmd.HasParent() {
		section(w, v.say("help.usage"), cmd.UseLine())
	}
	var commands []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			commands = append(commands, fmt.Sprintf("%-12s %s", c.Name(), c.Short))
		}
	}
	section(w, v.say("help.commands"), commands...)
	cmd.InitDefaultHelpFlag()
	var options []string
	list := func(f *pflag.Flag) { options = append(options, option(f, v)...) }
	cmd.LocalNonPersistentFlags().VisitAll(list)
	cmd.Root().PersistentFlags().VisitAll(list)
	section(w, v.say("help.options"), options...)
	section(w, v.say("help.example"), strings.Split(cmd.Example, "\n")...)
	section(w, v.say("help.status"), strings.Split(v.say("help.statuses"), "\n")...)
}

func section(w io.Writer, head string, lines ...string) {
	if len(lines) == 0 || lines[0] == "" {
		return
	}
	fmt.Fprintf(w, "\n%s\n", head)
	for _, l := range lines {
		fmt.Fprintf(w, "  %s\n", l)
	}
}

// option is two lines on one flag: its name with what it takes, and its meaning.
func option(f *pflag.Flag, v voice) []string {
	takes, meaning := pflag.UnquoteUsage(f)
	if f.Name == "help" {
		meaning = v.say("flag.help")
	}
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	if takes != "" {
		name += " " + takes
	}
	return []string{name, "      " + meaning}
}
