package match

import (
	"github.com/nianbao/nianbao/schema"
)

// placeColumns finds the form's column of each drawn column: by labels, all
// together and in order. Where exactly as many columns are drawn as the block
// has, those without a label are known by position; else only between two
// known ones, when every column between them is there.
func placeColumns(cols []column, x *tableIndex, block int) []column {
	leaves := len(x.table.Blocks[block].ColumnLeaves)
	drawn := make([]int, 0, len(cols))
	for i, c := range cols {
		if !c.empty || len(cols) <= leaves {
			drawn = append(drawn, i)
		}
	}
	all := append([]column(nil), cols...)
	cols = make([]column, len(drawn))
	for i, d := range drawn {
		cols[i] = all[d]
	}
	items := make([][]hit, len(cols))
	unknown := false
	for i, c := range cols {
		for _, h := range c.hits {
			if h.block == block {
				items[i] = append(items[i], h)
			}
		}
		unknown = unknown || !hasLeaf(items[i]) && !c.blank
	}
	if twice(items) {
		items = make([][]hit, len(cols))
	}
	slot := func(h hit) int { return h.leaf }
	slots, by := align(items, leaves, slot)
	strays(items, slots, by, slot)
	out := append([]column(nil), cols...)
	known := 0
	for i := range out {
		out[i].leaf, out[i].by = slots[i], by[i]
		if slots[i] >= 0 {
			known++
		}
	}
	whole := len(cols) == leaves && !unknown
	for _, g := range gaps(slots, leaves, whole, whole) {
		if g.before-g.after-1 != g.to-g.from {
			continue
		}
		open := true
		for i := g.from; i < g.to; i++ {
			open = open && cols[i].blank
		}
		for _, s := range slots {
			open = open && !(s > g.after && s < g.before)
		}
		if !open || known == 0 && !whole {
			continue
		}
		for i := g.from; i < g.to; i++ {
			out[i].leaf, out[i].by = g.after+1+i-g.from, schema.ByPosition
			out[i].after, out[i].before = g.after, g.before
		}
	}
	for i, d := range drawn {
		all[d] = out[i]
	}
	return all
}

// twice tells whether the columns are there twice, as where two years stand side
// by side: nothing tells which are this year's, not even of one that is there once.
func twice(items [][]hit) bool {
	count := map[int]int{}
	pairs := 0
	for _, hits := range items {
		if len(hits) != 1 || hits[0].group != nil || hits[0].by == schema.BySimilar {
			continue
		}
		if count[hits[0].leaf]++; count[hits[0].leaf] == 2 {
			pairs++
		}
	}
	return pairs > 1
}

// markEmpty marks the columns over which nothing is printed and in which
// nothing is written: re-saving leaves such columns behind. They keep their
// place among the drawn columns, and are none of the form's.
func markEmpty(cols []column, rows []*row, edge int) {
	for i := range cols {
		used := !cols[i].blank
		for _, r := range rows {
			for _, p := range r.values(edge) {
				used = used || !p.blank && overlap(p, cols[i]) > 0
			}
		}
		cols[i].empty = !used
	}
}

// markSeveral marks the columns under whose head rows have two figures side by
// side, of two years say: a figure that stands there alone may be of either. A
// row with as many cells as columns may only be cut otherwise.
func markSeveral(cols []column, rows []*row, edge int) {
	two := make([]int, len(cols)) // rows with two figures under the column's head
	for _, r := range rows {
		values := r.values(edge)
		if len(values) == len(cols) {
			continue
		}
		for i, c := range cols {
			n := 0
			for _, p := range values {
				if p.figure && p.start >= c.start && p.end <= c.end {
					n++
				}
			}
			if n > 1 {
				two[i]++
			}
		}
	}
	for i := range cols {
		cols[i].several = two[i] > 1 // one may be a slip
	}
}

func overlap(p piece, c column) int { return min(p.end, c.end) - max(p.start, c.start) }

// cellsOf gives the cell of each column in one row, -1 for none. ok is false
// where the row's cells do not fit the columns, so that no figure of it can be
// told apart.
//
// As many cells as columns stand in their order if no cell is blank and no head
// stands over several figures, or each lies under its column at least in part,
// or all are set off by the same width, or the row ends just where the columns
// do (a grid column is no column of the form: heads and figures are often cut
// differently; but a blank cell may have been put in where another was taken
// out). Otherwise each cell belongs to the column that it covers most of; that
// holds only while the row reaches just to the last column, since a cell that
// was taken out or put in moves all others with it.
func cellsOf(values []piece, cols []column) (cells []int, ok bool) {
	cells = make([]int, len(cols))
	if len(values) == len(cols) && inOrder(values, cols) {
		for i := range cells {
			cells[i] = i
		}
		return cells, true
	}
	for i := range cells {
		cells[i] = -1
	}
	if len(cols) == 0 || len(values) == 0 {
		return cells, len(values) == 0
	}
	if last := values[len(values)-1].end; last != cols[len(cols)-1].end {
		return cells, false
	}
	shared := make([]bool, len(cols))
	for v, p := range values {
		best, most, tie := -1, 0, false
		covered := 0
		for i, c := range cols {
			o := overlap(p, c)
			if o <= 0 {
				continue
			}
			if 2*o > c.end-c.start {
				covered++
			}
			switch {
			case o > most:
				best, most, tie = i, o, false
			case o == most:
				tie = true
			}
		}
		if p.blank {
			if best >= 0 && cells[best] < 0 && !shared[best] && covered <= 1 {
				cells[best] = v
			}
			continue
		}
		switch {
		case best < 0:
			return cells, false
		case covered > 1:
			// One figure over several columns: it is none of theirs.
			for i, c := range cols {
				if overlap(p, c) > 0 {
					shared[i], cells[i] = true, -1
				}
			}
		case tie, cells[best] >= 0 && !values[cells[best]].blank, shared[best]:
			return cells, false
		default:
			cells[best] = v
		}
	}
	return cells, true
}

// inOrder tells whether cells may be taken for the columns one by one.
func inOrder(values []piece, cols []column) bool {
	under, off, written := true, true, true
	flush := len(cols) > 0 && values[len(values)-1].end == cols[len(cols)-1].end
	for i, c := range cols {
		under = under && overlap(values[i], c) > 0
		written = written && !values[i].blank && !values[i].above && !c.several
		off = off && values[i].start-c.start == values[0].start-cols[0].start && values[i].end-c.end == values[0].end-cols[0].end
	}
	return written || under || off || flush
}
