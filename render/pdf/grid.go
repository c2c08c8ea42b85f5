package pdf

import "slices"

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
	// tall are the cells of more than one row.
	tall []int
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
	g.tall = nil
	for i := range g.cells {
		c := &g.cells[i]
		c.rowSpan = max(1, min(c.rowSpan, g.rows-c.row))
		c.columnSpan = max(1, min(c.columnSpan, g.columns-c.column))
		g.begin[c.row] = append(g.begin[c.row], i)
		if c.rowSpan > 1 {
			g.tall = append(g.tall, i)
		}
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

// needed is the height of a cell's lines.
func (g *grid) needed(lines int) float64 {
	return float64(lines)*g.lead() + 2*g.top
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
