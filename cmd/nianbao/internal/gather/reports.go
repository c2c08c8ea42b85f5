// Package gather turns many inputs into one file: it reads them on all cores,
// hands their reports over in the order of the inputs, and puts the file where
// it belongs when it is whole. It knows nothing of what is in it.
package gather

import (
	"context"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/schema"
)

// Reports calls read for the inputs, so many at a time, and done for each, in
// their order, on the caller's goroutine, with its report or the reason why
// there is none. Few reports are held at a time, however many inputs there are.
// It ends early when ctx does, and with the error of a call of done.
func Reports(ctx context.Context, inputs []batch.Input, jobs int, read func(batch.Input) (schema.Report, error), done func(batch.Input, schema.Report, error) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type result struct {
		report schema.Report
		err    error
	}
	type job struct {
		input  batch.Input
		result chan result
	}
	begin := make(chan job)
	order := make(chan job, 2*jobs) // what may wait for an earlier, slower input
	for range jobs {
		go func() {
			for j := range begin {
				if ctx.Err() == nil {
					r, err := read(j.input)
					j.result <- result{r, err}
				}
				close(j.result)
			}
		}()
	}
	go func() {
		defer close(order)
		defer close(begin)
		for _, input := range inputs {
			j := job{input, make(chan result, 1)}
			select {
			case order <- j:
			case <-ctx.Done():
				return
			}
			select {
			case begin <- j:
			case <-ctx.Done():
				close(j.result)
				return
			}
		}
	}()
	var stop error
	for j := range order {
		r, begun := <-j.result
		if !begun || stop != nil {
			continue
		}
		if stop = done(j.input, r.report, r.err); stop != nil {
			cancel()
		}
	}
	return stop
}
