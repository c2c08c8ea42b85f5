package schema

import (
	"encoding/json"
	"reflect"
	"testing"
)

func number(s string) *Number {
	n, err := ParseNumber(s)
	if err != nil {
		panic(err)
	}
	return &n
}

func text(s string) *string { return &s }

func full() Report {
	year, table := 2023, 0
	r := Report{
		Schema: Version, Source: Source{"a/b.docx", "docx", 12, "00"}, Template: Template{Form2021, FormTables{Applications: Form2021}},
		Title: text("<报告>&"), Year: &year,
		Sections: []Section{{ID: "preface", Blocks: []Block{}}, {ID: "overview", Heading: text("一、总体情况"), Blocks: []Block{{Kind: ParagraphBlock, Text: "正文"}, {Kind: TableBlock, Table: &table}}}},
		Facts: []Fact{
			{ID: "review.total", Value: number("3"), Unit: text("件"), Status: Repaired, Repair: &Repair{Upper: []Step{{1, "review.sum"}}, Lower: []Step{{-1, "review.sum"}}, From: []string{"review.other"}}},
			{ID: "proactive.fees.amount", Status: Unresolved, Raw: text(" "), At: &Place{0, 1, 2}, Range: &Range{Low: number("0")}, Placed: &Placed{Row: ByLabel, Column: ByPosition}},
			{ID: "proactive.licensing.change", Value: number("-160.5964"), Status: Supplied, Range: nil, Origin: &Origin{By: "set"}},
		},
		Derived: []Derived{{"litigation.total", Count(4), []string{"a", "b"}}},
		Tables: []Table{
			{Index: 0, TemplateTable: text("review"), Rows: 1, Columns: 2, Cells: []Cell{{0, 0, 1, 1, "甲\n乙", ""}, {0, 1, 1, 1, "1", "（一）"}}},
			{Index: 1, Within: Within{Cell: &Place{0, 0, 1}}, Cells: []Cell{}},
			{Index: 2, Within: Within{Story: "header"}, Cells: []Cell{}},
		},
		Findings: []Finding{
			{Code: "sum-mismatch", Severity: Error, Facts: []string{}, Mismatch: &Mismatch{Relation: "review.sum", Delta: number("-2"), Suspects: [][]Suspect{{{"review.total", nil}}}, SuspectsComplete: true}},
			{Code: "blank-unresolved", Severity: Warning, Facts: []string{"x"}, Suggestion: text("do"), SuggestionZh: text("做")},
		},
	}
	r.Summary = Summarise(r.Facts, r.Findings)
	return r
}

func TestEncodeAndDecode(t *testing.T) {
	want := full()
	data, err := Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(data)
	if err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("came back as %+v, was %+v", got, want)
	}
	plain, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var a, b any
	if json.Unmarshal(plain, &a) != nil || json.Unmarshal(data, &b) != nil || !reflect.DeepEqual(a, b) {
		t.Error("Encode says something else than json.Marshal")
	}
}

func TestNumbers(t *testing.T) {
	for in, want := range map[string]string{"0": "0", "-8": "-8", "+22": "22", "160.5964": "160.5964", "1.50": "1.5", "0.0": "0", "-0.05": "-0.05", "1000000000000": "1000000000000"} {
		n, err := ParseNumber(in)
		if err != nil || n.String() != want {
			t.Errorf("ParseNumber(%q) = %s, %v; want %s", in, n, err, want)
		}
	}
	for _, in := range []string{"", "-", ".5", "5.", "1e3", "1,000", "１", "99999999999999999999", "0.1234567890123456789"} {
		if n, err := ParseNumber(in); err == nil {
			t.Errorf("ParseNumber(%q) = %s, want an error", in, n)
		}
	}
	sum, ok := number("0.1").Add(*number("12"))
	if !ok || sum.String() != "12.1" {
		t.Errorf("0.1 + 12 = %s, %v", sum, ok)
	}
	if _, ok := (Number{Unscaled: 1<<63 - 1}).Add(Count(1)); ok {
		t.Error("a sum that does not fit was given")
	}
}
