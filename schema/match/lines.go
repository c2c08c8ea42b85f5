package match

import (
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/numeral"
)

// piece is one cell of a line.
type piece struct {
	start, end int // grid columns, end excluded
	text       string
	content
	above bool // a merge from a line above covers it; its text is not this line's
	below bool // it is merged with a line below that has figures
}

// content is what a cell's text is, as far as placing it goes.
type content struct {
	core   string // of a text that is neither blank nor a figure
	blank  bool
	figure bool // reads as a number
	heap   bool // several numbers, one on each line: rows or columns run together
}

// contents looks at every cell of a table, once.
func (m *Matcher) contents(t *schema.Table) []content {
	out := make([]content, len(t.Cells))
	for i := range t.Cells {
		text := t.Cells[i].Text
		c := &out[i]
		if core, ok := m.known[text]; ok {
			c.core = core
			continue
		}
		if c.blank = blankText(text); c.blank {
			continue
		}
		if c.figure = figureText(text); !c.figure {
			c.core = Core(text)
			c.heap = heapText(text)
		}
	}
	return out
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

// insert keeps the pieces in the order of their columns; cells come in reading
// order, so only those beside a merge from above move.
func (l *line) insert(p piece) {
	l.pieces = append(l.pieces, p)
	for i := len(l.pieces) - 1; i > 0 && l.pieces[i-1].start > p.start; i-- {
		l.pieces[i-1], l.pieces[i] = l.pieces[i], l.pieces[i-1]
	}
}

// linesOf gives the rows of a table in order. Rows of a nested table that
// belongs to the same form table stand where the cell that holds it is.
func linesOf(tables []schema.Table, contents [][]content, table int, nested func(row int) []int) []line {
	t := &tables[table]
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
	for i := range t.Cells {
		c := &t.Cells[i]
		p := piece{start: c.Column, end: c.Column + c.ColumnSpan, text: c.Text, content: contents[table][i]}
		for r := c.Row; r < min(c.Row+c.RowSpan, t.Rows); r++ {
			lines[r].insert(p)
			p.above = true
		}
	}
	markBelow(lines)
	skipNumbering(lines)
	if nested == nil {
		return lines
	}
	var out []line
	for r := range lines {
		out = append(out, lines[r])
		for _, inner := range nested(r) {
			out = append(out, linesOf(tables, contents, inner, nil)...)
		}
	}
	return out
}

// markBelow marks the cells that reach down into a line with figures.
func markBelow(lines []line) {
	for r := 0; r+1 < len(lines); r++ {
		figures := false
		for _, p := range lines[r+1].pieces {
			figures = figures || p.figure && !p.above
		}
		if !figures {
			continue
		}
		for i := range lines[r].pieces {
			p := &lines[r].pieces[i]
			for _, q := range lines[r+1].pieces {
				p.below = p.below || q.above && q.start == p.start && q.text == p.text && !p.above
			}
		}
	}
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

// heapText tells whether each line of a text is a figure.
func heapText(s string) bool {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for _, l := range lines {
		if len(lines) < 2 || !figureText(l) {
			return false
		}
	}
	return true
}

// figureText tells whether a text reads as a figure of any kind.
func figureText(s string) bool {
	if len(s) > 60 || !strings.ContainsAny(s, "0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万两") {
		return false
	}
	for _, unit := range [...]string{"", "件"} {
		if numeral.Parse(s, numeral.Want{Signed: true, Decimal: true, Unit: unit}).State == numeral.Figure {
			return true
		}
	}
	return false
}
