package tidy

import (
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// statusSuffix ends the name of the column that holds a figure's status.
const statusSuffix = ".status"

// wide is the table of one row a report: the report, the form that each of its
// tables follows, the figures, and then the figures' statuses.
type wide struct {
	options Options
	tables  []template.Table
	cols    []Column
	// first is the first figure's column; a figure's status stands count
	// columns after it.
	first, count int
	at           []map[string]int // of each table: columns by id
	row          []cell
}

func newWide(o Options, tables []template.Table) *wide {
	w := &wide{options: o, tables: tables, cols: reportColumns[:len(reportColumns):len(reportColumns)]}
	for i := range tables {
		t := &tables[i]
		w.cols = append(w.cols, Column{
			Name: "template." + t.ID, Zh: t.Title + "：表样", En: t.ID + ": form",
			TellZh: "此表所用的表样；与本表不同时，其数字留空", TellEn: "the form that this table follows; where it is another one, its figures are blank",
		})
	}
	w.first = len(w.cols)
	for i := range tables {
		t := &tables[i]
		index := map[string]int{}
		for _, f := range t.Facts {
			index[f.ID] = len(w.cols)
			p := placeFact(t, f)
			w.cols = append(w.cols, Column{Name: f.ID, Type: Number, Zh: p.nameZh, En: p.nameEn, TellZh: t.Title, TellEn: t.TitleEn, Unit: p.unit})
		}
		w.at = append(w.at, index)
	}
	w.count = len(w.cols) - w.first
	for _, c := range w.cols[w.first:] {
		w.cols = append(w.cols, Column{
			Name: c.Name + statusSuffix, Zh: c.Zh + "状态", En: c.En + ": status", Values: statuses,
			TellZh: "此数字从何而来", TellEn: "where the figure comes from",
		})
	}
	w.row = make([]cell, len(w.cols))
	return w
}

func (w *wide) columns() []Column { return w.cols }

// follows tells whether any table of a report is on this table's form.
func (w *wide) follows(t schema.Template) bool {
	for i := range w.tables {
		if w.on(t, i) {
			return true
		}
	}
	return false
}

// on tells whether a report's table is on this table's form. A table that the
// document lacks is on the report's own, or on that of its other tables.
func (w *wide) on(t schema.Template, table int) bool {
	want := w.tables[table].Form
	if found := t.Tables.Of(w.tables[table].ID); found != "" {
		return found == want
	}
	return t.ID == want
}

// rows makes a report's one row. Figures whose status is not wanted are blank;
// their status says why.
func (w *wide) rows(r schema.Report, count func(schema.Status), emit func([]cell) error) error {
	for i := range w.row {
		w.row[i] = none
	}
	reportCells(r, w.row)
	on := make([]bool, len(w.tables))
	for i := range w.tables {
		on[i] = w.on(r.Template, i)
		w.row[len(reportColumns)+i] = filled(r.Template.Tables.Of(w.tables[i].ID))
	}
	for i := range r.Facts {
		f := &r.Facts[i]
		for t, index := range w.at {
			c, ok := index[f.ID]
			if !ok || !on[t] {
				continue
			}
			w.row[c+w.count] = text(string(f.Status))
			if w.options.wants(f.Status) {
				w.row[c] = number(f.Value)
				count(f.Status)
			}
		}
	}
	return emit(w.row)
}
