package worker

import (
	"bufio"
	"io"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
)

// Serve is the worker's side: it converts what in brings until in ends, also
// where it ends in the midst of work, since nobody waits for that any more.
func Serve(in io.Reader, out io.Writer, identity string, o convert.Options) error {
	if err := writeHead(out, hello{identity}); err != nil {
		return err
	}
	type document struct {
		request
		data []byte
	}
	documents := make(chan document)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		r := bufio.NewReader(in)
		for {
			var d document
			err := readHead(r, &d.request)
			if err == nil {
				d.data, err = readBytes(r, d.Bytes)
			}
			if err != nil {
				return
			}
			documents <- d
		}
	}()
	failed := make(chan error, 1)
	go func() {
		for d := range documents {
			if err := answer(out, d.request, d.data, o); err != nil {
				failed <- err
				return
			}
		}
	}()
	select {
	case <-gone:
		return nil
	case err := <-failed:
		return err
	}
}

// answer converts one document and writes what came of it.
func answer(out io.Writer, r request, data []byte, o convert.Options) error {
	result, err := convert.From(r.Name, data, r.Of, o.Supply(r.Supplied))
	head := reply{Summary: result.Report.Summary}
	head.Code, head.Failure = batch.Keep(err)
	for _, output := range result.Outputs {
		head.Outputs = append(head.Outputs, announced{len(output.Bytes), output.Remarks})
	}
	if err := writeHead(out, head); err != nil {
		return err
	}
	for _, output := range result.Outputs {
		if _, err := out.Write(output.Bytes); err != nil {
			return err
		}
	}
	return nil
}
