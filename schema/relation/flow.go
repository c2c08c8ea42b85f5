package relation

import (
	"fmt"
	"math/bits"
)

// FigureError says that a given figure cannot be reckoned with: it is negative,
// or larger than MaxFigure.
type FigureError struct {
	Cell  int
	Value int64
}

func (e *FigureError) Error() string {
	if e.Value < 0 {
		return fmt.Sprintf("cell %d: figure %d is negative", e.Cell, e.Value)
	}
	return fmt.Sprintf("cell %d: figure %d is larger than %d", e.Cell, e.Value, int64(MaxFigure))
}

// flow is the state of one block: what each arc carries, and the residual graph
// of the blanks. Given arcs carry their figure and stand in no residual step.
type flow struct {
	net   *network
	x     []int64 // by arc
	blank []bool  // by arc
	// out[u] are the nodes that one residual step leads to from u; in is out
	// reversed.
	out, in []uint64
	// excess is by node what flows in less what flows out; plus and minus are
	// the nodes where it is positive and negative.
	excess      []int64
	plus, minus uint64
}

// newFlows makes a state for each network, out of a few allocations.
func newFlows(blocks []network) []flow {
	arcs, nodes := 0, 0
	for i := range blocks {
		arcs += len(blocks[i].arcs)
		nodes += blocks[i].nodes
	}
	flows := make([]flow, len(blocks))
	figures := make([]int64, arcs+nodes)
	rows := make([]uint64, 2*nodes)
	blank := make([]bool, arcs)
	for i := range flows {
		n := &blocks[i]
		f := &flows[i]
		f.net = n
		f.x, figures = cutOff(figures, len(n.arcs))
		f.excess, figures = cutOff(figures, n.nodes)
		f.out, rows = cutOff(rows, n.nodes)
		f.in, rows = cutOff(rows, n.nodes)
		f.blank, blank = cutOff(blank, len(n.arcs))
	}
	return flows
}

// cutOff takes the first k elements off a slice; appending to them cannot reach
// the rest.
func cutOff[T any](s []T, k int) (first, rest []T) { return s[:k:k], s[k:] }

// copyFrom makes f the same as g, a state of the same block.
func (f *flow) copyFrom(g *flow) {
	copy(f.x, g.x)
	copy(f.blank, g.blank)
	copy(f.out, g.out)
	copy(f.in, g.in)
	copy(f.excess, g.excess)
	f.plus, f.minus = g.plus, g.minus
}

// load starts afresh from the given figures, all blanks carrying 0.
func (f *flow) load(values []int64, known []bool) error {
	n := f.net
	clear(f.out)
	clear(f.in)
	clear(f.excess)
	for a, c := range n.Cells {
		e := n.arcs[a]
		if known[c] {
			v := values[c]
			if v < 0 || v > MaxFigure {
				return &FigureError{c, v}
			}
			f.x[a], f.blank[a] = v, false
			f.excess[e.head] += v
			f.excess[e.tail] -= v
			continue
		}
		f.x[a], f.blank[a] = 0, true
		f.out[e.tail] |= 1 << e.head
		f.in[e.head] |= 1 << e.tail
	}
	f.plus, f.minus = 0, 0
	for u, x := range f.excess {
		f.note(u, x)
	}
	return nil
}

// note records on which side of zero the excess of a node is.
func (f *flow) note(u int, excess int64) {
	bit := uint64(1) << u
	f.plus &^= bit
	f.minus &^= bit
	if excess > 0 {
		f.plus |= bit
	} else if excess < 0 {
		f.minus |= bit
	}
}

// free makes a given arc a blank that carries its figure for the time being.
func (f *flow) free(a int) {
	f.blank[a] = true
	f.join(int(f.net.arcs[a].tail), int(f.net.arcs[a].head))
}

// join works out the residual steps between two nodes, both ways.
func (f *flow) join(u, v int) {
	there, back := false, false
	for a := f.net.pair[u*f.net.nodes+v]; a >= 0; a = f.net.next[a] {
		if !f.blank[a] {
			continue
		}
		ahead := int(f.net.arcs[a].tail) == u
		there = there || ahead || f.x[a] > 0
		back = back || !ahead || f.x[a] > 0
	}
	f.step(u, v, there)
	f.step(v, u, back)
}

func (f *flow) step(u, v int, can bool) {
	if can {
		f.out[u] |= 1 << v
		f.in[v] |= 1 << u
	} else {
		f.out[u] &^= 1 << v
		f.in[v] &^= 1 << u
	}
}

// settle sends excess to deficits until none is left, and says so, or until
// none can be sent. With hasty it stops as soon as some excess cannot be sent.
func (f *flow) settle(hasty bool) bool {
	var via [maxNodes]uint8
	stuck := uint64(0)
	for f.plus&^stuck != 0 {
		u := bits.TrailingZeros64(f.plus &^ stuck)
		v := search(f.out, u, f.minus, &via)
		if v < 0 {
			if hasty {
				return false
			}
			// No later path enters what u reaches from outside and leaves
			// again, so u stays stuck.
			stuck |= 1 << u
			continue
		}
		d := f.send(u, v, min(f.excess[u], -f.excess[v]), &via)
		f.excess[u] -= d
		f.excess[v] += d
		f.note(u, f.excess[u])
		f.note(v, f.excess[v])
	}
	return f.plus == 0
}

// search finds a shortest path along rows from u to a node of goal, and returns
// its end, or -1. via holds the node before each node that was met.
func search(rows []uint64, u int, goal uint64, via *[maxNodes]uint8) int {
	var queue [maxNodes]uint8
	queue[0] = uint8(u)
	seen := uint64(1) << u
	for i, k := 0, 1; i < k; i++ {
		v := queue[i]
		more := rows[v] &^ seen
		if hit := more & goal; hit != 0 {
			w := bits.TrailingZeros64(hit)
			via[w&63] = v
			return w
		}
		seen |= more
		for ; more != 0; more &= more - 1 {
			w := bits.TrailingZeros64(more)
			via[w&63] = v
			queue[k&63] = uint8(w)
			k++
		}
	}
	return -1
}

// send pushes as much as the path from u to v carries, at most limit, and
// returns it.
func (f *flow) send(u, v int, limit int64, via *[maxNodes]uint8) int64 {
	for w := v; w != u; w = int(via[w]) {
		if a, ahead := f.between(int(via[w]), w); !ahead {
			limit = min(limit, f.x[a])
		}
	}
	for w := v; w != u; w = int(via[w]) {
		a, ahead := f.between(int(via[w]), w)
		if ahead {
			f.x[a] += limit
			if f.x[a] == limit {
				f.join(int(via[w]), w)
			}
		} else {
			f.x[a] -= limit
			if f.x[a] == 0 {
				f.join(int(via[w]), w)
			}
		}
	}
	return limit
}

// between finds the arc of the residual step from u to v: a blank from u to v,
// which carries any amount more, else one from v to u, which can give back what
// it carries.
func (f *flow) between(u, v int) (a int, ahead bool) {
	back := -1
	for a := int(f.net.pair[u*f.net.nodes+v]); a >= 0; a = int(f.net.next[a]) {
		if !f.blank[a] {
			continue
		}
		if int(f.net.arcs[a].tail) == u {
			return a, true
		}
		if back < 0 && f.x[a] > 0 {
			back = a
		}
	}
	return back, false
}
