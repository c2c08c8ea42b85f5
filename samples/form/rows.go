package form

import (
	"fmt"
	"slices"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/schema/template"
)

// dropRows takes one to four rows out. A label merged over several goes on in
// the next row, as word processors do it, or is left without its beginning.
func (m *mutation) dropRows() string {
	_, t, of := m.pick(several)
	if t == nil {
		return ""
	}
	rows := dataRows(t)
	start := m.IntN(len(rows))
	n := min(1+m.IntN(4), len(rows)-start)
	at := rows[start]
	// Rows of one run only: a block's head stays.
	for n > 1 && rows[start+n-1] != at+n-1 {
		n--
	}
	if m.IntN(4) > 0 {
		for range n {
			promote(t, at)
			t.Rows = slices.Delete(t.Rows, at, at+1)
		}
	} else {
		t.Rows = slices.Delete(t.Rows, at, at+n)
	}
	return fmt.Sprintf("%d from row %d of %s", n, at+1, of.ID)
}

// promote gives the labels that begin in a row to the row below.
func promote(t *paper.Table, row int) {
	if row+1 == len(t.Rows) {
		return
	}
	column := 0
	for i := range t.Rows[row].Cells {
		c := &t.Rows[row].Cells[i]
		if c.Vertical == doc.MergeRestart {
			if next := cellAt(&t.Rows[row+1], column); next != nil && next.Vertical == doc.MergeContinue {
				next.Vertical, next.Blocks, next.Tag = doc.MergeRestart, c.Blocks, c.Tag
			}
		}
		column += max(1, c.Span)
	}
}

// cellAt is the cell that begins at a grid column, nil if none does.
func cellAt(r *paper.Row, column int) *paper.TableCell {
	at := r.Before
	for i := range r.Cells {
		if at == column {
			return &r.Cells[i]
		}
		at += max(1, r.Cells[i].Span)
	}
	return nil
}

// blankLabels wipes the labels of one to five rows in a run, those of their
// groups perhaps with them.
func (m *mutation) blankLabels() string {
	_, t, of := m.pick(several)
	if t == nil {
		return ""
	}
	rows := dataRows(t)
	start, n, groups := m.IntN(len(rows)), 1+m.IntN(5), m.IntN(3) == 0
	done := 0
	for _, row := range rows[start:min(start+n, len(rows))] {
		r := &t.Rows[row]
		if !inOrder(t, rows) {
			return "" // a row that was moved is known by its label alone
		}
		for i := range r.Cells {
			tag, ok := TagOf(&r.Cells[i])
			if ok && tag.Role == template.RowHead && (tag.Row >= 0 || groups && r.Cells[i].Vertical == doc.MergeRestart) {
				r.Cells[i].SetText(m.blank())
				lose(&r.Cells[i])
				done++
			}
		}
	}
	return fmt.Sprintf("%d from row %d of %s", done, rows[start]+1, of.ID)
}

// swapRows exchanges two rows next to each other in one group.
func (m *mutation) swapRows() string {
	_, t, of := m.pick(func(t *paper.Table, of *template.Table) bool { return of.Layout == "" && several(t, of) })
	if t == nil {
		return ""
	}
	rows := dataRows(t)
	at := rows[m.IntN(len(rows))]
	if at+1 == len(t.Rows) || !swappable(&t.Rows[at]) || !swappable(&t.Rows[at+1]) || !sameGroup(&t.Rows[at], &t.Rows[at+1]) {
		return ""
	}
	t.Rows[at], t.Rows[at+1] = t.Rows[at+1], t.Rows[at]
	return fmt.Sprintf("%d and %d of %s", at+1, at+2, of.ID)
}

// inOrder tells whether rows stand in the form's order.
func inOrder(t *paper.Table, rows []int) bool {
	last := [2]int{-1, -1}
	for _, row := range rows {
		for _, i := range figures(&t.Rows[row]) {
			tag, ok := TagOf(&t.Rows[row].Cells[i])
			if !ok || tag.Row < 0 {
				continue
			}
			at := [2]int{tag.Block, tag.Row}
			if at[0] < last[0] || at[0] == last[0] && at[1] < last[1] {
				return false
			}
			last = at
		}
	}
	return true
}

// swappable is true for a row of figures with a legible label where no merge
// begins.
func swappable(r *paper.Row) bool {
	at := label(r)
	if at < 0 {
		return false
	}
	if tag, _ := TagOf(&r.Cells[at]); tag.Lost {
		return false
	}
	return len(figures(r)) > 0 &&
		!slices.ContainsFunc(r.Cells, func(c paper.TableCell) bool { return c.Vertical == doc.MergeRestart })
}

func sameGroup(a, b *paper.Row) bool {
	leaf := func(r *paper.Row) template.Leaf {
		tag, _ := TagOf(&r.Cells[figures(r)[0]])
		return tag.Table.Blocks[tag.Block].RowLeaves[tag.Row]
	}
	return slices.Equal(leaf(a).Groups, leaf(b).Groups)
}

// emptyRow puts a row without anything in it below another, often the last.
func (m *mutation) emptyRow() string {
	_, t, of := m.pick(always)
	if t == nil {
		return ""
	}
	at := len(t.Rows)
	if rows := dataRows(t); m.IntN(2) == 0 && len(rows) > 0 {
		at = rows[m.IntN(len(rows))] + 1
	}
	var row paper.Row
	for _, c := range t.Rows[at-1].Cells {
		blank := paper.CellOf(c.Span, "")
		// A merge that goes on below goes on through the new row.
		if at < len(t.Rows) && c.Vertical != doc.NoMerge {
			blank.Vertical = doc.MergeContinue
		}
		row.Cells = append(row.Cells, blank)
	}
	t.Rows = slices.Insert(t.Rows, at, row)
	return fmt.Sprintf("at %d of %s", at+1, of.ID)
}

// dissolve turns merged row labels into single cells, blank or repeated.
func (m *mutation) dissolve() string {
	repeat := m.IntN(2) == 0
	_, t, of := m.pick(func(t *paper.Table, of *template.Table) bool { return of.Layout == "" && several(t, of) })
	if t == nil {
		return ""
	}
	done := 0
	above := map[int]string{}
	for i := range t.Rows {
		column := 0
		for j := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[j]
			if tag, ok := TagOf(c); ok && tag.Role == template.RowHead && c.Vertical != doc.NoMerge {
				if c.Vertical == doc.MergeRestart {
					above[column] = c.Text()
				} else if repeat {
					c.SetText(above[column])
				}
				c.Vertical = doc.NoMerge
				done++
			}
			column += max(1, c.Span)
		}
	}
	if done == 0 {
		return ""
	}
	return fmt.Sprintf("of %s, labels repeated: %t", of.ID, repeat)
}
