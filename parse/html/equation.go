package html

import (
	"strings"

	"golang.org/x/net/html"
)

// equation reads MathML as plain text on one line, as equations of Word
// documents are read: a fraction is (a)/(b), a root √(a), indices follow ^
// and _.
func (r *reader) equation(n *html.Node) string {
	var b strings.Builder
	r.math(&b, n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func (r *reader) math(b *strings.Builder, n *html.Node) {
	tag := name(n)
	switch tag {
	case textTag:
		b.WriteString(strings.TrimSpace(string(r.s.runOf(n))))
		return
	case "annotation", "annotation-xml":
		return
	case "msqrt", "mroot":
		b.WriteString("√")
	}
	i := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		switch {
		case tag == "mfrac" && i == 1:
			b.WriteByte('/')
		case (tag == "msup" || tag == "mover") && i == 1, (tag == "msubsup" || tag == "munderover") && i == 2:
			b.WriteByte('^')
		case (tag == "msub" || tag == "msubsup" || tag == "munder" || tag == "munderover") && i == 1:
			b.WriteByte('_')
		}
		switch {
		case tag == "mroot" && i == 1: // the degree
		case tag == "mfrac", tag == "mroot", tag == "msqrt", i > 0 && strings.HasPrefix(tag, "msu"), i > 0 && (tag == "mover" || strings.HasPrefix(tag, "munder")):
			r.operand(b, c)
		default:
			r.math(b, c)
		}
		i++
	}
}

// operand writes an operand in parentheses, unless it is one character.
func (r *reader) operand(b *strings.Builder, n *html.Node) {
	var inner strings.Builder
	r.math(&inner, n)
	text := inner.String()
	if len([]rune(text)) <= 1 {
		b.WriteString(text)
		return
	}
	b.WriteString("(" + text + ")")
}
