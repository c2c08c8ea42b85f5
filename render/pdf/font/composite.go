package font

// Flags of a composite glyph's component (OpenType specification, glyf).
const (
	argsAreWords   = 0x0001
	hasScale       = 0x0008
	moreComponents = 0x0020
	hasTwoScales   = 0x0040
	hasMatrix      = 0x0080
)

// maxParts bounds the outlines one glyph is put together from, each time one is
// used. gofpdf walks them without a limit, and for ever round a circle. Han put
// together from strokes stay below 100.
const maxParts = 256

// components gives the places of the component glyph numbers within a composite
// outline; none for a simple one, and false if it is cut off.
func components(outline []byte) (at []int, ok bool) {
	if len(outline) == 0 {
		return nil, true
	}
	if len(outline) < 10 {
		return nil, false
	}
	if int16(be16(outline, 0)) >= 0 {
		return nil, true
	}
	for pos := 10; ; {
		if pos+4 > len(outline) {
			return nil, false
		}
		flags := be16(outline, pos)
		at = append(at, pos+2)
		pos += 6
		if flags&argsAreWords != 0 {
			pos += 2
		}
		// One after another as gofpdf reads them; a font sets one of them only.
		switch {
		case flags&hasScale != 0:
			pos += 2
		case flags&hasTwoScales != 0:
			pos += 4
		case flags&hasMatrix != 0:
			pos += 8
		}
		if pos > len(outline) {
			return nil, false
		}
		if flags&moreComponents == 0 {
			return at, true
		}
	}
}

// unfit is the set of glyphs that are cut off or put together in a circle or
// from too many parts. The face is treated as if it lacked their characters.
func (f *Face) unfit() map[uint16]bool {
	glyf, err := f.outline.upTo(f.outline.size())
	if err != nil {
		glyf = nil
	}
	const unseen, open, unusable = 0, -1, -2
	parts := make([]int, f.glyphs) // above 0: how many outlines it takes
	var count func(g uint16) int
	count = func(g uint16) int {
		if parts[g] != unseen {
			return parts[g] // open: a circle, and below 0 like unusable
		}
		parts[g] = open
		n := 1
		from, to := f.span(g)
		outline := glyf[from:to]
		at, ok := components(outline)
		for _, at := range at {
			part := be16(outline, at)
			if int(part) >= f.glyphs {
				ok = false
				break
			}
			m := count(part)
			if m < 0 || n+m > maxParts {
				ok = false
				break
			}
			n += m
		}
		if !ok {
			n = unusable
		}
		parts[g] = n
		return n
	}
	bad := make(map[uint16]bool)
	for g := range f.glyphs {
		if count(uint16(g)) < 0 {
			bad[uint16(g)] = true
		}
	}
	if len(bad) == 0 {
		return nil
	}
	return bad
}
