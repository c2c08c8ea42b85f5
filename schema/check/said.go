package check

import (
	"strings"

	"github.com/nianbao/nianbao/schema/message"
)

// answered tells of a sentence that says that all were answered, where the
// table carries some over. They may be within their term, so it is mentioned.
func (n *narrative) answered(s *statement) {
	rest := s.passage.text[s.to:]
	if end := strings.IndexAny(rest, "。\n"); end >= 0 {
		rest = rest[:end]
	}
	v, ok := n.value("applications.carried_out.total")
	if !ok || v.Unscaled == 0 || s.of == nil {
		return
	}
	for _, w := range []string{"均已按期答复", "均已按时答复", "均按期答复", "均按时答复", "均已答复", "均已办结", "均已按时办结", "均已按期办结", "已全部办结", "已全部答复", "全部按期答复", "全部按时答复", "全部按时办结", "全部办结"} {
		i := strings.Index(rest, w)
		if i < 0 {
			continue
		}
		excerpt := s.passage.excerpt(s.to+i, s.to+i+len(w))
		f := message.Find("narrative-mismatch/answered", message.Args{"text": message.Same(excerpt), "value": message.Same(v.String())})
		f.Section, f.Excerpt = s.passage.section, excerpt
		f.Facts = []string{"applications.carried_out.total"}
		if fact := n.fact(f.Facts[0]); fact != nil {
			f.At = fact.At
		}
		n.out = append(n.out, f)
		return
	}
}

// twice compares two statements of one quantity that no cell settles: the
// whole with the whole, and a part with the whole that it cannot exceed.
func (n *narrative) twice(s *statement, sc scope) {
	if sc != same || s.among {
		return
	}
	key := s.of.ID
	if s.part {
		key += "/part"
	}
	if _, ok := n.said[key]; !ok {
		n.said[key] = *s
	}
	for _, k := range []string{s.of.ID, s.of.ID + "/part"} {
		first, ok := n.said[k]
		if !ok || first.unit != s.unit || first.value.Equal(s.value) || first.passage == s.passage && first.from == s.from {
			continue
		}
		switch {
		case first.part && s.part:
			continue
		case first.part && less(first.value, s.value), s.part && less(s.value, first.value):
			continue
		}
		s.wrong = true
		excerpt := s.passage.excerpt(s.words(), s.to)
		earlier := first.passage.excerpt(first.words(), first.to)
		understood := func(s *statement, words string) message.Text {
			zh, en, ok := s.meant(words)
			if !ok {
				return message.Text{}
			}
			return message.Text{Zh: "（" + zh + "）", En: " (" + en + ")"}
		}
		f := message.Find("narrative-twice", message.Args{
			"what": {Zh: s.of.Zh, En: s.of.En}, "first": message.Quote(earlier, 60),
			"a": understood(&first, earlier), "second": message.Quote(excerpt, 60), "b": understood(s, excerpt),
			"where": n.sectionName(first.passage.section), "here": n.sectionName(s.passage.section),
		})
		f.Section, f.Excerpt = s.passage.section, excerpt
		n.out = append(n.out, f)
		return
	}
}
