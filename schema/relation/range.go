package relation

import "math/bits"

// Range is what a cell can be over all completions: every integer from Lo to Hi,
// both included, or every integer from Lo up where it is Open (Hi is 0 then).
type Range struct {
	Lo, Hi int64
	Open   bool
}

// Determined reports whether there is only one value.
func (r Range) Determined() bool { return !r.Open && r.Lo == r.Hi }

// bounds writes the range of each arc of a settled flow to ranges, by cell.
func (f *flow) bounds(ranges []Range) {
	n := f.net
	var part [maxNodes]uint64   // by node: its strongly connected component
	var bridge [maxNodes]uint64 // by node: to which nodes a bridge leads
	f.components(&part)
	f.bridges(&part, &bridge)

	var loose arcSet // undetermined blanks
	var zero arcSet  // blanks seen to carry 0
	any := false
	for a, c := range n.Cells {
		t, h := n.arcs[a].tail, n.arcs[a].head
		if f.blank[a] && part[t]>>h&1 > 0 && (bridge[t]>>h&1 == 0 || f.paired(a)) {
			loose[a>>6] |= 1 << (a & 63)
			if f.x[a] == 0 {
				zero[a>>6] |= 1 << (a & 63)
			}
			any = true
			continue
		}
		ranges[c] = Range{Lo: f.x[a], Hi: f.x[a]}
	}
	if !any {
		return
	}

	// Each blank is moved from the same completion, so that what arcs carry does
	// not grow from one to the next.
	var x [maxArcs]int64
	var out, in [maxNodes]uint64
	copy(x[:], f.x)
	copy(out[:], f.out)
	copy(in[:], f.in)

	// ahead holds the steps of unbounded capacity, beyond what they reach.
	var ahead, beyond [maxNodes]uint64
	for a, e := range n.arcs {
		if f.blank[a] {
			ahead[e.tail] |= 1 << e.head
		}
	}
	for w, set := range loose {
		for ; set != 0; set &= set - 1 {
			a := w<<6 | bits.TrailingZeros64(set)
			t, h := n.arcs[a].tail, n.arcs[a].head
			if beyond[h] == 0 {
				beyond[h] = closure(ahead[:n.nodes], 1<<h)
			}
			open := beyond[h]>>t&1 > 0
			r := Range{Open: open}
			least := zero[w]>>(a&63)&1 > 0
			if !least || !open {
				// Take the blank itself out of the residual graph.
				f.blank[a] = false
				f.join(int(t), int(h))
				if !least {
					f.shift(a, int(t), int(h), -1, &zero)
					r.Lo = f.x[a]
				}
				if !open {
					f.shift(a, int(h), int(t), 1, &zero)
					r.Hi = f.x[a]
				}
				f.blank[a] = true
				copy(f.x, x[:])
				copy(f.out, out[:])
				copy(f.in, in[:])
			}
			ranges[n.Cells[a]] = r
		}
	}
}

// shift moves what arc a carries as far as it goes, up (by 1) or down (by -1),
// along paths from u to v that close a circuit with it. It adds to zero the arcs
// that it saw at 0.
func (f *flow) shift(a, u, v int, by int64, zero *arcSet) {
	var via [maxNodes]uint8
	for {
		limit := int64(1) << 62
		if by < 0 {
			if limit = f.x[a]; limit == 0 {
				return
			}
		}
		if search(f.out, u, 1<<v, &via) < 0 {
			return
		}
		f.x[a] += by * f.send(u, v, limit, &via)
		for b, x := range f.x {
			if x == 0 {
				zero[b>>6] |= 1 << (b & 63)
			}
		}
	}
}

// paired reports whether another blank has the same two ends.
func (f *flow) paired(a int) bool {
	e := f.net.arcs[a]
	for b := f.net.pair[int(e.tail)*f.net.nodes+int(e.head)]; b >= 0; b = f.net.next[b] {
		if int(b) != a && f.blank[b] {
			return true
		}
	}
	return false
}

// components finds the strongly connected components of the residual graph.
func (f *flow) components(part *[maxNodes]uint64) {
	for todo := f.net.all; todo != 0; {
		u := bits.TrailingZeros64(todo)
		one := uint64(1) << u
		if f.out[u]&todo != 0 && f.in[u]&todo != 0 {
			// Components found before are left out: no path between two nodes of
			// one component leaves it.
			one = within(f.out, one, todo)
			one = within(f.in, 1<<u, one)
		}
		todo &^= one
		for set := one; set != 0; set &= set - 1 {
			part[bits.TrailingZeros64(set)&63] = one
		}
	}
}

// within returns the nodes of inside that from reaches along rows without
// leaving inside.
func within(rows []uint64, from, inside uint64) uint64 {
	seen := from
	for todo := from; todo != 0; {
		u := bits.TrailingZeros64(todo)
		todo &= todo - 1
		more := rows[u] & inside &^ seen
		seen |= more
		todo |= more
	}
	return seen
}

// bridges finds the pairs of nodes in one component that would lie in two
// pieces, were there no step between them in either direction (Tarjan 1974).
func (f *flow) bridges(part, bridge *[maxNodes]uint64) {
	d := descent{f: f, part: part, bridge: bridge}
	for u := range f.net.nodes {
		if d.order[u] == 0 && part[u]&(part[u]-1) != 0 {
			d.visit(u, -1)
		}
	}
}

// descent is a depth-first search; order counts from 1.
type descent struct {
	f            *flow
	part, bridge *[maxNodes]uint64
	order        [maxNodes]uint8
	last         uint8
}

// visit returns the least order that is adjacent to what lies below u, the step
// from above apart. It nests as deep as there are nodes.
func (d *descent) visit(u, above int) uint8 {
	d.last++
	d.order[u] = d.last
	low := d.last
	near := (d.f.out[u] | d.f.in[u]) & d.part[u]
	if above >= 0 {
		near &^= 1 << above
	}
	for ; near != 0; near &= near - 1 {
		v := bits.TrailingZeros64(near)
		if d.order[v] > 0 {
			low = min(low, d.order[v])
			continue
		}
		below := d.visit(v, u)
		low = min(low, below)
		if below > d.order[u] {
			d.bridge[u] |= 1 << v
			d.bridge[v] |= 1 << u
		}
	}
	return low
}
