package match

import (
	"slices"
	"strings"
	"unicode"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// Cell is the cell of one fact.
type Cell struct {
	// Found is false where the document has no cell for the fact.
	Found  bool
	At     schema.Place
	Raw    string
	Placed schema.Placed
}

// NoteCode says what a Note is about.
type NoteCode string

// What placing notices.
const (
	RowMissing       NoteCode = "row-missing"     // Slot has no row
	RowOrphaned      NoteCode = "row-orphaned"    // figures at At belong to no row that can be told
	RowForeign       NoteCode = "row-foreign"     // a row with figures and a label that the form does not have
	RowAgain         NoteCode = "row-again"       // a row that repeats another, figures and all
	RowDoubled       NoteCode = "row-doubled"     // several rows have one label, and not the same figures
	RowByPosition    NoteCode = "row-by-position" // Slot's label was lost, its row is known by position
	RowMoved         NoteCode = "row-moved"       // Slot's row stands in another place than the form's
	LabelSimilar     NoteCode = "label-similar"   // Slot's label is misspelt; Text is as printed
	ColumnMissing    NoteCode = "column-missing"  // Column of Block has no column
	ColumnByPosition NoteCode = "column-by-position"
	ColumnForeign    NoteCode = "column-foreign" // a column with figures that the form does not have
	CellOrphaned     NoteCode = "cell-orphaned"  // a figure in Slot's row stands under several columns
	CellsShifted     NoteCode = "cells-shifted"  // the cells of Slot's row do not fit the columns
	TableJoined      NoteCode = "table-joined"   // the table is in several pieces
	TableRepeated    NoteCode = "table-repeated" // another table has the same rows
	TableDiffers     NoteCode = "table-differs"  // and other figures
	TableOtherYear   NoteCode = "table-year"     // and is of another year
)

// Note is one thing that placing noticed.
type Note struct {
	Code NoteCode
	// Block and Slot name a row of the form (Slot is a leaf of the block), or
	// with a column code Column a column; -1 where there is none.
	Block, Slot, Column int
	At                  *schema.Place
	Text                string
	Table               int      // of a TableRepeated and its kind
	Facts               []string // of a TableDiffers, the ids
}

// Found is one form table, found in the document.
type Found struct {
	Table *template.Table
	// Tables are the document's tables that it was found in, in order.
	Tables []int
	// Cells has an element for each of Table.Facts.
	Cells []Cell
	// Printed tells of each optional row, by fact, whether it is printed.
	Printed []bool
	Notes   []Note
	// ColumnLabels are the labels as printed, by block and column leaf.
	ColumnLabels [][]string
	// Titles are those of the blocks as printed, "" for none; Units the lines
	// of the table that state units.
	Titles, Units []string

	score int
}

// placeTable puts the figures of a form table's lines into place.
func placeTable(lines []line, x *tableIndex) Found {
	t := x.table
	f := Found{Table: t, Cells: make([]Cell, len(t.Facts)), Printed: make([]bool, len(t.Facts))}
	f.ColumnLabels = make([][]string, len(t.Blocks))
	for b := range f.ColumnLabels {
		f.ColumnLabels[b] = make([]string, len(t.Blocks[b].ColumnLeaves))
	}
	for _, l := range lines {
		if n := len(f.Tables); n == 0 || f.Tables[n-1] != l.table {
			f.Tables = append(f.Tables, l.table)
		}
	}
	rows := readRows(lines, x)
	edge := labelEdge(rows)
	for i := range rows {
		rows[i].settle(edge, x)
	}
	var places []place
	single := len(t.Blocks) == 1 && len(t.Blocks[0].RowLeaves) == 1 && t.Blocks[0].RowLeaves[0].Node.Label == ""
	if single {
		edge = onlyEdge(rows, x)
		places = placeOnly(rows, x, edge)
	} else {
		places = placeRows(rows, x, edge)
	}
	f.Titles = make([]string, len(t.Blocks))
	for i := range rows {
		switch r := &rows[i]; {
		case r.kind == titleLine:
			f.Titles[r.block] = r.sole()
		case r.kind != headLine && places[i].slot < 0 && strings.Contains(r.sole(), "单位"):
			f.Units = append(f.Units, r.sole())
		}
	}
	offset := offsets(t)
	for b := range t.Blocks {
		f.placeBlock(b, offset, rows, places, x, edge)
	}
	f.noteRows(rows, places, offset)
	return f
}

// sole is the text of a line that has one written cell.
func (r *row) sole() string {
	text := ""
	for _, p := range r.pieces {
		if p.above || p.blank {
			continue
		}
		if text != "" {
			return ""
		}
		text = p.text
	}
	return text
}

// placeOnly finds the one row of a table that prints no row labels: the only
// line with figures below the heads. Where the heads stand in several places,
// each with columns of its own, so does the row.
func placeOnly(rows []row, x *tableIndex, edge int) []place {
	out := make([]place, len(rows))
	chosen := map[int]int{} // line by head
	var order []int
	written := func(i int) bool {
		return slices.ContainsFunc(rows[i].pieces, func(p piece) bool { return p.figure && !p.above })
	}
	for i := range rows {
		out[i] = place{slot: -1, after: -1, before: -1}
	}
	for i := range rows {
		if rows[i].kind != dataLine || rows[i].head < 0 {
			continue
		}
		switch have, ok := chosen[rows[i].head]; {
		case !ok: // heads come one after another
			chosen[rows[i].head] = i
			order = append(order, i)
		case written(i) && written(have):
			return out // nothing tells which
		case written(i):
			chosen[rows[i].head] = i
			order[len(order)-1] = i
		}
	}
	owner := map[int]int{}
	for pass, figures := range []bool{true, false} {
		for _, i := range order {
			if written(i) != figures {
				continue
			}
			taken := false
			cols := columnsOf(rows, []*row{&rows[i]}, x, 0, edge)
			for _, c := range cols {
				_, ok := owner[c.leaf]
				taken = taken || c.leaf >= 0 && ok
			}
			switch {
			case taken && pass == 0:
				for j := range out {
					out[j].slot = -1
				}
				return out
			case taken:
				continue
			}
			for _, c := range cols {
				if c.leaf >= 0 {
					owner[c.leaf] = i
				}
			}
			out[i] = place{slot: 0, by: schema.ByForm, after: -1, before: -1}
		}
	}
	return out
}

// onlyEdge is where the words before the figures end, in a table whose form has
// no row labels ("件数", "2023年"): left of the first column that is known.
func onlyEdge(rows []row, x *tableIndex) int {
	edge, head, first := 0, -1, 0
	for i := range rows {
		r := &rows[i]
		if r.kind != dataLine || r.head < 0 {
			continue
		}
		if r.head != head {
			head, first = r.head, 0
			for _, c := range columnsOf(rows, []*row{r}, x, 0, 0) {
				if c.leaf >= 0 && c.by != schema.ByPosition {
					first = c.start
					break
				}
			}
		}
		for _, p := range r.pieces {
			if p.above || p.figure || p.blank || p.core == "" || p.core == "无" || p.end > first {
				break
			}
			edge = max(edge, p.end)
		}
	}
	return edge
}

// placeBlock puts the figures of one block's rows into place.
func (f *Found) placeBlock(block int, offset []int, rows []row, places []place, x *tableIndex, edge int) {
	t := f.Table
	leaves := len(t.Blocks[block].ColumnLeaves)
	byHead := map[int][]*row{}
	var order []int
	leafOf := map[*row]place{}
	for i := range rows {
		p := places[i]
		if p.slot < offset[block] || p.slot >= offset[block+1] {
			continue
		}
		r := &rows[i]
		if byHead[r.head] == nil {
			order = append(order, r.head)
		}
		byHead[r.head] = append(byHead[r.head], r)
		leafOf[r] = p
	}
	seen := make([]bool, leaves)
	placedAny := false
	for _, head := range order {
		group := byHead[head]
		cols := columnsOf(rows, group, x, block, edge)
		for _, c := range cols {
			if c.leaf >= 0 {
				seen[c.leaf] = true
				f.ColumnLabels[block][c.leaf] = c.label
				if c.by == schema.BySimilar {
					f.note(Note{Code: LabelSimilar, Block: block, Slot: -1, Column: c.leaf, Text: c.label})
				}
				if c.by == schema.ByPosition && head >= 0 {
					f.note(Note{Code: ColumnByPosition, Block: block, Slot: -1, Column: c.leaf, Text: c.label})
				}
			} else if !c.blank && !c.empty && !(t.Layout == "list" && unitHead[c.core]) {
				f.note(Note{Code: ColumnForeign, Block: block, Slot: -1, Column: -1, At: headAt(headLines(rows, head), c), Text: c.label})
			}
		}
		markSeveral(cols, group, edge)
		placedAny = placedAny || len(cols) > 0
		for _, r := range group {
			f.placeRow(r, leafOf[r], block, offset, cols, edge)
		}
	}
	for c, ok := range seen {
		if !ok && placedAny {
			f.note(Note{Code: ColumnMissing, Block: block, Slot: -1, Column: c})
		}
	}
}

// columnsOf gives the columns of rows below one head.
func columnsOf(rows []row, group []*row, x *tableIndex, block, edge int) []column {
	cols := heads(headLines(rows, group[0].head), x, edge)
	markEmpty(cols, group, edge)
	cols = placeColumns(cols, x, block)
	if !anyKnown(cols) && !anyNamed(cols) {
		cols = headless(group, len(x.table.Blocks[block].ColumnLeaves), edge)
	}
	return cols
}

// headLines are the lines of a head.
func headLines(rows []row, head int) []line {
	var lines []line
	for i := range rows {
		if rows[i].kind == headLine && rows[i].head == head {
			lines = append(lines, rows[i].line)
		}
	}
	return lines
}

// headAt is the place of a column's head.
func headAt(lines []line, c column) *schema.Place {
	for i := len(lines) - 1; i >= 0; i-- {
		for _, p := range lines[i].pieces {
			if !p.above && !p.blank && p.start == c.start {
				return &schema.Place{Table: lines[i].table, Row: lines[i].row, Column: p.start}
			}
		}
	}
	return nil
}

// unitHead are heads of a list's column of units, which holds no figures.
var unitHead = map[string]bool{"单位": true, "计量单位": true}

func anyKnown(cols []column) bool {
	for _, c := range cols {
		if c.leaf >= 0 {
			return true
		}
	}
	return false
}

// anyNamed tells whether a column bears a label that is none of the form's.
func anyNamed(cols []column) bool {
	return slices.ContainsFunc(cols, func(c column) bool { return !c.blank && !c.empty })
}

// headless gives the columns of rows over which no label is legible: known by
// position, only if every row has as many figures as the form has columns, and
// no words among them: those stand in a column of their own.
func headless(rows []*row, leaves, edge int) []column {
	var cols []column
	for _, r := range rows {
		values := r.values(edge)
		if len(values) != leaves || r.slid(edge) || slices.ContainsFunc(values, wordy) {
			return nil
		}
		if cols == nil {
			for i, p := range values {
				cols = append(cols, column{start: p.start, end: p.end, leaf: i, by: schema.ByPosition, blank: true, after: -1, before: leaves})
			}
		}
	}
	return cols
}

// wordy tells whether a cell holds words, and no figure that is hard to read.
func wordy(p piece) bool {
	return len(p.core) > len("其") && !strings.ContainsFunc(p.text, unicode.IsDigit)
}

// placeRow puts the figures of one row into place.
func (f *Found) placeRow(r *row, p place, block int, offset []int, cols []column, edge int) {
	t := f.Table
	values, slid := r.values(edge), r.slid(edge)
	if own := r.full(len(cols)); slid && own != nil {
		values, slid = own, false
	}
	cells, ok := cellsOf(values, cols)
	ok = ok && !slid
	for i, c := range cols {
		if c.several {
			cells[i] = -1
		}
	}
	slot := p.slot - offset[block]
	if !ok {
		f.note(Note{Code: CellsShifted, Block: block, Slot: slot, Column: -1, At: at(r, 0)})
	}
	// The facts of a row stand together (template.Table.Facts).
	first := 0
	for b := range block {
		first += len(t.Blocks[b].RowLeaves) * len(t.Blocks[b].ColumnLeaves)
	}
	width := len(t.Blocks[block].ColumnLeaves)
	first += slot * width
	for i, v := range values {
		if ok && !v.blank && !v.above && (v.figure || v.heap) && !slices.Contains(cells, i) {
			f.note(Note{Code: CellOrphaned, Block: block, Slot: slot, Column: -1, At: &schema.Place{Table: r.table, Row: r.row, Column: v.start}, Text: v.text})
		}
	}
	for fact := first; fact < first+width; fact++ {
		f.Printed[fact] = true
		if !ok {
			continue
		}
		for i, c := range cols {
			if c.leaf != t.Facts[fact].Column || cells[i] < 0 {
				continue
			}
			v := values[cells[i]]
			if v.above {
				continue
			}
			placed := schema.Placed{Row: p.by, Column: c.by, RowLabel: r.label, ColumnLabel: c.label}
			if p.by == schema.ByPosition {
				placed.RowLabel = ""
				placed.After, placed.Before = slotID(t, offset, p.after), slotID(t, offset, p.before)
			}
			f.Cells[fact] = Cell{Found: true, At: schema.Place{Table: r.table, Row: r.row, Column: v.start}, Raw: v.text, Placed: placed}
			f.score += score(p.by, c.by)
		}
	}
}

// score prefers the form that more figures are placed in by more of their
// labels. A row known by position says nothing for a form: in another its place
// may be another's.
func score(row, column schema.By) int {
	if row == schema.ByPosition {
		return 0
	}
	s := 2
	for _, by := range []schema.By{row, column} {
		switch by {
		case schema.ByLabel, schema.ByForm:
			s += 3
		case schema.ByVariant, schema.BySimilar:
			s += 2
		}
	}
	return s
}

func slotID(t *template.Table, offset []int, slot int) string {
	if slot < 0 || slot >= offset[len(offset)-1] {
		return ""
	}
	return leafAt(t, offset, slot).ID
}

// at is the place of a row's first cell that is its own.
func at(r *row, from int) *schema.Place {
	for _, p := range r.pieces {
		if !p.above && p.start >= from {
			return &schema.Place{Table: r.table, Row: r.row, Column: p.start}
		}
	}
	return nil
}

// unlabelled is the place where a row's label should be: its first cell that
// is no group's label.
func unlabelled(r *row) *schema.Place {
	for _, p := range r.pieces {
		if !p.above && (p.blank || p.figure) {
			return &schema.Place{Table: r.table, Row: r.row, Column: p.start}
		}
	}
	return at(r, 0)
}

// noteRows says which rows are missing, and which figures belong to none.
func (f *Found) noteRows(rows []row, places []place, offset []int) {
	found := make([]bool, offset[len(offset)-1])
	last := -1
	for i := range rows {
		r, p := &rows[i], places[i]
		if p.slot >= 0 {
			found[p.slot] = true
			b, leaf := blockOf(offset, p.slot)
			note := Note{Block: b, Slot: leaf, Column: -1, At: at(r, 0), Text: r.label}
			switch {
			case p.by == schema.ByPosition:
				note.Code = RowByPosition
			case p.slot < last:
				note.Code = RowMoved
			case p.by == schema.BySimilar:
				note.Code = LabelSimilar
			}
			if note.Code != "" {
				f.note(note)
			}
			last = max(last, p.slot)
			continue
		}
		heap := slices.ContainsFunc(r.pieces, func(p piece) bool { return p.heap && !p.above })
		if r.kind != dataLine && !heap || r.blank() {
			continue
		}
		figures := heap
		for _, v := range r.pieces {
			figures = figures || v.figure && !v.above
		}
		if !figures {
			continue
		}
		note := Note{Code: RowForeign, Block: -1, Slot: -1, Column: -1, At: at(r, 0), Text: r.label}
		switch {
		case r.again:
			note.Code = RowAgain
		case r.twice || doubled(rows, i):
			note.Code = RowDoubled
		case !r.named:
			note.Code, note.At = RowOrphaned, unlabelled(r)
		}
		f.note(note)
	}
	for s, ok := range found {
		b, leaf := blockOf(offset, s)
		if !ok && !f.Table.Blocks[b].RowLeaves[leaf].Node.Optional {
			f.note(Note{Code: RowMissing, Block: b, Slot: leaf, Column: -1})
		}
	}
	if len(f.Tables) > 1 {
		f.note(Note{Code: TableJoined, Block: -1, Slot: -1, Column: -1})
	}
}

func (f *Found) note(n Note) { f.Notes = append(f.Notes, n) }
