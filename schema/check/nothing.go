package check

import (
	"strings"

	"github.com/nianbao/nianbao/schema"
)

// none reads sentences that say there was nothing: 未收到政府信息公开申请.
func (n *narrative) none(p *passage) {
	for _, word := range []string{"未", "没有"} {
		for i := 0; ; {
			at := strings.Index(p.text[i:], word)
			if at < 0 {
				break
			}
			from := i + at
			i = from + len(word)
			to := len(p.text)
			if end := strings.IndexAny(p.text[from:], "。；，\n"); end >= 0 {
				to = from + end
			}
			n.nothing(p, from, to)
		}
	}
}

// nothing holds one such clause against the table.
func (n *narrative) nothing(p *passage, from, to int) {
	clause := p.text[from:to]
	if !has(clause, []string{"申请", "复议", "诉讼"}) {
		return
	}
	// A part of the sentence that says of whom it speaks.
	begin := strings.LastIndexAny(p.text[:from], "。；\n")
	sentence := p.text[max(begin, 0):to]
	if has(sentence, n.words.scope.Others) || has(sentence, n.words.scope.Whole) || has(clause, []string{"纠错", "纠正", "败诉", "撤销", "投诉", "引起负面"}) {
		return
	}
	if year, ok := lastYear(sentence); ok && n.year != 0 && year != n.year {
		return
	}
	about := p.section == "review" || p.section == "applications" || strings.Contains(sentence, "信息公开") || strings.Contains(sentence, "依申请公开")
	if !about {
		return
	}
	body, ok := cutAny(clause, "未收到", "没有收到", "未接到", "未受理")
	if ok && (strings.HasSuffix(body, "公开申请") || strings.HasSuffix(body, "依申请公开")) && !has(body, n.words.scope.Part) {
		n.zero(p, from, to, "new")
	}
	if _, ok := cutAny(clause, "未发生", "没有", "未出现", "未产生", "未因"); ok {
		if strings.HasSuffix(clause, "行政复议") || strings.HasSuffix(clause, "行政诉讼") || strings.HasSuffix(clause, "案件") || strings.HasSuffix(clause, "情况") || strings.HasSuffix(clause, "情形") {
			if strings.Contains(clause, "行政复议") {
				n.zero(p, from, to, "review")
			}
			if strings.Contains(clause, "诉讼") {
				n.zero(p, from, to, "litigation")
			}
		}
	}
}

func cutAny(s string, prefixes ...string) (string, bool) {
	for _, p := range prefixes {
		if after, ok := strings.CutPrefix(s, p); ok {
			return after, true
		}
	}
	return "", false
}

// zero reports a quantity that the text denies and the table has.
func (n *narrative) zero(p *passage, from, to int, id string) {
	for i := range n.words.quantities {
		q := &n.words.quantities[i]
		if q.ID != id {
			continue
		}
		if v, ok := n.sum(q.Is[0]); ok && !v.Equal(schema.Number{}) {
			s := statement{count: count{from: from, to: to, unit: q.Unit}, passage: p, of: q}
			n.out = append(n.out, n.mismatch("narrative-mismatch/none", &s, v))
		}
	}
}
