package worker

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
)

// deeds is a format that does what the document's name says.
var deeds = render.Format{Name: "deeds", Extension: "txt", Write: func(in render.Input) (render.Output, error) {
	switch name := in.Report.Source.Name; name {
	case "for ever":
		for sum := 0; ; {
			sum++
		}
	case "panic":
		panic("a fault")
	case "overflow":
		return render.Output{Bytes: make([]byte, overflow(0))}, nil
	case "exit":
		os.Exit(3)
	case "refuse":
		return render.Output{}, &parse.LimitError{Flag: "--max-cells", Detail: "too many"}
	case "large":
		return render.Output{Bytes: bytes.Repeat([]byte("large"), 1<<20)}, nil
	}
	return render.Output{Bytes: []byte(in.Report.Source.SHA256), Remarks: []render.Remark{{Code: render.NoGlyph, Detail: "囗"}}}, nil
}}

// overflow calls itself until there is no stack left.
func overflow(depth int) int {
	if depth < 0 {
		return 0
	}
	return overflow(depth+1) + 1
}

func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "serve" {
		debug.SetMaxStack(16 << 20) // enough to see that it ends
		Serve(os.Stdin, os.Stdout, "identity", convert.Options{Formats: []render.Format{deeds}})
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func sound(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("../../../../samples/2019/qinghe-2019/input.docx")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func pool(t testing.TB) (*Pool, *[]*exec.Cmd) {
	var begun []*exec.Cmd
	p := &Pool{Identity: "identity", Command: func() *exec.Cmd {
		cmd := exec.Command(os.Args[0], "serve")
		begun = append(begun, cmd)
		return cmd
	}}
	t.Cleanup(func() {
		p.Close()
		for _, cmd := range begun {
			if cmd.ProcessState == nil {
				t.Error("a process was left")
			}
		}
	})
	return p, &begun
}

func TestAWorkerMakesWhatIsMadeHere(t *testing.T) {
	p, begun := pool(t)
	data := sound(t)
	for _, name := range []string{"a", "large", "县/年报.docx"} {
		here, err := convert.Document(name, data, convert.Options{Formats: []render.Format{deeds}})
		if err != nil {
			t.Fatal(err)
		}
		there, err := p.Convert(batch.Input{Name: name}, data, nil, time.Minute)
		if err != nil || there.Summary != here.Report.Summary || len(there.Outputs) != 1 ||
			!bytes.Equal(there.Outputs[0].Bytes, here.Outputs[0].Bytes) || len(there.Outputs[0].Remarks) != len(here.Outputs[0].Remarks) {
			t.Errorf("%s: %+v, %v", name, there.Summary, err)
		}
	}
	of := &convert.Original{Format: "doc", Bytes: 5, SHA256: "abc"}
	if there, err := p.Convert(batch.Input{Name: "a.doc"}, data, of, 0); err != nil || string(there.Outputs[0].Bytes) != "abc" {
		t.Errorf("%v", err)
	}
	if len(*begun) != 1 {
		t.Errorf("%d processes for one document at a time", len(*begun))
	}
}

func TestAFailureComesAsItWas(t *testing.T) {
	p, begun := pool(t)
	var limit *parse.LimitError
	if _, err := p.Convert(batch.Input{Name: "refuse"}, sound(t), nil, time.Minute); !errors.As(err, &limit) || limit.Flag != "--max-cells" {
		t.Errorf("%v", err)
	}
	var format *parse.FormatError
	if _, err := p.Convert(batch.Input{Name: "a"}, []byte("%PDF-"), nil, time.Minute); !errors.As(err, &format) {
		t.Errorf("%v", err)
	}
	var panicked *convert.Panic
	if _, err := p.Convert(batch.Input{Name: "panic"}, sound(t), nil, time.Minute); !errors.As(err, &panicked) || !strings.Contains(string(panicked.Stack), "pool_test.go") {
		t.Errorf("%v", err)
	}
	if len(*begun) != 1 {
		t.Errorf("%d processes", len(*begun))
	}
}

// What cannot be caught ends one process, and fails one document.
func TestWorkThatCannotBeCaughtIsEnded(t *testing.T) {
	p, begun := pool(t)
	var long *batch.TooLong
	if _, err := p.Convert(batch.Input{Name: "for ever"}, sound(t), nil, 2*time.Second); !errors.As(err, &long) || long.Limit != 2*time.Second {
		t.Errorf("%v", err)
	}
	if err := (*begun)[0].Process.Signal(syscall.Signal(0)); err == nil {
		t.Error("it still runs")
	}
	var crash *batch.Crash
	if _, err := p.Convert(batch.Input{Name: "overflow"}, sound(t), nil, time.Minute); !errors.As(err, &crash) || !strings.Contains(crash.Log, "stack overflow") {
		t.Errorf("%v", err)
	}
	if _, err := p.Convert(batch.Input{Name: "exit"}, sound(t), nil, time.Minute); !errors.As(err, &crash) {
		t.Errorf("%v", err)
	}
	if _, err := p.Convert(batch.Input{Name: "a"}, sound(t), nil, time.Minute); err != nil {
		t.Errorf("%v", err)
	}
}

func TestAWorkerOfOtherOptionsIsRefused(t *testing.T) {
	p, _ := pool(t)
	p.Identity = "another"
	if _, err := p.Convert(batch.Input{Name: "a"}, sound(t), nil, time.Minute); err == nil {
		t.Error("it was taken")
	}
	p.Command = func() *exec.Cmd { return exec.Command("/nowhere/nianbao") }
	if _, err := p.Convert(batch.Input{Name: "a"}, sound(t), nil, time.Minute); err == nil || !strings.Contains(err.Error(), "start a worker process") {
		t.Errorf("%v", err)
	}
}

// A worker whose run is gone ends in the midst of its work.
func TestAWorkerEndsWithItsRun(t *testing.T) {
	cmd := exec.Command(os.Args[0], "serve")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout = io.Discard
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	data := sound(t)
	if err := writeHead(in, request{Name: "for ever", Bytes: len(data)}); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Write(data); err != nil {
		t.Fatal(err)
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

func BenchmarkConvert(b *testing.B) {
	p, _ := pool(b)
	data := sound(b)
	for b.Loop() {
		if _, err := p.Convert(batch.Input{Name: "a"}, data, nil, time.Minute); err != nil {
			b.Fatal(err)
		}
	}
}
