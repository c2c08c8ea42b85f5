package match

import (
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

func TestLabelsAreComparedByTheirCores(t *testing.T) {
	for _, same := range [][]string{
		{"（一）予以公开", "(一) 予以公开", "（ 一 ）\u3000予以\u00a0公 开", "予以公开", "予\n以\n公\n开", "1、予以公开"},
		{"（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "(二)部分公开", "部分公开（区分处理的"},
		{"3.危及“三安全一稳定”", "３．危及\"三安全一稳定\"", "3、危及「三安全一稳定」"},
		{"二、上年结转政府信息公开申请数量", "二、上年結轉政府信息公開申請數量"},
		{"本年增/减", "本年增／减（指与上一年相比的增减数，减用负值表示，如-8）", "本年增减"},
		{"1.属于国家秘密", "1属于国家秘密", "1 属于国家秘密", "①属于国家秘密"},
		{"（六）其他处理", "（六）其它处理"},
		{"商业企业", "商业\n企业", "商\u200b业企\ufeff业"},
	} {
		for _, s := range same[1:] {
			if Core(s) != Core(same[0]) {
				t.Errorf("%q has the core %q, %q has %q", s, Core(s), same[0], Core(same[0]))
			}
		}
	}
	for _, unlike := range [][2]string{{"（三）不予公开", "（一）予以公开"}, {"其他", "其他结果"}, {"（七）总计", "总计数"}} {
		if Core(unlike[0]) == Core(unlike[1]) {
			t.Errorf("%q and %q have one core", unlike[0], unlike[1])
		}
	}
}

func TestMisspeltLabelsNeedAMargin(t *testing.T) {
	x := newTableIndex(template.Forms()[0].Table("applications"))
	for label, want := range map[string]string{
		"2.其他法律行政止公开":  "refuse.law_forbidden",
		"6.属于四类过程性性信息": "refuse.process",
		"信仿举报投诉类申请":    "not_processed.petition",
		"三、其他办法":       "",
		"5.属于两类内外事务消息": "",
		"没有现成信息":       "unable.needs_creation",
		"申请":           "",
	} {
		got := ""
		if hits := x.rows.find(label, Core(label)); hasLeaf(hits) {
			got = x.table.Blocks[0].RowLeaves[hits[0].leaf].ID
			if hits[0].by != schema.BySimilar {
				t.Errorf("%q is known by %s", label, hits[0].by)
			}
		}
		if got != want {
			t.Errorf("%q is taken for %q, want %q", label, got, want)
		}
	}
}

// drawn makes a table from lines: cells are separated by "|", "^" continues the
// cell above, "<" the cell to the left.
func drawn(lines ...string) schema.Table {
	t := schema.Table{Rows: len(lines)}
	owner := map[[2]int]int{}
	for r, l := range lines {
		for c, text := range strings.Split(l, "|") {
			text = strings.Trim(text, " ")
			t.Columns = max(t.Columns, c+1)
			switch text {
			case "^":
				i := owner[[2]int{r - 1, c}]
				owner[[2]int{r, c}] = i
				t.Cells[i].RowSpan = r + 1 - t.Cells[i].Row
			case "<":
				i := owner[[2]int{r, c - 1}]
				owner[[2]int{r, c}] = i
				t.Cells[i].ColumnSpan = max(t.Cells[i].ColumnSpan, c+1-t.Cells[i].Column)
			case "_": // no cell
			default:
				owner[[2]int{r, c}] = len(t.Cells)
				t.Cells = append(t.Cells, schema.Cell{Row: r, Column: c, RowSpan: 1, ColumnSpan: 1, Text: text})
			}
		}
	}
	return t
}

// found lists what was placed: "id=raw".
func found(res Result) []string {
	var out []string
	for _, f := range res.Found {
		for i, c := range f.Cells {
			if c.Found && strings.TrimSpace(c.Raw) != "" {
				out = append(out, f.Table.Facts[i].ID+"="+c.Raw)
			}
		}
	}
	slices.Sort(out)
	return out
}

func TestPlacing(t *testing.T) {
	heads := []string{
		"第二十条第（一）项|<|<|<",
		"信息内容|本年制发件数|本年废止件数|现行有效件数",
	}
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"a row is known by its label", append(heads, "规章|1|2|3", "行政规范性文件|4|5|6"),
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5 proactive.regulations.in_force=3 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"a row that was moved is known by its label", append(heads, "行政规范性文件|4|5|6", "规章|1|2|3"),
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5 proactive.regulations.in_force=3 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"a row with a cell too few is not read", append(heads, "规章|1|2", "行政规范性文件|4|5|6"),
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5"},
		{"a row with a label of its own is not another", append(heads, "规章|1|2|3", "行政法规|7|8|9"),
			"proactive.regulations.in_force=3 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"a figure among the labels spoils its row", append(heads, "1|2|3|4", "行政规范性文件|4|5|6"),
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5"},
		{"a head that is lost is known by position", []string{heads[0], "信息内容|本年制发件数||现行有效件数", "规章|1|2|3", "行政规范性文件|4|5|6"},
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5 proactive.regulations.in_force=3 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"a column that is lost leaves the others", []string{"第二十条第（一）项|<|<", "信息内容|本年制发件数|现行有效件数", "规章|1|3", "行政规范性文件|4|6"},
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.regulations.in_force=3 proactive.regulations.made=1"},
		{"an empty column between is none of the form's", []string{heads[0] + "|<", "信息内容|本年制发件数||本年废止件数|现行有效件数", "规章|1||2|3", "行政规范性文件|4||5|6"},
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5 proactive.regulations.in_force=3 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"a row that was pasted twice is one", append(heads, "规章|1|2|3", "规章|1|2|3", "行政规范性文件|4|5|6"),
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5 proactive.regulations.in_force=3 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"of two rows with one label and other figures neither is read", append(heads, "规章|1|2|3", "规章|1|2|0", "行政规范性文件|4|5|6"),
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5"},
		{"a head that says something else is not overridden by position", []string{"第二十条第（五）项|<", "信息内容|上年处理决定数量", "行政许可|1", "第二十条第（六）项|<", "信息内容|本年处理决定数量", "行政处罚|2"},
			"proactive.penalty.decisions=2"},
		{"last year is not this year, and what is not a thing is not the thing", []string{heads[0], "信息内容|上年制发件数|本年废止件数|现行有效件数", "规章|1|2|3", "非行政规范性文件|4|5|6"},
			"proactive.regulations.in_force=3 proactive.regulations.repealed=2"},
		{"figures behind a row's own label are no labels, wherever other labels end", []string{heads[0] + "|<", "信息内容|<|本年制发件数|本年废止件数|现行有效件数", "规章|1|2|3|<", "行政规范性文件|<|4|5|6"},
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5 proactive.regulations.in_force=3 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"unless one of them is missing", []string{heads[0] + "|<", "信息内容|<|本年制发件数|本年废止件数|现行有效件数", "规章|1||3|<", "行政规范性文件|<|4|5|6"},
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5"},
		{"a field's error is no head", []string{heads[0], "信息内容|本年制发件数|Error: Reference source not found|现行有效件数", "规章|1|2|3"},
			"proactive.regulations.in_force=3 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"numbers of rows are no figures", []string{"序号|" + heads[0], "^|" + heads[1], "1|规章|1|2|3", "2|行政规范性文件|4|5|6"},
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5 proactive.regulations.in_force=3 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"nor are those that only a head says to be numbers", []string{"序号|" + heads[0], "^|" + heads[1], "7|规章|1|2|3", "9|行政规范性文件|4|5|6"},
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5 proactive.regulations.in_force=3 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"heads are known by what is left of them", []string{heads[0], "信息内容|制发|废止|现行有效件数", "规章|1|2|3", "行政规范性文件|4|5|6", "第二十条第（六）项|<|<|<", "信息内容|数量|<|<", "行政处罚|7|<|<"},
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5 proactive.penalty.decisions=7 proactive.regulations.in_force=3 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"figures before other labels are figures", []string{heads[0], "信息内容|本年制发件数|备注|本年废止件数", "规章|1|另见|2", "行政规范性文件|2|另见|5"},
			"proactive.normative_documents.made=2 proactive.normative_documents.repealed=5 proactive.regulations.made=1 proactive.regulations.repealed=2"},
		{"two labels in one cell are no misspelt one", append(heads, "规章\n行政规范性文件|14|25|36"), ""},
		{"nor is a row's and a group's", []string{"|自然人|法律服务机构|总计", "本年新收政府信息公开申请数量|1|0|1", "上年结转政府信息公开申请数量|0|0|0", "要求行政机关确认或重新出具已获取信息（六）其他处理|10|20|30"},
			"applications.carried_in.legal_service=0 applications.carried_in.natural_person=0 applications.carried_in.total=0 applications.new.legal_service=0 applications.new.natural_person=1 applications.new.total=1"},
		{"nor are two rows of which one is part of the other", []string{"统计指标|单位|统计数", "二、回应解读情况|——|", "三、依申请公开情况|——|", "四、行政复议数量\n（一）维持具体行政行为数|件|21", "六、举报投诉数量|件|7"},
			"stats.complaints=7"},
		{"a label with a group's before the figures is another row's", []string{"|<|自然人|法律服务机构|总计", "一、本年新收政府信息公开申请数量|<|1|0|1", "8.属于行政查询事项|（四）无法提供|1|2|3", "四、结转下年度继续办理|<|2|0|2"},
			"applications.carried_out.legal_service=0 applications.carried_out.natural_person=2 applications.carried_out.total=2 applications.new.legal_service=0 applications.new.natural_person=1 applications.new.total=1"},
		{"without heads, words among the figures are a column of their own", []string{heads[0], "规章|见附件|1|2", "第二十条第（五）项|<|<|<", "信息内容|本年处理决定数量|<|<", "行政许可|7|<|<"},
			"proactive.licensing.decisions=7"},
		{"what stands beside the corner is a head, also where a row has its name", []string{"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）|申请人情况", "^|总计", "一、本年新收政府信息公开申请数量|7", "四、结转下年度继续办理|3"},
			"applications.carried_out.total=3 applications.new.total=7"},
		{"of columns that are there twice none is read", []string{"|自然人|科研机构|商业企业|自然人|科研机构|商业企业", "一、本年新收政府信息公开申请数量|1|2|3|4|5|6", "四、结转下年度继续办理|1|2|3|4|5|6"}, ""},
		{"nor one of two under one head", []string{"|自然人|<|法律服务机构|<|总计|<", "|本年|上年|本年|上年|本年|上年", "一、本年新收政府信息公开申请数量|1|2|3|4|4|6", "二、上年结转政府信息公开申请数量|3|1|1|1|4|2", "四、结转下年度继续办理||5||6||11"}, ""},
		{"nor are a row's figures counted off then", []string{"|自然人|法人或其他组织|<|<|总计|信息来源|填报科室", "一、本年新收政府信息公开申请数量|1|2|3|0|6|甲|乙", "二、上年结转政府信息公开申请数量|3|1|1|1|6|甲|乙", "四、结转下年度继续办理|5|1|2|3|11|_|_"}, ""},
		{"nor of rows, though one is there once", []string{"|自然人|法律服务机构|总计", "一、本年新收政府信息公开申请数量|1|0|1", "二、上年结转政府信息公开申请数量|2|0|2", "|3|0|3", "2023年|<|<|<",
			"一、本年新收政府信息公开申请数量|4|0|4", "二、上年结转政府信息公开申请数量|5|0|5", "四、结转下年度继续办理|6|0|6"}, ""},
		{"figures that count are figures where none stand below", []string{"项目|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计", "（七）总计|1|2|3|4|5|6|7"},
			"applications.results_total.enterprise=2 applications.results_total.legal_service=5 applications.results_total.natural_person=1 applications.results_total.other=6 applications.results_total.research=3 applications.results_total.total=7 applications.results_total.welfare=4"},
		{"one figure over two columns is neither's", append(heads, "规章|1|2|<", "行政规范性文件|4|5|6"),
			"proactive.normative_documents.in_force=6 proactive.normative_documents.made=4 proactive.normative_documents.repealed=5 proactive.regulations.made=1"},
	} {
		tables := []schema.Table{drawn(c.lines...)}
		got := strings.Join(found(New(template.Forms()).Tables(tables, []Use{Any})), " ")
		if got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
}

func TestTheOneRowMayStandUnderSeveralHeads(t *testing.T) {
	review := []string{"行政复议|<|<|<|<", "结果维持|结果纠正|其他结果|尚未审结|总计", "1|2|3|4|10"}
	direct := []string{"行政诉讼|<|<|<|<", "未经复议直接起诉|<|<|<|<", "结果维持|结果纠正|其他结果|尚未审结|总计", "5|0|0|0|5"}
	both := "litigation.direct.corrected=0 litigation.direct.other=0 litigation.direct.pending=0 litigation.direct.total=5 litigation.direct.upheld=5 " +
		"review.corrected=2 review.other=3 review.pending=4 review.total=10 review.upheld=1"
	alone := "review.corrected=2 review.other=3 review.pending=4 review.total=10 review.upheld=1"
	again := []string{review[0], review[1], "9|9|9|9|36"}
	labelled := []string{"项目|" + review[0], "^|" + review[1], "件数|" + review[2]}
	for _, c := range []struct {
		name   string
		tables []schema.Table
		want   string
	}{
		{"two tables", []schema.Table{drawn(review...), drawn(direct...)}, both},
		{"one above the other", []schema.Table{drawn(slices.Concat(review, direct)...)}, both},
		{"the same columns twice", []schema.Table{drawn(slices.Concat(review, again)...)}, ""},
		{"a second table", []schema.Table{drawn(review...), drawn(again...)}, alone},
		{"numbers of the columns below their heads", []schema.Table{drawn(review[0], review[1], "1|2|3|4|5", review[2])}, alone},
		{"heads shortened", []schema.Table{drawn(review[0], "结果维持|结果纠正|其他|未结|总计", review[2])}, alone},
		{"a word before the figures", []schema.Table{drawn(labelled...)}, alone},
	} {
		use := slices.Repeat([]Use{Any}, len(c.tables))
		if got := strings.Join(found(New(template.Forms()).Tables(c.tables, use)), " "); got != c.want {
			t.Errorf("%s:\n got  %s\n want %s", c.name, got, c.want)
		}
	}
}

func TestRowsWithoutLabelsNeedEveryRowBetween(t *testing.T) {
	lines := func(rows ...string) []string {
		return append([]string{"|申请人情况|<|<|<|<|<|<", "^|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计", "一、本年新收政府信息公开申请数量|1|0|0|0|0|0|1"}, rows...)
	}
	other := []string{
		"|<|申请人情况|<|<|<|<|<|<", "^|<|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
		"（二）部分公开|<|1|0|0|0|0|0|1", "（三）不予公开|1.属于商业秘密|2|0|0|0|0|0|2", "^|2.其他法律行政法规禁止公开|3|0|0|0|0|0|3",
	}
	whole := lines("|2|0|0|0|0|0|2", "（一）予以公开|3|0|0|0|0|0|3")
	short := lines("|2|0|0|0|0|0|2", "（二）部分公开|3|0|0|0|0|0|3")
	has := func(lines []string, id string) bool {
		for _, f := range found(New(template.Forms()).Tables([]schema.Table{drawn(lines...)}, []Use{Any})) {
			if strings.HasPrefix(f, id+"=") {
				return true
			}
		}
		return false
	}
	if !has(whole, "applications.carried_in.total") {
		t.Error("the only row that can stand between two known ones was not placed")
	}
	for _, shown := range []string{"错误!未找到引用源。", "Error! Reference source not found.", "Error: Reference source not found", "错误: 引用源未找到"} {
		if !has(lines(shown+"|2|0|0|0|0|0|2", "（一）予以公开|3|0|0|0|0|0|3"), "applications.carried_in.total") {
			t.Errorf("%q was taken for a label", shown)
		}
		if has(lines(shown+"|2|0|0|0|0|0|2", "（二）部分公开|3|0|0|0|0|0|3"), "applications.carried_in.total") {
			t.Errorf("a row with %q was placed though one is missing", shown)
		}
	}
	if has(other, "applications.refuse.state_secret.total") || !has(other, "applications.refuse.law_forbidden.total") {
		t.Error("a row with a label of its own was taken for another")
	}
	for _, id := range []string{"applications.carried_in.total", "applications.granted.total"} {
		if has(short, id) {
			t.Errorf("one row stands where two should; it was taken for %s", id)
		}
	}
}

func TestNumbersOfRowsAreNoFigures(t *testing.T) {
	table := drawn("序号|<|项目|申请人情况|<|<|<|<|<|<", "^|<|^|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
		"一|<|本年新收政府信息公开申请数量|9|0|0|0|0|0|9", "二|<|上年结转政府信息公开申请数量|0|0|0|0|0|0|0",
		"三|1|予以公开|2|0|0|0|0|0|2", "^|2|部分公开|3|0|0|0|0|0|3", "^|3|其他处理|4|0|0|0|0|0|4", "四|<|结转下年度继续办理|5|0|0|0|0|0|5")
	got := strings.Join(found(New(template.Forms()).Tables([]schema.Table{table}, []Use{Any})), " ")
	for _, want := range []string{"applications.new.natural_person=9", "applications.carried_in.total=0", "applications.granted.total=2", "applications.partial.natural_person=3", "applications.carried_out.total=5"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not among %s", want, got)
		}
	}
}

func TestTablesDrawnAsOneAreToldApart(t *testing.T) {
	table := drawn(
		"第二十条第（一）项|<|<|<|<|<|<|<", "信息内容|<|本年制发件数|<|本年废止件数|<|现行有效件数|<", "规章|<|1|<|2|<|3|<", "行政规范性文件|<|4|<|5|<|6|<",
		"三、收到和处理政府信息公开申请情况|<|<|<|<|<|<|<", "|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
		"一、本年新收政府信息公开申请数量|7|0|0|0|0|0|7", "二、上年结转政府信息公开申请数量|0|0|0|0|0|0|0", "（一）予以公开|7|0|0|0|0|0|7",
		"行政复议|<|<|<|<|_|_|_", "结果维持|结果纠正|其他结果|尚未审结|总计|_|_|_", "8|0|0|0|8|_|_|_",
	)
	got := strings.Join(found(New(template.Forms()).Tables([]schema.Table{table}, []Use{Any})), " ")
	for _, want := range []string{"proactive.normative_documents.in_force=6", "applications.granted.natural_person=7", "review.upheld=8", "review.total=8"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not among %s", want, got)
		}
	}
}

// notes lists the notes of a kind by the text they are about.
func notes(res Result, code NoteCode) string {
	var out []string
	for _, f := range res.Found {
		for _, n := range f.Notes {
			if n.Code == code {
				out = append(out, n.Text)
			}
		}
	}
	return strings.Join(out, " ")
}

func TestFiguresWithoutAPlaceAreTold(t *testing.T) {
	head := []string{"第二十条第（一）项|<|<|<", "信息内容|本年制发件数|本年废止件数|现行有效件数"}
	for _, c := range []struct {
		lines []string
		code  NoteCode
		want  string
	}{
		{[]string{"规章|1|2|<", "行政规范性文件|4|5|6"}, CellOrphaned, "2"},
		{[]string{"规章|1|2|3", "第二十条第（六）项|<|<|<", "信息内容|本年处理决定数量|<|<", "行政处罚\n行政强制|4\n5|<|<"}, RowForeign, "行政处罚\n行政强制"},
	} {
		table := drawn(append(head[:2:2], c.lines...)...)
		if got := notes(New(template.Forms()).Tables([]schema.Table{table}, []Use{Any}), c.code); got != c.want {
			t.Errorf("%q: %s says %q, want %q", c.lines, c.code, got, c.want)
		}
	}
}

func TestAnOfficesOwnOtherIsNoRowOfTheForm(t *testing.T) {
	table := drawn("|<|申请人情况|<|<|<|<|<|<", "^|<|自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计",
		"（三）不予公开|7.属于行政执法案卷|1|0|0|0|0|0|1", "^|8.属于行政查询事项|2|0|0|0|0|0|2", "^|9.其他|3|0|0|0|0|0|3",
		"（六）其他处理|<|4|0|0|0|0|0|4", "（七）总计|<|10|0|0|0|0|0|10")
	got := strings.Join(found(New(template.Forms()).Tables([]schema.Table{table}, []Use{Any})), " ")
	if strings.Contains(got, "=3") || !strings.Contains(got, "applications.other.subtotal.total=4") {
		t.Errorf("placed: %s", got)
	}
}

// A row that a later form, or a province, adds is a change of data alone.
func TestARowMoreIsAChangeOfData(t *testing.T) {
	source, err := template.Source("2021")
	if err != nil {
		t.Fatal(err)
	}
	old := `{"id": "coercion", "label": "行政强制", "en": "administrative coercion"}`
	changed := strings.Replace(string(source), old, old+`, {"id": "confirmation", "label": "行政确认", "en": "administrative confirmation"}`, 1)
	if changed == string(source) {
		t.Fatal("the form's data has another shape")
	}
	form, err := template.Parse([]byte(changed))
	if err != nil {
		t.Fatal(err)
	}
	table := drawn("第二十条第（六）项|<", "信息内容|本年处理决定数量", "行政处罚|1", "行政强制|2", "行政确认|3")
	got := found(New([]*template.Form{form}).Tables([]schema.Table{table}, []Use{Any}))
	want := []string{"proactive.coercion.decisions=2", "proactive.confirmation.decisions=3", "proactive.penalty.decisions=1"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
