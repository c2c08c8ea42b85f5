package layout

import (
	"strings"
	"unicode"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// unframed prints a table that only gives others their place: its text as
// paragraphs, each nested table after the text of its cell.
func (v *view) unframed(out []Piece, t *schema.Table) []Piece {
	for c := range t.Cells {
		cell := &t.Cells[c]
		for n, line := range strings.Split(cell.Text, "\n") {
			p := Piece{Kind: Paragraph, Text: strings.TrimSpace(line)}
			if n == 0 {
				p.Numbering = strings.TrimSpace(cell.Numbering)
			}
			if p.Text != "" || p.Numbering != "" {
				out = append(out, p)
			}
		}
		for _, k := range v.inside[t.Index] {
			at := v.report.Tables[k].Within.Cell
			if at.Row >= cell.Row && at.Row < cell.Row+cell.RowSpan && at.Column >= cell.Column && at.Column < cell.Column+cell.ColumnSpan {
				out = v.table(out, k)
			}
		}
	}
	for _, k := range v.inside[t.Index] {
		out = v.table(out, k)
	}
	return out
}

// written is a table as it was written; nil where it says nothing. Positions
// that no cell covers become empty cells. The facts of its cells are marked
// where form is its own index.
func (v *view) written(i, form int) *Table {
	src := &v.report.Tables[i]
	t := &Table{Index: i, Rows: src.Rows, Columns: src.Columns, Cells: make([]Cell, 0, len(src.Cells))}
	for c := range src.Cells {
		t.Rows = max(t.Rows, src.Cells[c].Row+src.Cells[c].RowSpan)
		t.Columns = max(t.Columns, src.Cells[c].Column+src.Cells[c].ColumnSpan)
	}
	said := false
	covered := make([]bool, t.Rows*t.Columns)
	for c := range src.Cells {
		cell := &src.Cells[c]
		text := strings.TrimSpace(cell.Text)
		said = said || text != "" || cell.Numbering != ""
		t.Cells = append(t.Cells, Cell{Row: cell.Row, Column: cell.Column, RowSpan: cell.RowSpan, ColumnSpan: cell.ColumnSpan,
			Role: template.Figure, Text: text, Numbering: cell.Numbering, Fact: -1})
		for r := cell.Row; r < cell.Row+cell.RowSpan; r++ {
			for k := cell.Column; k < cell.Column+cell.ColumnSpan; k++ {
				covered[r*t.Columns+k] = true
			}
		}
	}
	if !said && form < 0 || len(t.Cells) == 0 {
		return nil
	}
	t.Cells = fill(t.Cells, covered, t.Columns)
	if form >= 0 {
		v.ownFacts(t)
	} else {
		t.guessHeads()
	}
	t.Widths = textWidths(t)
	return t
}

// fill puts empty cells where no cell is, and keeps the reading order.
func fill(cells []Cell, covered []bool, columns int) []Cell {
	out := make([]Cell, 0, len(cells))
	next := 0
	for at := 0; at < len(covered); at++ {
		for next < len(cells) && cells[next].Row*columns+cells[next].Column <= at {
			out = append(out, cells[next])
			next++
		}
		if !covered[at] {
			out = append(out, Cell{Row: at / columns, Column: at % columns, RowSpan: 1, ColumnSpan: 1, Role: template.Empty, Fact: -1})
		}
	}
	return append(out, cells[next:]...)
}

// ownFacts marks the cells that are facts.
func (v *view) ownFacts(t *Table) {
	at := make(map[schema.Place]int)
	for i := range v.report.Facts {
		if p := v.report.Facts[i].At; p != nil && p.Table == t.Index {
			at[*p] = i
		}
	}
	for i := range t.Cells {
		c := &t.Cells[i]
		if k, ok := at[schema.Place{Table: t.Index, Row: c.Row, Column: c.Column}]; ok && c.Role == template.Figure {
			c.Fact = k
		}
	}
}

// guessHeads takes the first row of a table of another kind for its head where
// each of its cells has words and none a figure, and more rows follow.
func (t *Table) guessHeads() {
	height := 0
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Row > 0 {
			break
		}
		if height == 0 {
			height = c.RowSpan
		}
		if c.RowSpan != height || c.Role == template.Empty || !hasWords(c.Text) || c.ColumnSpan == t.Columns && t.Columns > 1 {
			return
		}
	}
	if height == 0 || height >= t.Rows {
		return
	}
	t.Head = height
	columns := make([]int, t.Columns)
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Row == 0 {
			c.Role = template.ColumnHead
			for k := c.Column; k < c.Column+c.ColumnSpan; k++ {
				columns[k] = i
			}
		}
	}
}

// hasWords tells whether a text has a letter and no figure alone.
func hasWords(s string) bool {
	return strings.ContainsFunc(s, unicode.IsLetter)
}

// below prints what stood in the rows under a form's last figure and is no
// label of it: notes, signatures.
func (v *view) below(out []Piece, form *template.Table) []Piece {
	var labels map[string]bool
	for i := range v.report.Tables {
		if v.formOf(i) != form {
			continue
		}
		last := -1
		for k := range v.report.Facts {
			if p := v.report.Facts[k].At; p != nil && p.Table == i {
				last = max(last, p.Row)
			}
		}
		if last < 0 {
			continue
		}
		t := &v.report.Tables[i]
		for c := 0; c < len(t.Cells); {
			row := t.Cells[c].Row
			if row <= last {
				c++
				continue
			}
			var words []string
			ours := true
			for ; c < len(t.Cells) && t.Cells[c].Row == row; c++ {
				text := strings.TrimSpace(t.Cells[c].Numbering + t.Cells[c].Text)
				if text == "" {
					continue
				}
				if labels == nil {
					labels = labelsOf(form)
				}
				if !hasWords(text) || labels[solid(text)] {
					ours = false
				}
				words = append(words, text)
			}
			if ours && words != nil {
				out = append(out, Piece{Kind: TableRemark, Text: strings.Join(words, "　")})
			}
		}
	}
	return out
}

func labelsOf(form *template.Table) map[string]bool {
	labels := map[string]bool{}
	var add func(nodes []template.Node)
	add = func(nodes []template.Node) {
		for i := range nodes {
			labels[solid(nodes[i].Label)] = true
			for _, variant := range nodes[i].Variants {
				labels[solid(variant)] = true
			}
			add(nodes[i].Rows)
			add(nodes[i].Columns)
		}
	}
	for i := range form.Blocks {
		labels[solid(form.Blocks[i].Title)] = true
		labels[solid(form.Blocks[i].Corner)] = true
		add(form.Blocks[i].Rows)
		add(form.Blocks[i].Columns)
	}
	return labels
}
