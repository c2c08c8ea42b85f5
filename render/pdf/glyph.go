package pdf

import (
	"unicode"
	"unicode/utf8"
)

// class is how a character behaves at the end of a line (GB/T 15834-2011 §5.1,
// the marks that may not begin or end a line).
type class uint8

const (
	ideograph class = iota // a line may break on both sides
	letter                 // of a word or number that stays whole
	space
	opening // （《“: no line ends with it; ink in its right half
	closing // ，。》”: no line begins with it; ink in its left half
	closer  // closing, but not to be narrowed: ％ ℃ or half-width
	dash    // — and …: no line begins with it, and a pair stays together
	sign    // ￥ № §: stays with what follows
)

// glyph is one character to be set.
type glyph struct {
	r     rune // as drawn
	face  faceID
	class class
	width int16 // thousandths of the em
}

// longDash is drawn for two dashes, and reads as two.
const longDash = '⸺'

func classOf(r rune) class {
	switch r {
	case '，', '。', '、', '；', '：', '！', '？', '）', '》', '〉', '】', '〕', '」', '』', '］', '｝', '”', '’', '．':
		return closing
	case '（', '《', '〈', '【', '〔', '「', '『', '［', '｛', '“', '‘':
		return opening
	case '％', '‰', '℃', '°', '′', '″', '·', '々', '〃', '～', '／', ')', ']', '}', '%', ',', ';', ':', '!', '?', '.':
		return closer
	case '(', '[', '{', '￥', '¥', '$', '＄', '№', '§', '#', '＃':
		return sign
	case '—', '…', '―', '⋯', '─', longDash:
		return dash
	case ' ', '\u00A0', '\u3000':
		return space
	}
	switch {
	case r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r > ' ' && r < 0x7F):
		return letter
	case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ', r == '－', r == '＋':
		return letter
	case unicode.Is(unicode.Mn, r):
		return closer
	}
	return ideograph
}

// invisible tells of characters that have no ink and no width: controls, marks
// of direction, joiners and variation selectors. They are not printed.
func invisible(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7F && r < 0xA0, r == 0xAD, r == 0xFEFF:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE0FFF:
		return true
	}
	return false
}

// shape chooses a face for each character of one paragraph. Tabs and line feeds
// count as spaces, and a run of thin spaces as one.
func (fs *faces) shape(dst []glyph, text string, s *style) []glyph {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch {
		case r == '\t', r == '\n', r == '\r', r == '\v', r == '\f', r == 0x85, r == 0x2028, r == 0x2029,
			r == 0xA0, r >= 0x2000 && r <= 0x200A, r == 0x202F, r == 0x205F:
			r = ' '
		case invisible(r):
			continue
		}
		if n := len(dst) - 1; r == '—' && n >= 0 && dst[n].r == '—' {
			// Two dashes are one stroke (GB/T 15834-2011 §4.13).
			if w, ok := fs.all[dst[n].face].Width(longDash); ok && w > 1500 {
				dst[n] = glyph{longDash, dst[n].face, dash, int16(w)}
				continue
			}
		}
		if r == ' ' && len(dst) > 0 && dst[len(dst)-1].r == ' ' {
			continue
		}
		c := classOf(r)
		id, drawn, w := fs.pick(s, r)
		if drawn != r {
			c = ideograph
		}
		if (c == closing || c == opening) && w < 900 {
			// A face with narrow marks has nothing to take away.
			if c == closing {
				c = closer
			} else {
				c = sign
			}
		}
		dst = append(dst, glyph{drawn, id, c, int16(w)})
	}
	return dst
}

// trim drops spaces from both ends.
func trim(g []glyph) []glyph {
	for len(g) > 0 && g[0].class == space {
		g = g[1:]
	}
	for len(g) > 0 && g[len(g)-1].class == space {
		g = g[:len(g)-1]
	}
	return g
}

// mayBreak tells whether a line may end with a and the next begin with b.
func mayBreak(a, b glyph) bool {
	switch b.class {
	case closing, closer, dash:
		return a.class == space && b.class == dash
	case space:
		return false // spaces stay at the end, where they take no room
	}
	switch a.class {
	case opening, sign:
		return false
	case letter:
		return b.class != letter && b.class != sign || (a.r == '-' || a.r == '/') && b.class == letter && !isDigit(b.r)
	case closer:
		// 12.5, 1,024 and 10:30 are one number.
		return a.r > 0x7F || b.class != letter
	case dash:
		return true
	}
	return true
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }
