package repair

import (
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
	"github.com/nianbao/nianbao/schema/relation"
)

// proof writes a proof down: its steps by relation, the given figures that
// take part, and a sentence for people.
func (t *table) proof(cell int, value int64, p relation.Proof) *schema.Repair {
	r := &schema.Repair{Upper: t.steps(p.Upper), Lower: t.steps(p.Lower), From: t.ids(p.From)}
	if r.From == nil {
		r.From = []string{}
	}
	text := t.explain(cell, value, p)
	r.Explain, r.ExplainZh = text.En, text.Zh
	return r
}

func (t *table) steps(steps []relation.Step) []schema.Step {
	out := make([]schema.Step, len(steps))
	for i, s := range steps {
		out[i] = schema.Step{Sign: int(s.Sign), Relation: t.Sums[s.Equation].ID}
	}
	return out
}

// combination is a signed sum of relations, with the proved cell counted +1:
// cell + others = plus − minus.
type combination struct {
	plus, minus []int // written figures other than 0, by the side they stand on
	zeros       int   // written zeros
	others      int   // other missing cells
	bound       int64
}

func (t *table) combine(cell int, steps []relation.Step) combination {
	if t.sums == nil {
		t.sums = make([]int8, len(t.facts))
	}
	sum := t.sums
	clear(sum)
	for _, s := range steps {
		for _, i := range t.Sums[s.Equation].Total {
			sum[i] += s.Sign
		}
		for _, i := range t.Sums[s.Equation].Parts {
			sum[i] -= s.Sign
		}
	}
	var c combination
	for i, n := range sum {
		switch {
		case n == 0 || i == cell:
		case !t.known[i]:
			c.others++
		default:
			c.bound -= int64(n) * t.values[i]
			switch {
			case t.values[i] == 0:
				c.zeros++
			case n < 0:
				c.plus = append(c.plus, i)
			default:
				c.minus = append(c.minus, i)
			}
		}
	}
	return c
}

// explain says a proof in words: which relations, what is left of them, and
// why nothing else fits.
func (t *table) explain(cell int, value int64, p relation.Proof) message.Text {
	v := strconv.FormatInt(value, 10)
	up := t.combine(cell, p.Upper)
	rule := t.rules(p.Upper)
	left := t.arithmetic(up)
	switch {
	case up.others == 0:
		return message.Text{
			Zh: "按" + rule.Zh + "，只缺本格：本格 = " + left.Zh + "，故为 " + v,
			En: "by " + rule.En + " only this cell is missing: it is " + left.En + ", so " + v}
	case value == 0:
		n := strconv.Itoa(up.others + 1)
		return message.Text{
			Zh: "按" + rule.Zh + "，缺失的 " + n + " 格合计 = " + left.Zh + "；件数不能为负，故每格都是 0",
			En: "by " + rule.En + " the " + n + " missing cells add up to " + left.En + "; no count is negative, so each is 0"}
	}
	low := t.combine(cell, p.Lower)
	lowRule, lowLeft := t.rules(p.Lower), t.arithmetic(low)
	return message.Text{
		Zh: "由" + rule.Zh + "，本格与另外 " + strconv.Itoa(up.others) + " 个缺失格合计 = " + left.Zh + "，件数不能为负，故本格不大于 " + v +
			"；按" + lowRule.Zh + "，本格" + lowOthers(low.others, " = ", "减去另外 ", " 个缺失格的合计 = ") + lowLeft.Zh + "，故不小于 " + v,
		En: "by " + rule.En + " this cell and " + strconv.Itoa(up.others) + " other missing ones add up to " + left.En + ", and none is negative, so it is at most " + v +
			"; by " + lowRule.En + " this cell" + lowOthers(low.others, " is ", " less ", " other missing ones is ") + lowLeft.En + ", so it is at least " + v}
}

func lowOthers(n int, none, before, after string) string {
	if n == 0 {
		return none
	}
	return before + strconv.Itoa(n) + after
}

// rules names the relations of a proof.
func (t *table) rules(steps []relation.Step) message.Text {
	var zh, en []string
	for _, s := range steps {
		n := t.relationName(s.Equation)
		zh, en = append(zh, n.Zh), append(en, n.En)
	}
	if len(zh) == 1 {
		return message.Text{Zh: zh[0], En: en[0]}
	}
	return message.Text{Zh: strings.Join(zh, "与") + "合起来", En: strings.Join(en, " together with ")}
}

// arithmetic writes plus − minus out: "32 − 27 = 5". Many terms are summed up.
func (t *table) arithmetic(c combination) message.Text {
	plus, minus := t.total(c.plus), t.total(c.minus)
	bound := strconv.FormatInt(c.bound, 10)
	switch {
	case plus == "" && minus == "" && c.zeros > 1:
		return message.Text{Zh: "0（写明的 " + strconv.Itoa(c.zeros) + " 个数字都是 0）", En: "0 (the " + strconv.Itoa(c.zeros) + " written figures are all 0)"}
	case minus == "":
		if plus == bound || plus == "" {
			return message.Same(bound)
		}
		return message.Same(plus + " = " + bound)
	}
	if plus == "" {
		plus = "0"
	}
	if len(c.minus) > 1 {
		minus = "（" + minus + "）"
	}
	return message.Text{Zh: plus + " − " + minus + " = " + bound, En: strings.NewReplacer("（", "(", "）", ")").Replace(plus + " − " + minus + " = " + bound)}
}

func (t *table) total(cells []int) string {
	if len(cells) > 8 {
		var sum int64
		for _, i := range cells {
			sum += t.values[i]
		}
		return strconv.FormatInt(sum, 10)
	}
	var b []byte
	for k, i := range cells {
		if k > 0 {
			b = append(b, " + "...)
		}
		b = strconv.AppendInt(b, t.values[i], 10)
	}
	return string(b)
}
