package normalize

import (
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/match"
	"github.com/nianbao/nianbao/schema/message"
	"github.com/nianbao/nianbao/schema/numeral"
	"github.com/nianbao/nianbao/schema/repair"
	"github.com/nianbao/nianbao/schema/template"
)

// readFigures reads what each fact's cell says; told are the facts whose loss
// has a finding.
func readFigures(t schema.Template, placed match.Result, forms []*template.Form, marked map[schema.Place]doc.NoteCode, told map[string]bool) ([]repair.Input, []schema.Finding) {
	var inputs []repair.Input
	var findings []schema.Finding
	for _, table := range wanted(t, forms) {
		in := repair.Input{Table: table, Reads: make([]repair.Read, len(table.Facts))}
		var found *match.Found
		for i := range placed.Found {
			if placed.Found[i].Table.ID == table.ID {
				found = &placed.Found[i]
			}
		}
		findings = append(findings, readTable(&in, found, marked)...)
		for i := range in.Reads {
			in.Reads[i].Told = in.Reads[i].Told || found == nil || told[table.Facts[i].ID]
		}
		inputs = append(inputs, in)
	}
	return inputs, findings
}

// readTable reads the cells of one form table; found is nil where there is
// none. A marked cell has raised digits beside others, or struck ones: "5¹" may
// be a figure and a note's mark, so it is not read.
func readTable(in *repair.Input, found *match.Found, marked map[schema.Place]doc.NoteCode) []schema.Finding {
	t := in.Table
	var findings []schema.Finding
	var normalised []int
	units := headUnits(found)
	for i := range t.Facts {
		f := &t.Facts[i]
		read := &in.Reads[i]
		want := numeral.Want{Signed: f.Kind == template.Signed, Decimal: f.Kind == template.Amount, Unit: f.Unit}
		if f.Unit == template.UnitAsWritten {
			want.Unit = ""
		} else {
			read.Unit = &f.Unit
		}
		if found == nil {
			read.Absent = f.Optional
			continue
		}
		read.Absent = f.Optional && !found.Printed[i]
		head := units[f.Block][f.Column]
		if f.Unit == template.UnitAsWritten && head != "" {
			read.Unit = &head
		}
		cell := &found.Cells[i]
		if !cell.Found {
			continue
		}
		read.Raw, read.At, read.Placed = &cell.Raw, &cell.At, &cell.Placed
		got := numeral.Parse(cell.Raw, want)
		if got.State == numeral.Figure && got.Unit == "" && head != "" && f.Kind == template.Amount && f.Unit != template.UnitAsWritten && head != f.Unit {
			// The head names another unit than the form's: the figure is in that unit.
			got = numeral.Parse(strings.TrimSpace(cell.Raw)+head, want)
		}
		if got.State == numeral.Figure && f.Kind != template.Amount && (got.Value.Unscaled > schema.MaxFigure || got.Value.Unscaled < -schema.MaxFigure) {
			got.State = numeral.NotANumber
		}
		mark := marked[cell.At]
		if got.State == numeral.Figure && mark != "" {
			got.State = numeral.NotANumber
		}
		if got.Unit != "" && f.Unit == template.UnitAsWritten {
			read.Unit = &got.Unit
		}
		switch got.State {
		case numeral.Missing:
		case numeral.Figure:
			read.Value = &got.Value
			if got.Normalised {
				normalised = append(normalised, i)
			}
		default:
			read.Told = true
			findings = append(findings, unreadable(t, i, got, cell, mark))
		}
	}
	if len(normalised) > 0 {
		names, ids := namesOf(t, normalised)
		f := message.Find("value-normalised", message.Args{"table": {Zh: t.Title, En: t.TitleEn}, "n": message.Int(len(normalised)), "rows": message.List(names, 4)})
		f.Facts = ids
		findings = append(findings, f)
	}
	return findings
}

// headUnits are the units of money that the heads state, by block and column.
func headUnits(found *match.Found) [][]string {
	if found == nil {
		return nil
	}
	out := make([][]string, len(found.ColumnLabels))
	for b, labels := range found.ColumnLabels {
		out[b] = make([]string, len(labels))
		for c, label := range labels {
			out[b][c] = moneyUnit(label)
		}
	}
	return out
}

// moneyUnit is the unit of money that a head states in brackets or after 单位,
// and nothing else: "本年收费金额（单位：万元）", "采购总金额(万元,保留四位小数)".
func moneyUnit(label string) string {
	label = match.Simplify(squeeze(label))
	for label != "" {
		_, after, ok := strings.Cut(label, "(")
		if !ok {
			if _, after, ok = strings.Cut(label, "单位"); !ok {
				return ""
			}
		}
		label = after
		unit := strings.TrimLeft(strings.TrimPrefix(after, "单位"), ":")
		if i := strings.IndexAny(unit, ",、;)"); i >= 0 {
			unit = unit[:i]
		}
		switch unit {
		case "亿元", "百万元", "万元", "千元", "元":
			return unit
		}
	}
	return ""
}

func unreadable(t *template.Table, fact int, got numeral.Reading, cell *match.Cell, mark doc.NoteCode) schema.Finding {
	zh, en := t.Name(t.Facts[fact])
	args := message.Args{"where": {Zh: zh, En: en}, "text": message.Quote(cell.Raw, 30), "meant": {}}
	key := "value-not-a-number"
	switch {
	case got.State == numeral.Negative:
		key = "value-negative"
	case got.State == numeral.Fractional:
		key = "value-fractional"
	case mark == doc.Raised:
		key = "value-not-a-number/raised"
	case mark == doc.Struck:
		key = "value-not-a-number/struck"
	}
	if got.Meant != nil {
		v := got.Meant.String()
		args["meant"] = message.Text{Zh: "（是否应为 " + v + "？）", En: " (is it " + v + "?)"}
	}
	f := message.Find(key, args)
	at := cell.At
	f.Facts, f.At = []string{t.Facts[fact].ID}, &at
	return f
}

func namesOf(t *template.Table, facts []int) (names []message.Text, ids []string) {
	for _, i := range facts {
		zh, en := t.Name(t.Facts[i])
		names, ids = append(names, message.Text{Zh: zh, En: en}), append(ids, t.Facts[i].ID)
	}
	return names, ids
}
