package docx

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/grid"
	"github.com/nianbao/nianbao/schema"
)

// figure is a value and the written cell that it goes into.
type figure struct {
	id, text string
	// table is an index in document order; cell is a cell of it.
	table int
	cell  *doc.Cell
	// ink is true where the cell shows something that the figure takes the place of.
	ink bool
}

// placing is what is to be written where, and what is not.
type placing struct {
	tables  []doc.Place
	figures []figure
	written map[string]bool
	left    map[string]Reason
}

// place finds the cells of the figures that the document does not have.
func place(d *doc.Document, r *schema.Report) (*placing, error) {
	p := &placing{written: map[string]bool{}, left: map[string]Reason{}}
	for t := range d.Tables() {
		p.tables = append(p.tables, t)
	}
	if len(p.tables) != len(r.Tables) {
		return nil, otherFile(fmt.Sprintf("%d tables, not %d", len(p.tables), len(r.Tables)))
	}
	claims := map[schema.Place]int{}
	for i := range r.Facts {
		if at := r.Facts[i].At; at != nil {
			claims[*at]++
		}
	}
	grids := make([]*grid.Grid, len(p.tables))
	for i := range r.Facts {
		f := &r.Facts[i]
		switch f.Status {
		case schema.Repaired, schema.Assumed, schema.Supplied:
		default:
			continue
		}
		if f.Value == nil {
			return nil, fmt.Errorf("mend %s: it is %s without a value", f.ID, f.Status)
		}
		if f.At == nil {
			p.left[f.ID] = NoCell
			continue
		}
		if f.At.Table < 0 || f.At.Table >= len(p.tables) {
			return nil, otherFile(fmt.Sprintf("no table %d", f.At.Table))
		}
		g := grids[f.At.Table]
		if g == nil {
			laid := grid.Lay(p.tables[f.At.Table].Table)
			g, grids[f.At.Table] = &laid, &laid
		}
		n := g.At(f.At.Row, f.At.Column)
		switch {
		case n < 0:
			p.left[f.ID] = NoCell
			continue
		case g.Cells[n].Row != f.At.Row || g.Cells[n].Column != f.At.Column || claims[*f.At] > 1:
			p.left[f.ID] = Merged
			continue
		}
		c := &g.Cells[n]
		if has, ok := textAt(&r.Tables[f.At.Table], f.At); !ok || has != c.Text() {
			return nil, otherFile(fmt.Sprintf("table %d, row %d, column %d has another text", f.At.Table, f.At.Row, f.At.Column))
		}
		text := written(f)
		if strings.TrimFunc(c.Text(), blank) == text {
			continue // a person supplied what was written
		}
		if c.From.Pos.Part != mainPart {
			if p.tables[f.At.Table].Within == "" {
				return nil, unusual(mainPart)
			}
			p.left[f.ID] = Elsewhere
			continue
		}
		p.figures = append(p.figures, figure{f.ID, text, f.At.Table, c.From, strings.TrimFunc(c.Text(), blank) != ""})
	}
	return p, nil
}

func otherFile(how string) error {
	return fmt.Errorf("mend the document: the report was read from another file (%s); read this one first", how)
}

// textAt is the text that the report has for a cell.
func textAt(t *schema.Table, at *schema.Place) (string, bool) {
	for i := range t.Cells {
		if c := &t.Cells[i]; c.Row == at.Row && c.Column == at.Column {
			return c.Text, true
		}
	}
	return "", false
}

// blank says whether a character leaves no ink: NBSP, the ideographic space,
// zero-width marks.
func blank(r rune) bool {
	return unicode.IsSpace(r) || !unicode.IsGraphic(r) || r == '\u2800'
}

// moneys are the units of money, each after those that it ends.
var moneys = [...]string{"亿元", "百万元", "万元", "千元", "元"}

// written is how a figure stands in a cell: digits alone, with its unit only
// where the head of the column names another one.
func written(f *schema.Fact) string {
	text := f.Value.String()
	if f.Unit == nil || f.Placed == nil {
		return text
	}
	money := false
	for _, unit := range moneys {
		money = money || unit == *f.Unit
	}
	if !money {
		return text
	}
	for _, unit := range moneys {
		if strings.Contains(f.Placed.ColumnLabel, unit) {
			if unit != *f.Unit {
				text += *f.Unit
			}
			break
		}
	}
	return text
}

// drop takes figures out, for one reason.
func (p *placing) drop(ids map[string]bool, why Reason) {
	kept := p.figures[:0]
	for _, f := range p.figures {
		if ids[f.id] {
			p.left[f.id] = why
		} else {
			kept = append(kept, f)
		}
	}
	p.figures = kept
}
