package layout

import (
	"cmp"
	"slices"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// mark puts the findings in their order, worst first, and finds the
// contradictions that facts stand in.
func (v *view) mark() {
	v.noted = map[string]int{}
	v.order = make([]int, len(v.report.Findings))
	for i := range v.order {
		v.order[i] = i
	}
	slices.SortStableFunc(v.order, func(a, b int) int {
		return cmp.Compare(severityRank(v.report.Findings[a].Severity), severityRank(v.report.Findings[b].Severity))
	})
	v.mismatches = map[string][]int{}
	for number, i := range v.order {
		f := &v.report.Findings[i]
		if f.Mismatch == nil {
			continue
		}
		for _, id := range f.Facts {
			v.mismatches[id] = append(v.mismatches[id], number+1)
		}
	}
}

func (v *view) message(f *schema.Finding) string {
	if v.English {
		return f.Message
	}
	return f.MessageZh
}

// Finding is one thing noticed, with where to look.
type Finding struct {
	Severity schema.Severity
	Code     string
	// Text is the sentence, Suggestion what to do about it, or empty.
	Text, Suggestion string
	// Excerpt are the words of the narrative that it is about, or empty.
	Excerpt string
	// Places are the printed cells that it is about, or the section.
	Places []Ref
	// Suspects are the smallest sets of figures whose change makes all hold.
	Suspects [][]Ref
}

// findings lists the report's findings, worst first, otherwise in their order.
func (v *view) findings(sections []Section) []Finding {
	forms := v.formed()
	ref := func(id string) Ref {
		r := Ref{Fact: -1, Section: -1, Name: id}
		for _, form := range forms {
			if i := form.Index(id); i >= 0 {
				k, ok := v.shown[id]
				if !ok {
					k = -1
				}
				return v.refer(form, i, k)
			}
		}
		return r
	}
	out := make([]Finding, len(v.report.Findings))
	for i, k := range v.order {
		from := &v.report.Findings[k]
		f := Finding{Severity: from.Severity, Code: from.Code, Text: v.message(from), Excerpt: from.Excerpt}
		suggestion := from.SuggestionZh
		if v.English {
			suggestion = from.Suggestion
		}
		if suggestion != nil {
			f.Suggestion = *suggestion
		}
		for _, id := range from.Facts {
			if r := ref(id); r.Fact >= 0 {
				f.Places = append(f.Places, r)
			}
		}
		if len(f.Places) == 0 && from.At != nil {
			f.Places = append(f.Places, Ref{Fact: -1, Section: -1, At: from.At, Name: v.words.cell(from.At)})
		}
		if len(f.Places) == 0 && from.Section != "" {
			for k := range sections {
				if sections[k].ID == from.Section && sections[k].Heading != "" {
					f.Places = append(f.Places, Ref{Fact: -1, Section: k, Name: sections[k].Heading})
					break
				}
			}
		}
		if from.Mismatch != nil {
			for _, set := range from.Suspects {
				var refs []Ref
				for _, s := range set {
					r := ref(s.ID)
					if s.Value != nil {
						r.Value = s.Value.String()
					}
					refs = append(refs, r)
				}
				f.Suspects = append(f.Suspects, refs)
			}
		}
		out[i] = f
	}
	return out
}

// formed are the form tables that were printed.
func (v *view) formed() []*template.Table {
	var out []*template.Table
	for _, id := range [...]string{"proactive", "applications", "review", "stats"} {
		if v.done[id] {
			out = append(out, v.form(id))
		}
	}
	return out
}

// cell names a cell of a table as written, as findings do: from 1.
func (w *Words) cell(at *schema.Place) string {
	return Fill(w.CellName, Itoa(at.Table+1), Itoa(at.Row+1), Itoa(at.Column+1))
}
