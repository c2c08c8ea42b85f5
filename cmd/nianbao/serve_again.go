package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/legacy"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/web"
)

// again converts one recorded document anew, with the options of the run that
// recorded it, and enters how it ended: a run of the command over this document
// alone. An error says why nothing was done; that the document cannot be
// converted is none, and stands in the ledger.
func (s *served) again(id web.ID, inEnglish bool) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	v := speaking(inEnglish)
	row, given, err := s.row(id)
	if err != nil {
		return err
	}
	if info, err := os.Stat(row.Place); err != nil || !info.Mode().IsRegular() {
		return wrongLine(v.say("serve.gone", row.Place))
	}
	o := convertOptions{dir: filepath.Join(s.dir, id.Run), jobs: 1, timeout: defaultTimeout, given: given}
	spoken, err := o.recall(v)
	if err != nil {
		return err
	}
	formats, err := o.chosen(v)
	if err != nil {
		return err
	}
	made, hash, err := o.options(spoken, formats, 1)
	if err != nil {
		return err
	}
	// Outputs stand below the folder that is shown, whatever a ledger says.
	if err := s.root.MkdirAll(filepath.Join(id.Run, filepath.FromSlash(path.Dir(row.Name))), 0o777); err != nil {
		return wrongLine(v.say("serve.outside", row.Name, s.dir))
	}
	inputs, at, err := s.around(id, row)
	if err != nil {
		return err
	}
	var extensions []string
	for _, f := range formats {
		extensions = append(extensions, f.Extension)
	}
	if err := batch.Name(inputs, o.dir, extensions); err != nil {
		return wrongLine(v.names(err))
	}
	one := inputs[at : at+1]
	if _, err := supply(one, made.Normalize.Choices, v); err != nil {
		return err
	}

	run := batch.Options{Dir: o.dir, Jobs: o.jobs, MaxInput: o.maxInput, Convert: made, Timeout: o.timeout}
	if path := legacy.Find(); path != "" {
		office := &legacy.Office{Path: path, Dir: o.dir}
		defer office.Close()
		run.Old = office
	}
	a, err := openArchive(o, hash, &run, 1)
	switch {
	case errors.Is(err, ledger.ErrBusy):
		return wrongLine(v.say("serve.busy"))
	case err != nil:
		return v.unopened(o.dir, err)
	}
	defer a.close()
	// Whoever asked may go away; what is begun is finished.
	a.end(true, one, batch.Run(context.Background(), one, run, func(batch.Outcome) {}))
	if a.err != nil {
		return wrongLine(v.say("summary.unrecorded", o.dir, v.record(a.err)))
	}
	return nil
}

// recall reads the options that a run was given, and gives the language in which
// its files speak.
func (o *convertOptions) recall(v voice) (voice, error) {
	if o.given == nil {
		return v, wrongLine(v.say("serve.no-options"))
	}
	spoken, err := voiceFor(o.given, func(string) string { return "" })
	if err != nil {
		return v, err
	}
	flags := o.outputFlags(v)
	flags.String("lang", "", "") // looked for before
	if err := flags.Parse(o.given); err != nil {
		return v, wrongLine(v.line(err))
	}
	if o.choices.answers != "" || len(o.choices.set) > 0 {
		// They belong to that command line; beside what is kept they would win.
		return v, wrongLine(v.say("serve.on-line"))
	}
	return spoken, nil
}

// around are the inputs of a document's folder as the ledger has them, since
// names of outputs depend on those of neighbours; at is the document's own
// place among them.
func (s *served) around(id web.ID, row ledger.Row) (inputs []batch.Input, at int, err error) {
	r, err := ledger.Read(filepath.Join(s.dir, id.Run))
	if err != nil {
		return nil, 0, err
	}
	defer r.Close()
	err = r.Each(ledger.All, func(other ledger.Row) error {
		if path.Dir(other.Name) != path.Dir(row.Name) {
			return nil
		}
		if _, err := os.Lstat(other.Place); errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if other.Name == row.Name {
			at = len(inputs)
		}
		in := batch.Input{Path: other.Path, Name: other.Name}
		if whole, err := filepath.Abs(in.Path); err != nil || whole != other.Place {
			in.Path = other.Place // named from another folder
		}
		inputs = append(inputs, in)
		return nil
	})
	return inputs, at, err
}
