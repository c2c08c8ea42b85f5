package html

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// draft is a report in the making: the tables of forms, filled with figures.
type draft struct {
	t *testing.T
	schema.Report
	random *rand.Rand
	facts  map[string]int
}

func ptr[T any](v T) *T { return &v }

// formOf is an embedded form.
func formOf(t *testing.T, id string) *template.Form {
	t.Helper()
	for _, f := range template.Forms() {
		if f.ID == id {
			return f
		}
	}
	t.Fatalf("there is no form %s", id)
	return nil
}

// newDraft has every section of the form and every table, with a paragraph and
// a heading before each.
func newDraft(t *testing.T, form string, seed uint64) *draft {
	d := &draft{t: t, random: rand.New(rand.NewPCG(seed, 1)), facts: map[string]int{}}
	d.Schema = schema.Version
	d.Source = schema.Source{Name: "某局/年报.docx", Format: "docx", Bytes: 1, SHA256: "00"}
	d.Template.ID = form
	d.Title, d.Agency, d.Year = ptr("临沅区卫生健康局2023年政府信息公开工作年度报告"), ptr("临沅区卫生健康局"), ptr(2023)
	d.paragraph(d.section("preface", ""), "根据《条例》，现公布本年度报告。")
	f := formOf(t, form)
	if len(f.Sections) == 0 {
		d.table(d.section("overview", "一、概述"), &f.Tables[0])
	}
	for i, s := range f.Sections {
		at := d.section(s.ID, "一二三四五六"[3*i:3*i+3]+"、"+s.Heading)
		d.block(at, schema.Block{Kind: schema.HeadingBlock, Level: 1, Text: "（一）有关情况"})
		d.paragraph(at, "第 "+strconv.Itoa(i+1)+" 部分的说明，共 12 件。")
		if table := f.Table(s.ID); table != nil {
			d.table(at, table)
		}
	}
	return d
}

func (d *draft) section(id, heading string) int {
	s := schema.Section{ID: id}
	if heading != "" {
		s.Heading = &heading
	}
	d.Sections = append(d.Sections, s)
	return len(d.Sections) - 1
}

func (d *draft) block(section int, b schema.Block) {
	d.Sections[section].Blocks = append(d.Sections[section].Blocks, b)
}

func (d *draft) paragraph(section int, text string) {
	d.block(section, schema.Block{Kind: schema.ParagraphBlock, Text: text})
}

// plain adds a table of no form; each string is a row, cells set off by "|".
func (d *draft) plain(section int, within schema.Within, rows ...[]string) int {
	table := schema.Table{Index: len(d.Tables), Within: within, Rows: len(rows)}
	for r, row := range rows {
		table.Columns = max(table.Columns, len(row))
		for c, text := range row {
			table.Cells = append(table.Cells, schema.Cell{Row: r, Column: c, RowSpan: 1, ColumnSpan: 1, Text: text})
		}
	}
	d.Tables = append(d.Tables, table)
	if section >= 0 {
		d.block(section, schema.Block{Kind: schema.TableBlock, Table: ptr(table.Index)})
	}
	return table.Index
}

// table adds a form's table as an office writes it, every cell filled.
func (d *draft) table(section int, form *template.Table) int {
	switch form.ID {
	case "proactive":
		d.Template.Tables.Proactive = form.Form
	case "applications":
		d.Template.Tables.Applications = form.Form
	case "review":
		d.Template.Tables.Review = form.Form
	case "stats":
		d.Template.Tables.Stats = form.Form
	}
	index := len(d.Tables)
	p := form.Print(func(template.Fact) bool { return true })
	table := schema.Table{Index: index, TemplateTable: ptr(form.ID), Rows: p.Rows, Columns: p.Columns}
	for _, c := range p.Cells {
		text := c.Label
		if c.Role == template.Figure && c.Fact >= 0 {
			f := form.Facts[c.Fact]
			v := schema.Count(d.random.Int64N(1500))
			switch {
			case f.Kind == template.Amount:
				v.Scale = 4
			case f.Kind == template.Signed && d.random.IntN(2) == 0:
				v.Unscaled = -v.Unscaled
			}
			text = v.String()
			fact := schema.Fact{ID: f.ID, Value: &v, Status: schema.Given, Raw: &text, At: &schema.Place{Table: index, Row: c.Row, Column: c.Column}}
			if f.Unit == template.UnitAsWritten {
				fact.Unit = ptr("万元")
			}
			d.facts[f.ID] = len(d.Facts)
			d.Facts = append(d.Facts, fact)
		}
		table.Cells = append(table.Cells, schema.Cell{Row: c.Row, Column: c.Column, RowSpan: c.RowSpan, ColumnSpan: c.ColumnSpan, Text: text})
	}
	d.Tables = append(d.Tables, table)
	if section >= 0 {
		d.block(section, schema.Block{Kind: schema.TableBlock, Table: &index})
	}
	return index
}

func (d *draft) fact(id string) *schema.Fact {
	d.t.Helper()
	i, ok := d.facts[id]
	if !ok {
		d.t.Fatalf("there is no fact %s", id)
	}
	return &d.Facts[i]
}

// blank empties a figure's cell.
func (d *draft) blank(ids ...string) {
	for _, id := range ids {
		f := d.fact(id)
		f.Value, f.Status, f.Raw = nil, schema.Unresolved, ptr("")
		f.Range = &schema.Range{Low: ptr(schema.Count(0)), High: ptr(schema.Count(7))}
		d.find(schema.Finding{Code: "blank-unresolved", Severity: schema.Warning, MessageZh: id + "缺失", Message: id + " is missing", Facts: []string{id}, At: f.At})
		d.written(f, "")
	}
}

// repair empties cells that one proof fills with 3 each.
func (d *draft) repair(ids ...string) {
	for _, id := range ids {
		f := d.fact(id)
		f.Value, f.Status, f.Raw = ptr(schema.Count(3)), schema.Repaired, ptr("　")
		f.Repair = &schema.Repair{Upper: []schema.Step{{Sign: 1, Relation: "a.sum"}}, Lower: []schema.Step{{Sign: -1, Relation: "b.sum"}}, From: []string{"a", "b"}, Explain: "proof", ExplainZh: "依据甲"}
		d.written(f, "　")
	}
	d.find(schema.Finding{Code: "blank-filled", Severity: schema.Info, MessageZh: "已补全", Message: "filled", Facts: ids})
}

func (d *draft) contradict(ids ...string) {
	for _, id := range ids {
		d.fact(id).Status = schema.Conflict
	}
	d.find(schema.Finding{Code: "sum-mismatch", Severity: schema.Error, MessageZh: "合计不符", Message: "the sum differs", Facts: ids,
		SuggestionZh: ptr("核对"), Suggestion: ptr("check"),
		Mismatch: &schema.Mismatch{Relation: "review.sum", Delta: ptr(schema.Count(-4)), SuspectsComplete: true,
			Suspects: [][]schema.Suspect{{{ID: ids[0], Value: ptr(schema.Count(11))}}, {{ID: ids[1]}}}}})
}

func (d *draft) find(f schema.Finding) { d.Findings = append(d.Findings, f) }

func (d *draft) written(f *schema.Fact, text string) {
	for i := range d.Tables[f.At.Table].Cells {
		if c := &d.Tables[f.At.Table].Cells[i]; c.Row == f.At.Row && c.Column == f.At.Column {
			c.Text = text
		}
	}
}

func (d *draft) report() schema.Report {
	d.Summary = schema.Summarise(d.Facts, d.Findings)
	return d.Report
}
