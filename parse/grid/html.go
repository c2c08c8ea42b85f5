package grid

import (
	"fmt"

	"github.com/nianbao/nianbao/parse/doc"
)

// html lays out an HTML table by its table model: each cell goes to the first
// free column of its row and covers rowspan rows from there, to the end of its
// row group where rowspan is 0. No cell reaches beyond its row group. Where two
// cells claim a position, the first keeps it and the later one is cut; what
// follows the later one stands where it would if both had it.
func (l *layer) html() Grid {
	t, g := l.t, &l.g
	g.Rows = len(t.Rows)
	// reach holds, for each column, the first row that is free in it.
	reach := []int{}
	for i := range t.Rows {
		r := &t.Rows[i]
		group := i + 1
		for group < len(t.Rows) && t.Rows[group].Group == r.Group {
			group++
		}
		column := r.Before
		for j := range r.Cells {
			from := &r.Cells[j]
			for column < len(reach) && reach[column] > i {
				column++
			}
			span := max(from.Span, 1)
			for len(reach) < column+span {
				reach = append(reach, i)
			}
			free := 1
			for free < span && reach[column+free] <= i {
				free++
			}
			if free < span {
				l.note(doc.CellOverlap, from.Pos, fmt.Sprintf("colspan %d, %d columns free", span, free))
				span = free
			}
			rows := from.RowSpan
			if rows <= 0 || rows > group-i {
				rows = group - i
			}
			for k := range max(from.Span, 1) {
				reach[column+k] = max(reach[column+k], i+rows)
			}
			g.Cells = append(g.Cells, Cell{Row: i, Column: column, RowSpan: rows, ColumnSpan: span, From: from})
			column += max(from.Span, 1)
		}
	}
	g.Columns = max(len(reach), len(t.Columns))
	filled := l.fill()
	for i := range t.Rows {
		if g.Columns > 0 && filled.At(i, g.Columns-1) < 0 {
			l.note(doc.RowShort, t.Rows[i].Pos, "")
		}
	}
	filled.Notes = l.g.Notes
	return filled
}
