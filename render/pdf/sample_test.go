package pdf

import (
	"math/rand/v2"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// sample makes a report of a form.
type sample struct {
	form       string
	agency     string
	paragraphs int                                   // of each section
	figure     func(id string, i int) *schema.Number // nil for a blank one
	status     func(id string, i int) schema.Status
}

func ptr[T any](v T) *T { return &v }

const narrative = "2023年，定襄经济技术开发区在县委、县政府的正确领导下，严格按照中央、省、市、县工作部署要求，为切实做好政府信息公开工作，坚持以“公开为常态，不公开为例外”，全年主动公开政府信息153条，其中政府网站公开73条（占47.7%），政务微信公开53条，其他方式公开27条——较上年增长12.5%。"

func (s sample) report() schema.Report {
	if s.agency == "" {
		s.agency = "定襄经济技术开发区"
	}
	if s.paragraphs == 0 {
		s.paragraphs = 2
	}
	var form *template.Form
	for _, f := range template.Forms() {
		if f.ID == s.form {
			form = f
		}
	}
	r := schema.Report{Schema: schema.Version, Template: schema.Template{ID: s.form},
		Title: ptr(s.agency + "\n2023年度政府信息公开工作年度报告"), Agency: ptr(s.agency), Year: ptr(2023)}
	r.Sections = append(r.Sections, schema.Section{ID: "preface", Blocks: []schema.Block{{Kind: schema.ParagraphBlock, Text: narrative}}})
	sections := form.Sections
	if len(sections) == 0 {
		sections = []template.Section{{ID: "overview", Number: 1, Heading: "概述"}, {ID: "unknown", Number: 2, Heading: "统计表"}}
	}
	for _, f := range sections {
		heading := string([]rune("　一二三四五六七八九十")[f.Number]) + "、" + f.Heading
		section := schema.Section{ID: f.ID, Heading: &heading}
		if f.ID == "overview" {
			for i := range s.paragraphs {
				if i%3 == 0 {
					section.Blocks = append(section.Blocks, schema.Block{Kind: schema.HeadingBlock, Level: 1, Text: "（" + string([]rune("一二三四五六七八九十")[i/3%10]) + "）加强组织领导"})
				}
				section.Blocks = append(section.Blocks, schema.Block{Kind: schema.ParagraphBlock, Text: strings.Repeat(narrative, 1+i%2)})
			}
		}
		for k := range form.Tables {
			t := &form.Tables[k]
			if t.Section != f.ID && (t.Section != "" || f.ID != "unknown") {
				continue
			}
			index := len(r.Tables)
			section.Blocks = append(section.Blocks, schema.Block{Kind: schema.TableBlock, Table: &index})
			r.Tables = append(r.Tables, schema.Table{Index: index, TemplateTable: &t.ID, Rows: 1, Columns: 1,
				Cells: []schema.Cell{{RowSpan: 1, ColumnSpan: 1, Text: "原表"}}})
			switch t.ID {
			case "proactive":
				r.Template.Tables.Proactive = s.form
			case "applications":
				r.Template.Tables.Applications = s.form
			case "review":
				r.Template.Tables.Review = s.form
			case "stats":
				r.Template.Tables.Stats = s.form
			}
			for i, f := range t.Facts {
				if f.Optional {
					continue
				}
				fact := schema.Fact{ID: f.ID, Status: schema.Given, Value: s.figure(f.ID, i), Unit: &t.Unit, At: &schema.Place{Table: index}}
				if fact.Value == nil {
					fact.Status, fact.Raw = schema.Unresolved, ptr(" ")
				}
				if s.status != nil {
					fact.Status = s.status(f.ID, i)
				}
				if fact.Status == schema.Repaired {
					fact.Repair = &schema.Repair{Explain: "the sum leaves nothing else", ExplainZh: "总计减去其余各项之和，差为本格；本格不为负，故只能是此数。"}
				}
				r.Facts = append(r.Facts, fact)
			}
		}
		if f.ID != "overview" && f.ID != "review" {
			section.Blocks = append(section.Blocks, schema.Block{Kind: schema.ParagraphBlock, Text: narrative})
		}
		r.Sections = append(r.Sections, section)
	}
	r.Summary = schema.Summarise(r.Facts, r.Findings)
	return r
}

// random gives figures of up to digits digits.
func random(digits int) func(string, int) *schema.Number {
	r := rand.New(rand.NewPCG(7, uint64(digits)))
	return func(string, int) *schema.Number {
		n := int64(1)
		for range 1 + r.IntN(digits) {
			n *= 10
		}
		v := schema.Count(r.Int64N(n))
		return &v
	}
}

func blank(string, int) *schema.Number { return nil }

// marked gives every fifth figure another status.
func marked(id string, i int) schema.Status {
	if i%5 == 2 {
		return schema.Statuses[i/5%len(schema.Statuses)]
	}
	return schema.Given
}

// samples are the kinds of report that every test goes over.
func samples() map[string]schema.Report {
	m := map[string]schema.Report{
		"usual":      sample{form: "2021", figure: random(3), paragraphs: 8}.report(),
		"blank":      sample{form: "2021", figure: blank}.report(),
		"marked":     sample{form: "2021", figure: random(4), status: marked}.report(),
		"of 2019":    sample{form: "2019", figure: random(5)}.report(),
		"of 2014":    sample{form: "2014", figure: random(4)}.report(),
		"ministry":   sample{form: "2021", figure: random(6), paragraphs: 90, agency: "中华人民共和国国家市场监督管理总局办公厅政务公开办公室"}.report(),
		"long words": sample{form: "2021", figure: random(2), agency: strings.Repeat("https://www.example.gov.cn/", 9)}.report(),
	}
	m["plain tables"] = plain()
	m["hostile"] = hostile()
	untitled := sample{form: "2021", figure: random(1)}.report()
	untitled.Title = ptr("\x00\u200B")
	m["untitled"] = untitled
	m["empty"] = schema.Report{Schema: schema.Version, Template: schema.Template{ID: schema.FormUnknown}}
	return m
}

// plain is a report in tables of its own, narrow, long and wide.
func plain() schema.Report {
	r := sample{form: "2021", figure: random(3)}.report()
	r.Template = schema.Template{ID: schema.FormUnknown}
	r.Facts, r.Tables = nil, nil
	section := schema.Section{ID: "unknown", Heading: ptr("附表")}
	for _, size := range [][2]int{{4, 3}, {70, 6}, {12, 24}, {30, 60}, {3, 2}} {
		index := len(r.Tables)
		t := schema.Table{Index: index, Rows: size[0], Columns: size[1]}
		for row := range size[0] {
			for column := 0; column < size[1]; column++ {
				c := schema.Cell{Row: row, Column: column, RowSpan: 1, ColumnSpan: 1, Text: strings.Repeat("12", (row+column)%4)}
				switch {
				case row == 0:
					c.Text = "指标名称"
				case column == 0:
					c.Text = "某县人民政府办公室"
				case size[1] == 2:
					c.Text = strings.Repeat(narrative, 12)
				}
				if row == 0 && column%4 == 2 && column+1 < size[1] {
					c.ColumnSpan = 2
					column++
				}
				t.Cells = append(t.Cells, c)
			}
		}
		r.Tables = append(r.Tables, t)
		section.Blocks = append(section.Blocks, schema.Block{Kind: schema.TableBlock, Table: &index},
			schema.Block{Kind: schema.ParagraphBlock, Text: narrative})
	}
	r.Sections = append(r.Sections[:2], section)
	return r
}

// hostile has text that no page is made for.
func hostile() schema.Report {
	r := sample{form: "2021", figure: random(3)}.report()
	r.Title = ptr("\x00\u202E标题\uFEFF\U0001F600𬭎\n\t(\\)<>/%\r%%EOF endobj\nendstream")
	for _, text := range []string{
		"\x00\x01\x1B[31m", "\xFF\xFE\xC0", "𠀀𬭎𬭎𫖯\U0001F600\U0010FFFF", "\uFFFE\uFFFF\uFFFD", "\uE000\uE001",
		strings.Repeat("a", 5000), strings.Repeat("，", 500), strings.Repeat("（", 500), strings.Repeat("\u0301", 200),
		strings.Repeat("—", 300), "a\u200Bb\u00ADc\u2060d", "EMC Q ET) Tj (", "endstream endobj 1 0 obj", "שלום العربية ไทย", "☑☐✓①⑩㈠Ⅻ㎡℃№",
	} {
		r.Sections[1].Blocks = append(r.Sections[1].Blocks,
			schema.Block{Kind: schema.ParagraphBlock, Text: text},
			schema.Block{Kind: schema.ListBlock, Numbering: text, Text: text},
			schema.Block{Kind: schema.HeadingBlock, Level: 7, Text: text},
			schema.Block{Kind: schema.ImageBlock, Text: text},
			schema.Block{Kind: schema.ParagraphBlock, Text: "式", Equations: []string{text}})
	}
	return r
}
