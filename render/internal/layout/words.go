package layout

import (
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/schema"
)

// Words are the words of an edition that are ours, in one language. {} stands
// for what differs.
type Words struct {
	// Lang is the tag of BCP 47.
	Lang string

	ReviewEdition, Findings, Notes, Written, None string
	// Status are names of statuses, by their order in schema.Statuses; Short
	// are the few letters beside a sign in a cell.
	Status, Short [6]string
	Severity      [3]string

	See, Suggestion, Proof, Unit               string
	Figures, And, More, Colon, Stop            string
	TableMissing, TableNumber, Image           string
	NoCell, Blank, Wrote, Unreadable, CellName string
	Repaired, Assumed, SuppliedBy, Supplied    string
	Because, KeptBlank, KeptAsWritten          string
	RangeNone, RangeOpen, RangeLow, RangeBoth  string
	Source, Form, Reads                        string
	Broken, BrokenOpen, FindingNumber          string
	InColumn, InRow, RowCells, Quote           string
}

// Chinese and English are the two languages.
var (
	Chinese = Words{
		Lang:          "zh-CN",
		ReviewEdition: "审阅版", Findings: "发现的问题", Notes: "注", Written: "原文表格", None: "没有发现问题。",
		Status:   [6]string{"原文", "推定", "按零计", "填入", "空缺", "矛盾"},
		Short:    [6]string{"", "推", "零", "填", "缺", "疑"},
		Severity: [3]string{"错误", "警告", "提示"},
		See:      "见", Suggestion: "建议", Proof: "依据", Unit: "单位：",
		Figures: "数字 {} 个：",
		And:     "、", More: "等 {} 处", Colon: "：", Stop: "。",
		TableMissing: "没有找到“{}”表格，此处不印出。", TableNumber: "表 {}", Image: "图片",
		NoCell: "原文没有这一格", Blank: "原文空白", Wrote: "原文写作“{}”", CellName: "表{}第{}行第{}格", Unreadable: "原文写作“{}”，不是可用的数字",
		Repaired:   "{}；由表内各项关系可以证明只能是 {}。",
		Assumed:    "{}；按要求视为 0，没有推算依据。",
		SuppliedBy: "{}；由{}填入 {}。", Supplied: "{}；人工填入 {}。",
		Because: "理由：{}", KeptBlank: "{}；{}，不能唯一确定，保持空缺。", KeptAsWritten: "照原文保留，但所在的关系不成立。",
		RangeNone: "所在的关系自相矛盾，无法推算", RangeOpen: "没有可以推算它的关系", RangeLow: "不小于 {}", RangeBoth: "可取 {} 至 {}",
		Source: "来源文件", Form: "格式", Reads: "供核对之用；公布时用正式版。",
		Broken: "“{}”不成立，相差 {}", BrokenOpen: "无论空缺填什么，“{}”与其他关系不能同时成立", FindingNumber: "问题 {}",
		InColumn: "“{}”列的", InRow: "“{}”行的", RowCells: "“{}”行 {} 格", Quote: "“{}”",
	}
	English = Words{
		Lang:          "en",
		ReviewEdition: "Review edition", Findings: "Findings", Notes: "Notes", Written: "The table as written", None: "Nothing was found.",
		Status:   [6]string{"given", "proved", "zero assumed", "supplied", "empty", "contradicted"},
		Short:    [6]string{"", "P", "Z", "S", "E", "C"},
		Severity: [3]string{"Error", "Warning", "Information"},
		See:      "see", Suggestion: "Suggestion", Proof: "Proof", Unit: "Unit: ",
		Figures: "{} figures: ",
		And:     ", ", More: "and others, {} in all", Colon: ": ", Stop: ".",
		TableMissing: "The table “{}” was not found; it is not printed here.", TableNumber: "Table {}", Image: "picture",
		NoCell: "The document has no such cell", Blank: "Blank in the document", Wrote: "The document has “{}”", CellName: "table {}, row {}, cell {}", Unreadable: "The document has “{}”, which is no usable number",
		Repaired:   "{}; the table's relations prove that it can only be {}.",
		Assumed:    "{}; taken for 0 as asked, without proof.",
		SuppliedBy: "{}; {} supplied {}.", Supplied: "{}; {} was supplied by a person.",
		Because: "Reason: {}", KeptBlank: "{}; {}; it cannot be determined and stays empty.", KeptAsWritten: "Kept as written, though its relation does not hold.",
		RangeNone: "its relations contradict each other", RangeOpen: "no relation determines it", RangeLow: "it is at least {}", RangeBoth: "it may be {} to {}",
		Source: "Source", Form: "Form", Reads: "For checking; the clean edition is for publishing.",
		Broken: "“{}” does not hold; the difference is {}", BrokenOpen: "whatever the blanks are, “{}” and the other relations cannot all hold", FindingNumber: "finding {}",
		InColumn: "column “{}”: ", InRow: "row “{}”: ", RowCells: "row “{}”, {} cells", Quote: "“{}”",
	}
)

// Fill puts texts in for {}, one after the other.
func Fill(pattern string, texts ...string) string {
	if len(texts) == 1 {
		return strings.Replace(pattern, "{}", texts[0], 1)
	}
	var b strings.Builder
	for _, text := range texts {
		before, after, ok := strings.Cut(pattern, "{}")
		if !ok {
			break
		}
		b.WriteString(before)
		b.WriteString(text)
		pattern = after
	}
	b.WriteString(pattern)
	return b.String()
}

// signs tell statuses apart without colour, by the order of schema.Statuses.
var signs = [...]string{"", "◆", "◇", "☆", "○", "▲"}

// Mark is the sign and the few letters of a status beside a figure, both empty
// for a given one.
func (w *Words) Mark(s schema.Status) (sign, letters string) {
	for i := range schema.Statuses {
		if schema.Statuses[i] == s {
			return signs[i], w.Short[i]
		}
	}
	return "", ""
}

// StatusName is the word for a status.
func (w *Words) StatusName(s schema.Status) string {
	for i := range schema.Statuses {
		if schema.Statuses[i] == s {
			return w.Status[i]
		}
	}
	return string(s)
}

// SeverityName is the word for a severity.
func (w *Words) SeverityName(s schema.Severity) string {
	if rank := severityRank(s); rank < len(w.Severity) {
		return w.Severity[rank]
	}
	return string(s)
}

func severityRank(s schema.Severity) int {
	switch s {
	case schema.Error:
		return 0
	case schema.Warning:
		return 1
	case schema.Info:
		return 2
	}
	return 3
}

// rangeText says the bounds of an open figure.
func (w *Words) rangeText(r *schema.Range) string {
	switch {
	case r == nil:
		return w.RangeNone
	case r.Low == nil, r.High == nil && r.Low.Equal(schema.Number{}):
		return w.RangeOpen
	case r.High == nil:
		return Fill(w.RangeLow, r.Low.String())
	}
	return Fill(w.RangeBoth, r.Low.String(), r.High.String())
}

// Itoa writes a count.
func Itoa(n int) string { return strconv.Itoa(n) }
