package template

import (
	"strings"
	"testing"
)

func TestEmbeddedFormsAreSound(t *testing.T) {
	facts := map[string]int{"2021": 3*2 + 1 + 2 + 1 + 25*7 + 15, "2019": 9 + 6 + 6 + 2 + 2 + 23*7 + 15, "2014": 58}
	sums := map[string]int{"2021": 25 + 14 + 3, "2019": 23 + 14 + 3, "2014": 7}
	for _, f := range Forms() {
		nf, ns := 0, 0
		for _, table := range f.Tables {
			nf += len(table.Facts)
			ns += len(table.Sums)
		}
		if nf != facts[f.ID] || ns != sums[f.ID] {
			t.Errorf("form %s: %d facts and %d sums, want %d and %d", f.ID, nf, ns, facts[f.ID], sums[f.ID])
		}
	}
}

func TestPrintedTablesCoverEachPositionOnce(t *testing.T) {
	for _, f := range Forms() {
		for i := range f.Tables {
			table := &f.Tables[i]
			p := table.Print(func(Fact) bool { return true })
			covered := make([]int, p.Rows*p.Columns)
			figures := 0
			for _, c := range p.Cells {
				if c.Role == Figure {
					figures++
				}
				for r := c.Row; r < c.Row+c.RowSpan; r++ {
					for k := c.Column; k < c.Column+c.ColumnSpan; k++ {
						covered[r*p.Columns+k]++
					}
				}
			}
			for at, n := range covered {
				if n != 1 {
					t.Errorf("form %s, table %s: row %d, column %d is covered %d times", f.ID, table.ID, at/p.Columns, at%p.Columns, n)
				}
			}
			if figures != len(table.Facts) {
				t.Errorf("form %s, table %s: %d figures, want %d", f.ID, table.ID, figures, len(table.Facts))
			}
		}
	}
}

func TestUnsoundFormsAreRefused(t *testing.T) {
	sound, err := Source("2021")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"an id twice", `{"id": "penalty",`, `{"id": "coercion",`, "proactive.coercion.decisions stands twice"},
		{"a relation over no fact", `"parts": ["applications.results_total.{column}", "applications.carried_out.{column}"]`, `"parts": ["applications.nothing.{column}"]`, "there is no fact applications.nothing.natural_person"},
		{"a balance with a wrong side", `"total": ["applications.new.{column}", "applications.carried_in.{column}"]`, `"total": ["applications.new.{column}", "applications.granted.{column}"]`, "stands in 3 equations"},
		{"a key that is misspelt", `"notice":`, `"notise":`, "unknown field"},
	} {
		changed := strings.Replace(string(sound), c.old, c.new, 1)
		if changed == string(sound) {
			t.Fatalf("%s: nothing was replaced", c.name)
		}
		_, err := Parse([]byte(changed))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q in it", c.name, err, c.want)
		}
	}
}
