package relation

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// form is the shape of a table: a system with names for its cells.
type form struct {
	*System
	names     []string
	number    map[string]int
	equations []Equation
	// how fillable tables are made: applications of rows and columns, and plain
	// sums of four
	results []string
	columns []string // without total
	sums    []string
}

var (
	columns2021 = []string{"natural_person", "enterprise", "research", "welfare", "legal_service", "other"}
	results2019 = []string{
		"granted", "partial",
		"refuse.state_secret", "refuse.law_forbidden", "refuse.safety_stability", "refuse.third_party",
		"refuse.internal_affairs", "refuse.process", "refuse.enforcement_file", "refuse.admin_query",
		"unable.not_held", "unable.needs_creation", "unable.unclear_after_correction",
		"not_processed.petition", "not_processed.repeat", "not_processed.publication",
		"not_processed.excessive", "not_processed.reconfirm", "other.subtotal",
	}
	results2021 = append(slices.Clone(results2019[:len(results2019)-1]),
		"other.no_correction", "other.no_payment", "other.other")
	sums2021 = []string{"review", "litigation.direct", "litigation.after_review"}
)

// newForm writes the relations of a form out of its rows and columns.
func newForm(results, columns, sums []string) *form {
	f := &form{number: map[string]int{}, results: results, columns: columns, sums: sums}
	cell := func(name string) int {
		i, ok := f.number[name]
		if !ok {
			i = len(f.names)
			f.number[name], f.names = i, append(f.names, name)
		}
		return i
	}
	rows := slices.Concat([]string{"new", "carried_in"}, results, []string{"results_total", "carried_out"})
	if len(columns) == 0 {
		rows = nil
	}
	for _, r := range rows {
		q := Equation{ID: "applications." + r + ".sum", Terms: []Term{{cell("applications." + r + ".total"), 1}}}
		for _, c := range columns {
			q.Terms = append(q.Terms, Term{cell("applications." + r + "." + c), -1})
		}
		f.equations = append(f.equations, q)
	}
	if len(rows) > 0 {
		for _, c := range append(slices.Clone(columns), "total") {
			q := Equation{ID: "applications.results." + c, Terms: []Term{{cell("applications.results_total." + c), 1}}}
			for _, r := range results {
				q.Terms = append(q.Terms, Term{cell("applications." + r + "." + c), -1})
			}
			f.equations = append(f.equations, q, Equation{ID: "applications.balance." + c, Terms: []Term{
				{cell("applications.new." + c), 1}, {cell("applications.carried_in." + c), 1},
				{cell("applications.results_total." + c), -1}, {cell("applications.carried_out." + c), -1}}})
		}
	}
	for _, s := range sums {
		q := Equation{ID: s + ".sum", Terms: []Term{{cell(s + ".total"), 1}}}
		for _, c := range []string{"upheld", "corrected", "other", "pending"} {
			q.Terms = append(q.Terms, Term{cell(s + "." + c), -1})
		}
		f.equations = append(f.equations, q)
	}
	var err error
	if f.System, err = New(len(f.names), f.equations); err != nil {
		panic(err)
	}
	return f
}

var (
	form2021 = newForm(results2021, columns2021, sums2021)
	form2019 = newForm(results2019, columns2021, sums2021)
)

// fill makes a table that holds, with parts of up to limit.
func (f *form) fill(r *rand.Rand, limit int64, zeros float64) []int64 {
	v := make([]int64, len(f.names))
	part := func() int64 {
		if r.Float64() < zeros {
			return 0
		}
		return r.Int64N(limit + 1)
	}
	set := func(row, column string, x int64) { v[f.number["applications."+row+"."+column]] = x }
	if len(f.columns) > 0 {
		totals := map[string]int64{}
		for _, c := range f.columns {
			sum := int64(0)
			for _, row := range f.results {
				x := part()
				set(row, c, x)
				totals[row] += x
				sum += x
			}
			out := part()
			in := r.Int64N(sum + out + 1)
			for row, x := range map[string]int64{"results_total": sum, "carried_out": out, "carried_in": in, "new": sum + out - in} {
				set(row, c, x)
				totals[row] += x
			}
		}
		for row, x := range totals {
			set(row, "total", x)
		}
	}
	for _, s := range f.sums {
		total := int64(0)
		for _, c := range []string{"upheld", "corrected", "other", "pending"} {
			x := part()
			v[f.number[s+"."+c]] = x
			total += x
		}
		v[f.number[s+".total"]] = total
	}
	return v
}

// mask hides cells in one of the ways of a broken document: at random, whole
// rows or columns, totals.
func (f *form) mask(r *rand.Rand) []bool {
	known := make([]bool, len(f.names))
	for i := range known {
		known[i] = true
	}
	hide := func(row, column string) { known[f.number["applications."+row+"."+column]] = false }
	rows := slices.Concat([]string{"new", "carried_in", "results_total", "carried_out"}, f.results)
	columns := append(slices.Clone(f.columns), "total")
	for range r.IntN(5) {
		switch r.IntN(5) {
		case 0, 1:
			for range 1 + r.IntN(len(known)/2) {
				known[r.IntN(len(known))] = false
			}
		case 2:
			row := rows[r.IntN(len(rows))]
			for _, c := range columns {
				hide(row, c)
			}
		case 3:
			c := columns[r.IntN(len(columns))]
			for _, row := range rows {
				hide(row, c)
			}
		case 4:
			for _, row := range rows {
				if r.IntN(2) == 0 {
					hide(row, "total")
				}
			}
		}
	}
	return known
}

func TestOfficialForms(t *testing.T) {
	for _, c := range []struct {
		name         string
		form         *form
		cells, nodes int
	}{{"2021", form2021, 175, 38}, {"2019", form2019, 161, 36}} {
		t.Run(c.name, func(t *testing.T) {
			blocks := c.form.Blocks()
			if len(blocks) != 4 || len(blocks[0].Cells) != c.cells || len(blocks[0].Equations) != c.nodes+1 {
				t.Fatalf("%d blocks, the first of %d cells and %d equations", len(blocks), len(blocks[0].Cells), len(blocks[0].Equations))
			}
			n := &c.form.blocks[0]
			if n.nodes != c.nodes || n.ground >= 0 || c.form.equations[n.spare].ID != "applications.results_total.sum" {
				t.Errorf("%d nodes, ground %d, left out %d", n.nodes, n.ground, n.spare)
			}
			for i := 1; i < 4; i++ {
				if n := &c.form.blocks[i]; n.nodes != 2 || n.ground != 1 || n.spare >= 0 || len(n.arcs) != 5 {
					t.Errorf("block %d: %d nodes, ground %d, left out %d", i, n.nodes, n.ground, n.spare)
				}
			}
			for cell, name := range c.form.names {
				b := c.form.BlockOf(cell)
				if !slices.Contains(blocks[b].Cells, cell) {
					t.Errorf("%s is not in block %d", name, b)
				}
			}
		})
	}
}

// replay adds up signed equations and returns the bound that they prove for the
// cell. It shares nothing with the code under test.
func replay(equations []Equation, steps []Step, cell int, values []int64, known []bool, upper bool) (int64, error) {
	sum := map[int]int64{}
	for _, s := range steps {
		if s.Sign != 1 && s.Sign != -1 {
			return 0, fmt.Errorf("sign %d", s.Sign)
		}
		for _, t := range equations[s.Equation].Terms {
			sum[t.Cell] += int64(s.Sign) * int64(t.Sign)
		}
	}
	own := sum[cell]
	if own == 0 {
		return 0, fmt.Errorf("the cell itself is not left")
	}
	delete(sum, cell)
	rest := int64(0)
	for c, k := range sum {
		switch {
		case k == 0:
		case known[c]:
			rest += k * values[c]
		case (k*own > 0) != upper:
			return 0, fmt.Errorf("cell %d is missing too and left with the wrong sign", c)
		}
	}
	if rest%own != 0 {
		return 0, fmt.Errorf("%d is no multiple of %d", rest, own)
	}
	return -rest / own, nil
}

// checkProof replays both sides of a proof.
func checkProof(t *testing.T, equations []Equation, p Proof, cell int, value int64, values []int64, known []bool) {
	t.Helper()
	if got, err := replay(equations, p.Upper, cell, values, known, true); err != nil || got != value {
		t.Errorf("cell %d: upper %v proves %d (%v), want %d", cell, p.Upper, got, err, value)
	}
	if value != 0 || len(p.Lower) > 0 {
		if got, err := replay(equations, p.Lower, cell, values, known, false); err != nil || got != value {
			t.Errorf("cell %d: lower %v proves %d (%v), want %d", cell, p.Lower, got, err, value)
		}
	}
	var from []int
	for _, steps := range [][]Step{p.Upper, p.Lower} {
		sum := map[int]int{}
		for _, s := range steps {
			for _, t := range equations[s.Equation].Terms {
				sum[t.Cell] += int(s.Sign) * int(t.Sign)
			}
		}
		if len(steps) > 0 && sum[cell] != 1 {
			t.Errorf("cell %d is left with %d in %v", cell, sum[cell], steps)
		}
		for c, k := range sum {
			if k != 0 && known[c] {
				from = append(from, c)
			}
		}
	}
	slices.Sort(from)
	if from = slices.Compact(from); !slices.Equal(from, p.From) {
		t.Errorf("cell %d: from %v, want %v", cell, p.From, from)
	}
}

func TestProofByTheRelationLeftOut(t *testing.T) {
	// The total of the results' totals, most other totals being blank. Two
	// columns of the row are blank too: each follows from its balance.
	r := rand.New(rand.NewPCG(11, 12))
	values := form2021.fill(r, 50, 0)
	known := make([]bool, len(values))
	for i, name := range form2021.names {
		known[i] = !strings.HasPrefix(name, "applications.") || !strings.HasSuffix(name, ".total")
	}
	total := form2021.number["applications.results_total.total"]
	for _, c := range []struct {
		blank string
		want  []string
	}{
		{"", []string{"+applications.results_total.sum"}},
		{"enterprise", []string{"+applications.results_total.sum", "-applications.balance.enterprise"}},
		{"research", []string{"+applications.results_total.sum", "-applications.balance.enterprise", "-applications.balance.research"}},
		// The balance and the rows it takes its totals from are as short now.
		{"welfare", []string{"-applications.balance.total", "+applications.new.sum", "+applications.carried_in.sum", "-applications.carried_out.sum"}},
	} {
		if c.blank != "" {
			known[form2021.number["applications.results_total."+c.blank]] = false
		}
		s, err := form2021.Solve(values, known)
		if err != nil {
			t.Fatal(err)
		}
		p, _ := s.Prove(total)
		checkProof(t, form2021.equations, p, total, values[total], values, known)
		var got []string
		for _, step := range p.Upper {
			got = append(got, string("- +"[step.Sign+1])+form2021.equations[step.Equation].ID)
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) || len(p.Lower) != len(c.want) {
			t.Errorf("with %q blank: %q, want %q", c.blank, got, c.want)
		}
	}
}
