package main

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/vbauerster/cupwriter"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// every is the time between two lines of progress where there is no terminal.
const every = 5 * time.Second

// progress shows how far a run is: a bar on a terminal, a line now and then
// elsewhere.
type progress struct {
	v            voice
	w            io.Writer
	total, ended int
	failed       atomic.Int64
	last         time.Time
	silent       bool

	pool *mpb.Progress // nil where there is no terminal
	bar  *mpb.Bar
}

func newProgress(v voice, w io.Writer, total int, silent bool) *progress {
	p := &progress{v: v, w: w, total: total, last: time.Now(), silent: silent}
	if silent || total < 2 || !cupwriter.New(w, false).IsTerminal() {
		return p
	}
	p.pool = mpb.New(mpb.WithOutput(w), mpb.WithWidth(64))
	p.bar = p.pool.AddBar(int64(total),
		mpb.PrependDecorators(decor.CountersNoUnit("%d / %d ")),
		mpb.AppendDecorators(
			decor.AverageETA(decor.ET_STYLE_GO),
			decor.Any(func(decor.Statistics) string {
				if n := p.failed.Load(); n > 0 {
					return " " + v.say("progress.failed", n)
				}
				return ""
			}),
		),
	)
	return p
}

// step takes in the end of one input, and names it if verbose.
func (p *progress) step(out batch.Outcome, verbose bool) {
	p.ended++
	if out.Err != nil {
		p.failed.Add(1)
	}
	if verbose {
		p.tell(out)
	}
	switch {
	case p.bar != nil:
		p.bar.Increment()
	case !p.silent && time.Since(p.last) >= every:
		p.last = time.Now()
		fmt.Fprintln(p.w, p.v.say("progress", p.ended, p.total, p.failed.Load()))
	}
}

// tell says how one input ended, above the bar where there is one.
func (p *progress) tell(out batch.Outcome) {
	w := p.w
	if p.pool != nil {
		w = p.pool
	}
	name := nameOf(out.Input, p.v)
	if out.Err != nil {
		fmt.Fprintf(w, "%s: %s\n", name, p.v.fault(out.Err))
		if fault, ok := out.Err.(*convert.Panic); ok {
			fmt.Fprintf(w, "%s\n", fault.Stack)
		}
		return
	}
	f := out.Summary.Facts
	fmt.Fprintf(w, "%s: %s\n", name, p.v.say("summary.facts", f.Given, f.Repaired, f.Assumed, f.Supplied, f.Unresolved, f.Conflict))
	for _, r := range out.Remarks {
		fmt.Fprintf(w, "%s: %s\n", name, p.v.remark(r))
	}
}

// end takes the bar away, whole or not.
func (p *progress) end() {
	if p.pool == nil {
		return
	}
	p.bar.Abort(false)
	p.pool.Wait()
}
