package html_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/grid"
	"github.com/nianbao/nianbao/parse/html"
	"github.com/nianbao/nianbao/parse/internal/opc"
	renderhtml "github.com/nianbao/nianbao/render/html"
	"github.com/nianbao/nianbao/schema"
)

// FuzzRead holds whatever is read against what must be so of any page: reading
// twice is equal, tables are numbered in order, each position of a grid is
// covered once, and all text that a slow, plain walk of the parser's tree finds
// stands somewhere in the document or its notes.
func FuzzRead(f *testing.F) {
	for _, c := range hostile(1000) {
		if seed := c.page(); len(seed) <= 4096 {
			f.Add([]byte(seed))
		}
	}
	for _, s := range []string{
		page, "<table><tr><td rowspan=2>A<td colspan=2>B<tr><td>C<tfoot><tr><td>F<tbody><tr><td>D",
		"<svg><p>a</svg><math><mi>x</mi><select><option>b<table>c", "<ol reversed type=i><li>a<li value=3>b",
		"<style>.a{display:none}</style><p class=a>x<p hidden>y<del>z</del><ins>w", "<p>1<sup><a href='#n'>2</a></sup><sub>3</sub>",
		"<frameset><frame src=x><noframes>y</noframes></frameset>", "<p><<b></b>i>x&<b></b>lt;<textarea><p></textarea><xmp><p></xmp><plaintext><p>",
		"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>x\n--b--\n",
		"\xff\xfe<\x00p\x00>\x00a\x00", "<meta charset=gbk><p>\xd5\xfe\xb8\xae", "<table><caption>a<table><tr><td>b</caption><tr><td>c",
	} {
		f.Add([]byte(s))
	}
	for _, c := range slices.Concat(textCases, leftOutCases, listCases, tableCases, referenceCases) {
		f.Add([]byte(c[1]))
	}
	for _, archive := range archives(f) {
		f.Add([]byte(archive))
	}
	for _, page := range ownPages(f) {
		f.Add(page)
	}
	limits := opc.Limits{MaxCells: 2000, MaxSpan: 50}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := html.Read(data, limits)
		again, errAgain := html.Read(data, limits)
		if (err == nil) != (errAgain == nil) || !reflect.DeepEqual(d, again) {
			t.Fatal("read twice, it differs")
		}
		if err != nil {
			return
		}
		n := 0
		for p := range d.Tables() {
			if n++; p.Table.Pos.Table != n {
				t.Fatalf("table %d stands in place %d", p.Table.Pos.Table, n)
			}
			covered(t, p.Table)
		}
		if utf8.Valid(data) && !bytes.HasPrefix(data, []byte("\xff\xfe")) && !html.IsArchive(data) && !bytes.Contains(data, []byte{0}) && !bytes.Contains(bytes.ToLower(data), []byte("charset")) && !bytes.Contains(bytes.ToLower(data), []byte("encoding")) {
			nothingLost(t, data, &d)
		}
	})
}

// ownPages are nianbao's own pages of the sample reports, one edition of each.
func ownPages(t testing.TB) [][]byte {
	names, err := filepath.Glob("../../samples/*/*/report.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no reports of samples: %v", err)
	}
	var out [][]byte
	for i, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := schema.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		page, err := renderhtml.Write(r, renderhtml.Options{Review: i%2 == 0})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, page)
	}
	return out
}

// covered checks that each position of a table's grid is covered once at most
// and each written cell stands somewhere.
func covered(t *testing.T, table *doc.Table) {
	t.Helper()
	g := grid.Lay(table)
	count := make([]int, g.Rows*g.Columns)
	shown := 0
	for i := range g.Cells {
		c := &g.Cells[i]
		shown += 1 + len(c.Merged)
		for row := c.Row; row < c.Row+c.RowSpan; row++ {
			for column := c.Column; column < c.Column+c.ColumnSpan; column++ {
				if count[row*g.Columns+column]++; count[row*g.Columns+column] > 1 {
					t.Fatalf("r%dc%d is covered twice", row, column)
				}
			}
		}
	}
	for _, row := range table.Rows {
		shown -= len(row.Cells)
	}
	if shown != 0 {
		t.Fatalf("%d cells too many laid out", shown)
	}
}

// nothingLost checks that each character that the page shows comes at least as
// often in what was read.
func nothingLost(t *testing.T, data []byte, d *doc.Document) {
	t.Helper()
	tree, err := xhtml.ParseWithOptions(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))), xhtml.ParseOptionEnableScripting(false))
	if err != nil {
		return
	}
	want, got := map[rune]int{}, map[rune]int{}
	visible(want, tree)
	for _, n := range d.Notes {
		count(got, n.Detail)
	}
	stories := [][]doc.Block{d.Blocks}
	for _, a := range d.Asides {
		stories = append(stories, a.Blocks)
	}
	for len(stories) > 0 {
		blocks := stories[0]
		stories = stories[1:]
		for _, b := range blocks {
			if b.Table != nil {
				for _, row := range b.Table.Rows {
					for _, c := range row.Cells {
						stories = append(stories, c.Blocks)
					}
				}
				continue
			}
			count(got, b.Paragraph.Text)
			count(got, b.Paragraph.Numbering)
			count(got, strings.Join(b.Paragraph.Equations, ""))
		}
	}
	for c, n := range want {
		if got[c] < n {
			t.Fatalf("%q stands %d times in the page, %d times in what was read: %s", c, n, got[c], draw(d.Blocks))
		}
	}
}

func count(in map[rune]int, text string) {
	for _, c := range text {
		if !strings.ContainsRune(" \t\r\n\f", c) && c != utf8.RuneError {
			in[c]++
		}
	}
}

// visible counts the characters of the text that a browser may show, as far as
// an element alone tells: not those in drawings, fields, notes' marks and the
// like, which are tested by themselves.
func visible(in map[rune]int, n *xhtml.Node) {
	switch {
	case n.Type == xhtml.TextNode:
		count(in, n.Data)
	case n.Type == xhtml.ElementNode && n.Namespace != "":
		return
	case n.Type == xhtml.ElementNode:
		switch n.Data {
		case "script", "style", "title", "template", "iframe", "select", "option", "optgroup", "datalist", "rt", "rp", "rtc", "a", "sup", "head", "svg", "math", "noframes", "noscript", "noembed":
			return
		}
		for _, a := range n.Attr {
			if a.Key == "class" && strings.HasPrefix(a.Val, "Mso") || a.Key == "style" && strings.Contains(strings.ToLower(a.Val), "mso-") || a.Key == "role" {
				return
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		visible(in, c)
	}
}
