package pdf

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema/template"
)

const (
	// tableGap is the room above and below a table.
	tableGap = 7.0
	// uprightRows is the number of rows from which on the label beside them is
	// set upright.
	uprightRows = 8
	// longText is the number of characters from which on a text is not centred.
	longText = 10
	// labelGlyphs is the longest text that stands again after a break of page.
	labelGlyphs = 60
)

// table adds a table, with its caption and unit above it.
func (d *document) table(t *layout.Table) {
	elem := d.elem(d.sect, "Table")
	lead := tableGap
	if t.Caption != "" && !strings.Contains(solidText(d.heading), solidText(t.Caption)) {
		if c := d.small(t.Caption, d.elem(elem, "Caption")); c != nil {
			c.align, c.keep, c.before = centred, true, tableGap
			lead = 2
		}
	}
	if t.Unit != "" {
		if u := d.small(d.view.Words.Unit+t.Unit, d.elem(elem, "Caption")); u != nil {
			u.align, u.keep = rightward, true
			lead = 2
		}
	}
	d.items = append(d.items, item{grid: d.grid(t, elem), before: lead})
	d.asWritten(t)
}

// grid gives the cells of a table their texts, and their elements.
func (d *document) grid(t *layout.Table, elem int32) *grid {
	g := &grid{rows: t.Rows, columns: t.Columns, head: t.Head, stub: t.Stub, even: t.Form != nil && t.Form.Layout != "list", elem: elem}
	long := longColumns(t)
	_, _, g.digit = d.faces.pick(&d.styles.body, '0')
	g.cells = make([]cell, len(t.Cells))
	g.leads = make([]bool, t.Rows)
	trs := make([]int32, t.Rows)
	glyphs := make([]glyph, 0, 8*len(t.Cells))
	for i := range t.Cells {
		from := &t.Cells[i]
		x := &g.cells[i]
		*x = cell{row: from.Row, column: from.Column, rowSpan: from.RowSpan, columnSpan: from.ColumnSpan}
		if trs[from.Row] == 0 {
			trs[from.Row] = d.elem(elem, "TR")
		}
		d.role(x, from, t, long)
		switch {
		case from.Role == template.BlockTitle, from.Role == template.ColumnHead, from.Role == template.Corner,
			from.Role == template.Empty && t.Form != nil:
			for r := from.Row; r < min(from.Row+from.RowSpan, t.Rows); r++ {
				g.leads[r] = true
			}
		}
		kind, scope := "TD", ""
		if x.head {
			kind, scope = "TH", "Column"
			if from.Role == template.RowHead {
				scope = "Row"
			}
		}
		x.elem = d.elem(trs[from.Row], kind)
		e := &d.tree[x.elem]
		e.rows, e.columns, e.scope = from.RowSpan, from.ColumnSpan, scope
		count := 0
		text := from.Text
		if from.Numbering != "" {
			text = from.Numbering + text
		}
		for line := range strings.SplitSeq(text, "\n") {
			at := len(glyphs)
			glyphs = d.faces.shape(glyphs, line, &d.styles.body)
			if p := trim(glyphs[at:len(glyphs):len(glyphs)]); len(p) > 0 {
				x.paras = append(x.paras, p)
				count += len(p)
			}
		}
		x.mark = d.cellMark(from)
		if count > labelGlyphs {
			x.label, x.upright = false, false
		}
	}
	return g
}

// role says how a cell is set.
func (d *document) role(x *cell, from *layout.Cell, t *layout.Table, long []bool) {
	x.align = centred
	switch from.Role {
	case template.BlockTitle, template.ColumnHead, template.Corner:
		x.head = true
	case template.RowHead:
		x.head = true
		x.label = from.RowSpan > 1
		x.upright = t.Stub > 2 && from.Column == 0 && from.RowSpan >= uprightRows
		if !from.Group || from.RowSpan == 1 {
			x.align = leftward
		}
	case template.Figure:
		switch {
		case t.Form != nil || figures(from.Text):
			x.align = figured
		case long[from.Column] || utf8.RuneCountInString(from.Text) > longText:
			x.align = leftward
		}
	}
}

// longColumns are the columns of a table as written whose texts begin at the
// left, because one of them is long.
func longColumns(t *layout.Table) []bool {
	long := make([]bool, t.Columns)
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Role == template.Figure && c.ColumnSpan == 1 && c.Row >= t.Head && utf8.RuneCountInString(c.Text) > longText {
			long[c.Column] = true
		}
	}
	return long
}

// figures tells whether a text is a number alone, which is set under others.
func figures(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !isDigit(r) && r != '.' && r != ',' && r != '-' && r != '%' })
}

func solidText(s string) string { return strings.Join(strings.Fields(s), "") }

// cellMark is the line under a figure that is not as given: its sign, and the
// number of its note.
func (d *document) cellMark(c *layout.Cell) []glyph {
	if !d.review || c.Fact < 0 {
		return nil
	}
	mark := d.mark(d.report.Facts[c.Fact].Status)
	if mark == "" {
		return nil
	}
	if c.Note > 0 {
		mark += strconv.Itoa(c.Note)
	}
	return d.faces.shape(nil, mark, &d.styles.body)
}
