package relation

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// enumeration walks through all completions of small equations, blanks being at
// most bound, by trying values. It knows nothing of networks.
type enumeration struct {
	equations []Equation
	values    []int64
	known     []bool
	bound     int64
	budget    int // tries left; negative when given up
	visit     func([]int64) bool
}

// enumerate calls visit for each completion until it returns false. It returns
// false when there were too many to try.
func enumerate(equations []Equation, values []int64, known []bool, bound int64, visit func([]int64) bool) bool {
	e := enumeration{equations, slices.Clone(values), slices.Clone(known), bound, 200000, visit}
	e.walk()
	return e.budget >= 0
}

func (e *enumeration) walk() bool {
	if e.budget--; e.budget < 0 {
		return false
	}
	cell, low, high := -1, int64(0), e.bound
	for _, q := range e.equations {
		sum, up, down, last := int64(0), 0, 0, Term{}
		for _, t := range q.Terms {
			switch {
			case e.known[t.Cell]:
				sum += int64(t.Sign) * e.values[t.Cell]
			case t.Sign > 0:
				up++
				last = t
			default:
				down++
				last = t
			}
		}
		if sum > 0 && down == 0 || sum < 0 && up == 0 {
			return true
		}
		if up+down == 1 {
			v := -sum * int64(last.Sign)
			if v < 0 || v > e.bound {
				return true
			}
			cell, low, high = last.Cell, v, v
			break
		}
	}
	if cell < 0 {
		if cell = slices.Index(e.known, false); cell < 0 {
			return e.visit(e.values)
		}
	}
	e.known[cell] = true
	defer func() { e.known[cell] = false }()
	for v := low; v <= high; v++ {
		e.values[cell] = v
		if !e.walk() {
			return false
		}
	}
	return true
}

// vertex bounds what a cell can be in a vertex of the set of completions: such a
// value is a sum, with signs, of what the given cells of some equations come to.
func vertex(equations []Equation, values []int64, known []bool) (m int64) {
	for _, q := range equations {
		sum := int64(0)
		for _, t := range q.Terms {
			if known[t.Cell] {
				sum += int64(t.Sign) * values[t.Cell]
			}
		}
		m += max(sum, -sum)
	}
	return m
}

// reference decides a block by enumeration. Among completions up to 2m+1 there
// are all vertices, and for each open cell one where it is more than m.
func reference(equations []Equation, cells []int, values []int64, known []bool) (ranges map[int]Range, feasible, ok bool) {
	m := vertex(equations, values, known)
	fixed := slices.Clone(known)
	for c := range fixed {
		fixed[c] = known[c] || !slices.Contains(cells, c)
	}
	low, high := map[int]int64{}, map[int]int64{}
	ok = enumerate(equations, values, fixed, 2*m+1, func(v []int64) bool {
		for _, c := range cells {
			if l, met := low[c]; !met || v[c] < l {
				low[c] = v[c]
			}
			high[c] = max(high[c], v[c])
		}
		feasible = true
		return true
	})
	ranges = map[int]Range{}
	for c := range low {
		ranges[c] = Range{Lo: low[c], Hi: high[c]}
		if !known[c] && high[c] > m {
			ranges[c] = Range{Lo: low[c], Open: true}
		}
	}
	return ranges, feasible, ok
}

// smallestSets finds by enumeration all smallest sets of given cells that mend a
// block, as text, with their values.
func smallestSets(equations []Equation, cells []int, values []int64, known []bool) (sets []string, ok bool) {
	var given []int
	for _, c := range cells {
		if known[c] {
			given = append(given, c)
		}
	}
	free := slices.Clone(known)
	for c := range free {
		free[c] = free[c] || !slices.Contains(cells, c)
	}
	ok = true
	try := func(set ...int) {
		for _, c := range set {
			free[c] = false
		}
		m := vertex(equations, values, free)
		low, high := map[int]int64{}, map[int]int64{}
		if !enumerate(equations, values, free, m+1, func(v []int64) bool {
			for _, c := range set {
				if l, met := low[c]; !met || v[c] < l {
					low[c] = v[c]
				}
				high[c] = max(high[c], v[c])
			}
			return true
		}) {
			ok = false
		}
		if len(low) > 0 {
			s := ""
			for _, c := range set {
				if s += fmt.Sprint(" ", c); low[c] == high[c] {
					s += fmt.Sprint("=", low[c])
				}
			}
			sets = append(sets, s)
		}
		for _, c := range set {
			free[c] = true
		}
	}
	for _, a := range given {
		try(a)
	}
	if len(sets) > 0 {
		return sets, ok
	}
	for i, a := range given {
		for _, b := range given[i+1:] {
			try(a, b)
		}
	}
	if len(sets) > 0 {
		return sets, ok
	}
	for i, a := range given {
		for j, b := range given[i+1:] {
			for _, c := range given[i+j+2:] {
				try(a, b, c)
			}
		}
	}
	return sets, ok
}

// agree compares what a system says of a table with enumeration. It returns
// false where enumeration would take too long.
func agree(t *testing.T, s *System, equations []Equation, values []int64, known []bool) bool {
	t.Helper()
	r, err := s.Solve(values, known)
	if err != nil {
		t.Fatal(err)
	}
	checker := s.NewChecker()
	conflicts := r.Conflicts()
	for b, block := range s.Blocks() {
		var own []Equation
		for _, e := range block.Equations {
			own = append(own, equations[e])
		}
		want, feasible, ok := reference(own, block.Cells, values, known)
		if !ok {
			return false
		}
		if can, err := checker.Feasible(b, values, known); err != nil || can != feasible || r.Contradicts(b) == feasible {
			t.Errorf("block %d: checker says %t (%v), contradiction %t, want %t", b, can, err, r.Contradicts(b), feasible)
		}
		for _, c := range block.Cells {
			got, bounded := r.Range(c)
			if bounded != feasible || got != want[c] {
				t.Errorf("cell %d: range %v %t, want %v %t", c, got, bounded, want[c], feasible)
			}
			p, proved := r.Prove(c)
			if proved != (feasible && !known[c] && want[c].Determined()) {
				t.Errorf("cell %d: range %v, proved %t", c, want[c], proved)
			}
			if proved {
				checkProof(t, equations, p, c, want[c].Lo, values, known)
			}
		}
		if feasible {
			continue
		}
		if len(conflicts) == 0 || conflicts[0].Block != b {
			t.Fatalf("block %d contradicts itself and has no conflict", b)
		}
		checkConflict(t, equations, conflicts[0], values, known)
		conflicts = conflicts[1:]
		sets, ok := smallestSets(own, block.Cells, values, known)
		if !ok {
			return false
		}
		got := r.Suspects(b)
		var names []string
		for _, set := range got.Sets {
			s := ""
			for _, x := range set {
				if s += fmt.Sprint(" ", x.Cell); x.Unique {
					s += fmt.Sprint("=", x.Value)
				}
			}
			names = append(names, s)
		}
		if !got.Complete || !slices.Equal(names, sets) {
			t.Errorf("block %d: suspects %q, complete %t, want %q", b, names, got.Complete, sets)
		}
	}
	if len(conflicts) > 0 {
		t.Errorf("conflicts left: %v", conflicts)
	}
	return true
}

// twoWay is a table of rows and columns with totals on both sides.
func twoWay(rows, columns int) []Equation {
	cell := func(r, c int) int { return r*(columns+1) + c }
	var list []Equation
	for r := range rows + 1 {
		q := Equation{ID: fmt.Sprint("row ", r), Terms: []Term{{cell(r, columns), 1}}}
		for c := range columns {
			q.Terms = append(q.Terms, Term{cell(r, c), -1})
		}
		list = append(list, q)
	}
	for c := range columns + 1 {
		q := Equation{ID: fmt.Sprint("column ", c), Terms: []Term{{cell(rows, c), 1}}}
		for r := range rows {
			q.Terms = append(q.Terms, Term{cell(r, c), -1})
		}
		list = append(list, q)
	}
	return list
}

// anyNetwork makes equations of a random graph, with signs turned at random,
// arcs side by side, sometimes without the equation of one node, and sometimes
// with one more for the nodes on a side of a cut.
func anyNetwork(r *rand.Rand) (cells int, list []Equation) {
	nodes := 1 + r.IntN(5)
	cells = nodes + r.IntN(6)
	rows := make([][]Term, nodes)
	type ends struct{ tail, head int }
	arcs := make([]ends, cells)
	for a := range arcs {
		t, h := r.IntN(nodes), r.IntN(nodes)
		if t == h {
			h = (t + 1) % nodes
		}
		arcs[a] = ends{t, h}
		if t != h {
			rows[t] = append(rows[t], Term{a, -1})
			rows[h] = append(rows[h], Term{a, 1})
		} else {
			rows[t] = append(rows[t], Term{a, 1 - 2*int8(r.IntN(2))})
		}
	}
	if r.IntN(2) == 0 {
		side := r.Uint64()
		var cut []Term
		for a, e := range arcs {
			if side>>e.tail&1 != side>>e.head&1 {
				cut = append(cut, Term{a, 1 - 2*int8(side>>e.tail&1)})
			}
		}
		rows = append(rows, cut)
	}
	if r.IntN(3) == 0 {
		rows[r.IntN(len(rows))] = nil
	}
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	for _, terms := range rows {
		if len(terms) == 0 {
			continue
		}
		q := Equation{ID: fmt.Sprint(len(list))}
		turn := 1 - 2*int8(r.IntN(2))
		for _, t := range terms {
			q.Terms = append(q.Terms, Term{t.Cell, turn * t.Sign})
		}
		list = append(list, q)
	}
	return cells, list
}

// figures makes a table for equations: mostly one that holds, found by trying
// small values, sometimes with errors, and hides some of it.
func figures(r *rand.Rand, cells int, equations []Equation) (values []int64, known []bool) {
	values, known = make([]int64, cells), make([]bool, cells)
	loose := make([]bool, cells)
	start := make([]int64, cells)
	for c := range start {
		start[c] = r.Int64N(5)
		loose[c] = r.IntN(2) == 0
	}
	copy(values, start)
	if !enumerate(equations, start, loose, 8, func(v []int64) bool {
		copy(values, v)
		return r.IntN(4) > 0
	}) {
		copy(values, start)
	}
	for c := range values {
		if r.IntN(12) == 0 {
			values[c] = r.Int64N(5)
		}
	}
	hide := r.IntN(5)
	for c := range known {
		known[c] = r.IntN(8) >= hide
	}
	return values, known
}

// tiny makes one of the small systems that are compared with enumeration, and
// the equations it was made of; nil where the equations are no network.
func tiny(r *rand.Rand) (s *System, equations []Equation, values []int64, known []bool) {
	switch r.IntN(4) {
	case 0:
		results := []string{"granted", "partial"}[:1+r.IntN(2)]
		columns := []string{"natural_person", "enterprise"}[:1+r.IntN(2)]
		f := newForm(results, columns, sums2021[:r.IntN(2)])
		values = f.fill(r, 2, 0.4)
		known = f.mask(r)
		for range r.IntN(3) {
			values[r.IntN(len(values))] = r.Int64N(5)
		}
		return f.System, f.equations, values, known
	case 1:
		rows, columns := 2+r.IntN(3), 2+r.IntN(3)
		equations = twoWay(rows, columns)
		values = make([]int64, (rows+1)*(columns+1))
		for i := range rows {
			for j := range columns {
				v := max(0, r.Int64N(7)-2)
				for _, c := range []int{i*(columns+1) + j, i*(columns+1) + columns, rows*(columns+1) + j, rows*(columns+1) + columns} {
					values[c] += v
				}
			}
		}
		known = make([]bool, len(values))
		hide := r.IntN(6)
		for c := range known {
			known[c] = r.IntN(10) >= hide
		}
		for range r.IntN(3) {
			values[r.IntN(len(values))] = r.Int64N(5)
		}
	default:
		var cells int
		cells, equations = anyNetwork(r)
		values, known = figures(r, cells, equations)
	}
	s, err := New(len(values), equations)
	if err != nil {
		return nil, equations, values, known
	}
	return s, equations, values, known
}

func TestTinySystemsAgreeWithEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	agreed, long, refused := 0, 0, 0
	var sizes [maxSuspects + 1]int
	for i := range 3000 {
		s, equations, values, known := tiny(r)
		switch {
		case s == nil:
			refused++
		case agree(t, s, equations, values, known):
			agreed++
			solution, _ := s.Solve(values, known)
			for _, c := range solution.Conflicts() {
				if sets := solution.Suspects(c.Block).Sets; len(sets) > 0 {
					sizes[len(sets[0])]++
				} else {
					sizes[0]++
				}
			}
		default:
			long++
		}
		if t.Failed() {
			t.Fatalf("system %d: %v\nvalues %v\nknown %v", i, equations, values, known)
		}
	}
	t.Logf("%d agree, %d too long to enumerate, %d no network; smallest sets by size, 0 being more than %d: %v", agreed, long, refused, maxSuspects, sizes)
	if agreed < 2500 {
		t.Errorf("only %d systems were compared", agreed)
	}
}

// TestProofsAreShortest tries every signed sum of the equations of small
// systems.
func TestProofsAreShortest(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	proofs, spared := 0, 0
	for proofs < 1500 {
		s, equations, values, known := tiny(r)
		if s == nil || len(equations) == 0 || len(equations) > 8 {
			continue
		}
		if s.blocks[0].spare < 0 && r.IntN(20) > 0 {
			continue // Most have no equation left out; those are the easy ones.
		}
		solution, err := s.Solve(values, known)
		if err != nil {
			t.Fatal(err)
		}
		type wanted struct {
			cell  int
			value int64
			p     Proof
			best  [2]int
		}
		var list []wanted
		for c := range known {
			if p, ok := solution.Prove(c); ok {
				x, _ := solution.Range(c)
				list = append(list, wanted{c, x.Lo, p, [2]int{99, 99}})
			}
		}
		if len(list) == 0 {
			continue
		}
		sums := 1
		for range equations {
			sums *= 3
		}
		for k := range sums {
			var steps []Step
			for e, rest := 0, k; rest > 0; e, rest = e+1, rest/3 {
				if rest%3 > 0 {
					steps = append(steps, Step{int8(2*(rest%3) - 3), e})
				}
			}
			left := make([]int64, len(known))
			for _, step := range steps {
				for _, x := range equations[step.Equation].Terms {
					left[x.Cell] += int64(step.Sign) * int64(x.Sign)
				}
			}
			for i := range list {
				w := &list[i]
				own := left[w.cell]
				if own == 0 {
					continue
				}
				rest, upper, lower := int64(0), true, true
				for c, x := range left {
					if known[c] {
						rest += x * values[c]
					} else if c != w.cell && x != 0 {
						upper = upper && x*own > 0
						lower = lower && x*own < 0
					}
				}
				if rest == -own*w.value {
					if upper {
						w.best[0] = min(w.best[0], len(steps))
					}
					if lower {
						w.best[1] = min(w.best[1], len(steps))
					}
				}
			}
		}
		for _, w := range list {
			proofs++
			for _, x := range w.p.Upper {
				if s.blocks[s.BlockOf(w.cell)].spare == x.Equation && len(w.p.Upper) > 1 {
					spared++
				}
			}
			checkProof(t, equations, w.p, w.cell, w.value, values, known)
			if len(w.p.Upper) != w.best[0] || w.value > 0 && len(w.p.Lower) != w.best[1] || w.value == 0 && len(w.p.Lower) > 0 {
				t.Fatalf("%v\nvalues %v\nknown %v\ncell %d = %d: %v and %v, want %v steps", equations, values, known, w.cell, w.value, w.p.Upper, w.p.Lower, w.best)
			}
		}
	}
	t.Logf("%d proofs, %d of several equations with the one left out", proofs, spared)
}
