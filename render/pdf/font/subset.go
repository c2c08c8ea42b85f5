package font

import (
	"encoding/binary"
	"slices"
)

// maxSegments is what the 16-bit length of a format 4 character map can hold.
// A document would need as many characters, no two of them neighbours.
const maxSegments = (0xFFFF - 16) / 8

// Subset is a complete TrueType font with the glyphs of those runes only: fresh
// bytes (gofpdf writes into what it is given), the same for the same set of
// runes whatever their order. Runes the face lacks are left out, and so are
// runes above U+FFFF, on which gofpdf panics: draw Missing for them, or see
// SubsetStandIns.
func (f *Face) Subset(runes []rune) []byte {
	set := make([]rune, 0, len(runes))
	for _, r := range runes {
		if r <= 0xFFFF && f.Has(r) {
			set = append(set, r)
		}
	}
	slices.Sort(set)
	return f.cut(slices.Compact(set), nil)
}

// cut writes the font. codes are the character codes in ascending order, each
// once; drawn says which rune's glyph stands at a code, where it is another's.
func (f *Face) cut(codes []rune, drawn map[rune]rune) []byte {
	glyphs := make([]uint16, 1, len(codes)+8) // in the new order: .notdef stays first
	place := make(map[uint16]uint16, len(codes)+8)
	place[0] = 0
	add := func(g uint16) uint16 {
		p, ok := place[g]
		if !ok {
			p = uint16(len(glyphs))
			place[g] = p
			glyphs = append(glyphs, g)
		}
		return p
	}
	var segments []segment
	for _, code := range codes {
		r := code
		if d, ok := drawn[code]; ok {
			r = d
		}
		p := add(f.glyph(r))
		last := len(segments) - 1
		if last >= 0 && code == segments[last].end+1 && p == segments[last].glyph+uint16(code-segments[last].start) {
			segments[last].end = code
		} else if len(segments) < maxSegments-1 {
			segments = append(segments, segment{code, code, p})
		}
	}

	far, total := 0, 0
	for _, g := range glyphs {
		from, to := f.span(g)
		far, total = max(far, to), total+to-from+3
	}
	source, err := f.outline.upTo(far)
	if err != nil {
		panic("embedded font: " + err.Error()) // a user's own font is in memory and cannot fail
	}

	glyf := make([]byte, 0, total)
	loca := make([]byte, 0, 4*len(glyphs)+4)
	hmtx := make([]byte, 0, 4*len(glyphs))
	for i := 0; i < len(glyphs); i++ { // grows by the parts of composite glyphs
		g := glyphs[i]
		loca = append32(loca, uint32(len(glyf)))
		hmtx = append16(hmtx, f.advance(g), f.sideBearing(g))
		from, to := f.span(g)
		if f.bad[g] {
			continue
		}
		if to > len(source) { // a part that lies beyond all the glyphs asked for
			if source, err = f.outline.upTo(to); err != nil {
				panic("embedded font: " + err.Error())
			}
		}
		begin := len(glyf)
		glyf = append(glyf, source[from:to]...)
		at, _ := components(glyf[begin:])
		for _, at := range at {
			part := glyf[begin+at:]
			binary.BigEndian.PutUint16(part, add(be16(part, 0)))
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	loca = append32(loca, uint32(len(glyf)))
	if len(glyf) == 0 { // gofpdf and others want the table
		glyf = make([]byte, 4)
	}

	n := uint16(len(glyphs))
	head := patched(f.head[:54], 50, 1) // long loca
	binary.BigEndian.PutUint32(head[8:], 0)
	hhea := patched(f.hhea[:36], 34, n)
	binary.BigEndian.PutUint16(hhea[32:], 0)
	tables := map[string][]byte{
		"OS/2": f.os2Table(),
		"cmap": cmapTable(segments),
		"glyf": glyf,
		"head": head,
		"hhea": hhea,
		"hmtx": hmtx,
		"loca": loca,
		"maxp": patched(f.maxp[:32], 4, n),
		"name": f.nameTable(),
		"post": f.postTable(),
	}
	for tag, b := range f.programs {
		tables[tag] = b
	}
	return assemble(tables)
}

// patched is a copy with the 16-bit value at the place.
func patched(b []byte, at int, v uint16) []byte {
	b = slices.Clone(b)
	binary.BigEndian.PutUint16(b[at:], v)
	return b
}

// os2Table is the face's own, filled up to the length of its version, or made up
// where there is none.
func (f *Face) os2Table() []byte {
	length := []int{78, 86, 96, 96, 96, 100} // by version
	if len(f.os2) >= 78 {
		b := make([]byte, length[min(int(be16(f.os2, 0)), 5)])
		copy(b, f.os2)
		return b
	}
	b := make([]byte, length[4])
	put := func(at int, v uint16) { binary.BigEndian.PutUint16(b[at:], v) }
	put(0, 4)
	put(2, uint16(f.unitsPerEm))
	put(4, 400)
	put(6, 5)
	put(64, 0x20)
	put(66, 0xFFFF)
	copy(b[68:72], f.hhea[4:8]) // typographic ascender and descender
	copy(b[74:76], f.hhea[4:6])
	put(88, uint16(f.metrics.CapHeight*f.unitsPerEm/1000))
	return b
}

// postTable is version 3.0: no glyph names.
func (f *Face) postTable() []byte {
	b := make([]byte, 32)
	if len(f.post) >= 16 {
		copy(b, f.post[:16])
	}
	copy(b, "\x00\x03\x00\x00")
	return b
}

// segment maps the codes from start to end, both included, to glyphs counting up.
type segment struct {
	start, end rune
	glyph      uint16
}

// cmapTable is one format 4 map, under both names readers look for.
func cmapTable(segments []segment) []byte {
	segments = append(segments, segment{0xFFFF, 0xFFFF, 0})
	n := len(segments)
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	b := append16(make([]byte, 0, 36+8*n), 0, 2)
	b = append16(append32(append16(b, 0, 3), 20), 3, 1)
	b = append32(b, 20)
	b = append16(b, 4, uint16(16+8*n), 0, uint16(2*n), uint16(2*power), uint16(log), uint16(2*n-2*power))
	for _, s := range segments {
		b = append16(b, uint16(s.end))
	}
	b = append16(b, 0)
	for _, s := range segments {
		b = append16(b, uint16(s.start))
	}
	for _, s := range segments {
		b = append16(b, s.glyph-uint16(s.start))
	}
	return append(b, make([]byte, 2*n)...)
}

// assemble writes header, directory and tables, with their checksums.
func assemble(tables map[string][]byte) []byte {
	tags := make([]string, 0, len(tables))
	size := 12
	for tag, b := range tables {
		tags = append(tags, tag)
		size += 16 + (len(b)+3)&^3
	}
	slices.Sort(tags)
	n := len(tags)
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	out := make([]byte, 0, size)
	out = append32(out, 0x00010000)
	out = append16(out, uint16(n), uint16(16*power), uint16(log), uint16(16*n-16*power))
	at := 12 + 16*n
	for _, tag := range tags {
		b := tables[tag]
		out = append(out, tag...)
		out = append32(out, checksum(b), uint32(at), uint32(len(b)))
		at += (len(b) + 3) &^ 3
	}
	headAt := 0
	for _, tag := range tags {
		if tag == "head" {
			headAt = len(out)
		}
		out = append(out, tables[tag]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out
}

func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	if len(b) > 0 {
		var last [4]byte
		copy(last[:], b)
		sum += binary.BigEndian.Uint32(last[:])
	}
	return sum
}
