package pdf

// item is a text or a table, one of the two.
type item struct {
	text *text
	grid *grid
	// before is the room above a table.
	before float64
}

const (
	// wholeShare is the share of a page below which a table is not begun on a
	// page that cannot hold all of it.
	wholeShare = 0.45
	// leaveShare is the most of a page that is left empty for a table that
	// fits on the next one; stackShare likewise for a table of stacked blocks,
	// which is as well read on two pages.
	leaveShare = 0.5
	stackShare = 0.3
)

// flow sets the items onto pages.
func (c *composer) flow(items []item) {
	for i := 0; i < len(items); {
		// What must not stand alone at the end of a page, and what it leads.
		k := i
		for k < len(items)-1 && items[k].text != nil && items[k].text.keep {
			k++
		}
		led := items[i:k]
		last := items[k]
		height := 0.0
		for _, it := range led {
			height += it.text.before + it.text.height() + it.text.after
		}
		if g := last.grid; g != nil {
			c.table(g, led, height+last.before, last.before)
		} else {
			if c.y > 0 && c.room()+little < height+last.text.start() && height < typeHeight/2 {
				c.page(false)
			}
			for _, it := range led {
				c.put(it.text)
			}
			c.put(last.text)
		}
		i = k + 1
	}
}

// table sets a table with the texts that lead it.
func (c *composer) table(g *grid, led []item, above, before float64) {
	g.index()
	switch {
	case g.rows == 0 || g.columns == 0:
		c.lead(led)
	case c.y > 0 && g.fit(typeWidth, c.room()-above, 2) && g.height() <= c.room()-above,
		g.fit(typeWidth, typeHeight-above, 2):
		whole := g.height()
		first := g.head
		for first < g.rows-1 && g.leads[first] {
			first++
		}
		start := above + min(whole, sumOf(g.heights(0, min(g.rows, first+2), nil)))
		leave := leaveShare
		if g.head == 0 {
			leave = stackShare
		}
		if whole <= wholeShare*typeHeight && g.head > 0 || above+whole <= typeHeight && c.room() < leave*typeHeight {
			start = above + whole
		}
		if c.y > 0 && c.room()+little < start {
			c.page(false)
		}
		c.lead(led)
		if c.y > 0 {
			c.y += before
		}
		c.rows(g)
		c.y += before
	default:
		grids := []*grid{g}
		if !g.fit(sidewaysWidth, sidewaysDepth-above, 2) {
			grids = g.bands(sidewaysWidth)
		}
		for i, b := range grids {
			if i == 0 || c.room()+little < b.height() {
				c.page(true)
			}
			if i == 0 {
				for _, it := range led {
					it.text.reset(sidewaysWidth)
				}
				c.lead(led)
			}
			if c.y > 0 {
				c.y += before
			}
			c.rows(b)
		}
		c.page(false)
	}
}

func (c *composer) lead(led []item) {
	for _, it := range led {
		c.put(it.text)
	}
}

// rows sets a table's rows, page by page, under its head.
func (c *composer) rows(g *grid) {
	mark := c.faces.shape(nil, "（续）", &c.styles.body)
	sideways := c.sheet().sideways
	var head []float64
	if g.head > 0 {
		if head = g.heights(0, g.head, nil); sumOf(head) > c.depth()/2 {
			g.head, head = 0, nil
		}
	}
	for i := range g.cells {
		// What is to stand again on each page must leave room for the rest.
		if x := &g.cells[i]; x.label && g.needed(len(x.lines)+1) > c.depth()/3 {
			x.label = false
		}
	}
	from, again := g.head, false
	for from < g.rows {
		tall := sumOf(head)
		p := g.next(from, c.room()-tall, c.y == 0, mark)
		if p == nil {
			c.page(sideways)
			again = again || from > g.head
			continue
		}
		f := c.sheet().frame()
		if g.head > 0 {
			c.draw(window{grid: g, to: g.head, heights: head, again: again}, f.left, f.top+c.y)
			c.y += tall
		}
		to := max(p.to, p.from+1)
		c.draw(window{grid: g, from: p.from, to: to, heights: p.heights, lines: p.lines, chunk: p.chunk}, f.left, f.top+c.y)
		c.y += sumOf(p.heights)
		from, again = p.to, true
		if from < g.rows {
			c.page(sideways)
		}
	}
}

// depth is the height of the type area of the page at hand.
func (c *composer) depth() float64 { return c.sheet().frame().height }
