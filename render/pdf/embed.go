package pdf

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"unicode/utf16"
)

// fontObjects is how many objects gofpdf writes for a face: the font, the one it
// descends from, the map to Unicode, the system of its codes, the descriptor,
// the map to glyphs, and the outlines.
const fontObjects = 7

// font writes the objects of one face, beginning with n: with the name and mark
// of a subset, the set of its codes, and a map to Unicode of the characters
// that are there.
func (a *archive) font(n int) error {
	if len(a.faces) == 0 || n+fontObjects > len(a.objects) {
		return fmt.Errorf("a font too many at object %d", n)
	}
	id := a.faces[0]
	a.faces = a.faces[1:]
	name, ok := fontName(a.objects[n])
	if !ok {
		return fmt.Errorf("no font name in object %d", n)
	}
	codes := a.codes(id)
	full := subsetTag(id, codes) + "+" + a.comp.faces.all[id].PostScriptName()
	for k := range fontObjects {
		o := a.objects[n+k]
		a.begin(n + k)
		switch k {
		case 0, 1, 4:
			o = bytes.Replace(o, []byte("/"+name), []byte("/"+nameToken(full)), 1)
			if k == 4 {
				o = bytes.Replace(o, []byte("/FontFile2"), fmt.Appendf(nil, "/CIDSet %d 0 R/FontFile2", len(a.offsets)), 1)
			}
			a.out = append(a.out, o...)
		case 2:
			a.streamBody("", toUnicode(codes), true)
		default:
			a.out = append(a.out, o...)
		}
		a.end()
		if k == 4 {
			a.stream("", cidSet(codes), true)
		}
	}
	return nil
}

// code is a character code of a font, and the rune it stands for.
type code struct{ code, rune rune }

// codes lists those of a face, ascending.
func (a *archive) codes(id faceID) []code {
	var list []code
	for _, r := range a.comp.faces.used[id].runes() {
		c := r
		if r > 0xFFFF {
			var ok bool
			if c, ok = a.stand[id][r]; !ok {
				continue
			}
		}
		if r == longDash {
			r = '—' // two of them: see toUnicode
		}
		list = append(list, code{c, r})
	}
	slices.SortFunc(list, func(a, b code) int { return int(a.code - b.code) })
	return list
}

// fontName is the value of /BaseFont.
func fontName(o []byte) (string, bool) {
	_, rest, ok := bytes.Cut(o, []byte("/BaseFont /"))
	if !ok {
		return "", false
	}
	name, _, ok := bytes.Cut(rest, []byte("\n"))
	return string(name), ok
}

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
			if s := &spans[n-1]; s.to+1 == c.code && s.rune+c.code-s.from == c.rune && s.to>>8 == c.code>>8 && c.rune <= 0xFFFF && c.code != longDash {
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
			if s.rune == '—' && s.from == longDash {
				b = appendUTF16(b, s.rune)
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
