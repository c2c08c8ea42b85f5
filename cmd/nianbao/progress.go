package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"sync"
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
// elsewhere, or lines of JSON. The lines come by the clock, also while one
// input takes its time.
type progress struct {
	v     voice
	w     io.Writer
	how   string
	total int
	begun time.Time

	mu                  sync.Mutex
	ended, kept, failed int
	stop, stopped       chan struct{} // nil where no lines are written

	pool *mpb.Progress // nil where there is no bar
	bar  *mpb.Bar
}

func newProgress(v voice, w io.Writer, total int, how string) *progress {
	p := &progress{v: v, w: w, how: how, total: total, begun: time.Now()}
	switch {
	case how == lines:
		p.w = raw(w)
		p.tick(time.Second)
	case how == none || total < 2:
	case cupwriter.New(w, false).IsTerminal():
		p.draw()
	default:
		p.tick(every)
	}
	return p
}

// draw begins the bar.
func (p *progress) draw() {
	p.pool = mpb.New(mpb.WithOutput(p.w), mpb.WithWidth(64))
	p.bar = p.pool.AddBar(int64(p.total),
		mpb.PrependDecorators(decor.CountersNoUnit("%d / %d ")),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string {
			p.mu.Lock()
			defer p.mu.Unlock()
			text := p.pace()
			if p.failed > 0 {
				text += p.v.say("passed.comma") + p.v.say("progress.failed", p.failed)
			}
			return " " + text
		})),
	)
}

// tick begins the lines.
func (p *progress) tick(period time.Duration) {
	p.stop, p.stopped = make(chan struct{}), make(chan struct{})
	clock := time.NewTicker(period)
	go func() {
		defer close(p.stopped)
		defer clock.Stop()
		for {
			select {
			case <-clock.C:
				p.line("running")
			case <-p.stop:
				return
			}
		}
	}()
}

// line writes one line of progress; state says how the run stands.
func (p *progress) line(state string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.how != lines {
		fmt.Fprintln(p.w, p.v.say("progress", p.ended, p.total, p.pace(), p.failed))
		return
	}
	rate, left := p.rate()
	p.object(struct {
		State   string   `json:"state"`
		Done    int      `json:"done"`
		Total   int      `json:"total"`
		Kept    int      `json:"unchanged"`
		Failed  int      `json:"failed"`
		Rate    float64  `json:"per_second"`
		Left    *float64 `json:"seconds_left"`
		Elapsed float64  `json:"seconds"`
	}{state, p.ended, p.total, p.kept, p.failed, tenth(rate), left, tenth(time.Since(p.begun).Seconds())})
}

func tenth(x float64) float64 { return math.Round(x*10) / 10 }

func (p *progress) object(value any) {
	e := json.NewEncoder(p.w)
	e.SetEscapeHTML(false)
	e.Encode(value) // where nobody reads progress, there is nobody to tell
}

// rate is the inputs done a second, and the seconds left at this rate; nil
// where nothing is known yet. What an earlier run did costs no time to speak
// of, and says nothing of the rest.
func (p *progress) rate() (rate float64, left *float64) {
	worked := p.ended - p.kept
	if worked == 0 {
		return 0, nil
	}
	rate = float64(worked) / time.Since(p.begun).Seconds()
	seconds := math.Ceil(float64(p.total-p.ended) / rate)
	return rate, &seconds
}

// pace is the rate and the time left in words.
func (p *progress) pace() string {
	rate, left := p.rate()
	if left == nil {
		return p.v.say("progress.unknown")
	}
	return p.v.say("progress.pace", rate, (time.Duration(*left) * time.Second).String())
}

// step takes in the end of one input, and names it if verbose; where the
// program is at fault it is named anyway, with the place of the fault.
func (p *progress) step(out batch.Outcome, verbose bool) {
	p.mu.Lock()
	p.ended++
	if out.Kept {
		p.kept++
	}
	if out.Err != nil {
		p.failed++
	}
	p.mu.Unlock()
	switch {
	case p.how == lines:
		p.failure(out)
	case verbose || stackOf(out.Err) != "":
		p.tell(out)
	}
	if p.bar != nil {
		p.bar.Increment()
	}
}

// stackOf is where the program was at fault, if it was.
func stackOf(err error) string {
	switch fault := err.(type) {
	case *convert.Panic:
		return string(fault.Stack)
	case *batch.Crash:
		return fault.Log
	}
	return ""
}

// failure writes a failure as a line of JSON.
func (p *progress) failure(out batch.Outcome) {
	if out.Err == nil {
		return
	}
	code, _ := batch.Keep(out.Err)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.object(struct {
		State string `json:"state"`
		failure
		Stack string `json:"stack,omitempty"`
	}{"input-failed", failure{out.Input.Path, out.Input.Name, string(code), voice{lang: english}.fault(out.Err), voice{lang: chinese}.fault(out.Err)}, stackOf(out.Err)})
}

// tell says how one input ended, above the bar where there is one.
func (p *progress) tell(out batch.Outcome) {
	w := p.w
	if p.pool != nil {
		w = p.pool // it takes turns by itself, and asks pace meanwhile
	} else {
		p.mu.Lock()
		defer p.mu.Unlock()
	}
	name := nameOf(out.Input, p.v)
	if out.Err != nil {
		fmt.Fprintf(w, "%s: %s\n", name, p.v.fault(out.Err))
		if stack := stackOf(out.Err); stack != "" {
			fmt.Fprintf(w, "%s\n", stack)
		}
		return
	}
	f := out.Summary.Facts
	fmt.Fprintf(w, "%s: %s\n", name, p.v.say("summary.facts", f.Given, f.Repaired, f.Assumed, f.Supplied, f.Unresolved, f.Conflict))
	for _, r := range out.Remarks {
		fmt.Fprintf(w, "%s: %s\n", name, p.v.remark(r))
	}
}

// end takes the bar away, whole or not; lines of JSON end with how the run did.
func (p *progress) end(state string) {
	if p.stop != nil {
		close(p.stop)
		<-p.stopped
	}
	if p.pool != nil {
		p.bar.Abort(false)
		p.pool.Wait()
	}
	if p.how == lines {
		p.line(state)
	}
}
