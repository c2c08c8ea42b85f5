package grid

import (
	"fmt"

	"github.com/nianbao/nianbao/parse/doc"
)

// word lays out a WordprocessingML table.
//
//   - A row begins at its gridBefore-th grid column (§17.4.15); each cell takes
//     gridSpan columns from where the one before it ended (§17.4.17). Widths in
//     twips do not move a cell.
//   - A row that goes beyond tblGrid widens the grid (§17.4.17); one that ends
//     before the last column leaves holes.
//   - hMerge (§17.4.22): a continuation belongs to the cell to its left, if that
//     begins or continues such a merge. Otherwise it stands for itself.
//   - vMerge (§17.4.84): a continuation belongs to the merge right above it that
//     has the same first grid column and the same width. Otherwise it stands for
//     itself, and begins nothing.
//   - Text in a continuation is not shown; the note has it.
func (l *layer) word() Grid {
	t, g := l.t, &l.g
	if len(t.Rows) == 0 {
		return *g // nothing is laid out, whatever tblGrid says
	}
	g.Rows = len(t.Rows)
	count := 0
	for i := range t.Rows {
		count += len(t.Rows[i].Cells)
	}
	g.Cells = make([]Cell, 0, count)

	declared := len(t.Columns)
	// above holds, for each grid column, the merge that is open there: the index
	// in g.Cells + 1 and the last row it reached.
	type merge struct{ cell, row int }
	above := make([]merge, width(t)+1)
	widest, beyond := declared, false

	for i := range t.Rows {
		r := &t.Rows[i]
		column := r.Before
		for j := 0; j < len(r.Cells); {
			from := &r.Cells[j]
			span, parts := max(from.Span, 1), 1
			if from.Horizontal == doc.MergeContinue {
				l.note(doc.MergeOrphan, from.Pos, "hMerge")
			}
			if from.Horizontal == doc.MergeRestart {
				for j+parts < len(r.Cells) && r.Cells[j+parts].Horizontal == doc.MergeContinue {
					span += max(r.Cells[j+parts].Span, 1)
					parts++
				}
			}
			into := -1 // the cell whose merge this one continues
			if from.Vertical == doc.MergeContinue {
				if m := above[column]; m.cell > 0 && m.row == i-1 && g.Cells[m.cell-1].ColumnSpan == span && g.Cells[m.cell-1].Column == column {
					into = m.cell - 1
				} else {
					l.note(doc.MergeOrphan, from.Pos, "vMerge")
				}
			}
			if into >= 0 {
				c := &g.Cells[into]
				c.RowSpan = i - c.Row + 1
				above[column].row = i
				l.merged(c, from)
			} else {
				g.Cells = append(g.Cells, Cell{Row: i, Column: column, RowSpan: 1, ColumnSpan: span, From: from})
				into = len(g.Cells) - 1
				if from.Vertical == doc.MergeRestart {
					above[column] = merge{cell: len(g.Cells), row: i}
				} else {
					above[column] = merge{}
				}
			}
			for k := 1; k < parts; k++ {
				l.merged(&g.Cells[into], &r.Cells[j+k])
			}
			column += span
			j += parts
		}
		if end := column + r.After; end > declared && declared > 0 && !beyond {
			beyond = true
			l.note(doc.SpanBeyondGrid, r.Pos, fmt.Sprintf("the row has %d grid columns, tblGrid has %d", end, declared))
		}
		widest = max(widest, column+r.After)
	}
	g.Columns = widest
	for i := range t.Rows {
		r := &t.Rows[i]
		end := r.Before + r.After
		for j := range r.Cells {
			end += max(r.Cells[j].Span, 1)
		}
		if end < g.Columns {
			l.note(doc.RowShort, r.Pos, fmt.Sprintf("the row has %d grid columns of %d", end, g.Columns))
		}
	}
	return l.fill()
}

// merged puts a continuation into its merge and notes the text that it hides.
func (l *layer) merged(into *Cell, c *doc.Cell) {
	into.Merged = append(into.Merged, c)
	if text := Text(c); text != "" {
		l.note(doc.MergedText, c.Pos, text)
	}
}
