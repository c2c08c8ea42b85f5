package match

import (
	"maps"
	"slices"

	"github.com/nianbao/nianbao/schema/numeral"
)

// skipColumnNumbers blanks a line that counts the columns (甲 乙 1 2 3 4 5 …),
// with at most short words before the numbers. Where a form has five figures in
// a row or more, the last is the sum of others, and not one more than the last.
func (l *line) skipColumnNumbers() {
	n, last := 0, int64(0)
	for _, p := range l.pieces {
		switch {
		case p.above:
		case p.figure:
			v, ok := numeral.Parse(p.text, numeral.Want{}).Value.Int()
			if !ok || v != last+1 && (n > 0 || v != 0) {
				return
			}
			n, last = n+1, v
		case n > 0 && !p.blank || len(p.core) > 2*len("其"):
			return
		}
	}
	if n < 5 {
		return
	}
	for i := range l.pieces {
		if !l.pieces[i].above {
			l.pieces[i].content = content{blank: true}
		}
	}
}

// skipNumbering blanks the columns that only count the rows (序号, 行次), or the
// items of a group: numbers left of the labels, each one more than the last or 1
// again, or under a head that says so. No form has figures there.
func skipNumbering(lines []line) {
	figures := false // numbers of columns stand above figures; alone they are some
	for i := range slices.Backward(lines) {
		if figures {
			lines[i].skipColumnNumbers()
		}
		figures = figures || slices.ContainsFunc(lines[i].pieces, func(p piece) bool { return p.figure && !p.above })
	}
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
		column := columns[start]
		all, headed := counting(lines, column), numberHead(lines[:column[0][0]], start)
		for _, at := range column {
			if all || headed && lines[at[0]].numbered(at[1]) {
				lines[at[0]].pieces[at[1]].content = content{blank: true}
			}
		}
	}
}

// numberHead tells whether a column's head says that it holds no figures.
func numberHead(above []line, column int) bool {
	for _, l := range above {
		for _, p := range l.pieces {
			if p.start <= column && column < p.end && slices.Contains(numberHeads, p.core) {
				return true
			}
		}
	}
	return false
}

var numberHeads = []string{"序号", "序", "行次", "行号", "编号", "代码"}

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
