package worker

import (
	"bufio"
	"fmt"
	"io"
	"os/exec"
	"sync"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/render"
)

// Pool starts processes as they are needed and keeps them for the next
// document. There are as many as there are calls of Convert at a time.
type Pool struct {
	// Command makes the command of one process, which is to call Serve.
	Command func() *exec.Cmd
	// Identity is what Serve must be called with there: the options' hash.
	Identity string

	mu   sync.Mutex
	idle []*process
}

// process is one worker.
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	log start
}

// longestStart is how long a process may take until it says hello; it is its
// own program, already in memory.
const longestStart = time.Minute

// Convert has one input's document converted. A process that takes longer than limit,
// where that is not 0, is ended, and the error is batch.TooLong.
func (p *Pool) Convert(in batch.Input, data []byte, of *convert.Original, limit time.Duration) (batch.Product, error) {
	w, err := p.take()
	if err != nil {
		return batch.Product{}, fmt.Errorf("start a worker process: %w", err)
	}
	var product batch.Product
	var failure error
	late, err := w.within(limit, func() (err error) {
		product, failure, err = w.convert(in, data, of)
		return err
	})
	switch {
	case late:
		w.end()
		return batch.Product{}, &batch.TooLong{Limit: limit}
	case err != nil:
		w.end()
		return batch.Product{}, &batch.Crash{Log: w.log.String()}
	}
	p.mu.Lock()
	p.idle = append(p.idle, w)
	p.mu.Unlock()
	return product, failure
}

// Close ends the processes; no call of Convert may be going on.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, w := range p.idle {
		w.in.Close()
		w.end()
	}
	p.idle = nil
}

// take finds an idle process or starts one.
func (p *Pool) take() (*process, error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return w, nil
	}
	p.mu.Unlock()
	w := &process{cmd: p.Command()}
	w.cmd.Stderr = &w.log
	in, err := w.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := w.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	w.in, w.out = in, bufio.NewReaderSize(out, 64<<10)
	if err := w.cmd.Start(); err != nil {
		return nil, err
	}
	var h hello
	late, err := w.within(longestStart, func() error { return readHead(w.out, &h) })
	switch {
	case late:
		err = fmt.Errorf("no word from it in %s", longestStart)
	case err != nil:
		err = fmt.Errorf("%w: %s", err, w.log.String())
	case h.Identity != p.Identity:
		err = fmt.Errorf("a file that the options name was changed")
	default:
		return w, nil
	}
	w.end()
	return nil, err
}

// within runs f, and kills the process where f takes longer than limit.
func (w *process) within(limit time.Duration, f func() error) (late bool, err error) {
	if limit <= 0 {
		return false, f()
	}
	killed := make(chan struct{})
	timer := time.AfterFunc(limit, func() {
		w.cmd.Process.Kill()
		close(killed)
	})
	err = f()
	if !timer.Stop() {
		<-killed
		return true, err
	}
	return false, err
}

// convert sends one document and takes what came of it. An error is the
// connection's.
func (w *process) convert(in batch.Input, data []byte, of *convert.Original) (batch.Product, error, error) {
	if err := writeHead(w.in, request{in.Name, len(data), of, in.Supplied}); err != nil {
		return batch.Product{}, nil, err
	}
	if _, err := w.in.Write(data); err != nil {
		return batch.Product{}, nil, err
	}
	var head reply
	if err := readHead(w.out, &head); err != nil {
		return batch.Product{}, nil, err
	}
	product := batch.Product{Summary: head.Summary}
	for _, a := range head.Outputs {
		content, err := readBytes(w.out, a.Bytes)
		if err != nil {
			return batch.Product{}, nil, err
		}
		product.Outputs = append(product.Outputs, render.Output{Bytes: content, Remarks: a.Remarks})
	}
	return product, batch.Recall(head.Code, head.Failure), nil
}

// end ends a process for good.
func (w *process) end() {
	w.cmd.Process.Kill()
	w.cmd.Wait() // it was killed, or ended in a way that the log tells of
}

// start keeps the beginning of what is written to it.
type start struct {
	mu   sync.Mutex
	text []byte
}

// mostStart is enough for the reason of a crash and the first goroutines.
const mostStart = 16 << 10

func (t *start) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	// The first lines of a crash say why; what follows are other goroutines.
	t.text = append(t.text, p[:min(len(p), mostStart-len(t.text))]...)
	return len(p), nil
}

func (t *start) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}
