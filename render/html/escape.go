package html

import (
	"strconv"
	"unicode/utf8"
)

// raw writes markup of our own.
func (p *page) raw(parts ...string) {
	for _, s := range parts {
		p.b = append(p.b, s...)
	}
}

// number writes an id or a class that ends in a number.
func (p *page) number(prefix string, n int) {
	p.b = append(p.b, prefix...)
	p.b = strconv.AppendInt(p.b, int64(n), 10)
}

// attr writes an attribute, where it has a value.
func (p *page) attr(name, value string) {
	if value == "" {
		return
	}
	p.b = append(p.b, ' ')
	p.b = append(p.b, name...)
	p.b = append(p.b, '=', '"')
	p.text(value)
	p.b = append(p.b, '"')
}

// ours says the language of words that are ours where it is not the page's.
func (p *page) ours() {
	if p.english {
		p.raw(" lang=\"en\"")
	}
}

// text writes text so that it is text, between tags and in quoted attributes.
func (p *page) text(s string) { p.escape(s, false) }

// lines writes text whose line feeds are line breaks.
func (p *page) lines(s string) { p.escape(s, true) }

// escape passes over what needs no escape. What HTML does not allow (controls,
// surrogates, bytes that are no UTF-8) becomes U+FFFD, and what turns the
// direction of the text around it is left out.
func (p *page) escape(s string, breaks bool) {
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0xE3 && c <= 0xE9 && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
			i += 3 // most of Chinese: U+3000 to U+9FFF
			continue
		}
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			by := ""
			switch {
			case r == utf8.RuneError && size == 1, r >= 0x80 && r < 0xA0, r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
				by = "\uFFFD"
			case r == 0x061C || r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF:
			default:
				i += size
				continue
			}
			p.b = append(p.b, s[start:i]...)
			p.b = append(p.b, by...)
			i += size
			start = i
			continue
		}
		by := ""
		switch {
		case c == '&':
			by = "&amp;"
		case c == '<':
			by = "&lt;"
		case c == '>':
			by = "&gt;"
		case c == '"':
			by = "&quot;"
		case c == '\'':
			by = "&#39;"
		case c == '\n' && breaks:
			by = "<br>"
		case c == '\r':
			by = " "
		case c < ' ' && c != '\n' && c != '\t' || c == 0x7F:
			by = "\uFFFD"
		default:
			i++
			continue
		}
		p.b = append(p.b, s[start:i]...)
		p.b = append(p.b, by...)
		i++
		start = i
	}
	p.b = append(p.b, s[start:]...)
}
