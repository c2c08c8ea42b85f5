package tidy

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/nianbao/nianbao/schema"
)

// samples are the reports of the samples, in the order of their paths, under
// names of their own.
func samples(t testing.TB) []schema.Report {
	t.Helper()
	paths, err := filepath.Glob("../../samples/*/*/report.json")
	if err != nil || len(paths) == 0 {
		t.Fatal("no samples:", err)
	}
	var reports []schema.Report
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !IsReport(data[:Head]) {
			t.Errorf("%s is not known as a report", path)
		}
		r, err := Decode(data)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		r.Source.Name = filepath.Base(filepath.Dir(path)) + "/input.docx"
		reports = append(reports, r)
	}
	return reports
}

// write makes a table of reports in a format.
func write(t testing.TB, w io.Writer, format string, o Options, reports ...schema.Report) Summary {
	t.Helper()
	table, err := New(w, format, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		if err := table.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	sum, err := table.Close()
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// made is the table's bytes.
func made(t testing.TB, format string, o Options, reports ...schema.Report) []byte {
	t.Helper()
	var b bytes.Buffer
	write(t, &b, format, o, reports...)
	return b.Bytes()
}

// odd is a report of facts that are hard on a format.
func odd() schema.Report {
	zero, half, much := schema.Count(0), schema.Number{Unscaled: -15, Scale: 1}, schema.Number{Unscaled: 9007199254740993, Scale: 0}
	small := schema.Number{Unscaled: 123456789012345678, Scale: 18}
	unit, agency, year := "件", "=CMD|'/C calc'!A0", 2023
	blank, formula, lines, quote := "", "+1,\"2\"", "十\r\n几\n", "'"
	at := &schema.Place{Table: 1, Row: 2, Column: 3}
	return schema.Report{
		Schema: schema.Version,
		Source: schema.Source{Name: "@a,b.docx", Format: "docx", SHA256: "00"},
		Agency: &agency, Year: &year,
		Template: schema.Template{ID: "2021", Tables: schema.FormTables{Proactive: "2019", Applications: "2021"}},
		Facts: []schema.Fact{
			{ID: "applications.new.total", Value: &zero, Unit: &unit, Status: schema.Repaired, Raw: &blank, At: at, Repair: &schema.Repair{
				Upper: []schema.Step{{Sign: 1, Relation: "applications.new.sum"}, {Sign: -1, Relation: "applications.balance.total"}},
				Lower: []schema.Step{{Sign: -1, Relation: "applications.new.sum"}},
			}},
			{ID: "applications.carried_in.total", Status: schema.Unresolved, Raw: &lines, At: at, Range: &schema.Range{Low: &zero}},
			{ID: "proactive.licensing.change", Value: &half, Status: schema.Conflict, Raw: &formula, At: at},
			{ID: "proactive.procurement.amount", Value: &small, Status: schema.Given, Raw: &quote, At: at},
			{ID: "review.total", Value: &much, Status: schema.Supplied, Origin: &schema.Origin{By: "set"}},
			{ID: "of.a.later.version", Status: schema.Unresolved},
		},
	}
}

func TestSameBytesTwice(t *testing.T) {
	reports := append(samples(t), odd())
	for _, format := range Formats() {
		for _, wide := range []bool{false, true} {
			o := Options{Wide: wide}
			if a, b := made(t, format, o, reports...), made(t, format, o, reports...); !bytes.Equal(a, b) {
				t.Errorf("%s, wide %v: two tables of the same reports differ", format, wide)
			}
		}
	}
}

func TestStatusFilterLeavesRowsOutAndStatusesIn(t *testing.T) {
	reports := samples(t)
	all := write(t, io.Discard, CSV, Options{}, reports...)
	o := Options{Statuses: []schema.Status{schema.Given, schema.Repaired}}
	some := write(t, io.Discard, CSV, o, reports...)
	if want := all.Statuses[schema.Given] + all.Statuses[schema.Repaired]; some.Rows != want || want == all.Rows {
		t.Errorf("%d rows of %d, want %d", some.Rows, all.Rows, want)
	}
	for _, wide := range []bool{false, true} {
		o.Wide = wide
		columns, err := Columns(o)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, c := range columns {
			found = found || c.Name == "status" || c.Name == "applications.new.total"+statusSuffix
		}
		if !found {
			t.Errorf("wide %v: no status column", wide)
		}
	}
}

func TestUnknownFormatAndForm(t *testing.T) {
	if _, err := New(io.Discard, "ods", Options{}); err == nil {
		t.Error("format ods was taken")
	}
	if _, err := New(io.Discard, CSV, Options{Wide: true, Form: "1999"}); err == nil {
		t.Error("form 1999 was taken")
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"another version":   `{"schema":"nianbao/report/v2","source":{"name":"a"}}`,
		"no JSON":           `{"schema":`,
		"no name":           `{"schema":"nianbao/report/v1"}`,
		"an unknown status": `{"schema":"nianbao/report/v1","source":{"name":"a"},"facts":[{"id":"a.b","status":"guessed"}]}`,
	} {
		if _, err := Decode([]byte(text)); err == nil {
			t.Errorf("%s was read", name)
		}
	}
	if IsReport([]byte(`{"schema": "other/v1"}`)) || !IsReport([]byte("\ufeff{\r\n\"schema\" : \"nianbao/report/v1\"")) {
		t.Error("a report is not known by its beginning")
	}
}

// The table of a decoded report is that of the whole one.
func TestDecodeReadsWhatATableNeeds(t *testing.T) {
	data, err := os.ReadFile("../../samples/2021/dingxiang-2023/report.json")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := schema.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	part, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, wide := range []bool{false, true} {
		o := Options{Wide: wide}
		if !bytes.Equal(made(t, JSONL, o, whole), made(t, JSONL, o, part)) {
			t.Errorf("wide %v: the tables differ", wide)
		}
	}
}
