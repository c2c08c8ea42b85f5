package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/gather"
	"github.com/nianbao/nianbao/render/tidy"
)

// exportFile is where a table goes: a file with its descriptor beside it, or
// standard output.
type exportFile struct {
	io.Writer
	o        exportOptions
	whole    *gather.Whole // nil for standard output
	previous []byte        // the descriptor that is there, or nil
}

// keepInputs refuses an output that is one of the inputs.
func (o *exportOptions) keepInputs(inputs []batch.Input, v voice) error {
	there, err := os.Stat(o.output)
	if err != nil {
		return nil
	}
	for _, in := range inputs {
		if info, err := os.Stat(in.Path); err == nil && os.SameFile(info, there) {
			return wrongLine(v.say("line.export-overwrite", o.output))
		}
	}
	return nil
}

// open begins the output. Files beside it that are not of an earlier export end
// the command before it reads anything.
func (o *exportOptions) open(out io.Writer, v voice) (*exportFile, error) {
	f := &exportFile{Writer: out, o: *o}
	if o.output == stdout {
		return f, nil
	}
	if !o.bare {
		for _, beside := range o.beside() {
			data, err := os.ReadFile(beside.path)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				continue
			case err != nil:
				return nil, wrongLine(v.say("line.input", beside.path, v.system(err)))
			case !beside.ours(data):
				return nil, wrongLine(v.say("line.export-foreign", beside.path))
			}
			if filepath.Base(beside.path) == tidy.PackageFile {
				f.previous = data
			}
		}
	}
	whole, err := gather.CreateWhole(o.output)
	if err != nil {
		return nil, wrongLine(v.fault(err))
	}
	f.Writer, f.whole = whole, whole
	return f, nil
}

// beside is a file that stands beside a table, and how one of ours is known.
type beside struct {
	path string
	ours func(data []byte) bool
}

// beside lists the descriptor, the table of comparable figures and, of JSONL,
// the schema of its lines.
func (o *exportOptions) beside() []beside {
	dir := filepath.Dir(o.output)
	list := []beside{
		{filepath.Join(dir, tidy.PackageFile), func(b []byte) bool { return tidy.CheckPackage(b) == nil }},
		{filepath.Join(dir, tidy.ComparableFile), func(b []byte) bool {
			head, _, _ := bytes.Cut(tidy.Comparable(nil), []byte("\n"))
			return bytes.HasPrefix(b, head)
		}},
	}
	if o.format == tidy.JSONL {
		list = append(list, beside{stem(o.output) + ".schema.json", func(b []byte) bool { return bytes.Contains(b, []byte(tidy.RowSchemaID)) }})
	}
	return list
}

func (f *exportFile) discard() {
	if f.whole != nil {
		f.whole.Discard()
	}
}

// end writes what stands beside the table, and gives all files their names.
func (f *exportFile) end(made tidy.Summary) error {
	if f.whole == nil {
		return nil
	}
	files := []*gather.Whole{f.whole}
	if !f.o.bare {
		contents, err := f.contents(made)
		if err != nil {
			return err
		}
		for i, b := range f.o.beside() {
			w, err := gather.CreateWhole(b.path)
			if err != nil {
				return err
			}
			defer w.Discard()
			if _, err := w.Write(contents[i]); err != nil {
				return err
			}
			files = append(files, w)
		}
	}
	return gather.Commit(files...)
}

// contents are those of the files beside, in their order.
func (f *exportFile) contents(made tidy.Summary) ([][]byte, error) {
	table := f.o.table()
	comparable := tidy.Comparable(nil)
	sum := sha256.Sum256(comparable)
	dir := filepath.Dir(f.o.output)
	descriptor, err := tidy.Package(tidy.File{
		Name: filepath.Base(f.o.output), Format: f.o.format, Options: table, Summary: made, Bytes: f.whole.Size(), SHA256: f.whole.SHA256(),
	}, comparable, hex.EncodeToString(sum[:]), f.previous, func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
		return err == nil
	})
	if err != nil {
		return nil, err
	}
	contents := [][]byte{descriptor, comparable}
	if f.o.format == tidy.JSONL {
		lines, err := tidy.RowSchema(table)
		if err != nil {
			return nil, err
		}
		contents = append(contents, lines)
	}
	return contents, nil
}
