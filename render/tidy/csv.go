package tidy

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// commas writes CSV as in RFC 4180: UTF-8, commas, CR LF, a head of the
// columns' names. A missing value is nothing between two commas, an empty text
// is "".
//
// A spreadsheet runs a cell as a formula by its beginning, even in quotes. So a
// cell of a Text column that begins as one, or with an apostrophe, gets one
// apostrophe more at its beginning: taking one off gives the text exactly. Other
// columns hold digits alone and are never changed.
type commas struct {
	w       *bufio.Writer
	columns []Column
	line    []byte
}

func newCSV(w io.Writer, columns []Column, bom bool) (*commas, error) {
	c := &commas{w: bufio.NewWriterSize(w, buffered), columns: columns}
	b := []byte{}
	if bom {
		b = append(b, "\xef\xbb\xbf"...)
	}
	for i, column := range columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendField(b, column.Name)
	}
	_, err := c.w.Write(append(b, '\r', '\n'))
	return c, err
}

func (c *commas) write(row []cell) error {
	b := c.line[:0]
	for i, v := range row {
		if i > 0 {
			b = append(b, ',')
		}
		if v.null {
			continue
		}
		switch c.columns[i].Type {
		case Integer, Number:
			b = appendNumber(b, v.number)
		case Decimal:
			b = append(b, v.text...)
		default:
			b = appendField(b, Harmless(v.text))
		}
	}
	c.line = append(b, '\r', '\n')
	_, err := c.w.Write(c.line)
	return err
}

func (c *commas) close() error { return c.w.Flush() }

// starts are what a formula may begin with in some spreadsheet, the full-width
// signs where Chinese or Japanese is the language; and the apostrophe, so that
// the change can be undone.
const starts = "=+-@\t\r\n'＝＋－＠"

// Harmless is a text that no spreadsheet runs: with an apostrophe before it
// where it begins as a formula does.
func Harmless(s string) string {
	if r, size := utf8.DecodeRuneInString(s); size > 0 && strings.ContainsRune(starts, r) {
		return "'" + s
	}
	return s
}

// appendField appends a text, in quotes where it needs them.
func appendField(b []byte, s string) []byte {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if s != "" && !strings.ContainsAny(s, ",\"\r\n") && s[0] != ' ' && s[len(s)-1] != ' ' {
		return append(b, s...)
	}
	b = append(b, '"')
	for {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			return append(append(b, s...), '"')
		}
		b = append(append(b, s[:i]...), '"', '"')
		s = s[i+1:]
	}
}
