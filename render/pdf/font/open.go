package font

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Open reads the first face of a TrueType file or collection. The face keeps
// the bytes, which must not change afterwards.
func Open(data []byte) (*Face, error) { return OpenNamed(data, "") }

// OpenNamed is Open for one face of a collection, by its index from 0 or by its
// family, full or PostScript name in any language the file has. An empty name
// means the first.
func OpenNamed(data []byte, name string) (*Face, error) {
	starts, err := faces(data)
	if err != nil {
		return nil, err
	}
	if name == "" {
		return openAt(data, starts[0])
	}
	if i, err := strconv.Atoi(name); err == nil {
		if i < 0 || i >= len(starts) {
			return nil, fmt.Errorf("no face %d: the file has %d, counted from 0", i, len(starts))
		}
		return openAt(data, starts[i])
	}
	var has []string
	var first error
	for _, at := range starts {
		f, err := openAt(data, at)
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		if slices.ContainsFunc(f.aliases, func(a string) bool { return strings.EqualFold(a, name) }) {
			return f, nil
		}
		has = append(has, f.family)
	}
	if len(has) == 0 {
		return nil, first
	}
	return nil, fmt.Errorf("no face %q: the file has %s", name, strings.Join(has, ", "))
}

// maxFaces bounds the faces of a collection; those on sale have up to 36.
const maxFaces = 256

// faces gives where each face's table directory begins.
func faces(data []byte) ([]int, error) {
	if len(data) < 12 {
		return nil, errors.New("not a font: the file is shorter than a font's header")
	}
	if string(data[:4]) != "ttcf" {
		return []int{0}, nil
	}
	n := int(be32(data, 8))
	if n == 0 || n > maxFaces || 12+4*n > len(data) {
		return nil, fmt.Errorf("font collection is damaged: it claims %d faces", n)
	}
	starts := make([]int, n)
	for i := range starts {
		starts[i] = int(be32(data, 12+4*i))
	}
	return starts, nil
}

func openAt(data []byte, at int) (*Face, error) {
	tables, err := directory(data, at, len(data))
	if err != nil {
		return nil, err
	}
	g := tables["glyf"]
	f, err := parse(data, tables, whole(data[g.offset:g.offset+g.length]))
	if err != nil {
		return nil, err
	}
	if err := f.licensed(); err != nil {
		return nil, err
	}
	f.bad = f.unfit()
	if f.metrics.CapHeight == 0 {
		f.metrics.CapHeight = f.capHeight()
	}
	return f, nil
}

// licensed refuses what OS/2 fsType forbids (OpenType specification, OS/2). A
// face restricted by bit 1 is free again where a lesser bit is set too.
func (f *Face) licensed() error {
	if len(f.os2) < 10 {
		return nil
	}
	switch t := be16(f.os2, 8); {
	case t&0x000F == 0x0002:
		return fmt.Errorf("the face's licence forbids embedding (fsType 0x%04X): choose another face or ask its maker", t)
	case t&0x0100 != 0:
		return fmt.Errorf("the face's licence forbids subsetting (fsType 0x%04X): choose another face or ask its maker", t)
	case t&0x0200 != 0:
		return fmt.Errorf("the face's licence allows bitmaps only (fsType 0x%04X): choose another face or ask its maker", t)
	}
	return nil
}

// extent is a table's place in the file.
type extent struct{ offset, length int }

// directory reads the table directory at the offset. size is the length of the
// whole file, of which data is the front; a table that runs beyond it is left out.
func directory(data []byte, at, size int) (map[string]extent, error) {
	if at < 0 || at+12 > len(data) {
		return nil, errors.New("font is cut off before its table directory")
	}
	switch magic := string(data[at : at+4]); magic {
	case "\x00\x01\x00\x00", "true":
	case "OTTO":
		return nil, errors.New("OpenType with CFF outlines: give the TrueType (.ttf) version of the face")
	case "wOFF", "wOF2":
		return nil, errors.New("web font: give the .ttf file it was made from")
	default:
		return nil, fmt.Errorf("not a TrueType font (begins with %q): give a .ttf or .ttc file", magic)
	}
	n := int(be16(data, at+4))
	if at+12+16*n > len(data) {
		return nil, errors.New("font is cut off within its table directory")
	}
	tables := make(map[string]extent, n)
	for i := range n {
		rec := at + 12 + 16*i
		tag := string(data[rec : rec+4])
		e := extent{int(be32(data, rec+8)), int(be32(data, rec+12))}
		if _, twice := tables[tag]; twice || e.offset < 0 || e.length < 0 || e.offset > size || e.length > size-e.offset {
			continue
		}
		tables[tag] = e
	}
	for _, tag := range []string{"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
		if _, ok := tables[tag]; !ok {
			if _, cff := tables["CFF "]; cff {
				return nil, errors.New("OpenType with CFF outlines: give the TrueType (.ttf) version of the face")
			}
			return nil, fmt.Errorf("font has no table %q, or is cut off before its end", tag)
		}
	}
	return tables, nil
}

func be16(b []byte, at int) uint16 { return uint16(b[at])<<8 | uint16(b[at+1]) }

func be32(b []byte, at int) uint32 { return uint32(be16(b, at))<<16 | uint32(be16(b, at+2)) }
