package html

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decode gives the page as UTF-8. A byte order mark decides; then the bytes,
// where they can: text that is UTF-8 with Chinese in it is UTF-8 whatever the
// page is called, since no text in another encoding comes out so. Only then
// the label counts, the caller's (of an archive) before the page's own. lossy
// says that characters may have been replaced by U+FFFD.
func decode(data []byte, label string) (text io.Reader, lossy bool) {
	with := func(e encoding.Encoding) (io.Reader, bool) {
		return e.NewDecoder().Reader(bytes.NewReader(data)), true
	}
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		data = data[3:]
		if utf8.Valid(data) {
			return bytes.NewReader(data), false
		}
		return with(unicode.UTF8)
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return with(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return with(unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
	}
	switch zeros(data) {
	case 1:
		return with(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	case 0:
		return with(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))
	}
	if label == "" {
		label = declared(data)
	}
	han, bad := sample(data)
	named := lookup(label)
	switch {
	case bad == 0 && (han > 0 || named == nil || named == encoding.Encoding(unicode.UTF8) || ascii(data) && label != "hz-gb-2312"):
		return bytes.NewReader(data), false
	case bad > 0 && (named == encoding.Encoding(unicode.UTF8) && han >= bad || han > 20*bad):
		return with(unicode.UTF8) // a few broken characters in a page that is UTF-8
	case named == nil, named == encoding.Encoding(unicode.UTF8):
		return with(simplifiedchinese.GB18030)
	}
	return with(named)
}

// lookup knows an encoding by its label; nil where it is unknown or says
// nothing: western labels stand on many a Chinese page that never set one.
func lookup(label string) encoding.Encoding {
	label = strings.ToLower(strings.TrimSpace(label))
	switch label {
	case "", "iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "x-user-defined":
		return nil
	case "gb2312", "gb_2312-80", "gbk", "gb18030", "cp936", "windows-936", "x-gbk", "csgb2312", "chinese":
		return simplifiedchinese.GB18030 // which holds the others
	case "hz-gb-2312":
		return simplifiedchinese.HZGB2312
	case "utf8", "utf-8", "utf-16", "utf-16le", "utf-16be", "unicode":
		// A page whose label can be read byte by byte is no UTF-16.
		return unicode.UTF8
	}
	e, _ := charset.Lookup(label)
	if e == encoding.Replacement {
		return nil
	}
	return e
}

// zeros tells UTF-16 without a mark: 1 where the second byte of each early pair
// is zero, 0 where the first is, -1 otherwise.
func zeros(data []byte) int {
	var n [2]int
	head := data[:min(len(data)&^1, 64)]
	for i, c := range head {
		if c == 0 {
			n[i&1]++
		}
	}
	for i := range n {
		if len(head) >= 4 && n[i] > len(head)/4 && n[1-i] == 0 {
			return i
		}
	}
	return -1
}

func ascii(data []byte) bool {
	for _, c := range data {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// sample counts the UTF-8 characters from U+3000 to U+9FFF, and the bytes that
// are not UTF-8. Text in GBK has next to none of the former.
func sample(data []byte) (han, bad int) {
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case r >= 0x3000 && r <= 0x9FFF:
			han++
		}
		i += size
	}
	return han, bad
}

// declared is the encoding that the page's head, or its XML declaration, names.
func declared(data []byte) string {
	head := data[:min(len(data), 64<<10)]
	if at := bytes.Index(head[:min(len(head), 256)], []byte("<?xml")); at >= 0 {
		if end := bytes.Index(head[at:], []byte("?>")); end > 0 {
			if v := after(string(head[at:at+end]), "encoding"); v != "" {
				return v
			}
		}
	}
	z := html.NewTokenizer(bytes.NewReader(head))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			tag, more := z.TagName()
			if string(tag) == "body" {
				return ""
			}
			if string(tag) != "meta" {
				continue
			}
			attrs := map[string]string{}
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				if _, ok := attrs[string(k)]; !ok {
					attrs[string(k)] = string(v)
				}
			}
			if v := strings.TrimSpace(attrs["charset"]); v != "" {
				return v
			}
			if strings.EqualFold(attrs["http-equiv"], "content-type") || strings.Contains(strings.ToLower(attrs["content"]), "charset=") {
				if v := after(attrs["content"], "charset"); v != "" {
					return v
				}
			}
		}
	}
}

// after is the value behind "key=" in text, without quotes.
func after(text, key string) string {
	lower := strings.ToLower(text)
	at := strings.Index(lower, key)
	if at < 0 {
		return ""
	}
	rest := strings.TrimLeft(lower[at+len(key):], " \t\r\n")
	rest, ok := strings.CutPrefix(rest, "=")
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, " \t\r\n")
	if rest != "" && (rest[0] == '"' || rest[0] == '\'') {
		rest, _, _ = strings.Cut(rest[1:], rest[:1])
		return rest
	}
	if end := strings.IndexAny(rest, " \t\r\n;\"'?>"); end >= 0 {
		rest = rest[:end]
	}
	return rest
}
