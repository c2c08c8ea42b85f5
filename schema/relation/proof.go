package relation

import "math/bits"

// Proof shows that a blank has one value. Adding up the steps of Upper leaves
// the cell with +1, other blanks with +1 and given cells: so the cell is at most
// minus what the given ones come to. The steps of Lower leave the cell with +1,
// other blanks with -1 and given cells: so it is at least that. Both come to the
// value. Lower is empty where the value is 0. Each list has as few steps as any
// such proof with signs 1 and -1, and is ascending by equation.
type Proof struct {
	Upper, Lower []Step
	// From are the given cells that take part, ascending.
	From []int
}

// Prove proves a blank's only value. It is false for a cell that is given, not
// determined, or in a block that contradicts itself.
func (r *Solution) Prove(cell int) (Proof, bool) {
	b := r.system.blockOf[cell]
	if b < 0 || r.known[cell] || r.Contradicts(int(b)) || !r.ranges[cell].Determined() {
		return Proof{}, false
	}
	f := &r.flows[b]
	n := f.net
	a := r.system.arcOf[cell]
	tail, head := int(n.arcs[a].tail), int(n.arcs[a].head)

	// The residual steps of all other blanks between the ends: there are none
	// from head to tail, or from tail to head where the cell is positive, since
	// it is determined.
	var p Proof
	var taken arcSet
	side, w := f.shortest(head, tail)
	p.Upper = n.steps(side, w, 1)
	n.crossing(side, &taken)
	if f.x[a] > 0 {
		side, w = f.shortest(tail, head)
		p.Lower = n.steps(side, w, -1)
		n.crossing(side, &taken)
	}
	count := 0
	for i := range taken {
		count += bits.OnesCount64(taken[i])
	}
	p.From = make([]int, 0, count)
	for i, set := range taken {
		for ; set != 0; set &= set - 1 {
			if a := i<<6 | bits.TrailingZeros64(set); !f.blank[a] {
				p.From = append(p.From, n.Cells[a])
			}
		}
	}
	return p, true
}

// shortest finds the cut that holds from and not to, which no residual step
// leaves but the one from from to to, and that takes the fewest equations; of
// two that take as many, one with fewer cells across it.
func (f *flow) shortest(from, to int) (uint64, way) {
	n := f.net
	var rows, back [maxNodes]uint64
	copy(rows[:], f.out)
	copy(back[:], f.in)
	rows[from] &^= 1 << to
	back[to] &^= 1 << from
	out, in := rows[:n.nodes], back[:n.nodes]

	ways, count := n.ways()
	best, w := closure(out, 1<<from), ways[0]
	length := n.length(best, w)
	other := n.all &^ closure(in, 1<<to)
	if k := n.length(other, ways[1]); k < length || k == length && n.across(other) < n.across(best) {
		best, w, length = other, ways[1], k
	}
	for _, v := range ways[2:count] {
		must, never := uint64(1)<<from, uint64(1)<<to
		if n.ground >= 0 {
			if v.base>>n.ground&1 > 0 {
				must |= 1 << n.ground
			} else {
				never |= 1 << n.ground
			}
		}
		if length < 2 || bits.OnesCount64(v.base&closure(in, never)) > length-2 {
			continue
		}
		if side, ok := nearest(out, v.base, must, never, n.all, length-2); ok {
			best, w, length = side, v, n.length(side, v)
		}
	}
	return best, w
}

// across counts the cells across a cut.
func (n *network) across(side uint64) int {
	var set arcSet
	n.crossing(side, &set)
	count := 0
	for i := range set {
		count += bits.OnesCount64(set[i])
	}
	return count
}
