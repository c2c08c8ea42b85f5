package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
	"github.com/nianbao/nianbao/schema"
	"github.com/spf13/cobra"
)

// statusOptions are what the command line of status says.
type statusOptions struct {
	dirs   []string
	format string
}

var statusFormats = []string{"text", "json", "csv"}

func newStatus(s streams, v voice) *cobra.Command {
	var o statusOptions
	cmd := &cobra.Command{
		Use:                   v.say("status.use"),
		Short:                 v.say("status.short"),
		Long:                  v.say("status.long"),
		Example:               v.say("status.example"),
		DisableFlagsInUseLine: true,
		RunE: func(_ *cobra.Command, args []string) error {
			o.dirs = args
			return runStatus(s, v, o)
		},
	}
	cmd.Flags().StringVar(&o.format, "format", "text", v.say("flag.status-format"))
	return cmd
}

// ledgerFolder is one output folder with its ledger.
type ledgerFolder struct {
	dir    string
	reader *ledger.Reader
	total  ledger.Total
	last   ledger.Run
	ran    bool
}

// runStatus tells what runs did to folders, put together where there are several.
func runStatus(s streams, v voice, o statusOptions) error {
	switch {
	case len(o.dirs) == 0:
		return wrongLine(v.say("status.what"))
	case !slices.Contains(statusFormats, o.format):
		return wrongLine(v.say("line.check-format", o.format, strings.Join(statusFormats, ", ")))
	}
	var folders []*ledgerFolder
	var all ledger.Total
	for i, dir := range o.dirs {
		if slices.ContainsFunc(o.dirs[:i], func(other string) bool { return sameFile(dir, other) }) {
			continue
		}
		f, err := openFolder(dir)
		if err != nil {
			return wrongLine(v.say("line.ledger", filepath.Join(dir, ledger.Name), v.record(err)))
		}
		defer f.reader.Close()
		folders = append(folders, f)
		all.Add(f.total)
	}
	var err error
	switch o.format {
	case "json":
		err = statusJSON(raw(s.out), folders, all)
	case "csv":
		err = statusCSV(raw(s.out), folders)
	default:
		err = statusText(s.out, v, folders, all)
	}
	if err != nil {
		return outputError{err}
	}
	return nil
}

func sameFile(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

func openFolder(dir string) (*ledgerFolder, error) {
	r, err := ledger.Read(dir)
	if err != nil {
		return nil, err
	}
	f := &ledgerFolder{dir: dir, reader: r}
	if f.total, err = r.Total(); err == nil {
		f.last, f.ran, err = r.Last()
	}
	if err != nil {
		r.Close()
		return nil, err
	}
	return f, nil
}

// mostListed is how many inputs the text names of a kind; the other formats
// name all.
const mostListed = 50

func statusText(w io.Writer, v voice, folders []*ledgerFolder, all ledger.Total) error {
	var b bytes.Buffer
	fmt.Fprintln(&b, v.say("status.total", all.Inputs, all.Converted, all.Failed, all.Noted))
	n := all.Summary.Facts
	fmt.Fprintln(&b, v.say("summary.facts", n.Given, n.Repaired, n.Assumed, n.Supplied, n.Unresolved, n.Conflict))
	for _, f := range folders {
		switch {
		case !f.ran:
		case f.last.Ended == "":
			fmt.Fprintln(&b, v.say("status.open", f.dir, f.last.Begun, f.last.Done, f.last.Found))
		default:
			fmt.Fprintln(&b, v.say("status.ended", f.dir, f.last.Ended, f.last.Found))
		}
	}
	list := func(head string, which ledger.Which, total int, say func(ledger.Row) string) error {
		if total == 0 {
			return nil
		}
		fmt.Fprintln(&b, v.say(head))
		listed := 0
		for _, f := range folders {
			err := f.reader.Each(which, func(r ledger.Row) error {
				if listed == mostListed {
					return errEnough
				}
				listed++
				fmt.Fprintf(&b, "  %s: %s\n", r.Path, say(r))
				return nil
			})
			if err != nil && err != errEnough {
				return err
			}
		}
		if total > listed {
			fmt.Fprintln(&b, "  "+v.say("status.more", total-listed))
		}
		return nil
	}
	err := list("summary.failed", ledger.Failed, all.Failed, func(r ledger.Row) string {
		return v.fault(batch.Recall(batch.Code(r.Code), r.Failure))
	})
	if err == nil {
		err = list("status.noted", ledger.Noted, all.Noted, func(r ledger.Row) string {
			return v.say("status.needs", r.Summary.Facts.Unresolved, r.Summary.Facts.Conflict, r.Summary.Findings.Error)
		})
	}
	if err == nil {
		_, err = w.Write(b.Bytes())
	}
	return err
}

var errEnough = fmt.Errorf("enough are listed")

// outcome is how an input stands, in a word.
func outcome(r ledger.Row) string {
	switch {
	case r.Code != "":
		return "failed"
	case r.Summary.Facts.Unresolved > 0 || r.Summary.Facts.Conflict > 0 || r.Summary.Findings.Error > 0:
		return "needs-person"
	}
	return "converted"
}

// statusJSON writes one object; the lists are written as they are read.
func statusJSON(w io.Writer, folders []*ledgerFolder, all ledger.Total) error {
	type run struct {
		Folder  string `json:"folder"`
		Begun   string `json:"begun"`
		Ended   string `json:"ended,omitempty"`
		Shard   string `json:"shard,omitempty"`
		Version string `json:"version"`
		Found   int    `json:"found"`
		Done    int    `json:"done"`
	}
	runs := []run{}
	for _, f := range folders {
		if f.ran {
			runs = append(runs, run{f.dir, f.last.Begun, f.last.Ended, f.last.Shard, f.last.Version, f.last.Found, f.last.Done})
		}
	}
	head, err := json.Marshal(struct {
		Inputs      int                 `json:"inputs"`
		Converted   int                 `json:"converted"`
		Failed      int                 `json:"failed"`
		NeedsPerson int                 `json:"needs_person"`
		Facts       schema.FactCount    `json:"facts"`
		Findings    schema.FindingCount `json:"findings"`
		Millis      int64               `json:"milliseconds"`
		Runs        []run               `json:"last_runs"`
	}{all.Inputs, all.Converted, all.Failed, all.Noted, all.Summary.Facts, all.Summary.Findings, all.Millis, runs})
	if err != nil {
		return err
	}
	if _, err := w.Write(bytes.TrimSuffix(head, []byte("}"))); err != nil {
		return err
	}
	list := func(key string, which ledger.Which, object func(folder string, r ledger.Row) any) error {
		if _, err := fmt.Fprintf(w, ",\n%q:[", key); err != nil {
			return err
		}
		between := "\n"
		for _, f := range folders {
			err := f.reader.Each(which, func(r ledger.Row) error {
				text, err := json.Marshal(object(f.dir, r))
				if err == nil {
					_, err = fmt.Fprintf(w, "%s%s", between, text)
					between = ",\n"
				}
				return err
			})
			if err != nil {
				return err
			}
		}
		_, err := io.WriteString(w, "]")
		return err
	}
	err = list("failures", ledger.Failed, func(dir string, r ledger.Row) any {
		return struct {
			Folder string `json:"folder"`
			failure
			Stack string `json:"stack,omitempty"`
		}{dir, failureOf(r), stackOf(batch.Recall(batch.Code(r.Code), r.Failure))}
	})
	if err != nil {
		return err
	}
	err = list("for_persons", ledger.Noted, func(dir string, r ledger.Row) any {
		return struct {
			Folder     string `json:"folder"`
			Path       string `json:"path"`
			Name       string `json:"name"`
			Unresolved int    `json:"unresolved"`
			Conflict   int    `json:"conflict"`
			Error      int    `json:"error"`
		}{dir, r.Path, r.Name, r.Summary.Facts.Unresolved, r.Summary.Facts.Conflict, r.Summary.Findings.Error}
	})
	if err == nil {
		_, err = io.WriteString(w, "}\n")
	}
	return err
}

// statusCSV writes a row for each input.
func statusCSV(w io.Writer, folders []*ledgerFolder) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true // RFC 4180
	out.Write([]string{"folder", "name", "path", "outcome", "code", "message", "message_zh",
		"given", "repaired", "assumed", "supplied", "unresolved", "conflict", "error", "warning", "info",
		"bytes", "sha256", "milliseconds", "ended"})
	for _, f := range folders {
		err := f.reader.Each(ledger.All, func(r ledger.Row) error {
			var why failure
			if r.Code != "" {
				why = failureOf(r)
			}
			record := []string{harmless(f.dir), harmless(r.Name), harmless(r.Path), outcome(r), r.Code, harmless(why.Message), harmless(why.MessageZh)}
			c, n := r.Summary.Facts, r.Summary.Findings
			for _, number := range []int64{int64(c.Given), int64(c.Repaired), int64(c.Assumed), int64(c.Supplied), int64(c.Unresolved), int64(c.Conflict),
				int64(n.Error), int64(n.Warning), int64(n.Info), r.Bytes} {
				record = append(record, strconv.FormatInt(number, 10))
			}
			return out.Write(append(record, r.SHA256, strconv.FormatInt(r.Millis, 10), r.Ended))
		})
		if err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless puts an apostrophe before a text that a spreadsheet would run.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}
