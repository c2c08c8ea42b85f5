package match

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// lineKind says what a line of a form table is for.
type lineKind uint8

const (
	foreignLine lineKind = iota // a note, a signature, a unit: no row of the form
	blankLine
	titleLine // the title of a block
	headLine
	dataLine // figures, with or without a label
)

// row is a line with what its labels say.
type row struct {
	line
	kind  lineKind
	block int // of a titleLine
	hits  []hit
	// label is the text that identifies the row, labelEnd where its cell ends.
	label    string
	labelEnd int
	// named is true where some text stands in the label cells that is no group's,
	// whether it is known or not.
	named bool
	// groups are the groups whose labels start in this line.
	groups []*template.Node
	head   int  // index of its run of head lines, -1 where there is none
	again  bool // it says once more what a row before it says
	twice  bool // the table has its rows twice
}

// readRows says what each line is for.
func readRows(lines []line, x *tableIndex) []row {
	rows := make([]row, len(lines))
	run, inRun := -1, false
	for i, l := range lines {
		r := &rows[i]
		r.line, r.head = l, -1
		if i > 0 && l.table != lines[i-1].table && !joined(lines[i-1], l) {
			inRun = false
		}
		r.read(x)
		if r.kind == headLine {
			if !inRun {
				run++
			}
			inRun = true
		} else if r.kind != blankLine {
			inRun = false
		}
		if r.kind == titleLine {
			run++ // what follows is no continuation of the head before
		}
		r.head = run
	}
	return rows
}

// joined tells whether the columns of two lines are cut alike.
func joined(a, b line) bool { return a.columns == b.columns }

func (r *row) read(x *tableIndex) {
	if r.blank() {
		r.kind = blankLine
		if len(r.pieces) > 1 {
			r.kind = dataLine // a row whose label and figures are all gone, perhaps
		}
		return
	}
	figures, texts, heads, corners := 0, 0, 0, 0
	var text piece
	beside := false // what stands over the row labels reaches down to this line
	for i := range r.pieces {
		p := &r.pieces[i]
		beside = beside || p.above && x.corners[p.core]
		if p.above || p.blank {
			continue
		}
		if p.figure {
			figures++
			continue
		}
		texts++
		text = *p
		if hits, ok := x.columns.exactly(p.text, p.core); ok && len(hits) > 0 {
			heads++
		}
		if x.corners[p.core] {
			corners++
		}
	}
	if texts == 1 && figures == 0 {
		if b, ok := x.title(text.text, text.core); ok {
			r.kind, r.block = titleLine, b
			return
		}
	}
	if figures == 0 && (heads >= 2 || corners > 0 && texts > 1) {
		r.kind = headLine
		return
	}
	r.readLabel(x)
	if figures == 0 && heads == 1 && (beside && texts == 1 || !hasLeaf(r.hits)) {
		r.kind = headLine
		return
	}
	if hasLeaf(r.hits) || figures > 0 {
		r.kind = dataLine
	}
	if figures == 0 && len(r.groups) > 0 && !hasLeaf(r.hits) && len(r.pieces) > 1 && x.table.Layout != "list" {
		r.kind = dataLine // the label of a group's first row may be lost
	}
}

// settle looks again at a line that no label names, once it is known where the
// labels end: what is written right of them is no label, but a figure that
// cannot be read.
func (r *row) settle(edge int, x *tableIndex) {
	if edge == 0 || hasLeaf(r.hits) || r.kind != foreignLine && r.kind != dataLine || len(r.groups) > 0 {
		return
	}
	values := r.values(edge)
	for _, p := range r.pieces[:len(r.pieces)-len(values)] {
		if !p.above && !p.blank {
			return
		}
	}
	for _, p := range values {
		if !p.above && !p.blank && !x.units[p.core] {
			r.kind, r.named, r.label = dataLine, false, ""
			return
		}
	}
}

// readLabel looks for the row's label from the figures leftwards: the label of
// a row stands right of those of its groups.
func (r *row) readLabel(x *tableIndex) {
	end := 0
	for end < len(r.pieces) && !(r.pieces[end].figure && !r.pieces[end].above) {
		end++
	}
	var parts []string
	own, grouped := "", false
	for i := end - 1; i >= 0; i-- {
		p := &r.pieces[i]
		if p.above || p.blank {
			continue
		}
		if p.core == "" || p.core == "无" || p.heap || x.units[p.core] {
			continue // a unit, or a mark that stands for "nothing", which no label is
		}
		if p.below {
			// A label over several rows with figures is a group's, or was merged
			// over rows that are not its own: it names none of them.
			for _, h := range x.rows.find(p.text, p.core) {
				if h.group != nil {
					r.groups = append(r.groups, h.group)
				}
			}
			continue
		}
		parts = append(parts, p.text)
		hits := x.rows.find(p.text, p.core)
		if !ofGroup(hits) && !r.named {
			r.named, own = true, p.text
		}
		if r.foreign(p.text, hits, x) {
			continue
		}
		if hasLeaf(hits) && r.hits == nil && !grouped {
			r.hits, r.label, r.labelEnd = hits, p.text, p.end
		}
		// A label left of a group's is that of another row, drawn beside.
		grouped = grouped || ofGroup(hits)
		for _, h := range hits {
			if h.group != nil {
				r.groups = append(r.groups, h.group)
			}
		}
	}
	if r.hits == nil && len(parts) > 0 {
		if r.label = own; own == "" {
			r.label = parts[len(parts)-1]
		}
	}
	if r.hits == nil && len(parts) > 1 && len(r.groups) == 0 {
		// A label that was cut into two cells.
		for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
			parts[i], parts[j] = parts[j], parts[i]
		}
		whole := strings.Join(parts, "")
		if hits, ok := x.rows.exactly(whole, Core(whole)); ok && hasLeaf(hits) {
			r.hits, r.label = hits, whole
			for i := end - 1; i >= 0; i-- {
				if !r.pieces[i].above && !r.pieces[i].blank {
					r.labelEnd = r.pieces[i].end
					break
				}
			}
		}
	}
}

// ofGroup tells whether a label is a group's.
func ofGroup(hits []hit) bool {
	return slices.ContainsFunc(hits, func(h hit) bool { return h.group != nil })
}

// foreign tells of a row that an office added to a group, as "9.其他" under
// （三）不予公开: a word that stands for little, with another number and in
// another group than the form has it.
func (r *row) foreign(text string, hits []hit, x *tableIndex) bool {
	core, number := splitLabel(text)
	if len([]rune(core)) > 2 || number == "" || len(hits) != 1 || hits[0].group != nil {
		return false
	}
	leaf := x.table.Blocks[hits[0].block].RowLeaves[hits[0].leaf]
	if _, printed := splitLabel(leaf.Node.Label); printed == number {
		return false
	}
	for _, p := range r.pieces {
		if !p.above {
			continue
		}
		for _, h := range x.rows.find(p.text, p.core) {
			if h.group != nil && !slices.Contains(leaf.Groups, h.group) {
				return true
			}
		}
	}
	return false
}

// labelEdge is the grid column where the row labels end: where most of them do.
func labelEdge(rows []row) int {
	votes := map[int]int{}
	best := 0
	for _, r := range rows {
		if r.kind == dataLine && hasLeaf(r.hits) && r.labelEnd > 0 {
			votes[r.labelEnd]++
			if n := votes[r.labelEnd]; n > votes[best] || n == votes[best] && r.labelEnd > best {
				best = r.labelEnd
			}
		}
	}
	return best
}

// place is the form's row that a line was found to be.
type place struct {
	slot          int // over all blocks; -1 where it is not known
	by            schema.By
	after, before int // slots, of a row known by position
}

// placeRows finds the form's row of each data line: by labels, all lines
// together and in order; a row without a legible label by position, only if
// every row between two known ones is there.
func placeRows(rows []row, x *tableIndex, edge int) []place {
	offset := offsets(x.table)
	n := offset[len(offset)-1]
	slot := func(h hit) int { return offset[h.block] + h.leaf }
	out := make([]place, len(rows))
	var items [][]hit
	var index []int
	markAgain(rows, edge)
	twice := markTwice(rows)
	for i := range rows {
		out[i] = place{slot: -1, after: -1, before: -1}
		if twice {
			continue
		}
		if rows[i].kind == dataLine && !rows[i].again && !(rows[i].blank() && !rows[i].named && len(rows[i].pieces) < 3) {
			items = append(items, rows[i].hits)
			index = append(index, i)
		}
	}
	slots, by := align(items, n, slot)
	strays(items, slots, by, slot)
	taken := make([]bool, n)
	for i, s := range slots {
		if s >= 0 {
			taken[s] = true
			out[index[i]] = place{slot: s, by: by[i], after: -1, before: -1}
		}
	}
	headed := len(index) > 0 && rows[index[0]].head >= 0
	for _, g := range gaps(slots, n, headed, false) {
		free := 0
		for s := g.after + 1; s < g.before; s++ {
			if taken[s] {
				free = -1
				break
			}
			free++
		}
		if free != g.to-g.from || free == 0 || !alike(rows, index[g.from:g.to]) {
			continue
		}
		if !likeNeighbours(rows, index, g, edge) {
			continue
		}
		fits := true
		for i := g.from; i < g.to; i++ {
			s := g.after + 1 + i - g.from
			fits = fits && rows[index[i]].mayBe(leafAt(x.table, offset, s))
		}
		if !fits {
			continue
		}
		for i := g.from; i < g.to; i++ {
			out[index[i]] = place{slot: g.after + 1 + i - g.from, by: schema.ByPosition, after: g.after, before: g.before}
		}
	}
	return out
}

// only is the one row of the form that a label names, by its wording.
func (r *row) only() (h hit, ok bool) {
	if r.kind != dataLine || len(r.hits) != 1 || r.hits[0].group != nil || r.hits[0].by == schema.BySimilar {
		return h, false
	}
	h = r.hits[0]
	h.by = ""
	return h, true
}

// markAgain marks the rows that repeat an earlier one, label and figures: a row
// that was pasted twice is one row.
func markAgain(rows []row, edge int) {
	first := map[hit]int{}
	for i := range rows {
		h, ok := rows[i].only()
		if !ok {
			continue
		}
		j, seen := first[h]
		if !seen {
			first[h] = i
			continue
		}
		rows[i].again = slices.EqualFunc(rows[i].values(edge), rows[j].values(edge), func(a, b piece) bool {
			return a.text == b.text && a.end-a.start == b.end-b.start
		})
	}
}

// markTwice tells whether the rows are there twice, with unlike figures, as
// where last year's stand below this year's: most labels do. Then a label that
// stands there once may be of either year, and nothing tells which.
func markTwice(rows []row) bool {
	count := map[hit]int{}
	pairs, unlike := 0, 0
	for i := range rows {
		h, ok := rows[i].only()
		if !ok {
			continue
		}
		if count[h]++; count[h] == 2 {
			pairs++
			if !rows[i].again {
				unlike++
			}
		}
	}
	if unlike < 2 || 2*pairs < len(count) {
		return false
	}
	for i := range rows {
		rows[i].twice = hasLeaf(rows[i].hits)
	}
	return true
}

// doubled tells whether another row has this one's label.
func doubled(rows []row, i int) bool {
	h, ok := rows[i].only()
	for j := range rows {
		if other, is := rows[j].only(); ok && is && j != i && other == h {
			return true
		}
	}
	return false
}

// mayBe tells whether what is left of a row's labels allows it to be this leaf.
func (r *row) mayBe(l template.Leaf) bool {
	if r.named {
		return false // it has a label, which is not this one
	}
	for _, g := range r.groups {
		in := false
		for _, of := range l.Groups {
			in = in || of == g
		}
		if !in {
			return false
		}
	}
	return true
}

// alike tells whether rows without labels can be counted: all written or all
// blank. A blank row among written ones may be one that belongs to nothing.
func alike(rows []row, index []int) bool {
	blank := 0
	for _, i := range index {
		if rows[i].blank() {
			blank++
		}
	}
	return blank == 0 || blank == len(index)
}

// likeNeighbours tells whether each row of a gap has as many figure cells as a
// known row beside it. One that has more or fewer may be two rows run together.
func likeNeighbours(rows []row, index []int, g gap, edge int) bool {
	for _, i := range index[g.from:g.to] {
		n := len(rows[i].values(edge))
		same := g.from > 0 && len(rows[index[g.from-1]].values(edge)) == n ||
			g.to < len(index) && len(rows[index[g.to]].values(edge)) == n
		if !same || rows[i].slid(edge) {
			return false
		}
	}
	return true
}

// values are the cells right of the row labels, by column.
func (r *row) values(edge int) []piece {
	for i, p := range r.pieces {
		if p.start+p.end > 2*edge && (p.start >= r.labelEnd || r.labelEnd == 0) {
			return r.pieces[i:]
		}
	}
	return nil
}

// slid tells whether a figure stands among the row labels.
func (r *row) slid(edge int) bool {
	for _, p := range r.pieces[:len(r.pieces)-len(r.values(edge))] {
		if p.figure && !p.above {
			return true
		}
	}
	return false
}

// full gives the cells behind the row's own label if they are as many figures as
// there are columns, and no other cell. Then they are the row's figures, also
// where the labels of other rows end further right.
func (r *row) full(columns int) []piece {
	label := len(r.pieces) - columns - 1
	if label < 0 || r.labelEnd == 0 || r.pieces[label].end != r.labelEnd {
		return nil
	}
	figures := r.pieces[label+1:]
	for _, p := range figures {
		if !p.figure || p.above {
			return nil
		}
	}
	return figures
}

// offsets gives the first slot of each block, and the number of slots.
func offsets(t *template.Table) []int {
	out := []int{0}
	for _, b := range t.Blocks {
		out = append(out, out[len(out)-1]+len(b.RowLeaves))
	}
	return out
}

func blockOf(offset []int, slot int) (block, leaf int) {
	for b := 0; b+1 < len(offset); b++ {
		if slot < offset[b+1] {
			return b, slot - offset[b]
		}
	}
	return -1, -1
}

func leafAt(t *template.Table, offset []int, slot int) template.Leaf {
	b, l := blockOf(offset, slot)
	return t.Blocks[b].RowLeaves[l]
}
