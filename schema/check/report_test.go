package check

import (
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/schema"
)

// write makes a report of an office for 2024. Facts are "id=value" words; the
// text is "section: paragraph" lines; "section# heading" begins a section.
func write(t testing.TB, facts, text string) *schema.Report {
	t.Helper()
	year, agency := 2024, "望榆区教育局"
	r := &schema.Report{Year: &year, Agency: &agency, Template: schema.Template{ID: "2021", Tables: schema.FormTables{Proactive: "2021", Applications: "2021", Review: "2021"}}}
	for _, word := range strings.Fields(facts) {
		id, value, _ := strings.Cut(word, "=")
		n, err := schema.ParseNumber(value)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(id, "subtotal") {
			r.Derived = append(r.Derived, schema.Derived{ID: id, Value: n, From: []string{id + ".from"}})
			continue
		}
		unit := "件"
		if strings.HasSuffix(id, ".amount") {
			unit = "万元"
		}
		raw := value
		r.Facts = append(r.Facts, schema.Fact{ID: id, Value: &n, Unit: &unit, Raw: &raw, Status: schema.Given, At: &schema.Place{}})
	}
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if id, heading, ok := strings.Cut(line, "# "); ok {
			r.Sections = append(r.Sections, schema.Section{ID: id, Heading: &heading})
			continue
		}
		id, paragraph, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("no section: %q", line)
		}
		n := slices.IndexFunc(r.Sections, func(s schema.Section) bool { return s.ID == id })
		if n < 0 {
			n = len(r.Sections)
			r.Sections = append(r.Sections, schema.Section{ID: id})
		}
		kind := schema.ParagraphBlock
		if after, ok := strings.CutPrefix(paragraph, "## "); ok {
			kind, paragraph = schema.HeadingBlock, after
		}
		r.Sections[n].Blocks = append(r.Sections[n].Blocks, schema.Block{Kind: kind, Text: paragraph})
	}
	return r
}

// told lists findings as "severity code: excerpt", without the codes to leave out.
func told(findings []schema.Finding, without ...string) []string {
	var out []string
	for _, f := range findings {
		if slices.Contains(without, f.Code) {
			continue
		}
		line := string(f.Severity) + " " + f.Code
		if f.Excerpt != "" {
			line += ": " + f.Excerpt
		}
		out = append(out, line)
	}
	return out
}

func alike(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s\n got %q\nwant %q", what, got, want)
	}
}
