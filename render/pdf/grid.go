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
	// digit is the advance that every digit of a figure has, in thousandths of
	// the em: in some faces 1 is narrower.
	digit int
	// top is the room above and below a cell's text.
	top float64
	// leads are the rows that are not to stand last on a page.
	leads []bool
	// begin lists, for each row, the cells that begin in it.
	begin [][]int
	elem  int32
}

// cell is one cell of a grid.
type cell struct {
	row, column, rowSpan, columnSpan int
	paras                            [][]glyph
	mark                             []glyph // a line in small type below the rest
	align                            align
	head                             bool // a label of its row or column
	label                            bool // one that stands again after a break of page, marked 续
	upright                          bool // set with one character to a line
	elem                             int32

	lines []cellLine
	// variants are a label's lines where its rows are few, and where it stands
	// again with the mark 续; nil until they are asked for.
	variants [4][]cellLine
	done     int // lines that are printed
}

// cellLine is one line of a cell.
type cellLine struct {
	glyphs []glyph
	width  float64
	extra  []float64
	size   float64
	lead   float64 // room before the first glyph
	mark   bool    // the line under a figure
}

const leading = 1.28

// side is the room on the left and on the right of a cell's text. At the
// smallest size it lets 15 columns of six digits stand on an upright page.
func side(size float64) float64 { return 0.28 * size }

// tops are the rooms above and below a cell's text that a table tries.
var tops = [...]float64{5, 3.6, 2.4}

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
	if len(g.leads) != g.rows {
		g.leads = make([]bool, g.rows)
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
		c.lines = c.wrap(c.lines[:0], c.paras, g.inner(c), g.size, c.upright)
		c.variants, c.done = [4][]cellLine{}, 0
		if c.align == figured {
			for k := range c.lines {
				c.lines[k].tabulate(g.digit)
			}
		}
		if m := (measure{size: smallest}); len(c.mark) > 0 {
			for _, l := range breakLines(c.mark, measure{size: smallest, first: g.inner(c), rest: g.inner(c)}) {
				part := c.mark[l.from:l.to]
				c.lines = append(c.lines, cellLine{glyphs: part, width: l.natural, extra: m.extras(part, l.natural, false), size: smallest, mark: true})
			}
		}
		if c.align == figured && c.columnSpan == 1 {
			for _, l := range c.lines {
				if !l.mark {
					g.figures[c.column] = max(g.figures[c.column], l.width)
				}
			}
		}
	}
}

// tabulate gives all digits one width, so that they stand under each other.
func (l *cellLine) tabulate(digit int) {
	for i, c := range l.glyphs {
		if pad := float64(digit-int(c.width)) * l.size / 2000; isDigit(c.r) && pad > 0 {
			if i == 0 {
				l.lead = pad
			} else {
				l.extra[i-1] += pad
			}
			l.extra[i] += pad
			l.width += 2 * pad
		}
	}
}

// inner is the room for a cell's text.
func (g *grid) inner(c *cell) float64 {
	return sumOf(g.widths[c.column:c.column+c.columnSpan]) - 2*side(g.size)
}

func (c *cell) wrap(dst []cellLine, paras [][]glyph, width, size float64, upright bool) []cellLine {
	for _, p := range paras {
		for _, part := range c.parts(p, width, size, upright) {
			m := measure{size: size, first: width, rest: width}
			if c.head && c.align == centred {
				m.first = evenly(part, width, size)
				m.rest = m.first
			}
			for _, l := range breakLines(part, m) {
				line := part[l.from:l.to]
				dst = append(dst, cellLine{glyphs: line, width: l.natural, extra: m.extras(line, width, false), size: size})
			}
		}
	}
	for i := range dst {
		// A line that marks were narrowed in is as wide as its room, and a mark
		// under an upright label's number does not move it from the middle.
		dst[i].width = min(dst[i].width, width)
		if l := dst[i].glyphs; upright && c.align == centred && len(l) == 2 && l[0].class == ideograph && l[1].r == '、' && width >= 2*size {
			dst[i].width = min(dst[i].width, size)
		}
	}
	return dst
}

// parts cuts a label where a clerk would: after its number, if it does not fit
// on one line; after each character, if it is set upright.
func (c *cell) parts(p []glyph, width, size float64, upright bool) [][]glyph {
	m := measure{size: size}
	if !c.head || m.width(p) <= width && !upright {
		return [][]glyph{p}
	}
	n := numbering(p)
	var parts [][]glyph
	if n > 0 && (upright || c.align == centred && m.width(p[:n]) <= width) {
		parts = append(parts, p[:n])
		p = p[n:]
	}
	if !upright {
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
	return float64(lines)*g.lead() + 2*g.top
}

// label gives the lines of a label in the rows of one page: upright only where
// they are enough for it, and with the mark where it began on a page before.
func (g *grid) label(c *cell, rows int, again bool, mark []glyph) []cellLine {
	if c.upright {
		if lines := g.variant(c, true, again, mark); float64(rows)*g.needed(1) >= g.needed(len(lines)) {
			return lines
		}
	}
	return g.variant(c, false, again, mark)
}

func (g *grid) variant(c *cell, upright, again bool, mark []glyph) []cellLine {
	if upright == c.upright && !again {
		return c.lines
	}
	at := 0
	if upright {
		at = 1
	}
	if again {
		at += 2
	}
	last := len(c.paras) - 1
	if c.variants[at] == nil && last >= 0 {
		paras := c.paras
		if again {
			paras = append(slices.Clip(c.paras[:last]), append(slices.Clip(c.paras[last]), mark...))
		}
		c.variants[at] = c.wrap(nil, paras, g.inner(c), g.size, upright)
	}
	return c.variants[at]
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
		c.lines, c.variants, c.done = nil, [4][]cellLine{}, 0
		b.cells = append(b.cells, c)
	}
	b.index()
	return &b
}
