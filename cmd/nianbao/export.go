package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/gather"
	"github.com/nianbao/nianbao/render/tidy"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/repair"
	"github.com/spf13/cobra"
)

// exportOptions are what the command line of export says.
type exportOptions struct {
	inputs   []string
	output   string
	format   string
	wide     bool
	form     string
	statuses []string
	bom      bool
	bare     bool
	choices  choiceFlags
	// read has the options of convert that are about reading.
	read convertOptions
}

// stdout is the output that stands for standard output.
const stdout = "-"

func newExport(s streams, v voice) *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:                   v.say("export.use"),
		Short:                 v.say("export.short"),
		Long:                  v.say("export.long"),
		Example:               v.say("export.example"),
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.inputs = args
			return runExport(cmd.Context(), s, v, o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&o.output, "output", "o", "", v.say("flag.export-output"))
	flags.StringVar(&o.format, "format", "", v.say("flag.export-format", strings.Join(tidy.Formats(), ", ")))
	flags.BoolVar(&o.wide, "wide", false, v.say("flag.wide"))
	flags.StringVar(&o.form, "form", "", v.say("flag.form", strings.Join(formIDs(), ", ")))
	flags.StringSliceVar(&o.statuses, "status", nil, v.say("flag.status", strings.Join(statusNames(), ", ")))
	flags.BoolVar(&o.bom, "bom", false, v.say("flag.bom"))
	flags.BoolVar(&o.bare, "bare", false, v.say("flag.bare"))
	flags.IntVar(&o.read.jobs, "jobs", runtime.GOMAXPROCS(0), v.say("flag.jobs"))
	flags.StringVar(&o.read.progress, "progress", auto, v.say("flag.progress"))
	flags.BoolVarP(&o.read.verbose, "verbose", "v", false, v.say("flag.verbose"))
	o.choices.add(flags, v)
	limitFlags(flags, &o.read, v)
	return cmd
}

// runExport makes one table of the inputs' reports and says how it went.
func runExport(ctx context.Context, s streams, v voice, o exportOptions) error {
	if err := o.check(v); err != nil {
		return err
	}
	found, passed := batch.Find(o.inputs, "", append(slices.Clone(batch.Kinds), ".json"))
	inputs, converted := exportInputs(found, o.inputs, &passed)
	if err := o.keepInputs(inputs, v); err != nil {
		return err
	}
	choices, err := o.choices.read(v, len(inputs))
	if err != nil {
		return err
	}
	if converted > 0 && (choices.BlankAsZero || len(choices.Supplied) > 0) {
		return wrongLine(v.say("line.export-choices", converted))
	}
	if _, err := supply(inputs, choices, v); err != nil {
		return err
	}
	out, err := o.open(raw(s.out), v)
	if err != nil {
		return err
	}
	defer out.discard()
	table, err := tidy.New(out, o.format, o.table())
	if err != nil {
		return err
	}
	defer table.Discard()

	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	e := exporting{
		v: v, o: o, stdin: s.in, choices: choices, table: table, names: sharedNames(inputs), seen: map[string]string{},
		sum: summary{found: len(inputs), passed: passed},
		bar: newProgress(v, s.err, len(inputs), o.read.progress),
	}
	err = gather.Reports(ctx, inputs, o.read.jobs, e.report, e.add)
	e.bar.end("done")
	var made tidy.Summary
	whole := err == nil && e.sum.done()+e.twice == e.sum.found && e.sum.converted > 0
	if whole {
		if made, err = table.Close(); err == nil {
			err = out.end(made)
		}
	}
	e.tell(s.err, made, err, whole)
	if err != nil || !whole || e.sum.failed > 0 {
		return errFailed
	}
	return nil
}

// check refuses a command line that cannot be followed, and settles the format.
func (o *exportOptions) check(v voice) error {
	switch {
	case len(o.inputs) == 0:
		return wrongLine(v.say("line.export-input"))
	case o.output == "":
		return wrongLine(v.say("line.export-output"))
	case o.read.jobs < 1:
		return wrongLine(v.say("line.jobs", o.read.jobs))
	case o.read.progress != auto && o.read.progress != none:
		return wrongLine(v.say("line.progress", o.read.progress))
	}
	if o.format == "" {
		o.format = strings.ToLower(strings.TrimPrefix(filepath.Ext(o.output), "."))
		if !slices.Contains(tidy.Formats(), o.format) {
			return wrongLine(v.say("line.export-extension", o.output, strings.Join(tidy.Formats(), ", ")))
		}
	}
	switch {
	case !slices.Contains(tidy.Formats(), o.format):
		return wrongLine(v.say("line.format", o.format, strings.Join(tidy.Formats(), ", ")))
	case o.bom && o.format != tidy.CSV:
		return wrongLine(v.say("line.bom"))
	case o.form != "" && !o.wide:
		return wrongLine(v.say("line.form-wide"))
	case o.form != "" && !slices.Contains(formIDs(), o.form):
		return wrongLine(v.say("schema.no-form", o.form, strings.Join(formIDs(), ", ")))
	}
	for _, name := range o.statuses {
		if !slices.Contains(statusNames(), name) {
			return wrongLine(v.say("line.status", name, strings.Join(statusNames(), ", ")))
		}
	}
	return nil
}

// table is what the options say of the table.
func (o *exportOptions) table() tidy.Options {
	t := tidy.Options{Wide: o.wide, Form: o.form, BOM: o.bom}
	for _, s := range o.statuses {
		t.Statuses = append(t.Statuses, schema.Status(s))
	}
	return t
}

func statusNames() []string {
	var names []string
	for _, s := range schema.Statuses {
		names = append(names, string(s))
	}
	return names
}

// exporting is one run: reports go into the table in the order of the inputs.
type exporting struct {
	v       voice
	o       exportOptions
	stdin   io.Reader
	choices repair.Choices
	table   *tidy.Writer
	names   map[string]bool // of inputs that share a name
	// seen has the hash of each report's document by name; twice counts reports
	// that were there already.
	seen  map[string]string
	twice int
	sum   summary
	bar   *progress
}

// add takes in the end of one input. An error of the table ends the run.
func (e *exporting) add(in batch.Input, r schema.Report, err error) error {
	out := batch.Outcome{Input: in, Err: err}
	if err == nil {
		switch before, there := e.seen[r.Source.Name]; {
		case there && before == r.Source.SHA256:
			e.twice++
			return nil
		case there:
			out.Err = wrongLine(e.v.say("export.same-name", r.Source.Name))
		default:
			e.seen[r.Source.Name] = r.Source.SHA256
			if err := e.table.Add(r); err != nil {
				return err
			}
			out.Summary = schema.Summarise(r.Facts, nil)
		}
	}
	e.sum.add(out)
	e.bar.step(out, e.o.read.verbose)
	return nil
}

// tell says how the run went.
func (e *exporting) tell(w io.Writer, made tidy.Summary, err error, whole bool) {
	v, sum := e.v, &e.sum
	var write *batch.WriteError
	switch {
	case errors.As(err, &write):
		fmt.Fprintln(w, v.say("export.nothing", v.fault(write)))
	case err != nil:
		fmt.Fprintln(w, v.say("export.nothing", v.system(err)))
	case whole:
		fmt.Fprintln(w, v.say("export.done", made.Reports, made.Rows, sum.failed))
		f := made.Statuses
		fmt.Fprintln(w, v.say("summary.facts", f[schema.Given], f[schema.Repaired], f[schema.Assumed], f[schema.Supplied], f[schema.Unresolved], f[schema.Conflict]))
	case sum.done()+e.twice < sum.found:
		fmt.Fprintln(w, v.say("export.stopped"))
	default:
		fmt.Fprintln(w, v.say("export.none"))
	}
	for _, note := range []struct {
		n  int
		id string
	}{{made.Elsewhere, "export.elsewhere"}, {made.Cut, "export.cut"}, {e.twice, "export.twice"}} {
		if note.n > 0 {
			fmt.Fprintln(w, v.say(note.id, note.n))
		}
	}
	if n := sum.passed.Total(); n > 0 {
		fmt.Fprintln(w, v.say("summary.passed", n, passedOver(sum.passed, v)))
	}
	if len(sum.failures) > 0 {
		fmt.Fprintln(w, v.say("export.failed"))
		for _, out := range sum.failures {
			fmt.Fprintf(w, "  %s: %s\n", nameOf(out.Input, v), v.fault(out.Err))
		}
	}
}
