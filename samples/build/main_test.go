package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/samples/source"
)

func samples(t *testing.T) []string {
	t.Helper()
	dirs, err := folders("..")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("%d samples, %v", len(dirs), err)
	}
	return dirs
}

type member struct {
	name string
	data []byte
}

// unpack lists the parts, so that another release of the compressor changes nothing.
func unpack(t *testing.T, data []byte) []member {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out []member
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, member{f.Name, data})
	}
	return out
}

func TestCommittedInputsAreWhatTheirSourcesBuild(t *testing.T) {
	for _, dir := range samples(t) {
		want, err := build("..", dir)
		if err != nil {
			t.Errorf("%s: %v", dir, err)
			continue
		}
		got, err := os.ReadFile(filepath.Join("..", dir, "input.docx"))
		if err != nil {
			t.Error(err)
			continue
		}
		same := func(a, b member) bool { return a.name == b.name && bytes.Equal(a.data, b.data) }
		if !slices.EqualFunc(unpack(t, got), unpack(t, want), same) {
			t.Errorf("%s/input.docx is not what source.txt builds; run go run ./samples/build", dir)
		}
	}
}

func TestEveryPartIsXML(t *testing.T) {
	for _, dir := range samples(t) {
		data, err := build("..", dir)
		if err != nil {
			t.Fatalf("%s: %v", dir, err)
		}
		for _, m := range unpack(t, data) {
			if strings.HasSuffix(m.name, ".png") {
				continue
			}
			d := xml.NewDecoder(bytes.NewReader(m.data))
			for err = error(nil); err == nil; {
				_, err = d.Token()
			}
			if err != io.EOF {
				t.Errorf("%s: %s: %v", dir, m.name, err)
			}
		}
	}
}

func TestEverySampleSaysHowItWasMade(t *testing.T) {
	for _, dir := range samples(t) {
		about, err := os.ReadFile(filepath.Join("..", dir, "ABOUT.md"))
		if err != nil || len(about) < 60 {
			t.Errorf("%s: no ABOUT.md worth the name: %v", dir, err)
		}
	}
}

// TestDingxiangIsVerbatim compares with the text of the published report:
// cells begin with a tab, rows end with an empty line.
func TestDingxiangIsVerbatim(t *testing.T) {
	const dir = "2021/dingxiang-2023"
	want, err := os.ReadFile("../" + dir + "/original.txt")
	if err != nil {
		t.Fatal(err)
	}
	d, err := source.Read(os.DirFS(".."), dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := plain(d.Blocks); got != string(want) {
		g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Fatalf("line %d is %q, want %q", i+1, g[i], w[i])
			}
		}
		t.Fatalf("%d lines, want %d", len(g), len(w))
	}
}

func plain(blocks []paper.Block) string {
	var b strings.Builder
	for _, block := range blocks {
		switch {
		case block.Table != nil:
			for _, row := range block.Table.Rows {
				for i := range row.Cells {
					text := "\t" + row.Cells[i].Text()
					// A last paragraph of one space runs into the next cell's tab.
					if !strings.HasSuffix(text, "\n ") {
						text += "\n"
					}
					b.WriteString(text)
				}
				b.WriteString("\n")
			}
		case block.Paragraph != nil:
			for _, r := range block.Paragraph.Runs {
				if r.Bookmark != "" {
					b.WriteString("[bookmark: " + r.Bookmark + "]")
				}
				b.WriteString(r.Text)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}
