package relation

import (
	"cmp"
	"math/bits"
	"slices"
)

const (
	// maxSuspects is the size of the largest sets that are looked for.
	maxSuspects = 3
	// maxTests bounds the search, by feasibility tests. The contradictions of
	// generated tables with up to 40 wrong figures took 1081 at most, and about
	// 10 µs each.
	maxTests = 20000
)

// Suspect is a given cell that could be wrong together with the others of its
// set. Value is what it must then be, if Unique; else there are several.
type Suspect struct {
	Cell   int
	Value  int64
	Unique bool
}

// Suspects is what could be wrong in a block that contradicts itself.
type Suspects struct {
	// Sets are all smallest sets of given cells such that the block has a
	// completion when they are taken for blanks; each set and the list are
	// ascending by cell. None, and Complete: there is no set of up to three.
	Sets [][]Suspect
	// Complete is false where the search stopped at a fixed number of tests;
	// there are no Sets then.
	Complete bool
	// Tests is how many feasibility tests were made.
	Tests int
}

// Suspects finds the smallest corrections of a block that contradicts itself.
// Of a block that does not, it has nothing to say: no Sets, and Complete.
func (r *Solution) Suspects(block int) Suspects { return r.suspects(block, maxTests) }

func (r *Solution) suspects(block, most int) Suspects {
	if !r.Contradicts(block) {
		return Suspects{Complete: true}
	}
	h := hunt{
		most:   most,
		states: newFlows(slices.Repeat(r.system.blocks[block:block+1], maxSuspects+1)),
		path:   make([]int, 0, maxSuspects),
	}
	h.states[0].copyFrom(&r.flows[block])
	for size := 1; size <= maxSuspects && len(h.sets) == 0; size++ {
		h.descend(0, size, arcSet{})
		if h.stopped {
			return Suspects{Tests: h.tests}
		}
	}
	slices.SortFunc(h.sets, func(a, b []Suspect) int {
		return slices.CompareFunc(a, b, func(x, y Suspect) int { return cmp.Compare(x.Cell, y.Cell) })
	})
	return Suspects{Sets: h.sets, Complete: true, Tests: h.tests}
}

// hunt is one search. states[d] is the flow with the d arcs of path freed, as far
// as it could be settled.
type hunt struct {
	states  []flow
	path    []int
	sets    [][]Suspect
	tests   int
	most    int // tests allowed
	stopped bool
}

// descend finds all sets that are path and exactly left further arcs, none of
// them barred. No set with fewer further arcs works: that was searched before.
func (h *hunt) descend(depth, left int, barred arcSet) {
	f := &h.states[depth]
	choice, ok := f.choose(left, &barred)
	if !ok {
		return
	}
	g := &h.states[depth+1]
	for w, set := range choice {
		for ; set != 0; set &= set - 1 {
			a := w<<6 | bits.TrailingZeros64(set)
			if h.tests == h.most {
				h.stopped = true
				return
			}
			h.tests++
			g.copyFrom(f)
			g.free(a)
			h.path = append(h.path, a)
			if g.settle(left == 1) {
				h.found(g)
			} else if left > 1 {
				h.descend(depth+1, left-1, barred)
			}
			h.path = h.path[:depth]
			if h.stopped {
				return
			}
			barred[w] |= set & -set
		}
	}
}

// found records path as a set, with what the settled flow says of its cells.
func (h *hunt) found(f *flow) {
	set := make([]Suspect, 0, len(h.path))
	for _, a := range h.path {
		s := Suspect{Cell: f.net.Cells[a]}
		if f.fixed(a) {
			s.Value, s.Unique = f.x[a], true
		}
		set = append(set, s)
	}
	slices.SortFunc(set, func(a, b Suspect) int { return cmp.Compare(a.Cell, b.Cell) })
	h.sets = append(h.sets, set)
}

// fixed reports whether a blank of a settled flow has one value.
func (f *flow) fixed(a int) bool {
	t, h := int(f.net.arcs[a].tail), int(f.net.arcs[a].head)
	f.blank[a] = false // Look for circuits that close with it, not through it.
	f.join(t, h)
	grows := closure(f.out, 1<<h)>>t&1 > 0
	shrinks := f.x[a] > 0 && closure(f.out, 1<<t)>>h&1 > 0
	f.free(a)
	return !grows && !shrinks
}

// choose returns given arcs, one of which is in every set of at most left arcs
// that mends the block and has none of barred; false if there can be no such
// set. With left = 1 they are those that every known cut allows, else those of
// the cut that allows the fewest.
func (f *flow) choose(left int, barred *arcSet) (best arcSet, ok bool) {
	var cuts [maxNodes + 2]arcSet
	count := 0
	add := func(side uint64) {
		c := &cuts[count]
		f.useful(side, left, c)
		for i := range c {
			c[i] &^= barred[i]
		}
		count++
	}
	n := f.net
	add(closure(f.out, f.plus))
	add(n.all &^ closure(f.in, f.minus))
	for set := f.plus; set != 0; set &= set - 1 {
		add(closure(f.out, set&-set))
	}
	for set := f.minus; set != 0; set &= set - 1 {
		add(n.all &^ closure(f.in, set&-set))
	}
	if left == 1 {
		best = cuts[0]
		for _, c := range cuts[1:count] {
			for i := range best {
				best[i] &= c[i]
			}
		}
		return best, best != arcSet{}
	}
	slices.SortStableFunc(cuts[:count], func(a, b arcSet) int { return a.len() - b.len() })
	if cuts[0] == (arcSet{}) {
		return best, false
	}
	// Each of several cuts without a common arc takes an arc of its own.
	var taken arcSet
	apart := 0
	for _, c := range cuts[:count] {
		if !c.meets(&taken) {
			for i := range taken {
				taken[i] |= c[i]
			}
			apart++
		}
	}
	return cuts[0], apart <= left
}

// useful collects the given arcs that can help, no more than left of them being
// changed, against a set of nodes that no residual step leaves and that has too
// much: those that leave it, and those that enter it and carry at least their
// share of the surplus.
func (f *flow) useful(side uint64, left int, set *arcSet) {
	surplus := f.surplus(side)
	for a, e := range f.net.arcs {
		from := side>>e.tail&1 > 0
		if f.blank[a] || from == (side>>e.head&1 > 0) {
			continue
		}
		if from || f.x[a]*int64(left) >= surplus {
			set[a>>6] |= 1 << (a & 63)
		}
	}
}

// arcSet is a set of arcs of one block.
type arcSet [maxArcs / 64]uint64

func (s *arcSet) len() (count int) {
	for _, w := range s {
		count += bits.OnesCount64(w)
	}
	return count
}

func (s *arcSet) meets(t *arcSet) bool {
	for i := range s {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}
