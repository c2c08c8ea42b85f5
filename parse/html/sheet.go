package html

import "strings"

// maxSheet bounds the style sheets of a page, in bytes; what is longer is not
// looked at. maxRules bounds the rules kept for one name.
const (
	maxSheet = 1 << 20
	maxRules = 32
)

// sheet is what the page's own style sheets say, by the names that a rule's
// selector asks for. Of selectors only those are understood that look at one
// element alone: names, classes, ids. A rule with any other selector may or may
// not apply: it hides nothing, and where it shows something that another rule
// hides, that stays shown, since text that a page shows must not be lost.
type sheet struct {
	rules map[string][]rule // by ".class", "#id" or "tag"
	cache map[string]*style
	order int // rules so far
}

// rules is one style sheet: the media it is for, and where it ends in the text
// of all.
type rules struct {
	media string
	end   int
}

// rule is one rule of a selector that looks at one element.
type rule struct {
	selector
	style style
	order int
	// maybe says that it was a selector of which only the last part is known.
	maybe bool
}

// selector asks for a name, an id and classes, "" for any.
type selector struct {
	tag, id string
	classes []string
}

func (s *selector) weight() int {
	n := 10 * len(s.classes)
	if s.id != "" {
		n += 1000
	}
	if s.tag != "" {
		n++
	}
	return n
}

func parseSheet(css []byte, all []rules) *sheet {
	sh := &sheet{rules: map[string][]rule{}, cache: map[string]*style{}}
	from := 0
	for _, one := range all {
		if holds, maybe := onScreen(one.media); holds {
			sh.block(string(css[from:one.end]), maybe, 0)
		}
		from = one.end
	}
	return sh
}

// onScreen says whether rules for some media hold, or may hold, where a page is
// looked at.
func onScreen(media string) (holds, maybe bool) {
	media = strings.ToLower(strings.TrimSpace(media))
	if media == "" {
		return true, false
	}
	for one := range strings.SplitSeq(media, ",") {
		if one = strings.TrimSpace(one); one == "screen" || one == "all" {
			return true, false
		}
	}
	return !strings.Contains(media, "print"), true
}

// block reads the rules of a sheet, or of an at-rule in it.
func (sh *sheet) block(css string, maybe bool, depth int) {
	css = uncomment(css)
	for ; css != ""; sh.order++ {
		var head, body string
		// An at-rule without a block ends at a semicolon.
		css = strings.TrimLeft(css, " \t\r\n\f;}")
		if strings.HasPrefix(css, "@") {
			if semi, brace := strings.IndexByte(css, ';'), strings.IndexByte(css, '{'); semi >= 0 && (brace < 0 || semi < brace) {
				css = css[semi+1:]
				continue
			}
		}
		head, css = cut(css, '{')
		body, css = braced(css)
		head = strings.TrimSpace(head)
		lower := strings.ToLower(head)
		switch {
		case strings.HasPrefix(lower, "@media"):
			if holds, perhaps := onScreen(lower[len("@media"):]); holds && depth < 4 {
				sh.block(body, maybe || perhaps, depth+1)
			}
		case strings.HasPrefix(lower, "@supports"), strings.HasPrefix(lower, "@layer"):
			if depth < 4 {
				sh.block(body, true, depth+1)
			}
		case strings.HasPrefix(lower, "@"):
		default:
			var st style
			st.read(body)
			if st == (style{}) {
				continue
			}
			for head != "" {
				var one string
				one, head = cut(head, ',')
				sh.add(one, st, maybe)
			}
		}
	}
}

// oldMarks hide a sheet from browsers of the last century.
var oldMarks = strings.NewReplacer("<!--", " ", "-->", " ")

// uncomment takes comments out, and those marks.
func uncomment(css string) string {
	css = oldMarks.Replace(css)
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(css, "/*")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, css, _ = strings.Cut(rest, "*/")
		b.WriteByte(' ')
	}
}

// braced gives what stands before the brace that closes a block.
func braced(css string) (body, rest string) {
	quote, depth := byte(0), 0
	for i := 0; i < len(css); i++ {
		switch c := css[i]; {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote || c == '\n' {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			if depth == 0 {
				return css[:i], css[i+1:]
			}
			depth--
		}
	}
	return css, ""
}

// add keeps one rule.
func (sh *sheet) add(text string, st style, maybe bool) {
	text = strings.TrimSpace(text)
	last := text
	if at := strings.LastIndexAny(text, " \t\r\n>+~"); at >= 0 {
		last, maybe = text[at+1:], true
	}
	if at := strings.IndexAny(last, ":[*"); at >= 0 {
		if strings.Contains(last, "::") || strings.Contains(last, ":before") || strings.Contains(last, ":after") {
			return // of what is put around an element, not of itself
		}
		maybe = maybe || strings.ContainsAny(last, ":[")
		last = strings.TrimPrefix(last[:at]+strings.TrimPrefix(last[at:], "*"), "*")
		if at := strings.IndexAny(last, ":["); at >= 0 {
			last = last[:at]
		}
	}
	if maybe {
		if st.display == displayNone {
			st.display = displayUnset
		}
		if st.visibility == invisible {
			st.visibility = visibilityUnset
		}
	}
	s, ok := parseSelector(last)
	if !ok {
		return
	}
	key := s.tag
	switch {
	case s.id != "":
		key = "#" + s.id
	case len(s.classes) > 0:
		key = "." + s.classes[0]
	}
	list := sh.rules[key]
	for i := range list {
		if r := &list[i]; r.maybe == maybe && r.tag == s.tag && r.id == s.id && strings.Join(r.classes, ".") == strings.Join(s.classes, ".") {
			r.style.over(&st)
			r.order = sh.order
			return
		}
	}
	if len(list) < maxRules {
		sh.rules[key] = append(list, rule{s, st, sh.order, maybe})
	}
}

// parseSelector reads tag#id.class.class.
func parseSelector(text string) (s selector, ok bool) {
	for text != "" {
		end := strings.IndexAny(text[1:], ".#") + 1
		if end == 0 {
			end = len(text)
		}
		word := text[:end]
		text = text[end:]
		switch {
		case word == "." || word == "#":
			return s, false
		case word[0] == '.':
			s.classes = append(s.classes, unescape(word[1:]))
		case word[0] == '#':
			s.id = unescape(word[1:])
		default:
			s.tag = strings.ToLower(word)
		}
	}
	return s, true
}

func unescape(word string) string { return strings.ReplaceAll(word, `\`, "") }

// maxCache bounds the styles that are kept for elements of one kind.
const maxCache = 4096

var noStyle style

// of is what the sheets say of an element.
func (sh *sheet) of(tag string, m *mark) *style {
	if len(sh.rules) == 0 {
		return &noStyle
	}
	key := tag + "\x00" + m.id + "\x00" + m.class
	if st, ok := sh.cache[key]; ok {
		return st
	}
	var found []*rule
	look := func(name string) {
		list := sh.rules[name]
		for i := range list {
			if list[i].matches(tag, m) {
				found = append(found, &list[i])
			}
		}
	}
	look("") // "*"
	if !isPlain(tag) {
		look(strings.TrimPrefix(tag, plainMark))
	}
	n := 0
	for class := range strings.FieldsSeq(m.class) {
		if n++; n > 16 {
			break
		}
		look("." + class)
	}
	if m.id != "" {
		look("#" + m.id)
	}
	st := &style{}
	// Rules apply from the lighter to the heavier; those that may apply last,
	// since all that is left of them shows something.
	for len(found) > 0 {
		first := 0
		for i, r := range found {
			if r.before(found[first]) {
				first = i
			}
		}
		st.over(&found[first].style)
		if found[first].maybe && found[first].style.display != displayUnset {
			st.display = found[first].style.display
		}
		found = append(found[:first], found[first+1:]...)
	}
	if len(sh.cache) < maxCache {
		sh.cache[key] = st
	}
	return st
}

func (r *rule) before(other *rule) bool {
	if r.maybe != other.maybe {
		return other.maybe
	}
	if a, b := r.weight(), other.weight(); a != b {
		return a < b
	}
	return r.order < other.order
}

func (r *rule) matches(tag string, m *mark) bool {
	if r.tag != "" && r.tag != strings.TrimPrefix(tag, plainMark) || r.id != "" && r.id != m.id {
		return false
	}
	for _, c := range r.classes {
		found := false
		for class := range strings.FieldsSeq(m.class) {
			found = found || class == c
		}
		if !found {
			return false
		}
	}
	return true
}
