package opc

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Text appends the character data of the element whose Start was last, CDATA
// sections and the text of its children included, and goes to its End. Line
// ends and tabs come as they stand in the part (XML 1.0 §2.11 applied);
// characters that XML forbids and bytes that are not UTF-8 become U+FFFD.
func (s *Scanner) Text(dst []byte) []byte {
	if s.empty {
		s.Next()
		return dst
	}
	depth := len(s.open) - 1
	for !s.done {
		data := s.data
		n := bytes.IndexByte(data[s.pos:], '<')
		if n < 0 {
			if len(data)-s.pos <= s.MaxText {
				dst = appendText(dst, data[s.pos:])
			}
			break
		}
		if n > s.MaxText {
			s.Stop(&LimitError{Flag: "--max-text", Detail: fmt.Sprintf("a text of %d bytes, more than %d, at byte %d", n, s.MaxText, s.pos)})
			break
		}
		dst = appendText(dst, data[s.pos:s.pos+n])
		s.pos += n
		if rest := data[s.pos:]; bytes.HasPrefix(rest, []byte("<![CDATA[")) {
			end := bytes.Index(rest, []byte("]]>"))
			if end < 0 {
				break
			}
			if end > s.MaxText {
				s.Stop(&LimitError{Flag: "--max-text", Detail: fmt.Sprintf("a text of %d bytes, more than %d, at byte %d", end, s.MaxText, s.pos)})
				break
			}
			dst = appendRaw(dst, rest[len("<![CDATA["):end])
			s.pos += end + len("]]>")
			continue
		} else if len(rest) > 1 && (rest[1] == '!' || rest[1] == '?') {
			s.At = s.pos
			if !s.declaration(s.pos) {
				break
			}
			continue
		}
		if s.Next() == End && len(s.open) <= depth {
			return dst
		}
		if s.empty {
			s.Next()
		}
	}
	s.SkipTo(depth)
	return dst
}

// appendText appends character data with its references resolved.
func appendText(dst, b []byte) []byte {
	for len(b) > 0 {
		n := bytes.IndexByte(b, '&')
		if n < 0 {
			return appendRaw(dst, b)
		}
		dst = appendRaw(dst, b[:n])
		b = b[n:]
		r, size := reference(b)
		if size == 0 {
			// No reference that we know: the ampersand stands for itself.
			dst = append(dst, '&')
			b = b[1:]
			continue
		}
		dst = utf8.AppendRune(dst, r)
		b = b[size:]
	}
	return dst
}

// appendRaw appends text without references.
func appendRaw(dst, b []byte) []byte {
	start := 0
	for i := 0; i < len(b); {
		c := b[i]
		if c >= ' ' && c < utf8.RuneSelf || c == '\n' || c == '\t' {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRune(b[i:])
			if (r != utf8.RuneError || size > 1) && r != 0xFFFE && r != 0xFFFF {
				i += size
				continue
			}
			dst = append(dst, b[start:i]...)
			dst = append(dst, "\uFFFD"...)
			i += size
			start = i
			continue
		}
		dst = append(dst, b[start:i]...)
		i++
		if c == '\r' {
			if i >= len(b) || b[i] != '\n' {
				dst = append(dst, '\n')
			}
		} else {
			dst = append(dst, "\uFFFD"...)
		}
		start = i
	}
	return append(dst, b[start:]...)
}

// reference resolves a character or predefined entity reference at the start
// of b; size 0 means there is none.
func reference(b []byte) (r rune, size int) {
	end := bytes.IndexByte(b[:min(len(b), 16)], ';')
	if end < 2 {
		return 0, 0
	}
	body := b[1:end]
	switch string(body) {
	case "amp":
		return '&', end + 1
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	}
	if body[0] != '#' || len(body) < 2 {
		return 0, 0
	}
	digits, base := body[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil {
		return 0, 0
	}
	r = rune(n)
	switch {
	case n > utf8.MaxRune, n >= 0xD800 && n < 0xE000, n == 0xFFFE, n == 0xFFFF,
		n < ' ' && n != '\t' && n != '\n' && n != '\r':
		r = utf8.RuneError
	}
	return r, end + 1
}

// unescape resolves references in an attribute value.
func unescape(b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 {
		return b
	}
	return appendText(nil, b)
}
