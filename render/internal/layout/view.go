// Package layout is one view of a report as it is printed, so that the page
// and the paper agree: which pieces stand in which order, what each table cell
// says and which cells are its heads, which notes a cell has. It holds numbers
// and text only. It knows the report and the forms; it knows nothing of HTML,
// of PDF, of fonts and of colours, and it changes no figure.
package layout

import (
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// Options choose the edition. The zero value is the clean edition in Chinese.
type Options struct {
	// Review adds findings, notes and the tables as they were written.
	Review bool
	// English gives the words that are ours in English; the report's own text
	// and the form's labels stay Chinese.
	English bool
	// Forms are the forms that the report was read with; nil means those that
	// nianbao knows.
	Forms []*template.Form
}

// Page is a report as it is printed.
type Page struct {
	// Title has one or more lines, never none.
	Title []string
	// Agency is empty and Year 0 where the report does not know them.
	Agency   string
	Year     int
	Sections []Section
	// Findings, worst first, and Notes are those of the review edition.
	Findings []Finding
	Notes    []Note
	// Remarks are lines of the review edition that belong to no section.
	Remarks []string
	// FormNames are the names of the forms followed, with their notices.
	FormNames []string
	// Facts are the indices in Report.Facts of the figures that are printed.
	Facts map[string]int
	Words *Words
}

// Section is one chapter.
type Section struct {
	// ID is the report's id of the section; two sections may share one.
	ID string
	// Heading is empty for a chapter without one, such as the preface.
	Heading string
	Pieces  []Piece
}

// Kind says what a Piece is.
type Kind uint8

// The kinds of piece.
const (
	Heading Kind = iota
	Paragraph
	Item        // of a list
	Image       // a placeholder: Text is its description, often empty
	Signature   // the agency's name or the date at the end, set to the right
	TablePiece  // Table
	TableRemark // words that stood in the rows below a form's figures
	Remark      // ours, in the review edition alone
)

// Piece is one piece of a section.
type Piece struct {
	Kind Kind
	// Depth is the level of a Heading, from 2 to 6: the page's title has 1, a
	// section's heading 2, and none is more than one deeper than the last.
	Depth int
	// Numbering is the automatic number, printed before Text.
	Numbering string
	// Text may hold line feeds.
	Text      string
	Equations []string
	Table     *Table
}

// View lays out a report.
func View(r schema.Report, o Options) Page {
	if o.Forms == nil {
		o.Forms = template.Forms()
	}
	v := &view{report: r, Options: o, words: &Chinese, index: make(map[string]int, len(r.Facts)), shown: make(map[string]int, len(r.Facts))}
	if o.English {
		v.words = &English
	}
	for i := range r.Facts {
		v.index[r.Facts[i].ID] = i
	}
	v.nest()
	if o.Review {
		v.mark()
	}
	p := Page{Facts: v.shown, Words: v.words}
	if r.Agency != nil {
		p.Agency = *r.Agency
	}
	if r.Year != nil {
		p.Year = *r.Year
	}
	p.Title = v.title(p.Agency, p.Year)
	for i := range r.Sections {
		p.Sections = append(p.Sections, v.section(&r.Sections[i], i == 0))
	}
	p.Sections = v.strays(p.Sections)
	if n := len(p.Sections); n > 0 {
		sign(p.Sections[n-1].Pieces)
	}
	if o.Review {
		p.Sections, p.Remarks = v.missing(p.Sections)
		p.FormNames = v.formNames()
		p.Findings = v.findings(p.Sections)
		p.Notes = v.notes
	}
	deepen(p.Sections)
	return p
}

// view is the state of one View.
type view struct {
	Options
	report schema.Report
	words  *Words
	// index is from a fact's id to Report.Facts; shown has those printed.
	index, shown map[string]int
	// inside lists the tables nested in a table, in document order.
	inside map[int][]int
	// placed are the tables of the report that were printed, done the form
	// tables that were.
	placed []bool
	done   map[string]bool

	notes []Note
	// order are indices of the report's findings, worst first.
	order []int
	// noted is from a note's reason to its number; mismatches are the numbers
	// of the findings that say a fact's relations do not hold.
	noted      map[string]int
	mismatches map[string][]int
}

// form returns the generation of the form's table that the report has, or nil.
func (v *view) form(table string) *template.Table {
	return v.generation(table, v.found(table))
}

func (v *view) generation(table, generation string) *template.Table {
	if generation == "" {
		return nil
	}
	for _, f := range v.Forms {
		if f.ID == generation {
			return f.Table(table)
		}
	}
	return nil
}

// found is the generation found for a table; empty where it was not found.
func (v *view) found(table string) string {
	return v.report.Template.Tables.Of(table)
}

// nest finds out which tables stand in cells of others. A table stands before
// those nested in it, so what says otherwise is no nesting.
func (v *view) nest() {
	v.placed = make([]bool, len(v.report.Tables))
	v.done = map[string]bool{}
	v.inside = map[int][]int{}
	for i := range v.report.Tables {
		if c := v.report.Tables[i].Within.Cell; c != nil && c.Table >= 0 && c.Table < i {
			v.inside[c.Table] = append(v.inside[c.Table], i)
		}
	}
}
