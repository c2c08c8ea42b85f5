package relation

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// eq writes an equation as "+0 -1 -2".
func eq(s string) (q Equation) {
	q.ID = s
	for _, f := range strings.Fields(s) {
		var t Term
		if _, err := fmt.Sscan(f[1:], &t.Cell); err != nil {
			panic(err)
		}
		t.Sign = 1
		if f[0] == '-' {
			t.Sign = -1
		}
		q.Terms = append(q.Terms, t)
	}
	return q
}

func eqs(list ...string) (equations []Equation) {
	for _, s := range list {
		equations = append(equations, eq(s))
	}
	return equations
}

func TestRefusedSystems(t *testing.T) {
	// A chain of n equations, each sharing a cell with the next.
	chain := func(n int) (list []Equation) {
		for i := range n {
			list = append(list, eq(fmt.Sprintf("+%d -%d", i, i+1)))
		}
		return list
	}
	wide := Equation{ID: "wide"}
	for c := range maxArcs + 1 {
		wide.Terms = append(wide.Terms, Term{c, 1})
	}
	for _, c := range []struct {
		name      string
		cells     int
		equations []Equation
		says      string
	}{
		{"equation without terms", 1, []Equation{{ID: "a"}}, "no terms"},
		{"cell that is not there", 2, eqs("+0 -2"), "no cell 2"},
		{"negative cell", 2, []Equation{{ID: "a", Terms: []Term{{-1, 1}}}}, "no cell -1"},
		{"coefficient of 2", 2, []Equation{{ID: "a", Terms: []Term{{0, 2}}}}, "neither 1 nor -1"},
		{"coefficient of 0", 2, []Equation{{ID: "a", Terms: []Term{{0, 0}}}}, "neither 1 nor -1"},
		{"cell twice in an equation", 2, eqs("+0 -1 -0"), "twice"},
		{"two cells, their sum and their difference", 2, eqs("+0 -1", "+0 +1"), "once with each sign"},
		{"odd circle of sums", 3, eqs("+0 +1", "+1 +2", "+2 +0"), "once with each sign"},
		{"cell in three independent equations", 4, eqs("+0 -1", "+0 -2", "+0 -3"), "3 equations"},
		{"equation that follows as a multiple", 3, eqs("+0 -1 -2", "+0 -1 -2", "+0 -1 -2", "+0 -1 -2"), "4 equations"},
		{"equation that joins two blocks and follows from both", 4, eqs("+0 -1", "+1 -0", "+2 -3", "+3 -2", "+0 +2 -1 -3"), "3 equations"},
		{"equation that follows as a difference", 6, eqs("+0 -1 -4", "+2 -3 +5", "+4 -5", "+0 -1 -4 -2 +3 -5"), "3 equations"},
		{"64 equations", 65, chain(64), "more than 63"},
		{"513 cells", 513, []Equation{wide}, "more than 512"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := New(c.cells, c.equations); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one with %q", err, c.says)
			}
		})
	}
	if _, err := New(64, chain(63)); err != nil {
		t.Errorf("63 equations: %v", err)
	}
}

func TestLargestBlock(t *testing.T) {
	// 63 sums of one cell each and the next: with the ground, 64 nodes.
	var list []Equation
	for i := range 63 {
		list = append(list, eq(fmt.Sprintf("+%d -%d -%d", i, i+1, 64+i)))
	}
	s, err := New(127, list)
	if err != nil {
		t.Fatal(err)
	}
	values, known := make([]int64, 127), make([]bool, 127)
	for i := range 63 {
		values[64+i], known[64+i] = int64(i), true
	}
	values[63], known[63] = 7, true
	r, err := s.Solve(values, known)
	if err != nil {
		t.Fatal(err)
	}
	if x, ok := r.Range(0); !ok || x != (Range{Lo: 1960, Hi: 1960}) {
		t.Errorf("range %v %t, want 1960", x, ok)
	}
	p, ok := r.Prove(0)
	if !ok || len(p.Upper) != 63 || len(p.From) != 64 {
		t.Errorf("proof of %d steps from %d cells", len(p.Upper), len(p.From))
	}
	checkProof(t, list, p, 0, 1960, values, known)
}

func TestFiguresOutOfReach(t *testing.T) {
	s, err := New(7, eqs("+0 -1 -2", "+3 -4"))
	if err != nil {
		t.Fatal(err)
	}
	known := []bool{true, true, false, true, false, true, false}
	for _, c := range []struct {
		name   string
		values []int64
		cell   int
		says   string
	}{
		{"negative figure", []int64{5, -1, 0, 0, 0, 0, 0}, 1, "cell 1: figure -1 is negative"},
		{"too large", []int64{MaxFigure + 1, 1, 0, 0, 0, 0, 0}, 0, "cell 0: figure 1125899906842625 is larger than 1125899906842624"},
		{"as large as there is", []int64{1<<63 - 1, 1, 0, 0, 0, 0, 0}, 0, "cell 0: figure 9223372036854775807 is larger than 1125899906842624"},
		{"as small as there is", []int64{-1 << 63, 1, 0, 0, 0, 0, 0}, 0, "cell 0: figure -9223372036854775808 is negative"},
		{"negative in no equation", []int64{5, 1, 0, 0, 0, -3, 0}, 5, "cell 5: figure -3 is negative"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := s.Solve(c.values, known)
			var figure *FigureError
			if !errors.As(err, &figure) || figure.Cell != c.cell || err.Error() != c.says {
				t.Errorf("error %v, want %s", err, c.says)
			}
		})
	}
	// What stands in a blank is not looked at, nor another block by a Checker.
	values := []int64{9, 4, -1 << 63, MaxFigure + 1, 0, 0, 0}
	if ok, err := s.NewChecker().Feasible(0, values, known); !ok || err != nil {
		t.Errorf("first block: %t, %v", ok, err)
	}
	if _, err := s.NewChecker().Feasible(1, values, known); err == nil {
		t.Error("second block: no error")
	}
	if _, err := s.Solve(values[:6], known); err == nil {
		t.Error("one value is missing: no error")
	}
	if _, err := s.NewChecker().Feasible(0, values, known[:6]); err == nil {
		t.Error("one mark is missing: no error")
	}
}

func TestFiguresAsLargeAsAllowed(t *testing.T) {
	f := form2021
	values, known := make([]int64, len(f.names)), make([]bool, len(f.names))
	// Every part of a column is as large as allowed, and every total blank.
	for _, row := range append([]string{"carried_out"}, f.results...) {
		for _, c := range f.columns {
			i := f.number["applications."+row+"."+c]
			values[i], known[i] = MaxFigure, true
		}
	}
	s, err := f.Solve(values, known)
	if err != nil {
		t.Fatal(err)
	}
	const parts = 22 * 6
	for name, want := range map[string]Range{
		"applications.results_total.natural_person": {Lo: 21 * MaxFigure, Hi: 21 * MaxFigure},
		"applications.results_total.total":          {Lo: (parts - 6) * MaxFigure, Hi: (parts - 6) * MaxFigure},
		"applications.new.natural_person":           {Hi: 22 * MaxFigure},
		"applications.new.total":                    {Hi: parts * MaxFigure},
	} {
		if x, ok := s.Range(f.number[name]); !ok || x != want {
			t.Errorf("%s: range %v %t, want %v", name, x, ok, want)
		}
	}
}

func TestCellInNoEquation(t *testing.T) {
	s, err := New(3, eqs("+0"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Solve([]int64{0, 8, 0}, []bool{false, true, false})
	if err != nil {
		t.Fatal(err)
	}
	for c, want := range []Range{{}, {Lo: 8, Hi: 8}, {Open: true}} {
		if x, ok := r.Range(c); !ok || x != want {
			t.Errorf("cell %d: range %v %t, want %v", c, x, ok, want)
		}
	}
	if s.BlockOf(1) != -1 {
		t.Errorf("cell 1 is in block %d", s.BlockOf(1))
	}
	if _, ok := r.Prove(1); ok {
		t.Error("a given cell was proved")
	}
}

func TestCheckerDoesNotAllocate(t *testing.T) {
	c := form2021.NewChecker()
	values, known := make([]int64, len(form2021.names)), make([]bool, len(form2021.names))
	values[0], known[0] = 4, true
	if n := testing.AllocsPerRun(100, func() {
		if ok, err := c.Feasible(0, values, known); !ok || err != nil {
			t.Errorf("%t, %v", ok, err)
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}
