package pdf

import (
	"slices"
	"unicode"
)

// grid is a table to be set: what each cell says, and how wide and high it is.
// Rows and columns count from 0.
type grid struct {
	rows, columns int
	// head is the number of leading rows that stand again on each page, stub
	// that of leading columns that stand again where columns go over to
	// another page.
	head, stub int
	// even is true for a form: columns of figures have one width.
	even  bool
	cells []cell

	size   float64
	widths []float64
	// figures is the widest figure of each column.
	figures []float64
	// begin lists, for each row, the cells that begin in it.
	begin [][]int
	elem  int32
	trs   []int32
}

// cell is one cell of a grid.
type cell struct {
	row, column, rowSpan, columnSpan int
	paras                            [][]glyph
	align                            align
	head                             bool // a label of its row or column
	label                            bool // one that stands again after a break of page, marked 续
	upright                          bool // set with one character to a line
	elem                             int32
	again                            int32 // the element of what stands again: artifact

	lines []cellLine
	rest  []cellLine // lines with the mark 续, for a label
	done  int        // lines that are printed
}

// cellLine is one line of a cell.
type cellLine struct {
	glyphs []glyph
	width  float64
	extra  []float64
	size   float64
}

const (
	cellSide = 2.6 // room on the left and on the right of a cell's text
	cellTop  = 2.4 // above and below
	leading  = 1.28
)

func (g *grid) lead() float64 { return g.size * leading }

// index lists the cells by the row in which they begin, and gives each an end
// within the grid.
func (g *grid) index() {
	g.begin = make([][]int, g.rows)
	for i := range g.cells {
		c := &g.cells[i]
		c.rowSpan = max(1, min(c.rowSpan, g.rows-c.row))
		c.columnSpan = max(1, min(c.columnSpan, g.columns-c.column))
		g.begin[c.row] = append(g.begin[c.row], i)
	}
	for _, list := range g.begin {
		slices.SortStableFunc(list, func(a, b int) int { return g.cells[a].column - g.cells[b].column })
	}
	// A head takes in the cells that begin in it.
	for again := true; again; {
		again = false
		for i := range g.cells {
			if c := &g.cells[i]; c.row < g.head && c.row+c.rowSpan > g.head {
				g.head, again = c.row+c.rowSpan, true
			}
		}
	}
	if g.head >= g.rows || g.head > 12 {
		g.head = 0
	}
}

// wrap breaks the cells' texts to the columns' widths.
func (g *grid) wrap() {
	g.figures = make([]float64, g.columns)
	for i := range g.cells {
		c := &g.cells[i]
		width := -2 * cellSide
		for _, w := range g.widths[c.column : c.column+c.columnSpan] {
			width += w
		}
		c.lines = c.wrap(c.lines[:0], c.paras, width, g.size)
		c.rest, c.done = nil, 0
		if c.align == figured && c.columnSpan == 1 {
			for _, l := range c.lines {
				g.figures[c.column] = max(g.figures[c.column], l.width)
			}
		}
	}
}

func (c *cell) wrap(dst []cellLine, paras [][]glyph, width, size float64) []cellLine {
	for _, p := range paras {
		for _, part := range c.parts(p, width, size) {
			m := measure{size: size, first: width, rest: width}
			if c.head && c.align == centred {
				m.first = evenly(part, width, size)
				m.rest = m.first
			}
			for _, l := range breakLines(part, m) {
				line := part[l.from:l.to]
				dst = append(dst, cellLine{line, l.natural, m.extras(line, width, false), size})
			}
		}
	}
	for i := range dst {
		// A line that marks were narrowed in is as wide as its room, and a mark
		// under an upright label's number does not move it from the middle.
		dst[i].width = min(dst[i].width, width)
		if l := dst[i].glyphs; c.upright && c.align == centred && len(l) == 2 && l[0].class == ideograph && l[1].r == '、' && width >= 2*size {
			dst[i].width = min(dst[i].width, size)
		}
	}
	return dst
}

// parts cuts a label where a clerk would: after its number, if it does not fit
// on one line; after each character, if it is set upright.
func (c *cell) parts(p []glyph, width, size float64) [][]glyph {
	m := measure{size: size}
	if !c.head || m.width(p) <= width && !c.upright {
		return [][]glyph{p}
	}
	n := numbering(p)
	var parts [][]glyph
	if n > 0 && (c.upright || c.align == centred) {
		parts = append(parts, p[:n])
		p = p[n:]
	}
	if !c.upright {
		return append(parts, p)
	}
	for i := 0; i < len(p); {
		k := i + 1
		if p[i].r == '（' {
			for k < len(p) && p[k-1].r != '）' {
				k++
			}
		}
		for k < len(p) && !mayBreak(p[k-1], p[k]) {
			k++
		}
		parts = append(parts, p[i:k])
		i = k
	}
	return parts
}

// numbering is the length of a label's number, with its mark: 三、 or （四）.
func numbering(p []glyph) int {
	for i, c := range p {
		switch {
		case c.r == '、' && i > 0 || c.r == '）' && i > 0:
			return i + 1
		case c.r == '（' && i == 0:
		case i > 4 || !unicode.IsDigit(c.r) && !isNumeral(c.r):
			return 0
		}
	}
	return 0
}

func isNumeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十':
		return true
	}
	return false
}

// evenly is the width to which a head of several lines is broken: of an even
// number of characters where the head has one, as 社会 / 公益 / 组织.
func evenly(p []glyph, width, size float64) float64 {
	fit := int((width + 0.01) / size)
	if fit < 2 || len(p) <= fit {
		return width
	}
	for _, c := range p {
		if c.class != ideograph {
			return width
		}
	}
	lines := (len(p) + fit - 1) / fit
	each := (len(p) + lines - 1) / lines // characters to a line, for lines alike
	if len(p)%2 == 0 && each%2 == 1 {
		if each+1 <= fit {
			each++
		} else if each > 2 {
			each--
		}
	}
	return float64(each) * size
}

// needed is the height of a cell's lines.
func (g *grid) needed(lines int) float64 {
	return float64(lines)*g.lead() + 2*cellTop
}

// again gives the lines of a label that stands once more after a break of page.
func (g *grid) again(c *cell, mark []glyph) []cellLine {
	if c.rest == nil {
		width := -2 * cellSide
		for _, w := range g.widths[c.column : c.column+c.columnSpan] {
			width += w
		}
		last := len(c.paras) - 1
		paras := append([][]glyph(nil), c.paras...)
		if last < 0 {
			return nil
		}
		paras[last] = append(append([]glyph(nil), paras[last]...), mark...)
		c.rest = c.wrap(nil, paras, width, g.size)
	}
	return c.rest
}

// band is the part of a table with the stub and the columns from and to; cells
// that reach over its edge say what they say in each band.
func (g *grid) band(from, to int) *grid {
	b := *g
	b.columns = g.stub + to - from
	b.cells = nil
	b.widths = nil
	place := func(column int) int {
		switch {
		case column < g.stub:
			return column
		case column < from:
			return g.stub
		default:
			return min(column, to) - from + g.stub
		}
	}
	for _, c := range g.cells {
		left, right := place(c.column), place(c.column+c.columnSpan)
		if c.column < g.stub && c.column+c.columnSpan <= from {
			right = min(c.column+c.columnSpan, g.stub)
		}
		if right <= left {
			continue
		}
		c.column, c.columnSpan = left, right-left
		c.lines, c.rest, c.done = nil, nil, 0
		b.cells = append(b.cells, c)
	}
	b.index()
	return &b
}
