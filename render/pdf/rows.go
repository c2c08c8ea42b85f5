package pdf

// part is the rows of a table that stand on one page, below its head.
type part struct {
	from, to int
	heights  []float64
	// chunk is true where the row is higher than a page: it shows what fits.
	chunk bool
	// lines of each cell that are printed in this part, by the cell's index.
	lines map[int][]cellLine
}

// covers lists the cells that lie in the rows from and to, in reading order.
func (g *grid) covers(from, to int, visit func(i int, c *cell)) {
	if from > 0 {
		for _, i := range g.tall {
			if c := &g.cells[i]; c.row < from && c.row+c.rowSpan > from {
				visit(i, c)
			}
		}
	}
	for r := from; r < to; r++ {
		for _, i := range g.begin[r] {
			visit(i, &g.cells[i])
		}
	}
}

// heights gives the rows from and to the heights that their cells need, where a
// page ends after them. Labels that began before are set again with the mark.
func (g *grid) heights(from, to int, mark []glyph) []float64 {
	h := make([]float64, to-from)
	for i := range h {
		h[i] = g.needed(1)
	}
	type tall struct {
		from, to int
		need     float64
	}
	var spans []tall
	g.covers(from, to, func(_ int, c *cell) {
		lines := len(c.lines) - c.done
		ends := c.row+c.rowSpan <= to
		a, b := max(c.row, from)-from, min(c.row+c.rowSpan, to)-from
		switch {
		case c.label:
			lines = len(g.label(c, b-a, c.row < from, mark))
		case !ends:
			lines = min(lines, 1) // the rest may go over
		}
		if b-a == 1 {
			h[a] = max(h[a], g.needed(lines))
			return
		}
		spans = append(spans, tall{a, b, g.needed(lines)})
	})
	for _, s := range spans {
		if lack := s.need - sumOf(h[s.from:s.to]); lack > 0 {
			for r := s.from; r < s.to; r++ {
				h[r] += lack / float64(s.to-s.from)
			}
		}
	}
	return h
}

// next takes as many rows from the row on as the room holds. fresh tells that
// there is no more room on any other page: then it takes at least something.
// It is nil where nothing fits.
func (g *grid) next(from int, room float64, fresh bool, mark []glyph) *part {
	var best []float64
	to := from
	for to < g.rows {
		h := g.heights(from, to+1, mark)
		if sumOf(h) > room+little {
			break
		}
		best = h
		to++
	}
	// Heads within the table stay with what is below them.
	if end := to; to < g.rows {
		for to > from && g.leads[to-1] {
			to--
		}
		if to == from && fresh {
			to = end
		}
		if to < end && to > from {
			best = g.heights(from, to, mark)
		}
	}
	if to == from {
		if !fresh {
			return nil
		}
		return g.chunk(from, room, mark)
	}
	p := &part{from: from, to: to, heights: best, lines: map[int][]cellLine{}}
	g.covers(from, to, func(i int, c *cell) {
		a, b := max(c.row, from)-from, min(c.row+c.rowSpan, to)-from
		if c.label {
			p.lines[i] = g.label(c, b-a, c.row < from, mark)
			return
		}
		rest := c.lines[c.done:]
		if c.row+c.rowSpan > to {
			rest = rest[:min(len(rest), g.hold(sumOf(best[a:b])))]
		}
		p.lines[i] = rest
		c.done += len(rest)
	})
	return p
}

// hold is how many lines a height holds.
func (g *grid) hold(height float64) int {
	return max(0, floor((height-2*g.top)/g.lead()))
}

// chunk prints what fits of a row that is higher than a page.
func (g *grid) chunk(row int, room float64, mark []glyph) *part {
	p := &part{from: row, to: row, chunk: true, lines: map[int][]cellLine{}}
	hold := max(1, g.hold(room))
	most, left := 0, false
	g.covers(row, row+1, func(i int, c *cell) {
		rest := c.lines[c.done:]
		if c.label {
			p.lines[i] = g.label(c, 1, c.row < row, mark)
			most = max(most, len(p.lines[i]))
			return
		}
		n := min(len(rest), hold)
		p.lines[i] = rest[:n]
		c.done += n
		most = max(most, n)
		if c.done < len(c.lines) && c.row+c.rowSpan == row+1 {
			left = true
		}
	})
	p.heights = []float64{g.needed(most)}
	if !left {
		p.to = row + 1
	}
	return p
}
