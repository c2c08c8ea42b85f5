package layout

import (
	"strings"
	"unicode"
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

// unitsAsWritten adds to a head the unit that the form leaves open and the
// report states.
func (v *view) unitsAsWritten(form *template.Table, p *template.Printed, t *Table) {
	for i := range p.Cells {
		c := &t.Cells[i]
		if c.Role != template.Figure || c.Fact < 0 || form.Facts[p.Cells[i].Fact].Unit != template.UnitAsWritten {
			continue
		}
		unit := v.report.Facts[c.Fact].Unit
		if unit == nil || *unit == "" {
			continue
		}
		for k := range t.Cells {
			h := &t.Cells[k]
			if h.Role == template.ColumnHead && h.Block == c.Block && !h.Group && h.Column == c.Column && !strings.HasSuffix(h.Text, "）") {
				h.Text += "（单位：" + *unit + "）"
			}
		}
	}
}

// setLevels finds the depth of a list's labels: they stand in the order of the
// form, and some may be left out.
func (t *Table) setLevels(form *template.Table) {
	next := 0
	var walk func(nodes []template.Node, level int)
	walk = func(nodes []template.Node, level int) {
		for i := range nodes {
			for k := next; k < len(t.Cells); k++ {
				if c := &t.Cells[k]; c.Role == template.RowHead && c.Text == nodes[i].Label {
					c.Level = level
					next = k + 1
					break
				}
			}
			walk(nodes[i].Rows, level+1)
		}
	}
	for i := range form.Blocks {
		walk(form.Blocks[i].Rows, 0)
	}
}

// setHeads finds the labels of every figure.
func (t *Table) setHeads() {
	list := t.Form != nil && t.Form.Layout == "list"
	var above []int // the labels that a list's row stands under
	figures := 0
	for i := range t.Cells {
		if t.Cells[i].Role == template.Figure || t.Cells[i].Role == template.UnitCell {
			figures++
		}
	}
	// Heads of one cell are few: the store holds them all without growing, in
	// most forms.
	store := make([]int, 0, figures*(2+t.Stub+t.Head))
	columns := make([][]int, t.Columns)
	rows := make([][]int, t.Rows)
	for i := range t.Cells {
		c := &t.Cells[i]
		switch c.Role {
		case template.BlockTitle:
			for k := range columns {
				columns[k] = append(columns[k][:0], i)
			}
		case template.ColumnHead:
			for k := c.Column; k < c.Column+c.ColumnSpan; k++ {
				columns[k] = append(columns[k], i)
			}
		case template.Corner:
			// A new block's head takes the place of the one above it.
			for k := c.Column + c.ColumnSpan; k < t.Columns; k++ {
				for len(columns[k]) > 0 && t.Cells[columns[k][len(columns[k])-1]].Block != c.Block {
					columns[k] = columns[k][:len(columns[k])-1]
				}
			}
		case template.RowHead:
			if list {
				for len(above) > 0 && t.Cells[above[len(above)-1]].Level >= c.Level {
					above = above[:len(above)-1]
				}
				above = append(above, i)
				rows[c.Row] = append(rows[c.Row], above...)
				continue
			}
			for k := c.Row; k < c.Row+c.RowSpan; k++ {
				rows[k] = append(rows[k], i)
			}
		case template.Figure, template.UnitCell:
			start := len(store)
			for k := c.Column; k < c.Column+c.ColumnSpan; k++ {
				for _, h := range columns[k] {
					if k == c.Column || t.Cells[h].Column == k {
						store = append(store, h)
					}
				}
			}
			store = append(store, rows[c.Row]...)
			c.Heads = store[start:len(store):len(store)]
		}
	}
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
