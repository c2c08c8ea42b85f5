package html

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nianbao/nianbao/parse/doc"
)

// paragraph is a paragraph under construction.
type paragraph struct {
	out    doc.Paragraph
	buf    []byte
	number []byte // Word's printed number
	// What waits for the next character: white space, a line feed in it, line
	// breaks. At the end of a paragraph none of them shows.
	space, feed bool
	breaks      int
	last        rune
}

// begin gives the open paragraph, or begins one.
func (r *reader) begin(at context) *paragraph {
	if r.p != nil {
		return r.p
	}
	if r.blocks++; r.blocks > 4*r.limits.MaxCells {
		r.stop("--max-cells", "more than %d paragraphs and tables", 4*r.limits.MaxCells)
	}
	r.p = &paragraph{out: doc.Paragraph{Pos: r.pos(), Outline: at.outline, Style: at.style, Centered: at.centered}}
	if r.number != nil {
		r.p.out.List, r.p.out.Numbering = true, r.number.text
		r.number = nil
	}
	return r.p
}

// endParagraph puts the open paragraph out. One that shows nothing is none.
func (r *reader) endParagraph() {
	p := r.p
	if p == nil {
		return
	}
	r.p = nil
	if len(p.number) > 0 {
		p.out.List, p.out.Numbering = true, printed(string(p.number))
	}
	p.out.Text = string(p.buf)
	if len(p.out.Text) > r.limits.MaxText {
		r.stop("--max-text", "a paragraph of %d bytes, more than %d", len(p.out.Text), r.limits.MaxText)
	}
	if p.out.Text == "" && p.out.Images == 0 && len(p.out.Equations) == 0 && p.out.Numbering == "" {
		return
	}
	r.out = append(r.out, doc.Block{Paragraph: &p.out})
}

// breakLine reads a line break. In a cell, a heading and preformatted text it
// is a line break of the paragraph; elsewhere the lines are paragraphs: pages
// are full of reports that stand in one element with breaks between them.
func (r *reader) breakLine(at context) {
	if at.invisible {
		return
	}
	if !at.inCell && !at.heading && at.white != whiteKeep {
		r.endParagraph()
		return
	}
	if r.p != nil {
		r.p.breaks++
		r.p.space, r.p.feed = false, false
	}
}

// write appends text, white space collapsed as a browser does it. A line feed
// between Chinese characters is no space (CSS Text 3 §4.1.3): programs wrap
// their lines anywhere.
func (r *reader) write(text []byte, at context) {
	if at.invisible {
		return
	}
	if at.numbering {
		if r.p == nil && len(strings.TrimSpace(string(text))) == 0 {
			return
		}
		p := r.begin(at)
		p.number = append(p.number, text...)
		return
	}
	start := 0
	for i := 0; i < len(text); {
		c, size := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(text[i:])
		}
		i += size
		if c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' {
			r.white(c, at)
			start = i
			continue
		}
		p := r.p
		if p == nil {
			p = r.begin(at)
		}
		p.settle(c)
		p.buf = append(p.buf, text[start:i]...)
		if c == utf8.RuneError && size == 1 {
			p.buf = append(p.buf[:len(p.buf)-1], "\uFFFD"...)
		}
		p.last = c
		start = i
		if at.size > p.out.Size {
			p.out.Size = at.size
		}
	}
}

// white reads one character of white space.
func (r *reader) white(c rune, at context) {
	if r.p == nil {
		if at.white != whiteKeep || c == '\n' || c == '\r' {
			return
		}
		r.begin(at)
	}
	p := r.p
	switch {
	case (at.white == whiteKeep || at.white == whiteLines) && (c == '\n' || c == '\r'):
		p.breaks++
		p.space, p.feed = false, false
	case at.white == whiteKeep && c != '\f':
		p.settle(c)
		p.buf = append(p.buf, byte(c))
		p.last = c
	default:
		p.space = true
		p.feed = p.feed || c == '\n' || c == '\r'
	}
}

// settle puts out what waited for the next character.
func (p *paragraph) settle(next rune) {
	switch {
	case len(p.buf) == 0:
	case p.breaks > 0:
		for range p.breaks {
			p.buf = append(p.buf, '\n')
		}
	case p.space && !(p.feed && wide(p.last) && wide(next)) && p.last != '\t':
		p.buf = append(p.buf, ' ')
	}
	p.breaks, p.space, p.feed = 0, false, false
}

// tab writes a tab.
func (p *paragraph) tab() {
	p.settle('\t')
	p.buf = append(p.buf, '\t')
	p.last = '\t'
}

// wide says whether a line may break before or behind a character without a
// space: Chinese characters and the punctuation that goes with them.
func wide(c rune) bool {
	return c >= 0x3000 && c <= 0x303F || c >= 0xFF01 && c <= 0xFF60 || unicode.Is(unicode.Han, c) ||
		c >= 0x3040 && c <= 0x30FF || c == '“' || c == '”' || c == '‘' || c == '’' || c == '…' || c == '—'
}
