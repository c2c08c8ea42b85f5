package html

import (
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
)

// maxQuoted bounds the text of a note and of a form's field, in bytes.
const maxQuoted = 4096

// role is what the sieve does with an element.
type role uint8

const (
	plain   role = iota // passed on only for its attributes
	block               // as it is; a paragraph ends before and behind it
	other               // as it is, within a paragraph or a table
	void                // without an end
	skipped             // left out with all that is in it
	through             // its tags are left out
)

// roles lists the elements that are not plain. Those that are unknown are
// plain: what they hold is shown.
var roles = func() map[string]role {
	m := map[string]role{}
	for r, names := range map[role]string{
		block: "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form " +
			"h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p pre search section summary ul table caption " + areaTag,
		other: "tbody td tfoot th thead tr del ins s strike sub sup ruby rb rp rt rtc " +
			"mi mn mo mtext ms mrow mfrac msup msub msubsup msqrt mroot munder mover munderover mtable mtr mtd mfenced mspace annotation annotation-xml semantics",
		void:    "br hr img",
		skipped: "script style title template iframe datalist",
		through: "html head body frameset frame noscript noembed noframes object embed applet audio video picture canvas " +
			"col colgroup optgroup meta link base param source track " + textTag,
	} {
		for n := range strings.FieldsSeq(names) {
			m[n] = r
		}
	}
	return m
}()

// breaksOut are elements that no drawing holds: the drawing was not closed. The
// parts of ruby are none, by HTML's rules for foreign content.
func breaksOut(tag string) bool {
	switch tag {
	case "br":
		return true
	case "rb", "rp", "rt", "rtc":
		return false
	}
	return roles[tag] == block || roles[tag] == other
}

// endedBy is the name under which elements are counted that one end tag ends:
// of headings, any ends any.
func endedBy(tag string) string {
	if len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6' {
		return "h1"
	}
	return tag
}

// implied says whether the parser opens an element in a table of its own
// accord, so that an end tag without a start tag ends something.
func implied(tag string) bool { return tag == "tr" || tag == "tbody" }

// raw says whether an element holds text and no elements, so that not even a
// slash in its start tag ends it.
func raw(tag string) bool {
	return tag == "script" || tag == "style" || tag == "title" || tag == "iframe"
}

// loose says whether what is being left out ends where something begins that
// it cannot hold.
func (s *sieve) loose() bool {
	return s.until == "datalist" || s.until == "desc" || s.until == "metadata"
}

// start passes a start tag.
func (s *sieve) start(tag string, attrs, closed bool) {
	if s.until != "" {
		if !s.loose() || !breaksOut(tag) {
			if tag == s.until && !closed {
				s.inside++
			}
			return
		}
		s.endSkipped()
	}
	if s.choice != nil && !s.inChoice(tag, attrs) {
		return
	}
	if s.drawing {
		switch {
		case breaksOut(tag):
			s.drawing = false
			s.emitEnd("x-svg")
		case roles[tag] == skipped || tag == "desc" || tag == "metadata":
			if !closed || raw(tag) {
				s.skip(tag)
			}
			return
		default:
			return
		}
	}
	if tag == "th" && s.open["caption"] > 0 {
		s.emitEnd("caption") // the parser does it for all other parts of a table
	}
	switch tag {
	case "svg":
		s.pass("x-svg", attrs)
		if closed {
			s.emitEnd("x-svg")
		} else {
			s.drawing = true
		}
		return
	case "math":
		s.pass("x-math", attrs)
		if closed {
			s.emitEnd("x-math")
		} else {
			s.open["math"]++
		}
		return
	case "a":
		if s.anchor {
			s.emitEnd("x-a")
		}
		s.anchor = !closed
		s.pass("x-a", attrs)
		if closed {
			s.emitEnd("x-a")
		}
		return
	case "input":
		s.input(attrs)
		return
	case "select":
		m, _ := s.read(attrs)
		s.choice = &choice{mark: m}
		return
	case "textarea":
		s.pass(areaTag, attrs)
		s.open[areaTag]++
		return
	case "xmp", "listing", "plaintext":
		s.pass("pre", attrs)
		s.open["pre"]++
		return
	case "meta":
		s.meta(attrs)
		return
	case "style":
		for k, v := range s.attrs(attrs) {
			if k == "media" {
				s.media = v
			}
		}
	case "noscript", "noembed", "noframes":
		s.z.NextIsNotRawText() // no script runs and nothing is embedded: this is what shows
	case "object", "embed", "applet", "frame", "iframe":
		s.foreign(tag, attrs)
	}
	switch roles[tag] {
	case through:
	case skipped:
		if !closed || raw(tag) {
			s.skip(tag)
		}
	case void:
		s.pass(tag, attrs)
	case block, other:
		if closed && roles[tag] == other && tag[0] != 't' {
			return // of a program that writes XML
		}
		s.pass(tag, attrs)
		s.open[endedBy(tag)]++
	default:
		s.plain(tag, attrs, closed)
	}
}

// pass lets a start tag through.
func (s *sieve) pass(tag string, attrs bool) {
	s.tally()
	if m, ok := s.read(attrs); ok {
		m.text = ""
		s.emit(tag, s.number(m))
		return
	}
	s.emit(tag, 0)
}

// plain lets an element through that says something in its attributes.
func (s *sieve) plain(tag string, attrs, closed bool) {
	if closed {
		return
	}
	n := s.inline[tag]
	switch m, ok := s.read(attrs); {
	case ok:
		n.through++
		m.text = ""
		s.tally()
		s.emit(plainName(tag), s.number(m))
	case n.through > 0:
		// Which of them an end tag ends is the parser's to say.
		n.through++
		s.tally()
		s.emit(plainName(tag), 0)
	default:
		n.out++
	}
	s.inline[tag] = n
}

// skip leaves out all to the end of an element.
func (s *sieve) skip(tag string) {
	s.until, s.inside = tag, 0
	if tag == "script" {
		s.scripts++
	}
}

func (s *sieve) endSkipped() {
	switch s.until {
	case "title":
		if s.title == "" && !s.drawing {
			s.title = strings.Join(strings.Fields(s.head.String()), " ")
		}
	case "style":
		s.rules = append(s.rules, rules{s.media, len(s.css)})
		s.media = ""
	case "template":
		if text := strings.Join(strings.Fields(s.left.String()), " "); text != "" {
			s.notes = append(s.notes, doc.Note{Code: doc.Hidden, Detail: text})
		}
		s.left.Reset()
	}
	s.until = ""
}

// end passes an end tag. One of an element that was not met does not get
// through, but where a browser makes a break of it.
func (s *sieve) end(tag string) {
	if s.until != "" {
		if tag == s.until {
			if s.inside--; s.inside < 0 {
				s.endSkipped()
			}
			return
		}
		if !s.loose() || !breaksOut(tag) {
			return
		}
		s.endSkipped()
	}
	if s.choice != nil {
		if tag != "select" && roles[tag] != block && roles[tag] != other {
			return
		}
		s.endChoice()
		if tag == "select" {
			return
		}
	}
	switch tag {
	case "svg":
		if s.drawing {
			s.drawing = false
			s.emitEnd("x-svg")
		}
		return
	case "math":
		if s.open["math"] > 0 {
			s.open["math"]--
			s.emitEnd("x-math")
		}
		return
	case "a":
		if s.anchor {
			s.anchor = false
			s.emitEnd("x-a")
		}
		return
	case "textarea":
		tag = areaTag
	case "xmp", "listing":
		tag = "pre"
	case "br":
		s.tally()
		s.emit("br", 0)
		return
	}
	switch roles[tag] {
	case block, other:
		if s.drawing {
			s.drawing = false
			s.emitEnd("x-svg")
		}
		open, met := s.open[endedBy(tag)]
		switch {
		case open > 0:
			s.open[endedBy(tag)]--
			s.emitEnd(tag)
		case met, implied(tag) && s.open["table"] > 0:
			// Of those before it, one may have ended nothing.
			s.tallyEnd()
			s.emitEnd(tag)
		case tag == "p":
			s.tallyEnd()
			s.emit("p", 0)
			s.emitEnd("p")
		}
	case plain:
		n, met := s.inline[tag]
		switch {
		case n.through > 0:
			n.through--
			s.emitEnd(plainName(tag))
		case n.out > 0:
			n.out--
		case met:
			s.tallyEnd()
			s.emitEnd(plainName(tag))
		}
		if met {
			s.inline[tag] = n
		}
	}
}

// inChoice passes a start tag in a select element; it reports true where the
// tag cannot be in one.
func (s *sieve) inChoice(tag string, attrs bool) bool {
	switch {
	case tag == "option":
		s.endOption()
		for k := range s.attrs(attrs) {
			s.choice.chosen = s.choice.chosen || k == "selected"
		}
	case roles[tag] == block, roles[tag] == other, tag == "select", tag == "input", tag == "textarea":
		s.endChoice()
		return true
	case roles[tag] == skipped:
		s.skip(tag)
	}
	return false
}

// endOption takes the option's text where it is what shows.
func (s *sieve) endOption() {
	c := s.choice
	text := strings.TrimSpace(c.option.String())
	c.option.Reset()
	switch {
	case c.chosen && c.mark.multiple && c.picked:
		c.shown += " " + text
	case c.chosen:
		c.shown, c.picked = text, true
	case c.first == "":
		c.first = text
	}
	c.chosen = false
}

// endChoice shows what a select element shows.
func (s *sieve) endChoice() {
	s.endOption()
	c := s.choice
	s.choice = nil
	if !c.picked && !c.mark.multiple {
		c.shown = c.first
	}
	s.field("select", &c.mark, c.shown)
}

// field lets through what a form's field shows, in an element that may hide it.
func (s *sieve) field(tag string, m *mark, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	m.text, m.kind, m.value, m.hasVal = "", "", 0, false
	s.tally()
	s.emit(plainName(tag), s.number(*m))
	s.run([]byte(text))
	s.emitEnd(plainName(tag))
}

// input shows what stands in a form's field.
func (s *sieve) input(attrs bool) {
	m, _ := s.read(attrs)
	switch m.kind {
	case "hidden", "password", "checkbox", "radio", "file", "color", "range":
		return
	case "image":
		s.tally()
		s.emit("img", 0)
		return
	}
	s.field("input", &m, m.text)
}

// foreign notes what lies outside the page or could act.
func (s *sieve) foreign(tag string, attrs bool) {
	target := ""
	for k, v := range s.attrs(attrs) {
		switch {
		case k == "src" || k == "data" || k == "code":
			target = strings.TrimSpace(v)
		case k == "srcdoc" && target == "":
			target = k
		}
	}
	if target == "" || strings.HasPrefix(target, "about:") {
		if tag == "iframe" || tag == "frame" {
			return
		}
	}
	if len(target) > 200 {
		target = target[:200]
	}
	target = strings.ToValidUTF8(target, "")
	code := doc.ActiveContent
	scheme, _, _ := strings.Cut(strings.ToLower(target), ":")
	if (tag == "iframe" || tag == "frame") && scheme != "javascript" && scheme != "data" && scheme != "vbscript" && scheme != "file" {
		code = doc.ExternalLink
	}
	if len(s.notes) < maxNotes {
		s.notes = append(s.notes, doc.Note{Code: code, Detail: strings.TrimSpace(tag + " " + target)})
	}
}

// maxNotes bounds the notes of what was left out.
const maxNotes = 1000

// meta reads what the page says of itself.
func (s *sieve) meta(attrs bool) {
	key, value := "", ""
	for k, v := range s.attrs(attrs) {
		switch k {
		case "name":
			key = strings.ToLower(v)
		case "content":
			value = v
		}
	}
	value = strings.TrimSpace(value[:min(len(value), 1024)])
	switch key {
	case "author":
		s.author = strings.ToValidUTF8(value, "")
	case "articletitle":
		s.article = strings.ToValidUTF8(value, "")
	}
}
