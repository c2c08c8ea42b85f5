package html

import (
	"slices"

	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema/template"
)

// form writes a form's table; in the review edition its notes below it, and
// beside them the tables as written.
func (p *page) form(t *layout.Table) {
	if p.review {
		p.raw("<div class=\"pair\">\n<div class=\"now\">\n")
	}
	p.table(t, shape(t))
	if p.review {
		p.notes(t)
		p.raw("</div>\n")
		p.written(t)
		p.raw("</div>\n")
	}
}

// shape is the class of a form's table, for the style sheet.
func shape(t *layout.Table) string {
	switch {
	case t.Form.Layout == "list":
		return "list"
	case t.Stub > 1:
		return "matrix"
	case t.Stub == 0:
		return "wide"
	}
	return "blocks"
}

// plain writes a table as it was written.
func (p *page) plain(t *layout.Table) { p.table(t, "plain") }

// fewDigits is the length of figures for which columns of equal width do on a
// narrow page; with longer ones the columns are as wide as they need.
const fewDigits = 4

// table writes a table in a box of its own that scrolls sideways where the
// page is narrow. The box takes the focus, so that it scrolls by keyboard.
func (p *page) table(t *layout.Table, class string) {
	p.tables++
	n := p.tables
	p.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"")
	p.number("t", n)
	p.raw("\">\n<table class=\"", class)
	if t.Form != nil && slices.Max(t.Digits) > fewDigits {
		p.raw(" big")
	}
	p.raw("\"")
	if t.Form != nil {
		p.attr("data-table", t.Form.ID)
		p.attr("data-form", t.Form.Form)
	}
	p.raw(">\n<caption id=\"")
	p.number("t", n)
	p.raw("\">")
	p.caption(t)
	p.raw("</caption>\n")
	ends := p.columns(t)
	w := tableWriter{page: p, Table: t, n: n, ends: ends}
	w.rows()
	p.raw("</table>\n</div>\n")
}

func (p *page) caption(t *layout.Table) {
	if t.Form == nil {
		// A table as written has no title of its own that we could know.
		p.raw("<span class=\"unseen\"")
		p.ours()
		p.raw(">")
		p.text(layout.Fill(p.words.TableNumber, layout.Itoa(t.Index+1)))
		p.raw("</span>")
		return
	}
	p.raw("<span class=\"cap\"><span>")
	p.text(t.Caption)
	p.raw("</span>")
	if t.Unit != "" {
		p.raw(" <span class=\"unit\"><span")
		p.ours()
		p.raw(">")
		p.text(p.words.Unit)
		p.raw("</span>")
		p.text(t.Unit)
		p.raw("</span>")
	}
	p.raw("</span>")
}

// columns writes the columns: those of labels, and those of figures in the
// groups that the lowest row of groups makes. It gives the first column after
// each group by the group's first, 0 elsewhere.
func (p *page) columns(t *layout.Table) []int {
	if t.Form == nil {
		return nil
	}
	ends := make([]int, t.Columns)
	if t.Stub > 0 {
		p.raw("<colgroup>")
		for i := range t.Stub {
			switch {
			case shape(t) == "list" && i == t.Stub-1:
				p.raw("<col class=\"units\">")
			case i < t.Stub-1 && shape(t) != "list":
				p.raw("<col class=\"group\">")
			default:
				p.raw("<col class=\"label\">")
			}
		}
		p.raw("</colgroup>")
	}
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Row >= t.Head {
			break
		}
		if c.Role != template.ColumnHead || !c.Group {
			continue
		}
		for k := c.Column; k < c.Column+c.ColumnSpan; k++ {
			ends[k] = 0
		}
		ends[c.Column] = c.Column + c.ColumnSpan
	}
	// A group over groups gave way to them; what is left of it has no group.
	alone := 0
	for k := t.Stub; k < t.Columns; {
		end := k + 1
		for end < ends[k] && ends[end] == 0 {
			end++
		}
		ends[k] = end
		if end == k+1 {
			alone++
		} else {
			p.group(alone)
			p.group(end - k)
			alone = 0
		}
		k = end
	}
	p.group(alone)
	p.raw("\n")
	return ends
}

// group writes a group of columns, each by itself: programs that take a page
// over know the element for one better than the attribute for several.
func (p *page) group(columns int) {
	if columns > 0 {
		p.raw("<colgroup>")
		for range columns {
			p.raw("<col>")
		}
		p.raw("</colgroup>")
	}
}

// tableWriter writes the rows of one table.
type tableWriter struct {
	*page
	*layout.Table
	n    int
	ends []int
}

func (w *tableWriter) rows() {
	open := ""
	next := 0
	for r := range w.Rows {
		part := w.part(r, next)
		if part != "" {
			if open != "" {
				w.raw("</", open, ">\n")
			}
			open = part
			w.raw("<", open, ">\n")
		}
		w.raw("<tr>")
		for ; next < len(w.Cells) && w.Cells[next].Row == r; next++ {
			w.cell(next)
		}
		w.raw("</tr>\n")
	}
	if open != "" {
		w.raw("</", open, ">\n")
	}
}

// part is the part of the table that begins at a row, or "": the head, and a
// body for each block, each group of the first column, and what is between.
func (w *tableWriter) part(row, first int) string {
	switch {
	case row == 0 && w.Head > 0:
		return "thead"
	case row == 0 || row == w.Head:
		return "tbody"
	case first >= len(w.Cells) || w.Form == nil:
		return ""
	}
	c := &w.Cells[first]
	if c.Row != row || c.Column != 0 {
		return ""
	}
	switch c.Role {
	case template.BlockTitle:
		return "tbody"
	case template.RowHead:
		if w.Form.Layout == "list" {
			if c.Level == 0 {
				return "tbody"
			}
			return ""
		}
		if c.Group {
			return "tbody"
		}
		// The row after a group.
		for i := first - 1; i >= 0 && w.Cells[i].Row >= w.Head; i-- {
			if d := &w.Cells[i]; d.Column == 0 {
				if d.Group && d.Role == template.RowHead {
					return "tbody"
				}
				return ""
			}
		}
	}
	return ""
}
