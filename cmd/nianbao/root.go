package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// streams are what a command may read and write.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// Exit statuses.
const (
	done   = 0
	failed = 1 // some input could not be read
	wrong  = 2 // the command line is wrong
)

// errFailed ends a command with status failed; what there is to say was said.
var errFailed = errors.New("failed")

// wrongLine is the error of a command line that cannot be followed, as a
// sentence in the person's language.
type wrongLine string

func (w wrongLine) Error() string { return string(w) }

// run is the whole program: arguments, streams and environment in, exit status out.
func run(args []string, s streams, getenv func(string) string) int {
	desktop := fromDesktop(args, s, getenv)
	if desktop {
		args = append([]string{"serve", "--"}, args...)
	}
	v, err := voiceFor(args, getenv)
	s = s.speaking(getenv)
	root := newRoot(s, v)
	if err == nil {
		root.SetArgs(args)
		err = root.ExecuteContext(context.Background())
	}
	status := v.ended(s.err, err)
	if desktop && status != done {
		// The window closes with the program: what it said is to be read first.
		fmt.Fprintln(s.err, v.say("enter-closes"))
		bufio.NewReader(s.in).ReadString('\n')
	}
	return status
}

// ended says how a command ended, if that was not said, and gives the status.
func (v voice) ended(w io.Writer, err error) int {
	var line wrongLine
	switch {
	case err == nil:
		return done
	case errors.Is(err, errFailed):
		return failed
	case errors.As(err, &line):
		fmt.Fprintln(w, v.say("error", line))
		return wrong
	}
	var output outputError
	if errors.As(err, &output) {
		fmt.Fprintln(w, v.say("error", v.say("output", v.fault(output.error))))
		return failed
	}
	fmt.Fprintln(w, v.say("error", v.line(err)))
	return wrong
}

// outputError is the error of a standard output that cannot be written.
type outputError struct{ error }

func newRoot(s streams, v voice) *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use:           "nianbao",
		Long:          v.say("root.long"),
		Example:       v.say("root.example"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case version:
				fmt.Fprintln(s.out, "nianbao", versionOf(debug.ReadBuildInfo()))
				return nil
			case len(args) > 0:
				return wrongLine(v.say("unknown-command", args[0]))
			}
			cmd.SetOut(s.err)
			cmd.Help()
			return wrongLine(v.say("no-command"))
		},
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { help(cmd, v) })
	root.PersistentFlags().String("lang", v.lang, v.say("flag.lang"))
	root.Flags().BoolVar(&version, "version", false, v.say("flag.version"))
	root.AddCommand(newConvert(s, v), newExport(s, v), newCheck(s, v), newTrace(s, v), newServe(s, v), newExplain(s, v), newSchema(s, v), newStatus(s, v), newDoctor(s, v), newWorker(s, v))
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() == "help" {
			c.Short = v.say("help.short")
		}
	}
	return root
}

// versionOf is the module's version, with the revision where Go recorded one.
func versionOf(info *debug.BuildInfo, ok bool) string {
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
