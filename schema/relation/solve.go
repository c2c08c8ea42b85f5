package relation

import "fmt"

// Solution is what the equations say about one set of figures. It holds nothing
// of the caller's and never changes, so any number of goroutines may use it.
type Solution struct {
	system    *System
	flows     []flow
	ranges    []Range // by cell; of a block that contradicts itself all zero
	known     []bool  // by cell
	conflicts []Conflict
}

// Solve decides every cell. known says which values are given; the others are
// not looked at. The error is a *FigureError, or says that the lengths are not
// the system's number of cells.
func (s *System) Solve(values []int64, known []bool) (*Solution, error) {
	if err := s.fits(values, known); err != nil {
		return nil, err
	}
	r := &Solution{system: s, flows: newFlows(s.blocks), ranges: make([]Range, s.cells), known: make([]bool, s.cells)}
	copy(r.known, known)
	for b := range r.flows {
		f := &r.flows[b]
		if err := f.load(values, known); err != nil {
			return nil, err
		}
		if f.settle(false) {
			f.bounds(r.ranges)
		} else {
			r.conflicts = append(r.conflicts, s.explain(b, f))
		}
	}
	for c, b := range s.blockOf {
		switch {
		case b >= 0:
		case !known[c]:
			r.ranges[c] = Range{Open: true}
		case values[c] < 0:
			return nil, &FigureError{c, values[c]}
		default:
			r.ranges[c] = Range{Lo: values[c], Hi: values[c]}
		}
	}
	return r, nil
}

func (s *System) fits(values []int64, known []bool) error {
	if len(values) != s.cells || len(known) != s.cells {
		return fmt.Errorf("%d values and %d marks for %d cells", len(values), len(known), s.cells)
	}
	return nil
}

// Contradicts reports whether the block contradicts itself.
func (r *Solution) Contradicts(block int) bool { return r.flows[block].plus != 0 }

// Range returns the exact bounds of a cell, those of a given cell being its
// value. It is false in a block that contradicts itself, which bounds nothing.
func (r *Solution) Range(cell int) (Range, bool) {
	if b := r.system.blockOf[cell]; b >= 0 && r.Contradicts(int(b)) {
		return Range{}, false
	}
	return r.ranges[cell], true
}

// Conflicts has one entry for each block that contradicts itself, in order. It
// is shared: read only.
func (r *Solution) Conflicts() []Conflict { return r.conflicts }

// Checker tells again and again whether blocks can hold, without allocating. It
// is for one goroutine at a time.
type Checker struct {
	system *System
	flows  []flow
}

// NewChecker makes a Checker.
func (s *System) NewChecker() *Checker { return &Checker{system: s, flows: newFlows(s.blocks)} }

// Feasible reports whether the block has a completion. Cells of other blocks are
// not looked at. Errors are those of Solve.
func (c *Checker) Feasible(block int, values []int64, known []bool) (bool, error) {
	if err := c.system.fits(values, known); err != nil {
		return false, err
	}
	f := &c.flows[block]
	if err := f.load(values, known); err != nil {
		return false, err
	}
	return f.settle(true), nil
}
