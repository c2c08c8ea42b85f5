package paper

import "github.com/nianbao/nianbao/parse/doc"

func (w *writer) table(t *Table) {
	width := 0
	for _, c := range t.Grid {
		width += c
	}
	w.out.WriteString("<w:tbl><w:tblPr>")
	if w.doc.Maker == Word {
		w.out.WriteString(`<w:tblStyle w:val="a4"/>`)
	}
	w.printf(`<w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>`, width)
	if w.doc.Maker == WPS {
		w.out.WriteString("<w:tblBorders>")
		w.borders("top", "left", "bottom", "right", "insideH", "insideV")
		w.out.WriteString("</w:tblBorders>")
	}
	w.out.WriteString(`<w:tblLayout w:type="fixed"/>` +
		`<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>`)
	if !t.NoGrid {
		w.out.WriteString("<w:tblGrid>")
		for _, c := range t.Grid {
			w.printf(`<w:gridCol w:w="%d"/>`, c)
		}
		w.out.WriteString("</w:tblGrid>")
	}
	for i := range t.Rows {
		w.row(t, &t.Rows[i])
	}
	w.out.WriteString("</w:tbl>")
}

func (w *writer) row(t *Table, r *Row) {
	w.open("w:tr")
	w.out.WriteString("<w:trPr>")
	if r.Before > 0 {
		w.printf(`<w:gridBefore w:val="%d"/>`, r.Before)
	}
	if r.After > 0 {
		w.printf(`<w:gridAfter w:val="%d"/>`, r.After)
	}
	w.out.WriteString(`<w:trHeight w:val="340" w:hRule="atLeast"/>`)
	if r.Head {
		w.out.WriteString("<w:tblHeader/>")
	}
	w.out.WriteString(`<w:jc w:val="center"/>`)
	switch r.Change {
	case Inserted:
		w.printf(`<w:ins w:id="%d" %s/>`, w.id(), reviewer)
	case Deleted:
		w.printf(`<w:del w:id="%d" %s/>`, w.id(), reviewer)
	}
	w.out.WriteString("</w:trPr>")
	column := r.Before
	for i := range r.Cells {
		c := &r.Cells[i]
		w.cell(t, c, column)
		column += max(1, c.Span)
	}
	w.out.WriteString("</w:tr>")
}

func (w *writer) cell(t *Table, c *TableCell, column int) {
	w.printf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, t.width(column, max(1, c.Span)))
	if c.Span > 1 {
		w.printf(`<w:gridSpan w:val="%d"/>`, c.Span)
	}
	w.merge("hMerge", c.Horizontal)
	w.merge("vMerge", c.Vertical)
	if w.doc.Maker == WPS {
		w.out.WriteString("<w:tcBorders>")
		w.borders("top", "left", "bottom", "right")
		w.out.WriteString(`</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="auto"/>`)
	}
	w.out.WriteString(`<w:vAlign w:val="center"/></w:tcPr>`)
	w.blocks(c.filled())
	w.out.WriteString("</w:tc>")
}

// merge writes a mark; both programs leave the value of a continuation out.
func (w *writer) merge(tag string, m doc.Merge) {
	switch m {
	case doc.MergeRestart:
		w.printf(`<w:%s w:val="restart"/>`, tag)
	case doc.MergeContinue:
		w.printf(`<w:%s/>`, tag)
	}
}

func (w *writer) borders(sides ...string) {
	for _, side := range sides {
		w.printf(`<w:%s w:val="single" w:color="auto" w:sz="4" w:space="0"/>`, side)
	}
}

// width is that of span grid columns from column on; a column beyond the grid
// is as wide as the last one.
func (t *Table) width(column, span int) int {
	n := 0
	for i := column; i < column+span && len(t.Grid) > 0; i++ {
		n += t.Grid[min(i, len(t.Grid)-1)]
	}
	return n
}
