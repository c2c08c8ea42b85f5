package relation

import "math/bits"

// Conflict says why a block contradicts itself.
type Conflict struct {
	Block int
	// Reason is a signed sum of equations that cannot be 0: it leaves the given
	// cells From, worth Excess > 0, and Blanks, each with +1.
	Reason []Step
	From   []int
	Blanks []int
	Excess int64
	// Broken are the equations that do not hold although all their cells are
	// given; there may be none.
	Broken []Broken
}

// Broken is an equation of given cells whose terms add up to Delta, not to 0.
type Broken struct {
	Equation int
	Delta    int64
}

// explain finds the reasons of a block whose flow could not be settled. The
// reason is the shortest among the cuts around each node that is left with an
// excess or a deficit.
func (s *System) explain(block int, f *flow) Conflict {
	n := f.net
	c := Conflict{Block: block}
	side, w := f.obstacle()
	c.Reason = n.steps(side, w, 1)
	for a, e := range n.arcs {
		into := side>>e.head&1 > 0
		switch {
		case into == (side>>e.tail&1 > 0):
		case f.blank[a]:
			c.Blanks = append(c.Blanks, n.Cells[a])
		case into:
			c.From = append(c.From, n.Cells[a])
			c.Excess += f.x[a]
		default:
			c.From = append(c.From, n.Cells[a])
			c.Excess -= f.x[a]
		}
	}
	arcOf := s.arcOf
next:
	for _, e := range n.Equations {
		delta := int64(0)
		for _, t := range s.equations[e].Terms {
			a := arcOf[t.Cell]
			if f.blank[a] {
				continue next
			}
			delta += int64(t.Sign) * f.x[a]
		}
		if delta != 0 {
			c.Broken = append(c.Broken, Broken{e, delta})
		}
	}
	return c
}

// obstacle finds a set of nodes with an excess in all that no residual step
// leaves, and a short way to write it.
func (f *flow) obstacle() (side uint64, w way) {
	n := f.net
	ways, count := n.ways()
	length := 4 * maxNodes
	try := func(s uint64, v way) {
		if k := n.length(s, v); k < length {
			side, w, length = s, v, k
		}
	}
	for set := f.plus; set != 0; set &= set - 1 {
		u := bits.TrailingZeros64(set)
		for _, v := range ways[:count] {
			try(closure(f.out, 1<<u), v)
		}
	}
	for set := f.minus; set != 0; set &= set - 1 {
		u := bits.TrailingZeros64(set)
		for _, v := range ways[:count] {
			try(n.all&^closure(f.in, 1<<u), v)
		}
	}
	for _, v := range ways[2:count] {
		if f.surplus(v.base) > 0 && closure(f.out, v.base) == v.base {
			try(v.base, v)
		}
		for set := f.plus; set != 0; set &= set - 1 {
			must, never := set&-set, f.minus
			if n.ground >= 0 {
				if v.base>>n.ground&1 > 0 {
					must |= 1 << n.ground
				} else {
					never |= 1 << n.ground
				}
			}
			if s, ok := nearest(f.out, v.base, must, never, n.all, length-2); ok {
				try(s, v)
			}
		}
	}
	return side, w
}

// surplus is the excess of a set of nodes.
func (f *flow) surplus(side uint64) (sum int64) {
	for ; side != 0; side &= side - 1 {
		sum += f.excess[bits.TrailingZeros64(side)]
	}
	return sum
}
