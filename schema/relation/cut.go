package relation

import (
	"math/bits"
	"slices"
)

// Step is an equation added (Sign 1) or subtracted (-1). Equation is its number
// as given to New, and the sign refers to the equation as given there.
type Step struct {
	Sign     int8
	Equation int
}

// way is how the rows of a set of nodes are written as a sum of equations: from
// nothing or from all nodes (whose rows add up to nothing), or from the equation
// left out and the nodes it adds up, or from its opposite and the others.
type way struct {
	base  uint64
	spare int8 // what the equation left out counts; 0 where it is not used
}

// ways lists the ways of a network.
func (n *network) ways() (w [4]way, count int) {
	w = [4]way{{0, 0}, {n.all, 0}, {n.spareSide, n.spareSign}, {n.all &^ n.spareSide, -n.spareSign}}
	if n.spare < 0 {
		return w, 2
	}
	return w, 4
}

// length is how many equations the rows of side take, written in this way, or
// more than there are where the ground's would be needed.
func (n *network) length(side uint64, w way) int {
	change := side ^ w.base
	if n.ground >= 0 && change>>n.ground&1 > 0 {
		return 2 * maxNodes
	}
	if w.spare != 0 {
		return bits.OnesCount64(change) + 1
	}
	return bits.OnesCount64(change)
}

// steps writes the rows of side, times sign, in this way; ascending by equation.
func (n *network) steps(side uint64, w way, sign int8) []Step {
	list := make([]Step, 0, n.length(side, w))
	for change := side ^ w.base; change != 0; change &= change - 1 {
		u := bits.TrailingZeros64(change)
		if side>>u&1 > 0 {
			list = append(list, Step{sign * n.sign[u], n.equation[u]})
		} else {
			list = append(list, Step{-sign * n.sign[u], n.equation[u]})
		}
	}
	if w.spare != 0 {
		list = append(list, Step{sign * w.spare, n.spare})
		slices.SortFunc(list, func(a, b Step) int { return a.Equation - b.Equation })
	}
	return list
}

// crossing adds the arcs with one end in side to set.
func (n *network) crossing(side uint64, set *arcSet) {
	few := side
	if 2*bits.OnesCount64(side) > n.nodes {
		few = n.all &^ side
	}
	for ; few != 0; few &= few - 1 {
		for _, a := range n.at[bits.TrailingZeros64(few)] {
			if e := n.arcs[a]; side>>e.tail&1 != side>>e.head&1 {
				set[a>>6] |= 1 << (a & 63)
			}
		}
	}
}

// nearest finds, among the sets that hold must, nothing of never, and that no
// row leads out of, one that differs from base in the fewest nodes. It gives up
// (false) when that is more than limit. This is a minimum cut: each node of base
// outside the set and each other node inside it costs 1, and flow along rows is
// unbounded.
func nearest(rows []uint64, base, must, never, all uint64, limit int) (uint64, bool) {
	least := closure(rows, must)
	if least&never != 0 || bits.OnesCount64(least&^base) > limit {
		return 0, false
	}
	var sent [maxNodes][maxNodes]int8 // flow along rows
	var both [maxNodes]uint64         // rows, and steps back along flow
	copy(both[:], rows)
	sources, sinks := base, all&^base
	for flow := 0; ; flow++ {
		var via [maxNodes]uint8
		var queue [maxNodes]uint8
		from := must | sources
		seen, k := from, 0
		for set := from; set != 0; set &= set - 1 {
			queue[k] = uint8(bits.TrailingZeros64(set))
			k++
		}
		end := -1
		if hit := from & (never | sinks); hit != 0 {
			end = bits.TrailingZeros64(hit)
		}
		for i := 0; i < k && end < 0; i++ {
			v := queue[i]
			more := both[v] &^ seen
			if hit := more & (never | sinks); hit != 0 {
				end = bits.TrailingZeros64(hit)
				via[end] = v
				break
			}
			seen |= more
			for ; more != 0; more &= more - 1 {
				w := bits.TrailingZeros64(more)
				via[w] = v
				queue[k] = uint8(w)
				k++
			}
		}
		if end < 0 {
			return seen, true
		}
		if flow == limit {
			return 0, false
		}
		if never>>end&1 == 0 {
			sinks &^= 1 << end
		}
		w := end
		for from>>w&1 == 0 {
			v := int(via[w])
			if sent[w][v] > 0 {
				if sent[w][v]--; sent[w][v] == 0 && rows[v]>>w&1 == 0 {
					both[v] &^= 1 << w
				}
			} else {
				sent[v][w]++
				both[w] |= 1 << v
			}
			w = v
		}
		if must>>w&1 == 0 {
			sources &^= 1 << w
		}
	}
}
