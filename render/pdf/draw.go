package pdf

// window is some rows of a grid, drawn at a place.
type window struct {
	grid     *grid
	from, to int
	heights  []float64
	lines    map[int][]cellLine // by the cell's index; nil for all of each cell's
	again    bool               // it stands here once more: no part of the text
	chunk    bool
}

// draw sets the rows' texts and adds their edges to the rules.
func (c *composer) draw(w window, x, y float64) {
	g := w.grid
	xs := edges(x, g.widths)
	ys := edges(y, w.heights)
	rows := w.to - w.from
	r := &ruling{xs: xs, ys: ys, level: make([]bool, (rows+1)*g.columns), upright: make([]bool, rows*(g.columns+1))}
	g.covers(w.from, w.to, func(i int, cell *cell) {
		a, b := max(cell.row, w.from)-w.from, min(cell.row+cell.rowSpan, w.to)-w.from
		left, right := cell.column, cell.column+cell.columnSpan
		r.box(a, b, left, right)
		lines := cell.lines
		if w.lines != nil {
			lines = w.lines[i]
		}
		if len(lines) == 0 {
			return
		}
		elem := cell.elem
		if w.again || cell.label && cell.row < w.from {
			elem = artifact
		}
		top := ys[a] + (ys[b]-ys[a]-float64(len(lines))*g.lead())/2
		if w.chunk {
			top = ys[a] + g.top
		}
		for k, l := range lines {
			base := top + float64(k)*g.lead() + (g.lead()-g.size)/2 + emAscent*g.size
			c.runsOn(c.sheet(), l.glyphs, l.extra, g.place(cell, l, xs[left], xs[right])+l.lead, base, l.size, elem, false)
		}
	})
	r.write(c.sheet())
}

// place is where a line begins in its cell.
func (g *grid) place(c *cell, l cellLine, left, right float64) float64 {
	edge := side(g.size)
	room := right - left - 2*edge
	if l.mark {
		return left + edge + (room-l.width)/2
	}
	switch c.align {
	case centred:
		return left + edge + (room-l.width)/2
	case rightward:
		return right - edge - l.width
	case figured:
		widest := 0.0
		if c.columnSpan == 1 {
			widest = g.figures[c.column]
		}
		widest = min(max(widest, l.width), room)
		return left + edge + (room+widest)/2 - l.width
	}
	return left + edge
}

// edges are the boundaries of bands that lie side by side from a place on.
func edges(from float64, sizes []float64) []float64 {
	list := make([]float64, len(sizes)+1)
	list[0] = from
	for i, s := range sizes {
		list[i+1] = list[i] + s
	}
	return list
}

// ruling gathers the edges of cells, each once.
type ruling struct {
	xs, ys         []float64
	level, upright []bool // by row edge and column, by row and column edge
}

func (r *ruling) box(top, bottom, left, right int) {
	columns := len(r.xs) - 1
	for k := left; k < right; k++ {
		r.level[top*columns+k] = true
		r.level[bottom*columns+k] = true
	}
	for k := top; k < bottom; k++ {
		r.upright[k*(columns+1)+left] = true
		r.upright[k*(columns+1)+right] = true
	}
}

// write draws the edges, those in one line as one rule.
func (r *ruling) write(s *sheet) {
	columns, rows := len(r.xs)-1, len(r.ys)-1
	for e := 0; e <= rows; e++ {
		for k := 0; k < columns; k++ {
			if !r.level[e*columns+k] {
				continue
			}
			from := k
			for k < columns && r.level[e*columns+k] {
				k++
			}
			s.rules = append(s.rules, rule{r.xs[from], r.ys[e], r.xs[k], r.ys[e], hairline})
		}
	}
	for e := 0; e <= columns; e++ {
		for k := 0; k < rows; k++ {
			if !r.upright[k*(columns+1)+e] {
				continue
			}
			from := k
			for k < rows && r.upright[k*(columns+1)+e] {
				k++
			}
			s.rules = append(s.rules, rule{r.xs[e], r.ys[from], r.xs[e], r.ys[k], hairline})
		}
	}
}
