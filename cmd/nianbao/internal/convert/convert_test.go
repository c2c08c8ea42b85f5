package convert

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
)

func sample(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("../../../../samples/2021/dingxiang-2023/input.docx")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestAFaultOfTheProgramIsAnError(t *testing.T) {
	var none []int
	broken := render.Format{Name: "broken", Write: func(render.Input) (render.Output, error) {
		return render.Output{Bytes: []byte{byte(none[len(none)])}}, nil
	}}
	result, err := Document("a.docx", sample(t), Options{Formats: []render.Format{render.Formats()[0], broken}})
	var fault *Panic
	if !errors.As(err, &fault) || !strings.Contains(string(fault.Stack), "convert_test.go") {
		t.Fatalf("error %v", err)
	}
	if len(result.Outputs) != 0 || strings.Contains(err.Error(), "\n") {
		t.Errorf("%d outputs, error %q", len(result.Outputs), err)
	}
}

func TestOneFormatThatFailsFailsAll(t *testing.T) {
	refuse := render.Format{Name: "odd", Write: func(render.Input) (render.Output, error) {
		return render.Output{}, errors.New("no")
	}}
	result, err := Document("a.docx", sample(t), Options{Formats: []render.Format{render.Formats()[0], refuse}})
	if err == nil || err.Error() != "write odd: no" || len(result.Outputs) != 0 {
		t.Errorf("%d outputs, error %v", len(result.Outputs), err)
	}
}

func TestWhatIsNoReportIsAFormatError(t *testing.T) {
	var format *parse.FormatError
	if _, err := Document("a.docx", []byte("%PDF-1.7"), Options{}); !errors.As(err, &format) {
		t.Errorf("error %v", err)
	}
}

func TestANameThatIsNotUTF8IsMadeSo(t *testing.T) {
	result, err := Document("\xFF\xFEa.docx", sample(t), Options{})
	if err != nil || result.Report.Source.Name != "\uFFFDa.docx" {
		t.Errorf("name %q, error %v", result.Report.Source.Name, err)
	}
}

// Run with -race: one document on many goroutines gives the same bytes, and
// nobody writes to what all share.
func TestManyAtOnceGiveTheSameBytes(t *testing.T) {
	data := sample(t)
	o := Options{Formats: render.Formats(), Render: render.Options{Review: true}}
	want, err := Document("a.docx", bytes.Clone(data), o)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			got, err := Document("a.docx", data, o)
			if err != nil {
				t.Error(err)
				return
			}
			for i, out := range got.Outputs {
				if !bytes.Equal(out.Bytes, want.Outputs[i].Bytes) {
					t.Errorf("%s differs", o.Formats[i].Name)
				}
			}
		})
	}
	all.Wait()
}

// One report from its bytes to the bytes of each format, and of all.
func BenchmarkDocument(b *testing.B) {
	data := sample(b)
	formats := render.Formats()
	cases := map[string][]render.Format{"report": nil, "all": formats}
	for _, f := range formats {
		cases[f.Name] = []render.Format{f}
	}
	for _, name := range []string{"report", "json", "html", "pdf", "all"} {
		o := Options{Formats: cases[name]}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := Document("a.docx", data, o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
