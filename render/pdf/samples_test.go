package pdf

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/normalize"
)

// Documents as offices write them. PDF_TEST_INPUTS names a folder with more.
func TestDocuments(t *testing.T) {
	folders := []string{"../../samples"}
	if more := os.Getenv("PDF_TEST_INPUTS"); more != "" {
		folders = append(folders, more)
	}
	for _, folder := range folders {
		filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || filepath.Ext(path) != ".docx" {
				return nil
			}
			t.Run(path, func(t *testing.T) {
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				d, err := parse.Document(data, parse.Limits{})
				if err != nil {
					t.Skip(err)
				}
				r := normalize.Report(d, schema.Source{Name: filepath.Base(path), Format: "docx"}, normalize.Options{})
				for _, o := range []Options{{}, {Review: true}, {Review: true, English: true}} {
					c, err := compose(layout.View(r, layout.Options{Review: o.Review, English: o.English}), &r, o)
					if err != nil {
						t.Fatal(err)
					}
					checkSheets(t, c)
					out, err := Write(r, o)
					if err != nil {
						t.Fatal(err)
					}
					if len(out.Missing) > 0 {
						t.Errorf("no face has %q", out.Missing)
					}
					keep(t, strings.NewReplacer("../", "", "/", "-", ".docx", "").Replace(path), o, out.Bytes)
				}
			})
			return nil
		})
	}
}

// keep writes a file to look at.
func keep(t *testing.T, name string, o Options, data []byte) {
	t.Helper()
	dir := os.Getenv("PDF_TEST_DIR")
	if dir == "" {
		return
	}
	name = strings.ReplaceAll(name, " ", "-")
	if o.Review {
		name += "-review"
	}
	if o.English {
		name += "-en"
	}
	if err := os.WriteFile(filepath.Join(dir, name+".pdf"), data, 0o644); err != nil {
		t.Fatal(err)
	}
}
