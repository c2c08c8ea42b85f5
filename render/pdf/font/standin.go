package font

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// SubsetStandIns is Subset that also keeps the runes above U+FFFF that the face
// has (196 han of 通用规范汉字表 are there, many of them in names), each under a code of
// the private use area that is not among the runes. gofpdf can draw that code;
// what is behind it would be copied as nonsense, so draw it between ActualText
// of the true rune and EndActualText.
func (f *Face) SubsetStandIns(runes []rune) (data []byte, standIn map[rune]rune) {
	const first, last = 0xE000, 0xF8FF // private use area
	var set, high []rune
	for _, r := range runes {
		switch {
		case r > 0xFFFF && f.Has(r):
			high = append(high, r)
		case r <= 0xFFFF && (f.Has(r) || r >= first && r <= last):
			set = append(set, r)
		}
	}
	slices.Sort(set)
	slices.Sort(high)
	set, high = slices.Compact(set), slices.Compact(high)
	standIn = make(map[rune]rune, len(high))
	drawn := make(map[rune]rune, len(high))
	code := rune(first)
	for _, r := range high {
		for code <= last {
			if _, taken := slices.BinarySearch(set, code); !taken {
				break
			}
			code++
		}
		if code > last {
			break
		}
		standIn[r], drawn[code] = code, r
		code++
	}
	codes := slices.DeleteFunc(set, func(r rune) bool { return !f.Has(r) })
	for code := range drawn {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return f.cut(codes, drawn), standIn
}

// ActualText opens a span of PDF page content that reads as the text whatever
// is drawn within it (ISO 32000-1 §14.9.4); EndActualText closes it. Both are
// for gofpdf's RawWriteStr.
func ActualText(text string) string {
	var b strings.Builder
	b.WriteString("/Span <</ActualText <FEFF")
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteString(">>> BDC")
	return b.String()
}

// EndActualText closes what ActualText opened.
const EndActualText = "EMC"
