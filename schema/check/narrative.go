package check

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
)

// narrative compares what the text says with the tables and with itself.
//
// It must not fire where it is not sure that both speak of one thing: a figure
// counts only where the words before it are ones that data/quantities.json
// lists, it is exact, its sentence names no other year, no other body and no
// part of the whole, and none of the sums that it may repeat comes to it.
type narrative struct {
	*report
	out []schema.Finding
	// said holds the first exact statement of each quantity that no cell settles.
	said map[string]statement
}

// statement is a figure of the text that was understood.
type statement struct {
	count
	passage *passage
	of      *quantity
	// wrong is true where a finding tells of the figure already.
	wrong bool
	// part is true for a figure of some channels alone.
	part bool
}

// words is where the words of a statement begin: its clause, with the list
// that ends in it (通过网站、报纸、微信等途径……).
func (s *statement) words() int {
	from := s.from
	for text := s.passage.text; strings.HasSuffix(text[:from], "、"); {
		before := text[:from-len("、")]
		i := strings.LastIndexAny(before, "，。；：、（\n")
		if i >= 0 {
			_, size := utf8.DecodeRuneInString(before[i:])
			i += size
		} else {
			i = 0
		}
		if i < s.start || strings.ContainsAny(before[i:], "0123456789") {
			break
		}
		from = i
	}
	return from
}

func (r *report) narrative() []schema.Finding {
	n := narrative{report: r, said: map[string]statement{}}
	for i := range r.passages {
		p := &r.passages[i]
		n.none(p)
		if strings.ContainsAny(p.text, "0123456789") {
			n.passage(p)
		}
	}
	return n.out
}

// passage reads one paragraph.
func (n *narrative) passage(p *passage) {
	all := counts(p.text)
	if len(all) == 0 {
		return
	}
	home := ""
	if p.section == "applications" || strings.Contains(p.heading, "依申请") || strings.HasPrefix(p.text, "（二）依申请") || strings.HasPrefix(p.text, "(二)依申请") {
		home = "applications"
	}
	topic, whole, sentence := home, "", -1
	said := make([]statement, len(all))
	for i := range all {
		c := &all[i]
		if c.sentence != sentence {
			sentence = c.sentence
			if topic == "" || topic == "other" {
				topic = home
			}
		}
		s := &said[i]
		// 共受理36件政府信息公开申请: what is counted may stand behind its figure.
		for _, object := range []string{"政府信息公开申请", "信息公开申请", "依申请公开"} {
			if c.unit == "件" && strings.HasPrefix(p.text[c.to:], object) {
				c.label += object
				break
			}
		}
		s.count, s.passage = *c, p
		q := n.understand(c, p, topic, whole)
		if q == nil {
			if c.unit == "件" && !c.among && len(c.label) >= 2*len("字") {
				topic = "other" // cases of something else, until the sentence ends
			}
			continue
		}
		s.of = q
		topic = q.Topic
		if q.Sets != "" {
			whole = q.Sets
		} else if q.Topic == "review" || q.Topic == "litigation" {
			whole = q.Topic
		}
		n.compare(s, whole)
		if (q.Sets == "received" || q.Sets == "new") && !s.wrong {
			n.answered(s)
		}
	}
	n.parts(p, said)
	n.percentages(p, said)
}

// understand finds the quantity that a figure is of, nil where that is not sure.
func (n *narrative) understand(c *count, p *passage, topic, whole string) *quantity {
	if c.label == "" {
		return nil
	}
	for _, q := range n.words.match(c.label) {
		after := q.After
		switch {
		case after == "review" && strings.Contains(c.label, "复议"), after == "litigation" && has(c.label, []string{"诉讼", "起诉"}):
			after = "" // 行政诉讼结果维持 says itself of what
		case after == "review" && strings.Contains(c.label, "诉讼"), after == "litigation" && strings.Contains(c.label, "复议"):
			continue
		}
		switch {
		case q.Unit != c.unit && !(q.ID == "published" && c.unit == "件") && !(q.ID == "fees" && c.unit == "元"):
			continue
		case q.Needs && topic != "applications":
			continue
		case after != "" && after != whole && after != topic && !(after == "received" && whole == "new"):
			continue
		case q.Topic == "applications" && !q.Needs && topic != "applications" && !strings.Contains(p.text, "信息公开") && !strings.Contains(p.text, "依申请公开"):
			continue
		case q.Review && p.section != "review" && !strings.Contains(p.text[c.start:c.from], "信息公开") && !strings.Contains(c.label, "信息公开"):
			continue
		}
		return q
	}
	return nil
}

// scope says how far the words around a figure let it be compared.
type scope uint8

const (
	same    scope = iota // the same as the table's
	unclear              // probably the same
	other                // something else, or not to be told
)

// scopeOf reads the sentence up to the figure.
func (n *narrative) scopeOf(s *statement) scope {
	text, w := s.passage.text, n.words
	if year, ok := lastYear(text[s.start : s.from+len(labelText(text, &s.count))]); ok && n.year != 0 && year != n.year {
		return other
	}
	before := text[s.segment:s.to]
	if has(before, w.scope.Others) {
		return other
	}
	if s.of.Topic == "applications" && s.of.Family == "" && has(labelText(text, &s.count), w.scope.Part) {
		return other
	}
	if has(labelText(text, &s.count), []string{"同比", "较上", "比上年", "增加", "减少", "增长", "下降"}) {
		return other
	}
	switch {
	case has(before, w.scope.Whole):
		if !n.government {
			return other
		}
		return unclear
	case strings.Contains(before, "累计"):
		return unclear
	}
	return same
}

// labelText is what stands between the clause's beginning and the figure.
func labelText(text string, c *count) string {
	s := text[c.from:c.to]
	if i := strings.IndexAny(s, "0123456789"); i >= 0 {
		// A year in the clause is no part of the figure.
		if j := strings.LastIndex(s, "年"); j > i {
			return s[:len(s)-len(c.unit)]
		}
		return s[:i]
	}
	return s
}

// compare holds a statement against the table.
func (n *narrative) compare(s *statement, whole string) {
	if !s.exact || n.agrees(s) {
		return
	}
	sc := n.scopeOf(s)
	if sc == other {
		s.of = nil
		return
	}
	if len(s.of.Is) == 0 {
		s.part = has(labelText(s.passage.text, &s.count), n.words.scope.Channels) && !has(labelText(s.passage.text, &s.count), n.words.scope.WholeOfChannels)
		n.twice(s, sc)
		return
	}
	first, known := n.sum(s.of.Is[0])
	if !known {
		n.twice(s, sc)
		return
	}
	value := s.value
	if s.unit == "元" {
		if n.slip(s, first) {
			return
		}
		value = tenThousandth(value)
	}
	if value.Equal(first) {
		return
	}
	for _, ids := range s.of.Is[1:] {
		if v, ok := n.sum(ids); !ok || v.Equal(value) {
			return
		}
	}
	for _, ids := range s.of.Quiet {
		if s.of.After == "received" && whole == "new" || s.of.Unless != "" && strings.Contains(s.passage.text, s.of.Unless) {
			break
		}
		if v, ok := n.sum(ids); ok && v.Equal(value) {
			return
		}
	}
	if s.of.Rows != "" && n.anyRow(s.of.Rows, value) {
		return
	}
	key := "narrative-mismatch"
	switch {
	case sc == unclear:
		key = "narrative-mismatch/scope"
	case n.conflicting(s.of.Is[0]):
		key = "narrative-mismatch/conflict"
	}
	s.wrong = true
	n.out = append(n.out, n.mismatch(key, s, first))
}

// agrees tells whether a figure is its cell's, whatever else the sentence says.
func (n *narrative) agrees(s *statement) bool {
	if len(s.of.Is) == 0 || s.unit == "元" {
		return false
	}
	v, ok := n.sum(s.of.Is[0])
	return ok && v.Equal(s.value)
}

// conflicting tells whether the table's own relations leave a figure in doubt:
// that has a finding, and the text helps to settle it.
func (n *narrative) conflicting(ids []string) bool {
	for _, id := range n.ids(ids) {
		if f := n.fact(id); f != nil && f.Status == schema.Conflict {
			return true
		}
	}
	return false
}

// mismatch tells of a figure that differs from its cells.
func (n *narrative) mismatch(key string, s *statement, table schema.Number) schema.Finding {
	excerpt := s.passage.excerpt(s.words(), s.to)
	where := message.Text{Zh: s.of.Zh, En: s.of.En}
	if ids := s.of.Is[0]; len(ids) == 1 && n.fact(ids[0]) != nil {
		where = n.factName(ids[0])
	}
	understood := message.Text{}
	if zh, en, ok := s.meant(excerpt); ok {
		understood = message.Text{Zh: "，即 " + zh, En: ", that is " + en}
	}
	f := message.Find(key, message.Args{
		"text": message.Quote(excerpt, 40), "meant": understood, "where": where, "value": message.Same(table.String()),
	})
	f.Section, f.Excerpt = s.passage.section, excerpt
	f.Facts = n.ids(s.of.Is[0])
	for _, id := range f.Facts {
		if fact := n.fact(id); fact != nil && fact.At != nil && len(f.Facts) < 3 {
			f.At = fact.At
			break
		}
	}
	return f
}

// meant is a figure as it was understood; ok is false where its words say just
// that.
func (s *statement) meant(words string) (zh, en string, ok bool) {
	if strings.Contains(words, s.value.String()+s.unit) {
		return "", "", false
	}
	unit := unitName(s.unit)
	return s.value.String() + unit.Zh, s.value.String() + unit.En, true
}

// unitName is a unit in both languages.
func unitName(u string) message.Text {
	en := map[string]string{"件": "", "条": " items", "篇": " pieces", "万元": " (10 000 yuan)", "元": " yuan", "次": " times", "个": "", "项": ""}[u]
	return message.Text{Zh: " " + u, En: en}
}

// lastYear is the last year of four digits that a text names with 年.
func lastYear(s string) (int, bool) {
	for {
		i := strings.LastIndex(s, "年")
		if i < 0 {
			return 0, false
		}
		if i >= 4 {
			if y, err := strconv.Atoi(s[i-4 : i]); err == nil && y >= 1990 && y < 2200 && (i == 4 || s[i-5] < '0' || s[i-5] > '9') {
				return y, true
			}
		}
		s = s[:i]
	}
}

func less(a, b schema.Number) bool {
	for a.Scale < b.Scale {
		a.Unscaled, a.Scale = a.Unscaled*10, a.Scale+1
	}
	for b.Scale < a.Scale {
		b.Unscaled, b.Scale = b.Unscaled*10, b.Scale+1
	}
	return a.Unscaled < b.Unscaled
}
