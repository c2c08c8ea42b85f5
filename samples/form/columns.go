package form

import (
	"fmt"
	"slices"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/schema/template"
)

// columns finds the grid column of each column leaf of a matrix, by its label.
func columns(t *paper.Table) map[int]int {
	out := map[int]int{}
	for i := range t.Rows {
		column := t.Rows[i].Before
		for j := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[j]
			if tag, ok := TagOf(c); ok && tag.Role == template.ColumnHead && tag.Column >= 0 {
				out[tag.Column] = column
			}
			column += max(1, c.Span)
		}
	}
	return out
}

// regular is true for a matrix all of whose rows fill the grid.
func regular(t *paper.Table, of *template.Table) bool {
	if !matrix(t, of) {
		return false
	}
	for i := range t.Rows {
		if t.Rows[i].Width() != len(t.Grid) {
			return false
		}
		for _, c := range t.Rows[i].Cells {
			if c.Horizontal != doc.NoMerge {
				return false
			}
		}
	}
	return len(columns(t)) > 0
}

// dropColumn takes a column out, its label with it. Of a table in pieces some
// would have no head to tell which.
func (m *mutation) dropColumn() string {
	_, t, of := m.pick(func(t *paper.Table, of *template.Table) bool { return regular(t, of) && m.pieces(of) == 1 })
	if t == nil {
		return ""
	}
	at := columns(t)
	leaf := m.IntN(len(of.Blocks[0].ColumnLeaves))
	grid, ok := at[leaf]
	if !ok {
		return ""
	}
	for i := range t.Rows {
		r := &t.Rows[i]
		column := 0
		for j := range r.Cells {
			span := max(1, r.Cells[j].Span)
			if column <= grid && grid < column+span {
				if span == 1 {
					r.Cells = slices.Delete(r.Cells, j, j+1)
				} else {
					r.Cells[j].Span = span - 1
				}
				break
			}
			column += span
		}
	}
	t.Grid = slices.Delete(t.Grid, grid, grid+1)
	return fmt.Sprintf("%s of %s", of.Blocks[0].ColumnLeaves[leaf].ID, of.ID)
}

// pieces counts the tables that are pieces of a form table.
func (m *mutation) pieces(of *template.Table) int {
	n := 0
	for _, b := range m.doc.Blocks {
		if b.Table != nil && tableOf(b.Table) == of {
			n++
		}
	}
	return n
}

// blankHead wipes the label of a column.
func (m *mutation) blankHead() string {
	_, t, of := m.pick(matrix)
	if t == nil {
		return ""
	}
	leaf := m.IntN(len(of.Blocks[0].ColumnLeaves))
	done := false
	for i := range t.Rows {
		for j := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[j]
			if tag, ok := TagOf(c); ok && tag.Role == template.ColumnHead && tag.Column == leaf {
				c.SetText("")
				lose(c)
				done = true
			}
		}
	}
	if !done {
		return ""
	}
	return fmt.Sprintf("%s of %s", of.Blocks[0].ColumnLeaves[leaf].ID, of.ID)
}

// emptyColumn adds a column at the right edge with nothing in it.
func (m *mutation) emptyColumn() string {
	_, t, of := m.pick(func(t *paper.Table, of *template.Table) bool { return of.Layout == "" })
	if t == nil {
		return ""
	}
	for i := range t.Rows {
		t.Rows[i].Cells = append(t.Rows[i].Cells, paper.CellOf(1, ""))
	}
	t.Grid = append(t.Grid, 300)
	return "to " + of.ID
}

// hMerge writes every span as the older mark for merged cells.
func (m *mutation) hMerge() string {
	_, t, of := m.pick(func(t *paper.Table, of *template.Table) bool { return of.Layout == "" })
	if t == nil {
		return ""
	}
	for i := range t.Rows {
		var cells []paper.TableCell
		for _, c := range t.Rows[i].Cells {
			span := max(1, c.Span)
			c.Span = 1
			if span == 1 {
				cells = append(cells, c)
				continue
			}
			c.Horizontal = doc.MergeRestart
			cells = append(cells, c)
			for range span - 1 {
				rest := paper.CellOf(1, "")
				rest.Horizontal, rest.Vertical = doc.MergeContinue, c.Vertical
				cells = append(cells, rest)
			}
		}
		t.Rows[i].Cells = cells
	}
	return "in " + of.ID
}
