package pdf

import "strconv"

// What is drawn, before any of it is written: tests read it, and the faces are
// cut to it.

// sheet is one page.
type sheet struct {
	sideways bool
	runs     []run
	rules    []rule
	// folio is the page number, upright on the paper even where the rest is not.
	folio []run
}

// run is text of one face and size on one line.
type run struct {
	x, y  float64 // of the first character's origin, on the baseline
	width float64 // without what follows the last character
	size  float64
	extra float64 // added to the advance of each character
	face  faceID
	grey  bool
	elem  int32 // the structure element it belongs to; artifact for none
	text  []rune
}

// rule is a straight line, level or upright.
type rule struct{ x1, y1, x2, y2, weight float64 }

// bookmark is an entry of the outline.
type bookmark struct {
	text  string
	level int // from 0
	page  int // index into sheets
	y     float64
}

// number gives each page its number: outside and one character in, the dash
// 7 mm below the type area.
func (c *composer) number() {
	const dashHeight = 0.38 // of the em, above the baseline
	for i, s := range c.sheets {
		g := c.faces.shape(nil, "— "+strconv.Itoa(i+1)+" —", &c.styles.body)
		m := measure{size: size4}
		x := typeLeft + size4
		if i%2 == 0 {
			x = typeRight - size4 - m.width(g)
		}
		text := s.runs
		s.runs = nil
		c.runsOn(s, g, make([]float64, len(g)), x, typeBottom+numberGap+dashHeight*size4, size4, artifact, false)
		s.folio, s.runs = s.runs, text
	}
}
