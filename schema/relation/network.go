package relation

import (
	"errors"
	"fmt"
	"math/bits"
)

// arc is a cell between its two equations: it counts -1 in tail, +1 in head.
type arc struct{ tail, head uint8 }

// network is a compiled block. Nodes are equations with their signs turned as
// needed, and at most one ground node; arc a is the cell Cells[a].
type network struct {
	Block
	arcs  []arc
	nodes int
	all   uint64 // every node
	// ground is the node without an equation, or -1.
	ground int
	// equation and sign are by node: the node's row is sign times the equation.
	equation []int
	sign     []int8
	// spare is the equation left out, or -1. It is spareSign times the sum of
	// the rows of spareSide, which never holds ground.
	spare     int
	spareSide uint64
	spareSign int8
	// at holds the arcs of each node, ascending.
	at [][]int16
	// pair[u*nodes+v] is the first arc between u and v in either direction, next
	// the following one of the same two nodes; -1 where there is none.
	pair []int16
	next []int16
}

// compile makes a network of a block, without one of its equations where that
// is the only way.
func compile(equations []Equation, b Block) (network, error) {
	if len(b.Cells) > maxArcs {
		return network{}, fmt.Errorf("%d cells, more than %d", len(b.Cells), maxArcs)
	}
	n, err := lay(equations, b, -1)
	for _, e := range b.Equations {
		if err == nil {
			break
		}
		if m, miss := lay(equations, b, e); miss == nil {
			n, err = m, nil
		}
	}
	if err != nil {
		return network{}, err
	}
	n.index()
	return n, nil
}

// errSpare says that an equation cannot be left out: it does not follow from the
// others as one side of a cut, or they are not connected without it.
var errSpare = errors.New("the equation left out is needed")

// lay tries to make a network of a block without the equation spare (-1: with
// all of them).
func lay(equations []Equation, b Block, spare int) (network, error) {
	n := network{Block: b, ground: -1, spare: spare}
	type end struct {
		node int
		sign int8
	}
	ends := make(map[int][]end) // by cell
	for _, e := range b.Equations {
		if e == spare {
			continue
		}
		for _, t := range equations[e].Terms {
			ends[t.Cell] = append(ends[t.Cell], end{len(n.equation), t.Sign})
		}
		n.equation = append(n.equation, e)
	}
	rows := len(n.equation)
	if rows > maxNodes-1 {
		return n, fmt.Errorf("%d equations, more than %d", rows, maxNodes-1)
	}
	for _, c := range b.Cells {
		switch k := len(ends[c]); {
		case k == 0:
			return n, errSpare
		case k > 2:
			return n, fmt.Errorf("cell %d stands in %d equations, and leaving out one that follows from the rest does not help", c, k)
		case k == 1 && n.ground < 0:
			n.ground = rows
		}
	}

	// Turn signs outward from the first equation, so that each cell with two
	// ends counts once +1 and once -1.
	n.sign = make([]int8, rows)
	n.sign[0] = 1
	for queue := []int{0}; len(queue) > 0; queue = queue[1:] {
		u := queue[0]
		for _, t := range equations[n.equation[u]].Terms {
			for _, other := range ends[t.Cell] {
				if other.node == u {
					continue
				}
				want := -n.sign[u] * t.Sign * other.sign
				if n.sign[other.node] == 0 {
					n.sign[other.node] = want
					queue = append(queue, other.node)
				} else if n.sign[other.node] != want {
					return n, fmt.Errorf("no network: cell %d cannot count once with each sign", t.Cell)
				}
			}
		}
	}
	for _, sign := range n.sign {
		if sign == 0 {
			return n, errSpare
		}
	}

	n.nodes = rows
	if n.ground >= 0 {
		n.nodes++
		n.equation = append(n.equation, -1)
		n.sign = append(n.sign, 0)
	}
	n.all = ^uint64(0) >> (64 - n.nodes)
	for _, c := range b.Cells {
		a := arc{uint8(rows), uint8(rows)} // ground, where an end is missing
		for _, e := range ends[c] {
			if n.sign[e.node]*e.sign > 0 {
				a.head = uint8(e.node)
			} else {
				a.tail = uint8(e.node)
			}
		}
		n.arcs = append(n.arcs, a)
	}
	if spare >= 0 && !n.follows(equations[spare]) {
		return n, errSpare
	}
	return n, nil
}

// follows finds the side of a cut whose rows add up to the equation or to minus
// it. The number of each node is found outward from one root; two adjacent nodes
// must differ by what the cell between them counts in the equation.
func (n *network) follows(q Equation) bool {
	counts := make(map[int]int, len(q.Terms))
	for _, t := range q.Terms {
		counts[t.Cell] = int(t.Sign)
	}
	root := max(n.ground, 0)
	number := make([]int, n.nodes)
	met := uint64(1) << root
	for grown := true; grown; {
		grown = false
		for i, a := range n.arcs {
			t, h, c := int(a.tail), int(a.head), counts[n.Cells[i]]
			switch hasTail, hasHead := met>>t&1 > 0, met>>h&1 > 0; {
			case hasTail && hasHead:
				if number[h]-number[t] != c {
					return false
				}
			case hasTail:
				number[h], met, grown = number[t]+c, met|1<<h, true
			case hasHead:
				number[t], met, grown = number[h]-c, met|1<<t, true
			}
		}
	}
	for u, k := range number {
		if k == 0 {
			continue
		}
		if k != 1 && k != -1 || n.spareSign != 0 && int(n.spareSign) != k {
			return false
		}
		n.spareSign = int8(k)
		n.spareSide |= 1 << u
	}
	return met == n.all && n.spareSide != 0
}

// index fills in what makes arcs quick to find.
func (n *network) index() {
	n.at = make([][]int16, n.nodes)
	n.pair = make([]int16, n.nodes*n.nodes)
	n.next = make([]int16, len(n.arcs))
	for i := range n.pair {
		n.pair[i] = -1
	}
	for a := len(n.arcs) - 1; a >= 0; a-- {
		t, h := int(n.arcs[a].tail), int(n.arcs[a].head)
		n.next[a] = n.pair[t*n.nodes+h]
		n.pair[t*n.nodes+h], n.pair[h*n.nodes+t] = int16(a), int16(a)
	}
	for a, e := range n.arcs {
		n.at[e.tail] = append(n.at[e.tail], int16(a))
		n.at[e.head] = append(n.at[e.head], int16(a))
	}
}

// closure returns the nodes that from reaches along rows, from included.
func closure(rows []uint64, from uint64) uint64 {
	seen := from
	for todo := from; todo != 0; {
		u := bits.TrailingZeros64(todo)
		todo &= todo - 1
		more := rows[u] &^ seen
		seen |= more
		todo |= more
	}
	return seen
}
