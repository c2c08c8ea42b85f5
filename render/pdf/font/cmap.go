package font

import (
	"errors"
	"sort"
)

// group maps the runes from start to end, both included, to glyphs counting up.
type group struct{ start, end, glyph uint32 }

// glyph is 0 for a rune the face lacks.
func (f *Face) glyph(r rune) uint16 {
	var g uint16
	switch {
	case r < 0:
	case r < 0x10000:
		g = f.bmp[r]
	default:
		i := sort.Search(len(f.high), func(i int) bool { return f.high[i].end >= uint32(r) })
		if i < len(f.high) && f.high[i].start <= uint32(r) {
			if n := f.high[i].glyph + uint32(r) - f.high[i].start; n < uint32(f.glyphs) {
				g = uint16(n)
			}
		}
	}
	if f.bad[g] {
		return 0
	}
	return g
}

// readCmap takes the full Unicode mapping (format 12) where there is one, else
// that of the basic plane (format 4).
func (f *Face) readCmap(cmap []byte) error {
	f.bmp = new([0x10000]uint16)
	if len(cmap) < 4 {
		return errors.New("font is damaged: cmap is too short")
	}
	var basic, full []byte
	for i := range int(be16(cmap, 2)) {
		rec := 4 + 8*i
		if rec+8 > len(cmap) {
			break
		}
		platform, encoding, at := be16(cmap, rec), be16(cmap, rec+2), uint64(be32(cmap, rec+4))
		unicode := platform == 0 && encoding != 5 || platform == 3 && (encoding == 1 || encoding == 10)
		if !unicode || at+16 > uint64(len(cmap)) {
			continue
		}
		switch sub := cmap[at:]; be16(sub, 0) {
		case 4:
			if basic == nil {
				basic = sub
			}
		case 12:
			if full == nil {
				full = sub
			}
		}
	}
	switch {
	case full != nil:
		f.readFormat12(full)
	case basic != nil:
		f.readFormat4(basic)
	default:
		return errors.New("font has no Unicode character map that can be read (cmap format 4 or 12)")
	}
	// Control codes and the two non-characters are never drawn.
	for _, r := range []int{0, 0xFFFE, 0xFFFF} {
		f.bmp[r] = 0
	}
	return nil
}

func (f *Face) set(r, g uint32) {
	if g < uint32(f.glyphs) {
		f.bmp[r] = uint16(g)
	}
}

// readFormat12 passes over groups out of order, so a rune is mapped once and
// the work is bounded by the size of Unicode.
func (f *Face) readFormat12(b []byte) {
	next := uint32(0) // the first rune not yet passed
	n := min(int(be32(b, 12)), (len(b)-16)/12)
	for i := range n {
		at := 16 + 12*i
		g := group{be32(b, at), be32(b, at+4), be32(b, at+8)}
		if g.start < next || g.end < g.start || g.end > 0x10FFFF || g.glyph >= uint32(f.glyphs) {
			continue
		}
		next = g.end + 1
		r := g.start
		for ; r <= g.end && r < 0x10000; r++ {
			f.set(r, g.glyph+r-g.start)
		}
		if r <= g.end {
			f.high = append(f.high, group{r, g.end, g.glyph + r - g.start})
		}
	}
}

func (f *Face) readFormat4(b []byte) {
	segments := int(be16(b, 6)) / 2
	ends, starts := 14, 16+2*segments
	deltas, ranges := starts+2*segments, starts+4*segments
	if ranges+2*segments > len(b) {
		return
	}
	next := uint32(0)
	for i := range segments {
		end, start := uint32(be16(b, ends+2*i)), uint32(be16(b, starts+2*i))
		delta, offset := be16(b, deltas+2*i), int(be16(b, ranges+2*i))
		for r := max(start, next); r <= end; r++ {
			if offset == 0 || offset == 0xFFFF {
				f.set(r, uint32(uint16(r)+delta))
				continue
			}
			at := ranges + 2*i + offset + 2*int(r-start)
			if at+2 > len(b) {
				break
			}
			if g := be16(b, at); g != 0 {
				f.set(r, uint32(g+delta))
			}
		}
		next = max(next, end+1)
	}
}
