package tidy

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// compiled is a JSON Schema ready to check with.
func compiled(t *testing.T, raw []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func checked(t *testing.T, s *jsonschema.Schema, what string, raw []byte) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// descriptor is the package of a table of the samples.
func descriptor(t *testing.T, name, format string, o Options, previous []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	f := File{Name: name, Format: format, Options: o, Summary: write(t, &b, format, o, samples(t)...), Bytes: int64(b.Len()), SHA256: strings.Repeat("0a", 32)}
	d, err := Package(f, Comparable(nil), strings.Repeat("0b", 32), previous, func(name string) bool { return name != "gone.csv" })
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDescriptorsAreValid(t *testing.T) {
	raw, err := os.ReadFile("testdata/datapackage-2.0.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	profile := compiled(t, raw)
	for _, format := range Formats() {
		for _, wide := range []bool{false, true} {
			d := descriptor(t, "数据.v1."+format, format, Options{Wide: wide}, nil)
			checked(t, profile, format, d)
		}
	}
}

// Keys and fields name what is there.
func TestDescriptorKeysNameFields(t *testing.T) {
	var d struct {
		Resources []struct {
			Name   string
			Schema tableSchema
		}
	}
	if err := json.Unmarshal(descriptor(t, "facts.csv", CSV, Options{}, nil), &d); err != nil {
		t.Fatal(err)
	}
	fields := map[string]map[string]bool{}
	for _, r := range d.Resources {
		fields[r.Name] = map[string]bool{}
		for _, f := range r.Schema.Fields {
			fields[r.Name][f.Name] = true
			if f.Title == "" || f.TitleEn == "" || f.Description == "" || f.DescriptionEn == "" {
				t.Errorf("%s.%s lacks words", r.Name, f.Name)
			}
		}
		for _, k := range r.Schema.PrimaryKey {
			if !fields[r.Name][k] {
				t.Errorf("%s: no field %s", r.Name, k)
			}
		}
	}
	keys := d.Resources[0].Schema.ForeignKeys
	if len(keys) != 1 {
		t.Fatalf("%d foreign keys", len(keys))
	}
	for i, k := range keys[0].Fields {
		if !fields[d.Resources[0].Name][k] || !fields[keys[0].Reference.Resource][keys[0].Reference.Fields[i]] {
			t.Errorf("foreign key %+v names no field", keys[0])
		}
	}
}

// Each row of the samples keeps the keys that the descriptor promises.
func TestKeysHold(t *testing.T) {
	comparable := comparableRows(t)
	seen := map[[2]string]bool{}
	columns := FactColumns()
	for _, row := range straight(t, Options{}, samples(t)) {
		m := map[string]string{}
		for i, c := range columns {
			m[c.Name] = row[i]
		}
		key := [2]string{m["report"], m["id"]}
		if seen[key] {
			t.Errorf("%v stands twice", key)
		}
		seen[key] = true
		if comparable[[2]string{m["template"], m["id"]}] == nil {
			t.Errorf("%s of %s is not in %s", m["id"], m["template"], ComparableFile)
		}
	}
}

func TestExportingAgainKeepsWhatAPersonAdded(t *testing.T) {
	first := descriptor(t, "a.csv", CSV, Options{}, nil)
	edited := strings.Replace(string(first), `"generator"`, `"licenses": [{"name": "CC-BY-4.0"}], "contributors": [{"title": "办公室"}], "generator"`, 1)
	edited = strings.Replace(edited, `"name": "nianbao-export"`, `"name": "mine"`, 1)
	second := string(descriptor(t, "b.parquet", Parquet, Options{}, []byte(edited)))
	for _, want := range []string{`"CC-BY-4.0"`, `"办公室"`, `"name": "mine"`, `"path": "a.csv"`, `"path": "b.parquet"`} {
		if !strings.Contains(second, want) {
			t.Errorf("%s is lost", want)
		}
	}
	if n := strings.Count(second, `"path": "comparable.csv"`); n != 1 {
		t.Errorf("comparable.csv stands %d times", n)
	}
	again := string(descriptor(t, "b.parquet", Parquet, Options{}, []byte(second)))
	if again != second {
		t.Error("exporting again changes the descriptor")
	}
	gone := strings.Replace(second, `"path": "a.csv"`, `"path": "gone.csv"`, 1)
	if third := string(descriptor(t, "b.parquet", Parquet, Options{}, []byte(gone))); strings.Contains(third, "gone.csv") {
		t.Error("a file that is gone is still described")
	}
}

func TestForeignDescriptorIsRefused(t *testing.T) {
	if err := CheckPackage([]byte(`{"resources": []}`)); !errors.Is(err, ErrForeign) {
		t.Error(err)
	}
	if err := CheckPackage([]byte(`{`)); err == nil {
		t.Error("half a descriptor was taken")
	}
	if err := CheckPackage(nil); err != nil {
		t.Error(err)
	}
}

func TestLinesFollowTheirSchema(t *testing.T) {
	for _, o := range []Options{{}, {Wide: true}, {Wide: true, Form: "2019"}} {
		raw, err := RowSchema(o)
		if err != nil {
			t.Fatal(err)
		}
		s := compiled(t, raw)
		for _, line := range bytes.Split(bytes.TrimSpace(made(t, JSONL, o, append(samples(t), odd())...)), []byte("\n")) {
			checked(t, s, "line", line)
		}
		if v, _ := jsonschema.UnmarshalJSON(strings.NewReader(`{"agency": 1}`)); s.Validate(v) == nil {
			t.Error("the schema takes anything")
		}
	}
}
