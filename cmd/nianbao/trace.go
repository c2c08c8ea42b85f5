package main

import (
	"io"
	"path/filepath"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/render/trace"
	"github.com/nianbao/nianbao/schema/normalize"
	"github.com/spf13/cobra"
)

// traceOptions are what the command line of trace says.
type traceOptions struct {
	input, id string
	choices   choiceFlags
}

func newTrace(s streams, v voice) *cobra.Command {
	var o traceOptions
	cmd := &cobra.Command{
		Use:                   v.say("trace.use"),
		Short:                 v.say("trace.short"),
		Long:                  v.say("trace.long"),
		Example:               v.say("trace.example"),
		DisableFlagsInUseLine: true,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return wrongLine(v.say("trace.what"))
			}
			o.input, o.id = args[0], args[1]
			return runTrace(s, v, o)
		},
	}
	o.choices.add(cmd.Flags(), v)
	return cmd
}

// runTrace tells how one figure came to be.
func runTrace(s streams, v voice, o traceOptions) error {
	choices, err := o.choices.read(v, 1)
	if err != nil {
		return err
	}
	in := []batch.Input{{Path: o.input, Name: filepath.ToSlash(filepath.Base(o.input))}}
	if o.input == batch.Stdin {
		in[0].Name = batch.StdinName
	}
	if _, err := supply(in, choices, v); err != nil {
		return err
	}
	data, err := readInput(s.in, in[0], defaultInput)
	if err != nil {
		return unreadable(s, v, o.input, err)
	}
	result, err := convert.Document(in[0].Name, data, convert.Options{Normalize: normalize.Options{Choices: choices}}.Supply(in[0].Supplied))
	if err != nil {
		return unreadable(s, v, o.input, err)
	}
	text, err := trace.Write(result.Report, o.id, trace.Options{English: v.lang == english})
	if err != nil {
		return wrongLine(v.say("trace.no-figure", o.id))
	}
	return output(s.out, []byte(text))
}

// unreadable says why one input could not be read, and ends the command.
func unreadable(s streams, v voice, input string, err error) error {
	if _, werr := io.WriteString(s.err, v.say("error", input+": "+v.fault(err))+"\n"); werr != nil {
		return outputError{werr}
	}
	return errFailed
}
