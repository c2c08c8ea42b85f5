package tidy

import (
	"archive/zip"
	"fmt"
	"io"
	"os"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// book writes XLSX (ISO/IEC 29500-1, SpreadsheetML): the table, on as many
// sheets as its rows need, and one sheet for each table of each form with a row
// a report.
//
// A library for workbooks is 5 MB of the program and a third of the time to
// compile it, and holds its archive in memory; of all that a workbook can be,
// this needs text, numbers, a frozen head and a filter. The tests read it with
// such a library.
//
// The sheet of the table goes into the archive as it comes; the others, which
// grow at the same time, wait in temporary files, compressed (spool).
type book struct {
	zip   *zip.Writer
	main  []Column
	mains []*sheet
	wides []*wideSheet
	cut   int
}

// wideSheet is the sheet of one form's table.
type wideSheet struct {
	name  string
	shape *wide
	spool spool
	sheet *sheet // nil until a report has the table
}

// factsSheet names the sheet of the table itself; the next are numbered.
const factsSheet = "facts"

// newBook begins a workbook: its other sheets stand in the order of the forms,
// and only those that reports have.
func newBook(w io.Writer, columns []Column, o Options) (*book, error) {
	b := &book{zip: zip.NewWriter(w), main: columns}
	if !o.Wide {
		for _, f := range o.forms() {
			for i := range f.Tables {
				b.wides = append(b.wides, &wideSheet{name: f.ID + " " + f.Tables[i].ID, shape: newWide(o, []template.Table{f.Tables[i]})})
			}
		}
	}
	return b, b.open()
}

// open begins the next sheet of the table itself.
func (b *book) open() error {
	name := factsSheet
	if n := len(b.mains); n > 0 {
		name = fmt.Sprintf("%s %d", factsSheet, n+1)
		if err := b.mains[n-1].end(); err != nil {
			return err
		}
	}
	// The sheets of the table have the first numbers, whatever their order in
	// the archive.
	w, err := b.zip.Create(mainPart(len(b.mains) + 1))
	if err != nil {
		return err
	}
	s, err := newSheet(w, name, b.main)
	b.mains = append(b.mains, s)
	return err
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

func (b *book) put(s *sheet, row []cell) error {
	cut, err := s.put(row)
	b.cut += cut
	return err
}

// sheets adds a report to the sheets of the tables that it has.
func (b *book) sheets(r schema.Report) error {
	for _, w := range b.wides {
		if !w.has(r) {
			continue
		}
		if w.sheet == nil {
			var err error
			if w.sheet, err = newSheet(w.spool.begin(), w.name, w.shape.cols); err != nil {
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

// close ends the sheets and adds what binds them together.
func (b *book) close() error {
	defer b.discard()
	if err := b.mains[len(b.mains)-1].end(); err != nil {
		return fmt.Errorf("end sheet: %w", err)
	}
	sheets := b.mains
	for _, w := range b.wides {
		if w.sheet == nil {
			continue
		}
		err := w.sheet.end()
		if err == nil {
			err = w.spool.into(b.zip, widePart(len(sheets)-len(b.mains)+1))
		}
		if err != nil {
			return fmt.Errorf("end sheet %s: %w", w.name, err)
		}
		sheets = append(sheets, w.sheet)
	}
	for _, p := range binding(sheets, len(b.mains)) {
		w, err := b.zip.Create(p.name)
		if err == nil {
			_, err = io.WriteString(w, p.text)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", p.name, err)
		}
	}
	return b.zip.Close()
}

// discard removes the temporary files.
func (b *book) discard() {
	for _, w := range b.wides {
		w.spool.discard()
	}
}

// spoolError says that it was a temporary file, and where, that failed.
func spoolError(err error) error { return fmt.Errorf("temporary file in %s: %w", os.TempDir(), err) }
