package docx

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/samples/form"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/normalize"
	"github.com/nianbao/nianbao/schema/repair"
)

// report reads a document as the program does.
func report(t testing.TB, data []byte, choices repair.Choices) schema.Report {
	t.Helper()
	d, err := parse.Document(data, parse.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data)
	return normalize.Report(d, schema.Source{Name: "a.docx", Format: d.Format, Bytes: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}, normalize.Options{Choices: choices})
}

// members are the parts of a package, inflated and checked, in order.
func members(t testing.TB, data []byte) (names []string, content map[string][]byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	content = map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if content[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		names = append(names, f.Name)
	}
	return names, content
}

// mended writes a copy and holds it against everything that must be so of any.
func mended(t testing.TB, original []byte, r schema.Report, o Options) Output {
	t.Helper()
	before := bytes.Clone(original)
	out, err := Write(original, r, o)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, original) {
		t.Error("the original was written to")
	}
	if again, err := Write(original, r, o); err != nil || !bytes.Equal(again.Bytes, out.Bytes) {
		t.Errorf("the second copy differs (%v)", err)
	}

	names, parts := members(t, original)
	got, copied := members(t, out.Bytes)
	if !slices.Equal(names, got) {
		t.Errorf("the parts are %v, were %v", got, names)
	}
	for _, name := range names {
		if name != mainPart && !bytes.Equal(parts[name], copied[name]) {
			t.Errorf("%s was changed", name)
		}
	}
	wellFormed(t, copied[mainPart])

	// Every figure is either written or left, and reading the copy finds it so.
	ours := map[string]bool{}
	for _, id := range out.Written {
		ours[id] = true
	}
	left := map[string]bool{}
	for _, l := range out.Left {
		left[l.ID] = true
	}
	values := map[string]schema.Fact{}
	for _, f := range r.Facts {
		values[f.ID] = f
		if f.Status == schema.Repaired || f.Status == schema.Assumed {
			if ours[f.ID] == left[f.ID] {
				t.Errorf("%s is written %t, left %t", f.ID, ours[f.ID], left[f.ID])
			}
		}
	}
	for _, f := range report(t, out.Bytes, repair.Choices{}).Facts {
		was := values[f.ID]
		switch {
		case ours[f.ID]:
			if f.Status != schema.Given || !f.Value.Equal(*was.Value) {
				t.Errorf("%s was %s by %s and is now %s, %v", f.ID, was.Value, was.Status, f.Status, f.Value)
			}
		case f.Status == schema.Repaired && !left[f.ID]:
			t.Errorf("%s is still repaired", f.ID)
		case was.Status == schema.Given && (f.Status != schema.Given || !f.Value.Equal(*was.Value)):
			t.Errorf("%s was given as %s and is now %s, %v", f.ID, was.Value, f.Status, f.Value)
		}
	}
	if len(out.Written) == 0 && !bytes.Equal(out.Bytes, original) {
		t.Error("nothing was written, and the copy is not the original")
	}
	if len(out.Left) > 0 && len(out.Remarks) == 0 {
		t.Errorf("%d figures were left, and the remarks are %q", len(out.Left), out.Remarks)
	}
	return out
}

// wellFormed holds a part against encoding/xml, and the ids of our changes
// against all others.
func wellFormed(t testing.TB, part []byte) {
	t.Helper()
	used, ours := map[string]int{}, map[string]bool{}
	d := xml.NewDecoder(bytes.NewReader(part))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Errorf("not XML: %v", err)
			return
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		id, by := "", ""
		for _, a := range e.Attr {
			switch {
			case a.Name.Local == "id" && a.Name.Space == e.Name.Space:
				id = a.Value
			case a.Name.Local == "author" && a.Name.Space == e.Name.Space:
				by = a.Value
			}
		}
		used[id]++
		if by == author {
			ours[id] = true
		}
	}
	for id := range ours {
		if id == "" || used[id] > 1 {
			t.Errorf("%d elements have the id %q of one of our changes", used[id], id)
		}
	}
}

var (
	asText   = strings.NewReplacer("w:delText", "w:t", "w:delInstrText", "w:instrText")
	inOneTag = strings.NewReplacer("></w:p>", "/>", "></w:sdtContent>", "/>")
)

// undone rejects our changes, as a person would in Word: the document must be
// the original again, byte for byte but for what one tag or two say alike.
func undone(t testing.TB, original []byte, out Output) {
	t.Helper()
	_, was := members(t, original)
	_, now := members(t, out.Bytes)
	var text strings.Builder
	for rest := string(now[mainPart]); rest != ""; {
		before, after, ours := strings.Cut(rest, ` w:author="nianbao">`)
		if !ours {
			text.WriteString(before)
			break
		}
		start := strings.LastIndex(before, "<w:")
		kind := before[start+len("<w:"):][:len("ins")]
		text.WriteString(before[:start])
		within, after, _ := strings.Cut(after, "</w:"+kind+">")
		if kind == "del" {
			text.WriteString(asText.Replace(within))
		}
		rest = after
	}
	if a, b := inOneTag.Replace(string(was[mainPart])), inOneTag.Replace(text.String()); a != b {
		i := 0
		for i < min(len(a), len(b)) && a[i] == b[i] {
			i++
		}
		t.Errorf("undone, the document is another at byte %d: %.200s, was %.200s", i, b[i:], a[i:])
	}
}

func sampleInputs(t testing.TB) []string {
	var paths []string
	err := filepath.WalkDir("../../samples", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "input.docx" {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil || len(paths) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	return paths
}

// The choices that reports are mended with.
var editions = []struct {
	name    string
	choices repair.Choices
	options Options
}{
	{"tracked", repair.Choices{}, Options{}},
	{"accepted", repair.Choices{}, Options{Accept: true, English: true}},
	{"blank as zero", repair.Choices{BlankAsZero: true}, Options{}},
}

func TestMendedSamplesHaveNothingLeftToRepair(t *testing.T) {
	for _, path := range sampleInputs(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range editions {
			t.Run(filepath.Base(filepath.Dir(path))+"/"+e.name, func(t *testing.T) {
				out := mended(t, data, report(t, data, e.choices), e.options)
				if !e.options.Accept {
					undone(t, data, out)
				}
			})
		}
	}
}

func TestTheRealReport(t *testing.T) {
	data, err := os.ReadFile("../../samples/2021/dingxiang-2023/input.docx")
	if err != nil {
		t.Fatal(err)
	}
	out := mended(t, data, report(t, data, repair.Choices{}), Options{})
	if len(out.Written) != 3 || len(out.Left) != 70 || len(out.Remarks) != 1 {
		t.Fatalf("%d written, %d left, said %q", len(out.Written), len(out.Left), out.Remarks)
	}
	for _, says := range []string{"文件中没有单元格（所在的行、列或表缺失），未写入：70 项数字：", "“（一）予以公开”行 7 项［applications.granted.*］", "［applications.refuse.admin_query.*］"} {
		if !strings.Contains(out.Remarks[0].Text, says) {
			t.Errorf("%q is not said in %q", says, out.Remarks[0].Text)
		}
	}
}

func TestMendedMutantsHaveNothingLeftToRepair(t *testing.T) {
	seeds := uint64(150)
	if testing.Short() {
		seeds = 30
	}
	written, left := 0, map[Reason]int{}
	for seed := range seeds {
		m := form.NewMutant(seed)
		data, err := m.Paper.DOCX()
		if err != nil {
			t.Fatal(err)
		}
		e := editions[seed%uint64(len(editions))]
		ok := t.Run(m.String()+"/"+e.name, func(t *testing.T) {
			out := mended(t, data, report(t, data, e.choices), e.options)
			if !e.options.Accept {
				undone(t, data, out)
			}
			written += len(out.Written)
			for _, l := range out.Left {
				left[l.Why]++
			}
		})
		if !ok {
			t.Logf("seed %d", seed)
		}
	}
	t.Logf("%d figures written, left: %v", written, left)
	if written == 0 {
		t.Error("no figure was written")
	}
}
