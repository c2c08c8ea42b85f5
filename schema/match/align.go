package match

import "github.com/nianbao/nianbao/schema"

// weight says how much a way of knowing counts in an alignment.
func weight(by schema.By) int32 {
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
// weights). The result gives each item's slot, -1 for none. An item that equal
// alignments put into different slots has none: its label stands for several
// rows, and nothing tells which.
func align(items [][]hit, n int, slot func(hit) int) (slots []int, by []schema.By) {
	m := len(items)
	width := n + 1
	// ahead[i][j] is the most that items i… and slots j… can weigh; behind the
	// most that items …i and slots …j can.
	ahead, behind := make([]int32, (m+1)*width), make([]int32, (m+1)*width)
	for i := m - 1; i >= 0; i-- {
		row, next := ahead[i*width:(i+1)*width], ahead[(i+1)*width:]
		copy(row, next[:width])
		for _, h := range items[i] {
			if j := slot(h); h.group == nil && j >= 0 {
				row[j] = max(row[j], next[j+1]+weight(h.by))
			}
		}
		for j := n - 1; j >= 0; j-- {
			row[j] = max(row[j], row[j+1])
		}
	}
	for i := range m {
		row, last := behind[(i+1)*width:(i+2)*width], behind[i*width:]
		copy(row, last[:width])
		for _, h := range items[i] {
			if j := slot(h); h.group == nil && j >= 0 {
				row[j+1] = max(row[j+1], last[j]+weight(h.by))
			}
		}
		for j := 1; j <= n; j++ {
			row[j] = max(row[j], row[j-1])
		}
	}
	most := ahead[0]
	slots, by = make([]int, m), make([]schema.By, m)
	for i := range items {
		slots[i] = -1
		several := false
		for _, h := range items[i] {
			j := slot(h)
			if h.group != nil || j < 0 || behind[i*width+j]+weight(h.by)+ahead[(i+1)*width+j+1] != most {
				continue
			}
			several = several || slots[i] >= 0 && slots[i] != j
			slots[i], by[i] = j, h.by
		}
		if several {
			slots[i], by[i] = -1, ""
		}
	}
	// Two items may each be best in one slot; then neither is sure of it.
	owner := make(map[int]int, m)
	for i, s := range slots {
		if s < 0 {
			continue
		}
		if o, ok := owner[s]; ok {
			slots[i], by[i], slots[o], by[o] = -1, "", -1, ""
			continue
		}
		owner[s] = i
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
