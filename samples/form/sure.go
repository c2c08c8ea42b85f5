package form

import (
	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/schema/template"
)

// Sure lists the facts that a document with tagged cells still says. A row is
// known by its own label, or by its place where all rows between two legible
// labels are there, in order; a column by its label, or by its place where no
// column is missing or was added.
func Sure(d *paper.Document) map[string]bool {
	c := census{tables: map[*template.Table]*seen{}}
	c.blocks(d.Blocks)
	out := map[string]bool{}
	for _, s := range c.tables {
		s.judge(out)
	}
	return out
}

type census struct {
	tables map[*template.Table]*seen
}

// seen is what a document has of one form table, in all its pieces.
type seen struct {
	rows []seenRow
	// heads says of each column that has a label whether it can be read.
	heads map[[2]int]bool
	// added is true where some row has a cell that the form does not ask for.
	added bool
}

type seenRow struct {
	// block and row are the leaf; row is -1 for a row that is not the form's.
	block, row int
	legible    bool
	facts      []Tag
}

func (c *census) blocks(blocks []paper.Block) {
	for _, b := range blocks {
		if b.Table == nil {
			continue
		}
		var s *seen
		if of := tableOf(b.Table); of != nil {
			if s = c.tables[of]; s == nil {
				s = &seen{heads: map[[2]int]bool{}}
				c.tables[of] = s
			}
		}
		for i := range b.Table.Rows {
			row := &b.Table.Rows[i]
			for j := range row.Cells {
				c.blocks(row.Cells[j].Blocks)
			}
			if s != nil {
				s.row(row)
			}
		}
	}
}

func (s *seen) row(row *paper.Row) {
	r := seenRow{row: -1}
	form := false
	for i := range row.Cells {
		tag, ok := TagOf(&row.Cells[i])
		if !ok {
			continue
		}
		form = true
		switch {
		case tag.Role == template.Figure:
			r.block, r.row = tag.Block, tag.Row
			r.facts = append(r.facts, tag)
			if tag.Table.Blocks[tag.Block].RowLeaves[tag.Row].Node.Label == "" {
				r.legible = true
			}
		case tag.Role == template.RowHead && tag.Row >= 0 && !tag.Lost && unlike(tag):
			r.legible = true
		case tag.Role == template.ColumnHead && tag.Column >= 0:
			key := [2]int{tag.Block, tag.Column}
			s.heads[key] = s.heads[key] || !tag.Lost
		}
	}
	switch {
	case !form:
		s.rows = append(s.rows, r)
	case len(r.facts) > 0:
		s.rows = append(s.rows, r)
		for i := range row.Cells {
			if _, ok := TagOf(&row.Cells[i]); !ok && row.Cells[i].Horizontal == 0 {
				s.added = true
			}
		}
	}
}

// unlike says whether no other row of the block has the same label: of two
// alike (the lists of 2014 have some) only the place tells which is which.
func unlike(tag Tag) bool {
	n := 0
	leaves := tag.Table.Blocks[tag.Block].RowLeaves
	for _, l := range leaves {
		if l.Node.Label == leaves[tag.Row].Node.Label {
			n++
		}
	}
	return n == 1
}

func (s *seen) judge(out map[string]bool) {
	for i, r := range s.rows {
		if !r.legible && !s.between(i) {
			continue
		}
		for _, tag := range r.facts {
			if !tag.Lost && s.column(tag) {
				out[tag.Fact] = true
			}
		}
	}
}

// between says whether a row without a label is known by its place.
func (s *seen) between(i int) bool {
	above, below := i, i
	for above >= 0 && !s.rows[above].legible {
		above--
	}
	for below < len(s.rows) && !s.rows[below].legible {
		below++
	}
	if above < 0 || below == len(s.rows) {
		return false
	}
	for k := above; k < below; k++ {
		a, b := s.rows[k], s.rows[k+1]
		if a.row < 0 || b.row < 0 || a.block != b.block || b.row != a.row+1 {
			return false
		}
	}
	return true
}

func (s *seen) column(tag Tag) bool {
	leaves := tag.Table.Blocks[tag.Block].ColumnLeaves
	if len(leaves) == 1 {
		return true
	}
	legible, there := s.heads[[2]int{tag.Block, tag.Column}]
	if legible {
		return true
	}
	missing := false
	for c := range leaves {
		if _, ok := s.heads[[2]int{tag.Block, c}]; !ok {
			missing = true
		}
	}
	return there && !missing && !s.added
}
