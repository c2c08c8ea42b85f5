package form

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/schema/template"
)

// Mutant is a sound report that something was done to. No figure was changed
// to another one: what its file still says is true, so every value that is
// read from it must be that of Report.Figures, and what follows by arithmetic
// too.
type Mutant struct {
	Seed   uint64
	Report Report
	// Steps are what was done, in order.
	Steps []string
	Paper *paper.Document
	// Sure are the facts that the file still says: their figure can be read,
	// their row and column have a legible label or stand between ones that do.
	Sure map[string]bool
}

// String names the mutant as a failing test should.
func (m *Mutant) String() string {
	return fmt.Sprintf("seed %d, form %s: %s", m.Seed, m.Report.Form.ID, strings.Join(m.Steps, "; "))
}

// NewMutant makes the mutant of a seed: a report on one of the forms, or on
// two, with one to three changes.
func NewMutant(seed uint64) *Mutant {
	rng := rand.New(rand.NewPCG(seed, 2))
	forms := map[string]*template.Form{}
	for _, f := range template.Forms() {
		forms[f.ID] = f
	}
	size := []int{3, 20, 400}[rng.IntN(3)]
	var r Report
	switch n := rng.IntN(100); {
	case n < 55:
		r = Random(rng, forms["2021"], size)
	case n < 80:
		r = Random(rng, forms["2019"], size)
	case n < 85:
		r = Mixed(rng, forms["2021"], forms["2019"], size)
	case n < 90:
		r = Mixed(rng, forms["2019"], forms["2021"], size)
	default:
		r = Random(rng, forms["2014"], size)
	}
	return Mutate(rng, r, seed, 1+rng.IntN(3))
}

// Mutate does a number of things to a report.
func Mutate(rng *rand.Rand, r Report, seed uint64, steps int) *Mutant {
	m := &Mutant{Seed: seed, Report: r, Paper: r.Paper()}
	for tries := 0; len(m.Steps) < steps && tries < 20*steps; tries++ {
		change := changes[rng.IntN(len(changes))]
		if said := change.do(&mutation{rng, m.Paper}); said != "" {
			m.Steps = append(m.Steps, change.name+" "+said)
		}
	}
	m.Sure = Sure(m.Paper)
	return m
}

// mutation is what a change works with. A change says what it did, or "" where
// it found nothing to do.
type mutation struct {
	*rand.Rand
	doc *paper.Document
}

var changes = []struct {
	name string
	do   func(*mutation) string
}{
	{"drop rows", (*mutation).dropRows},
	{"blank labels", (*mutation).blankLabels},
	{"rename labels", (*mutation).renameLabels},
	{"swap rows", (*mutation).swapRows},
	{"add an empty row", (*mutation).emptyRow},
	{"blank cells", (*mutation).blankCells},
	{"write otherwise", (*mutation).writeOtherwise},
	{"make unreadable", (*mutation).makeUnreadable},
	{"lose a cell", (*mutation).loseCell},
	{"add a cell", (*mutation).addCell},
	{"merge figures", (*mutation).mergeFigures},
	{"drop a column", (*mutation).dropColumn},
	{"blank a column's label", (*mutation).blankHead},
	{"add an empty column", (*mutation).emptyColumn},
	{"dissolve row merges", (*mutation).dissolve},
	{"write spans as hMerge", (*mutation).hMerge},
	{"split", (*mutation).split},
	{"swap tables", (*mutation).swapTables},
	{"drop a table", (*mutation).dropTable},
	{"wrap", (*mutation).wrap},
}

// pick returns one of the tables that a form asks for and that fit, with its
// place in the document's blocks; nil where none does.
func (m *mutation) pick(fits func(t *paper.Table, of *template.Table) bool) (at int, t *paper.Table, of *template.Table) {
	var found []int
	for i, b := range m.doc.Blocks {
		if b.Table == nil {
			continue
		}
		if of := tableOf(b.Table); of != nil && fits(b.Table, of) {
			found = append(found, i)
		}
	}
	if len(found) == 0 {
		return 0, nil, nil
	}
	at = found[m.IntN(len(found))]
	t = m.doc.Blocks[at].Table
	return at, t, tableOf(t)
}

func always(*paper.Table, *template.Table) bool { return true }

// several is true for a table with more than one row of figures.
func several(t *paper.Table, _ *template.Table) bool { return len(dataRows(t)) > 3 }

// matrix is true for a table whose columns are the same from top to bottom.
func matrix(_ *paper.Table, of *template.Table) bool { return len(of.Blocks) == 1 && of.Layout == "" }

// tableOf is the form table that a table is, or is a piece of; nil for others.
func tableOf(t *paper.Table) *template.Table {
	for i := range t.Rows {
		for j := range t.Rows[i].Cells {
			if tag, ok := TagOf(&t.Rows[i].Cells[j]); ok {
				return tag.Table
			}
		}
	}
	return nil
}

// figures are the indices of a row's cells with figures.
func figures(r *paper.Row) []int {
	var out []int
	for i := range r.Cells {
		if tag, ok := TagOf(&r.Cells[i]); ok && tag.Fact != "" {
			out = append(out, i)
		}
	}
	return out
}

// dataRows are the indices of the rows with figures.
func dataRows(t *paper.Table) []int {
	var out []int
	for i := range t.Rows {
		if len(figures(&t.Rows[i])) > 0 {
			out = append(out, i)
		}
	}
	return out
}

// label is the index of the cell that names the row itself, -1 if there is none.
func label(r *paper.Row) int {
	for i := range r.Cells {
		if tag, ok := TagOf(&r.Cells[i]); ok && tag.Role == template.RowHead && tag.Row >= 0 {
			return i
		}
	}
	return -1
}

// lose marks a cell as telling nothing any more.
func lose(c *paper.TableCell) {
	if tag, ok := TagOf(c); ok {
		tag.Lost = true
		c.Tag = tag
	}
}
