package layout

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

func ptr[T any](v T) *T { return &v }

// outline draws a page: a line for each section and piece.
func outline(p Page) string {
	var b strings.Builder
	for _, s := range p.Sections {
		fmt.Fprintf(&b, "[%s]", s.Heading)
		for _, piece := range s.Pieces {
			switch piece.Kind {
			case Heading:
				fmt.Fprintf(&b, " h%d:%s%s", piece.Depth, piece.Numbering, piece.Text)
			case Paragraph:
				fmt.Fprintf(&b, " p:%s%s", piece.Numbering, piece.Text)
			case Item:
				fmt.Fprintf(&b, " li:%s%s", piece.Numbering, piece.Text)
			case Image:
				b.WriteString(" image:" + piece.Text)
			case Signature:
				b.WriteString(" signed:" + piece.Text)
			case TableRemark:
				b.WriteString(" below:" + piece.Text)
			case Remark:
				b.WriteString(" ours")
			case TablePiece:
				if piece.Table.Form != nil {
					b.WriteString(" form:" + piece.Table.Form.ID)
				} else {
					fmt.Fprintf(&b, " table:%d", piece.Table.Index)
				}
			}
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String())
}

func cells(within schema.Within, form string, rows ...string) schema.Table {
	t := schema.Table{Within: within, Rows: len(rows)}
	if form != "" {
		t.TemplateTable = &form
	}
	for r, row := range rows {
		for c, text := range strings.Split(row, "|") {
			t.Columns = max(t.Columns, c+1)
			if text != "_" {
				t.Cells = append(t.Cells, schema.Cell{Row: r, Column: c, RowSpan: 1, ColumnSpan: 1, Text: text})
			}
		}
	}
	return t
}

func block(kind schema.BlockKind, text string) schema.Block {
	return schema.Block{Kind: kind, Text: text}
}

func table(i int) schema.Block { return schema.Block{Kind: schema.TableBlock, Table: &i} }

func TestOrder(t *testing.T) {
	const p, h = schema.ParagraphBlock, schema.HeadingBlock
	review := schema.FormTables{Review: "2021"}
	for _, c := range []struct {
		name     string
		sections []schema.Section
		tables   []schema.Table
		forms    schema.FormTables
		want     string
	}{
		{"what repeats the title is the title",
			[]schema.Section{{ID: "preface", Blocks: []schema.Block{block(p, "某县 人民政府"), block(h, "2023年报告"), block(p, "正文。")}}}, nil, schema.FormTables{}, "[] p:正文。"},
		{"no heading is more than one deeper than the last",
			[]schema.Section{{ID: "preface", Blocks: []schema.Block{{Kind: h, Level: 3, Text: "甲"}}}, {ID: "unknown", Heading: ptr("一、乙"), Blocks: []schema.Block{{Kind: h, Level: 4, Text: "丙"}, {Kind: h, Level: 1, Text: "丁"}}}},
			nil, schema.FormTables{}, "[] h2:甲\n[一、乙] h3:丙 h3:丁"},
		{"a section without its heading has the form's",
			[]schema.Section{{ID: "review", Blocks: []schema.Block{block(p, "无。")}}}, nil, schema.FormTables{}, "[四、政府信息公开行政复议、行政诉讼情况] p:无。"},
		{"automatic numbers are kept",
			[]schema.Section{{ID: "unknown", Heading: ptr("甲"), Numbering: "一、", Blocks: []schema.Block{{Kind: schema.ListBlock, Numbering: "1.", Text: "乙"}, {Kind: p, Numbering: "（一）"}}}}, nil, schema.FormTables{}, "[一、甲] li:1.乙 p:（一）"},
		{"a name and a date close the report",
			[]schema.Section{{ID: "unknown", Blocks: []schema.Block{block(p, "以上。"), block(p, "某县人民政府办公室"), block(p, "二〇二四年一月二十日")}}}, nil, schema.FormTables{}, "[] p:以上。 signed:某县人民政府办公室 signed:二〇二四年一月二十日"},
		{"a sentence before the date is no name",
			[]schema.Section{{ID: "unknown", Blocks: []schema.Block{block(p, "以上。"), block(p, "2024年1月20日")}}}, nil, schema.FormTables{}, "[] p:以上。 signed:2024年1月20日"},
		{"later pieces of a form's table stand in the first",
			[]schema.Section{{ID: "review", Heading: ptr("四"), Blocks: []schema.Block{table(0), block(p, "续表"), table(1)}}},
			[]schema.Table{cells(schema.Within{}, "review", "1"), cells(schema.Within{}, "review", "2")}, review, "[四] form:review p:续表"},
		{"a table that gives a form's its place leaves its text",
			[]schema.Section{{ID: "review", Heading: ptr("四"), Blocks: []schema.Block{table(0)}}},
			[]schema.Table{cells(schema.Within{}, "", "前言\n两行|", "后记|"), cells(schema.Within{Cell: &schema.Place{Row: 0, Column: 1}}, "review", "1")}, review, "[四] p:前言 p:两行 form:review p:后记"},
		{"a form's table in a footer stands at the end of its section",
			[]schema.Section{{ID: "review", Heading: ptr("四"), Blocks: []schema.Block{block(p, "甲")}}, {ID: "other", Heading: ptr("六")}},
			[]schema.Table{cells(schema.Within{Story: "footer"}, "review", "1"), cells(schema.Within{Story: "header"}, "", "页眉")}, review, "[四] p:甲 form:review\n[六]"},
		{"a table in a text box is not lost",
			[]schema.Section{{ID: "unknown", Heading: ptr("甲")}},
			[]schema.Table{cells(schema.Within{Story: "textbox"}, "", "乙")}, schema.FormTables{}, "[甲] table:0"},
		{"a table within another of no form stands after it, an empty one nowhere",
			[]schema.Section{{ID: "unknown", Blocks: []schema.Block{table(0), table(2)}}},
			[]schema.Table{cells(schema.Within{}, "", "甲"), cells(schema.Within{Cell: &schema.Place{}}, "", "乙"), cells(schema.Within{}, "", " |　")}, schema.FormTables{}, "[] table:0 table:1"},
		{"an index beyond the tables is passed over",
			[]schema.Section{{ID: "unknown", Blocks: []schema.Block{table(7), table(-1), block(p, "甲")}}}, nil, schema.FormTables{}, "[] p:甲"},
	} {
		r := schema.Report{Title: ptr("某县人民政府2023年报告"), Agency: ptr("某县人民政府"), Sections: c.sections, Tables: c.tables}
		r.Template = schema.Template{ID: "2021", Tables: c.forms}
		for i := range r.Tables {
			r.Tables[i].Index = i
		}
		page := View(r, Options{})
		if got := outline(page); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		if got := strings.Join(page.Title, "/"); got != "某县人民政府/2023年报告" {
			t.Errorf("%s: the title is %s", c.name, got)
		}
	}
}

// TestRowsBelow asserts that words under a form's figures are kept, and its
// own labels and figures are not said twice.
func TestRowsBelow(t *testing.T) {
	for _, c := range []struct{ row, want string }{
		{"单位负责人：甲|审核人：乙", "form:review below:单位负责人：甲　审核人：乙"},
		{"总计|", "form:review"},
		{"其中|12", "form:review"},
		{" |", "form:review"},
	} {
		r := schema.Report{Template: schema.Template{ID: "2021", Tables: schema.FormTables{Review: "2021"}},
			Sections: []schema.Section{{ID: "review", Heading: ptr("四"), Blocks: []schema.Block{table(0)}}},
			Tables:   []schema.Table{cells(schema.Within{}, "review", "结果维持|1", c.row)},
			Facts:    []schema.Fact{{ID: "review.upheld", Value: ptr(schema.Count(1)), Status: schema.Given, At: &schema.Place{Row: 0, Column: 1}}}}
		if got := strings.TrimPrefix(outline(View(r, Options{})), "[四] "); got != c.want {
			t.Errorf("below %q: %s, want %s", c.row, got, c.want)
		}
	}
}

func TestRaggedTablesAreFilled(t *testing.T) {
	r := schema.Report{Tables: []schema.Table{cells(schema.Within{}, "", "项目|数量|备注", "培训|_|_", "_|3")}}
	r.Tables[0].Cells[3].RowSpan = 2
	r.Sections = []schema.Section{{ID: "unknown", Blocks: []schema.Block{table(0)}}}
	got := View(r, Options{}).Sections[0].Pieces[0].Table
	draw := ""
	for _, c := range got.Cells {
		draw += fmt.Sprintf("%d,%d:%s%d ", c.Row, c.Column, c.Text, c.Role)
	}
	want := fmt.Sprintf("0,0:项目%[1]d 0,1:数量%[1]d 0,2:备注%[1]d 1,0:培训%[2]d 1,1:%[3]d 1,2:%[3]d 2,1:3%[2]d 2,2:%[3]d ", template.ColumnHead, template.Figure, template.Empty)
	if draw != want || got.Head != 1 {
		t.Errorf("cells %s\nwant  %s", draw, want)
	}
}

// TestSharedNotes asserts that figures share a note where all that it says is
// the same, and no more.
func TestSharedNotes(t *testing.T) {
	proof := func(from string) *schema.Repair {
		return &schema.Repair{Upper: []schema.Step{{Sign: 1, Relation: "review.sum"}}, From: []string{from}, ExplainZh: "依据" + from}
	}
	fact := func(column string, f schema.Fact) schema.Fact {
		f.ID = "review." + column
		return f
	}
	r := schema.Report{Template: schema.Template{ID: "2021", Tables: schema.FormTables{Review: "2021"}},
		Tables: []schema.Table{cells(schema.Within{}, "review", "1")}, Sections: []schema.Section{{ID: "review", Blocks: []schema.Block{table(0)}}},
		Facts: []schema.Fact{
			fact("upheld", schema.Fact{Status: schema.Repaired, Value: ptr(schema.Count(0)), Raw: ptr("/"), Repair: proof("甲")}),
			fact("corrected", schema.Fact{Status: schema.Repaired, Value: ptr(schema.Count(0)), Raw: ptr(""), Repair: proof("甲")}),
			fact("other", schema.Fact{Status: schema.Repaired, Value: ptr(schema.Count(0)), Raw: ptr(""), Repair: proof("乙")}),
			fact("pending", schema.Fact{Status: schema.Unresolved, Raw: ptr("约3"), Range: &schema.Range{Low: ptr(schema.Count(2)), High: ptr(schema.Count(5))}}),
			fact("total", schema.Fact{Status: schema.Given, Value: ptr(schema.Count(9)), Raw: ptr("9")}),
		}}
	page := View(r, Options{Review: true})
	got := ""
	for _, n := range page.Notes {
		got += fmt.Sprintf("%d %d格 %s%s\n", n.Number, len(n.Cells), n.Text, n.Proof)
	}
	want := "1 2格 原文空白；由表内各项关系可以证明只能是 0。依据甲\n" +
		"2 1格 原文空白；由表内各项关系可以证明只能是 0。依据乙\n" +
		"3 1格 原文写作“约3”，不是可用的数字；可取 2 至 5，不能唯一确定，保持空缺。\n"
	if got != want {
		t.Errorf("notes\n%swant\n%s", got, want)
	}
	if page := View(r, Options{}); page.Notes != nil || page.Findings != nil {
		t.Error("the clean edition has notes")
	}
}

func TestGather(t *testing.T) {
	ref := func(row, column string) Ref {
		return Ref{Fact: 0, Name: row + column, Row: row, Column: column}
	}
	for _, c := range []struct {
		list []Ref
		want string
	}{
		{[]Ref{ref("甲", "乙")}, "甲乙"},
		{[]Ref{ref("甲", "乙"), ref("丙", "乙")}, "“乙”列的:“甲”“丙”"},
		{[]Ref{ref("甲", "乙"), ref("甲", "丁")}, "“甲”行的:“乙”“丁”"},
		{[]Ref{ref("甲", "乙"), ref("丙", "丁")}, "甲乙 丙丁"},
		{[]Ref{ref("甲", "乙"), ref("甲", "丁"), ref("丙", "丁")}, "“甲”行 2 格 丙丁"},
		{[]Ref{ref("", "乙"), ref("", "丁")}, "乙 丁"},
	} {
		var out []string
		for _, p := range Chinese.Gather(c.list, 2) {
			s := strings.Join(p.Names, "")
			if p.Before != "" {
				s = p.Before + ":" + s
			}
			out = append(out, s)
		}
		if got := strings.Join(out, " "); got != c.want {
			t.Errorf("gathered %s, want %s", got, c.want)
		}
	}
}

// TestWordsAreWhole asserts that neither language lacks a word, and that both
// leave room for the same things.
func TestWordsAreWhole(t *testing.T) {
	zh, en := reflect.ValueOf(Chinese), reflect.ValueOf(English)
	for i := range zh.NumField() {
		if zh.Field(i).Kind() != reflect.String {
			continue
		}
		a, b := zh.Field(i).String(), en.Field(i).String()
		if a == "" || b == "" || strings.Count(a, "{}") != strings.Count(b, "{}") {
			t.Errorf("%s: %q, %q", zh.Type().Field(i).Name, a, b)
		}
	}
}
