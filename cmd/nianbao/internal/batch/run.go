package batch

import (
	"context"
	"io"
	"slices"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/schema"
)

// Options are what a run needs; Dir, Jobs, MaxInput and Convert must be set.
type Options struct {
	// Dir is the output folder.
	Dir string
	// Jobs is the number of inputs converted at a time; of others, as many may
	// be read or written beside them.
	Jobs int
	// Stdin is read for the input of that name.
	Stdin io.Reader
	// MaxInput is the size in bytes up to which an input is read.
	MaxInput int64
	Convert  convert.Options
	// Worker does the converting, with the options of Convert; nil means that
	// it is done here, where work that takes too long is left but not ended.
	Worker Worker
	// Old makes DOCX of old documents; nil means that nothing can.
	Old Old
	// Timeout is how long one input may be worked on; 0 is for ever.
	Timeout time.Duration
	// Ledger is what earlier runs left in Dir, and where this one is entered;
	// nil means that every input is converted.
	Ledger *ledger.Ledger
	// Identity is what outputs depend on beside the input.
	Identity Identity
	// Force converts every input, done before or not.
	Force bool

	turns chan struct{} // as many as Jobs: whoever converts holds one
}

// Identity says with what outputs were made: the hash of all options that
// change them, and the program's version.
type Identity struct{ Options, Version string }

// Worker converts one document. It ends the work where it takes longer than
// limit, with the error TooLong.
type Worker interface {
	Convert(in Input, data []byte, of *convert.Original, limit time.Duration) (Product, error)
}

// Product is what came of one document.
type Product struct {
	Summary schema.Summary
	// Outputs stand in the order of the formats.
	Outputs []render.Output
}

// Outcome is how one input ended.
type Outcome struct {
	Input Input
	// Err says why nothing was written; nil for a converted input.
	Err error
	// Kept is true where an earlier run ended so, and nothing has changed since.
	Kept    bool
	Summary schema.Summary
	Remarks []FormatRemark

	row   ledger.Row
	moved bool // kept, but the row says something new
}

// FormatRemark is a remark with the format that it is about.
type FormatRemark struct {
	Format string `json:"format"`
	render.Remark
}

// ahead bounds how many outcomes wait for an earlier, slower input.
const ahead = 256

// Run converts the inputs and calls done for each, in their order, on the
// caller's goroutine. When ctx ends, the inputs in hand are finished and no
// further one is begun; done is not called for those. An error is the ledger's;
// the inputs are converted all the same.
func Run(ctx context.Context, inputs []Input, o Options, done func(Outcome)) error {
	jobs := make(chan job)
	order := make(chan chan Outcome, ahead)
	o.turns = make(chan struct{}, o.Jobs)
	// One input is converted while the outputs of another wait for the disk.
	for range 2 * o.Jobs {
		go func() {
			for j := range jobs {
				if ctx.Err() == nil {
					j.do(&o)
				}
				for _, result := range j.results {
					close(result)
				}
			}
		}()
	}
	go func() {
		defer close(order)
		defer close(jobs)
		for some := range slices.Chunk(inputs, near) {
			results := make([]chan Outcome, len(some))
			for i := range results {
				results[i] = make(chan Outcome, 1)
				order <- results[i]
			}
			for _, j := range group(some, results) {
				select {
				case jobs <- j:
				case <-ctx.Done():
					for _, result := range j.results {
						close(result)
					}
				}
			}
			if ctx.Err() != nil {
				return
			}
		}
	}()
	var failed error
	for result := range order {
		out, begun := <-result
		if !begun {
			continue
		}
		if o.Ledger != nil && failed == nil {
			failed = o.Ledger.Enter(out.row, out.Kept && !out.moved)
		}
		done(out)
	}
	return failed
}
