package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// Table is a table as it is printed: every position of Rows × Columns is
// covered by exactly one cell.
type Table struct {
	// Form is the form's table with official labels; nil for a table that is
	// printed as it was written.
	Form *template.Table
	// Index is that of a table as written in Report.Tables, -1 for a form's.
	Index int
	// Caption is the form's title, or empty; Unit is that of all its figures,
	// empty where there are several.
	Caption, Unit string
	Rows, Columns int
	// Stub is the number of leading columns of row labels; Head that of
	// leading rows which stand again on each page, 0 for stacked blocks.
	Stub, Head int
	// Cells are in reading order.
	Cells []Cell
	// Widths are the shares of the columns, which add up to 1.
	Widths []float64
	// Digits is the length of the longest figure of each column, for numbers
	// that are set one under the other; spanning figures do not count.
	Digits []int
	// Notes are the numbers of the first and last note, 0 where there are none.
	Notes [2]int
	// Written are the form's tables as written, in the review edition.
	Written []*Table
}

// Cell is one cell of a printed table; Row and Column count from 0.
type Cell struct {
	Row, Column, RowSpan, ColumnSpan int
	Role                             template.Role
	// Block counts the stacked blocks of a form.
	Block int
	// Group is true for a label over others; Level is the depth of a label in
	// a list, where numbers alone show the tree, from 0.
	Group bool
	Level int
	// Text may hold line feeds; of a figure it is the number, or empty.
	Text, Numbering string
	// Fact is the index of a Figure in Report.Facts, or of the fact whose
	// cell as written this is; else -1.
	Fact int
	// Note is the number of the figure's note, or 0.
	Note int
	// Heads are indices in Table.Cells: the labels of a figure, outermost first,
	// those of its columns before those of its row.
	Heads []int
}

// table prints the table at an index of the report, and those nested in it.
func (v *view) table(out []Piece, i int) []Piece {
	if i < 0 || i >= len(v.report.Tables) || v.placed[i] {
		return out
	}
	v.placed[i] = true
	t := &v.report.Tables[i]
	if form := v.formOf(i); form != nil {
		if !v.done[form.ID] {
			v.done[form.ID] = true
			out = append(out, Piece{Kind: TablePiece, Table: v.printed(form)})
			out = v.below(out, form)
		}
	} else if v.frames(i) {
		return v.unframed(out, t)
	} else if p := v.written(i, -1); p != nil {
		out = append(out, Piece{Kind: TablePiece, Table: p})
	}
	for _, k := range v.inside[i] {
		out = v.table(out, k)
	}
	return out
}

// formOf is the form's table that a table of the report is, or nil.
func (v *view) formOf(i int) *template.Table {
	if id := v.report.Tables[i].TemplateTable; id != nil {
		return v.form(*id)
	}
	return nil
}

// frames tells whether a table holds a form's table.
func (v *view) frames(i int) bool { return v.framed(i) != nil }

// framed is the first form's table that a table holds, or nil.
func (v *view) framed(i int) *template.Table {
	for _, k := range v.inside[i] {
		if form := v.formOf(k); form != nil {
			return form
		}
		if form := v.framed(k); form != nil {
			return form
		}
	}
	return nil
}

// printed lays a form's table out with the report's figures.
func (v *view) printed(form *template.Table) *Table {
	fact := func(f template.Fact) int {
		if i, ok := v.index[f.ID]; ok {
			return i
		}
		return -1
	}
	p := form.Print(func(f template.Fact) bool { return fact(f) >= 0 })
	t := &Table{Form: form, Index: -1, Caption: form.Title, Rows: p.Rows, Columns: p.Columns, Stub: p.Stub, Head: p.Head,
		Cells: make([]Cell, len(p.Cells)), Digits: make([]int, p.Columns)}
	t.Unit = oneUnit(form)
	t.Widths = widths(form, &p)
	first := len(v.notes)
	for i := range p.Cells {
		from := &p.Cells[i]
		c := &t.Cells[i]
		*c = Cell{Row: from.Row, Column: from.Column, RowSpan: from.RowSpan, ColumnSpan: from.ColumnSpan,
			Role: from.Role, Block: from.Block, Group: from.Group, Text: from.Label, Fact: -1}
		if from.Role != template.Figure || from.Fact < 0 {
			continue
		}
		k := fact(form.Facts[from.Fact])
		if k < 0 {
			continue
		}
		c.Fact = k
		c.Text = figure(&v.report.Facts[k])
		if c.ColumnSpan == 1 {
			t.Digits[c.Column] = max(t.Digits[c.Column], utf8.RuneCountInString(c.Text))
		}
		v.shown[v.report.Facts[k].ID] = k
		if v.Review {
			c.Note = v.note(form, from.Fact, k)
		}
	}
	if len(v.notes) > first {
		t.Notes = [2]int{first + 1, len(v.notes)}
	}
	v.unitsAsWritten(form, &p, t)
	if form.Layout == "list" {
		t.setLevels(form)
	}
	t.setHeads()
	if v.Review {
		for i := range v.report.Tables {
			if v.formOf(i) == form {
				if w := v.written(i, i); w != nil {
					t.Written = append(t.Written, w)
				}
			}
		}
	}
	return t
}

// figure is a fact as printed: exactly, empty where it has no value, and as
// written where it was kept though it is no number.
func figure(f *schema.Fact) string {
	switch {
	case f.Value != nil:
		return f.Value.String()
	case f.Status == schema.Conflict && f.Raw != nil:
		return strings.TrimSpace(*f.Raw)
	}
	return ""
}

// oneUnit is the unit of every figure of a form's table that does not print
// its units itself.
func oneUnit(form *template.Table) string {
	if form.Layout == "list" {
		return ""
	}
	return form.Unit
}
