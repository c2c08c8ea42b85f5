package batch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
)

// work is one input from reading to the last file's name.
type work struct {
	out   Outcome
	begun time.Time
}

// begin reads an input. It has ended where that fails, or where an earlier run
// did what there is to do.
func begin(in Input, o *Options) (w work, data []byte, ended bool) {
	w = work{Outcome{Input: in}, time.Now()}
	w.out.row = ledger.Row{Name: in.Name, Path: in.Path, Options: o.Identity.with(in.Supplied), Version: o.Identity.Version}
	if o.Ledger != nil {
		w.out.row.Place, _ = filepath.Abs(in.Path)
	}
	limit := o.Timeout
	if in.Path == Stdin {
		limit = 0 // whoever writes to it may take their time
	}
	data, err := within(limit, func() ([]byte, error) { return read(in, o) })
	if err != nil {
		w.out.fail(err)
		return w, nil, true
	}
	sum := sha256.Sum256(data)
	w.out.row.Bytes, w.out.row.SHA256 = int64(len(data)), hex.EncodeToString(sum[:])
	return w, data, o.Ledger != nil && !o.Force && w.out.before(o)
}

// finish converts what was read, or the document that was made of it.
func (w work) finish(data []byte, of *convert.Original, o *Options, result chan Outcome) {
	w.out.fail(w.out.convert(data, of, o))
	w.end(result)
}

// end tells how the work ended.
func (w work) end(result chan Outcome) {
	if !w.out.Kept {
		w.out.row.Millis = time.Since(w.begun).Milliseconds()
	}
	result <- w.out
}

// convert converts an input's bytes and writes the outputs.
func (out *Outcome) convert(data []byte, of *convert.Original, o *Options) error {
	product, err := product(out.Input, data, of, o)
	if err != nil {
		return err
	}
	files := make([]file, len(product.Outputs))
	for i, output := range product.Outputs {
		name := outputName(out.Input, o.Convert.Formats[i].Extension)
		files[i] = file{filepath.Join(o.Dir, filepath.FromSlash(name)), output.Bytes}
		sum := sha256.Sum256(output.Bytes)
		out.row.Outputs = append(out.row.Outputs, ledger.Output{Name: name, SHA256: hex.EncodeToString(sum[:])})
		for _, r := range output.Remarks {
			out.Remarks = append(out.Remarks, FormatRemark{o.Convert.Formats[i].Name, r})
		}
	}
	if err := writeFiles(files); err != nil {
		return err
	}
	out.Summary, out.row.Summary = product.Summary, product.Summary
	if len(out.Remarks) > 0 {
		remarks, err := json.Marshal(out.Remarks)
		if err != nil {
			return err
		}
		out.row.Remarks = string(remarks)
	}
	return nil
}

// fail takes in why nothing was written, if so.
func (out *Outcome) fail(err error) {
	if err == nil {
		return
	}
	code, words := Keep(err)
	out.Err, out.Remarks = err, nil
	out.row.Code, out.row.Failure, out.row.Outputs = string(code), words, nil
}

// outputName is an output's name below the output folder.
func outputName(in Input, extension string) string { return in.Stem() + "." + extension }

// product has a document converted, by the worker or here.
func product(in Input, data []byte, of *convert.Original, o *Options) (Product, error) {
	o.turns <- struct{}{}
	defer func() { <-o.turns }()
	if o.Worker != nil {
		return o.Worker.Convert(in, data, of, o.Timeout)
	}
	return within(o.Timeout, func() (Product, error) {
		result, err := convert.From(in.Name, data, of, o.Convert.Supply(in.Supplied))
		return Product{result.Report.Summary, result.Outputs}, err
	})
}

// within runs f, and leaves it behind where it takes longer than limit, since
// nothing ends a goroutine: a pipe that nobody writes to, a network drive that
// does not answer.
func within[T any](limit time.Duration, f func() (T, error)) (T, error) {
	if limit <= 0 {
		return f()
	}
	type end struct {
		value T
		err   error
	}
	ended := make(chan end, 1)
	go func() {
		value, err := f()
		ended <- end{value, err}
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case e := <-ended:
		return e.value, e.err
	case <-timer.C:
		var none T
		return none, &TooLong{limit}
	}
}

// read returns an input's bytes.
func read(in Input, o *Options) ([]byte, error) {
	if in.Err != nil {
		return nil, in.Err
	}
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
