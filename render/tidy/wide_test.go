package tidy

import (
	"io"
	"testing"

	"github.com/nianbao/nianbao/schema"
)

// reportOn is a report without figures, all on one form.
func reportOn(form string) schema.Template {
	return schema.Template{ID: form, Tables: schema.FormTables{Proactive: form, Applications: form, Review: form}}
}

// Both forms have an id proactive.licensing.decisions and count it otherwise:
// it stands in its own form's table alone.
func TestWideNeverMixesForms(t *testing.T) {
	five := schema.Count(5)
	r := schema.Report{Source: schema.Source{Name: "a"}, Template: schema.Template{ID: "2021", Tables: schema.FormTables{Proactive: "2019", Applications: "2021"}},
		Facts: []schema.Fact{
			{ID: "proactive.licensing.decisions", Value: &five, Status: schema.Given},
			{ID: "applications.new.total", Value: &five, Status: schema.Given},
		}}
	for _, c := range []struct {
		form, id, want, status string
	}{
		{"2021", "proactive.licensing.decisions", missing, missing},
		{"2021", "applications.new.total", "5", "given"},
		{"2019", "proactive.licensing.decisions", "5", "given"},
		{"2019", "applications.new.total", missing, missing},
	} {
		o := Options{Wide: true, Form: c.form}
		row := straight(t, o, []schema.Report{r})[0]
		columns, _ := Columns(o)
		for i, column := range columns {
			switch column.Name {
			case c.id:
				if row[i] != c.want {
					t.Errorf("form %s: %s is %s, want %s", c.form, c.id, row[i], c.want)
				}
			case c.id + statusSuffix:
				if row[i] != c.status {
					t.Errorf("form %s: status of %s is %s, want %s", c.form, c.id, row[i], c.status)
				}
			}
		}
	}
}

func TestWideKeepsTheStatusOfWhatAFilterBlanks(t *testing.T) {
	one := schema.Count(1)
	r := schema.Report{Template: reportOn("2021"), Facts: []schema.Fact{{ID: "applications.new.total", Value: &one, Status: schema.Repaired}}}
	o := Options{Wide: true, Statuses: []schema.Status{schema.Given}}
	row := straight(t, o, []schema.Report{r})[0]
	columns, _ := Columns(o)
	for i, c := range columns {
		if c.Name == "applications.new.total" && row[i] != missing || c.Name == "applications.new.total"+statusSuffix && row[i] != "repaired" {
			t.Errorf("%s is %s", c.Name, row[i])
		}
	}
}

func TestWideHasARowForEachReport(t *testing.T) {
	reports := samples(t)
	sum := write(t, io.Discard, CSV, Options{Wide: true, Form: "2014"}, reports...)
	if sum.Rows != len(reports) || sum.Elsewhere != len(reports)-1 {
		t.Errorf("%d rows of %d reports, %d on other forms", sum.Rows, len(reports), sum.Elsewhere)
	}
}
