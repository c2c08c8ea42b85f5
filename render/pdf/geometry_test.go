package pdf

import (
	"math"
	"regexp"
	"strconv"
	"testing"

	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
)

var word = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.-]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>`)

type box struct {
	left, top, right, foot float64
	text                   string
}

// boxes gives the words of each page of a file, as poppler sees them.
func boxes(t *testing.T, path string) [][]box {
	t.Helper()
	judge(t, "pdftotext")
	out := judged(t, "pdftotext", "-bbox", path, "-")
	var pages [][]box
	for _, page := range regexp.MustCompile(`(?s)<page .*?</page>`).FindAllString(out, -1) {
		var list []box
		for _, m := range word.FindAllStringSubmatch(page, -1) {
			n := func(i int) float64 { v, _ := strconv.ParseFloat(m[i], 64); return v }
			list = append(list, box{n(1), n(2), n(3), n(4), m[5]})
		}
		pages = append(pages, list)
	}
	return pages
}

// GB/T 9704-2012 §5.2: measured on the file by poppler, in points.
func TestPageIsThatOfTheStandard(t *testing.T) {
	pages := boxes(t, write(t, samples()["ministry"], Options{}))
	if len(pages) < 15 {
		t.Fatalf("%d pages", len(pages))
	}
	const hair = 0.2
	for n, page := range pages {
		for _, b := range page {
			if b.left < typeLeft-hair || b.right > typeRight+8+hair { // a mark's empty half may stand out
				t.Errorf("page %d: %q lies from %.1f to %.1f", n+1, b.text, b.left, b.right)
			}
		}
	}
	// The number stands outside: right on odd pages, left on even ones, one
	// character in, and its dash 7 mm below the type area.
	for n, page := range pages {
		var folio []box
		for _, b := range page {
			if b.top > typeBottom-2 {
				folio = append(folio, b)
			}
		}
		if len(folio) != 3 || folio[0].text != "—" || folio[1].text != strconv.Itoa(n+1) || folio[2].text != "—" {
			t.Fatalf("page %d is numbered %v", n+1, folio)
		}
		if n%2 == 0 && math.Abs(folio[2].right-(typeRight-size4)) > hair+1 {
			t.Errorf("page %d: the number ends at %.1f", n+1, folio[2].right)
		}
		if n%2 == 1 && math.Abs(folio[0].left-(typeLeft+size4)) > hair+1 {
			t.Errorf("page %d: the number begins at %.1f", n+1, folio[0].left)
		}
	}
}

// A page of text alone has 22 lines, 28 characters to a full one.
func TestPageHasTwentyTwoLinesOfTwentyEight(t *testing.T) {
	long := make([]rune, 28*70)
	for i := range long {
		long[i] = '政'
	}
	r := schema.Report{Sections: []schema.Section{{Blocks: []schema.Block{{Kind: schema.ParagraphBlock, Text: string(long)}}}}}
	c, err := compose(layout.View(r, layout.Options{}), &r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := c.sheets[1]
	lines := map[float64]int{}
	for _, r := range s.runs {
		lines[r.y] += len(r.text)
	}
	if len(lines) != linesPerPage {
		t.Errorf("%d lines", len(lines))
	}
	for y, n := range lines {
		if n != charsPerLine {
			t.Errorf("%d characters at %.1f", n, y)
		}
	}
}

// No heading stands last on a page, and no line of a paragraph stands alone.
func TestNoHeadingIsLeftBehind(t *testing.T) {
	for paragraphs := 1; paragraphs < 60; paragraphs++ {
		r := sample{form: "2021", figure: random(2), paragraphs: paragraphs}.report()
		c, err := compose(layout.View(r, layout.Options{}), &r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for n, s := range c.sheets {
			if n == len(c.sheets)-1 || len(s.runs) == 0 {
				continue
			}
			last := s.runs[len(s.runs)-1]
			if kind := c.tree[last.elem].kind; kind == "H2" || kind == "H3" || kind == "Caption" {
				t.Errorf("%d paragraphs: page %d ends with %q", paragraphs, n+1, string(last.text))
			}
			next := c.sheets[n+1]
			if k := c.tree[last.elem].kind; k == "P" && next.runs[0].elem == last.elem {
				if a, b := linesOf(s, last.elem), linesOf(next, last.elem); a < 2 || b < 2 {
					t.Errorf("%d paragraphs: page %d keeps %d lines, the next %d", paragraphs, n+1, a, b)
				}
			}
		}
	}
}

func linesOf(s *sheet, elem int32) int {
	at := map[float64]bool{}
	for _, r := range s.runs {
		if r.elem == elem {
			at[r.y] = true
		}
	}
	return len(at)
}
