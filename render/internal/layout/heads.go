package layout

import (
	"strings"

	"github.com/nianbao/nianbao/schema/template"
)

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
