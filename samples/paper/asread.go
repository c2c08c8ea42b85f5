package paper

import (
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
)

// AsRead is the document as a reader should give it back, places in bytes
// apart: for tests that need a document by the thousand, without writing and
// reading a file each time. Markup written as it stands is left out.
func (d *Document) AsRead() doc.Document {
	r := reading{doc: d}
	out := doc.Document{Format: "docx", Properties: d.Properties}
	if out.Properties.Created == "" {
		out.Properties.Created = created
	}
	if out.Properties.Modified == "" {
		out.Properties.Modified = created
	}
	out.Blocks = r.blocks(d.Blocks)
	for _, a := range []struct {
		kind doc.AsideKind
		p    *Paragraph
	}{{doc.Header, d.Header}, {doc.Footer, d.Footer}} {
		if a.p != nil {
			out.Asides = append(out.Asides, doc.Aside{Kind: a.kind, Blocks: r.blocks([]Block{{Paragraph: a.p}})})
		}
	}
	for _, text := range r.footnotes {
		out.Asides = append(out.Asides, doc.Aside{Kind: doc.Footnote, Blocks: r.blocks([]Block{{Paragraph: Text(Cell, text)}})})
	}
	for _, text := range r.comments {
		out.Asides = append(out.Asides, doc.Aside{Kind: doc.Comment, Blocks: r.blocks([]Block{{Paragraph: Text(Cell, text)}})})
	}
	for _, g := range d.Gone {
		code, detail := doc.PartMissing, "word/"+g.Target
		if g.Kind == "vbaProject" {
			code, detail = doc.ActiveContent, "macros: "+detail
		}
		r.at = doc.Pos{}
		r.note(code, detail)
	}
	out.Notes = r.notes
	return out
}

type reading struct {
	doc    *Document
	notes  []doc.Note
	tables int
	at     doc.Pos
	// counters are those of the headings by level, then that of body text.
	counters            [4]int
	comments, footnotes []string
}

func (r *reading) note(code doc.NoteCode, detail string) {
	r.notes = append(r.notes, doc.Note{Code: code, Pos: r.at, Detail: detail})
}

func (r *reading) blocks(blocks []Block) []doc.Block {
	var out []doc.Block
	for _, b := range blocks {
		switch {
		case b.Paragraph != nil:
			out = append(out, doc.Block{Paragraph: r.paragraph(b.Paragraph)})
		case b.Table != nil:
			out = append(out, doc.Block{Table: r.table(b.Table)})
		}
	}
	return out
}

func (r *reading) paragraph(p *Paragraph) *doc.Paragraph {
	l := looks[p.Style]
	out := &doc.Paragraph{Text: p.Final(), Style: "Normal", Pos: r.at, List: p.Number != NoNumber}
	if r.doc.styled(p.Style) {
		out.Outline = l.outline
		out.Style = "Title"
		if l.outline > 0 {
			out.Style = "heading " + strconv.Itoa(l.outline)
		}
	}
	short := p.Style == Cell && len([]rune(out.Text)) <= 9
	out.Centered = p.Align == "center" || p.Align == "" && (p.Style == Title || short)
	if p.Number == Auto {
		out.Numbering = r.number(l.outline)
	}
	field := false
	for i := range p.Runs {
		run := &p.Runs[i]
		if run.Text != "" {
			r.traces(run)
			if run.Change != Deleted && !run.Hidden {
				out.Size = l.size
			}
		}
		if run.Picture != "" {
			out.Images++
		}
		if run.Comment != "" {
			r.comments = append(r.comments, run.Comment)
		}
		if run.Footnote != "" {
			r.footnotes = append(r.footnotes, run.Footnote)
		}
		field = field || run.Field != ""
	}
	if field && strings.Contains(out.Text, "错误!") {
		r.note(doc.FieldError, out.Text)
	}
	return out
}

// traces notes what editing left on a run.
func (r *reading) traces(run *Run) {
	switch {
	case run.Change == Deleted:
		r.note(doc.Deleted, run.Text)
	case run.Hidden:
		r.note(doc.Hidden, run.Text)
	default:
		if run.Change == Inserted {
			r.note(doc.Inserted, run.Text)
		}
		if run.Highlight {
			r.note(doc.Highlighted, run.Text)
		}
		if run.Raised {
			r.note(doc.Raised, run.Text)
		}
		if run.Struck {
			r.note(doc.Struck, run.Text)
		}
	}
}

// number counts on, and begins again below.
func (r *reading) number(outline int) string {
	if outline == 0 {
		r.counters[3]++
		return strconv.Itoa(r.counters[3]) + "."
	}
	r.counters[outline-1]++
	clear(r.counters[outline:3])
	n := r.counters[outline-1]
	switch outline {
	case 1:
		return chinese(n) + "、"
	case 2:
		return "（" + chinese(n) + "）"
	}
	return strconv.Itoa(n) + "."
}

// chinese counts below a hundred.
func chinese(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n%10]
	}
	return digits[n/10] + "十" + digits[n%10]
}

func (r *reading) table(t *Table) *doc.Table {
	outer := r.at
	r.tables++
	r.at = doc.Pos{Table: r.tables}
	table := r.tables
	out := &doc.Table{Pos: r.at}
	if !t.NoGrid {
		out.Columns = append([]int{}, t.Grid...)
	}
	out.Rows = make([]doc.Row, 0, len(t.Rows))
	for i := range t.Rows {
		row := &t.Rows[i]
		r.at = doc.Pos{Table: table, Row: len(out.Rows) + 1}
		if row.Change == Deleted {
			r.note(doc.RowDeleted, rowText(row))
			continue
		}
		written := doc.Row{Before: row.Before, After: row.After, Head: row.Head, Pos: r.at, Cells: make([]doc.Cell, 0, len(row.Cells))}
		column := row.Before
		for j := range row.Cells {
			c := &row.Cells[j]
			r.at = doc.Pos{Table: table, Row: written.Pos.Row, Cell: j + 1}
			span := max(1, c.Span)
			written.Cells = append(written.Cells, doc.Cell{
				Span: span, RowSpan: 1, Vertical: c.Vertical, Horizontal: c.Horizontal,
				Width: t.width(column, span), Blocks: r.blocks(c.filled()), Pos: r.at,
			})
			column += span
		}
		out.Rows = append(out.Rows, written)
	}
	if t.NoGrid {
		r.at = out.Pos
		r.note(doc.GridMissing, "")
	}
	r.at = outer
	return out
}

func rowText(row *Row) string {
	var s strings.Builder
	for i := range row.Cells {
		s.WriteString(row.Cells[i].Text())
	}
	return s.String()
}

// filled is the content of the cell, which ends with a paragraph
// (ISO/IEC 29500-1 §17.4.65).
func (c *TableCell) filled() []Block {
	if n := len(c.Blocks); n > 0 && c.Blocks[n-1].Paragraph != nil {
		return c.Blocks
	}
	return append(c.Blocks[:len(c.Blocks):len(c.Blocks)], Block{Paragraph: &Paragraph{Style: Cell}})
}
