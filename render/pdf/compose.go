package pdf

import "math"

// artifact is the element of what is no part of the text: page numbers, rules,
// heads that stand again on the next page.
const artifact int32 = 0

// composer sets a document onto sheets, one piece after the other.
type composer struct {
	faces  *faces
	styles styles
	sheets []*sheet
	// y is where the next line begins, from the top of the type area.
	y         float64
	tree      []element
	bookmarks []bookmark
	runes     []rune // an arena for the runs' texts
}

// align is where the lines of a text stand.
type align uint8

const (
	justified align = iota
	leftward
	centred
	rightward
	figured // figures of a column end at one line, in its middle
)

// text is one paragraph, broken into lines.
type text struct {
	glyphs  []glyph
	lines   []line
	measure measure
	indent  float64 // of the first line
	left    float64 // of all lines, from the left edge of the type area
	right   float64 // likewise from its right edge
	align   align
	pitch   float64
	elem    int32
	// keep holds it on the page of what follows.
	keep bool
	// before is the room above it, which is nothing at the head of a page; after
	// the one below.
	before, after float64
	mark          *bookmark
	grey          bool
}

// set breaks a text into lines of the width; the rest of t is given.
func (t *text) set(width, size, tighten float64) {
	t.measure = measure{size: size, tighten: tighten, first: width - t.left - t.right - t.indent, rest: width - t.left - t.right}
	t.lines = breakLines(t.glyphs, t.measure)
}

// reset breaks the text anew to another width.
func (t *text) reset(width float64) { t.set(width, t.measure.size, t.measure.tighten) }

func (t *text) height() float64 { return float64(len(t.lines)) * t.pitch }

// start is the height without which it is not to be begun on a page: a single
// line is not left behind, and three lines stay together.
func (t *text) start() float64 {
	n := len(t.lines)
	if n > 3 {
		n = 2
	}
	return t.before + float64(n)*t.pitch + t.after
}

// page begins a new sheet.
func (c *composer) page(sideways bool) {
	c.sheets = append(c.sheets, &sheet{sideways: sideways})
	c.y = 0
}

func (c *composer) sheet() *sheet { return c.sheets[len(c.sheets)-1] }

// room is what is left of the page.
func (c *composer) room() float64 {
	if len(c.sheets) == 0 {
		return 0
	}
	return c.depth() - c.y
}

// little makes up for the rounding of sums: 22 lines are to fill a page.
const little = 0.05

// put sets the lines of a text, over as many pages as they need.
func (c *composer) put(t *text) {
	if c.y > 0 {
		c.y += t.before
	}
	left := t.lines
	for len(left) > 0 {
		n := int(math.Floor((c.room() + little) / t.pitch))
		switch {
		case n >= len(left):
			n = len(left)
		case c.y == 0 && len(c.sheets) > 0:
			// A fresh page: all that it holds, but not one line less than all.
			if len(left)-n == 1 && n > 2 {
				n--
			}
			n = max(n, 1)
		case n < 2 || len(left)-n == 1 && n < 3:
			c.page(false)
			continue
		case len(left)-n == 1:
			n--
		}
		f := c.sheet().frame()
		for _, l := range left[:n] {
			if t.mark != nil {
				t.mark.page, t.mark.y = len(c.sheets)-1, f.top+c.y
				c.bookmarks = append(c.bookmarks, *t.mark)
				t.mark = nil
			}
			c.putLine(t, l, f.left, f.width, f.top+c.y+(t.pitch-t.measure.size)/2+emAscent*t.measure.size)
			c.y += t.pitch
		}
		left = left[n:]
		if len(left) > 0 {
			c.page(false)
		}
	}
	c.y += t.after
}

// putLine sets one line into the width from left, with its baseline at y.
func (c *composer) putLine(t *text, l line, left, width, y float64) {
	x := left + t.left
	room := width - t.left - t.right
	if l.from == t.lines[0].from {
		x += t.indent
		room -= t.indent
	}
	g := t.glyphs[l.from:l.to]
	extra := t.measure.extras(g, room, t.align == justified && !l.last)
	natural := l.natural
	switch t.align {
	case centred:
		x += max(0, (room-natural)/2)
	case rightward:
		x += max(0, room-natural)
	}
	c.runsOn(c.sheet(), g, extra, x, y, t.measure.size, t.elem, t.grey)
}

// runsOn writes glyphs from x on; neighbours of one face and one spacing are
// one run.
func (c *composer) runsOn(s *sheet, g []glyph, extra []float64, x, y, size float64, elem int32, grey bool) {
	for i := 0; i < len(g); {
		r := run{x: x, y: y, size: size, face: g[i].face, elem: elem, grey: grey}
		begin := len(c.runes)
		k := i
		for {
			c.runes = append(c.runes, g[k].r)
			w := float64(g[k].width) * size / 1000
			r.width += w
			x += w + extra[k]
			k++
			if k == i+1 {
				r.extra = extra[i]
			}
			// The last character's spacing is nobody's: let it join.
			if k == len(g) || g[k].face != r.face || differ(extra[k-1], r.extra) {
				break
			}
			r.width += extra[k-1]
		}
		if k > i+1 && differ(extra[k-1], r.extra) {
			// What follows the run's last character is written by the next run's place.
			r.extra = extra[i]
		}
		r.text = c.runes[begin:len(c.runes):len(c.runes)]
		s.runs = append(s.runs, r)
		c.faces.use(r.face, r.text)
		i = k
	}
}

func differ(a, b float64) bool { return math.Abs(a-b) > 0.0005 }
