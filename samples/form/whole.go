package form

import (
	"fmt"
	"slices"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/schema/template"
)

// split cuts a table in two, stacked blocks only between blocks. The second
// piece begins with the head again, or without it; a label that was cut stands
// again, or is blank. A head with a column missing is not torn from its rows.
func (m *mutation) split() string {
	at, t, of := m.pick(func(t *paper.Table, of *template.Table) bool {
		return several(t, of) && (!matrix(t, of) || len(columns(t)) == len(of.Blocks[0].ColumnLeaves))
	})
	if t == nil {
		return ""
	}
	rows := dataRows(t)
	cut := rows[1+m.IntN(len(rows)-1)]
	if len(of.Blocks) > 1 {
		for cut > 0 && !isTitle(&t.Rows[cut]) {
			cut--
		}
	}
	if cut <= rows[0] {
		return ""
	}
	again, heads := m.IntN(2) == 0, m.IntN(2) == 0 && len(of.Blocks) == 1
	second := &paper.Table{Grid: slices.Clone(t.Grid)}
	for _, r := range t.Rows[cut:] {
		second.Rows = append(second.Rows, r.Clone())
	}
	above := map[int]string{}
	for i := range cut {
		column := 0
		for j := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[j]
			if c.Vertical == doc.MergeRestart {
				above[column] = c.Text()
			}
			column += max(1, c.Span)
		}
	}
	column := 0
	for j := range second.Rows[0].Cells {
		c := &second.Rows[0].Cells[j]
		if c.Vertical == doc.MergeContinue {
			c.Vertical = doc.MergeRestart
			if again {
				c.SetText(above[column])
			}
		}
		column += max(1, c.Span)
	}
	if heads {
		var head []paper.Row
		for i := range rows[0] {
			head = append(head, t.Rows[i].Clone())
		}
		second.Rows = append(head, second.Rows...)
	}
	t.Rows = t.Rows[:cut]
	between := paper.Text(paper.Body, []string{"", "续表"}[m.IntN(2)])
	m.doc.Blocks = slices.Insert(m.doc.Blocks, at+1, paper.Block{Paragraph: between}, paper.Block{Table: second})
	return fmt.Sprintf("%s before row %d, head again: %t, labels again: %t", of.ID, cut+1, heads, again)
}

func isTitle(r *paper.Row) bool {
	tag, ok := TagOf(&r.Cells[0])
	return ok && tag.Role == template.BlockTitle
}

// swapTables exchanges two tables of the form.
func (m *mutation) swapTables() string {
	a, ta, ofA := m.pick(always)
	b, tb, ofB := m.pick(always)
	if ta == nil || ofA == ofB {
		return ""
	}
	m.doc.Blocks[a].Table, m.doc.Blocks[b].Table = tb, ta
	return ofA.ID + " and " + ofB.ID
}

// dropTable takes a table out.
func (m *mutation) dropTable() string {
	at, t, of := m.pick(always)
	if t == nil || m.IntN(4) > 0 {
		return ""
	}
	m.doc.Blocks = slices.Delete(m.doc.Blocks, at, at+1)
	return of.ID
}

// wrap puts a table into the one cell of another.
func (m *mutation) wrap() string {
	at, t, of := m.pick(always)
	if t == nil {
		return ""
	}
	m.doc.Blocks[at].Table = &paper.Table{Grid: []int{9900}, Rows: []paper.Row{{Cells: []paper.TableCell{{Blocks: []paper.Block{{Table: t}}}}}}}
	return of.ID
}
