package match

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/numeral"
)

// piece is one cell of a line.
type piece struct {
	start, end int // grid columns, end excluded
	cell       int // index into Table.Cells
	text       string
	blank      bool
	figure     bool // reads as a number
	above      bool // a merge from a line above covers it; its text is not this line's
}

// line is one row of a table, with every cell that covers it.
type line struct {
	table, row int
	columns    int
	pieces     []piece // by column
}

// blank tells whether nothing is written in the line itself.
func (l *line) blank() bool {
	for _, p := range l.pieces {
		if !p.above && !p.blank {
			return false
		}
	}
	return true
}

// linesOf gives the rows of a table in order. Rows of a nested table that
// belongs to the same form table stand where the cell that holds it is.
func linesOf(tables []schema.Table, table int, nested func(row int) []int) []line {
	t := &tables[table]
	order := make([]int, len(t.Cells))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return t.Cells[a].Column - t.Cells[b].Column })
	counts := make([]int, t.Rows)
	total := 0
	for _, c := range t.Cells {
		for r := c.Row; r < min(c.Row+c.RowSpan, t.Rows); r++ {
			counts[r]++
			total++
		}
	}
	all := make([]piece, total)
	lines := make([]line, t.Rows)
	for r := range lines {
		lines[r] = line{table: table, row: r, columns: t.Columns, pieces: all[:0:counts[r]]}
		all = all[counts[r]:]
	}
	for _, i := range order {
		c := &t.Cells[i]
		p := piece{start: c.Column, end: c.Column + c.ColumnSpan, cell: i, text: c.Text, blank: blankText(c.Text), figure: figureText(c.Text)}
		for r := c.Row; r < min(c.Row+c.RowSpan, t.Rows); r++ {
			lines[r].pieces = append(lines[r].pieces, p)
			p.above = true
		}
	}
	if nested == nil {
		return lines
	}
	var out []line
	for r := range lines {
		out = append(out, lines[r])
		for _, inner := range nested(r) {
			out = append(out, linesOf(tables, inner, nil)...)
		}
	}
	return out
}

func blankText(s string) bool {
	for _, r := range s {
		if r > ' ' && r < 0x7f {
			return false
		}
		if !numeral.Invisible(r) && !strings.ContainsRune(" \t\n\r\v\f\u00a0\u3000\u2800", r) && (r < 0x2000 || r > 0x200a) && r != 0x202f && r != 0x205f {
			return false
		}
	}
	return true
}

// figureText tells whether a text reads as a figure of any kind.
func figureText(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= '0' && c <= '9' || c >= 0x80 {
			return numeral.Parse(s, numeral.Want{Signed: true, Decimal: true}).State == numeral.Figure
		}
	}
	return false
}
