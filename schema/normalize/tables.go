package normalize

import (
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/grid"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
)

// laid is every table of a document, laid out.
type laid struct {
	tables []schema.Table
	grids  []grid.Grid
	index  map[*doc.Table]int
	// margin is true for a table in a header, footer or note, or nested in one.
	margin []bool
	// written finds a grid cell by the row and cell that a written one stands
	// in; a table's is made when it is first asked for.
	written []map[[2]int]int
}

// layTables lays every table out, in document order.
func layTables(d *doc.Document) laid {
	l := laid{tables: []schema.Table{}, index: map[*doc.Table]int{}}
	for place := range d.Tables() {
		g := grid.Lay(place.Table)
		n := len(l.tables)
		l.index[place.Table] = n
		t := schema.Table{Index: n, Rows: g.Rows, Columns: g.Columns, Cells: make([]schema.Cell, len(g.Cells))}
		for i := range g.Cells {
			c := &g.Cells[i]
			t.Cells[i] = schema.Cell{Row: c.Row, Column: c.Column, RowSpan: c.RowSpan, ColumnSpan: c.ColumnSpan, Text: c.Text(), Numbering: c.Numbering()}
		}
		margin := place.Within != "" && place.Within != "textbox"
		if outer, ok := l.index[place.Outer]; ok {
			margin = margin || l.margin[outer]
			t.Within.Cell = l.placeOf(outer, place.Cell.Pos)
		} else {
			t.Within.Story = place.Within
		}
		l.tables, l.grids, l.margin, l.written = append(l.tables, t), append(l.grids, g), append(l.margin, margin), append(l.written, nil)
	}
	return l
}

// mergeNotes tells of merges that could not stand as they were written: those
// of a table without a first cell together, as one break in it makes many.
func (l laid) mergeNotes() []schema.Finding {
	var out []schema.Finding
	for n := range l.grids {
		var orphans []schema.Place
		for _, note := range l.grids[n].Notes {
			at := l.placeOf(n, note.Pos)
			switch {
			case note.Code == doc.MergeOrphan && at != nil:
				if len(orphans) == 0 || orphans[len(orphans)-1].Row != at.Row {
					orphans = append(orphans, *at)
				}
			case note.Code == doc.MergedText && strings.TrimSpace(strings.Map(dropBlank, note.Detail)) != "":
				f := message.Find("merge-repaired/text", message.Args{"number": message.Int(n + 1), "row": message.Int(note.Pos.Row), "text": message.Quote(note.Detail, 40)})
				f.At = at
				out = append(out, f)
			}
		}
		if len(orphans) > 0 {
			f := message.Find("merge-repaired", message.Args{"where": rowsText(orphans)})
			f.At = &orphans[0]
			out = append(out, f)
		}
	}
	return out
}

func dropBlank(r rune) rune {
	if r == '\u00a0' || r == '\u3000' {
		return -1
	}
	return r
}

// obstacle is why the characters of a cell do not tell its figure: raised digits
// beside others, digits with a line through them, or something that is no text.
type obstacle struct {
	key   string       // of the message
	shown message.Text // what is no text
}

// The messages of obstacles.
const (
	raisedDigits = "value-not-a-number/raised"
	struckDigits = "value-not-a-number/struck"
	drawnFigure  = "value-not-a-number/drawn"
)

// obstacles lists the cells that have one.
func (l laid) obstacles(notes []doc.Note) map[schema.Place]obstacle {
	out := map[schema.Place]obstacle{}
	for n := range l.grids {
		for i := range l.grids[n].Cells {
			if shown, ok := drawn(l.grids[n].Cells[i].From, clean(l.tables[n].Cells[i].Text) == ""); ok {
				out[schema.Place{Table: n, Row: l.tables[n].Cells[i].Row, Column: l.tables[n].Cells[i].Column}] = obstacle{drawnFigure, shown}
			}
		}
	}
	for _, n := range notes {
		table := n.Pos.Table - 1
		if n.Code != doc.Raised && n.Code != doc.Struck || table < 0 || table >= len(l.grids) || !strings.ContainsAny(n.Detail, "0123456789０１２３４５６７８９") {
			continue
		}
		at := l.placeOf(table, n.Pos)
		if at == nil {
			continue
		}
		i := l.grids[table].At(at.Row, at.Column)
		switch {
		case i < 0:
		case n.Code == doc.Struck:
			out[*at] = obstacle{key: struckDigits}
		case squeeze(l.tables[table].Cells[i].Text) != squeeze(n.Detail): // else all of it is raised
			out[*at] = obstacle{key: raisedDigits}
		}
	}
	return out
}

// drawn tells what a cell shows that is no text: equations, which may be part of
// a figure, and in a cell without text what may be one, boxes and pictures.
func drawn(c *doc.Cell, blank bool) (shown message.Text, ok bool) {
	for _, b := range c.Blocks {
		p := b.Paragraph
		if p == nil {
			continue
		}
		for _, e := range p.Equations {
			return quoted("公式", "an equation", e), true
		}
		if !blank {
			continue
		}
		for _, box := range p.Boxes {
			for _, inner := range box {
				if inner.Paragraph != nil && clean(inner.Paragraph.Text) != "" {
					return quoted("文本框", "a text box", inner.Paragraph.Text), true
				}
			}
		}
		if p.Images > 0 {
			return message.Text{Zh: "图片", En: "a picture"}, true
		}
	}
	return shown, false
}

func quoted(zh, en, text string) message.Text {
	q := message.Quote(text, 30)
	return message.Text{Zh: zh + "“" + q.Zh + "”", En: en + " “" + q.En + "”"}
}

// placeOf is the grid cell that a written one shows in or was merged into.
func (l laid) placeOf(table int, pos doc.Pos) *schema.Place {
	g := &l.grids[table]
	if l.written[table] == nil {
		found := make(map[[2]int]int, len(g.Cells))
		for i := range g.Cells {
			c := &g.Cells[i]
			found[[2]int{c.From.Pos.Row, c.From.Pos.Cell}] = i
			for _, m := range c.Merged {
				found[[2]int{m.Pos.Row, m.Pos.Cell}] = i
			}
		}
		l.written[table] = found
	}
	i, ok := l.written[table][[2]int{pos.Row, pos.Cell}]
	if !ok {
		return nil
	}
	return &schema.Place{Table: table, Row: g.Cells[i].Row, Column: g.Cells[i].Column}
}
