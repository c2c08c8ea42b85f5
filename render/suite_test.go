package render_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/normalize"
)

// One suite for every renderer: the same bytes twice, the same figures, and no
// word of the narrative lost. What each draws (spans, heads, geometry) is held
// beside it.
func TestEveryFormatSaysTheSame(t *testing.T) {
	var inputs []string
	err := filepath.WalkDir("../samples", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "input.docx" && !strings.Contains(filepath.ToSlash(path), "/drafts/") {
			inputs = append(inputs, path)
		}
		return err
	})
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, path := range inputs {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		report := read(t, path, source)
		for _, f := range render.Formats() {
			in := render.Input{Report: report, Source: source}
			out, err := f.Write(in)
			if err != nil {
				t.Errorf("%s as %s: %v", path, f.Name, err)
				continue
			}
			again, err := f.Write(in)
			if err != nil || !bytes.Equal(out.Bytes, again.Bytes) {
				t.Errorf("%s as %s: other bytes the second time (%v)", path, f.Name, err)
			}
			switch f.Name {
			case "json":
				back, err := schema.Decode(out.Bytes)
				if err != nil {
					t.Fatal(err)
				}
				sameFigures(t, path+" as json", report, back, all)
				sameText(t, path+" as json", report, narrative(back))
			case "html":
				back := read(t, path, out.Bytes)
				sameFigures(t, path+" as html", report, back, all)
				sameText(t, path+" as html", report, narrative(back))
			case "docx":
				// A figure whose row is lost has no cell to stand in.
				back := read(t, path, out.Bytes)
				sameFigures(t, path+" as docx", report, back, func(f schema.Fact) bool { return f.At != nil })
				sameText(t, path+" as docx", report, narrative(back))
			case "pdf":
				text, err := pdfText(t, out.Bytes)
				if errors.Is(err, exec.ErrNotFound) {
					continue
				} else if err != nil {
					t.Fatal(err)
				}
				sameText(t, path+" as pdf", report, text)
			default:
				t.Errorf("no rule holds the format %s", f.Name)
			}
		}
	}
}

func read(t *testing.T, name string, data []byte) schema.Report {
	t.Helper()
	d, err := parse.Document(data, parse.Limits{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	sum := sha256.Sum256(data)
	return normalize.Report(d, schema.Source{Name: name, Format: d.Format, Bytes: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}, normalize.Options{})
}

func all(schema.Fact) bool { return true }

func sameFigures(t *testing.T, name string, want, got schema.Report, which func(schema.Fact) bool) {
	t.Helper()
	values := map[string]*schema.Number{}
	for _, f := range got.Facts {
		values[f.ID] = f.Value
	}
	for _, f := range want.Facts {
		if !which(f) {
			continue
		}
		v := values[f.ID]
		if (v == nil) != (f.Value == nil) || v != nil && !v.Equal(*f.Value) {
			t.Errorf("%s: %s is %v, should be %v", name, f.ID, v, f.Value)
		}
	}
}

// narrative is the text of a report's sections, without white space.
func narrative(r schema.Report) string {
	var b strings.Builder
	for _, s := range r.Sections {
		if s.Heading != nil {
			b.WriteString(s.Numbering + *s.Heading)
		}
		for _, block := range s.Blocks {
			b.WriteString(block.Numbering + block.Text)
		}
	}
	return squeeze(b.String())
}

// sameText holds that every paragraph of the narrative stands in a text, in order.
func sameText(t *testing.T, name string, r schema.Report, text string) {
	t.Helper()
	for _, s := range r.Sections {
		for _, block := range s.Blocks {
			want := squeeze(block.Text)
			i := strings.Index(text, want)
			if i < 0 {
				t.Errorf("%s: lost or out of order: %.60s", name, block.Text)
				continue
			}
			text = text[i+len(want):]
		}
	}
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// pdfText is what poppler reads in a PDF, page numbers taken out.
func pdfText(t *testing.T, data []byte) (string, error) {
	file := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return "", err
	}
	out, err := exec.Command("pdftotext", "-layout", "-nopgbrk", file, "-").Output()
	if err != nil {
		return "", err
	}
	var kept []string
	for _, line := range strings.Split(string(out), "\n") {
		if s := strings.TrimSpace(line); !strings.HasPrefix(s, "—") || !strings.HasSuffix(s, "—") {
			kept = append(kept, line)
		}
	}
	return squeeze(strings.Join(kept, "\n")), nil
}
