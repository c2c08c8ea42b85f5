package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/legacy"
	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/schema/normalize"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// convertOptions are what the command line of convert says.
type convertOptions struct {
	inputs   []string
	dir      string
	formats  []string
	edition  string
	accept   bool
	jobs     int
	fonts    []string // FACE=FILE or FACE=FILE#MEMBER
	maxInput int64
	limits   parse.Limits
	choices  choiceFlags
	progress string
	verbose  bool
	force    bool
	shard    string
	timeout  time.Duration

	given []string // the flags that outputs depend on, as they were given
}

// Editions, and ways to show progress.
const (
	clean  = "clean"
	review = "review"

	auto  = "auto" // a bar on a terminal, lines elsewhere
	none  = "none"
	lines = "json" // JSON lines
)

func newConvert(s streams, v voice) *cobra.Command {
	var o convertOptions
	output := o.outputFlags(v)
	cmd := &cobra.Command{
		Use:                   v.say("convert.use"),
		Short:                 v.say("convert.short"),
		Long:                  v.say("convert.long"),
		Example:               v.say("convert.example"),
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.inputs, o.given = args, given(cmd, output, v)
			return runConvert(cmd.Context(), s, v, o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&o.dir, "output", "o", "", v.say("flag.output"))
	flags.IntVar(&o.jobs, "jobs", runtime.GOMAXPROCS(0), v.say("flag.jobs"))
	flags.BoolVar(&o.force, "force", false, v.say("flag.force"))
	flags.StringVar(&o.shard, "shard", "", v.say("flag.shard"))
	flags.DurationVar(&o.timeout, "timeout", defaultTimeout, v.say("flag.timeout"))
	flags.StringVar(&o.progress, "progress", auto, v.say("flag.progress-json"))
	flags.BoolVarP(&o.verbose, "verbose", "v", false, v.say("flag.verbose"))
	flags.AddFlagSet(output)
	return cmd
}

// defaultTimeout is how long one input may be worked on. The largest inputs
// that the limits allow take a few seconds.
const defaultTimeout = time.Minute

// outputFlags are the flags that outputs depend on. A worker process gets them
// as they were given.
func (o *convertOptions) outputFlags(v voice) *pflag.FlagSet {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	flags.SortFlags = false
	flags.StringSliceVar(&o.formats, "formats", defaultFormats(), v.say("flag.formats", strings.Join(formatNames(), ", ")))
	flags.StringVar(&o.edition, "edition", clean, v.say("flag.edition"))
	flags.BoolVar(&o.accept, "accept", false, v.say("flag.accept"))
	flags.StringArrayVar(&o.fonts, "font", nil, v.say("flag.font", strings.Join(render.FaceNames(), v.say("passed.comma"))))
	o.choices.add(flags, v)
	limitFlags(flags, o, v)
	return flags
}

// runConvert converts the inputs into the output folder and says how it went.
func runConvert(ctx context.Context, s streams, v voice, o convertOptions) error {
	formats, err := o.check(v)
	if err != nil {
		return err
	}
	shard, err := shardOf(o.shard, os.Getenv, v)
	if err != nil {
		return err
	}
	inputs, passed := batch.Find(o.inputs, o.dir, slices.Concat(batch.Kinds, batch.OldKinds))
	if inputs, err = passMade(inputs, o.dir); err != nil {
		return wrongLine(v.say("line.ledger", filepath.Join(o.dir, ledger.Name), v.record(err)))
	}
	var extensions []string
	for _, f := range formats {
		extensions = append(extensions, f.Extension)
	}
	if err := batch.Name(inputs, o.dir, extensions); err != nil {
		return wrongLine(v.names(err))
	}
	made, hash, err := o.options(v, formats, len(inputs))
	if err != nil {
		return err
	}
	answered, err := supply(inputs, made.Normalize.Choices, v)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.dir, 0o777); err != nil {
		return wrongLine(v.say("line.dir", o.dir, v.system(err)))
	}
	// Every machine names all inputs, so that all refuse the same clashes.
	all := inputs
	inputs = slices.DeleteFunc(slices.Clone(all), func(in batch.Input) bool { return !shard.Has(in) })

	// The first interrupt lets the files in hand be finished, the second ends
	// the program as usual.
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)

	run := batch.Options{Dir: o.dir, Jobs: o.jobs, Stdin: s.in, MaxInput: o.maxInput, Convert: made,
		Timeout: o.timeout, Force: o.force}
	sum := summary{found: len(inputs), answered: answered, passed: passed}
	if path := legacy.Find(); path != "" {
		office := &legacy.Office{Path: path}
		defer office.Close()
		if !o.single() {
			office.Dir = o.dir
		}
		run.Old = office
	}
	if !o.single() {
		sparing(len(inputs))
		a, err := openArchive(o, hash, &run, len(inputs))
		if err != nil {
			return v.unopened(o.dir, err)
		}
		defer a.close()
		sum.archive = a
	}
	bar := newProgress(v, s.err, len(inputs), o.progress)
	kept := batch.Run(ctx, inputs, run, func(out batch.Outcome) {
		sum.add(out)
		bar.step(out, o.verbose)
	})
	if sum.archive != nil {
		sum.archive.end(sum.done() == sum.found, all, kept)
	}
	bar.end(sum.state())
	if o.progress != lines {
		sum.write(s.err, v)
	}
	if sum.failed > 0 || sum.done() < sum.found || sum.archive != nil && sum.archive.err != nil {
		return errFailed
	}
	return nil
}

// single tells whether one file is converted by itself: no more than its
// outputs is written then, and it is done again however often it is asked for.
// A folder that has a ledger keeps it true.
func (o *convertOptions) single() bool {
	if len(o.inputs) > 1 || ledger.Exists(o.dir) {
		return false
	}
	info, err := os.Stat(o.inputs[0])
	if err != nil {
		return !strings.ContainsAny(o.inputs[0], "*?[")
	}
	return !info.IsDir()
}

// options are those of package convert, and their hash.
func (o *convertOptions) options(v voice, formats []render.Format, inputs int) (convert.Options, string, error) {
	fonts, err := openFonts(o.fonts, v)
	if err != nil {
		return convert.Options{}, "", err
	}
	choices, err := o.choices.read(v, inputs)
	if err != nil {
		return convert.Options{}, "", err
	}
	made := convert.Options{
		Limits:    o.limits,
		Normalize: normalize.Options{Choices: choices},
		Formats:   formats,
		// The locale decides in which language the program speaks, never
		// what it writes into files: those are the same on every machine.
		Render: render.Options{Review: o.edition == review, English: v.chosen && v.lang == english, Fonts: fonts, Accept: o.accept},
	}
	hash, err := optionsHash(*o, made)
	return made, hash, err
}

// check refuses a command line that cannot be followed, and finds the formats.
func (o *convertOptions) check(v voice) ([]render.Format, error) {
	switch {
	case len(o.inputs) == 0:
		return nil, wrongLine(v.say("line.no-input"))
	case o.dir == "":
		return nil, wrongLine(v.say("line.no-output"))
	case o.jobs < 1:
		return nil, wrongLine(v.say("line.jobs", o.jobs))
	case o.edition != clean && o.edition != review:
		return nil, wrongLine(v.say("line.edition", o.edition))
	case o.timeout < 0:
		return nil, wrongLine(v.say("line.timeout", o.timeout))
	case o.progress != auto && o.progress != none && o.progress != lines:
		return nil, wrongLine(v.say("line.progress-json", o.progress))
	}
	if info, err := os.Stat(o.dir); err == nil && !info.IsDir() {
		return nil, wrongLine(v.say("line.dir", o.dir, v.say("system.not-folder")))
	}
	return o.chosen(v)
}

// chosen finds the formats, in an order that does not depend on the person.
func (o *convertOptions) chosen(v voice) ([]render.Format, error) {
	known := render.Formats()
	var formats []render.Format
	o.formats = sortedFormats(o.formats)
	for _, name := range o.formats {
		i := slices.IndexFunc(known, func(f render.Format) bool { return f.Name == name })
		if i < 0 {
			return nil, wrongLine(v.say("line.format", name, strings.Join(formatNames(), ", ")))
		}
		formats = append(formats, known[i])
	}
	if len(formats) == 0 {
		return nil, wrongLine(v.say("line.format", "", strings.Join(formatNames(), ", ")))
	}
	return formats, nil
}

// openFonts reads the faces that --font names.
func openFonts(named []string, v voice) (render.Fonts, error) {
	fonts := render.Fonts{}
	for _, f := range named {
		face, file, ok := strings.Cut(f, "=")
		if !ok || !slices.Contains(render.FaceNames(), face) {
			return nil, wrongLine(v.say("line.font", f, strings.Join(render.FaceNames(), v.say("passed.comma"))))
		}
		file, member, _ := strings.Cut(file, "#")
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, wrongLine(v.say("line.font-file", file, v.system(err)))
		}
		if err := fonts.Add(face, data, member); err != nil {
			return nil, wrongLine(v.say("line.font-file", file, err))
		}
	}
	return fonts, nil
}

// names says which names clash.
func (v voice) names(err error) string {
	var clash *batch.Clash
	var over *batch.Overwrite
	switch {
	case errors.As(err, &clash):
		return v.say("clash", clash.First, clash.Second, clash.Output)
	case errors.As(err, &over):
		return v.say("overwrite", over.Output, over.From, over.Input)
	}
	return err.Error()
}

// defaultFormats are those made where --formats does not say.
func defaultFormats() []string {
	return slices.DeleteFunc(formatNames(), func(name string) bool { return name == "docx" })
}

func formatNames() []string {
	var names []string
	for _, f := range render.Formats() {
		names = append(names, f.Name)
	}
	return names
}
