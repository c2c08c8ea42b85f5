package template

import "slices"

// Printed is a table of the form, laid out as its notice prints it: every
// position of Rows × Columns is covered by exactly one cell.
type Printed struct {
	Rows, Columns int
	// Stub is the number of leading columns that hold row labels.
	Stub int
	// Head is the number of leading rows that stand again on each page; 0
	// where blocks with heads of their own are stacked.
	Head int
	// Cells are in reading order of their first position.
	Cells []PrintedCell
}

// Role says what a printed cell is for.
type Role uint8

// The roles of printed cells.
const (
	BlockTitle Role = iota // over a block of stacked ones
	Corner                 // over the row labels
	ColumnHead
	RowHead
	UnitCell // the unit column of a list
	Figure
	Empty
)

// PrintedCell is one cell; rows and columns count from 0.
type PrintedCell struct {
	Row, Column, RowSpan, ColumnSpan int
	Role                             Role
	Label, En                        string
	// Block is the index of the cell's block.
	Block int
	// Group is true for a row or column label over others.
	Group bool
	// Fact is an index into Table.Facts for a Figure, else -1.
	Fact int
}

// Print lays the table out. Optional rows stand in it where want says so.
func (t *Table) Print(want func(Fact) bool) Printed {
	p := Printed{}
	stubs, values := 0, 0
	for _, b := range t.Blocks {
		stubs = max(stubs, depth(b.Rows))
		values = max(values, len(b.ColumnLeaves))
	}
	if t.Layout == "list" {
		stubs = 2
	}
	if len(t.Blocks) == 1 && t.Blocks[0].Corner == "" {
		stubs = 0
	}
	p.Stub, p.Columns = stubs, stubs+values
	for i := range t.Blocks {
		t.printBlock(&p, i, want)
	}
	sortCells(p.Cells)
	return p
}

// depth is the number of levels of a tree.
func depth(nodes []Node) int {
	d := 0
	for _, n := range nodes {
		d = max(d, 1+max(depth(n.Rows), depth(n.Columns)))
	}
	return d
}

func (t *Table) printBlock(p *Printed, index int, want func(Fact) bool) {
	b := &t.Blocks[index]
	cell := func(c PrintedCell) {
		c.Block = index
		p.Cells = append(p.Cells, c)
	}
	if b.Title != "" {
		cell(PrintedCell{Row: p.Rows, RowSpan: 1, ColumnSpan: p.Columns, Role: BlockTitle, Label: b.Title, Fact: -1})
		p.Rows++
	}
	head := depth(b.Columns)
	switch {
	case t.Layout == "list":
		cell(PrintedCell{Row: p.Rows, RowSpan: head, ColumnSpan: 1, Role: Corner, Label: b.Corner, Fact: -1})
		cell(PrintedCell{Row: p.Rows, Column: 1, RowSpan: head, ColumnSpan: 1, Role: ColumnHead, Label: "单位", En: "unit", Fact: -1})
	case p.Stub > 0:
		cell(PrintedCell{Row: p.Rows, RowSpan: head, ColumnSpan: p.Stub, Role: Corner, Label: b.Corner, Fact: -1})
	}
	// A block narrower than the table gives its last column the rest.
	last := p.Columns - p.Stub - len(b.ColumnLeaves)
	column := p.Stub
	var heads func(nodes []Node, row, end int)
	heads = func(nodes []Node, row, end int) {
		for i := range nodes {
			n := &nodes[i]
			width := countLeaves(n.Columns)
			c := PrintedCell{Row: row, Column: column, RowSpan: 1, ColumnSpan: width, Role: ColumnHead, Label: n.Label, En: n.En, Group: width > 0, Fact: -1}
			if width == 0 {
				c.RowSpan, c.ColumnSpan = end-row, 1
				column++
				if column == p.Stub+len(b.ColumnLeaves) {
					c.ColumnSpan += last
				}
				cell(c)
				continue
			}
			cell(c)
			heads(n.Columns, row+1, end)
		}
	}
	heads(b.Columns, p.Rows, p.Rows+head)
	if index == 0 && len(t.Blocks) == 1 {
		p.Head = head
	}
	p.Rows += head

	facts := map[[2]int]int{}
	for i, f := range t.Facts {
		if f.Block == index && (!f.Optional || want(f)) {
			facts[[2]int{f.Row, f.Column}] = i
		}
	}
	leaf := 0
	var rows func(nodes []Node, level int)
	rows = func(nodes []Node, level int) {
		for i := range nodes {
			n := &nodes[i]
			start := p.Rows
			own := len(n.Rows) == 0 || n.Figure
			label := PrintedCell{Row: start, Column: level, RowSpan: 1, ColumnSpan: p.Stub - level, Role: RowHead, Label: n.Label, En: n.En, Group: len(n.Rows) > 0, Fact: -1}
			if t.Layout == "list" {
				label.Column, label.ColumnSpan = 0, 1
			}
			if own {
				if _, ok := facts[[2]int{leaf, 0}]; !ok {
					leaf++
					continue
				}
				t.printFigures(p, index, leaf, last, facts, cell)
				if t.Layout == "list" {
					cell(PrintedCell{Row: start, Column: 1, RowSpan: 1, ColumnSpan: 1, Role: UnitCell, Label: n.Unit, Fact: -1})
				}
				leaf++
				p.Rows++
			} else if t.Layout == "list" {
				cell(PrintedCell{Row: start, Column: 1, RowSpan: 1, ColumnSpan: 1, Role: UnitCell, Label: "——", Fact: -1})
				cell(PrintedCell{Row: start, Column: 2, RowSpan: 1, ColumnSpan: p.Columns - 2, Role: Empty, Fact: -1})
				p.Rows++
			}
			rows(n.Rows, level+1)
			if len(n.Rows) > 0 && t.Layout != "list" {
				label.ColumnSpan, label.RowSpan = 1, p.Rows-start
			}
			if p.Stub > 0 {
				cell(label)
			}
		}
	}
	rows(b.Rows, 0)
}

func (t *Table) printFigures(p *Printed, block, row, last int, facts map[[2]int]int, cell func(PrintedCell)) {
	columns := t.Blocks[block].ColumnLeaves
	for c := range columns {
		f := PrintedCell{Row: p.Rows, Column: p.Stub + c, RowSpan: 1, ColumnSpan: 1, Role: Figure, Fact: facts[[2]int{row, c}]}
		if c == len(columns)-1 {
			f.ColumnSpan += last
		}
		cell(f)
	}
}

func countLeaves(nodes []Node) int {
	n := 0
	for i := range nodes {
		if len(nodes[i].Columns) == 0 {
			n++
		} else {
			n += countLeaves(nodes[i].Columns)
		}
	}
	return n
}

// sortCells puts cells into reading order; no two start at one position.
func sortCells(cells []PrintedCell) {
	slices.SortFunc(cells, func(a, b PrintedCell) int {
		if d := a.Row - b.Row; d != 0 {
			return d
		}
		return a.Column - b.Column
	})
}
