package tidy

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// heads is the number of rows that stay in sight: the columns' Chinese heads,
// their English ones, and their names. frozen is the number of columns that
// do: agency and year.
const (
	heads  = 3
	frozen = 2
)

// mostRows and mostText are a sheet's and a cell's limits in Excel; mostCells
// keeps a sheet's part below 4 GiB, with some 80 bytes a cell, beyond which
// Excel takes it for damaged.
const (
	mostRows  = 1<<20 - heads
	mostText  = 32767 // UTF-16 units
	mostCells = 1 << 32 / 80
)

// room is how many rows of so many cells a sheet has.
func room(columns int) int { return min(mostRows, mostCells/columns) }

// cutMark ends a text that was too long for a cell.
const cutMark = "……〔截断〕"

// headStyle is the index of the heads' format among cellXfs of styles.
const headStyle = "1"

// sheet is one sheet that is being written. All text is inline, so that nothing
// is kept; none of it is ever a formula.
type sheet struct {
	name    string
	columns []Column
	letters []string // "A", "B"
	w       *bufio.Writer
	rows    int // without heads
	line    []byte
}

const sheetBegin = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
	`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`

// newSheet writes all before the first row.
func newSheet(w io.Writer, name string, columns []Column) (*sheet, error) {
	s := &sheet{name: name, columns: columns, w: bufio.NewWriterSize(w, buffered)}
	for i := range columns {
		s.letters = append(s.letters, letters(i))
	}
	b := append(s.line, sheetBegin...)
	b = append(b, `<sheetViews><sheetView workbookViewId="0"><pane xSplit="`...)
	b = strconv.AppendInt(b, frozen, 10)
	b = append(b, `" ySplit="`...)
	b = strconv.AppendInt(b, heads, 10)
	b = append(b, `" topLeftCell="`+letters(frozen)+strconv.Itoa(heads+1)+`" activePane="bottomRight" state="frozen"/></sheetView></sheetViews><cols>`...)
	for i, c := range columns {
		n := strconv.Itoa(i + 1)
		b = append(b, `<col min="`+n+`" max="`+n+`" width="`+strconv.Itoa(width(c))+`" customWidth="1"/>`...)
	}
	b = append(b, "</cols><sheetData>"...)
	for row, say := range []func(Column) string{
		func(c Column) string { return c.Zh }, func(c Column) string { return c.En }, func(c Column) string { return c.Name },
	} {
		n := strconv.Itoa(row + 1)
		b = append(b, `<row r="`+n+`">`...)
		for i, c := range columns {
			b = appendText(append(b, `<c r="`+s.letters[i]+n+`" s="`+headStyle...), say(c))
		}
		b = append(b, "</row>"...)
	}
	s.line = b
	_, err := s.w.Write(b)
	return s, err
}

// width is in characters of the standard face.
func width(c Column) int {
	switch {
	case c.Type == Text && (c.Name == "agency" || c.Name == "report" || c.Name == "row_label" || c.Name == "id"):
		return 32
	case c.Type == Text:
		return 16
	}
	return 10
}

// put writes a row; cut is how many texts were too long. Numbers keep all their
// digits, of which Excel itself uses 15.
func (s *sheet) put(row []cell) (cut int, err error) {
	s.rows++
	n := strconv.Itoa(s.rows + heads)
	b := append(s.line[:0], `<row r="`+n+`">`...)
	for i, c := range row {
		if c.null {
			continue
		}
		b = append(append(append(b, `<c r="`...), s.letters[i]...), n...)
		switch s.columns[i].Type {
		case Integer, Number:
			b = append(appendNumber(append(b, `"><v>`...), c.number), `</v></c>`...)
		default:
			text, short := fit(c.text)
			if short {
				cut++
			}
			b = appendText(b, text)
		}
	}
	s.line = append(b, "</row>"...)
	_, err = s.w.Write(s.line)
	return cut, err
}

// filter is what the sheet's filter is over.
func (s *sheet) filter(absolute bool) string {
	last, from, to := s.letters[len(s.letters)-1], strconv.Itoa(heads), strconv.Itoa(heads+s.rows)
	if absolute {
		return "$A$" + from + ":$" + last + "$" + to
	}
	return "A" + from + ":" + last + to
}

// end writes all after the last row.
func (s *sheet) end() error {
	s.w.WriteString(`</sheetData><autoFilter ref="` + s.filter(false) + `"/></worksheet>`)
	return s.w.Flush()
}

// letters is the name of a column, from 0: A to Z, AA and so on.
func letters(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// fit cuts a text that is too long for a cell.
func fit(s string) (text string, cut bool) {
	if len(s) <= mostText {
		return s, false
	}
	room := mostText - utf8.RuneCountInString(cutMark)
	units, keep := 0, 0
	for i, r := range s {
		if units++; r > 0xFFFF {
			units++
		}
		if units <= room {
			keep = i + utf8.RuneLen(r)
		}
	}
	if units <= mostText {
		return s, false
	}
	return s[:keep] + cutMark, true
}

// appendText ends a cell's tag and appends its text. A character that XML
// cannot hold, and a carriage return, which it would change, is written as
// _x000D_ (ISO/IEC 29500-1 §22.9.2.19, ST_Xstring); so is the underscore of a
// text that looks like that.
func appendText(b []byte, s string) []byte {
	b = append(b, `" t="inlineStr"><is><t xml:space="preserve">`...)
	for i, r := range s {
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r < 0x20 && r != '\t' && r != '\n', r == '_' && escaped(s[i:]):
			b = append(b, "_x00"...)
			if r < 0x10 {
				b = append(b, '0')
			}
			b = append(strconv.AppendUint(b, uint64(r), 16), '_')
		case r == 0xFFFE || r == 0xFFFF:
			b = utf8.AppendRune(b, utf8.RuneError)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, "</t></is></c>"...)
}

// escaped tells whether a text begins as _x000D_ does.
func escaped(s string) bool {
	if len(s) < 7 || s[1] != 'x' || s[6] != '_' {
		return false
	}
	return strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}
