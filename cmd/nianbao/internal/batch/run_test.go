package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/render"
)

// text is a format that writes the report's name, and fails where that says so.
var text = render.Format{Name: "text", Extension: "txt", Write: func(in render.Input) (render.Output, error) {
	name := in.Report.Source.Name
	switch {
	case strings.Contains(name, "panic"):
		panic(name)
	case strings.Contains(name, "refuse"):
		return render.Output{}, errors.New("refused")
	}
	return render.Output{Bytes: []byte(name), Remarks: []render.Remark{{Code: render.NoGlyph, Detail: name}}}, nil
}}

// inputs writes a sound document under each name and finds them all.
func inputs(t testing.TB, names ...string) []Input {
	t.Helper()
	sound, err := os.ReadFile("../../../../samples/2019/qinghe-2019/input.docx")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range names {
		if err := os.WriteFile(filepath.Join(dir, name), sound, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	found, _ := Find([]string{dir}, filepath.Join(dir, "out"), Kinds)
	if len(found) != len(names) {
		t.Fatalf("found %d of %d", len(found), len(names))
	}
	return found
}

func options(dir string, jobs int) Options {
	return Options{Dir: dir, Jobs: jobs, Stdin: strings.NewReader(""), MaxInput: 1 << 20,
		Convert: convert.Options{Formats: []render.Format{text}}}
}

func TestOutcomesComeInTheOrderOfInputs(t *testing.T) {
	var names []string
	for i := range 40 {
		names = append(names, fmt.Sprintf("%02d.docx", i))
	}
	in := inputs(t, names...)
	var got []string
	Run(t.Context(), in, options(t.TempDir(), 8), func(o Outcome) {
		if o.Err != nil {
			t.Error(o.Err)
		}
		got = append(got, o.Input.Name)
	})
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("order %s", got)
	}
}

func TestAPanicOrARefusalFailsItsInputAlone(t *testing.T) {
	in := inputs(t, "a.docx", "panic.docx", "refuse.docx", "z.docx")
	dir := t.TempDir()
	var ends []string
	Run(t.Context(), in, options(dir, 2), func(o Outcome) {
		var fault *convert.Panic
		switch {
		case errors.As(o.Err, &fault):
			ends = append(ends, "panic")
		case o.Err != nil:
			ends = append(ends, o.Err.Error())
		default:
			ends = append(ends, "done "+o.Remarks[0].Format+" "+o.Remarks[0].Detail)
		}
	})
	if got := strings.Join(ends, ", "); got != "done text a.docx, panic, write text: refused, done text z.docx" {
		t.Error(got)
	}
	if names := below(t, dir); names != "a.txt z.txt" {
		t.Errorf("files %s", names)
	}
}

// An interrupt lets the inputs in hand be finished, those read as well as those
// that are converted, and begins no other.
func TestAnInterruptFinishesWhatIsInHand(t *testing.T) {
	in := inputs(t, "a.docx", "b.docx", "c.docx", "d.docx", "e.docx", "f.docx")
	ctx, interrupt := context.WithCancel(t.Context())
	waiting := text
	waiting.Write = func(in render.Input) (render.Output, error) {
		interrupt()
		return text.Write(in)
	}
	dir := t.TempDir()
	o := options(dir, 2)
	o.Convert.Formats = []render.Format{waiting}
	ended := 0
	Run(ctx, in, o, func(o Outcome) {
		if o.Err != nil {
			t.Error(o.Err)
		}
		ended++
	})
	if files := strings.Fields(below(t, dir)); ended < 1 || ended > 4 || len(files) != ended {
		t.Errorf("%d ended, files %s", ended, files)
	}
}

// Where a later output cannot be written, none of the input's is left.
func TestOutputsOfOneInputAppearTogetherOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "a.pdf"), 0o777); err != nil {
		t.Fatal(err)
	}
	err := writeFiles([]file{{filepath.Join(dir, "a.json"), []byte("{}")}, {filepath.Join(dir, "a.pdf"), []byte("%")}})
	var failed *WriteError
	if !errors.As(err, &failed) || !errors.Is(err, Taken) || failed.Path != filepath.Join(dir, "a.pdf") {
		t.Errorf("error %v", err)
	}
	if names := below(t, dir); names != "" {
		t.Errorf("left %s", names)
	}
}

func TestAnOutputReplacesTheOneBefore(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.json")
	for _, content := range []string{"the first, which is longer", "second"} {
		if err := writeFiles([]file{{name, []byte(content)}}); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(name); !bytes.Equal(got, []byte(content)) {
			t.Errorf("%q", got)
		}
	}
}

// below lists the files below a folder.
func below(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}

// Eight small reports from a folder into all formats, files and all.
func BenchmarkRun(b *testing.B) {
	in := inputs(b, "1.docx", "2.docx", "3.docx", "4.docx", "5.docx", "6.docx", "7.docx", "8.docx")
	for _, jobs := range []int{1, 2} {
		b.Run(fmt.Sprintf("jobs=%d", jobs), func(b *testing.B) {
			o := options(b.TempDir(), jobs)
			o.Convert.Formats = render.Formats()
			b.ReportAllocs()
			for b.Loop() {
				Run(b.Context(), in, o, func(out Outcome) {
					if out.Err != nil {
						b.Fatal(out.Err)
					}
				})
			}
		})
	}
}
