package grid_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/docx"
	"github.com/nianbao/nianbao/parse/grid"
	"github.com/nianbao/nianbao/parse/internal/opc"
	"github.com/nianbao/nianbao/parse/internal/pack"
)

// draw makes a table from a drawing. Rows are divided by "/", cells by spaces.
// A letter is a cell with that text, "-" an empty one; + behind it starts a
// vertical merge, ^ in front continues one (^A has text in it), > in front
// continues a horizontal merge that ! behind started; :2 behind is the gridSpan,
// a dot a grid column left out at an end of the row. For HTML, x2 behind is the
// rowspan, and | divides row groups.
func draw(t testing.TB, drawing string, columns int) *doc.Table {
	t.Helper()
	table := &doc.Table{Columns: make([]int, columns)}
	html := strings.Contains(drawing, "x")
	for i, group := range strings.Split(drawing, "|") {
		for line := range strings.SplitSeq(group, "/") {
			row := doc.Row{Group: i}
			row.Pos.Row = len(table.Rows) + 1
			for word := range strings.FieldsSeq(line) {
				if word == "." {
					if len(row.Cells) == 0 {
						row.Before++
					} else {
						row.After++
					}
					continue
				}
				row.Cells = append(row.Cells, cell(t, word, html))
				row.Cells[len(row.Cells)-1].Pos = doc.Pos{Row: row.Pos.Row, Cell: len(row.Cells)}
			}
			table.Rows = append(table.Rows, row)
		}
	}
	return table
}

func cell(t testing.TB, word string, html bool) doc.Cell {
	c := doc.Cell{Span: 1, RowSpan: 1}
	if w, rows, ok := strings.Cut(word, "x"); ok && html {
		n, err := strconv.Atoi(rows)
		if err != nil {
			t.Fatalf("drawing %q: %v", word, err)
		}
		word, c.RowSpan = w, n
	}
	if w, span, ok := strings.Cut(word, ":"); ok {
		n, err := strconv.Atoi(span)
		if err != nil {
			t.Fatalf("drawing %q: %v", word, err)
		}
		word, c.Span = w, n
	}
	word, vertical := strings.CutSuffix(word, "+")
	if vertical {
		c.Vertical = doc.MergeRestart
	}
	word, horizontal := strings.CutSuffix(word, "!")
	if horizontal {
		c.Horizontal = doc.MergeRestart
	}
	if w, ok := strings.CutPrefix(word, ">"); ok {
		word, c.Horizontal = w, doc.MergeContinue
	}
	if w, ok := strings.CutPrefix(word, "^"); ok {
		word, c.Vertical = w, doc.MergeContinue
	}
	text := strings.Trim(word, "-")
	c.Blocks = []doc.Block{{Paragraph: &doc.Paragraph{Text: text}}}
	return c
}

// picture is the reverse: the text of the cell that covers each position, "-"
// where it is empty, "_" for a hole.
func picture(g *grid.Grid) string {
	var rows []string
	for row := range g.Rows {
		var words []string
		for column := range g.Columns {
			switch i := g.At(row, column); {
			case i < 0:
				words = append(words, "_")
			case g.Cells[i].Text() == "":
				words = append(words, "-")
			default:
				words = append(words, g.Cells[i].Text())
			}
		}
		rows = append(rows, strings.Join(words, " "))
	}
	return strings.Join(rows, " / ")
}

func noted(g *grid.Grid) string {
	var out []string
	for _, n := range g.Notes {
		s := string(n.Code) + " r" + strconv.Itoa(n.Pos.Row)
		if n.Pos.Cell > 0 {
			s += "c" + strconv.Itoa(n.Pos.Cell)
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

// whole checks what holds for every grid: cells in reading order within the
// rectangle, each position covered by the one cell that At gives.
func whole(g *grid.Grid) error {
	covered := make([]int, g.Rows*g.Columns)
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.RowSpan < 1 || c.ColumnSpan < 1 || c.Row < 0 || c.Column < 0 || c.Row+c.RowSpan > g.Rows || c.Column+c.ColumnSpan > g.Columns {
			return fmt.Errorf("cell %d lies outside: %+v of %d × %d", i, c, g.Rows, g.Columns)
		}
		if i > 0 {
			if p := &g.Cells[i-1]; p.Row > c.Row || p.Row == c.Row && p.Column >= c.Column {
				return fmt.Errorf("cell %d is out of order", i)
			}
		}
		for row := c.Row; row < c.Row+c.RowSpan; row++ {
			for column := c.Column; column < c.Column+c.ColumnSpan; column++ {
				covered[row*g.Columns+column]++
				if g.At(row, column) != i {
					return fmt.Errorf("r%dc%d belongs to %d and %d", row, column, i, g.At(row, column))
				}
			}
		}
	}
	for i, n := range covered {
		if n > 1 || n == 0 && g.At(i/g.Columns, i%g.Columns) >= 0 {
			return fmt.Errorf("position %d is covered %d times", i, n)
		}
	}
	return nil
}

var layCases = []struct {
	fact, written, want, notes string
	columns                    int
}{
	{"plain", "A B / C D", "A B / C D", "", 2},
	{"merge of three", "A+ B / ^ C / ^ D", "A B / A C / A D", "", 2},
	{"start missing", "A B / ^ C", "A B / - C", "merge-orphan r2c1", 2},
	{"start missing, text kept", "A B / ^D C", "A B / D C", "merge-orphan r2c1", 2},
	{"an orphan begins nothing", "^A B / ^C D", "A B / C D", "merge-orphan r1c1, merge-orphan r2c1", 2},
	{"row starts late", ". A / B C", "_ A / B C", "", 2},
	{"row ends early by gridAfter", "A . / B C", "A _ / B C", "", 2},
	{"row ends early", "A / B C", "A _ / B C", "row-short r1", 2},
	{"gridSpan", "A:2 B / C D E", "A A B / C D E", "", 3},
	{"gridSpan beyond tblGrid widens it", "A:3 / B C", "A A A / B C _", "span-beyond-grid r1, row-short r2", 2},
	{"no tblGrid", "A B C / D", "A B C / D _ _", "row-short r2", 0},
	{"tblGrid wider than all rows", "A / B", "A / B", "", 1},
	{"vertical merge across a wider cell keeps its column", "A+:2 B / ^:2 C / D E F", "A A B / A A C / D E F", "", 3},
	{"continuation of another width stands alone", "A+:2 B / ^ C D", "A A B / - C D", "merge-orphan r2c1", 3},
	{"continuation of another column stands alone", "A+ B / . ^", "A B / _ -", "merge-orphan r2c1", 2},
	{"a gap ends a merge", "A+ B / C D / ^ E", "A B / C D / - E", "merge-orphan r3c1", 2},
	{"text in a continuation is noted", "A+ B / ^X C", "A B / A C", "merged-text r2c1", 2},
	{"restart under a merge", "A+ B / ^ C / D+ E / ^ F", "A B / A C / D E / D F", "", 2},
	{"hMerge", "A! > > B / C D E F", "A A A B / C D E F", "", 4},
	{"hMerge with text noted", "A! >X B", "A A B", "merged-text r1c2", 3},
	{"hMerge without start", "> A", "- A", "merge-orphan r1c1", 2},
	{"hMerge of spans", "A!:2 > B", "A A A B", "", 4},
	{"hMerge and vMerge in a block", "A!+ > B / ^! > C", "A A B / A A C", "", 3},
	{"row without cells", "A B /  / C D", "A B / _ _ / C D", "row-short r2", 2},
	{"rowspan", "Ax2 B / C", "A B / A C", "", 2},
	{"rowspan and colspan", "A:2x2 B / C", "A A B / A A C", "", 3},
	{"rowspan 0 goes to the end of the group", "Ax0 B / C | D E", "A B / A C / D E", "", 2},
	{"rowspan ends with its group", "Ax9 B | C D", "A B / C D", "", 2},
	{"rowspan beyond the table", "Ax9 B / C", "A B / A C", "", 2},
	{"overlapping cells: the first keeps the place", "A Bx2 / C:3", "A B _ / C B _", "cell-overlap r2c1, row-short r1, row-short r2", 0},
}

func TestLay(t *testing.T) {
	for _, c := range layCases {
		t.Run(c.fact, func(t *testing.T) {
			g := grid.Lay(draw(t, c.written, c.columns))
			if got := picture(&g); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if got := noted(&g); got != c.notes {
				t.Errorf("notes %q, want %q", got, c.notes)
			}
			if err := whole(&g); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestEmptyTableHasNoGrid(t *testing.T) {
	g := grid.Lay(&doc.Table{Columns: []int{1, 2}})
	if g.Rows != 0 || g.Columns != 0 || g.At(0, 0) != -1 {
		t.Errorf("got %d × %d", g.Rows, g.Columns)
	}
}

func TestTextJoinsParagraphs(t *testing.T) {
	p := func(text, number string) doc.Block {
		return doc.Block{Paragraph: &doc.Paragraph{Text: text, Numbering: number, Equations: []string{"x"}}}
	}
	c := grid.Cell{From: &doc.Cell{Blocks: []doc.Block{p("a", "1."), {Table: &doc.Table{}}, p("", ""), p("b", "2.")}}}
	if got := c.Text(); got != "a\n\nb" {
		t.Errorf("text %q", got)
	}
	if got := c.Numbering(); got != "1.\n2." {
		t.Errorf("numbering %q", got)
	}
}

// written is the table that a fuzzer's bytes stand for: the first says of which
// format, each other is a cell or the end of a row.
func written(data []byte) *doc.Table {
	table := &doc.Table{}
	if len(data) == 0 {
		return table
	}
	html := data[0]&1 == 1
	var row doc.Row
	for i, b := range data[1:] {
		if b&7 == 7 || i == len(data)-2 {
			table.Rows = append(table.Rows, row)
			row = doc.Row{Before: int(b >> 6), After: int(b >> 4 & 3), Group: len(table.Rows) / 4}
			continue
		}
		c := doc.Cell{Span: int(b>>3&3) + 1, RowSpan: 1, Vertical: doc.Merge(b & 3 % 3), Horizontal: doc.Merge(b >> 6 % 3)}
		if html {
			c.RowSpan = int(b >> 5)
		}
		row.Cells = append(row.Cells, c)
	}
	return table
}

// bytesOf is the reverse, as far as bytes can say what a table is.
func bytesOf(t *doc.Table) []byte {
	html := byte(0)
	var out []byte
	for _, row := range t.Rows {
		for _, c := range row.Cells {
			b := byte(min(c.Span, 4)-1)<<3 | byte(c.Vertical)
			if c.RowSpan != 1 {
				html = 1
			}
			if html == 1 {
				b |= byte(min(c.RowSpan, 7)) << 5
			} else {
				b |= byte(c.Horizontal) << 6
			}
			out = append(out, b)
		}
		out = append(out, 7|byte(min(row.Before, 3))<<6|byte(min(row.After, 3))<<4)
	}
	return append([]byte{html}, out...)
}

func FuzzLay(f *testing.F) {
	f.Add([]byte("A+ B / ^ C"))
	f.Add([]byte{0, 9, 200, 77, 1, 2, 3})
	for _, c := range layCases {
		f.Add(bytesOf(draw(f, c.written, c.columns)))
	}
	samples, err := pack.Samples()
	if err != nil || len(samples) == 0 {
		f.Fatalf("no samples: %v", err)
	}
	for _, data := range samples {
		d, err := docx.Read(data, opc.Limits{})
		if err != nil {
			continue // one that cannot be read, on purpose
		}
		for place := range d.Tables() {
			f.Add(bytesOf(place.Table))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table := written(data)
		g := grid.Lay(table)
		if err := whole(&g); err != nil {
			t.Fatal(err)
		}
		shown := 0
		for i := range g.Cells {
			shown += 1 + len(g.Cells[i].Merged)
		}
		written := 0
		for _, r := range table.Rows {
			written += len(r.Cells)
		}
		if shown != written {
			t.Fatalf("%d cells written, %d laid out", written, shown)
		}
	})
}
