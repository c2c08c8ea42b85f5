package relation

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"
)

// certify decides whether a block has a completion, and has the answer replayed:
// either every equation holds for the completion, or the reason of the conflict
// excludes one.
func certify(t *testing.T, f *form, block int, values []int64, known []bool) bool {
	t.Helper()
	state := newFlows(f.blocks[block : block+1])
	if err := state[0].load(values, known); err != nil {
		t.Fatal(err)
	}
	if !state[0].settle(false) {
		checkConflict(t, f.equations, f.explain(block, &state[0]), values, known)
		return false
	}
	full := slices.Clone(values)
	for a, c := range f.blocks[block].Cells {
		if x := state[0].x[a]; !known[c] {
			full[c] = x
		} else if x != values[c] {
			t.Errorf("%s: given as %d, completed as %d", f.names[c], values[c], x)
		}
		if full[c] < 0 {
			t.Errorf("%s: completed as %d", f.names[c], full[c])
		}
	}
	for _, e := range f.blocks[block].Equations {
		sum := int64(0)
		for _, x := range f.equations[e].Terms {
			sum += int64(x.Sign) * full[x.Cell]
		}
		if sum != 0 {
			t.Errorf("%s: the completion is %d off", f.equations[e].ID, sum)
		}
	}
	return true
}

// generated is a table of an official form, a part of it hidden.
type generated struct {
	form          *form
	truth, values []int64
	known         []bool
}

func generate(r *rand.Rand) generated {
	g := generated{form: form2021}
	if r.IntN(2) == 0 {
		g.form = form2019
	}
	limit := []int64{3, 40, 5000, 1e12}[r.IntN(4)]
	g.truth = g.form.fill(r, limit, r.Float64())
	g.values = slices.Clone(g.truth)
	g.known = g.form.mask(r)
	for c, k := range g.known {
		if !k {
			g.values[c] = -7 // must not be looked at
		}
	}
	return g
}

// injure changes n given cells of the first block and returns those
// that were changed.
func (g *generated) injure(r *rand.Rand, n int) (changed []int) {
	for range n {
		c := r.IntN(len(g.form.blocks[0].Cells))
		if g.known[c] && !slices.Contains(changed, c) {
			g.values[c] = max(0, g.values[c]+[]int64{-1, 1, 9, 90, g.values[c] + 1}[r.IntN(5)])
			changed = append(changed, c)
		}
	}
	return changed
}

func TestGeneratedTables(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	determined, open, bounded := 0, 0, 0
	for i := range 300 {
		g := generate(r)
		s, err := g.form.Solve(g.values, g.known)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Conflicts()) > 0 {
			t.Fatalf("table %d holds, and yet: %v", i, s.Conflicts())
		}
		with := slices.Clone(g.values)
		known := slices.Clone(g.known)
		for c, name := range g.form.names {
			x, ok := s.Range(c)
			if !ok || g.truth[c] < x.Lo || !x.Open && g.truth[c] > x.Hi {
				t.Errorf("table %d: %s is %d, range %v %t", i, name, g.truth[c], x, ok)
			}
			if g.known[c] {
				if !x.Determined() {
					t.Errorf("table %d: %s is given, range %v", i, name, x)
				}
				continue
			}
			p, proved := s.Prove(c)
			if proved != x.Determined() {
				t.Errorf("table %d: %s: range %v, proved %t", i, name, x, proved)
			}
			if proved {
				determined++
				checkProof(t, g.form.equations, p, c, g.truth[c], g.values, g.known)
				continue
			}
			// Both ends can be had, and nothing beyond them.
			can := func(v int64) bool {
				with[c], known[c] = v, true
				defer func() { with[c], known[c] = -7, false }()
				return certify(t, g.form, g.form.BlockOf(c), with, known)
			}
			if !can(x.Lo) || x.Lo > 0 && can(x.Lo-1) {
				t.Errorf("table %d: %s: range %v has another lower end", i, name, x)
			}
			if x.Open {
				open++
				if !can(MaxFigure) {
					t.Errorf("table %d: %s: range %v has an upper end", i, name, x)
				}
				continue
			}
			bounded++
			if !can(x.Hi) || can(x.Hi+1) {
				t.Errorf("table %d: %s: range %v has another upper end", i, name, x)
			}
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d determined, %d between bounds, %d open", determined, bounded, open)
}

func TestGeneratedContradictions(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	var sizes [maxSuspects + 1]int
	for i := range 250 {
		g := generate(r)
		changed := g.injure(r, 1+r.IntN(4))
		s, err := g.form.Solve(g.values, g.known)
		if err != nil {
			t.Fatal(err)
		}
		for b := range g.form.Blocks() {
			if certify(t, g.form, b, g.values, g.known) == s.Contradicts(b) {
				t.Errorf("table %d: block %d: contradiction %t", i, b, s.Contradicts(b))
			}
		}
		for _, c := range s.Conflicts() {
			checkConflict(t, g.form.equations, c, g.values, g.known)
		}
		if !s.Contradicts(0) {
			continue
		}
		got := s.Suspects(0)
		size := 0
		if len(got.Sets) > 0 {
			size = len(got.Sets[0])
		}
		sizes[size]++
		if size == 0 && len(changed) <= maxSuspects || size > len(changed) || !got.Complete {
			t.Errorf("table %d: %d cells changed, sets of %d, complete %t", i, len(changed), size, got.Complete)
		}
		found := map[[maxSuspects]int]bool{}
		for _, set := range got.Sets {
			var key [maxSuspects]int
			known, with := slices.Clone(g.known), slices.Clone(g.values)
			for k, x := range set {
				key[k] = x.Cell
				known[x.Cell] = false
			}
			if len(set) != size || found[key] {
				t.Errorf("table %d: set %v twice, or too large", i, set)
			}
			found[key] = true
			if !certify(t, g.form, 0, with, known) {
				t.Errorf("table %d: set %v mends nothing", i, set)
			}
			for _, x := range set {
				known[x.Cell] = true
				if with[x.Cell] = x.Value; x.Unique {
					above := certifyOther(t, g.form, with, known, x.Cell, 1)
					if !certify(t, g.form, 0, with, known) || above || x.Value > 0 && certifyOther(t, g.form, with, known, x.Cell, -1) {
						t.Errorf("table %d: set %v: cell %d has other values", i, set, x.Cell)
					}
				}
				known[x.Cell] = false
			}
		}
		// No smaller set, and no other as large: try every cell, and in every
		// third table every pair.
		checker := g.form.NewChecker()
		known := slices.Clone(g.known)
		var try func(from, depth, most int, key [maxSuspects]int)
		try = func(from, depth, most int, key [maxSuspects]int) {
			want := depth == size && found[key]
			if ok, err := checker.Feasible(0, g.values, known); err != nil || ok != want {
				t.Errorf("table %d: freeing %v: %t (%v), want %t", i, key[:depth], ok, err, want)
			}
			if depth == most {
				return
			}
			for _, c := range g.form.blocks[0].Cells[from:] {
				if g.known[c] {
					known[c] = false
					key[depth] = c
					try(c+1, depth+1, most, key)
					known[c] = true
				}
			}
		}
		most := 1
		if i%3 == 0 && size != 1 {
			most = 2
		}
		try(0, 0, most, [maxSuspects]int{})
		if t.Failed() {
			return
		}
	}
	t.Logf("smallest sets by size, 0 being more than %d: %v", maxSuspects, sizes)
	if sizes[1] == 0 || sizes[2] == 0 || sizes[3] == 0 || sizes[0] == 0 {
		t.Errorf("sizes %v were not all met", sizes)
	}
}

// certifyOther certifies the first block with another value of one cell.
func certifyOther(t *testing.T, f *form, values []int64, known []bool, cell int, by int64) bool {
	t.Helper()
	values[cell] += by
	defer func() { values[cell] -= by }()
	return certify(t, f, 0, values, known)
}

func TestSolutionIsSharedByGoroutines(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	g := generate(r)
	g.injure(r, 2)
	s, err := g.form.Solve(g.values, g.known)
	if err != nil {
		t.Fatal(err)
	}
	want := s.Suspects(0)
	// What the caller does with its figures afterwards changes nothing.
	clear(g.values)
	clear(g.known)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for c := range g.form.names {
				s.Range(c)
				s.Prove(c)
			}
			if got := s.Suspects(0); !reflect.DeepEqual(got, want) {
				t.Errorf("suspects %v, want %v", got, want)
			}
		})
	}
	wait.Wait()
}

func TestSearchStopsAtItsLimit(t *testing.T) {
	g := generate(rand.New(rand.NewPCG(13, 14)))
	for c := range g.known {
		g.known[c], g.values[c] = true, g.truth[c]
	}
	for _, c := range []int{0, 50, 100} { // in different rows and columns
		g.values[c] += 1000
	}
	s, err := g.form.Solve(g.values, g.known)
	if err != nil {
		t.Fatal(err)
	}
	whole := s.Suspects(0)
	if !whole.Complete || len(whole.Sets) == 0 || len(whole.Sets[0]) != 3 {
		t.Fatalf("whole search: %v", whole)
	}
	for most := range whole.Tests {
		if got := s.suspects(0, most); got.Complete || got.Sets != nil || got.Tests != most {
			t.Errorf("stopped after %d: %v", most, got)
		}
	}
	if got := s.suspects(0, whole.Tests); !reflect.DeepEqual(got, whole) {
		t.Errorf("just enough tests: %v, want %v", got, whole)
	}
}
