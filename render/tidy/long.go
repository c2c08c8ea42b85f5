package tidy

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/schema"
)

// long is the table of one row a figure.
type long struct {
	options Options
	places  *places
	row     []cell
}

func newLong(o Options) *long {
	return &long{o, newPlaces(o.forms()), make([]cell, len(factColumns))}
}

func (l *long) columns() []Column { return factColumns }

func (l *long) rows(r schema.Report, count func(schema.Status), emit func([]cell) error) error {
	places := l.places.of(r.Template)
	reportCells(r, l.row)
	for i := range r.Facts {
		f := &r.Facts[i]
		if !l.options.wants(f.Status) {
			continue
		}
		fill(l.row[len(reportColumns):], f, places[f.ID])
		count(f.Status)
		if err := emit(l.row); err != nil {
			return err
		}
	}
	return nil
}

// fill sets the cells after those of the report, in the order of factColumns.
// Where the forms at hand do not know the figure, p is nil.
func fill(row []cell, f *schema.Fact, p *place) {
	if p == nil {
		p = new(place)
	}
	exact := none
	if f.Value != nil {
		exact = text(f.Value.String())
	}
	at := [3]cell{none, none, none}
	if f.At != nil {
		at = [3]cell{integer(f.At.Table), integer(f.At.Row), integer(f.At.Column)}
	}
	low, high := none, none
	if f.Range != nil {
		low, high = number(f.Range.Low), number(f.Range.High)
	}
	origin := none
	if f.Origin != nil {
		origin = text(f.Origin.By)
	}
	for i, c := range [...]cell{
		filled(p.form), filled(p.table), filled(p.row), filled(p.column),
		filled(p.rowZh), filled(p.rowEn), filled(p.colZh), filled(p.colEn),
		text(f.ID), number(f.Value), exact, pointed(f.Unit), filled(p.kind), text(string(f.Status)), pointed(f.Raw),
		at[0], at[1], at[2], low, high, relations(f.Repair), origin,
	} {
		row[i] = c
	}
}

// relations are the sums of a proof, each once, in the order of the proof.
func relations(r *schema.Repair) cell {
	if r == nil {
		return none
	}
	var ids []string
	for _, steps := range [...][]schema.Step{r.Upper, r.Lower} {
		for _, s := range steps {
			if !slices.Contains(ids, s.Relation) {
				ids = append(ids, s.Relation)
			}
		}
	}
	return filled(strings.Join(ids, " "))
}
