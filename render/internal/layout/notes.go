package layout

import (
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// Note is the reason of one or more figures that are not as given.
type Note struct {
	// Number counts from 1 in the order of the page.
	Number int
	Status schema.Status
	// Cells are the figures that share the reason, in the order of the table.
	Cells []Ref
	// Text says what stood in the document and what was done; Proof, of a
	// repaired figure, why nothing else fits; Lines are what else there is to say.
	Text, Proof string
	Lines       []string
	// Findings are numbers of Page.Findings, from 1, that say more.
	Findings []int
}

// Ref points at a place of the page, and says its name.
type Ref struct {
	// Fact is an index in Report.Facts, or -1.
	Fact int
	// At is a cell of a table as written, where there is no fact; nil for none.
	At *schema.Place
	// Section is an index in Page.Sections where there is neither; or -1.
	Section int
	// Name is a figure's row and column in one; Value what it would have to
	// be, of a suspect whose value is unique.
	Name, Value string
	// Row and Column are the names of a figure's row and column, Row empty for
	// a table of one row.
	Row, Column string
}

// broken says which relation does not hold, and by how much.
func (v *view) broken(form *template.Table, m *schema.Mismatch) string {
	name := m.Relation
	for i := range form.Sums {
		if form.Sums[i].ID == m.Relation {
			name = form.Sums[i].Text
			if v.English {
				name = form.Sums[i].En
			}
			break
		}
	}
	if m.Delta == nil {
		return Fill(v.words.BrokenOpen, name)
	}
	return Fill(v.words.Broken, name, strings.TrimPrefix(m.Delta.String(), "-"))
}

// note gives the number of a figure's note; 0 for a figure as given. Figures
// of one table share a note where all that it says is the same.
func (v *view) note(form *template.Table, own, fact int) int {
	f := &v.report.Facts[fact]
	if f.Status == schema.Given || f.Status == "" {
		return 0
	}
	n := v.reason(form, f)
	key := form.ID + "\x00" + string(f.Status) + "\x00" + n.Text + "\x00" + strings.Join(n.Lines, "\x00") + "\x00"
	for _, number := range n.Findings {
		key += Itoa(number) + " "
	}
	if f.Repair != nil {
		key += proofKey(f.Repair)
	}
	number, ok := v.noted[key]
	if !ok {
		number = len(v.notes) + 1
		v.noted[key] = number
		n.Number, n.Status = number, f.Status
		v.notes = append(v.notes, n)
	}
	v.notes[number-1].Cells = append(v.notes[number-1].Cells, v.refer(form, own, fact))
	return number
}

// proofKey is alike for proofs that differ in the proved cell alone.
func proofKey(r *schema.Repair) string {
	var b strings.Builder
	for _, steps := range [...][]schema.Step{r.Upper, r.Lower} {
		for _, s := range steps {
			if s.Sign < 0 {
				b.WriteByte('-')
			}
			b.WriteString(s.Relation)
			b.WriteByte(' ')
		}
		b.WriteByte(0)
	}
	b.WriteString(strings.Join(r.From, " "))
	return b.String()
}

// refer points at a figure of a form.
func (v *view) refer(form *template.Table, own, fact int) Ref {
	f := form.Facts[own]
	say := func(zh, en string) string {
		if v.English {
			return en
		}
		return zh
	}
	r := Ref{Fact: fact, Section: -1, Name: say(form.Name(f)), Column: say(form.ColumnName(f.Block, f.Column))}
	if form.Row(f).Node.Label != "" {
		r.Row = say(form.RowName(f.Block, f.Row))
	}
	return r
}

// reason says why a figure is as it is.
func (v *view) reason(form *template.Table, f *schema.Fact) Note {
	w := v.words
	was := w.wrote(f)
	value := ""
	if f.Value != nil {
		value = f.Value.String()
	}
	var n Note
	switch f.Status {
	case schema.Repaired:
		n.Text = Fill(w.Repaired, was, value)
		if f.Repair != nil {
			n.Proof = f.Repair.ExplainZh
			if v.English {
				n.Proof = f.Repair.Explain
			}
		}
	case schema.Assumed:
		n.Text = Fill(w.Assumed, was)
	case schema.Supplied:
		n.Text = Fill(w.Supplied, was, value)
		if f.Origin != nil {
			if f.Origin.Who != "" {
				n.Text = Fill(w.SuppliedBy, was, f.Origin.Who, value)
			}
			if f.Origin.Why != "" {
				n.Lines = append(n.Lines, Fill(w.Because, f.Origin.Why))
			}
		}
	case schema.Unresolved:
		n.Text = Fill(w.KeptBlank, was, w.rangeText(f.Range))
	case schema.Conflict:
		n.Text = w.KeptAsWritten
		n.Findings = v.mismatches[f.ID]
		for _, number := range n.Findings {
			n.Lines = append(n.Lines, v.broken(form, v.report.Findings[v.order[number-1]].Mismatch))
		}
	}
	return n
}

// wrote says what the document has in a figure's place.
func (w *Words) wrote(f *schema.Fact) string {
	switch {
	case f.Raw == nil:
		return w.NoCell
	case f.Status == schema.Supplied && f.At != nil && strings.TrimSpace(*f.Raw) != "":
		return Fill(w.Wrote, strings.TrimSpace(*f.Raw))
	case isBlank(*f.Raw):
		return w.Blank
	}
	return Fill(w.Unreadable, strings.TrimSpace(*f.Raw))
}

// isBlank tells whether a text is one of the ways to write nothing.
func isBlank(s string) bool {
	return strings.Trim(solid(s), "-—－–/／\\无\u200b\ufeff") == ""
}
