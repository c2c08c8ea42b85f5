package html

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// A reference's mark is short: maxMark bounds one in a superscript, maxSign one
// that is known by the link back, in characters.
const (
	maxMark = 8
	maxSign = 24
)

// refers tells whether an element is the mark of a note, which is not part of
// the text, as it is not in a Word document. It is one
//
//   - where the page says so: by a role, or as Word writes footnotes;
//   - where it is a link to a place in the page, in a superscript or around one;
//   - where it is a link to a place that links back to where it stands, and
//     that says more than the link itself;
//   - where it is a link to a place in the page and stands in a cell beside a
//     bare number: what a cell says is the number.
//
// A heading is never a mark: a table of contents links there and back.
func (r *reader) refers(n *html.Node, tag string, m *mark, st *style) bool {
	if m.reference && m.target != "" || st.note == "reference" {
		return true
	}
	if strings.HasPrefix(m.class, "Mso") {
		switch m.class {
		case "MsoFootnoteReference", "MsoEndnoteReference", "MsoCommentReference":
			return true
		}
	}
	switch {
	case tag == "sup":
		return r.links(n) && r.length(n, maxMark) <= maxMark
	case tag != "x-a" || m.target == "" || inHeading(n):
		return false
	case r.raised(n) && r.length(n, maxMark) <= maxMark:
		return true
	}
	long := r.length(n, maxSign)
	if long > maxSign {
		return false
	}
	return r.answered(n, m.target) && r.saysMore(m.target, long) || r.besideFigure(n)
}

// saysMore tells whether a place holds more text than the link to it.
func (r *reader) saysMore(target string, long int) bool {
	n := r.places[target]
	for i := 0; n != nil && i < 4; i++ {
		if got := r.length(n, long+maxMark); got > 0 {
			return got > long+1
		}
		n = n.Parent
	}
	return false
}

// length counts the characters of an element, blanks left out, to a few more
// than most.
func (r *reader) length(n *html.Node, most int) int {
	count := 0
	r.each(n, func(run []byte) bool {
		for _, c := range string(run[:min(len(run), 8*most)]) {
			if !strings.ContainsRune(collapsible, c) {
				count++
			}
		}
		return count <= most
	})
	return count
}

// each calls f with the runs of text in an element until it reports false.
func (r *reader) each(n *html.Node, f func([]byte) bool) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if name(c) == textTag {
			if !f(r.s.runOf(c)) {
				return false
			}
			continue
		}
		if !r.each(c, f) {
			return false
		}
	}
	return true
}

// links tells whether all the text of an element stands in links to places in
// the page.
func (r *reader) links(n *html.Node) bool {
	found := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch tag := name(c); {
		case tag == "":
		case tag == "x-a" && r.s.mark(c).target != "":
			found = true
		case isPlain(tag) && r.links(c):
			found = true
		case tag == textTag && strings.Trim(string(r.s.runOf(c)), "[]［］()（）,，、 \u00a0") == "":
		default:
			return false
		}
	}
	return found
}

// raised tells whether an element holds a superscript and nothing else.
func (r *reader) raised(n *html.Node) bool {
	found := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch tag := name(c); {
		case tag == "":
		case tag == "sup":
			found = true
		case isPlain(tag) && r.raised(c):
			found = true
		default:
			return false
		}
	}
	return found
}

// inHeading tells whether an element stands in a heading or an item of a list:
// those that tables of contents link.
func inHeading(n *html.Node) bool {
	for range maxTree {
		n = n.Parent
		if n == nil {
			return false
		}
		switch tag := name(n); tag {
		case "h1", "h2", "h3", "h4", "h5", "h6", "li", "nav":
			return true
		case "td", "th", "p", "table", "body", "dd", "blockquote":
			return false
		}
	}
	return false
}

// answered tells whether the place that a link leads to links back to where
// the link stands: to the link, or to the block or the cell around it.
func (r *reader) answered(n *html.Node, target string) bool {
	for i := 0; n != nil && i < 16; i++ {
		if id := r.s.mark(n).id; id != "" && id != target && r.back[[2]string{target, id}] {
			return true
		}
		if tag := name(n); roles[tag] == block || tag == "td" || tag == "th" {
			return false
		}
		n = n.Parent
	}
	return false
}

// besideFigure tells whether a link stands in a cell whose other text is a
// bare number.
func (r *reader) besideFigure(n *html.Node) bool {
	cell := n.Parent
	for i := 0; cell != nil && name(cell) != "td" && name(cell) != "th"; i++ {
		if i > 8 || name(cell) == "table" {
			return false
		}
		cell = cell.Parent
	}
	if cell == nil {
		return false
	}
	digits, length, visits := false, 0, 64
	if !r.outside(cell, &visits, func(run []byte) bool {
		length += len(run)
		for _, c := range string(run[:min(len(run), 64)]) {
			digits = digits || c >= '0' && c <= '9' || c >= '０' && c <= '９'
		}
		return length <= 64 && utf8.Valid(run) && figure(run)
	}) {
		return false
	}
	return digits
}

// outside calls f with the runs of text of a cell that stand in no link to a
// place in the page, as long as there are visits left.
func (r *reader) outside(n *html.Node, visits *int, f func([]byte) bool) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if *visits--; *visits < 0 {
			return false
		}
		switch tag := name(c); {
		case tag == textTag:
			if !f(r.s.runOf(c)) {
				return false
			}
		case tag == "table":
			return false
		case tag == "x-a" && r.s.mark(c).target != "":
		default:
			if !r.outside(c, visits, f) {
				return false
			}
		}
	}
	return true
}
