package check

import (
	"math"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
)

// parts holds a whole against its parts: 共 N 条，其中 a、b、c.
//
// Parts need not be all of the whole, and channels overlap. It is sure only
// where a part exceeds its whole, where the parts are said to be all of it
// (their last is 其他, or they are a known division), and where two digits
// changed place in one part make the sum right; a sum that is short by a little
// is mentioned.
func (n *narrative) parts(p *passage, said []statement) {
	for i := 0; i < len(said); i++ {
		if !said[i].among || i == 0 {
			continue
		}
		whole := &said[i-1]
		if !whole.exact || whole.unit == "%" || whole.among || !adjoins(p.text, whole, &said[i]) || i > 1 && listed(p.text, &said[i-2], whole) {
			continue
		}
		end := i
		for end < len(said) {
			s := &said[end]
			switch {
			case s.unit == "%":
				end++
				continue
			case end > i && s.among, s.unit != whole.unit, s.sentence != said[i].sentence:
			case s.segment != said[i].segment && !(s.of != nil && said[i].of != nil && s.of.Family != "" && s.of.Family == said[i].of.Family):
			case s.of != nil && (s.of.Sets != "" || strings.HasPrefix(s.of.ID, "carried")):
			case strings.HasPrefix(s.label, "累计") || has(s.label, []string{"同比", "增加", "减少", "废止", "结转", "阅读", "点击"}):
			case end > i && !sentenceList(p.text, &said[end-1], s):
			default:
				end++
				continue
			}
			break
		}
		if f, ok := n.partition(p, whole, said[i:end]); ok {
			n.out = append(n.out, f)
		}
		i = max(i, end-1)
	}
}

// adjoins tells whether a list of parts stands directly behind a figure: words
// between them may make another the whole.
func adjoins(text string, whole, first *statement) bool {
	return strings.Trim(text[whole.to:max(whole.to, first.from)], "，,。：:；（(其中") == ""
}

// listed tells whether a whole is the last of several (复议6件和诉讼3件，其中……):
// the parts may be another's.
func listed(text string, before, whole *statement) bool {
	between := text[before.to:]
	return before.unit == whole.unit && begins(between, "和", "、", "及", "与", "以及")
}

// sentenceList tells whether a figure goes on with a list: only punctuation
// parts its clause from the one before.
func sentenceList(text string, before, s *statement) bool {
	return s.from >= before.to && len(text[before.to:s.from]) <= 4*len("，") || s.segment != before.segment || before.unit == "%"
}

func (n *narrative) partition(p *passage, whole *statement, parts []statement) (schema.Finding, bool) {
	var sum schema.Number
	var terms []string
	var known []*statement
	for k := range parts {
		s := &parts[k]
		if s.unit == "%" {
			continue
		}
		if !s.exact || s.wrong {
			return schema.Finding{}, false
		}
		var ok bool
		if sum, ok = sum.Add(s.value); !ok {
			return schema.Finding{}, false
		}
		terms = append(terms, s.value.String())
		known = append(known, s)
	}
	if len(known) == 0 || whole.wrong {
		return schema.Finding{}, false
	}
	if sum.Equal(whole.value) {
		return schema.Finding{}, false
	}
	last := known[len(known)-1]
	excerpt := p.excerpt(whole.words(), last.to)
	args := message.Args{
		"text": message.Quote(excerpt, 70), "n": message.Same(whole.value.String()), "unit": unitName(whole.unit), "sum": message.Same(strings.Join(terms, " + ")), "value": message.Same(sum.String()),
	}
	find := func(key string) (schema.Finding, bool) {
		f := message.Find(key, args)
		f.Section, f.Excerpt = p.section, excerpt
		return f, true
	}
	for _, s := range known {
		if less(whole.value, s.value) {
			excerpt = p.excerpt(s.from, s.to)
			args["part"], args["value"] = message.Quote(excerpt, 40), message.Same(s.value.String())
			return find("narrative-sum/part")
		}
	}
	if len(known) < 2 {
		return schema.Finding{}, false
	}
	channels := false
	for _, s := range known {
		channels = channels || has(s.label, n.words.scope.Channels) || strings.Contains(s.label, "方式") || strings.Contains(s.label, "渠道")
	}
	over := less(whole.value, sum)
	if channels && over {
		return schema.Finding{}, false
	}
	if n.exhaustive(known) {
		return find("narrative-sum")
	}
	if over {
		return schema.Finding{}, false
	}
	for _, s := range known {
		if swapped, ok := swap(s.value, sum, whole.value); ok {
			args["part"], args["other"] = message.Same(s.value.String()), message.Same(swapped)
			return find("narrative-sum/swapped")
		}
	}
	w, _ := whole.value.Int()
	v, _ := sum.Int()
	if len(known) >= 3 && !channels && w-v > 0 && (w-v)*10 <= w {
		return find("narrative-sum/short")
	}
	return schema.Finding{}, false
}

// exhaustive tells whether parts are said to be all of the whole.
func (n *narrative) exhaustive(parts []*statement) bool {
	last := parts[len(parts)-1].label
	if has(last, []string{"其他", "其它", "其余"}) {
		return true
	}
	families := map[string]int{}
	for _, s := range parts {
		if s.of != nil && s.of.Family != "" {
			families[s.of.Family]++
		}
	}
	return families["applicants"] == 2 && len(parts) == 2 || families["results"] == 6
}

// swap looks for two neighbouring digits of a part that make the sum right
// when they change place.
func swap(part, sum, whole schema.Number) (string, bool) {
	d := []byte(part.String())
	p, ok1 := part.Int()
	s, ok2 := sum.Int()
	w, ok3 := whole.Int()
	if !ok1 || !ok2 || !ok3 {
		return "", false
	}
	for i := 0; i+1 < len(d); i++ {
		d[i], d[i+1] = d[i+1], d[i]
		if v, err := strconv.ParseInt(string(d), 10, 64); err == nil && s-p+v == w && d[0] != '0' {
			return string(d), true
		}
		d[i], d[i+1] = d[i+1], d[i]
	}
	return "", false
}

// percentages holds 占 X% against the counts before it. Its base may be any
// total that the sentence or the table names; it must fit none of them.
func (n *narrative) percentages(p *passage, said []statement) {
	for i := 1; i < len(said); i++ {
		s, part := &said[i], &said[i-1]
		if s.unit != "%" || !s.exact || part.unit == "%" || !part.exact || part.wrong || part.sentence != s.sentence || part.segment != s.segment {
			continue
		}
		// Nothing but 占 and words for the whole may stand between them.
		if between := strings.Trim(p.text[part.to:s.to], "，,（(的"); !strings.HasPrefix(between, "占") || has(between, []string{"同比", "较"}) {
			continue
		}
		var bases []schema.Number
		stated := false
		for j := i - 2; j >= 0; j-- {
			// The whole of a 其中 list: the figure before the mark.
			if said[j+1].among && adjoins(p.text, &said[j], &said[j+1]) && said[j].exact && said[j].unit == part.unit && said[j].sentence == s.sentence && !said[j].wrong {
				bases, stated = append(bases, said[j].value), true
				break
			}
		}
		if part.of == nil || !stated {
			continue
		}
		if part.of.Topic == "applications" {
			for _, id := range [][]string{{"applications.results_total.total"}, {"applications.new.total"}, {"applications.new.total", "applications.carried_in.total"}} {
				v, ok := n.sum(id)
				if !ok {
					stated = false
				}
				bases = append(bases, v)
			}
		}
		if !stated || fits(part.value, s.value, bases) {
			continue
		}
		excerpt := p.excerpt(part.from, s.to)
		f := message.Find("narrative-percent", message.Args{
			"text": message.Quote(excerpt, 40), "a": message.Same(part.value.String()), "b": message.Same(bases[0].String()),
			"n": message.Same(s.value.String()), "value": message.Same(share(part.value, bases[0], int(s.value.Scale))),
		})
		f.Section, f.Excerpt = p.section, excerpt
		n.out = append(n.out, f)
	}
}

// fits tells whether a share, rounded or cut to its decimals, is right for any base.
func fits(part, percent schema.Number, bases []schema.Number) bool {
	want := float(percent)
	unit := math.Pow10(-int(percent.Scale))
	for _, b := range bases {
		base := float(b)
		if base > 0 && math.Abs(100*float(part)/base-want) < unit*1.0001 {
			return true
		}
	}
	return false
}

func share(part, base schema.Number, decimals int) string {
	if float(base) == 0 {
		return "0"
	}
	return strconv.FormatFloat(100*float(part)/float(base), 'f', max(decimals, 1), 64)
}

func float(n schema.Number) float64 { return float64(n.Unscaled) / math.Pow10(int(n.Scale)) }
