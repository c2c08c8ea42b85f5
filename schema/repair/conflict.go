package repair

import (
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
	"github.com/nianbao/nianbao/schema/relation"
)

// contradiction reports a block that contradicts itself: one finding for each
// relation that does not hold, all with the block's suspects; where each holds
// by itself, one for the sum of relations that cannot.
func (t *table) contradiction(c relation.Conflict) {
	found := t.solution.Suspects(c.Block)
	sets := [][]schema.Suspect{}
	for _, set := range found.Sets {
		var out []schema.Suspect
		for _, s := range set {
			entry := schema.Suspect{ID: t.facts[s.Cell].ID}
			if s.Unique {
				v := schema.Count(s.Value)
				entry.Value = &v
			}
			out = append(out, entry)
		}
		sets = append(sets, out)
	}
	do := t.suspectText(found)
	for _, b := range c.Broken {
		sum := t.Sums[b.Equation]
		for _, cells := range [][]int{sum.Total, sum.Parts} {
			for _, i := range cells {
				t.conflict(i)
			}
		}
		delta := schema.Count(b.Delta)
		args := message.Args{"where": t.relationName(b.Equation), "sum": t.sumText(b.Equation), "delta": message.Same(strings.TrimPrefix(delta.String(), "-")), "suspects": do}
		key := "sum-mismatch"
		if len(sum.Total) == 1 && t.known[sum.Total[0]] && t.values[sum.Total[0]] == 0 {
			// A total of 0 over parts that are not was most likely left as it was.
			zh, en, parts := t.side(sum.Parts, slices.Concat(sum.Total, sum.Parts))
			key, args["sum"], args["value"] = "sum-mismatch/zero", message.Text{Zh: zh, En: en}, message.Same(strconv.FormatInt(parts, 10))
			args["suspects"] = message.Text{Zh: "；" + do.Zh, En: "; " + do.En}
			if onlyTotal(found, sum.Total[0], parts) {
				args["suspects"] = message.Text{} // said already
			}
		}
		f := message.Find(key, args)
		f.Facts = t.ids(sum.Total, sum.Parts)
		f.At = t.facts[sum.Total[0]].At
		f.Mismatch = &schema.Mismatch{Relation: sum.ID, Delta: &delta, Suspects: sets, SuspectsComplete: found.Complete}
		t.findings = append(t.findings, f)
	}
	if len(c.Broken) == 0 {
		for _, i := range c.From {
			t.conflict(i)
		}
		f := message.Find("sum-mismatch/blank", message.Args{"table": t.title(), "sum": t.reasonText(c), "suspects": do})
		f.Facts = t.ids(c.From)
		equation := t.withBlank(c)
		f.Mismatch = &schema.Mismatch{Relation: t.Sums[equation].ID, Suspects: sets, SuspectsComplete: found.Complete}
		t.findings = append(t.findings, f)
	}
	t.shifts(c.Block)
}

// onlyTotal tells whether the one smallest correction is to write the sum of
// the parts as their total.
func onlyTotal(s relation.Suspects, total int, parts int64) bool {
	return s.Complete && len(s.Sets) == 1 && len(s.Sets[0]) == 1 && s.Sets[0][0].Cell == total && s.Sets[0][0].Unique && s.Sets[0][0].Value == parts
}

// conflict marks a figure of a relation that does not hold; it is kept.
func (t *table) conflict(i int) {
	if t.facts[i].Status == schema.Given {
		t.facts[i].Status = schema.Conflict
	}
}

// withBlank is the relation of a reason that the finding names: one with a
// blank, since those without hold.
func (t *table) withBlank(c relation.Conflict) int {
	for _, s := range c.Reason {
		sum := t.Sums[s.Equation]
		for _, cells := range [][]int{sum.Total, sum.Parts} {
			for _, i := range cells {
				if !t.known[i] {
					return s.Equation
				}
			}
		}
	}
	return c.Reason[0].Equation
}

func (t *table) ids(lists ...[]int) []string {
	var out []string
	for _, l := range lists {
		for _, i := range l {
			out = append(out, t.facts[i].ID)
		}
	}
	return out
}

// relationName says which row or column a relation is of, and its rule.
func (t *table) relationName(equation int) message.Text {
	zh, en := t.SumName(equation)
	return message.Text{Zh: zh, En: en}
}

// sumText writes a relation out with its figures: 新收 12 + 结转 3 = 15，而……,
// 总计 5，而各项合计 8（自然人 7 + 商业企业 1）.
func (t *table) sumText(equation int) message.Text {
	sum := t.Sums[equation]
	all := slices.Concat(sum.Total, sum.Parts)
	zhL, enL, left := t.side(sum.Total, all)
	zhR, enR, right := t.side(sum.Parts, all)
	l, r := strconv.FormatInt(left, 10), strconv.FormatInt(right, 10)
	switch {
	case len(sum.Total) > 1:
		return message.Text{Zh: zhL + " = " + l + "，而" + zhR + " = " + r, En: enL + " = " + l + ", but " + enR + " = " + r}
	case right == 0:
		return message.Text{Zh: zhL + "，而各项都是 0", En: enL + ", but all parts are 0"}
	}
	return message.Text{Zh: zhL + "，而各项合计 " + r + "（" + zhR + "）", En: enL + ", but the parts add up to " + r + " (" + enR + ")"}
}

// side adds up one side of a relation; zeros among many terms are left out.
func (t *table) side(cells, all []int) (zh, en string, sum int64) {
	var zhs, ens []string
	for _, i := range cells {
		sum += t.values[i]
		if t.values[i] == 0 && len(cells) > 3 {
			continue
		}
		z, e := t.termName(i, all)
		v := strconv.FormatInt(t.values[i], 10)
		zhs, ens = append(zhs, z+" "+v), append(ens, e+" "+v)
	}
	return strings.Join(zhs, " + "), strings.Join(ens, " + "), sum
}

// termName calls a term of a relation by its row where all its terms lie in one
// column, by its column where they lie in one row.
func (t *table) termName(i int, all []int) (zh, en string) {
	f := t.Facts[i]
	for _, j := range all {
		if g := t.Facts[j]; g.Row != f.Row || g.Block != f.Block {
			return t.RowName(f.Block, f.Row)
		}
	}
	return t.ColumnName(f.Block, f.Column)
}

// reasonText says what a sum of relations comes to: figures that cannot be 0.
func (t *table) reasonText(c relation.Conflict) message.Text {
	var zh, en []string
	for _, s := range c.Reason {
		n := t.relationName(s.Equation)
		zh, en = append(zh, n.Zh), append(en, n.En)
	}
	excess := strconv.FormatInt(c.Excess, 10)
	if len(zh) == 1 {
		return message.Text{
			Zh: zh[0] + "两边已填的数字相差 " + excess + "，而空白只会使差距更大",
			En: "the written figures of " + en[0] + " differ by " + excess + ", and blanks can only add to that",
		}
	}
	return message.Text{
		Zh: "把" + strings.Join(zh, "、") + "合在一起，已填的数字相差 " + excess + "，而空白只会使差距更大",
		En: "taken together, " + strings.Join(en, " and ") + " leave written figures that differ by " + excess + ", and blanks can only add to that",
	}
}

// suspectText says which single figures, or sets of figures, could be wrong.
func (t *table) suspectText(s relation.Suspects) message.Text {
	switch {
	case !s.Complete:
		return message.Text{Zh: "可能出错的组合太多，未能全部列出，请逐项核对", En: "there are too many ways to correct this to list them; check each figure"}
	case len(s.Sets) == 0:
		return message.Text{Zh: "至少有四个数字不对，请逐项核对", En: "at least four figures are wrong; check each"}
	}
	var all []message.Text
	for _, set := range s.Sets {
		var zhs, ens []string
		for k, x := range set {
			zh, en := t.Name(t.Facts[x.Cell])
			from := strconv.FormatInt(t.values[x.Cell], 10)
			switch {
			case !x.Unique:
				zhs = append(zhs, "改动"+zh+"（现为 "+from+"）")
				ens = append(ens, en+", now "+from)
				continue
			case k == 0 || !set[k-1].Unique:
				zh = "把" + zh
			}
			to := strconv.FormatInt(x.Value, 10)
			zhs = append(zhs, zh+"由 "+from+" 改为 "+to)
			ens = append(ens, en+" from "+from+" to "+to)
		}
		all = append(all, message.Text{Zh: strings.Join(zhs, "、"), En: strings.Join(ens, " and ")})
	}
	const most = 4
	var zhs, ens []string
	for _, a := range all[:min(most, len(all))] {
		zhs, ens = append(zhs, a.Zh), append(ens, a.En)
	}
	zh, en := "只要"+strings.Join(zhs, "，或"), "every relation holds after changing "+strings.Join(ens, ", or ")
	if len(all) > most {
		zh += "（共 " + strconv.Itoa(len(all)) + " 种可能）"
		en += " (one of " + strconv.Itoa(len(all)) + " ways)"
	}
	return message.Text{Zh: zh + "，各项关系即全部成立", En: en}
}

// shifts looks for a row whose figures slid by one cell: moving one blank
// within the row makes the block hold. It is told beside the suspects, and
// never applied: the row's cells stand under their heads.
func (t *table) shifts(block int) {
	for b := range t.Blocks {
		for r := range t.Blocks[b].RowLeaves {
			var row []int
			for i, f := range t.Facts {
				if f.Block == b && f.Row == r && t.System.BlockOf(i) == block {
					row = append(row, i)
				}
			}
			moves := t.moves(block, row)
			if len(moves) == 0 {
				continue
			}
			var written []string
			for _, v := range moves[0] {
				if v == nil {
					written = append(written, "空")
				} else {
					written = append(written, strconv.FormatInt(*v, 10))
				}
			}
			zh, en := t.RowName(b, r)
			if t.Blocks[b].RowLeaves[r].Node.Label == "" {
				zh, en = t.Title, t.TitleEn
			}
			text := message.Text{Zh: strings.Join(written, "、"), En: strings.ReplaceAll(strings.Join(written, ", "), "空", "blank")}
			if more := strconv.Itoa(len(moves) - 1); len(moves) > 1 {
				text.Zh, text.En = text.Zh+"（或另外 "+more+" 种排法）", text.En+" (or one of "+more+" other orders)"
			}
			f := message.Find("column-shifted/hypothesis", message.Args{"rows": {Zh: zh, En: en}, "text": text})
			f.Facts = t.ids(row)
			f.At = t.facts[row[0]].At
			t.findings = append(t.findings, f)
		}
	}
}

// moves gives the contents of a row after each move of one blank to another
// place in it that makes the block hold; nil is a blank.
func (t *table) moves(block int, row []int) [][]*int64 {
	checker := t.System.NewChecker()
	values, known := append([]int64(nil), t.values...), append([]bool(nil), t.known...)
	var out [][]*int64
	seen := map[string]bool{}
	for from := range row {
		if t.known[row[from]] {
			continue
		}
		for to := range row {
			if from == to {
				continue
			}
			order := append([]int(nil), row[:from]...)
			order = append(order, row[from+1:]...)
			order = append(order[:to], append([]int{row[from]}, order[to:]...)...)
			key := ""
			for k, i := range row {
				values[i], known[i] = t.values[order[k]], t.known[order[k]]
				key += strconv.FormatBool(known[i]) + strconv.FormatInt(values[i], 10) + " "
			}
			ok, err := checker.Feasible(block, values, known)
			if err == nil && ok && !seen[key] {
				seen[key] = true
				var contents []*int64
				for _, i := range row {
					if known[i] {
						v := values[i]
						contents = append(contents, &v)
					} else {
						contents = append(contents, nil)
					}
				}
				out = append(out, contents)
			}
			for _, i := range row {
				values[i], known[i] = t.values[i], t.known[i]
			}
		}
	}
	return out
}

// checkRecalled reports the sums of a form whose relations are not verified.
func (t *table) checkRecalled() {
	for equation, sum := range t.Sums {
		whole := true
		var total, parts schema.Number
		for side, cells := range [][]int{sum.Total, sum.Parts} {
			for _, i := range cells {
				if t.facts[i].Value == nil {
					whole = false
					break
				}
				acc := &total
				if side == 1 {
					acc = &parts
				}
				s, ok := acc.Add(*t.facts[i].Value)
				whole = whole && ok
				*acc = s
			}
		}
		if !whole || total.Equal(parts) {
			continue
		}
		delta, ok := total.Add(schema.Number{Unscaled: -parts.Unscaled, Scale: parts.Scale})
		if !ok {
			continue
		}
		f := message.Find("sum-mismatch/recalled", message.Args{"where": t.relationName(equation), "sum": t.sumText(equation), "delta": message.Same(strings.TrimPrefix(delta.String(), "-"))})
		f.Facts = t.ids(sum.Total, sum.Parts)
		f.At = t.facts[sum.Total[0]].At
		f.Mismatch = &schema.Mismatch{Relation: sum.ID, Delta: &delta, Suspects: [][]schema.Suspect{}, SuspectsComplete: false}
		t.findings = append(t.findings, f)
	}
}
