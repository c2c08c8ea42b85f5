package html

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// reader walks the tree of a page. Its recursion is as deep as the tree, which
// the parser keeps within maxTree.
type reader struct {
	s      *sieve
	limits opc.Limits
	doc    *doc.Document
	sheet  *sheet
	err    error

	// The place: numbers from 1, 0 outside tables.
	table, row, cell     int
	tables               int // tables begun so far
	cells, blocks, areas int // so far, against the limits

	out    []doc.Block // of the open story or cell
	p      *paragraph  // the open paragraph, nil where none is
	number *itemNumber // the number of the list item that was begun, until its text comes
	lists  []list

	survey
	later []aside
}

// aside is a story beside the main one, to be read after it.
type aside struct {
	kind doc.AsideKind
	node *html.Node
	at   context
}

// context is what an element passes on to what is in it.
type context struct {
	depth     int
	size      int
	centered  bool
	outline   int
	style     string
	white     white
	raised    bool // in a superscript or a subscript
	struck    bool // with a line through it
	invisible bool
	inserted  bool
	inCell    bool // a line break does not end the paragraph
	heading   bool
	numbering bool // the text is Word's printed number
	article   bool
}

func (r *reader) note(code doc.NoteCode, detail string) {
	r.doc.Notes = append(r.doc.Notes, doc.Note{Code: code, Pos: r.pos(), Detail: detail})
}

func (r *reader) pos() doc.Pos { return doc.Pos{Table: r.table, Row: r.row, Cell: r.cell} }

// stop ends the reading with a limit.
func (r *reader) stop(flag, format string, args ...any) {
	if r.err == nil {
		r.err = &opc.LimitError{Flag: flag, Detail: "read the page: " + fmt.Sprintf(format, args...)}
	}
}

// page reads the whole body.
func (r *reader) page(body *html.Node) {
	r.look(body)
	r.walk(body, context{})
	r.endParagraph()
	r.doc.Blocks, r.out = append(r.doc.Blocks, r.out...), nil
	for i := 0; i < len(r.later) && r.err == nil; i++ {
		a := &r.later[i]
		a.at.article = true
		r.lists = nil
		r.walk(a.node, a.at)
		r.endParagraph()
		if len(r.out) > 0 {
			r.doc.Asides = append(r.doc.Asides, doc.Aside{Kind: a.kind, Blocks: r.out})
		}
		r.out = nil
	}
}

func (r *reader) walk(n *html.Node, at context) {
	for c := n.FirstChild; c != nil && r.err == nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			r.write([]byte(c.Data), at) // white space: all else is with the sieve
		case html.ElementNode:
			r.element(c, at)
		}
	}
}

// styleOf is the style that holds for an element, its own over the sheets'.
func (r *reader) styleOf(tag string, m *mark) style {
	st := *r.sheet.of(tag, m)
	st.over(&m.style)
	return st
}

// gone says whether an element is not displayed at all.
func gone(tag string, m *mark, st *style) bool {
	return m.hidden && st.display == displayUnset || st.display == displayNone || tag == "dialog" && !m.open
}

// hide notes the text of an element that is not displayed.
func (r *reader) hide(n *html.Node) {
	if text := r.plain(n); text != "" {
		r.note(doc.Hidden, text)
	}
}

func (r *reader) element(n *html.Node, at context) {
	tag, m := n.Data, r.s.mark(n)
	if at.depth++; at.depth > r.limits.MaxDepth {
		r.stop("--max-depth", "elements nest deeper than %d", r.limits.MaxDepth)
		return
	}
	if tag == textTag {
		if at.invisible {
			r.note(doc.Hidden, strings.Join(strings.Fields(string(r.s.runOf(n))), " "))
			return
		}
		r.write(r.s.runOf(n), at)
		return
	}
	st := r.styleOf(tag, m)
	if gone(tag, m, &st) {
		r.hide(n)
		return
	}
	if r.refers(n, tag, m, &st) {
		return
	}
	r.inherit(&at, m, &st)
	switch tag {
	case "br":
		r.breakLine(at)
		return
	case "img":
		if !at.invisible {
			r.begin(at).out.Images++
		}
		return
	case "hr":
		r.endParagraph()
		return
	case "x-svg":
		if !at.invisible {
			r.begin(at).out.Images++
		}
		r.walk(n, at)
		return
	case "x-math":
		if text := r.equation(n); text != "" && !at.invisible {
			p := r.begin(at)
			p.out.Equations = append(p.out.Equations, text)
		}
		return
	case "rt", "rp", "rtc":
		return // how it is said, not what
	case "del":
		if text := r.plain(n); text != "" {
			r.note(doc.Deleted, text)
		}
		return
	case "ins":
		if !at.inserted {
			at.inserted = true
			if text := r.plain(n); text != "" {
				r.note(doc.Inserted, text)
			}
		}
	case "table":
		r.readTable(n, at)
		return
	}
	if !at.raised && !at.invisible && (tag == "sup" || tag == "sub" || st.raised) {
		at.raised = true
		if text := r.plain(n); text != "" {
			r.note(doc.Raised, text)
		}
	}
	if !at.struck && !at.invisible && (tag == "s" || tag == "strike" || st.struck) {
		at.struck = true
		if text := r.plain(n); text != "" {
			r.note(doc.Struck, text)
		}
	}
	if st.tab && r.empty(n) {
		r.begin(at).tab()
		return
	}
	if st.ignore {
		at.numbering = true
	}
	if roles[tag] != block && st.display != displayBlock || st.display == displayInline && (tag == "div" || tag == "p") {
		r.walk(n, at)
		return
	}
	r.block(n, tag, m, &st, at)
}

// inherit takes over what an element says for all that is in it.
func (r *reader) inherit(at *context, m *mark, st *style) {
	switch {
	case st.size > 0:
		at.size = st.size
	case st.relative > 0 && at.size > 0:
		at.size = at.size * st.relative / 100
	}
	if st.align != alignUnset {
		at.centered = st.align == alignCenter
	}
	if st.white != whiteUnset {
		at.white = st.white
	}
	if st.visibility != visibilityUnset {
		at.invisible = st.visibility == invisible
	}
}

// block reads an element that stands in lines of its own.
func (r *reader) block(n *html.Node, tag string, m *mark, st *style, at context) {
	r.endParagraph()
	switch tag {
	case "h1", "h2", "h3", "h4", "h5", "h6":
		at.outline, at.heading = int(tag[1]-'0'), true
	case "center":
		at.centered = true
	case "pre", areaTag:
		if st.white == whiteUnset {
			at.white = whiteKeep
		}
	case "main", "article":
		at.article = true
	case "nav", "header", "footer", "aside":
		if !at.article && !at.inCell && r.movable[n] {
			kind := doc.Header
			if tag == "footer" || tag == "aside" {
				kind = doc.Footer
			}
			r.later = append(r.later, aside{kind, n, at})
			return
		}
	}
	if kind := asideKind(m, st); kind != "" && !at.inCell && at.depth > 0 && !at.article {
		r.later = append(r.later, aside{kind, n, at})
		return
	}
	switch {
	case m.heading > 0:
		at.outline, at.heading = int(m.heading), true
	case st.outline > 0:
		at.outline, at.heading = int(st.outline), true
	case st.outline < 0:
		at.outline, at.heading = 0, false
	default:
		if level := headingClass(st.name, m.class); level > 0 {
			at.outline, at.heading = level, true
		}
	}
	switch {
	case st.name != "":
		at.style = st.name
	case m.class != "":
		at.style = m.class
	case tag == "p" || at.heading:
		at.style = ""
	}
	switch tag {
	case "ul", "ol", "menu", "dir":
		r.beginList(n, tag, m, st)
		r.walk(n, at)
		r.endParagraph()
		r.lists = r.lists[:len(r.lists)-1]
		return
	case "li":
		saved := r.number
		r.number = r.item(m, st)
		r.walk(n, at)
		r.endParagraph()
		r.number = saved
		return
	}
	r.walk(n, at)
	r.endParagraph()
}

// asideKind says which story beside the main one an element holds.
func asideKind(m *mark, st *style) doc.AsideKind {
	switch {
	case st.note == "footnote" || m.aside == "footnote":
		return doc.Footnote
	case st.note == "endnote" || m.aside == "endnote":
		return doc.Endnote
	case st.note == "comment":
		return doc.Comment
	case st.note == "header":
		return doc.Header
	case st.note == "footer":
		return doc.Footer
	}
	return ""
}

// headingClass knows heading styles by their names in Word and WPS, in the
// style sheet or as classes.
func headingClass(name, class string) int {
	if n := headingName(name); n > 0 {
		return n
	}
	for word := range strings.FieldsSeq(class) {
		if n := headingName(word); n > 0 {
			return n
		}
	}
	return 0
}

func headingName(name string) int {
	n := strings.ToLower(strings.ReplaceAll(name, " ", ""))
	for _, p := range []string{"msoheading", "heading", "标题"} {
		if d, ok := strings.CutPrefix(n, p); ok && len(d) == 1 && d[0] >= '1' && d[0] <= '9' {
			return int(d[0] - '0')
		}
	}
	return 0
}

// empty tells whether an element shows nothing but blanks.
func (r *reader) empty(n *html.Node) bool {
	return r.each(n, func(run []byte) bool { return len(bytes.TrimSpace(run)) == 0 })
}

// plain is the text of an element for a note, white space collapsed.
func (r *reader) plain(n *html.Node) string {
	var b strings.Builder
	r.gather(&b, n)
	return strings.Join(strings.FieldsFunc(b.String(), func(c rune) bool { return strings.ContainsRune(collapsible, c) }), " ")
}

func (r *reader) gather(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
		return
	}
	tag := name(n)
	if tag == textTag {
		b.Write(r.s.runOf(n))
		return
	}
	apart := roles[tag] == block || tag == "br" || tag == "td" || tag == "th"
	if apart {
		b.WriteByte(' ')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.gather(b, c)
	}
	if apart {
		b.WriteByte(' ')
	}
}
