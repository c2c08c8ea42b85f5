package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"sort"
	"strconv"
	"unicode/utf16"

	"github.com/nianbao/nianbao/render/pdf/font"
)

// cutFace is a face cut to the document. Its character codes are the places of
// its glyphs, so that a program that draws needs no map from one to the other.
type cutFace struct {
	data []byte
	// codes lists what the face draws by ascending code; code tells where a rune is.
	codes []code
	code  map[rune]rune
}

// code is a character code of a font, and the rune it stands for.
type code struct{ code, rune rune }

// cut cuts a face to what it draws.
func (fs *faces) cut(id faceID) (cutFace, error) {
	runes := fs.used[id].runes()
	data, stand := fs.all[id].SubsetStandIns(runes)
	c := cutFace{data: data, code: make(map[rune]rune, len(runes))}
	glyphs, err := glyphMap(data)
	if err != nil {
		return c, fmt.Errorf("face %s: %w", fs.all[id].PostScriptName(), err)
	}
	for _, r := range runes {
		at := r
		if s, ok := stand[r]; ok {
			at = s
		} else if r > 0xFFFF {
			continue
		}
		g, ok := glyphs(at)
		if !ok {
			continue
		}
		c.code[r] = rune(g)
		c.codes = append(c.codes, code{rune(g), r})
	}
	// Runes that share a glyph share its code: the first of them is read.
	slices.SortStableFunc(c.codes, func(a, b code) int { return int(a.code - b.code) })
	c.codes = slices.CompactFunc(c.codes, func(a, b code) bool { return a.code == b.code })
	return c, nil
}

// font writes the objects of a face and returns the font's number.
func (a *archive) font(id faceID) int {
	face, cut := a.comp.faces.all[id], &a.cuts[id]
	name := nameToken(subsetTag(id, cut.codes) + "+" + face.PostScriptName())
	head := table(cut.data, "head")
	scale := 1000 / float64(be16(head, 18))
	box := func(at int) int { return int(math.Round(float64(int16(be16(head, at))) * scale)) }
	m := face.Metrics()
	stem := 80
	if os2 := table(cut.data, "OS/2"); len(os2) > 6 {
		stem = 50 + int(be16(os2, 4))*int(be16(os2, 4))/(65*65)
	}

	program := a.stream(fmt.Sprintf("/Length1 %d", len(cut.data)), cut.data, true)
	set := a.stream("", cidSet(cut.codes), true)
	descriptor := a.begin(0)
	const symbolic = 4 // its codes are nobody's but its own
	a.out = fmt.Appendf(a.out, "<</Type /FontDescriptor /FontName /%s /Flags %d /FontBBox [%d %d %d %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV %d /CIDSet %d 0 R /FontFile2 %d 0 R>>\n",
		name, symbolic, box(36), box(38), box(40), box(42), m.Ascent, m.Descent, m.CapHeight, stem, set, program)
	a.end()
	unicode := a.stream("", toUnicode(cut.codes), true)
	descendant := a.begin(0)
	a.out = fmt.Appendf(a.out, "<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /FontDescriptor %d 0 R /CIDToGIDMap /Identity /DW 1000 /W [", name, descriptor)
	a.widths(face, cut.codes)
	a.out = append(a.out, "]>>\n"...)
	a.end()
	n := a.begin(0)
	a.out = fmt.Appendf(a.out, "<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>\n", name, descendant, unicode)
	a.end()
	return n
}

// widths lists those that are not the usual 1000.
func (a *archive) widths(face *font.Face, codes []code) {
	next := rune(-1)
	for _, c := range codes {
		w, _ := face.Width(c.rune)
		if w == 1000 {
			continue
		}
		if c.code != next {
			if next >= 0 {
				a.out = append(a.out, ']')
			}
			a.out = fmt.Appendf(a.out, " %d [", c.code)
		} else {
			a.out = append(a.out, ' ')
		}
		a.out = strconv.AppendInt(a.out, int64(w), 10)
		next = c.code + 1
	}
	if next >= 0 {
		a.out = append(a.out, ']')
	}
}

// table is a table of a TrueType font; nil where there is none.
func table(data []byte, tag string) []byte {
	for at := 12; at+16 <= len(data) && at < 12+16*int(be16(data, 4)); at += 16 {
		if string(data[at:at+4]) == tag {
			from := int(be16(data, at+8))<<16 | int(be16(data, at+10))
			size := int(be16(data, at+12))<<16 | int(be16(data, at+14))
			if from+size <= len(data) {
				return data[from : from+size]
			}
		}
	}
	return nil
}

// glyphMap reads the character map of a cut face: format 4, without arrays.
func glyphMap(data []byte) (func(rune) (uint16, bool), error) {
	cmap := table(data, "cmap")
	if len(cmap) < 12 {
		return nil, errors.New("no character map")
	}
	sub := cmap[int(be16(cmap, 8))<<16|int(be16(cmap, 10)):]
	n := int(be16(sub, 6)) / 2
	if be16(sub, 0) != 4 || len(sub) < 16+8*n || len(table(data, "head")) < 54 {
		return nil, errors.New("character map is not of format 4")
	}
	return func(r rune) (uint16, bool) {
		i := sort.Search(n, func(i int) bool { return rune(be16(sub, 14+2*i)) >= r })
		if i == n || rune(be16(sub, 16+2*n+2*i)) > r {
			return 0, false
		}
		g := uint16(r) + be16(sub, 16+4*n+2*i)
		return g, g != 0
	}, nil
}

func be16(b []byte, at int) uint16 { return uint16(b[at])<<8 | uint16(b[at+1]) }

// nameToken writes a name: what is not regular in one as #xx.
func nameToken(s string) string {
	var b []byte
	for i := range len(s) {
		if c := s[i]; c > ' ' && c < 0x7F && !bytes.ContainsRune([]byte("()<>[]{}/%#"), rune(c)) {
			b = append(b, c)
		} else {
			b = fmt.Appendf(b, "#%02X", c)
		}
	}
	return string(b)
}

// subsetTag is six letters that depend on what the subset holds.
func subsetTag(id faceID, codes []code) string {
	h := fnv.New64a()
	h.Write([]byte{byte(id)})
	for _, c := range codes {
		h.Write([]byte{byte(c.rune), byte(c.rune >> 8), byte(c.rune >> 16)})
	}
	v := h.Sum64()
	var tag [6]byte
	for i := range tag {
		tag[i] = 'A' + byte(v%26)
		v /= 26
	}
	return string(tag[:])
}

// cidSet has a bit for each code that is there, the highest first; code 0 is
// .notdef, which every font has.
func cidSet(codes []code) []byte {
	last := rune(0)
	if n := len(codes); n > 0 {
		last = codes[n-1].code
	}
	set := make([]byte, last/8+1)
	set[0] = 0x80
	for _, c := range codes {
		set[c.code/8] |= 0x80 >> (c.code % 8)
	}
	return set
}

// toUnicode maps the codes to runes: ISO 32000-1 §9.10.3. A range stays within
// codes of one high byte, and a block has no more than 100.
func toUnicode(codes []code) []byte {
	b := []byte("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n<</Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	type span struct{ from, to, rune rune }
	var spans []span
	for _, c := range codes {
		if n := len(spans); n > 0 {
			if s := &spans[n-1]; s.to+1 == c.code && s.rune+c.code-s.from == c.rune && s.to>>8 == c.code>>8 && c.rune <= 0xFFFF && c.rune != longDash && s.rune != longDash && c.rune>>8 == s.rune>>8 {
				s.to = c.code
				continue
			}
		}
		spans = append(spans, span{c.code, c.code, c.rune})
	}
	for len(spans) > 0 {
		n := min(100, len(spans))
		b = append(strconv.AppendInt(b, int64(n), 10), " beginbfrange\n"...)
		for _, s := range spans[:n] {
			b = append(b, '<')
			b = appendHex(b, uint16(s.from))
			b = append(b, "> <"...)
			b = appendHex(b, uint16(s.to))
			b = append(b, "> <"...)
			b = appendUTF16(b, s.rune)
			if s.rune == longDash {
				b = b[:len(b)-4]
				b = appendUTF16(appendUTF16(b, '—'), '—')
			}
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfrange\n"...)
		spans = spans[n:]
	}
	return append(b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"...)
}

func appendHex(b []byte, v uint16) []byte {
	const digits = "0123456789ABCDEF"
	return append(b, digits[v>>12], digits[v>>8&15], digits[v>>4&15], digits[v&15])
}

func appendUTF16(b []byte, r rune) []byte {
	if r > 0xFFFF {
		high, low := utf16.EncodeRune(r)
		return appendHex(appendHex(b, uint16(high)), uint16(low))
	}
	return appendHex(b, uint16(r))
}

// appendText writes a text string, in hexadecimal UTF-16.
func appendText(b []byte, s string) []byte {
	b = append(b, "<FEFF"...)
	for _, r := range s {
		b = appendUTF16(b, r)
	}
	return append(b, '>')
}
