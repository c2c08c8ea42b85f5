package font

import (
	"slices"
	"unicode/utf16"
)

// Identifiers of the name table.
const (
	nameFamily     = 1
	nameStyle      = 2
	nameFull       = 4
	namePostScript = 6
	nameTypoFamily = 16
)

const english = 0x0409 // Windows language of the United States

// readNames reads the Windows Unicode names; a face without them is nameless.
func (f *Face) readNames(table []byte) {
	f.family, f.full, f.postScript = "Nameless", "Nameless", "Nameless"
	if len(table) < 6 {
		return
	}
	strings := int(be16(table, 4))
	best := make(map[uint16]string)
	for i := range int(be16(table, 2)) {
		rec := 6 + 12*i
		if rec+12 > len(table) {
			break
		}
		platform, language, id := be16(table, rec), be16(table, rec+4), be16(table, rec+6)
		from := strings + int(be16(table, rec+10))
		to := from + int(be16(table, rec+8))&^1
		if platform != 3 || to > len(table) || from == to {
			continue
		}
		switch id {
		case nameFamily, nameFull, namePostScript, nameTypoFamily:
		default:
			continue
		}
		units := make([]uint16, 0, (to-from)/2)
		for ; from < to; from += 2 {
			units = append(units, be16(table, from))
		}
		s := string(utf16.Decode(units))
		if !slices.Contains(f.aliases, s) {
			f.aliases = append(f.aliases, s)
		}
		if _, ok := best[id]; !ok || language == english {
			best[id] = s
		}
	}
	for _, n := range []struct {
		field *string
		ids   []uint16
	}{
		{&f.family, []uint16{nameTypoFamily, nameFamily, nameFull}},
		{&f.full, []uint16{nameFull, nameFamily}},
		{&f.postScript, []uint16{namePostScript, nameFull, nameFamily}},
	} {
		for _, id := range n.ids {
			if s := best[id]; s != "" {
				*n.field = s
				break
			}
		}
	}
}

// nameTable is the least a reader wants: family, style, full and PostScript name.
func (f *Face) nameTable() []byte {
	names := []struct {
		id   uint16
		text string
	}{{nameFamily, f.family}, {nameStyle, "Regular"}, {nameFull, f.full}, {namePostScript, f.postScript}}
	b := append16(nil, 0, uint16(len(names)), uint16(6+12*len(names)))
	var text []byte
	for _, n := range names {
		units := utf16.Encode([]rune(n.text))
		units = units[:min(len(units), 1000)]
		b = append16(b, 3, 1, english, n.id, uint16(2*len(units)), uint16(len(text)))
		text = append16(text, units...)
	}
	return append(b, text...)
}

func append16(b []byte, v ...uint16) []byte {
	for _, v := range v {
		b = append(b, byte(v>>8), byte(v))
	}
	return b
}

func append32(b []byte, v ...uint32) []byte {
	for _, v := range v {
		b = append(b, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
	}
	return b
}
