package html

import (
	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

func (w *tableWriter) cell(i int) {
	c := &w.Cells[i]
	switch c.Role {
	case template.BlockTitle, template.ColumnHead, template.RowHead, template.Corner:
		w.head(i, c)
	case template.UnitCell:
		w.raw("<td class=\"units\"")
		w.headers(c)
		w.raw(">")
		w.text(c.Text)
		w.raw("</td>")
	case template.Figure:
		if w.Form != nil {
			w.figure(c)
			return
		}
		w.asWritten(c)
	default:
		w.raw("<td")
		if w.Form == nil {
			w.raw(" class=\"none\"") // no cell is written there
		}
		w.spans(c)
		w.raw("></td>")
	}
}

// head writes a label. Its scope says roughly what the headers of each figure
// say exactly.
func (w *tableWriter) head(i int, c *layout.Cell) {
	scope, class := "col", ""
	switch c.Role {
	case template.BlockTitle:
		scope, class = "rowgroup", "block"
	case template.ColumnHead:
		if c.Group && w.ends != nil && w.ends[c.Column] == c.Column+c.ColumnSpan {
			scope = "colgroup"
		}
	case template.Corner:
		// What a form says in its corner may be a sentence about the table.
		if c.RowSpan > 1 || c.Text == "" {
			w.raw("<td class=\"corner\"")
			w.spans(c)
			w.raw(">")
			w.lines(c.Text)
			w.raw("</td>")
			return
		}
		class = "corner"
	case template.RowHead:
		scope = "row"
		if c.Group && c.Column == 0 {
			scope = "rowgroup"
		}
		switch {
		case w.Form.Layout == "list":
			w.raw("<th id=\"")
			w.id(i)
			w.raw("\"")
			w.spans(c)
			w.raw(" scope=\"", scope, "\"")
			w.number(" class=\"row level", min(c.Level, 3))
			w.raw("\">")
			w.lines(c.Text)
			w.raw("</th>")
			return
		case c.Group:
			class = "row group"
		default:
			class = "row"
		}
		class += [...]string{" stub0", " stub1", " stub2"}[min(c.Column, 2)]
	}
	w.raw("<th")
	switch {
	case w.Form != nil:
		w.raw(" id=\"")
		w.id(i)
		w.raw("\"")
	case w.review:
		w.raw(" id=\"")
		w.place(schema.Place{Table: w.Index, Row: c.Row, Column: c.Column})
		w.raw("\"")
	}
	w.spans(c)
	w.raw(" scope=\"", scope, "\"")
	if class != "" {
		w.raw(" class=\"", class, "\"")
	}
	w.raw(">")
	w.lines(c.Text)
	w.raw("</th>")
}

// figure writes a figure of a form.
func (w *tableWriter) figure(c *layout.Cell) {
	w.raw("<td")
	var f *schema.Fact
	if c.Fact >= 0 {
		f = &w.report.Facts[c.Fact]
		if w.review {
			w.attr("id", f.ID)
		}
	}
	w.spans(c)
	w.headers(c)
	if f == nil {
		w.raw("></td>")
		return
	}
	w.attr("data-fact", f.ID)
	w.attr("data-status", string(f.Status))
	w.raw(">")
	if c.Text != "" {
		digits := 1
		if c.ColumnSpan == 1 {
			digits = min(w.Digits[c.Column], 14)
		}
		if digits > 1 || w.review {
			w.number("<span class=\"n n", digits)
			w.raw("\">")
			w.text(c.Text)
			w.raw("</span>")
		} else {
			w.text(c.Text)
		}
	}
	if c.Note > 0 {
		w.mark(c.Note, f.Status)
	}
	w.field(f, c.Note)
	w.raw("</td>")
}

// longText is the length in bytes of a cell that must not become a column of
// single characters where the page is narrow: about eight of Chinese.
const longText = 24

// asWritten writes a cell of a table as written.
func (w *tableWriter) asWritten(c *layout.Cell) {
	w.raw("<td")
	if w.review {
		w.raw(" id=\"")
		w.place(schema.Place{Table: w.Index, Row: c.Row, Column: c.Column})
		w.raw("\"")
	}
	w.spans(c)
	var f *schema.Fact
	switch {
	case c.Fact >= 0 && w.report.Facts[c.Fact].Status != schema.Given:
		f = &w.report.Facts[c.Fact]
		w.attr("class", "as-"+string(f.Status))
	case len(c.Text) > longText:
		w.raw(" class=\"long\"")
	}
	w.raw(">")
	if c.Numbering != "" {
		w.raw("<span class=\"no\">")
		w.text(c.Numbering)
		w.raw("</span> ")
	}
	w.lines(c.Text)
	if f != nil {
		w.pointer(f)
	}
	w.raw("</td>")
}

func (w *tableWriter) spans(c *layout.Cell) {
	if c.RowSpan > 1 {
		w.number(" rowspan=\"", c.RowSpan)
		w.raw("\"")
	}
	if c.ColumnSpan > 1 {
		w.number(" colspan=\"", c.ColumnSpan)
		w.raw("\"")
	}
}

func (w *tableWriter) headers(c *layout.Cell) {
	for k, h := range c.Heads {
		if k == 0 {
			w.raw(" headers=\"")
		} else {
			w.raw(" ")
		}
		w.id(h)
	}
	if len(c.Heads) > 0 {
		w.raw("\"")
	}
}

// id is that of a label: of the table's number and the cell's.
func (w *tableWriter) id(cell int) {
	w.number("t", w.n)
	w.number("h", cell)
}
