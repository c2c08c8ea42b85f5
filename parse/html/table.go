package html

import (
	"fmt"
	"strconv"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/parse/doc"
)

// areaPerCell is how many grid positions the tables may have for each cell
// that is allowed; it is the front door's bound for all documents, kept here
// already while the spans are read.
const areaPerCell = 20

// extent follows how far a table reaches while it is read: the place of each
// cell by the table model of HTML, without keeping it.
type extent struct {
	reach []int // for each column, the first row that is free in it
	row   int   // rows so far
	open  int   // the first row that no cell of the group reaches
}

// readTable reads a table. Its caption stands before it, as a paragraph.
func (r *reader) readTable(n *html.Node, at context) {
	r.endParagraph()
	if r.frames[n] {
		r.unframe(n, at)
		return
	}
	number, lists := r.number, r.lists
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if tag := name(c); tag != "" && tag != "thead" && tag != "tbody" && tag != "tfoot" && tag != "tr" && r.err == nil {
			r.element(c, at)
		}
	}
	r.endParagraph()
	if r.blocks++; r.blocks > 4*r.limits.MaxCells {
		r.stop("--max-cells", "more than %d paragraphs and tables", 4*r.limits.MaxCells)
		return
	}
	r.tables++
	table, row, cell := r.table, r.row, r.cell
	r.table, r.row, r.cell = r.tables, 0, 0
	t := &doc.Table{Pos: r.pos()}
	out := r.out
	at = context{depth: at.depth, size: at.size, white: at.white, invisible: at.invisible, inserted: at.inserted, inCell: true, article: true}
	e := extent{}
	all, part := r.groups(n), 0
	for i, group := range all {
		r.group(t, group, part, &e, at)
		if name(group) == "thead" && i+1 < len(all) && r.runsOn(&e, all[i+1]) {
			r.note(doc.SpanBeyondGrid, "cells reach beyond the head of the table; the row below leaves their places free")
			continue
		}
		part++
		// No cell reaches beyond its group.
		for i := range e.reach {
			e.reach[i] = min(e.reach[i], e.row)
		}
		e.open = min(e.open, e.row)
	}
	r.row, r.cell = 0, 0
	if len(t.Rows) == 0 {
		r.note(doc.TableEmpty, "")
	}
	r.areas += len(e.reach) * e.row
	r.table, r.row, r.cell = table, row, cell
	r.number, r.lists = number, lists
	r.out = append(out, doc.Block{Table: t})
}

// groups lists the row groups in the order in which they are shown: the first
// thead at the top and the first tfoot at the bottom, wherever they stand. One
// that is not displayed is neither.
func (r *reader) groups(n *html.Node) []*html.Node {
	var head, foot *html.Node
	var rest []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch tag := name(c); {
		case tag == "thead" && head == nil && !r.goneGroup(c):
			head = c
		case tag == "tfoot" && foot == nil && !r.goneGroup(c):
			foot = c
		case tag == "thead", tag == "tbody", tag == "tfoot", tag == "tr":
			rest = append(rest, c)
		}
	}
	if head != nil {
		rest = append([]*html.Node{head}, rest...)
	}
	if foot != nil {
		rest = append(rest, foot)
	}
	return rest
}

func (r *reader) goneGroup(n *html.Node) bool {
	m := r.s.mark(n)
	st := r.styleOf(n.Data, m)
	return gone(n.Data, m, &st)
}

// group reads the rows of thead, tbody or tfoot.
func (r *reader) group(t *doc.Table, n *html.Node, number int, e *extent, at context) {
	if at.depth++; at.depth > r.limits.MaxDepth {
		r.stop("--max-depth", "elements nest deeper than %d", r.limits.MaxDepth)
		return
	}
	if name(n) == "tr" {
		r.readRow(t, n, number, e, at)
		return
	}
	m := r.s.mark(n)
	st := r.styleOf(n.Data, m)
	if gone(n.Data, m, &st) {
		r.hide(n)
		return
	}
	r.inherit(&at, m, &st)
	for c := n.FirstChild; c != nil && r.err == nil; c = c.NextSibling {
		if name(c) == "tr" {
			r.readRow(t, c, number, e, at)
		} else {
			r.stray(c)
		}
	}
}

// runsOn tells whether cells of a head go on into the group below. Word and
// LibreOffice put the rows that are repeated on each page into thead, though
// cells of theirs may reach further down. By the table model such a cell ends
// with its group, and the row below would slide to the left, figures under the
// wrong heads. It is taken at its word where the row below leaves the places
// free that the cells ask for: where its width comes nearer to the table's with
// them than without.
func (r *reader) runsOn(e *extent, below *html.Node) bool {
	asked := 0
	for _, reach := range e.reach {
		if reach > e.row {
			asked++
		}
	}
	if asked == 0 || asked == len(e.reach) {
		return false
	}
	for c := below.FirstChild; c != nil; c = c.NextSibling {
		if name(c) != "tr" {
			continue
		}
		own := 0
		for cell := c.FirstChild; cell != nil; cell = cell.NextSibling {
			if tag := name(cell); tag == "td" || tag == "th" {
				m := r.s.mark(cell)
				if st := r.styleOf(tag, m); !gone(tag, m, &st) {
					own += max(min(m.colspan, r.limits.MaxSpan), 1)
				}
			}
		}
		free := len(e.reach) - own
		return own > 0 && max(asked-free, free-asked) < free
	}
	return false
}

// stray notes text that stands in a table but in no cell. The parser moves it
// in front of the table, so that there should be none.
func (r *reader) stray(n *html.Node) {
	if name(n) == "" {
		return
	}
	if text := r.plain(n); text != "" {
		r.note(doc.BrokenXML, "text in a table but in no cell: "+text)
	}
}

// readRow reads one row. One without cells is none, unless a cell from above
// reaches into it; nor is one without height and content, with which Word ends
// a table to set the widths of its columns.
func (r *reader) readRow(t *doc.Table, n *html.Node, group int, e *extent, at context) {
	m := r.s.mark(n)
	st := r.styleOf(n.Data, m)
	r.row, r.cell = e.row+1, 0
	if gone(n.Data, m, &st) {
		r.hide(n)
		return
	}
	if m.flat && e.row >= e.open && r.bare(n) {
		return
	}
	r.inherit(&at, m, &st)
	at.depth++
	row := doc.Row{Group: group, Head: n.Parent != nil && name(n.Parent) == "thead", Pos: r.pos()}
	column := 0
	for c := n.FirstChild; c != nil && r.err == nil; c = c.NextSibling {
		switch name(c) {
		case "td", "th":
			r.readCell(&row, c, e, &column, at)
		default:
			r.stray(c)
		}
	}
	r.cell = 0
	if len(row.Cells) == 0 && e.row >= e.open {
		return
	}
	e.row++
	if r.err == nil && r.areas+len(e.reach)*e.row > areaPerCell*r.limits.MaxCells {
		r.tooWide()
	}
	t.Rows = append(t.Rows, row)
}

// bare tells whether a row has nothing in its cells, not even an element.
func (r *reader) bare(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		for in := c.FirstChild; in != nil; in = in.NextSibling {
			if in.Type == html.ElementNode {
				return false
			}
		}
	}
	return true
}

func (r *reader) tooWide() {
	r.stop("--max-cells", "lay out table %d: more than %d grid positions", r.table, areaPerCell*r.limits.MaxCells)
}

// readCell reads td or th.
func (r *reader) readCell(row *doc.Row, n *html.Node, e *extent, column *int, at context) {
	m := r.s.mark(n)
	st := r.styleOf(n.Data, m)
	r.cell = len(row.Cells) + 1
	if gone(n.Data, m, &st) {
		r.hide(n)
		return
	}
	if r.cells++; r.cells > r.limits.MaxCells {
		r.stop("--max-cells", "more than %d table cells", r.limits.MaxCells)
		return
	}
	r.inherit(&at, m, &st)
	if at.depth++; at.depth > r.limits.MaxDepth {
		r.stop("--max-depth", "elements nest deeper than %d", r.limits.MaxDepth)
		return
	}
	c := doc.Cell{Span: r.span("colspan", m.colspan, 1), RowSpan: r.span("rowspan", m.rowspan, 0), Pos: r.pos()}
	if c.Span == 0 {
		c.Span = 1
	}
	r.place(e, column, &c)
	r.out, r.number, r.lists = nil, nil, nil
	here := r.row
	r.walk(n, at)
	r.endParagraph()
	c.Blocks, r.out = r.out, nil
	r.row, r.cell = here, len(row.Cells)+1
	row.Cells = append(row.Cells, c)
}

// span bounds a span: what is no number is 1, and what is larger than allowed
// is cut.
func (r *reader) span(what string, n, least int) int {
	switch {
	case n < least:
		return 1
	case n > r.limits.MaxSpan:
		r.note(doc.SpanLimited, what+" "+saturated(n))
		return r.limits.MaxSpan
	}
	return n
}

func saturated(n int) string {
	if n >= most {
		return fmt.Sprintf("%d or more", most)
	}
	return strconv.Itoa(n)
}

// place takes the cell's columns.
func (r *reader) place(e *extent, column *int, c *doc.Cell) {
	for *column < len(e.reach) && e.reach[*column] > e.row {
		*column++
	}
	end := *column + c.Span
	if r.areas+end*(e.row+1) > areaPerCell*r.limits.MaxCells {
		r.tooWide()
		return
	}
	for len(e.reach) < end {
		e.reach = append(e.reach, 0)
	}
	rows := c.RowSpan
	if rows == 0 {
		rows = most
	}
	for i := *column; i < end; i++ {
		e.reach[i] = max(e.reach[i], e.row+rows)
	}
	e.open = max(e.open, e.row+rows)
	*column = end
}

// unframe reads a table that is the page's frame: what its cells hold stands
// in the story, in reading order.
func (r *reader) unframe(n *html.Node, at context) {
	for c := n.FirstChild; c != nil && r.err == nil; c = c.NextSibling {
		tag := name(c)
		if tag == "" {
			continue
		}
		if tag != "thead" && tag != "tbody" && tag != "tfoot" && tag != "tr" && tag != "td" && tag != "th" {
			r.element(c, at)
			r.endParagraph()
			continue
		}
		m := r.s.mark(c)
		st := r.styleOf(tag, m)
		if gone(tag, m, &st) {
			r.hide(c)
			continue
		}
		inner := at
		if inner.depth++; inner.depth > r.limits.MaxDepth {
			r.stop("--max-depth", "elements nest deeper than %d", r.limits.MaxDepth)
			return
		}
		r.inherit(&inner, m, &st)
		if tag == "td" || tag == "th" {
			r.walk(c, inner)
			r.endParagraph()
			continue
		}
		r.unframe(c, inner)
	}
}
