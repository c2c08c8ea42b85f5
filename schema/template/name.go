package template

import "strings"

// name is what something is called, in both languages.
type name struct{ zh, en string }

// Name is how a figure is called in a sentence: “（一）予以公开”行“自然人”列.
func (t *Table) Name(f Fact) (zh, en string) {
	n := t.names[t.index[f.ID]]
	return n.zh, n.en
}

// factName makes a fact's name.
func (t *Table) factName(f Fact) name {
	row, column := t.Row(f), t.Column(f)
	columnZh, columnEn := leafName(column)
	if row.Node.Label == "" {
		return name{"“" + columnZh + "”", "“" + columnEn + "”"}
	}
	rowZh, rowEn := leafName(row)
	if len(t.Blocks[f.Block].ColumnLeaves) == 1 {
		return name{"“" + rowZh + "”", "“" + rowEn + "”"}
	}
	return name{"“" + rowZh + "”行“" + columnZh + "”列", "“" + rowEn + "”, “" + columnEn + "”"}
}

// sumName says which row or column a relation is of, and its rule.
func (t *Table) sumName(r Relation) name {
	total, part := t.Facts[r.Total[0]], t.Facts[r.Parts[0]]
	var n name
	switch {
	case t.Row(total).Node.Label == "":
		n.zh, n.en = t.ColumnName(total.Block, total.Column)
		n = name{"“" + n.zh + "”", "“" + n.en + "”"}
	case part.Row == total.Row && part.Block == total.Block:
		n.zh, n.en = t.RowName(total.Block, total.Row)
		n = name{"“" + n.zh + "”行", "row “" + n.en + "”"}
	default:
		n.zh, n.en = t.ColumnName(total.Block, total.Column)
		n = name{"“" + n.zh + "”列", "column “" + n.en + "”"}
	}
	return name{n.zh + "（" + r.Text + "）", n.en + " (" + r.En + ")"}
}

// SumName says which row or column Sums[i] is of, and its rule.
func (t *Table) SumName(i int) (zh, en string) { return t.sumNames[i].zh, t.sumNames[i].en }

// RowName and ColumnName are how a row or a column is called.
func (t *Table) RowName(block, leaf int) (zh, en string) {
	return leafName(t.Blocks[block].RowLeaves[leaf])
}
func (t *Table) ColumnName(block, leaf int) (zh, en string) {
	return leafName(t.Blocks[block].ColumnLeaves[leaf])
}

// leafName tells leaves of one label apart by the group that differs.
func leafName(l Leaf) (zh, en string) {
	zh, en = Short(l.Node.Label), l.Node.En
	if len(l.Groups) == 0 {
		return zh, en
	}
	group := l.Groups[len(l.Groups)-1]
	switch {
	case len([]rune(zh)) <= 4 && group.ID != "":
		// 其他, 总计 and the outcomes say little by themselves.
		return Short(group.Label) + "—" + zh, group.En + ": " + en
	case zh == "其他":
		return Short(group.Label) + "—" + zh, group.En + ": " + en
	}
	return zh, en
}

// Short is a label without the notes in brackets behind it.
func Short(label string) string {
	if i := strings.Index(label, "（"); i > 0 {
		return label[:i]
	}
	if strings.HasPrefix(label, "（") {
		if i := strings.Index(label, "）"); i > 0 {
			head, rest := label[:i+len("）")], label[i+len("）"):]
			if j := strings.Index(rest, "（"); j > 0 {
				rest = rest[:j]
			}
			if rest != "" {
				return head + rest
			}
		}
	}
	return label
}
