package main

import (
	"bytes"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/render/findings"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/check"
	"github.com/nianbao/nianbao/schema/message"
	"github.com/nianbao/nianbao/schema/normalize"
	"github.com/spf13/cobra"
	"github.com/vbauerster/cupwriter"
)

// checkOptions are what the command line of check says.
type checkOptions struct {
	inputs     []string
	format     string
	failOn     string
	previous   string
	only, skip []string
	choices    choiceFlags
}

// The forms in which check tells, and the severities at which it fails.
var (
	checkFormats = []string{"text", "json", "sarif", "html"}
	failLevels   = []string{"error", "warning", "never"}
)

func newCheck(s streams, v voice) *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:                   v.say("check.use"),
		Short:                 v.say("check.short"),
		Long:                  v.say("check.long"),
		Example:               v.say("check.example"),
		DisableFlagsInUseLine: true,
		RunE: func(_ *cobra.Command, args []string) error {
			o.inputs = args
			return runCheck(s, v, o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.format, "format", "text", v.say("flag.check-format"))
	flags.StringVar(&o.failOn, "fail-on", "error", v.say("flag.fail-on"))
	flags.StringVar(&o.previous, "previous", "", v.say("flag.previous"))
	flags.StringSliceVar(&o.only, "only", nil, v.say("flag.only"))
	flags.StringSliceVar(&o.skip, "skip", nil, v.say("flag.skip"))
	o.choices.add(flags, v)
	return cmd
}

// runCheck reads the inputs, tells what was noticed, and fails where something
// is at or above the severity asked for. It writes no file.
func runCheck(s streams, v voice, o checkOptions) error {
	if err := o.check(v); err != nil {
		return err
	}
	inputs, _ := batch.Find(o.inputs, "", batch.Kinds)
	if len(inputs) > 1 && o.format == "html" {
		return wrongLine(v.say("line.check-html", len(inputs)))
	}
	if len(inputs) > 1 && o.previous != "" {
		return wrongLine(v.say("line.previous-several", len(inputs)))
	}
	choices, err := o.choices.read(v, len(inputs))
	if err != nil {
		return err
	}
	var last *schema.Report
	if o.previous != "" {
		data, err := os.ReadFile(o.previous)
		if err != nil {
			return wrongLine(v.say("line.input", o.previous, v.system(err)))
		}
		result, err := convert.Document(o.previous, data, convert.Options{Limits: parse.Limits{}})
		if err != nil {
			return wrongLine(v.say("line.input", o.previous, v.fault(err)))
		}
		last = &result.Report
	}

	unread := false
	reports := make([]schema.Report, 0, len(inputs))
	sources := make([][]byte, 0, len(inputs))
	folders := make([]*folder, 0, len(inputs))
	settings := map[string]*folder{}
	for _, in := range inputs {
		beside, err := settingsOf(settings, in, v)
		if err != nil {
			return err
		}
		data, err := readInput(s.in, in, defaultInput)
		if err == nil {
			var result convert.Result
			if result, err = convert.Document(in.Name, data, convert.Options{Normalize: normalize.Options{Choices: choices}}.Supply(beside.supplied(in, choices))); err == nil {
				reports, sources, folders = append(reports, result.Report), append(sources, data), append(folders, beside)
				continue
			}
		}
		unread = true
		if _, err := io.WriteString(s.err, v.say("error", nameOf(in, v)+": "+v.fault(err))+"\n"); err != nil {
			return outputError{err}
		}
	}
	left := o.settle(reports, folders, last)
	if err := o.tell(s, v, reports, sources, left); err != nil {
		return err
	}
	if err := tellSettings(s.err, v, settings); err != nil {
		return err
	}
	if unread || o.fails(reports) {
		return errFailed
	}
	return nil
}

// check refuses a command line that cannot be followed.
func (o *checkOptions) check(v voice) error {
	switch {
	case len(o.inputs) == 0:
		return wrongLine(v.say("line.no-input"))
	case !slices.Contains(checkFormats, o.format):
		return wrongLine(v.say("line.check-format", o.format, strings.Join(checkFormats, ", ")))
	case !slices.Contains(failLevels, o.failOn):
		return wrongLine(v.say("line.fail-on", o.failOn, strings.Join(failLevels, ", ")))
	}
	for _, code := range append(slices.Clone(o.only), o.skip...) {
		if !slices.Contains(message.Codes(), code) {
			return wrongLine(v.say("explain.no-code", code))
		}
	}
	return nil
}

// readInput returns an input's bytes, at most so many.
func readInput(stdin io.Reader, in batch.Input, most int64) ([]byte, error) {
	if in.Err != nil {
		return nil, in.Err
	}
	source := stdin
	if in.Path != batch.Stdin {
		f, err := os.Open(in.Path)
		if err != nil {
			return nil, &batch.ReadError{Err: err}
		}
		defer f.Close()
		source = f
	}
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(source, most+1))
	switch {
	case err != nil:
		return nil, &batch.ReadError{Err: err}
	case n > most:
		return nil, &batch.TooLarge{Most: most}
	}
	return b.Bytes(), nil
}

// settle adds what the year before says, and takes out what was not asked for;
// it gives the number of findings left out.
func (o *checkOptions) settle(reports []schema.Report, folders []*folder, last *schema.Report) int {
	left := 0
	for i := range reports {
		r := &reports[i]
		before := last
		for j := range reports {
			if before == nil && precedes(&reports[j], r) {
				before = &reports[j]
			}
		}
		if before != nil {
			r.Findings = append(slices.Clip(r.Findings), check.Years(r, before)...)
		}
	}
	for i := range reports {
		r := &reports[i]
		kept := []schema.Finding{}
		for _, f := range r.Findings {
			if len(o.only) > 0 && !slices.Contains(o.only, f.Code) || slices.Contains(o.skip, f.Code) {
				left++
				continue
			}
			if folders[i].skips(f.Code) {
				continue
			}
			kept = append(kept, f)
		}
		r.Findings = kept
		r.Summary = schema.Summarise(r.Facts, r.Findings)
	}
	return left
}

// precedes tells whether one report is the same office's of the year before.
func precedes(a, b *schema.Report) bool {
	return a.Year != nil && b.Year != nil && *a.Year == *b.Year-1 && a.Agency != nil && b.Agency != nil && *a.Agency == *b.Agency
}

// tell writes what was noticed to standard output, and to standard error what
// was left out.
func (o *checkOptions) tell(s streams, v voice, reports []schema.Report, sources [][]byte, left int) error {
	in := findings.Options{English: v.lang == english}
	var out []byte
	var err error
	to := raw(s.out)
	switch o.format {
	case "json":
		out, err = findings.JSON(reports)
	case "sarif":
		out, err = findings.SARIF(reports, versionOf(debug.ReadBuildInfo()), in.English)
	case "html":
		for _, f := range render.Formats() {
			if f.Name == "html" && len(reports) == 1 {
				var written render.Output
				written, err = f.Write(render.Input{Report: reports[0], Source: sources[0], Options: render.Options{Review: true, English: v.chosen && in.English}})
				out = written.Bytes
			}
		}
	default:
		if w := cupwriter.New(raw(s.out), false); w.IsTerminal() {
			in.Colour = os.Getenv("NO_COLOR") == ""
			in.Width = 80
			if width, _, err := w.GetTermSize(); err == nil && width > 0 {
				in.Width = min(width, 120)
			}
		}
		var b bytes.Buffer
		for i := range reports {
			if i > 0 {
				b.WriteByte('\n')
			}
			if err = findings.Text(&b, &reports[i], in); err != nil {
				break
			}
		}
		out, to = b.Bytes(), s.out
	}
	if err != nil {
		return err
	}
	if err := output(to, out); err != nil {
		return err
	}
	if left > 0 {
		if _, err := io.WriteString(s.err, v.say("check.left", left)+"\n"); err != nil {
			return outputError{err}
		}
	}
	return nil
}

// fails tells whether a finding is at or above the severity asked for.
func (o *checkOptions) fails(reports []schema.Report) bool {
	for i := range reports {
		n := reports[i].Summary.Findings
		if o.failOn != "never" && n.Error > 0 || o.failOn == "warning" && n.Warning > 0 {
			return true
		}
	}
	return false
}
