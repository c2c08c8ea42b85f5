package tidy

import (
	"strconv"

	"github.com/nianbao/nianbao/schema"
)

// Type is what the values of a column are.
type Type uint8

// The types of column.
const (
	Text Type = iota
	// Integer is a whole number of at most 64 bits.
	Integer
	// Number is exact in JSON and CSV; where a format has types it is a
	// 64-bit binary fraction.
	Number
	// Decimal is an exact number as text: digits, a point, a minus sign.
	Decimal
)

// Column is one column of a table.
type Column struct {
	Name string
	Type Type
	// Required columns have a value in every row.
	Required bool
	// Zh and En are the column's heads, TellZh and TellEn say what it holds.
	Zh, En         string
	TellZh, TellEn string
	// Values are the only ones of a column with few.
	Values []Value
	// Unit is that of all figures of a column; empty where each has its own.
	Unit string
}

// Value is one of few values of a column.
type Value struct{ Name, Zh, En string }

// cell is one value of a row.
type cell struct {
	null   bool
	text   string        // of Text and Decimal
	number schema.Number // of Integer and Number
}

var none = cell{null: true}

func text(s string) cell { return cell{text: s} }

// filled is a text that is missing where it is empty.
func filled(s string) cell { return cell{null: s == "", text: s} }

func pointed(s *string) cell {
	if s == nil {
		return none
	}
	return cell{text: *s}
}

func integer(n int) cell { return cell{number: schema.Count(int64(n))} }

func number(n *schema.Number) cell {
	if n == nil {
		return none
	}
	return cell{number: *n}
}

// float is the nearest binary fraction.
func float(n schema.Number) float64 {
	if i, ok := n.Int(); ok {
		return float64(i)
	}
	f, _ := strconv.ParseFloat(n.String(), 64) // a decimal of an int64: always in range
	return f
}

// statuses are the values of a status column.
var statuses = []Value{
	{string(schema.Given), "原有", "written in the document"},
	{string(schema.Repaired), "补齐", "blank or unreadable, and the only value that the table's sums allow"},
	{string(schema.Assumed), "按空白为零", "blank, taken as zero because a person asked for it"},
	{string(schema.Supplied), "人工填入", "typed in by a person"},
	{string(schema.Unresolved), "未定", "blank or unreadable, and not determined"},
	{string(schema.Conflict), "矛盾", "written in the document, in a sum that does not hold"},
}

// kinds are the values of a kind column.
var kinds = []Value{
	{"count", "计数", "an integer from 0"},
	{"amount", "金额", "a decimal from 0"},
	{"signed", "增减", "an integer that may be negative"},
}

// reportColumns begin every table.
var reportColumns = []Column{
	{Name: "agency", Zh: "机关", En: "agency", TellZh: "编制年报的机关，文中未写明时为空", TellEn: "the body that reports, as written; missing where it was not found"},
	{Name: "year", Type: Integer, Zh: "年度", En: "year", TellZh: "年报所述年度", TellEn: "the year reported on"},
	{Name: "report", Required: true, Zh: "来源文件", En: "report", TellZh: "来源文件的相对路径，每份年报一个", TellEn: "the document's relative path, one for each report"},
	{Name: "sha256", Required: true, Zh: "来源文件摘要", En: "SHA-256", TellZh: "来源文件的 SHA-256", TellEn: "SHA-256 of the document, in hexadecimal"},
}

// factColumns are those of a table of one row a figure.
var factColumns = append(reportColumns[:len(reportColumns):len(reportColumns)], []Column{
	{Name: "template", Zh: "表样", En: "form", TellZh: "此表所用的表样：2021、2019 或 2014；不同表样的数字能否比较见 comparable.csv", TellEn: "the form that this table follows, 2021, 2019 or 2014; comparable.csv says which figures of two forms may be compared"},
	{Name: "table_id", Zh: "表", En: "table", TellZh: "proactive、applications、review 或 stats", TellEn: "proactive, applications, review or stats"},
	{Name: "row_id", Zh: "行", En: "row", TellZh: "行的编号，没有行名的表为空", TellEn: "the row's id; missing in a table without row labels"},
	{Name: "column_id", Zh: "列", En: "column", TellZh: "列的编号，只有一列的表为空", TellEn: "the column's id; missing in a table of one column"},
	{Name: "row_label", Zh: "行名", En: "row label (Chinese)", TellZh: "表样中的行名", TellEn: "the row's label on the form, in Chinese"},
	{Name: "row_label_en", Zh: "行名（英文）", En: "row label (English)", TellZh: "行名的英文", TellEn: "the row's label in English"},
	{Name: "column_label", Zh: "列名", En: "column label (Chinese)", TellZh: "表样中的列名", TellEn: "the column's label on the form, in Chinese"},
	{Name: "column_label_en", Zh: "列名（英文）", En: "column label (English)", TellZh: "列名的英文", TellEn: "the column's label in English"},
	{Name: "id", Required: true, Zh: "数字编号", En: "id", TellZh: "数字的编号，与 template 一起说明它是哪一个数字", TellEn: "the figure's id; together with template it says which figure it is"},
	{Name: "value", Type: Number, Zh: "数值", En: "value", TellZh: "数值，未定时为空，不等于 0", TellEn: "the figure; missing, which is not 0, where it is not determined"},
	{Name: "value_text", Type: Decimal, Zh: "数值（精确）", En: "value, exact", TellZh: "数值的精确写法，供要求精确小数时使用", TellEn: "the same figure as exact decimal digits, for formats whose numbers are binary fractions"},
	{Name: "unit", Zh: "单位", En: "unit", TellZh: "单位，文中未写明时为空", TellEn: "the unit; missing where the document leaves it open"},
	{Name: "kind", Zh: "类别", En: "kind", TellZh: "数字的类别", TellEn: "what numbers the figure may have", Values: kinds},
	{Name: "status", Required: true, Zh: "状态", En: "status", TellZh: "数值从何而来", TellEn: "where the value comes from", Values: statuses},
	{Name: "raw", Zh: "原文", En: "as written", TellZh: "单元格中的原文；空单元格为空文字，没有单元格时缺失", TellEn: "the cell's text as written: empty for a blank cell, missing where there is no cell"},
	{Name: "at_table", Type: Integer, Zh: "所在表", En: "at table", TellZh: "所在的文档表格，从 0 起；没有单元格时为空", TellEn: "the table of the document it stands in, from 0; missing where there is no cell"},
	{Name: "at_row", Type: Integer, Zh: "所在行", En: "at row", TellZh: "所在的行，从 0 起", TellEn: "the row it stands in, from 0"},
	{Name: "at_column", Type: Integer, Zh: "所在列", En: "at column", TellZh: "所在的列，从 0 起", TellEn: "the column it stands in, from 0"},
	{Name: "range_low", Type: Number, Zh: "下限", En: "at least", TellZh: "未定数字的下限，没有时为空", TellEn: "of an unresolved figure, its exact lower bound; missing where it is open"},
	{Name: "range_high", Type: Number, Zh: "上限", En: "at most", TellZh: "未定数字的上限，没有时为空", TellEn: "of an unresolved figure, its exact upper bound; missing where it is open"},
	{Name: "relations", Zh: "补齐依据", En: "repaired by", TellZh: "补齐所依据的勾稽关系编号，以空格分隔", TellEn: "of a repaired figure, the ids of the sums that prove it, with spaces between"},
	{Name: "origin", Zh: "填入方式", En: "supplied by", TellZh: "人工填入或按空白为零的方式", TellEn: "of a supplied or assumed figure, how: set, answers, blank-as-zero or web"},
}...)

// FactColumns are the columns of a table of one row a figure, in order.
func FactColumns() []Column { return append([]Column(nil), factColumns...) }

// Columns are those of the table that the options ask for, in order.
func Columns(o Options) ([]Column, error) {
	shape, err := newShape(o)
	if err != nil {
		return nil, err
	}
	return shape.columns(), nil
}
