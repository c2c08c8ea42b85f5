package tidy

import (
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// place is where a figure stands on its form, and how it is called there.
type place struct {
	form, table    string
	row, column    string
	rowZh, rowEn   string
	colZh, colEn   string
	nameZh, nameEn string
	kind, unit     string
}

// places finds figures by id for each mixture of forms that was met.
type places struct {
	forms []*template.Form
	known map[schema.Template]map[string]*place
}

func newPlaces(forms []*template.Form) *places {
	return &places{forms, map[schema.Template]map[string]*place{}}
}

// of lists a report's figures: each table's on the form that was found for it,
// a missing one's on the report's own; last, what other forms alone have.
func (p *places) of(t schema.Template) map[string]*place {
	if m, ok := p.known[t]; ok {
		return m
	}
	m := map[string]*place{}
	add := func(form, table string) {
		for _, f := range p.forms {
			if f.ID != form && form != "" {
				continue
			}
			for i := range f.Tables {
				if f.Tables[i].ID == table || table == "" {
					placeTable(m, &f.Tables[i])
				}
			}
		}
	}
	for _, table := range []string{"proactive", "applications", "review", "stats"} {
		if form := t.Tables.Of(table); form != "" {
			add(form, table)
		}
	}
	if t.ID != schema.FormUnknown && t.ID != "" {
		add(t.ID, "")
	}
	add("", "")
	p.known[t] = m
	return m
}

// placeTable adds a table's figures; an id that is there already stays.
func placeTable(m map[string]*place, t *template.Table) {
	for _, f := range t.Facts {
		if m[f.ID] != nil {
			continue
		}
		m[f.ID] = placeFact(t, f)
	}
}

func placeFact(t *template.Table, f template.Fact) *place {
	p := &place{form: t.Form, table: t.ID, row: t.Row(f).ID, column: t.Column(f).ID, kind: string(f.Kind), unit: f.Unit}
	p.rowZh, p.rowEn = t.RowName(f.Block, f.Row)
	p.colZh, p.colEn = t.ColumnName(f.Block, f.Column)
	p.nameZh, p.nameEn = t.Name(f)
	if f.Kind == template.Count {
		p.kind = "count"
	}
	if f.Unit == template.UnitAsWritten {
		p.unit = ""
	}
	return p
}

// reportCells are the values of reportColumns.
func reportCells(r schema.Report, row []cell) {
	year := none
	if r.Year != nil {
		year = integer(*r.Year)
	}
	row[0], row[1], row[2], row[3] = pointed(r.Agency), year, text(r.Source.Name), text(r.Source.SHA256)
}
