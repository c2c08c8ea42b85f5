package main

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// console writes words for a terminal that reads another encoding than UTF-8.
// What has no character there is written by its number; bytes that are no text,
// as in the name of a file from such a system, stay as they are.
type console struct {
	raw io.Writer

	mu   sync.Mutex
	to   *encoding.Encoder
	rest []byte // the beginning of a character whose end is still to come
}

// speaking gives streams that speak the locale's encoding; the first variable
// set decides. Data is UTF-8 always (func raw). On Windows the console takes
// UTF-8 from Go, whatever its code page.
func (s streams) speaking(getenv func(string) string) streams {
	var in encoding.Encoding
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := getenv(name); locale != "" {
			in = encodingOf(locale)
			break
		}
	}
	if in == nil || runtime.GOOS == "windows" {
		return s
	}
	return streams{s.in, &console{raw: s.out, to: in.NewEncoder()}, &console{raw: s.err, to: in.NewEncoder()}}
}

// encodingOf is the encoding that a locale names, such as zh_CN.GBK; nil is UTF-8.
func encodingOf(locale string) encoding.Encoding {
	_, name, _ := strings.Cut(locale, ".")
	name, _, _ = strings.Cut(name, "@")
	switch strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(name)) {
	case "gbk", "cp936", "gb2312", "euccn": // GBK holds the smaller ones
		return simplifiedchinese.GBK
	case "gb18030":
		return simplifiedchinese.GB18030
	}
	return nil
}

// raw is the writer below words, for data.
func raw(w io.Writer) io.Writer {
	if c, ok := w.(*console); ok {
		return c.raw
	}
	return w
}

func (c *console) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	text := append(c.rest, p...)
	out := make([]byte, 0, len(text))
	for len(text) > 0 && utf8.FullRune(text) {
		r, n := utf8.DecodeRune(text)
		switch coded, err := c.to.Bytes(text[:n]); {
		case r < utf8.RuneSelf || r == utf8.RuneError && n == 1:
			out = append(out, text[:n]...)
		case err == nil:
			out = append(out, coded...)
		case unicode.IsSpace(r):
			out = append(out, ' ')
		default:
			out = fmt.Appendf(out, "(%U)", r)
		}
		text = text[n:]
	}
	c.rest = append([]byte(nil), text...)
	if _, err := c.raw.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}
