package pdf

// measure is the width that lines are broken to.
type measure struct {
	size    float64
	tighten float64 // added to every advance
	first   float64 // width of the first line
	rest    float64
}

// line is glyphs[from:to] of a paragraph, without the spaces at its end.
type line struct {
	from, to int
	natural  float64 // width with the measure's tightening, without spaces at the end
	last     bool    // of its paragraph
}

// squeeze is how much of a full-width mark's empty half may be taken away.
const squeeze = 0.5

// maxStretch is the most, in em, that a line may lack before a word is cut for it.
const maxStretch = 6

func (m *measure) advance(g glyph) float64 {
	return float64(g.width)*m.size/1000 + m.tighten
}

// breakLines cuts a paragraph into lines. Every glyph is in exactly one line,
// but for spaces at an end of line.
func breakLines(g []glyph, m measure) []line {
	var lines []line
	at := 0
	for at < len(g) {
		for at < len(g) && g[at].class == space && len(lines) > 0 {
			at++
		}
		if at == len(g) {
			break
		}
		room := m.rest
		if len(lines) == 0 {
			room = m.first
		}
		to := m.cut(g, at, room)
		end := to
		for end > at+1 && g[end-1].class == space {
			end--
		}
		lines = append(lines, line{from: at, to: end, natural: m.width(g[at:end])})
		at = to
	}
	if n := len(lines); n > 0 {
		lines[n-1].last = true
	}
	return lines
}

// width is that of a line; what follows its last glyph is not part of it.
func (m *measure) width(g []glyph) float64 {
	w := 0.0
	for _, c := range g {
		w += m.advance(c)
	}
	if len(g) > 0 {
		w -= m.tighten
	}
	return w
}

// cut is the index of the first glyph of the next line.
func (m *measure) cut(g []glyph, at int, room float64) int {
	const slop = 0.01 // of a point: 28 characters are to fit
	w, over := 0.0, at
	for over < len(g) {
		next := w + m.advance(g[over]) - m.tighten
		if next > room+slop && over > at && g[over].class != space {
			break
		}
		w += m.advance(g[over])
		over++
	}
	if over == len(g) {
		return over
	}
	fit := over
	for fit > at && !mayBreak(g[fit-1], g[fit]) {
		fit--
	}
	if fit == over {
		return fit
	}
	// The line would have to end before what fits: take the marks that follow
	// into it if narrowing others makes room.
	for in := over + 1; in <= len(g) && in <= over+2; in++ {
		if in < len(g) && !mayBreak(g[in-1], g[in]) {
			continue
		}
		if m.width(g[at:in])-m.give(g[at:in]) <= room+slop {
			return in
		}
		break
	}
	if fit > at && room-m.width(g[at:fit]) <= maxStretch*m.size {
		return fit
	}
	// A word longer than the line, or one that would leave it half empty.
	for cut := over; cut > at; cut-- {
		if a, b := g[cut-1].class, g[cut].class; b != closing && b != closer && b != dash && b != space && a != opening && a != sign {
			return cut
		}
	}
	return over
}

// give is what a line can give up by narrowing its marks.
func (m *measure) give(g []glyph) float64 {
	n := 0
	for i, c := range g {
		if c.class == closing || c.class == opening && i > 0 {
			n++
		}
	}
	return float64(n) * squeeze * m.size
}

// extras gives what to add after each glyph of a line but the last, so that it
// fills the room if justify is set, or at least fits into it.
func (m *measure) extras(g []glyph, room float64, justify bool) []float64 {
	extra := make([]float64, len(g))
	for i := range extra {
		extra[i] = m.tighten
	}
	lack := room - m.width(g)
	switch {
	case lack < -0.01:
		m.narrow(g, extra, -lack)
	case justify && lack > 0.01:
		gaps := 0
		for i := range len(g) - 1 {
			if stretches(g[i], g[i+1]) {
				gaps++
			}
		}
		if gaps == 0 {
			break
		}
		for i := range len(g) - 1 {
			if stretches(g[i], g[i+1]) {
				extra[i] += lack / float64(gaps)
			}
		}
	}
	return extra
}

// stretches tells whether room may be put between two glyphs: not within words
// and not within a dash.
func stretches(a, b glyph) bool {
	switch {
	case a.class == dash && b.class == dash:
		return false
	case a.r < 0x2E80 && b.r < 0x2E80 && a.class != space && b.class != space && a.class != dash && b.class != dash:
		return false
	}
	return true
}

// narrow takes the excess from the marks: all that it can from the one at the
// end of the line, the rest evenly.
func (m *measure) narrow(g []glyph, extra []float64, excess float64) {
	n := len(g)
	if g[n-1].class == closing {
		// Its empty half simply lies outside.
		excess -= squeeze * m.size
		extra[n-1] -= squeeze * m.size
	}
	if excess <= 0 {
		return
	}
	marks := 0
	for i := range n {
		if g[i].class == closing && i < n-1 || g[i].class == opening && i > 0 {
			marks++
		}
	}
	if marks == 0 {
		return
	}
	each := excess / float64(marks)
	for i := range n {
		switch {
		case g[i].class == closing && i < n-1:
			extra[i] -= each
		case g[i].class == opening && i > 0:
			extra[i-1] -= each
		}
	}
}
