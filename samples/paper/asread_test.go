package paper_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/samples/source"
)

// plain forgets where in the file things stand.
func plain(t *testing.T, d doc.Document) string {
	t.Helper()
	raw, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for line := range strings.SplitSeq(string(raw), "\n") {
		if s := strings.TrimSpace(line); !strings.HasPrefix(s, `"Part":`) && !strings.HasPrefix(s, `"Offset":`) {
			out.WriteString(line + "\n")
		}
	}
	return out.String()
}

func folders(t *testing.T, root fs.FS) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Name() == "source.txt" {
			out = append(out, path.Dir(name))
		}
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("%d sources, %v", len(out), err)
	}
	return out
}

func TestReaderSeesWhatAsReadSays(t *testing.T) {
	root := os.DirFS("..")
	for _, dir := range folders(t, root) {
		d, err := source.Read(root, dir)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := d.DOCX()
		if err != nil {
			t.Fatal(err)
		}
		read, err := parse.Document(raw, parse.Limits{})
		if err != nil {
			t.Errorf("%s: %v", dir, err)
			continue
		}
		got, want := strings.Split(plain(t, d.AsRead()), "\n"), strings.Split(plain(t, read), "\n")
		for i := range min(len(got), len(want)) {
			if got[i] != want[i] {
				t.Errorf("%s: line %d is\n%s, the reader says\n%s", dir, i+1, strings.Join(got[max(0, i-12):i+1], "\n"), want[i])
				break
			}
		}
	}
}
