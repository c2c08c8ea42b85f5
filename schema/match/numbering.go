package match

import (
	"maps"
	"slices"

	"github.com/nianbao/nianbao/schema/numeral"
)

// skipNumbering blanks the columns that only count the rows (序号, 行次), or the
// items of a group: numbers left of the labels, each one more than the last or 1
// again. No form has figures there.
func skipNumbering(lines []line) {
	columns := map[int][][2]int{} // by their first grid column: lines and pieces
	for i := range lines {
		for k, p := range lines[i].pieces {
			if p.figure && !p.above {
				columns[p.start] = append(columns[p.start], [2]int{i, k})
			}
		}
	}
	// A group's number stands left of those of its items.
	for _, start := range slices.Backward(slices.Sorted(maps.Keys(columns))) {
		if column := columns[start]; counting(lines, column) {
			for _, at := range column {
				lines[at[0]].pieces[at[1]].content = content{blank: true}
			}
		}
	}
}

// counting tells whether a column's figures count rows.
func counting(lines []line, column [][2]int) bool {
	last := int64(0)
	for i, at := range column {
		l := &lines[at[0]]
		n, ok := numeral.Parse(l.pieces[at[1]].text, numeral.Want{}).Value.Int()
		// 一, the first number, may be taken for a dash.
		if !ok || n != 1 && n != last+1 && !(i == 0 && n == 2) || !l.numbered(at[1]) {
			return false
		}
		last = n
	}
	return len(column) > 1
}

// numbered tells whether a figure may be the number of its line: a label
// follows, and none but a group's stands before it.
func (l *line) numbered(k int) bool {
	for _, p := range l.pieces[:k] {
		if !p.blank && !p.above && !p.below {
			return false
		}
	}
	for _, p := range l.pieces[k+1:] {
		if !p.blank && !p.above {
			return p.core != ""
		}
	}
	return false
}
