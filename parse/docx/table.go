package docx

import (
	"fmt"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// place is where the reader stands in tables.
type place struct{ table, row, cell int }

// tableState is a table under construction.
type tableState struct {
	out     *doc.Table
	hasGrid bool
}

// rowState is a row under construction.
type rowState struct {
	out     doc.Row
	cells   int // start on the cell stack
	written int // cells seen, dropped ones included
	deleted bool
	hidden  bool // its end mark is
	shown   int  // reader.shown at its begin
}

// cellState is what a cell's properties say beside the cell itself.
type cellState struct {
	revision string // cellIns, cellDel, cellMerge
	deleted  bool
}

// readTable reads w:tbl onto the block stack.
func (r *reader) readTable() {
	outer, hiding, rows := place{r.table, r.row, r.cell}, r.hiddenAll, r.rowStart
	r.rowStart = len(r.rowStack)
	if !r.fields.shown() {
		// A table is never part of a field's code: whoever left the field open
		// did not mean to hide it.
		r.note(doc.FieldError, r.pos(), "a field that is open at a table; its text is kept from here")
		r.fields.begin()
	}
	saved := r.fields.nest
	r.tables++
	r.shown++
	r.countBlock()
	r.table, r.row, r.cell = r.tables, 0, 0
	t := &tableState{out: &doc.Table{Pos: r.pos()}}
	r.hiddenAll = r.styles.table != nil && r.styles.table.vanish == on
	r.tableChildren(t)
	t.out.Rows = r.takeRows(r.rowStart)
	r.row, r.cell = 0, 0
	if !t.hasGrid {
		r.note(doc.GridMissing, t.out.Pos, "")
	}
	if len(t.out.Rows) == 0 {
		r.note(doc.TableEmpty, t.out.Pos, "")
	}
	r.fields.nest = saved
	r.table, r.row, r.cell = outer.table, outer.row, outer.cell
	r.hiddenAll, r.rowStart = hiding, rows
	r.blockStack = append(r.blockStack, doc.Block{Table: t.out})
}

// tableChildren reads the content of w:tbl, or of a wrapper in it.
func (r *reader) tableChildren(t *tableState) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		switch r.s.Name {
		case opc.W | opc.Tr:
			r.readRow()
		case opc.W | opc.TblGrid:
			t.hasGrid = true
			t.out.Columns = r.gridColumns()
		case opc.W | opc.TblPr:
			r.tableProperties()
		case opc.W | opc.Sdt:
			outer := r.control()
			r.tableChildren(t)
			r.prompt = outer
		case opc.W | opc.SdtPr:
			r.sdtProperties()
		case opc.MC | opc.AlternateContent:
			if depth := r.s.Depth() - 1; r.branch() {
				r.tableChildren(t)
				r.s.SkipTo(depth)
			}
		case opc.W | opc.P, opc.W | opc.Tbl, opc.W | opc.R:
			r.misplaced()
		case opc.W | opc.Tc:
			// A cell without a row (schema-invalid) gets one.
			row := rowState{cells: len(r.cellStack)}
			r.beginRow(&row)
			r.readCell(&row)
			r.endRow(&row)
		case opc.W | opc.SdtEndPr, opc.W | opc.TblPrEx, opc.W | opc.CustomXmlPr:
			r.s.Skip()
		case opc.W | opc.Del, opc.W | opc.MoveFrom:
			r.dropped(doc.Deleted)
		default:
			r.tableChildren(t)
		}
	}
}

// misplaced keeps the text of an element that stands in a table but in no cell,
// where Word shows nothing: in the note.
func (r *reader) misplaced() {
	pos := r.pos()
	if text := r.plainText(); text != "" {
		r.note(doc.BrokenXML, pos, "text in a table but in no cell: "+text)
	}
}

func (r *reader) tableProperties() {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		if r.s.Name == opc.W|opc.TblStyle {
			if v, ok := r.s.Attr(opc.W, "val"); ok {
				if st := r.styles.byID(v, "table", nil); st != nil {
					r.hiddenAll = st.vanish == on
				}
			}
		}
		r.s.Skip()
	}
}

// gridColumns reads w:tblGrid (§17.4.48).
func (r *reader) gridColumns() []int {
	columns := make([]int, 0, 8)
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return columns
		}
		if r.s.Name == opc.W|opc.GridCol && len(columns) < r.limits.MaxSpan {
			w, _ := r.number("w")
			columns = append(columns, max(w, 0))
		}
		r.s.Skip()
	}
}

func (r *reader) beginRow(row *rowState) {
	if r.rows++; r.rows > r.limits.MaxCells {
		r.stop("--max-cells", "more than %d table rows at byte %d", r.limits.MaxCells, r.s.At)
	}
	r.row, r.cell = len(r.rowStack)-r.rowStart+1, 0
	row.out.Pos = r.pos()
	row.shown = r.shown
}

// readRow reads w:tr.
func (r *reader) readRow() {
	row := rowState{cells: len(r.cellStack)}
	r.beginRow(&row)
	r.rowChildren(&row)
	r.endRow(&row)
}

func (r *reader) endRow(row *rowState) {
	if row.deleted {
		r.cellStack = r.cellStack[:row.cells]
		return
	}
	row.out.Cells = r.takeCells(row.cells)
	if len(row.out.Cells) == 0 && row.written > 0 {
		return // every cell was deleted, each with its note
	}
	if row.hidden && row.shown == r.shown {
		return // §17.4.20, and nothing in it is shown
	}
	r.rowStack = append(r.rowStack, row.out)
}

// rowChildren reads the content of w:tr, or of a wrapper in it.
func (r *reader) rowChildren(row *rowState) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		switch r.s.Name {
		case opc.W | opc.Tc:
			r.readCell(row)
		case opc.W | opc.TrPr:
			r.rowProperties(row)
			if row.deleted {
				depth := r.s.Depth() - 1
				r.note(doc.RowDeleted, row.out.Pos, r.textTo(depth))
				return
			}
		case opc.W | opc.Sdt:
			outer := r.control()
			r.rowChildren(row)
			r.prompt = outer
		case opc.W | opc.SdtPr:
			r.sdtProperties()
		case opc.MC | opc.AlternateContent:
			if depth := r.s.Depth() - 1; r.branch() {
				r.rowChildren(row)
				r.s.SkipTo(depth)
			}
		case opc.W | opc.P, opc.W | opc.Tbl, opc.W | opc.R, opc.W | opc.Tr:
			r.misplaced()
		case opc.W | opc.SdtEndPr, opc.W | opc.TblPrEx, opc.W | opc.CustomXmlPr:
			r.s.Skip()
		case opc.W | opc.Del, opc.W | opc.MoveFrom:
			r.dropped(doc.Deleted)
		default:
			r.rowChildren(row)
		}
	}
}

// rowProperties reads w:trPr.
func (r *reader) rowProperties(row *rowState) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		switch r.s.Name {
		case opc.W | opc.GridBefore:
			row.out.Before = r.span("gridBefore", 0)
		case opc.W | opc.GridAfter:
			row.out.After = r.span("gridAfter", 0)
		case opc.W | opc.TblHeader:
			row.out.Head = r.on()
		case opc.W | opc.Hidden:
			row.hidden = r.on()
		case opc.W | opc.Del, opc.W | opc.MoveFrom:
			row.deleted = true
		}
		r.s.Skip()
	}
}

// span reads a count of grid columns within the limit.
func (r *reader) span(name string, least int) int {
	n, ok := r.number("val")
	if !ok || n < least {
		return least
	}
	if n > r.limits.MaxSpan {
		r.note(doc.SpanLimited, r.pos(), fmt.Sprintf("%s %d", name, n))
		return r.limits.MaxSpan
	}
	return n
}

// readCell reads w:tc.
func (r *reader) readCell(row *rowState) {
	if r.cells++; r.cells > r.limits.MaxCells {
		r.stop("--max-cells", "more than %d table cells at byte %d", r.limits.MaxCells, r.s.At)
	}
	row.written++
	r.cell = len(r.cellStack) - row.cells + 1
	c := doc.Cell{Span: 1, RowSpan: 1, Pos: r.pos()}
	var st cellState
	tables := r.tables
	saved, at := r.fields.begin(), r.row
	n := len(r.blockStack)
	var carry *para
	r.cellChildren(&c, &st, &carry)
	if carry != nil {
		r.finish(carry, len(r.blockStack) > n)
	}
	if !r.fields.shown() {
		r.note(doc.FieldError, c.Pos, "a field that has no end in its cell")
	}
	r.fields.nest = saved
	c.Blocks = r.takeBlocks(n)
	r.row = at
	if st.revision != "" {
		text := string(allText(nil, c.Blocks, r.limits.MaxText))
		r.note(doc.CellRevision, c.Pos, st.revision+" "+text)
		if st.deleted {
			r.tables = tables
			return
		}
	}
	r.cellStack = append(r.cellStack, c)
}

// cellChildren reads the content of w:tc: its properties, then blocks.
func (r *reader) cellChildren(c *doc.Cell, st *cellState, carry **para) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		switch r.s.Name {
		case opc.W | opc.TcPr:
			r.cellProperties(c, st)
		case opc.W | opc.P:
			r.paragraph(carry, mode{})
		default:
			r.blockElement(carry, mode{})
		}
	}
}

// cellProperties reads w:tcPr.
func (r *reader) cellProperties(c *doc.Cell, st *cellState) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		switch r.s.Name {
		case opc.W | opc.GridSpan:
			c.Span = r.span("gridSpan", 1)
		case opc.W | opc.VMerge:
			c.Vertical = r.merge()
		case opc.W | opc.HMerge:
			c.Horizontal = r.merge()
		case opc.W | opc.TcW:
			if v, ok := r.s.Attr(opc.W, "type"); !ok || string(v) == "dxa" {
				w, _ := r.number("w")
				c.Width = max(w, 0)
			}
		case opc.W | opc.CellIns:
			st.revision = "cellIns"
		case opc.W | opc.CellDel:
			st.revision, st.deleted = "cellDel", true
		case opc.W | opc.CellMerge:
			// What the merge is to become (§17.13.5.2).
			st.revision = "cellMerge"
			switch v, _ := r.s.Attr(opc.W, "vMerge"); string(v) {
			case "rest":
				c.Vertical = doc.MergeRestart
			case "cont":
				c.Vertical = doc.MergeContinue
			}
		}
		r.s.Skip()
	}
}

// merge reads vMerge (§17.4.84) or hMerge (§17.4.22): without a value it
// continues.
func (r *reader) merge() doc.Merge {
	if v, ok := r.s.Attr(opc.W, "val"); ok && string(v) == "restart" {
		return doc.MergeRestart
	}
	return doc.MergeContinue
}

// allText is everything that blocks show, for a note: nested tables, text boxes
// and equations too, divided by line feeds, until there are most bytes.
func allText(b []byte, blocks []doc.Block, most int) []byte {
	add := func(s string) {
		if s != "" && len(b) < most {
			if len(b) > 0 {
				b = append(b, '\n')
			}
			b = append(b, s...)
		}
	}
	for _, block := range blocks {
		if p := block.Paragraph; p != nil {
			add(p.Text)
			for _, e := range p.Equations {
				add(e)
			}
			for _, box := range p.Boxes {
				b = allText(b, box, most)
			}
			continue
		}
		for i := range block.Table.Rows {
			for j := range block.Table.Rows[i].Cells {
				b = allText(b, block.Table.Rows[i].Cells[j].Blocks, most)
			}
		}
	}
	return b
}
