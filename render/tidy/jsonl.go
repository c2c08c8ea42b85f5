package tidy

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/nianbao/nianbao/schema"
)

// buffered is the size of the buffer before a text format's file.
const buffered = 1 << 16

// jsonLines writes an object a line, with every column in order, null where it
// has no value.
type jsonLines struct {
	w       *bufio.Writer
	columns []Column
	keys    [][]byte // `{"agency":`, `,"year":`
	line    []byte
}

func newJSONL(w io.Writer, columns []Column) *jsonLines {
	j := &jsonLines{w: bufio.NewWriterSize(w, buffered), columns: columns}
	for i, c := range columns {
		key := []byte{','}
		if i == 0 {
			key[0] = '{'
		}
		j.keys = append(j.keys, append(appendJSON(key, c.Name), ':'))
	}
	return j
}

func (j *jsonLines) write(row []cell) error {
	b := j.line[:0]
	for i, c := range row {
		b = append(b, j.keys[i]...)
		switch {
		case c.null:
			b = append(b, "null"...)
		case j.columns[i].Type == Integer || j.columns[i].Type == Number:
			b = appendNumber(b, c.number)
		default:
			b = appendJSON(b, c.text)
		}
	}
	j.line = append(b, '}', '\n')
	_, err := j.w.Write(j.line)
	return err
}

func (j *jsonLines) close() error { return j.w.Flush() }

// appendJSON appends a string as JSON. What is no UTF-8 becomes U+FFFD.
func appendJSON(b []byte, s string) []byte {
	plain := utf8.ValidString(s)
	for i := 0; plain && i < len(s); i++ {
		plain = s[i] >= 0x20 && s[i] != '"' && s[i] != '\\'
	}
	if plain {
		return append(append(append(b, '"'), s...), '"')
	}
	var quoted bytes.Buffer
	e := json.NewEncoder(&quoted)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string always can be
	return append(b, bytes.TrimSuffix(quoted.Bytes(), []byte("\n"))...)
}

// appendNumber appends a number's digits.
func appendNumber(b []byte, n schema.Number) []byte {
	if n.Scale == 0 {
		return strconv.AppendInt(b, n.Unscaled, 10)
	}
	return append(b, n.String()...)
}
