package tidy

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/schema/template"
)

func comparableRows(t *testing.T) map[[2]string]map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(Comparable(nil))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[[2]string]map[string]string{}
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		key := [2]string{m["template"], m["id"]}
		if out[key] != nil {
			t.Errorf("%v stands twice", key)
		}
		out[key] = m
	}
	return out
}

func TestEachFigureHasAJudgement(t *testing.T) {
	rows := comparableRows(t)
	n := 0
	for _, f := range template.Forms() {
		for _, table := range f.Tables {
			for _, fact := range table.Facts {
				n++
				if r := rows[[2]string{f.ID, fact.ID}]; r["reason_zh"] == "" || ruleFor(f.ID, fact.ID).Template == "" {
					t.Errorf("no judgement on %s of %s", fact.ID, f.ID)
				}
			}
		}
	}
	if n != len(rows) {
		t.Errorf("%d rows for %d figures", len(rows), n)
	}
}

func TestJudgements(t *testing.T) {
	rows := comparableRows(t)
	for _, c := range []struct{ form, id, comparison, with, series string }{
		{"2021", "applications.granted.total", "same", "2019", "applications.granted.total"},
		{"2019", "applications.granted.total", "same", "2021", "applications.granted.total"},
		{"2021", "applications.new.other", "same", "2019", "applications.new.other"},
		{"2021", "applications.other.other.other", "sum", "2019", "applications.other.subtotal.other"},
		{"2019", "applications.other.subtotal.other", "sum", "2021", "applications.other.subtotal.other"},
		{"2021", "proactive.licensing.decisions", "none", "", "2021:proactive.licensing.decisions"},
		{"2019", "proactive.licensing.decisions", "none", "", "2019:proactive.licensing.decisions"},
		{"2019", "litigation.after_review.total", "same", "2021", "litigation.after_review.total"},
		{"2014", "stats.review.total", "none", "", "2014:stats.review.total"},
	} {
		r := rows[[2]string{c.form, c.id}]
		if r == nil {
			// The form of 2014 gives totals no suffix.
			r = rows[[2]string{c.form, strings.TrimSuffix(c.id, ".total")}]
			c.series = strings.TrimSuffix(c.series, ".total")
		}
		if r["comparison"] != c.comparison || r["with_template"] != c.with || r["series"] != c.series {
			t.Errorf("%s of %s: %v, want %v", c.id, c.form, r, c)
		}
	}
}

// A judgement "same" stands on what the forms themselves say: the other form
// has the figure too, under the same labels, in the same unit.
func TestSameFiguresHaveTheSameLabels(t *testing.T) {
	known := newPlaces(template.Forms())
	a := known.of(reportOn("2021"))
	b := known.of(reportOn("2019"))
	n := 0
	for key, r := range comparableRows(t) {
		if r["comparison"] != "same" {
			continue
		}
		n++
		x, y := a[key[1]], b[key[1]]
		if x == nil || y == nil || x.form == y.form || x.rowZh != y.rowZh || x.colZh != y.colZh || x.unit != y.unit || x.kind != y.kind {
			t.Errorf("%v: %+v and %+v", key, x, y)
		}
	}
	if n == 0 {
		t.Error("no figure is comparable")
	}
}

// A series has as many figures of a report as its comparison says.
func TestSeriesJoinForms(t *testing.T) {
	count := map[string]map[string]int{}
	for key, r := range comparableRows(t) {
		if count[r["series"]] == nil {
			count[r["series"]] = map[string]int{}
		}
		count[r["series"]][key[0]]++
	}
	for series, n := range count {
		want := map[string]int{"2021": 1, "2019": 1}
		switch form, _, own := strings.Cut(series, ":"); {
		case own:
			want = map[string]int{form: 1}
		case strings.HasPrefix(series, "applications.other.subtotal."):
			want["2021"] = 3
		}
		for form, k := range want {
			if n[form] != k || len(n) != len(want) {
				t.Errorf("series %s: %v, want %v", series, n, want)
			}
		}
	}
}
