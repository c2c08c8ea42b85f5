package batch

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
)

func TestStems(t *testing.T) {
	for _, c := range []struct{ name, stem, extension string }{
		{"a.docx", "a", ".docx"},
		{"a.b.docx", "a.b", ".docx"},
		{"县/乡.镇/年报", "县/乡.镇/年报", ""},
		{".docx", ".docx", ""},
		{"a.", "a", "."},
		{"x/.a.html", "x/.a", ".html"},
	} {
		if e := extension(c.name); e != c.extension {
			t.Errorf("%s: extension %q, not %q", c.name, e, c.extension)
		}
		if s := (Input{Name: c.name}).Stem(); s != c.stem {
			t.Errorf("%s: stem %q, not %q", c.name, s, c.stem)
		}
	}
}

func TestNamesThatSomeSystemTakesForOne(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"a.docx", "A.DOCX", true},
		{"é", "e\u0301", true},
		{"ａ", "Ａ", true}, // full width
		{"ß", "SS", false},
		{"年报", "年報", false},
		{"a", "b", false},
	} {
		if same := fold(c.a) == fold(c.b); same != c.same {
			t.Errorf("%s and %s: %v", c.a, c.b, same)
		}
	}
}

// What a run keeps for each input is its path and a few words: the list of
// 100 000 must stay below 60 MiB, names included.
func TestManyInputsAreNamedInLittleMemory(t *testing.T) {
	const n = 100_000
	before := heap()
	in := make([]Input, n)
	for i := range in {
		path := filepath.Join("archive", fmt.Sprint(i/500), fmt.Sprintf("某县某局2023年政府信息公开工作年度报告-%06d.docx", i))
		in[i] = Input{Path: path, Name: path}
	}
	if err := Name(in, t.TempDir(), []string{"html", "pdf", "json"}); err != nil {
		t.Fatal(err)
	}
	after := heap()
	if used := int64(after-before) >> 20; used > 60 {
		t.Errorf("%d MiB for %d inputs", used, n)
	}
	t.Logf("%d bytes an input", (after-before)/n)
	runtime.KeepAlive(in)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
