package opc

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode turns a part into UTF-8 without a byte order mark. It knows UTF-8,
// UTF-16 in both orders with or without a mark, ASCII and Latin-1; data that
// is UTF-8 already comes back as it is.
func Decode(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		return data[3:], nil
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return fromUTF16(data[2:], binary.LittleEndian), nil
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return fromUTF16(data[2:], binary.BigEndian), nil
	case bytes.HasPrefix(data, []byte{'<', 0}):
		return fromUTF16(data, binary.LittleEndian), nil
	case bytes.HasPrefix(data, []byte{0, '<'}):
		return fromUTF16(data, binary.BigEndian), nil
	}
	switch name := declared(data); name {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "ucs-2":
		return data, nil
	case "iso-8859-1", "latin1", "latin-1", "windows-1252":
		size := len(data)
		for _, c := range data {
			size += int(c >> 7)
		}
		out := make([]byte, 0, size)
		for _, c := range data {
			out = utf8.AppendRune(out, rune(c))
		}
		return out, nil
	default:
		if utf8.Valid(data) {
			return data, nil // whatever it says, it is
		}
		return nil, fmt.Errorf("the encoding %q is not read; open the file in Word or WPS and save it again", name)
	}
}

// declared is the encoding named in the XML declaration, in lower case.
func declared(data []byte) string {
	head := data[:min(len(data), 256)]
	end := bytes.Index(head, []byte("?>"))
	if !bytes.HasPrefix(head, []byte("<?xml")) || end < 0 {
		return ""
	}
	for rest := head[len("<?xml"):end]; ; {
		name, value, next, ok := nextAttr(rest)
		if !ok {
			return ""
		}
		if string(name) == "encoding" {
			return strings.ToLower(string(value))
		}
		rest = next
	}
}

// fromUTF16 decodes; an odd last byte and lone surrogates become U+FFFD.
func fromUTF16(b []byte, order binary.ByteOrder) []byte {
	size := utf8.UTFMax
	for i := 0; i+1 < len(b); i += 2 {
		switch u := order.Uint16(b[i:]); {
		case u < 0x80:
			size++
		case u < 0x800:
			size += 2
		default:
			size += 3
		}
	}
	out := make([]byte, 0, size)
	for len(b) >= 2 {
		r := rune(order.Uint16(b))
		b = b[2:]
		if utf16.IsSurrogate(r) {
			low := rune(utf8.RuneError)
			if len(b) >= 2 {
				low = rune(order.Uint16(b))
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				b = b[2:]
			}
		}
		out = utf8.AppendRune(out, r)
	}
	if len(b) > 0 {
		out = utf8.AppendRune(out, utf8.RuneError)
	}
	return out
}
