// Package grid lays a written table out as a logical rectangle: each position
// is covered by one cell at most, and each cell knows the written cells that
// it was made of. Merges are resolved by the rules of ISO/IEC 29500-1 §17.4
// for DOCX and of the HTML table model for HTML; where a file breaks them, the
// rule applied is stated here and noted.
//
// It knows nothing of what a table says: a grid with the wrong labels in it is
// still the grid that was written.
package grid

import (
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
)

// Grid is one table, laid out.
type Grid struct {
	Rows, Columns int
	// Cells are in reading order, by row and then by column.
	Cells []Cell
	Notes []doc.Note

	at []int32 // cell index + 1 of each position, by rows
}

// Cell is one cell of the rectangle.
type Cell struct {
	// Row and Column are its first position, from 0; Row+RowSpan and
	// Column+ColumnSpan are the first behind it.
	Row, Column, RowSpan, ColumnSpan int
	// From is the written cell that shows.
	From *doc.Cell
	// Merged are the written continuations, which do not show.
	Merged []*doc.Cell
}

// Text is what the cell shows: its paragraphs joined by a line feed, without
// nested tables, text boxes, equations and automatic numbers.
func (c *Cell) Text() string { return Text(c.From) }

// Numbering is the automatic numbers of the cell's paragraphs, joined by a
// line feed; empty where there are none.
func (c *Cell) Numbering() string {
	return join(c.From, func(p *doc.Paragraph) string { return p.Numbering }, true)
}

// Text is the text of one written cell.
func Text(c *doc.Cell) string {
	return join(c, func(p *doc.Paragraph) string { return p.Text }, false)
}

func join(c *doc.Cell, of func(*doc.Paragraph) string, skipEmpty bool) string {
	var first string
	var b strings.Builder
	n := 0
	for _, block := range c.Blocks {
		if block.Paragraph == nil {
			continue
		}
		s := of(block.Paragraph)
		if skipEmpty && s == "" {
			continue
		}
		switch n {
		case 0:
			first = s
		case 1:
			b.WriteString(first)
			fallthrough
		default:
			b.WriteByte('\n')
			b.WriteString(s)
		}
		n++
	}
	if n < 2 {
		return first
	}
	return b.String()
}

// At is the index of the cell that covers a position, -1 for a hole and for
// positions outside.
func (g *Grid) At(row, column int) int {
	if row < 0 || column < 0 || row >= g.Rows || column >= g.Columns {
		return -1
	}
	return int(g.at[row*g.Columns+column]) - 1
}

// Area is the number of positions that Lay will make for a table. The readers
// keep it within their limits, so that a small file cannot ask for a vast grid.
func Area(t *doc.Table) int {
	return len(t.Rows) * width(t)
}

// width is the number of grid columns: those declared or those in use,
// whichever are more.
func width(t *doc.Table) int {
	widest := 0
	for i := range t.Rows {
		r := &t.Rows[i]
		n := r.Before + r.After
		for j := range r.Cells {
			n += max(r.Cells[j].Span, 1)
		}
		widest = max(widest, n)
	}
	return max(widest, len(t.Columns))
}

// Lay lays a table out.
func Lay(t *doc.Table) Grid {
	l := layer{t: t}
	for i := range t.Rows {
		for j := range t.Rows[i].Cells {
			if t.Rows[i].Cells[j].RowSpan != 1 {
				return l.html()
			}
		}
	}
	return l.word()
}

// layer is one laying out.
type layer struct {
	t *doc.Table
	g Grid
}

func (l *layer) note(code doc.NoteCode, pos doc.Pos, detail string) {
	l.g.Notes = append(l.g.Notes, doc.Note{Code: code, Pos: pos, Detail: detail})
}

// fill makes the lookup. Where two cells claim a position, the first has it;
// the layouts see to it that none do.
func (l *layer) fill() Grid {
	g := &l.g
	g.at = make([]int32, g.Rows*g.Columns)
	for i := range g.Cells {
		c := &g.Cells[i]
		for row := c.Row; row < c.Row+c.RowSpan; row++ {
			line := g.at[row*g.Columns : (row+1)*g.Columns]
			for column := c.Column; column < c.Column+c.ColumnSpan; column++ {
				line[column] = int32(i + 1)
			}
		}
	}
	return *g
}
