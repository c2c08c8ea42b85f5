package pdf

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
)

// document turns the view into texts and tables.
type document struct {
	*composer
	view   layout.Page
	report *schema.Report
	review bool
	items  []item
	// sect is the structure element that texts are put under.
	sect int32
	// heading is the one last set, without its number.
	heading string
}

func (d *document) build() {
	d.title()
	if d.review {
		d.summary()
	}
	for i := range d.view.Sections {
		s := &d.view.Sections[i]
		d.sect = d.elem(artifact, "Sect")
		if s.Heading != "" {
			d.headline(s.Heading, 2)
		}
		for k := range s.Pieces {
			d.piece(&s.Pieces[k])
		}
	}
	if d.review {
		d.notes()
	}
}

// title sets the title's lines, each in as few lines as it needs.
func (d *document) title() {
	elem := d.elem(artifact, "H1")
	height := 0.0
	for _, line := range d.view.Title {
		t := &text{pitch: titlePitch, align: centred, elem: elem, keep: true}
		t.glyphs = trim(d.faces.shape(nil, line, &d.styles.title))
		if len(t.glyphs) == 0 {
			continue
		}
		t.balance(typeWidth, size2)
		height += t.height()
		d.items = append(d.items, item{text: t})
	}
	if n := len(d.items); n > 0 {
		// A line is left above and one below, and the text begins on a line of
		// the page's grid.
		lines := math.Ceil(height/linePitch - 0.01)
		d.items[n-1].text.after = (lines+1)*linePitch - height
		d.items[n-1].text.keep = len(d.view.Sections) > 0 && height < typeHeight/2
		d.y = linePitch
	}
}

// headline sets a heading of a depth from 2 on; its face is that of its level.
func (d *document) headline(words string, depth int) {
	style := &d.styles.body
	switch depth {
	case 2:
		style = &d.styles.hei
	case 3:
		style = &d.styles.kai
	}
	t := d.paragraph(words, style, d.elem(d.sect, "H"+string(rune('0'+min(depth, 6)))))
	if t == nil {
		return
	}
	t.keep = true
	t.align = leftward
	if depth == 2 {
		t.mark = &bookmark{text: oneLine(words), level: 0}
	} else if depth == 3 {
		t.mark = &bookmark{text: oneLine(words), level: 1}
	}
	d.heading = words
}

// paragraph adds a paragraph of body text; nil where it says nothing.
func (d *document) paragraph(words string, style *style, elem int32) *text {
	g := trim(d.faces.shape(nil, words, style))
	if len(g) == 0 {
		return nil
	}
	t := &text{glyphs: g, pitch: linePitch, align: justified, indent: firstIndent, elem: elem}
	t.set(typeWidth, size3, tighten)
	d.items = append(d.items, item{text: t})
	return t
}

func (d *document) piece(p *layout.Piece) {
	switch p.Kind {
	case layout.Heading:
		d.headline(numbered(p), p.Depth)
		d.equations(p)
	case layout.TablePiece:
		d.table(p.Table)
	case layout.Image:
		d.image(p)
	case layout.Signature:
		t := d.paragraph(numbered(p), &d.styles.body, d.elem(d.sect, "P"))
		if t != nil {
			// Set to the right, four characters in (GB/T 9704-2012 §7.3.5).
			t.indent, t.align, t.right = 0, rightward, 4*charPitch
			t.set(typeWidth, size3, tighten)
		}
	case layout.TableRemark, layout.Remark:
		d.small(numbered(p), d.elem(d.sect, "P"))
	default:
		elem := d.elem(d.sect, "P")
		for line := range strings.SplitSeq(numbered(p), "\n") {
			d.paragraph(line, &d.styles.body, elem)
		}
		d.equations(p)
	}
}

// numbered is a piece's text with its number.
func numbered(p *layout.Piece) string {
	if p.Numbering == "" {
		return p.Text
	}
	last, _ := utf8.DecodeLastRuneInString(p.Numbering)
	if c := classOf(last); c == closing || c == closer && last != '.' {
		return p.Numbering + p.Text
	}
	return p.Numbering + " " + p.Text
}

func (d *document) equations(p *layout.Piece) {
	for _, e := range p.Equations {
		if t := d.paragraph(e, &d.styles.body, d.elem(d.sect, "P")); t != nil {
			t.align, t.indent = centred, 0
			t.set(typeWidth, size3, tighten)
		}
	}
}

// small adds a text of our own, or of a table's foot, smaller than the body.
func (d *document) small(words string, elem int32) *text {
	g := trim(d.faces.shape(nil, words, &d.styles.body))
	if len(g) == 0 {
		return nil
	}
	t := &text{glyphs: g, pitch: size5 * 1.5, align: leftward, elem: elem}
	t.set(typeWidth, size5, 0)
	d.items = append(d.items, item{text: t})
	return t
}

// oneLine is a text as metadata and the outline have it: without line feeds and
// what has no ink.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case invisible(r), r == utf8.RuneError, r&0xFFFE == 0xFFFE, r >= 0xE000 && r <= 0xF8FF, r >= 0xF0000:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
