package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
)

// What others say of our files. Each test is skipped where its judge is not
// installed.

func judge(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skip("no " + name)
	}
}

func judged(t *testing.T, name string, args ...string) string {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", name, err, out, stderr.Bytes())
	}
	if stderr.Len() > 0 {
		t.Errorf("%s: %s", name, stderr.Bytes())
	}
	return string(out)
}

// files writes every sample, in both editions, and gives their paths.
func files(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	var list []string
	for name, r := range samples() {
		for _, review := range []bool{false, true} {
			out, err := Write(r, Options{Review: review})
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, strings.ReplaceAll(name, " ", "-"))
			if review {
				path += "-review"
			}
			path += ".pdf"
			if err := os.WriteFile(path, out.Bytes, 0o644); err != nil {
				t.Fatal(err)
			}
			list = append(list, path)
		}
	}
	return list
}

func TestQpdfFindsNothing(t *testing.T) {
	judge(t, "qpdf")
	for _, path := range files(t) {
		if out := judged(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Errorf("%s: %s", filepath.Base(path), out)
		}
	}
}

func TestPreflightSaysValid(t *testing.T) {
	judge(t, "java")
	var jars []string
	for _, name := range []string{"preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "commons-io", "jaxb-api", "javax.activation"} {
		path := "/usr/share/java/" + name + ".jar"
		if _, err := os.Stat(path); err != nil {
			t.Skip("no " + path + " (Debian packages libpdfbox2-java, libjaxb-api-java)")
		}
		jars = append(jars, path)
	}
	if testing.Short() {
		t.Skip("it takes a second for each file")
	}
	for _, path := range files(t) {
		// It ends with an error where the file is not valid.
		out, err := exec.Command("java", "-cp", strings.Join(jars, ":"), "org.apache.pdfbox.preflight.Validator_A1b", path).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "is a valid PDF/A-1b file") {
			t.Errorf("%s: %v\n%s", filepath.Base(path), err, out)
		}
	}
}

func TestPdffontsFindsAllFacesEmbedded(t *testing.T) {
	judge(t, "pdffonts")
	for _, path := range files(t) {
		lines := strings.Split(strings.TrimSpace(judged(t, "pdffonts", path)), "\n")[2:]
		if len(lines) == 0 {
			t.Error("no fonts")
		}
		for _, line := range lines {
			f := strings.Fields(line)
			if n := len(f); n < 6 || f[n-5] != "yes" || f[n-4] != "yes" || f[n-3] != "yes" {
				t.Errorf("%s: %s", filepath.Base(path), line)
			}
		}
	}
}

func TestPdfinfoFindsTagsAndTitle(t *testing.T) {
	judge(t, "pdfinfo")
	r := samples()["usual"]
	path := write(t, r, Options{})
	out := judged(t, "pdfinfo", path)
	for _, want := range []string{"Title:           定襄经济技术开发区2023年度政府信息公开工作年度报告", "Tagged:          yes", "A4"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	tree := judged(t, "pdfinfo", "-struct-text", path)
	for _, want := range []string{"H1 (block)", "H2 (block)", "Table (block)", "TH:", "TD", "/ColSpan 7", "/RowSpan 2", "/Scope /Column", "/Scope /Row"} {
		if !strings.Contains(tree, want) {
			t.Errorf("no %q in the structure tree", want)
		}
	}
	for _, noise := range []string{"— 1 —", "（续）"} {
		if strings.Contains(tree, noise) {
			t.Errorf("%q is in the structure tree", noise)
		}
	}
}

func write(t *testing.T, r schema.Report, o Options) string {
	t.Helper()
	out, err := Write(r, o)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, out.Bytes, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// The text that comes out of the file is what was set, character by character
// and in its order.
func TestPdftotextReadsWhatWasSet(t *testing.T) {
	judge(t, "pdftotext")
	for name, r := range samples() {
		if name == "hostile" {
			continue // letters of right-to-left scripts come out in their own order
		}
		t.Run(name, func(t *testing.T) {
			c, err := compose(layout.View(r, layout.Options{}), &r, Options{})
			if err != nil {
				t.Fatal(err)
			}
			var want strings.Builder
			for _, s := range c.sheets {
				for _, list := range [][]run{s.runs, s.folio} {
					for _, r := range list {
						want.WriteString(strings.ReplaceAll(string(r.text), string(longDash), "——"))
					}
				}
			}
			got := judged(t, "pdftotext", "-raw", write(t, r, Options{}), "-")
			if g, w := letters(got), letters(want.String()); g != w {
				t.Errorf("it reads other characters:\n%.300s\n%.300s", g, w)
			}
			// The narrative comes out in order, on each page.
			body := solid(folio.ReplaceAllString(got, ""))
			for _, s := range r.Sections {
				for _, b := range s.Blocks {
					for sentence := range strings.SplitSeq(b.Text, "，") {
						if !strings.Contains(body, solid(sentence)) {
							t.Fatalf("%q does not come out whole", sentence)
						}
					}
				}
			}
		})
	}
}

var folio = regexp.MustCompile(`(?m)^— \d+ —$`)

// letters are the characters of a text, sorted.
func letters(s string) string {
	r := []rune(solid(s))
	slices.Sort(r)
	return string(r)
}
