package tidy

import (
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
	"github.com/xuri/excelize/v2"
)

// heads is the number of rows that stay in sight: the columns' Chinese heads,
// their English ones, and their names.
const heads = 3

// mostRows and mostText are a sheet's and a cell's limits in Excel; mostCells
// keeps a sheet's part below 4 GiB, with some 80 bytes a cell, beyond which
// Excel takes it for damaged.
const (
	mostRows  = excelize.TotalRows - heads
	mostText  = excelize.TotalCellChars // UTF-16 units
	mostCells = 1 << 32 / 80
)

// room is how many rows of so many cells a sheet has.
func room(columns int) int { return min(mostRows, mostCells/columns) }

// cutMark ends a text that was too long for a cell.
const cutMark = "……〔截断〕"

// book writes XLSX: the table, on as many sheets as its rows need, and one
// sheet for each table of each form with a row a report.
//
// Rows go to temporary files of the library as they come, in chunks of 16 MiB
// a sheet, and into the workbook at its end. Texts are cells of type text,
// which a spreadsheet never runs, and stay as they are.
type book struct {
	w     io.Writer
	file  *excelize.File
	style int // of heads
	main  []Column
	mains []*sheet
	wides []*wideSheet
	cut   int
}

// wideSheet is the sheet of one form's table.
type wideSheet struct {
	name  string
	shape *wide
	sheet *sheet // nil until a report has the table
}

// sheet is one sheet that is being written.
type sheet struct {
	name    string
	columns []Column
	stream  *excelize.StreamWriter
	rows    int
	values  []any
}

// factsSheet names the sheet of the table itself; the next are numbered.
const factsSheet = "facts"

func newBook(w io.Writer, columns []Column, o Options) (*book, error) {
	b := &book{w: w, file: excelize.NewFile(), main: columns}
	if err := b.begin(o); err != nil {
		b.file.Close()
		return nil, fmt.Errorf("begin workbook: %w", err)
	}
	return b, nil
}

// begin makes the sheets in their final order. Those of forms that no report
// follows are taken out in the end.
func (b *book) begin(o Options) error {
	var err error
	if b.style, err = b.file.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7ECF3"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"},
	}); err != nil {
		return err
	}
	if err := b.file.SetSheetName("Sheet1", factsSheet); err != nil {
		return err
	}
	if o.Wide {
		return b.open()
	}
	for _, f := range o.forms() {
		for i := range f.Tables {
			name := f.ID + " " + f.Tables[i].ID
			if _, err := b.file.NewSheet(name); err != nil {
				return err
			}
			b.wides = append(b.wides, &wideSheet{name: name, shape: newWide(o, []template.Table{f.Tables[i]})})
		}
	}
	return b.open()
}

// open begins the next sheet of the table itself.
func (b *book) open() error {
	name := factsSheet
	if n := len(b.mains); n > 0 {
		name = fmt.Sprintf("%s %d", factsSheet, n+1)
		if _, err := b.file.NewSheet(name); err != nil {
			return err
		}
		if err := b.mains[n-1].stream.Flush(); err != nil {
			return err
		}
	}
	s, err := b.sheet(name, b.main)
	b.mains = append(b.mains, s)
	return err
}

// sheet writes a sheet's heads.
func (b *book) sheet(name string, columns []Column) (*sheet, error) {
	last, err := excelize.ColumnNumberToName(len(columns))
	if err != nil {
		return nil, err
	}
	// The filter takes in rows that are still to come.
	if err := b.file.AutoFilter(name, fmt.Sprintf("A%d:%s%d", heads, last, heads), nil); err != nil {
		return nil, err
	}
	stream, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	s := &sheet{name: name, columns: columns, stream: stream, values: make([]any, len(columns))}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, XSplit: frozen(columns), YSplit: heads, TopLeftCell: topLeft(columns), ActivePane: "bottomRight"}); err != nil {
		return nil, err
	}
	for i, c := range columns {
		if err := stream.SetColWidth(i+1, i+1, width(c)); err != nil {
			return nil, err
		}
	}
	for row, say := range []func(Column) string{
		func(c Column) string { return c.Zh }, func(c Column) string { return c.En }, func(c Column) string { return c.Name },
	} {
		for i, c := range columns {
			s.values[i] = excelize.Cell{StyleID: b.style, Value: say(c)}
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", row+1), s.values); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// frozen is the number of columns that stay in sight: agency and year.
func frozen([]Column) int { return 2 }

func topLeft(columns []Column) string {
	name, _ := excelize.CoordinatesToCellName(frozen(columns)+1, heads+1)
	return name
}

// width is in characters of the standard face.
func width(c Column) float64 {
	switch {
	case c.Type == Text && (c.Name == "agency" || c.Name == "report" || c.Name == "row_label" || c.Name == "id"):
		return 32
	case c.Type == Text:
		return 16
	}
	return 10
}

func (b *book) write(row []cell) error {
	s := b.mains[len(b.mains)-1]
	if s.rows == room(len(s.columns)) {
		if err := b.open(); err != nil {
			return err
		}
		s = b.mains[len(b.mains)-1]
	}
	return b.put(s, row)
}

// sheets adds a report to the sheets of the tables that it has.
func (b *book) sheets(r schema.Report) error {
	for _, w := range b.wides {
		if !w.has(r) {
			continue
		}
		if w.sheet == nil {
			var err error
			if w.sheet, err = b.sheet(w.name, w.shape.cols); err != nil {
				return err
			}
		}
		if w.sheet.rows == room(len(w.sheet.columns)) {
			return fmt.Errorf("sheet %s is full at %d reports: use another format", w.name, w.sheet.rows)
		}
		if err := w.shape.rows(r, func(schema.Status) {}, func(row []cell) error { return b.put(w.sheet, row) }); err != nil {
			return err
		}
	}
	return nil
}

// has tells whether a report has figures of the sheet's table.
func (w *wideSheet) has(r schema.Report) bool {
	if !w.shape.follows(r.Template) {
		return false
	}
	for i := range r.Facts {
		if _, ok := w.shape.at[0][r.Facts[i].ID]; ok {
			return true
		}
	}
	return false
}

func (b *book) put(s *sheet, row []cell) error {
	for i, c := range row {
		switch {
		case c.null:
			s.values[i] = nil
		case s.columns[i].Type == Integer || s.columns[i].Type == Number:
			if n, ok := c.number.Int(); ok {
				s.values[i] = n
			} else {
				s.values[i] = float(c.number)
			}
		default:
			s.values[i] = b.fit(c.text)
		}
	}
	s.rows++
	return s.stream.SetRow(fmt.Sprintf("A%d", s.rows+heads), s.values)
}

// fit cuts a text that is too long for a cell, and counts it.
func (b *book) fit(s string) string {
	if len(s) <= mostText {
		return s
	}
	room := mostText - utf8.RuneCountInString(cutMark)
	units, keep := 0, 0
	for i, r := range s {
		if units += 1 + len16(r); units <= room {
			keep = i + utf8.RuneLen(r)
		}
	}
	if units <= mostText {
		return s
	}
	b.cut++
	return s[:keep] + cutMark
}

// len16 is how many UTF-16 units a rune has beyond one.
func len16(r rune) int {
	if r > 0xFFFF {
		return 1
	}
	return 0
}

// close puts the sheets together.
func (b *book) close() error {
	defer b.file.Close()
	if err := b.mains[len(b.mains)-1].stream.Flush(); err != nil {
		return fmt.Errorf("end sheet: %w", err)
	}
	for _, w := range b.wides {
		if w.sheet == nil {
			if err := b.file.DeleteSheet(w.name); err != nil {
				return fmt.Errorf("take out sheet %s: %w", w.name, err)
			}
			continue
		}
		if err := w.sheet.stream.Flush(); err != nil {
			return fmt.Errorf("end sheet %s: %w", w.name, err)
		}
	}
	archive, err := newParts(b.w)
	if err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	defer archive.discard()
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return archive })
	if err := b.file.Write(io.Discard); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}
