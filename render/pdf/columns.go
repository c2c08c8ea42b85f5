package pdf

import (
	"math"
	"slices"
)

// want is the width that a column needs, and the one it would like.
type want struct{ least, most float64 }

const (
	longWord   = 12.0 // em of a word, beyond which it may be cut
	uprightEms = 2.5  // holds （续）, its last mark narrowed
)

// wants measures the columns at one size. least is what holds the numbers and
// words whole and chars characters of a line of text; no column wants more than
// the width.
func (g *grid) wants(size, width, chars float64) []want {
	w := make([]want, g.columns)
	var wide []*cell
	for i := range g.cells {
		c := &g.cells[i]
		if c.columnSpan > 1 {
			wide = append(wide, c)
			continue
		}
		least, most := c.extent(size, chars, g.digit)
		most = min(most, width)
		w[c.column].least = max(w[c.column].least, least)
		w[c.column].most = max(w[c.column].most, most)
	}
	for i := range w {
		w[i].least = max(w[i].least, size+2*side(size))
		w[i].most = max(w[i].most, w[i].least)
	}
	slices.SortStableFunc(wide, func(a, b *cell) int { return a.columnSpan - b.columnSpan })
	for _, c := range wide {
		least, most := c.extent(size, chars, g.digit)
		most = min(most, width)
		part := w[c.column : c.column+c.columnSpan]
		spread(part, least, func(w *want) *float64 { return &w.least })
		if !g.even {
			spread(part, most, func(w *want) *float64 { return &w.most })
		}
		for i := range part {
			part[i].most = max(part[i].most, part[i].least)
		}
	}
	if g.even {
		g.level(w)
	}
	return w
}

// level gives the columns of figures one width.
func (g *grid) level(w []want) {
	figures := w[min(g.stub, len(w)):]
	var all want
	for _, f := range figures {
		all.least = max(all.least, f.least)
	}
	for i := range figures {
		figures[i] = want{all.least, all.least}
	}
}

// spread makes the columns together as wide as a cell over all of them.
func spread(part []want, need float64, field func(*want) *float64) {
	sum := 0.0
	for i := range part {
		sum += *field(&part[i])
	}
	if sum >= need {
		return
	}
	for i := range part {
		*field(&part[i]) += (need - sum) / float64(len(part))
	}
}

// extent is the width that a cell needs and the one that holds it on one line.
func (c *cell) extent(size, chars float64, digit int) (least, most float64) {
	m := measure{size: size}
	for _, p := range c.paras {
		if c.upright {
			least = max(least, uprightEms*size)
			continue
		}
		atLeast := chars
		if c.head && len(p) == 3 {
			atLeast = max(chars, min(3, chars+1)) // 自然人 is not to be cut
		}
		least = max(least, m.longest(p, atLeast))
		most = max(most, m.width(p))
		if c.align == figured {
			least = max(least, min(float64(len(p)*digit)*size/1000, longWord*size))
		}
	}
	if w := (&measure{size: smallest}).width(c.mark); w > 0 {
		least, most = max(least, w), max(most, w)
	}
	if c.head && c.rowSpan >= 3 && c.columnSpan == 1 && len(c.paras) > 0 && !c.upright {
		// A label beside many rows stands in a few short lines.
		most = min(most, max(least, 4*size))
	}
	return least + 2*side(size), max(most, least) + 2*side(size)
}

// longest is the width of the longest part that stays together, and of as many
// characters as are to stand side by side.
func (m *measure) longest(p []glyph, chars float64) float64 {
	longest := min(m.width(p), chars*m.size)
	w := 0.0
	for i, g := range p {
		if i > 0 && mayBreak(p[i-1], g) {
			w = 0
		}
		if g.class != space {
			w += m.advance(g)
		}
		longest = max(longest, min(w, longWord*m.size))
	}
	return longest
}

func total(w []want, most bool) float64 {
	sum := 0.0
	for _, c := range w {
		if most {
			sum += c.most
		} else {
			sum += c.least
		}
	}
	return sum
}

// fill gives the columns the width together: what they need, and the rest by
// what they would like.
func fill(w []want, width float64) []float64 {
	least, most := total(w, false), total(w, true)
	widths := make([]float64, len(w))
	for i, c := range w {
		switch {
		case width <= least:
			widths[i] = c.least * width / least
		case most <= least:
			widths[i] = c.least + (width-least)/float64(len(w))
		case most >= width:
			widths[i] = c.least + (c.most-c.least)*(width-least)/(most-least)
		default:
			widths[i] = c.most * width / most
		}
	}
	return widths
}

// sizes are those that a table may be set in, from 五号 down to the smallest.
var sizes = [...]float64{size5, 10, 9.5, 9, 8.5, 8, smallest}

// fit chooses size, room and widths so that all columns stand on the page. It
// prefers the largest size in which the table is not longer than depth, the
// room of one page, and among those the most room. It is false where not even
// the smallest size fits.
func (g *grid) fit(width, depth, chars float64) bool {
	best := 0.0
	for _, size := range sizes {
		w := g.wants(size, width, chars)
		if total(w, false) > width+0.01 {
			continue
		}
		if best == 0 {
			best = size
		}
		if size < 8.5 && best > size {
			break // small type is for what is wide, not for what is long
		}
		g.size, g.widths = size, fill(w, width)
		g.wrap()
		for _, g.top = range tops {
			if g.height() <= depth {
				return true
			}
		}
	}
	if best == 0 {
		return false
	}
	if g.even {
		best = min(best, 9.5)
	}
	g.size, g.widths = best, fill(g.wants(best, width, chars), width)
	g.top = tops[1]
	g.wrap()
	return true
}

// bandChars is how many characters of text stand side by side at least in a
// table that is cut into bands.
const bandChars = 3

// bands cuts a table that no page is wide enough for into tables with as many
// columns as fit, each with the stub, and all about as wide.
func (g *grid) bands(width float64) []*grid {
	const size = smallest
	w := g.wants(size, width, bandChars)
	g.stub = max(1, g.stub)
	stub := 0.0
	if g.stub < len(w) {
		stub = total(w[:g.stub], false)
	}
	if g.stub >= len(w) || stub > width/2 {
		g.stub, stub = 0, 0
	}
	cut := func(room float64) [][2]int {
		var list [][2]int
		for from := g.stub; from < g.columns; {
			to, sum := from, 0.0
			for to < g.columns && (to == from || sum+w[to].least <= room) {
				sum += w[to].least
				to++
			}
			list = append(list, [2]int{from, to})
			from = to
		}
		return list
	}
	ranges := cut(width - stub)
	even := total(w[g.stub:], false) / float64(len(ranges))
	for room := even; room < width-stub; room += size {
		if r := cut(room); len(r) == len(ranges) {
			ranges = r
			break
		}
	}
	var list []*grid
	for _, r := range ranges {
		b := g.band(r[0], r[1])
		b.size, b.top = size, tops[len(tops)-1]
		b.widths = fill(b.wants(size, width, bandChars), width)
		b.wrap()
		list = append(list, b)
	}
	return list
}

// height is that of the whole table on one page.
func (g *grid) height() float64 {
	sum := 0.0
	for _, h := range g.heights(0, g.rows, nil) {
		sum += h
	}
	return sum
}

func sumOf(list []float64) float64 {
	sum := 0.0
	for _, v := range list {
		sum += v
	}
	return sum
}

func floor(v float64) int { return int(math.Floor(v + 1e-6)) }
