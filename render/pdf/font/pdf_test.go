package font

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

// writePDF sets a page in all the faces, each cut to its text first.
func writePDF(t *testing.T) (path string) {
	t.Helper()
	pdf := gofpdf.New("P", "pt", "A4", "")
	pdf.SetCompression(true)
	pdf.AddPage()
	y := 50.0
	for _, c := range embeddedFaces {
		f := c.open()
		text := []rune(sample)
		if c.name == "Wide" {
			text = []rune("龘靐齉爩")
		}
		pdf.AddUTF8FontFromBytes(c.name, "", f.Subset(append(text, Missing)))
		for _, size := range []float64{16, 10.5} {
			pdf.SetFont(c.name, "", size)
			x := 40.0
			for _, r := range text {
				if !f.Has(r) {
					r = Missing
				}
				w, _ := f.Width(r)
				if adv := float64(w) * size / 1000; x+adv > 555 {
					x, y = 40, y+size*1.5
				}
				pdf.Text(x, y, string(r))
				x += float64(w) * size / 1000
			}
			y += size * 2
		}
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "faces.pdf")
	if dir := os.Getenv("FONT_TEST_PDF"); dir != "" { // to look at
		path = filepath.Join(dir, "faces.pdf")
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skip("no " + name)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func TestPdffontsFindsAllFacesEmbedded(t *testing.T) {
	path := writePDF(t)
	out := run(t, "pdffonts", path)
	lines := strings.Split(strings.TrimSpace(out), "\n")[2:]
	if len(lines) != len(embeddedFaces) {
		t.Fatal(out)
	}
	for _, line := range lines {
		if f := strings.Fields(line); !strings.Contains(line, "CID TrueType") || f[len(f)-5] != "yes" || f[len(f)-3] != "yes" {
			t.Error(line)
		}
	}
	if text := run(t, "pdftotext", path, "-"); !strings.Contains(text, "鄠邑区人民政府") {
		t.Error(text)
	}
}

func TestStandInIsDrawnAndReadsTrue(t *testing.T) {
	f := Regular()
	const name, private = '𬭎', '\uE000' // U+2CB4E, third level of the table
	data, standIn := f.SubsetStandIns([]rune{'王', name, private})
	code, ok := standIn[name]
	if !ok || code == private || code > 0xFFFF || len(standIn) != 1 {
		t.Fatalf("%X", standIn)
	}
	cut, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	want := outlineOf(t, f, name)
	if got := outlineOf(t, cut, code); len(got) < len(want) || !bytes.Equal(got[:len(want)], want) {
		t.Error("outline changed")
	}
	if cut.Has(private) {
		t.Error("a private character of the document got a glyph")
	}
	pdf := gofpdf.New("P", "pt", "A4", "")
	pdf.AddPage()
	pdf.AddUTF8FontFromBytes("x", "", data)
	pdf.SetFont("x", "", 20)
	pdf.Text(50, 50, "王")
	pdf.RawWriteStr(ActualText(string(name)))
	pdf.Text(70, 50, string(code))
	pdf.RawWriteStr(EndActualText)
	path := filepath.Join(t.TempDir(), "x.pdf")
	if err := pdf.OutputFileAndClose(path); err != nil {
		t.Fatal(err)
	}
	if text := run(t, "pdftotext", path, "-"); strings.TrimSpace(text) != "王"+string(name) {
		t.Errorf("%q", text)
	}
}
