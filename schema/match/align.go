package match

import "github.com/nianbao/nianbao/schema"

// weight says how much a way of knowing counts in an alignment.
func weight(by schema.By) int {
	switch by {
	case schema.ByLabel:
		return 9
	case schema.ByVariant:
		return 8
	case schema.BySimilar:
		return 4
	}
	return 0
}

// align matches labelled items to n slots so that both stay in order and the
// labels matched weigh most together (a longest common subsequence with
// weights). The result gives each item's slot, -1 for none. Of equal
// alignments the earliest slots win, so that the answer is one.
func align(items [][]hit, n int, slot func(hit) int) (slots []int, by []schema.By) {
	m := len(items)
	best := make([]int32, (m+1)*(n+1))
	at := func(i, j int) int { return i*(n+1) + j }
	value := func(i, j int) int {
		w := 0
		for _, h := range items[i] {
			if h.group == nil && slot(h) == j {
				w = max(w, weight(h.by))
			}
		}
		return w
	}
	for i := m - 1; i >= 0; i-- {
		for j := n - 1; j >= 0; j-- {
			best[at(i, j)] = max(best[at(i+1, j)], best[at(i, j+1)])
		}
		for _, h := range items[i] {
			if j := slot(h); h.group == nil && j >= 0 {
				best[at(i, j)] = max(best[at(i, j)], best[at(i+1, j+1)]+int32(weight(h.by)))
			}
		}
		for j := n - 2; j >= 0; j-- {
			best[at(i, j)] = max(best[at(i, j)], best[at(i, j+1)])
		}
	}
	slots, by = make([]int, m), make([]schema.By, m)
	for i := range slots {
		slots[i] = -1
	}
	for i, j := 0, 0; i < m && j < n; {
		w := value(i, j)
		switch {
		case w > 0 && best[at(i, j)] == best[at(i+1, j+1)]+int32(w):
			slots[i] = j
			for _, h := range items[i] {
				if h.group == nil && slot(h) == j && weight(h.by) == w {
					by[i] = h.by
				}
			}
			i, j = i+1, j+1
		case best[at(i, j)] == best[at(i, j+1)]:
			j++
		default:
			i++
		}
	}
	return slots, by
}

// strays gives a slot to each item that the alignment left out although its
// exact label stands for one slot only, which nobody else has: a row that was
// moved is still known by its label.
func strays(items [][]hit, slots []int, by []schema.By, slot func(hit) int) {
	taken := map[int]bool{}
	for _, s := range slots {
		taken[s] = true
	}
	claims := map[int]int{}
	for i, hits := range items {
		if slots[i] < 0 && len(hits) == 1 && hits[0].group == nil && hits[0].by != schema.BySimilar {
			claims[slot(hits[0])]++
		}
	}
	for i, hits := range items {
		if slots[i] < 0 && len(hits) == 1 && hits[0].group == nil && hits[0].by != schema.BySimilar {
			if s := slot(hits[0]); s >= 0 && !taken[s] && claims[s] == 1 {
				slots[i], by[i] = s, hits[0].by
			}
		}
	}
}

// gap is a run of items without a slot between two that have one.
type gap struct {
	from, to      int // items, to excluded
	after, before int // slots of the neighbours; -1 and n at the ends
}

// gaps lists the runs of items between items that are known, where the
// neighbours' slots rise; open ends stand for neighbours where first or last says so.
func gaps(slots []int, n int, first, last bool) []gap {
	var out []gap
	before, start, known := -1, 0, first
	for i := 0; i <= len(slots); i++ {
		s := n
		if i < len(slots) {
			if slots[i] < 0 {
				continue
			}
			s = slots[i]
		} else if !last {
			break
		}
		if known && i > start && s > before {
			out = append(out, gap{start, i, before, s})
		}
		before, start, known = s, i+1, true
	}
	return out
}
