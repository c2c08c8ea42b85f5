package match

import (
	"slices"

	"github.com/nianbao/nianbao/schema"
)

// column is one value column of a table as it is drawn.
type column struct {
	start, end int // grid columns, end excluded
	leaf       int // column leaf of the block, -1 where it is not known
	by         schema.By
	label      string // as printed
	core       string
	blank      bool // nothing is printed over it
	empty      bool // and nothing is written in it
	hits       []hit
	several    bool // its head stands over several columns with figures
	after      int  // neighbours, of a column known by position
	before     int
}

// heads reads the columns that a run of head lines draws. stub is the grid
// column at which the row labels end.
//
// A column is as wide as the lowest cell over it; its label is the lowest text
// over most of it, so that neither a lost merge nor a missing continuation nor
// an edge that is cut unevenly hides it.
func heads(lines []line, x *tableIndex, stub int) []column {
	width := 0
	for _, l := range lines {
		width = max(width, l.columns)
	}
	var out []column
	for c := 0; c < width; {
		next, found := c+1, false
		col := column{start: c, end: c + 1, leaf: -1, blank: true, after: -1, before: -1}
		for i := len(lines) - 1; i >= 0; i-- {
			p := over(lines[i], col)
			if p == nil {
				continue
			}
			if !found {
				found, next, col.end = true, p.end, p.end
			}
			if p.blank || p.core == "" && !p.figure {
				continue // nothing, or a mark that is no label
			}
			hits := x.columns.find(p.text, p.core)
			if col.blank {
				col.blank, col.label, col.core, col.hits = false, p.text, p.core, hits
				continue
			}
			if narrowed := within(col.hits, hits, x); len(narrowed) > 0 {
				col.hits = narrowed
			}
		}
		if found && (hasLeaf(col.hits) || col.start+col.end > 2*stub) && !x.corners[col.core] {
			if !hasLeaf(col.hits) && len(col.hits) > 0 {
				col.blank = true // only a group's label is left of it
			}
			out = append(out, col)
		}
		c = next
	}
	return out
}

// over is the cell of a line that covers most of a column.
func over(l line, c column) *piece {
	var best *piece
	for i := range l.pieces {
		if p := &l.pieces[i]; overlap(*p, c) > 0 && (best == nil || overlap(*p, c) > overlap(*best, c)) {
			best = p
		}
	}
	return best
}

// within keeps the hits that lie in a group found above them.
func within(hits, groups []hit, x *tableIndex) []hit {
	var out []hit
	for _, h := range hits {
		leaves := x.table.Blocks[h.block].ColumnLeaves
		for _, g := range groups {
			if g.group != nil && g.block == h.block && slices.Contains(leaves[h.leaf].Groups, g.group) {
				out = append(out, h)
				break
			}
		}
	}
	return out
}

func hasLeaf(hits []hit) bool {
	for _, h := range hits {
		if h.group == nil {
			return true
		}
	}
	return false
}
