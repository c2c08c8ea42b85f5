package html

import (
	"iter"
	"strconv"
	"strings"
)

// mark is what an element's attributes say, as far as the text or a table
// depends on it.
type mark struct {
	id, class string
	// target is the place in the page that a link leads to.
	target string
	style  style
	hidden bool
	open   bool
	flat   bool // its height is 0
	// reference is true where the page says that a link is a note's mark.
	reference bool
	// heading is the level that ARIA gives a heading, from 1; 0 is none.
	heading int8
	// aside is the kind of note that the element holds by its ARIA role.
	aside string
	// colspan and rowspan are as written; -1 is none or no number.
	colspan, rowspan int
	// start and value number lists; ok says whether they are set.
	start, value     int
	hasStart, hasVal bool
	reversed         bool
	multiple         bool
	kind             string // the type attribute
	text             string // the value attribute of a field
}

var noMark = mark{colspan: -1, rowspan: -1}

// maxAttr bounds each attribute that is kept, in bytes.
const maxAttr = 4096

// attrs are the attributes of the tag that the tokenizer stands at; the first
// of a name counts.
func (s *sieve) attrs(more bool) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for more {
			var k, v []byte
			k, v, more = s.z.TagAttr()
			if len(v) > maxAttr {
				v = v[:maxAttr]
			}
			if !yield(string(k), string(v)) {
				return
			}
		}
	}
}

// read reads the attributes; ok is false where none says anything.
func (s *sieve) read(more bool) (m mark, ok bool) {
	m = noMark
	if !more {
		return m, false
	}
	level, seen := 2, uint32(0)
	first := func(bit int) bool {
		again := seen&(1<<bit) != 0
		seen |= 1 << bit
		ok = ok || !again
		return !again
	}
	for k, v := range s.attrs(more) {
		switch k {
		case "id", "name":
			// A name is an id where there is no other.
			if k == "id" && first(0) || k == "name" && m.id == "" && seen&1 == 0 {
				m.id, ok = s.keep(v), true
			}
		case "class":
			if first(1) {
				m.class = s.keep(v)
			}
		case "style":
			if first(2) {
				m.style.read(v)
			}
		case "hidden":
			m.hidden, ok = true, true
		case "open":
			m.open, ok = true, true
		case "href":
			if t, found := strings.CutPrefix(strings.TrimSpace(v), "#"); found && t != "" && first(3) {
				m.target = s.keep(t)
			}
		case "colspan":
			if first(4) {
				m.colspan = natural(v)
			}
		case "rowspan":
			if first(5) {
				m.rowspan = natural(v)
			}
		case "align":
			if first(6) && (strings.EqualFold(v, "center") || strings.EqualFold(v, "middle")) && m.style.align == alignUnset {
				m.style.align = alignCenter
			}
		case "size":
			if first(7) {
				m.style.fontSize(v)
			}
		case "type":
			if first(8) {
				m.kind = s.keep(strings.TrimSpace(v))
				if len(m.kind) > 1 {
					m.kind = strings.ToLower(m.kind) // a, A, i and I differ
				}
			}
		case "start":
			if first(9) {
				m.start, m.hasStart = integer(v)
			}
		case "value":
			if first(10) {
				m.value, m.hasVal = integer(v)
				m.text = v
			}
		case "height":
			if natural(v) == 0 && strings.Trim(v, "0pxt ") == "" {
				m.flat, ok = true, true
			}
		case "reversed":
			m.reversed, ok = true, true
		case "multiple":
			m.multiple, ok = true, true
		case "role", "epub:type":
			if first(11) {
				m.role(v)
			}
		case "aria-level":
			if n := natural(v); n > 0 && n <= 9 {
				level = n
			}
		}
	}
	if m.heading > 0 {
		m.heading = int8(level)
	}
	return m, ok
}

// role reads the roles of ARIA and DPUB-ARIA that say what text is.
func (m *mark) role(v string) {
	for word := range strings.FieldsSeq(strings.ToLower(v)) {
		switch word {
		case "heading":
			m.heading = 2
		case "doc-noteref", "noteref", "doc-backlink", "backlink":
			m.reference = true
		case "doc-footnote", "footnote", "footnotes":
			m.aside = "footnote"
		case "doc-endnotes", "endnotes":
			m.aside = "endnote"
		}
	}
}

// keep gives a string that is kept once however often it comes.
func (s *sieve) keep(v string) string {
	if kept, ok := s.seen[v]; ok {
		return kept
	}
	v = strings.ToValidUTF8(v, "\uFFFD")
	s.seen[v] = v
	return v
}

// natural reads a number by the rules of HTML: white space in front and
// anything behind it do not count; -1 where there is none, and for negative
// ones. It saturates.
func natural(v string) int {
	n, ok := integer(v)
	if !ok || n < 0 {
		return -1
	}
	return n
}

// most is where integer saturates.
const most = 1 << 30

func integer(v string) (int, bool) {
	v = strings.TrimLeft(v, collapsible)
	sign := 1
	if v != "" && (v[0] == '-' || v[0] == '+') {
		if v[0] == '-' {
			sign = -1
		}
		v = v[1:]
	}
	end := 0
	for end < len(v) && v[end] >= '0' && v[end] <= '9' {
		end++
	}
	if end == 0 {
		return 0, false
	}
	n, err := strconv.Atoi(v[:end])
	if err != nil || n > most {
		n = most
	}
	return sign * n, true
}
