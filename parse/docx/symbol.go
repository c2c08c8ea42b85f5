package docx

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// symbolFont names the font if its characters are symbols under other codes.
func symbolFont(name []byte) string {
	if len(name) < 6 || name[0]|0x20 != 's' && name[0]|0x20 != 'w' {
		return ""
	}
	for _, font := range [...]string{"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings"} {
		if strings.EqualFold(string(name), font) {
			return font
		}
	}
	return ""
}

// appendSymbol appends the character of w:sym (§17.3.3.30): a code in hex,
// often moved by F000 into the private use area, of a symbol font.
func appendSymbol(dst []byte, font, char string) []byte {
	n, err := strconv.ParseUint(char, 16, 32)
	if err != nil || n == 0 || n > utf8.MaxRune {
		return dst
	}
	return utf8.AppendRune(dst, fromSymbol(rune(n), symbolFont([]byte(font))))
}

// fromSymbolFont maps the characters from offset from on, in text that is set
// in a symbol font: it shows its signs under the codes below 0x100 as well.
func fromSymbolFont(buf []byte, from int, font string) []byte {
	text := string(buf[from:])
	buf = buf[:from]
	for _, r := range text {
		if r > ' ' && r != '\u00a0' {
			r = fromSymbol(r, font)
		}
		buf = utf8.AppendRune(buf, r)
	}
	return buf
}

// fromSymbol is the Unicode character for a code of a symbol font. Codes that
// are not listed become private characters: those show as boxes, and no wrong
// sign is put in their place, such as a digit that the font does not show.
func fromSymbol(r rune, font string) rune {
	code := r
	if r >= 0xF000 && r <= 0xF0FF {
		code = r - 0xF000
	}
	if font == "" || code > 0xFF {
		return r
	}
	switch font {
	case "symbol":
		if code >= 0x20 && code <= 0x7E {
			return symbolLow[code-0x20]
		}
		if code >= 0xA0 && int(code-0xA0) < len(symbolHigh) {
			if u := symbolHigh[code-0xA0]; u != '\u0000' {
				return u
			}
		}
	case "wingdings":
		switch {
		case code >= 0x80 && code <= 0x8A:
			return circled(int(code - 0x80))
		case code >= 0x8B && code <= 0x95:
			return filled(int(code - 0x8B))
		}
		if u, ok := wingdings[code]; ok {
			return u
		}
	case "wingdings 2":
		switch {
		case code >= 0x69 && code <= 0x73:
			return circled(int(code - 0x69))
		case code >= 0x74 && code <= 0x7E:
			return filled(int(code - 0x74))
		}
		if u, ok := wingdings2[code]; ok {
			return u
		}
	}
	return 0xF000 + code
}

// circled is ⓪, ①…⑩.
func circled(n int) rune {
	if n == 0 {
		return '⓪'
	}
	return rune('①' + n - 1)
}

// filled is ⓿, ❶…❿.
func filled(n int) rune {
	if n == 0 {
		return '⓿'
	}
	return rune('❶' + n - 1)
}

// The encoding of the Symbol font, from 0x20 and from 0xA0.
var (
	symbolLow  = []rune(" !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼")
	symbolHigh = []rune("€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\x00〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭")
)

// The signs of Wingdings and Wingdings 2 that stand in forms: ticks, boxes,
// bullets, arrows.
var (
	wingdings = map[rune]rune{
		0x20: ' ', 0x22: '✂', 0x28: '☎', 0x2A: '✉', 0x6C: '●', 0x6D: '❍', 0x6E: '■', 0x6F: '□', 0x70: '□', 0x71: '❑', 0x72: '❒',
		0x74: '◆', 0x75: '◆', 0x76: '❖', 0x77: '⬥', 0x9E: '·', 0x9F: '•', 0xA0: '▪', 0xA1: '○', 0xA4: '◉', 0xA7: '▪', 0xA8: '□',
		0xAB: '★', 0xD8: '➢', 0xDF: '←', 0xE0: '→', 0xE1: '↑', 0xE2: '↓', 0xE8: '➔', 0xEF: '⇦', 0xF0: '⇨', 0xF1: '⇧', 0xF2: '⇩',
		0xFB: '✗', 0xFC: '✓', 0xFD: '☒', 0xFE: '☑',
	}
	wingdings2 = map[rune]rune{
		0x20: ' ', 0x4F: '✗', 0x50: '✓', 0x51: '☒', 0x52: '☑', 0x53: '☒', 0x54: '☒', 0x97: '●', 0xA2: '■', 0xA3: '□',
	}
)
