package form

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/schema/template"
)

// blank is one of the ways to write nothing.
func (m *mutation) blank() string {
	return []string{"", "", "\u00a0", "\u3000", "  "}[m.IntN(5)]
}

// figure picks a cell with a figure in it that is not lost yet.
func (m *mutation) figure(fits func(*paper.Table, *template.Table) bool) (t *paper.Table, row, cell int, of *template.Table) {
	_, t, of = m.pick(fits)
	if t == nil {
		return nil, 0, 0, nil
	}
	rows := dataRows(t)
	if len(rows) == 0 {
		return nil, 0, 0, nil
	}
	row = rows[m.IntN(len(rows))]
	cells := figures(&t.Rows[row])
	return t, row, cells[m.IntN(len(cells))], of
}

// blankCells wipes one to six figures of a table.
func (m *mutation) blankCells() string {
	t, row, cell, of := m.figure(always)
	if t == nil {
		return ""
	}
	n := 1 + m.IntN(6)
	for range n {
		c := &t.Rows[row].Cells[cell]
		text := m.blank()
		if m.IntN(3) == 0 {
			text = []string{"/", "-", "—", "无"}[m.IntN(4)]
		}
		c.SetText(text)
		lose(c)
		rows := dataRows(t)
		row = rows[m.IntN(len(rows))]
		cells := figures(&t.Rows[row])
		cell = cells[m.IntN(len(cells))]
	}
	return fmt.Sprintf("%d of %s", n, of.ID)
}

// makeUnreadable writes what is no count into a cell.
func (m *mutation) makeUnreadable() string {
	t, row, cell, of := m.figure(always)
	if t == nil {
		return ""
	}
	c := &t.Rows[row].Cells[cell]
	tag, _ := TagOf(c)
	if of.Facts[of.Index(tag.Fact)].Kind != template.Count {
		return ""
	}
	c.SetText([]string{"十几", "不详", "1.5", "-3", "--12", "#REF!", "?"}[m.IntN(7)])
	lose(c)
	return fmt.Sprintf("%s: %s", tag.Fact, c.Text())
}

// writeOtherwise writes figures of a row as people also write them.
func (m *mutation) writeOtherwise() string {
	t, row, _, of := m.figure(always)
	if t == nil {
		return ""
	}
	way := m.IntN(5)
	for _, i := range figures(&t.Rows[row]) {
		c := &t.Rows[row].Cells[i]
		tag, _ := TagOf(c)
		f := of.Facts[of.Index(tag.Fact)]
		if text := c.Text(); f.Kind == template.Count && !tag.Lost && text != "" {
			c.SetText(otherwise(text, f.Unit, way))
		}
	}
	return fmt.Sprintf("row %d of %s, way %d", row+1, of.ID, way)
}

func otherwise(text, unit string, way int) string {
	if strings.Trim(text, "0123456789") != "" {
		return text
	}
	switch way {
	case 0: // full width
		return strings.Map(func(c rune) rune { return c - '0' + '０' }, text)
	case 1:
		return "\u00a0" + text + " "
	case 2:
		return text + unit
	case 3: // thousands
		for i := len(text) - 3; i > 0; i -= 3 {
			text = text[:i] + "," + text[i:]
		}
		return text
	}
	return "\u3000" + text
}

// misfit picks a figure in a row whose figures all still stand in their places.
// Two shifts of one row could undo each other, and nobody would see them.
func (m *mutation) misfit() (r *paper.Row, row, cell int, of *template.Table) {
	t, row, cell, of := m.figure(matrix)
	if t == nil {
		return nil, 0, 0, nil
	}
	r = &t.Rows[row]
	for _, i := range figures(r) {
		if tag, _ := TagOf(&r.Cells[i]); tag.Lost {
			return nil, 0, 0, nil
		}
	}
	return r, row, cell, of
}

// loseCell takes a cell with a figure out of a row: the others slide left, and
// nobody can say by how much.
func (m *mutation) loseCell() string {
	r, row, cell, of := m.misfit()
	if r == nil {
		return ""
	}
	for _, i := range figures(r) {
		lose(&r.Cells[i])
	}
	r.Cells = slices.Delete(r.Cells, cell, cell+1)
	return fmt.Sprintf("%d in row %d of %s", cell+1, row+1, of.ID)
}

// addCell puts an empty cell before a figure: the others slide right.
func (m *mutation) addCell() string {
	r, row, cell, of := m.misfit()
	if r == nil {
		return ""
	}
	for _, i := range figures(r) {
		lose(&r.Cells[i])
	}
	r.Cells = slices.Insert(r.Cells, cell, paper.CellOf(1, ""))
	return fmt.Sprintf("%d in row %d of %s", cell+1, row+1, of.ID)
}

// mergeFigures makes one cell of two, with both figures in it.
func (m *mutation) mergeFigures() string {
	r, row, cell, of := m.misfit()
	if r == nil {
		return ""
	}
	all := figures(r)
	if cell == all[len(all)-1] || r.Cells[cell].Horizontal != 0 || r.Cells[cell+1].Tag == nil {
		return ""
	}
	a, b := &r.Cells[cell], &r.Cells[cell+1]
	a.SetText(a.Text() + "\n" + b.Text())
	a.Span = max(1, a.Span) + max(1, b.Span)
	lose(a)
	r.Cells = slices.Delete(r.Cells, cell+1, cell+2)
	return fmt.Sprintf("%d and %d in row %d of %s", cell+1, cell+2, row+1, of.ID)
}
