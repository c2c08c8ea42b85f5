package normalize

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/schema"
)

var update = flag.Bool("update", false, "rewrite report.json and findings.txt of the samples")

const samplesDir = "../../samples"

// sampleInputs lists the folders of the samples; what is said of drafts is
// tested where it is said.
func sampleInputs(t testing.TB) []string {
	var dirs []string
	err := filepath.WalkDir(samplesDir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "drafts" {
			return filepath.SkipDir
		}
		if err == nil && d.Name() == "input.docx" {
			dirs = append(dirs, filepath.Dir(path))
		}
		return err
	})
	if err != nil || len(dirs) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	return dirs
}

// readSample makes the report of one sample.
func readSample(t testing.TB, dir string) schema.Report {
	data, err := os.ReadFile(filepath.Join(dir, "input.docx"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := parse.Document(data, parse.Limits{})
	if err != nil {
		t.Fatalf("%s: %v", dir, err)
	}
	sum := sha256.Sum256(data)
	name, err := filepath.Rel(samplesDir, filepath.Join(dir, "input.docx"))
	if err != nil {
		t.Fatal(err)
	}
	return Report(d, schema.Source{Name: filepath.ToSlash(name), Format: d.Format, Bytes: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}, Options{})
}

// Every sample has its report beside it, and its findings to be read.
func TestSamplesAreReadAsBefore(t *testing.T) {
	for _, dir := range sampleInputs(t) {
		r := readSample(t, dir)
		var text strings.Builder
		for _, f := range r.Findings {
			fmt.Fprintf(&text, "%s[%s] %s\n", f.Severity, f.Code, f.MessageZh)
			if f.SuggestionZh != nil {
				fmt.Fprintf(&text, "  建议：%s\n", *f.SuggestionZh)
			}
		}
		compare(t, filepath.Join(dir, "findings.txt"), []byte(text.String()))
		data, err := schema.Encode(r)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, filepath.Join(dir, "report.json"), data)
	}
}

func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v: make it with -update, and read it", err)
	}
	if bytes.Equal(got, want) {
		return
	}
	a, b := strings.Split(string(want), "\n"), strings.Split(string(got), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("%s, line %d:\n was %.300s\n is  %.300s", path, i+1, a[i], b[i])
			return
		}
	}
	t.Errorf("%s: was %d lines, is %d", path, len(a), len(b))
}

func TestTheRealReport(t *testing.T) {
	r := readSample(t, samplesDir+"/2021/dingxiang-2023")
	if r.Template.ID != "2021" || r.Year == nil || *r.Year != 2023 || r.Agency == nil || *r.Agency != "定襄经济技术开发区" {
		t.Errorf("template %s, year %v, agency %v", r.Template.ID, r.Year, r.Agency)
	}
	repaired := 0
	for _, f := range r.Facts {
		switch f.Status {
		case schema.Repaired:
			repaired++
			if f.Value.Unscaled != 0 || f.Repair == nil || !strings.HasPrefix(f.ID, "applications.") {
				t.Errorf("%s was repaired to %s", f.ID, f.Value)
			}
		case schema.Unresolved:
			if f.ID != "proactive.regulations.in_force" && f.ID != "proactive.normative_documents.in_force" {
				t.Errorf("%s is unresolved", f.ID)
			}
		case schema.Given:
		default:
			t.Errorf("%s is %s", f.ID, f.Status)
		}
	}
	if repaired != 73 {
		t.Errorf("%d figures were repaired, not 73", repaired)
	}
	said := ""
	for _, f := range r.Findings {
		if f.Code == "row-orphaned" {
			said = f.MessageZh
		}
	}
	for _, label := range []string{"（一）予以公开", "8.属于行政查询事项"} {
		if !strings.Contains(said, label) {
			t.Errorf("that the row %s was restored is not said: %q", label, said)
		}
	}
}
