// Package tidy makes one table of many reports, for analysts: one row a
// figure, or one row a report. It streams: what it holds does not grow with the
// number of reports. It knows the report and the forms' labels; it knows
// nothing of documents, files and folders, adds nothing up, and never puts a
// figure of one form into the place of another's (comparable.json says which
// may be set side by side).
//
// A figure that is not as given is never without its status: a filter leaves
// rows out, or figures blank, and the status column stands in every table.
package tidy

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// The formats.
const (
	JSONL   = "jsonl"
	CSV     = "csv"
	Parquet = "parquet"
	XLSX    = "xlsx"
)

// Formats lists the formats; each is also its file's extension.
func Formats() []string { return []string{JSONL, CSV, Parquet, XLSX} }

// Options are an analyst's choices; the zero value is one row a figure, all of them.
type Options struct {
	// Wide makes one row a report, of the figures that the form Form asks for;
	// a report's tables on another form leave theirs blank. An empty Form is
	// the one in force.
	Wide bool
	Form string
	// Statuses are those whose figures are wanted; none means all.
	Statuses []schema.Status
	// BOM begins a CSV with a byte order mark, for spreadsheets that would
	// otherwise take it for another encoding.
	BOM bool
	// Forms are those that the reports were read with; nil means the known ones.
	Forms []*template.Form
}

// forms are those of Options, never nil.
func (o Options) forms() []*template.Form {
	if o.Forms != nil {
		return o.Forms
	}
	return template.Forms()
}

// form is the one of a wide table.
func (o Options) form() (*template.Form, error) {
	forms := o.forms()
	if o.Form == "" {
		return forms[0], nil
	}
	var ids []string
	for _, f := range forms {
		if f.ID == o.Form {
			return f, nil
		}
		ids = append(ids, f.ID)
	}
	return nil, fmt.Errorf("no form %q; there are %s", o.Form, strings.Join(ids, ", "))
}

// wants tells whether figures of a status are asked for.
func (o Options) wants(s schema.Status) bool {
	return len(o.Statuses) == 0 || slices.Contains(o.Statuses, s)
}

// Summary says what was written.
type Summary struct {
	// Reports were added; Rows were written, without heads.
	Reports, Rows int
	// Statuses counts the figures written, by status; of those that a wide
	// table leaves blank for their status, none.
	Statuses map[schema.Status]int
	// Cut counts texts too long for a cell of the format, which end in a mark.
	Cut int
	// Elsewhere counts reports none of whose tables is on a wide table's form.
	Elsewhere int
}

// sink is one format's writer of rows. A row belongs to the caller again when
// write returns.
type sink interface {
	write(row []cell) error
	close() error
}

// shaper makes a report's rows.
type shaper interface {
	columns() []Column
	// rows calls emit for each row, which is emit's until it returns, and count
	// for each figure in it.
	rows(r schema.Report, count func(schema.Status), emit func(row []cell) error) error
}

// Writer writes one table. It is for one goroutine.
type Writer struct {
	options Options
	shape   shaper
	sink    sink
	book    *book // of XLSX
	sum     Summary
}

// New begins a table in a format.
func New(w io.Writer, format string, o Options) (*Writer, error) {
	shape, err := newShape(o)
	if err != nil {
		return nil, err
	}
	t := &Writer{options: o, shape: shape, sum: Summary{Statuses: map[schema.Status]int{}}}
	switch format {
	case JSONL:
		t.sink = newJSONL(w, shape.columns())
	case CSV:
		t.sink, err = newCSV(w, shape.columns(), o.BOM)
	case Parquet:
		t.sink, err = newParquet(w, shape.columns())
	case XLSX:
		t.book, err = newBook(w, shape.columns(), o)
		t.sink = t.book
	default:
		err = fmt.Errorf("no format %q; there are %s", format, strings.Join(Formats(), ", "))
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

func newShape(o Options) (shaper, error) {
	if !o.Wide {
		return newLong(o), nil
	}
	form, err := o.form()
	if err != nil {
		return nil, err
	}
	return newWide(o, form.Tables), nil
}

// Add writes a report's rows. Of the report it needs what Decode reads. After
// an error the table is of no use.
func (t *Writer) Add(r schema.Report) error {
	err := t.shape.rows(r, func(status schema.Status) { t.sum.Statuses[status]++ }, func(row []cell) error {
		t.sum.Rows++
		return t.sink.write(row)
	})
	if err == nil && t.book != nil {
		err = t.book.sheets(r)
	}
	if err != nil {
		return fmt.Errorf("write the rows of %s: %w", r.Source.Name, err)
	}
	t.sum.Reports++
	if wide, ok := t.shape.(*wide); ok && !wide.follows(r.Template) {
		t.sum.Elsewhere++
	}
	return nil
}

// Close ends the table; what it was given to write to stays open.
func (t *Writer) Close() (Summary, error) {
	err := t.sink.close()
	if t.book != nil {
		t.sum.Cut = t.book.cut
	}
	return t.sum, err
}

// Discard gives up what the table keeps outside of memory; it does nothing
// after Close.
func (t *Writer) Discard() {
	if t.book != nil {
		t.book.discard()
	}
}
