package findings

import (
	"strings"
	"unicode"
)

// columns is the number of terminal columns of a character: 2 for the wide
// and full-width ones of UAX #11, 0 for those that stand on another.
func columns(r rune) int {
	switch {
	case r < 0x20 || r >= 0x7f && r < 0xa0:
		return 0
	case r < 0x300:
		return 1
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), unicode.Is(unicode.Cf, r):
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0x303e, r >= 0x3041 && r <= 0xa4cf && r != 0x303f,
		r >= 0xac00 && r <= 0xd7a3, r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f,
		r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1f64f, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	// Quotation marks, dashes and the like are wide in Chinese fonts and narrow
	// to most terminals: they count as narrow.
	return 1
}

// widthOf is the number of columns of a text.
func widthOf(s string) int {
	n := 0
	for _, r := range s {
		n += columns(r)
	}
	return n
}

// fit cuts a text to a number of columns, with a mark where something is gone.
func fit(s string, most int) string {
	if widthOf(s) <= most {
		return s
	}
	n := 0
	for i, r := range s {
		if n+columns(r) > most-1 {
			return s[:i] + "…"
		}
		n += columns(r)
	}
	return s
}

// pad fills a text up with spaces.
func pad(s string, to int) string {
	return s + strings.Repeat(" ", max(0, to-widthOf(s)))
}

// notFirst are characters that begin no line.
const notFirst = "，。；：、！？）》」』”’%…,.;:!?)]"

// wrap breaks a text into lines of at most so many columns, between Chinese
// characters or at spaces; 0 breaks nothing.
func wrap(s string, most int) []string {
	if most <= 0 {
		return []string{s}
	}
	most = max(most, 20)
	var lines []string
	line, width, space := 0, 0, -1
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		width += columns(runes[i])
		if runes[i] == ' ' {
			space = i
		}
		if width <= most {
			continue
		}
		end := i
		switch {
		case columns(runes[i]) < 2 && columns(runes[i-1]) < 2 && space > line && runes[i] != ' ':
			end = space + 1
		default:
			for end > line+1 && strings.ContainsRune(notFirst, runes[end]) {
				end--
			}
		}
		if end <= line {
			end = i
		}
		lines = append(lines, strings.TrimRight(string(runes[line:end]), " "))
		for end < len(runes) && runes[end] == ' ' {
			end++
		}
		line, width, space, i = end, 0, -1, end-1
	}
	return append(lines, string(runes[line:]))
}
