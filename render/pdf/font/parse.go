package font

import (
	"errors"
	"fmt"
)

// parse reads every table but glyf. data holds all the tables but that one.
func parse(data []byte, tables map[string]extent, glyf outlines) (*Face, error) {
	table := func(tag string) []byte {
		e := tables[tag]
		if e.offset+e.length > len(data) {
			return nil
		}
		return data[e.offset : e.offset+e.length : e.offset+e.length]
	}
	f := &Face{
		head: table("head"), hhea: table("hhea"), maxp: table("maxp"), os2: table("OS/2"),
		post: table("post"), hmtx: table("hmtx"), loca: table("loca"), outline: glyf,
	}
	for _, tag := range []string{"cvt ", "fpgm", "prep"} {
		if b := table(tag); len(b) > 0 {
			if f.programs == nil {
				f.programs = make(map[string][]byte)
			}
			f.programs[tag] = b
		}
	}
	if len(f.head) < 54 || len(f.hhea) < 36 || len(f.maxp) < 32 {
		return nil, errors.New("font is damaged: head, hhea or maxp is too short")
	}
	f.unitsPerEm = int(be16(f.head, 18))
	if f.unitsPerEm < 16 || f.unitsPerEm > 16384 {
		return nil, fmt.Errorf("font is damaged: %d units to the em", f.unitsPerEm)
	}
	f.glyphs = int(be16(f.maxp, 4))
	f.longLoca = be16(f.head, 50) != 0
	entry := 2
	if f.longLoca {
		entry = 4
	}
	if f.glyphs == 0 || len(f.loca) < entry*(f.glyphs+1) {
		return nil, fmt.Errorf("font is damaged: loca is too short for %d glyphs", f.glyphs)
	}
	f.longMetrics = min(int(be16(f.hhea, 34)), f.glyphs)
	if f.longMetrics == 0 || len(f.hmtx) < 4*f.longMetrics {
		return nil, errors.New("font is damaged: hmtx is too short")
	}
	if err := f.readCmap(table("cmap")); err != nil {
		return nil, err
	}
	f.readNames(table("name"))
	f.measure()
	return f, nil
}

func (f *Face) measure() {
	f.metrics.Ascent = f.thousandths(be16(f.hhea, 4))
	f.metrics.Descent = f.thousandths(be16(f.hhea, 6))
	if len(f.os2) >= 72 {
		if f.metrics.Ascent == 0 {
			f.metrics.Ascent = f.thousandths(be16(f.os2, 68))
		}
		if f.metrics.Descent == 0 {
			f.metrics.Descent = f.thousandths(be16(f.os2, 70))
		}
	}
	if len(f.os2) >= 90 && be16(f.os2, 0) >= 2 {
		f.metrics.CapHeight = f.thousandths(be16(f.os2, 88))
	}
}

// capHeight measures an H, for faces that do not state it.
func (f *Face) capHeight() int {
	g := f.glyph('H')
	from, to := f.span(g)
	if g == 0 || to-from < 10 {
		return f.metrics.Ascent
	}
	b, err := f.outline.upTo(to)
	if err != nil {
		return f.metrics.Ascent
	}
	return f.thousandths(be16(b, from+8))
}

// thousandths truncates, as gofpdf does with all but widths.
func (f *Face) thousandths(v uint16) int { return int(int16(v)) * 1000 / f.unitsPerEm }

func (f *Face) advance(g uint16) uint16 {
	a := be16(f.hmtx, 4*min(int(g), f.longMetrics-1))
	if a >= 1<<15 { // gofpdf takes it for nothing
		return 0
	}
	return a
}

func (f *Face) sideBearing(g uint16) uint16 {
	at := 4*int(g) + 2
	if int(g) >= f.longMetrics {
		at = 4*f.longMetrics + 2*(int(g)-f.longMetrics)
	}
	if at+2 > len(f.hmtx) {
		return 0
	}
	return be16(f.hmtx, at)
}

// span is where the glyph's outline lies in glyf; nothing for a blank one, or
// one whose place is nonsense.
func (f *Face) span(g uint16) (from, to int) {
	if f.longLoca {
		from, to = int(be32(f.loca, 4*int(g))), int(be32(f.loca, 4*int(g)+4))
	} else {
		from, to = 2*int(be16(f.loca, 2*int(g))), 2*int(be16(f.loca, 2*int(g)+2))
	}
	if from < 0 || from > to || to > f.outline.size() {
		return 0, 0
	}
	return from, to
}
