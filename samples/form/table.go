package form

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/schema/template"
)

// Tag is what a cell of a report is on the form, wherever it is moved.
type Tag struct {
	Table *template.Table
	Role  template.Role
	// Group is true for a label over others.
	Group bool
	// Fact is the id of a figure, "" in other cells.
	Fact string
	// Block, Row and Column are indices of the block, its row leaf and its
	// column leaf; -1 where the cell stands for none or for several.
	Block, Row, Column int
	// Lost is true for a figure that can no longer be told, and for a label
	// that cannot be read, by what was done to its cell or to its row.
	Lost bool
}

// TagOf is the tag of a cell; ok is false for a cell that no form asked for.
func TagOf(c *paper.TableCell) (tag Tag, ok bool) {
	tag, ok = c.Tag.(Tag)
	return tag, ok
}

// widths are those of the blank form, in twentieths of a point.
func widths(t *template.Table, p template.Printed) []int {
	switch {
	case t.Layout == "list":
		return append([]int{5600, 1100}, slices.Repeat([]int{1800}, p.Columns-2)...)
	case p.Stub == 3 && p.Columns == 10:
		return append([]int{754, 921, 3271}, slices.Repeat([]int{685}, 7)...)
	}
	return slices.Repeat([]int{9740 / p.Columns}, p.Columns)
}

// Table is one table of the report, with the merges of the blank form.
func (r Report) Table(t *template.Table) *paper.Table {
	p := t.Print(r.Printed)
	// starts holds the index + 1 of the cell that begins at a position or that
	// continues there from above, at its first column.
	starts := make([]int, p.Rows*p.Columns)
	rowLeaf := make([]int, p.Rows)
	for i := range rowLeaf {
		rowLeaf[i] = -1
	}
	for i, c := range p.Cells {
		for row := c.Row; row < c.Row+c.RowSpan; row++ {
			starts[row*p.Columns+c.Column] = i + 1
		}
		if c.Role == template.Figure {
			rowLeaf[c.Row] = t.Facts[c.Fact].Row
		}
	}
	out := &paper.Table{Grid: widths(t, p)}
	for row := range p.Rows {
		var line paper.Row
		for column := range p.Columns {
			i := starts[row*p.Columns+column]
			if i == 0 {
				continue
			}
			c := p.Cells[i-1]
			tag := Tag{Table: t, Role: c.Role, Group: c.Group, Block: c.Block, Row: -1, Column: -1}
			cell := paper.TableCell{Span: c.ColumnSpan}
			switch {
			case c.RowSpan > 1 && row == c.Row:
				cell.Vertical = doc.MergeRestart
			case c.RowSpan > 1:
				cell.Vertical = doc.MergeContinue
			}
			switch c.Role {
			case template.Figure:
				f := t.Facts[c.Fact]
				tag.Fact, tag.Row, tag.Column = f.ID, f.Row, f.Column
				cell.SetText(r.written(f))
			case template.RowHead:
				if !c.Group || t.Layout == "list" {
					tag.Row = rowLeaf[row]
				}
				cell.SetText(c.Label)
			case template.ColumnHead:
				if !c.Group && c.Label != "单位" {
					tag.Column = min(c.Column-p.Stub, len(t.Blocks[c.Block].ColumnLeaves)-1)
				}
				cell.SetText(c.Label)
				narrow(&cell, t)
			default:
				cell.SetText(c.Label)
			}
			if cell.Vertical == doc.MergeContinue {
				cell.SetText("")
			}
			cell.Tag = tag
			line.Cells = append(line.Cells, cell)
		}
		out.Rows = append(out.Rows, line)
	}
	return out
}

// written is a figure as the report writes it.
func (r Report) written(f template.Fact) string {
	v := r.Figures[f.ID]
	if v == "" {
		return v
	}
	switch {
	case f.Kind == template.Signed && v[0] != '-' && v != "0":
		return "+" + v
	case f.Unit == template.UnitAsWritten:
		return v + r.Unit
	}
	return v
}

// narrow breaks the labels of narrow columns as the blank form does: two
// paragraphs in the applications table, a line break in the review table.
func narrow(c *paper.TableCell, t *template.Table) {
	label := []rune(c.Text())
	if c.Span > 1 || len(label) != 4 || t.Layout != "" {
		return
	}
	switch len(t.Blocks[0].ColumnLeaves) {
	case 7:
		c.SetText(string(label[:2]) + "\n" + string(label[2:]))
	case 15:
		c.Blocks[0].Paragraph = paper.Text(paper.Cell, strings.Join([]string{string(label[:2]), string(label[2:])}, "\n"))
	}
}
