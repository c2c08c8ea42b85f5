package batch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/schema"
)

// Options are what a run needs; every field but Stdin must be set.
type Options struct {
	// Dir is the output folder.
	Dir string
	// Jobs is the number of inputs worked on at a time.
	Jobs int
	// Stdin is read for the input of that name.
	Stdin io.Reader
	// MaxInput is the size in bytes up to which an input is read.
	MaxInput int64
	Convert  convert.Options
}

// ReadError is the error of an input whose bytes could not be had.
type ReadError struct{ Err error }

func (r *ReadError) Error() string { return "read: " + r.Err.Error() }
func (r *ReadError) Unwrap() error { return r.Err }

// TooLarge is the error of an input of more bytes than Options.MaxInput.
type TooLarge struct{ Most int64 }

func (t *TooLarge) Error() string { return fmt.Sprintf("larger than %d bytes", t.Most) }

// Outcome is how one input ended.
type Outcome struct {
	Input Input
	// Err says why nothing was written; nil for a converted input.
	Err     error
	Summary schema.Summary
	Remarks []FormatRemark
}

// FormatRemark is a remark with the format that it is about.
type FormatRemark struct {
	Format string
	render.Remark
}

// ahead bounds how many outcomes wait for an earlier, slower input.
const ahead = 256

// Run converts the inputs and calls done for each, in their order, on the
// caller's goroutine. When ctx ends, the inputs in hand are finished and no
// further one is begun; done is not called for those.
func Run(ctx context.Context, inputs []Input, o Options, done func(Outcome)) {
	type job struct {
		input  Input
		result chan Outcome
	}
	jobs := make(chan job)
	order := make(chan chan Outcome, ahead)
	for range o.Jobs {
		go func() {
			for j := range jobs {
				if ctx.Err() == nil {
					j.result <- one(j.input, o)
				}
				close(j.result)
			}
		}()
	}
	go func() {
		defer close(order)
		defer close(jobs)
		for _, input := range inputs {
			j := job{input, make(chan Outcome, 1)}
			select {
			case jobs <- j:
				order <- j.result
			case <-ctx.Done():
				return
			}
		}
	}()
	for result := range order {
		if out, begun := <-result; begun {
			done(out)
		}
	}
}

// one converts one input, from reading to the last file's name.
func one(in Input, o Options) Outcome {
	out := Outcome{Input: in, Err: in.Err}
	if out.Err != nil {
		return out
	}
	data, err := read(in, o)
	if err != nil {
		out.Err = err
		return out
	}
	result, err := convert.Document(in.Name, data, o.Convert)
	if err != nil {
		out.Err = err
		return out
	}
	files := make([]file, len(result.Outputs))
	for i, output := range result.Outputs {
		format := o.Convert.Formats[i]
		files[i] = file{filepath.Join(o.Dir, filepath.FromSlash(in.Stem())+"."+format.Extension), output.Bytes}
		for _, r := range output.Remarks {
			out.Remarks = append(out.Remarks, FormatRemark{format.Name, r})
		}
	}
	if err := writeFiles(files); err != nil {
		out.Err = err
		return out
	}
	out.Summary = result.Report.Summary
	return out
}

// read returns an input's bytes.
func read(in Input, o Options) ([]byte, error) {
	var whole bytes.Buffer
	source := o.Stdin
	if in.Path != Stdin {
		f, err := os.Open(in.Path)
		if err != nil {
			return nil, &ReadError{reason(err)}
		}
		defer f.Close()
		source = f
		if info, err := f.Stat(); err == nil && info.Size() <= o.MaxInput {
			whole.Grow(int(info.Size()) + bytes.MinRead)
		}
	}
	n, err := whole.ReadFrom(io.LimitReader(source, o.MaxInput+1))
	switch {
	case err != nil:
		return nil, &ReadError{reason(err)}
	case n > o.MaxInput:
		return nil, &TooLarge{o.MaxInput}
	}
	return whole.Bytes(), nil
}
