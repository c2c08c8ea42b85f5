package normalize

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/match"
	"github.com/nianbao/nianbao/schema/message"
	"github.com/nianbao/nianbao/schema/numeral"
	"github.com/nianbao/nianbao/schema/repair"
	"github.com/nianbao/nianbao/schema/template"
)

// readFigures reads what each fact's cell says; told are the facts whose loss
// has a finding.
func readFigures(t schema.Template, placed match.Result, forms []*template.Form, obstacles map[schema.Place]obstacle, told map[string]bool) ([]repair.Input, []schema.Finding) {
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
		findings = append(findings, readTable(&in, found, obstacles)...)
		for i := range in.Reads {
			in.Reads[i].Told = in.Reads[i].Told || found == nil || told[table.Facts[i].ID]
		}
		inputs = append(inputs, in)
	}
	return inputs, findings
}

// readTable reads the cells of one form table; found is nil where there is
// none. A cell with an obstacle is not read: "5¹" may be a figure and a note's mark.
func readTable(in *repair.Input, found *match.Found, obstacles map[schema.Place]obstacle) []schema.Finding {
	t := in.Table
	var findings []schema.Finding
	var normalised []int
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
		cell := &found.Cells[i]
		var stated []string
		if f.Kind == template.Amount {
			stated = statedUnits(found, t.Facts[i], cell.Placed.RowLabel, moneyUnit)
		}
		if f.Unit == template.UnitAsWritten && len(stated) == 1 {
			read.Unit = &stated[0]
		}
		if !cell.Found {
			continue
		}
		read.Raw, read.At, read.Placed = &cell.Raw, &cell.At, &cell.Placed
		got := numeral.Parse(cell.Raw, want)
		unclear := false
		if written := got.State == numeral.Figure && got.Value.Unscaled != 0 || got.State == numeral.Fractional; written && got.Unit == "" {
			// The table may name another unit than the form's: the figure is in that unit.
			switch {
			case f.Kind != template.Amount:
				if many := statedUnits(found, t.Facts[i], cell.Placed.RowLabel, manyUnit); many != nil {
					got = numeral.Parse(strings.TrimSpace(cell.Raw)+many[0], want)
				}
			case len(stated) > 1:
				unclear = true
			case f.Unit != template.UnitAsWritten && len(stated) == 1 && stated[0] != f.Unit:
				got = numeral.Parse(strings.TrimSpace(cell.Raw)+stated[0], want)
			}
		}
		if got.State == numeral.Figure && f.Kind != template.Amount && (got.Value.Unscaled > schema.MaxFigure || got.Value.Unscaled < -schema.MaxFigure) {
			got.State = numeral.NotANumber
		}
		o, ok := obstacles[cell.At]
		if ok && (got.State == numeral.Figure || got.State == numeral.Missing && o.key == drawnFigure) {
			got.State = numeral.NotANumber
		}
		if got.Unit != "" && f.Unit == template.UnitAsWritten {
			read.Unit = &got.Unit
		}
		if unclear {
			read.Told = true
			findings = append(findings, unitUnclear(t, i, stated, cell))
			continue
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
			findings = append(findings, unreadable(t, i, got, cell, o))
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

// statedUnits are the units that the table states of a fact: over its column,
// beside its row, in its block's title, or, of money, in a line of its own.
func statedUnits(found *match.Found, f template.Fact, rowLabel string, unit func(string) string) []string {
	var out []string
	add := func(labels ...string) {
		for _, l := range labels {
			if u := unit(l); u != "" && !slices.Contains(out, u) {
				out = append(out, u)
			}
		}
	}
	add(found.ColumnLabels[f.Block][f.Column], rowLabel, found.Titles[f.Block])
	if f.Kind == template.Amount {
		add(found.Units...)
	}
	return out
}

// moneyUnit is the unit of money that a label states, in brackets, after 单位
// or at its end: "本年收费金额（单位：万元）", "采购总金额(万元,保留四位小数)".
func moneyUnit(label string) string {
	units := [...]string{"亿元", "百万元", "万元", "千元", "元"}
	if !strings.Contains(label, "元") {
		return ""
	}
	label = match.Simplify(squeeze(label))
	for word := range strings.FieldsFuncSeq(label, func(r rune) bool { return strings.ContainsRune("():,、;/[]", r) }) {
		word = strings.TrimPrefix(strings.TrimPrefix(word, "单位"), "人民币")
		if slices.Contains(units[:], word) {
			return word
		}
	}
	for _, u := range units {
		if strings.HasSuffix(label, u) {
			return u
		}
	}
	return ""
}

// manyUnit is 万 where a label counts in ten thousands: "处理决定数量（万件）".
func manyUnit(label string) string {
	if !strings.Contains(label, "万") {
		return ""
	}
	for word := range strings.FieldsFuncSeq(match.Simplify(squeeze(label)), func(r rune) bool { return strings.ContainsRune("():,、;/[]", r) }) {
		switch strings.TrimPrefix(word, "单位") {
		case "万件", "万条", "万项", "万次", "万宗", "万个":
			return "万"
		}
	}
	return ""
}

// unitUnclear tells of a figure whose unit the table states in two ways.
func unitUnclear(t *template.Table, fact int, units []string, cell *match.Cell) schema.Finding {
	zh, en := t.Name(t.Facts[fact])
	f := message.Find("value-not-a-number/unit", message.Args{"where": {Zh: zh, En: en}, "text": message.Quote(cell.Raw, 30), "units": {Zh: strings.Join(units, "、"), En: strings.Join(units, ", ")}})
	at := cell.At
	f.Facts, f.At = []string{t.Facts[fact].ID}, &at
	return f
}

func unreadable(t *template.Table, fact int, got numeral.Reading, cell *match.Cell, o obstacle) schema.Finding {
	zh, en := t.Name(t.Facts[fact])
	args := message.Args{"where": {Zh: zh, En: en}, "text": message.Quote(cell.Raw, 30), "shown": o.shown, "meant": {}}
	key := "value-not-a-number"
	switch {
	case got.State == numeral.Negative:
		key = "value-negative"
	case got.State == numeral.Fractional:
		key = "value-fractional"
	case o.key != "":
		key = o.key
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
