package normalize

import (
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/schema"
)

// paper makes a document of paragraphs; a line "T:a|b/c|d" is a table, "T:"
// one whose only cell holds the next.
func paper(lines ...string) doc.Document {
	var d doc.Document
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if l == "T:" {
			i++
			d.Blocks = append(d.Blocks, doc.Block{Table: &doc.Table{Rows: []doc.Row{{Cells: []doc.Cell{{Span: 1, RowSpan: 1, Blocks: paper(lines[i]).Blocks}}}}}})
			continue
		}
		rows, isTable := strings.CutPrefix(l, "T:")
		if !isTable {
			d.Blocks = append(d.Blocks, doc.Block{Paragraph: &doc.Paragraph{Text: l}})
			continue
		}
		t := &doc.Table{}
		for _, r := range strings.Split(rows, "/") {
			var row doc.Row
			for _, c := range strings.Split(r, "|") {
				row.Cells = append(row.Cells, doc.Cell{Span: 1, RowSpan: 1, Blocks: []doc.Block{{Paragraph: &doc.Paragraph{Text: c}}}})
			}
			t.Rows = append(t.Rows, row)
		}
		d.Blocks = append(d.Blocks, doc.Block{Table: t})
	}
	return d
}

func TestTitles(t *testing.T) {
	for _, c := range []struct {
		lines  []string
		agency string
		year   int
	}{
		{[]string{"临沅区财政局2022年度政府信息公开工作年度报告"}, "临沅区财政局", 2022},
		{[]string{"临沅区财政局", "2022年度政府信息公开工作年度报告"}, "临沅区财政局", 2022},
		{[]string{"临沅区财政局2022年度政府信息公开", "工作年度报告"}, "临沅区财政局", 2022},
		{[]string{"2022年临沅区财政局政府信息公开年报"}, "临沅区财政局", 2022},
		{[]string{"临沅区财政局关于2022年政府信息公开工作的年度报告"}, "临沅区财政局", 2022},
		{[]string{"临沅区财政局二〇二二年政府信息公开工作年度报告"}, "临沅区财政局", 2022},
		{[]string{"临沅区财政局２０２２年政务信息公开年度报告"}, "临沅区财政局", 2022},
		{[]string{"临沅区财政局2022年政府信息公开工作告年度报"}, "临沅区财政局", 2022},
		{[]string{"索引号：000/2023-1", "发布机构：某局", "临沅区财政局2022年度政府信息公开工作年度报告"}, "临沅区财政局", 2022},
		{[]string{"政府信息公开工作年度报告", "根据条例要求，现公布临沅区财政局2022年政府信息公开工作年度报告。"}, "临沅区财政局", 2022},
	} {
		r := Report(paper(append(c.lines, "一、总体情况", "正文。")...), schema.Source{}, Options{})
		if r.Agency == nil || *r.Agency != c.agency || r.Year == nil || *r.Year != c.year {
			t.Errorf("%q: agency %q, year %v", c.lines, deref(r.Agency), r.Year)
		}
	}
}

func sectionIDs(r schema.Report) string {
	var ids []string
	for _, s := range r.Sections {
		ids = append(ids, s.ID)
	}
	return strings.Join(ids, " ")
}

func TestSections(t *testing.T) {
	const title = "临沅区财政局2022年度政府信息公开工作年度报告"
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"by number and wording", []string{"前言。", "一、总体情况", "正文。", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"},
			"preface overview proactive applications review problems other"},
		{"without numbers", []string{"总体情况", "正文。", "主动公开政府信息情况", "收到和处理政府信息公开申请情况"}, "overview proactive applications"},
		{"by other wordings behind a number", []string{"一、概述", "二、主动公开政府信息的情况", "三、依申请公开政府信息和不予公开政府信息的情况", "四、存在的不足及改进措施"},
			"overview proactive applications problems"},
		{"a chapter of its own", []string{"一、总体情况", "七、附件材料说明"}, "overview unknown"},
		{"parts of a section are no sections", []string{"一、总体情况", "（一）主动公开情况", "正文。", "（二）依申请公开情况。全年收到3件。"}, "overview"},
		{"a table of contents is none", []string{"目录", "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "前言。", "一、总体情况", "正文。", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"},
			"preface overview proactive applications"},
		{"a sentence is no heading", []string{"一、总体情况", "二、主动公开政府信息情况良好，全年公开3条。"}, "overview"},
	} {
		r := Report(paper(append([]string{title}, c.lines...)...), schema.Source{}, Options{})
		if got := sectionIDs(r); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		said := 0
		for _, s := range r.Sections {
			if s.Heading != nil {
				said++
			}
			said += len(s.Blocks)
		}
		if said != len(c.lines) {
			t.Errorf("%s: %d lines came to %d blocks", c.name, len(c.lines), said)
		}
	}
}

const fees = "T:第二十条第（六）项|/信息内容|本年处理决定数量/行政处罚|%/行政强制|2"

func TestTheFirstOfSeveralReportsIsTheReport(t *testing.T) {
	r := Report(paper(
		"临沅区财政局2022年度政府信息公开工作年度报告", "一、总体情况", "正文。", "二、主动公开政府信息情况", strings.ReplaceAll(fees, "%", "1"),
		"栖霞岭镇2022年度政府信息公开工作年度报告", "一、总体情况", "别的正文。", "二、主动公开政府信息情况", strings.ReplaceAll(fees, "%", "9"),
	), schema.Source{}, Options{})
	for _, f := range r.Facts {
		if f.ID == "proactive.penalty.decisions" && (f.Value == nil || f.Value.Unscaled != 1) {
			t.Errorf("penalty is %v", f.Value)
		}
	}
	said, kept := false, false
	for _, f := range r.Findings {
		said = said || f.Code == "report-repeated" && strings.Contains(f.MessageZh, "栖霞岭镇")
	}
	for _, s := range r.Sections {
		for _, b := range s.Blocks {
			kept = kept || b.Text == "别的正文。"
		}
	}
	if !said || !kept || *r.Agency != "临沅区财政局" {
		t.Errorf("said %v, kept %v, agency %s", said, kept, *r.Agency)
	}
}

func TestOfTwoTablesTheOneOfTheYearIsReadElseTheFirst(t *testing.T) {
	table := func(n string) string { return strings.ReplaceAll(fees, "%", n) }
	for _, c := range []struct {
		name     string
		lines    []string
		penalty  int64
		severity schema.Severity
	}{
		{"unlike", []string{table("1"), table("9")}, 1, schema.Warning},
		{"alike", []string{table("1"), table("1")}, 1, schema.Warning},
		{"last year's first", []string{"2021年：", table("9"), "2022年：", table("1")}, 1, schema.Info},
		{"last year's behind", []string{table("1"), "附：2021年数据", table("9")}, 1, schema.Info},
		{"last year's, which says more", []string{table("1"), "2021年数据", table("9") + "/第二十条第（五）项|/信息内容|本年处理决定数量/行政许可|3/第二十条第（一）项|||/信息内容|本年制发件数|本年废止件数|现行有效件数/规章|1|2|3/行政规范性文件|4|5|6"}, 1, schema.Info},
		{"last year's in a cell of another", []string{"2021年：", "T:", table("9"), "2022年：", table("1")}, 1, schema.Info},
		{"the year is a slip", []string{"2021年数据如下：", table("1")}, 1, ""},
	} {
		r := Report(paper(append([]string{"临沅区财政局2022年度政府信息公开工作年度报告", "二、主动公开政府信息情况"}, c.lines...)...), schema.Source{}, Options{})
		var severity schema.Severity
		for _, f := range r.Findings {
			if f.Code == "table-repeated" {
				severity = f.Severity
			}
		}
		for _, f := range r.Facts {
			if f.ID == "proactive.penalty.decisions" && (f.Value == nil || f.Value.Unscaled != c.penalty) {
				t.Errorf("%s: penalty is %v", c.name, f.Value)
			}
		}
		if severity != c.severity {
			t.Errorf("%s: it is said with severity %q, want %q", c.name, severity, c.severity)
		}
	}
}

func TestTheUnitIsWhatTheTableStates(t *testing.T) {
	for table, want := range map[string]string{
		"T:第二十条第（八）项|/信息内容|本年收费金额（单位：万元）/行政事业性收费|25000":          "25000",
		"T:第二十条第（八）项|/信息内容|本年收费金额（单位：元）/行政事业性收费|25000":           "2.5",
		"T:第二十条第（八）项|/信息内容|本年收费金额（人民币元）/行政事业性收费|25000":           "2.5",
		"T:第二十条第（八）项|/信息内容|本年收费金额/行政事业性收费（元）|25000":              "2.5",
		"T:第二十条第（八）项（单位：元）|/信息内容|本年收费金额/行政事业性收费|25000":           "2.5",
		"T:单位：元|/第二十条第（八）项|/信息内容|本年收费金额/行政事业性收费|25000":           "2.5",
		"T:第二十条第（八）项|/信息内容|本年收费金额（单位：万元）/行政事业性收费（元）|25000":       "",
		"T:第二十条第（八）项|/信息内容|本年收费金额（单位：万元）/行政事业性收费（元）|0":           "0",
		"T:第二十条第（八）项|/信息内容|本年收费金额（单位：万元）/行政事业性收费（元）|25000元":      "2.5",
		"T:第二十条第（六）项|/信息内容|本年处理决定数量（万件）/行政处罚|2.5/行政强制|3":         "25000",
		"T:第二十条第（六）项|/信息内容|本年处理决定数量（单位：件）/行政处罚|25000/行政强制|30000": "25000",
	} {
		r := Report(paper("临沅区财政局2022年度政府信息公开工作年度报告", "二、主动公开政府信息情况", table, "三、收到和处理政府信息公开申请情况"), schema.Source{}, Options{})
		for _, f := range r.Facts {
			fee := strings.Contains(table, "收费")
			if f.ID != "proactive.fees.amount" && fee || f.ID != "proactive.penalty.decisions" && !fee {
				continue
			}
			got := ""
			if f.Value != nil {
				got = f.Value.String()
			}
			if got != want {
				t.Errorf("%s: %q, want %q", table, got, want)
			}
		}
	}
}

// What stands in a cell but not in its text may be its figure: it is told, and
// the cell is no blank one.
func TestWhatIsDrawnInACellIsNoBlank(t *testing.T) {
	for _, c := range []struct {
		fact, text string
		in         doc.Paragraph
		code       string
	}{
		{"an equation", "", doc.Paragraph{Equations: []string{"12"}}, "value-not-a-number"},
		{"an equation beside a digit", "1", doc.Paragraph{Equations: []string{"2"}}, "value-not-a-number"},
		{"a box", "", doc.Paragraph{Boxes: [][]doc.Block{{{Paragraph: &doc.Paragraph{Text: "12"}}}}}, "value-not-a-number"},
		{"a picture", "", doc.Paragraph{Images: 1}, "value-not-a-number"},
		{"a seal on a figure", "1", doc.Paragraph{Images: 1}, ""},
		{"an empty box", "", doc.Paragraph{Boxes: [][]doc.Block{{{Paragraph: &doc.Paragraph{}}}}}, "blank-unresolved"},
	} {
		d := paper("临沅区财政局2022年度政府信息公开工作年度报告", "二、主动公开政府信息情况", strings.ReplaceAll(fees, "%", c.text))
		cell := &d.Blocks[2].Table.Rows[2].Cells[1]
		c.in.Text = c.text
		cell.Blocks = []doc.Block{{Paragraph: &c.in}}
		r := Report(d, schema.Source{}, Options{})
		got := ""
		for _, f := range r.Findings {
			if slices.Contains(f.Facts, "proactive.penalty.decisions") {
				got = f.Code
			}
		}
		if got != c.code {
			t.Errorf("%s: %q, want %q", c.fact, got, c.code)
		}
	}
}

func TestRaisedAndStruckDigitsAreNoPartOfAFigure(t *testing.T) {
	d := paper("临沅区财政局2022年度政府信息公开工作年度报告", "二、主动公开政府信息情况", strings.ReplaceAll(fees, "%", "51"))
	for i := range d.Blocks[2].Table.Rows {
		for k := range d.Blocks[2].Table.Rows[i].Cells {
			d.Blocks[2].Table.Rows[i].Cells[k].Pos = doc.Pos{Table: 1, Row: i + 1, Cell: k + 1}
		}
	}
	at := d.Blocks[2].Table.Rows[2].Cells[1].Pos
	for _, c := range []struct {
		code   doc.NoteCode
		detail string
		read   bool
	}{{doc.Raised, "1", false}, {doc.Raised, "51", true}, {doc.Raised, "①", true}, {doc.Struck, "5", false}, {doc.Struck, "51", false}} {
		d.Notes = []doc.Note{{Code: c.code, Pos: at, Detail: c.detail}}
		for _, f := range Report(d, schema.Source{}, Options{}).Facts {
			if f.ID == "proactive.penalty.decisions" && (f.Value != nil) != c.read {
				t.Errorf("with %q %s in 51 the figure is %v", c.detail, c.code, f.Value)
			}
		}
	}
}
