package normalize

import (
	"flag"
	"testing"

	"github.com/nianbao/nianbao/samples/form"
	"github.com/nianbao/nianbao/schema"
)

var (
	mutants = flag.Uint64("mutants", 2000, "how many mutants to try")
	first   = flag.Uint64("mutant", 1, "the seed of the first")
)

// Sound reports are changed at random: rows dropped, cells blanked, shifted,
// merged and split, tables cut, reordered, labels renamed. What is read of them
// must never be wrong, and of what they still say nearly everything must be read.
func TestMutantsNeverGiveAWrongFigure(t *testing.T) {
	if testing.Short() {
		*mutants = min(*mutants, 200)
	}
	var sure, placed, missing int
	for seed := *first; seed < *first+*mutants; seed++ {
		m := form.NewMutant(seed)
		d := m.Paper.AsRead()
		r := Report(d, schema.Source{}, Options{})
		facts := map[string]*schema.Fact{}
		for i := range r.Facts {
			facts[r.Facts[i].ID] = &r.Facts[i]
		}
		for id, truth := range m.Report.Figures {
			f := facts[id]
			if f != nil && f.Value != nil {
				want, err := schema.ParseNumber(truth)
				if err != nil {
					t.Fatalf("%s: %v", m, err)
				}
				if !f.Value.Equal(want) {
					t.Errorf("%s: %s is %s, should be %s (status %s, raw %q)", m, id, f.Value, truth, f.Status, deref(f.Raw))
				}
			}
			if !m.Sure[id] {
				continue
			}
			sure++
			if f != nil && f.Value != nil {
				placed++
			} else if missing++; missing <= 20 {
				t.Logf("%s: %s was not read", m, id)
			}
		}
	}
	t.Logf("%d mutants: %d of %d figures that they still say were read", *mutants, placed, sure)
	if placed*1000 < sure*995 {
		t.Errorf("only %d of %d figures were read, less than 99.5 %%", placed, sure)
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
