// Package match finds the forms' tables in a document's grids: which table is
// which, which row and column each cell is, and by what that is known. It reads
// labels and positions; it reads no figure's value, and what it cannot tell it
// leaves unplaced and says so.
//
// The rules, and what each is for:
//
//   - A table is known by its labels, never by its place or the report's year
//     (mixed generations, other order, unrelated tables, tables in text boxes
//     and in layout tables). The form under which more labels fit is its form.
//   - Pieces of one table are read as one, in document order, a nested piece
//     where the cell that holds it stands (page breaks, repeated heads).
//   - A row is known by its label, all rows aligned together in order; a row
//     without a legible label by position, only if every row between two known
//     ones is there. Else its figures belong to nobody (lost labels, lost rows,
//     rows run together).
//   - A group's label never makes a row its own, but it may forbid one (merges
//     lost, repeated, over the wrong rows).
//   - A column is known by its head, then by position under the same rule.
//     As many cells as columns stand in their order, whatever their edges
//     (spans lost, ragged edges, odd grids); else each cell belongs to the column
//     that it covers most of, and a row that ends early is not read at all
//     (a cell taken out draws the others with it).
package match

import (
	"reflect"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// Matcher holds the forms, made ready for comparison. It does not change once
// made and may be used by many goroutines.
type Matcher struct {
	ids    []string // ids of form tables, in the forms' order
	tables map[string][]*tableIndex
	known  map[string]string // the cores of the texts that the forms print
}

// New makes forms ready; of forms that fit equally well the earlier is taken.
// A table that an earlier form has just so is not looked for twice.
func New(forms []*template.Form) *Matcher {
	m := &Matcher{tables: map[string][]*tableIndex{}, known: map[string]string{}}
	for _, f := range forms {
		for i := range f.Tables {
			t := &f.Tables[i]
			if m.tables[t.ID] == nil {
				m.ids = append(m.ids, t.ID)
			}
			if slices.ContainsFunc(m.tables[t.ID], func(x *tableIndex) bool { return reflect.DeepEqual(x.table.Blocks, t.Blocks) }) {
				continue
			}
			x := newTableIndex(t)
			m.tables[t.ID] = append(m.tables[t.ID], x)
			for _, labels := range []map[string][]hit{x.rows.exact, x.columns.exact} {
				for label := range labels {
					m.known[label] = Core(label)
				}
			}
			for _, b := range t.Blocks {
				for _, label := range []string{b.Title, b.Corner} {
					if label != "" {
						m.known[label] = Core(label)
					}
				}
			}
		}
	}
	return m
}

// Result is what was found in a document.
type Result struct {
	// Found has at most one element for each form table, in the forms' order.
	Found []Found
	// Owner gives for each of the document's tables the id of the form table
	// that it is, or is a piece of; "" for none.
	Owner []string
	// Repeated are tables that repeat one already found.
	Repeated []int
}

// Use says whether a table may be one of the forms'.
type Use uint8

// The uses. A table that is said to be of another year is taken only where
// there is no choice: the year may be a slip.
const (
	Never Use = iota
	OtherYear
	Any
)

// fullSignal is the number of different long labels that make a table a form
// table by itself. A table with fewer is at most a piece of another.
const fullSignal = 3

// Bounds of what can be a form table: the largest of the forms has 58 rows and
// 15 columns, and programs leave some dozen empty ones behind.
const (
	maxRows    = 1000
	maxColumns = 200
	maxPieces  = 64
)

// document is what is known of a document's tables while they are placed.
type document struct {
	tables   []schema.Table
	use      []Use
	contents [][]content
	signals  map[*tableIndex][]int
	// rows are the form tables that the rows of a table belong to, where it
	// holds several.
	rows map[int][]string
}

// has tells whether a table is, or holds, a form table.
func (d *document) has(table int, id, owner string) bool {
	return owner == id || slices.Contains(d.rows[table], id)
}

// Tables finds the form tables among a document's tables. use says which of
// them may be one: a header, say, may not.
func (m *Matcher) Tables(tables []schema.Table, use []Use) Result {
	res := Result{Owner: make([]string, len(tables))}
	best := make([]int, len(tables))
	d := &document{tables: tables, use: use, contents: make([][]content, len(tables)), signals: map[*tableIndex][]int{}, rows: map[int][]string{}}
	for i := range tables {
		if use[i] == Never || tables[i].Rows > maxRows || tables[i].Columns > maxColumns {
			continue
		}
		d.contents[i] = m.contents(&tables[i])
		var whole []string
		for _, id := range m.ids {
			most := 0
			for _, x := range m.tables[id] {
				if d.signals[x] == nil {
					d.signals[x] = make([]int, len(tables))
				}
				s := x.signal(&tables[i], d.contents[i])
				d.signals[x][i] = s
				most = max(most, s)
				if s > best[i] {
					best[i], res.Owner[i] = s, id
				}
			}
			if most >= fullSignal {
				whole = append(whole, id)
			}
		}
		if len(whole) > 1 {
			d.rows[i] = m.shareRows(&tables[i], d.contents[i], whole)
		}
	}
	for i, id := range res.Owner {
		if id == "" || best[i] >= fullSignal {
			continue
		}
		// A piece wants a whole of the same form table beside it.
		whole := false
		for j := range res.Owner {
			whole = whole || res.Owner[j] == id && best[j] >= fullSignal
		}
		if !whole {
			res.Owner[i] = ""
		}
	}
	for _, id := range m.ids {
		var candidates []int
		for i, owner := range res.Owner {
			if d.has(i, id, owner) {
				candidates = append(candidates, i)
			}
		}
		if len(candidates) == 0 {
			continue
		}
		more := candidates[min(len(candidates), maxPieces):]
		found, left := m.choose(d, candidates[:len(candidates)-len(more)], id)
		for _, i := range more {
			left = append(left, Note{Code: TableRepeated, Table: i})
		}
		for _, n := range left {
			n.Block, n.Slot, n.Column = -1, -1, -1
			if res.Owner[n.Table] == id {
				res.Owner[n.Table] = ""
			}
			res.Repeated = append(res.Repeated, n.Table)
			found.note(n)
		}
		res.Found = append(res.Found, found)
	}
	return res
}

// shareRows says which of several form tables that were drawn as one each row
// belongs to: that which knows most of its labels, else that of the row before.
func (m *Matcher) shareRows(t *schema.Table, contents []content, ids []string) []string {
	known := make([]map[string]int, t.Rows)
	for i := range contents {
		c, text := contents[i], t.Cells[i].Text
		for _, id := range ids {
			if c.core != "" && slices.ContainsFunc(m.tables[id], func(x *tableIndex) bool { return x.prints(text, c.core) }) {
				if known[t.Cells[i].Row] == nil {
					known[t.Cells[i].Row] = map[string]int{}
				}
				known[t.Cells[i].Row][id]++
			}
		}
	}
	rows := make([]string, t.Rows)
	before := ""
	for r := range rows {
		for _, id := range ids {
			if n := known[r][id]; n > known[r][before] {
				before = id
			}
		}
		rows[r] = before
	}
	return rows
}

// prints tells whether a text is one that the form table prints.
func (x *tableIndex) prints(text, core string) bool {
	if _, ok := x.rows.exactly(text, core); ok {
		return true
	}
	if _, ok := x.columns.exactly(text, core); ok {
		return true
	}
	_, ok := x.title(text, core)
	return ok || x.corners[core] && len(core) > 4*len("其")
}

// signal counts the different labels of a form table that a table prints, long
// ones only: 其他 and 总计 stand in any table.
func (x *tableIndex) signal(t *schema.Table, contents []content) int {
	var seen []string
	for i := range contents {
		core := contents[i].core
		if len(core) < 4*len("其") || len(core) > 60*len("其") {
			continue
		}
		if _, ok := x.rows.cores[core]; !ok {
			if _, ok = x.columns.cores[core]; !ok {
				if _, ok = x.title(t.Cells[i].Text, core); !ok {
					continue
				}
				core = t.Cells[i].Text
			}
		}
		if !slices.Contains(seen, core) {
			seen = append(seen, core)
		}
	}
	return len(seen)
}

// choose reads the candidates of one form table, pieces joined, under each
// form, and takes the first whole that is not much poorer than another and of
// no other year. It notes the tables that are left, and what they say otherwise.
func (m *Matcher) choose(d *document, candidates []int, id string) (Found, []Note) {
	var wholes [][]int
	var reads []Found
	for len(candidates) > 0 {
		whole, rest, read := m.join(d, candidates, id)
		wholes, reads = append(wholes, whole), append(reads, read)
		candidates = rest
	}
	other := func(i int) bool { return d.use[wholes[i][0]] == OtherYear }
	best := 0
	for best+1 < len(reads) && other(best) {
		best++
	}
	if other(best) {
		best = 0
	}
	for i := range reads {
		if reads[i].score > 2*reads[best].score && (other(best) || !other(i)) {
			best = i
		}
	}
	var left []Note
	for i, w := range wholes {
		if i == best {
			continue
		}
		note := Note{Code: TableRepeated}
		if note.Facts = reads[best].unlike(&reads[i]); note.Facts != nil {
			note.Code = TableDiffers
		}
		if other(i) && !other(best) {
			note.Code = TableOtherYear
		}
		for _, note.Table = range w {
			left = append(left, note)
		}
	}
	return reads[best], left
}

// unlike lists the facts of which another reading says something else.
func (f *Found) unlike(other *Found) []string {
	var ids []string
	for i := range f.Cells {
		id := f.Table.Facts[i].ID
		if o := other.Table.Index(id); f.Cells[i].Found && o >= 0 && other.Cells[o].Found && strings.TrimSpace(other.Cells[o].Raw) != strings.TrimSpace(f.Cells[i].Raw) {
			ids = append(ids, id)
		}
	}
	return ids
}

// join takes candidates as long as each adds rows that are not there yet, or
// columns where the form has one row, and is of the same year.
func (m *Matcher) join(d *document, candidates []int, id string) (whole, rest []int, read Found) {
	whole = candidates[:1:1]
	read = m.read(d, whole, id)
	for i, c := range candidates[1:] {
		if d.use[c] != d.use[whole[0]] {
			rest = append(rest, c)
			continue
		}
		grown := m.read(d, append(whole[:len(whole):len(whole)], c), id)
		if grown.extent() <= read.extent() && !nestedIn(d.tables, c, whole) && read.score > 0 {
			return whole, append(rest, candidates[1+i:]...), read
		}
		whole, read = append(whole, c), grown
	}
	return whole, rest, read
}

// extent counts the form's rows that were found, or the cells of its one row.
func (f *Found) extent() int {
	if len(f.Table.Blocks) == 1 && len(f.Table.Blocks[0].RowLeaves) == 1 {
		n := 0
		for i := range f.Cells {
			if f.Cells[i].Found {
				n++
			}
		}
		return n
	}
	n, last := 0, [2]int{-1, -1}
	for i, ok := range f.Printed {
		if at := [2]int{f.Table.Facts[i].Block, f.Table.Facts[i].Row}; ok && at != last {
			n, last = n+1, at
		}
	}
	return n
}

func nestedIn(tables []schema.Table, t int, whole []int) bool {
	for w := tables[t].Within.Cell; w != nil; w = tables[w.Table].Within.Cell {
		if slices.Contains(whole, w.Table) {
			return true
		}
	}
	return false
}

// read places the joined lines of some tables under the form that fits best.
func (m *Matcher) read(d *document, whole []int, id string) Found {
	var lines []line
	for _, t := range whole {
		if nestedIn(d.tables, t, whole) {
			continue // its lines come with those of the table around it
		}
		lines = append(lines, linesOf(d.tables, d.contents, t, func(row int) []int {
			var in []int
			for _, n := range whole {
				w := d.tables[n].Within.Cell
				if w != nil && w.Table == t && w.Row == row {
					in = append(in, n)
				}
			}
			return in
		})...)
	}
	lines = slices.DeleteFunc(lines, func(l line) bool {
		rows := d.rows[l.table]
		return rows != nil && rows[l.row] != id
	})
	// More labels of a form are more figures placed; only forms with as many
	// labels as any are read.
	most := 0
	signals := make([]int, len(m.tables[id]))
	for i, x := range m.tables[id] {
		if len(signals) == 1 {
			break
		}
		for _, t := range whole {
			signals[i] += d.signals[x][t]
		}
		most = max(most, signals[i])
	}
	var best Found
	var equal []Found
	for i, x := range m.tables[id] {
		if signals[i] < most {
			continue
		}
		f := placeTable(lines, x)
		switch {
		case best.Table == nil || f.score > best.score:
			best, equal = f, nil
		case f.score == best.score:
			equal = append(equal, f)
		}
	}
	for i := range equal {
		best.agree(&equal[i])
	}
	return best
}

// agree takes back what is known by position only, where a form that fits as
// well puts another row there.
func (f *Found) agree(other *Found) {
	for i := range f.Cells {
		c := &f.Cells[i]
		if !c.Found || c.Placed.Row != schema.ByPosition {
			continue
		}
		if o := other.Table.Index(f.Table.Facts[i].ID); o < 0 || !other.Cells[o].Found || other.Cells[o].At != c.At {
			f.note(Note{Code: RowOrphaned, Block: -1, Slot: -1, Column: -1, At: &schema.Place{Table: c.At.Table, Row: c.At.Row, Column: c.At.Column}})
			*c = Cell{}
		}
	}
}
