// Package font holds the faces that PDF pages are set in, and cuts a face to
// the characters of one document.
//
// It knows TrueType outlines (glyf) and what gofpdf needs to read of them; it
// does not know pages, lines or which office asks for which face.
package font

import "math"

// Missing is drawn for a character no face has (U+3013, the printer's geta).
// Every embedded face has it, except Wide, which has only han.
const Missing = '〓'

// Metrics are in thousandths of the em. Descent is negative below the baseline.
type Metrics struct {
	Ascent, Descent, CapHeight int
}

// Face is one parsed face. It is safe for concurrent use.
type Face struct {
	family, full, postScript string
	aliases                  []string // every name it answers to, in all its languages
	metrics                  Metrics
	unitsPerEm               int
	longMetrics              int // glyphs from this one on have the advance of the one before it
	glyphs                   int

	// Tables as they were read; those of one font are cut from the same bytes.
	head, hhea, maxp, os2, post, hmtx, loca []byte
	programs                                map[string][]byte // cvt, fpgm, prep: some faces shape their glyphs with them
	longLoca                                bool
	outline                                 outlines

	bmp  *[0x10000]uint16
	high []group
	bad  map[uint16]bool // glyphs gofpdf would stumble over; nil for embedded faces
}

// Family is the family name, in English where the face has it.
func (f *Face) Family() string { return f.family }

// PostScriptName is the name without spaces that tools show.
func (f *Face) PostScriptName() string { return f.postScript }

func (f *Face) Metrics() Metrics { return f.metrics }

// Has reports whether the face has a glyph for r.
func (f *Face) Has(r rune) bool { return f.glyph(r) != 0 }

// Width is the advance of r in thousandths of the em, rounded as gofpdf rounds;
// false if the face has no glyph for it.
func (f *Face) Width(r rune) (int, bool) {
	g := f.glyph(r)
	if g == 0 {
		return 0, false
	}
	return int(math.Round(1000 / float64(f.unitsPerEm) * float64(f.advance(g)))), true
}

// Pick is the first of the faces that has r. Where none has, it is the first
// face that has Missing, and the rune to draw is Missing; the face is nil if
// not even that is there.
func Pick(r rune, faces ...*Face) (*Face, rune) {
	for _, f := range faces {
		if f.Has(r) {
			return f, r
		}
	}
	for _, f := range faces {
		if f.Has(Missing) {
			return f, Missing
		}
	}
	return nil, Missing
}
