// Package html writes a report as one page that needs nothing else: no script,
// no font, no picture, no request. It knows elements, attributes and the style
// sheet; what stands on the page, and in which order, it takes from the layout.
// It changes no figure and reads no document, and the same report gives the
// same bytes.
//
// The document's text is text here: it is escaped wherever it stands, becomes
// no link, and the page's own policy forbids whatever a browser might still
// take it for.
package html

import (
	"strings"

	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// Options choose the edition. The zero value is the clean edition in Chinese.
type Options struct {
	// Review marks each figure that is not as given, with its reason, and shows
	// the tables as they were written.
	Review bool
	// English gives our own words in English; the report's stay as they are.
	English bool
	// Forms are those that the report was read with; nil means the known ones.
	Forms []*template.Form
}

// Write writes a report as a page. There is no error yet: the result is for
// what a later version may refuse.
func Write(r schema.Report, o Options) ([]byte, error) {
	view := layout.View(r, layout.Options{Review: o.Review, English: o.English, Forms: o.Forms})
	p := &page{view: &view, report: &r, words: view.Words, review: o.Review, english: o.English}
	p.b = make([]byte, 0, 80<<10)
	if o.Review {
		p.b = make([]byte, 0, 128<<10)
		p.findAnchors()
	}
	p.write()
	return p.b, nil
}

// page is a page while it is being written.
type page struct {
	b       []byte
	view    *layout.Page
	report  *schema.Report
	words   *layout.Words
	review  bool
	english bool
	hooks   Hooks
	// tables counts the tables written, for their ids.
	tables int
	// shown are the tables of the report that stand on the page as written.
	shown map[int]bool
}

func (p *page) write() {
	p.raw("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n")
	p.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"", sheet().policy, "\">\n")
	p.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	p.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
	p.text(strings.Join(p.view.Title, ""))
	if p.review {
		p.raw(" — ")
		p.text(p.words.ReviewEdition)
	}
	p.raw("</title>\n<style>", sheet().css, "</style>\n</head>\n<body class=\"")
	if p.review {
		p.raw("review")
	} else {
		p.raw("clean")
	}
	p.raw("\">\n<main")
	p.attr("data-template", p.report.Template.ID)
	p.attr("data-source", p.report.Source.Name)
	p.attr("data-sha256", p.report.Source.SHA256)
	p.raw(">\n<header>\n<h1>")
	for i, line := range p.view.Title {
		if i > 0 {
			p.raw("<br>")
		}
		p.text(line)
	}
	p.raw("</h1>\n")
	if p.review {
		p.edition()
	}
	p.raw("</header>\n")
	if p.review {
		p.summary()
	}
	for i := range p.view.Sections {
		p.section(i)
	}
	if p.review {
		p.colophon()
	}
	p.raw("</main>\n</body>\n</html>\n")
}

// section writes a chapter. One without a heading is none to a reader who
// moves by headings.
func (p *page) section(i int) {
	s := &p.view.Sections[i]
	if s.Heading == "" && len(s.Pieces) == 0 {
		return
	}
	p.raw("<section")
	if s.Heading != "" {
		p.raw(" aria-labelledby=\"")
		p.number("s", i+1)
		p.raw("\"")
	}
	p.attr("data-section", s.ID)
	p.raw(">\n")
	if s.Heading != "" {
		p.raw("<h2 id=\"")
		p.number("s", i+1)
		p.raw("\">")
		p.lines(s.Heading)
		p.raw("</h2>\n")
	}
	for k := 0; k < len(s.Pieces); {
		if s.Pieces[k].Kind == layout.Item {
			p.raw("<ul role=\"list\">\n")
			for ; k < len(s.Pieces) && s.Pieces[k].Kind == layout.Item; k++ {
				p.element("li", "", &s.Pieces[k])
			}
			p.raw("</ul>\n")
			continue
		}
		p.piece(&s.Pieces[k])
		k++
	}
	p.raw("</section>\n")
}

func (p *page) piece(piece *layout.Piece) {
	switch piece.Kind {
	case layout.Heading:
		p.element("h"+string(rune('0'+min(max(piece.Depth, 2), 6))), "", piece)
	case layout.TablePiece:
		if piece.Table.Form == nil {
			p.plain(piece.Table)
			return
		}
		p.form(piece.Table)
	case layout.Image:
		p.raw("<p class=\"image\">")
		if piece.Numbering != "" {
			p.text(piece.Numbering)
			p.raw(" ")
		}
		p.raw("<span class=\"frame\"><span")
		p.ours()
		p.raw(">")
		p.text(p.words.Image)
		p.raw("</span>")
		if piece.Text != "" {
			p.text(p.words.Colon)
			p.lines(piece.Text)
		}
		p.raw("</span></p>\n")
	case layout.Signature:
		p.element("p", "signature", piece)
	case layout.TableRemark:
		p.element("p", "remark", piece)
	case layout.Remark:
		p.raw("<p class=\"ours\"")
		p.ours()
		p.raw(">")
		p.lines(piece.Text)
		p.raw("</p>\n")
	default:
		p.element("p", "", piece)
	}
}

// element writes a piece's number, text and equations.
func (p *page) element(name, class string, piece *layout.Piece) {
	p.raw("<", name)
	if class != "" {
		p.raw(" class=\"", class, "\"")
	}
	p.raw(">")
	if piece.Numbering != "" {
		p.raw("<span class=\"no\">")
		p.text(piece.Numbering)
		p.raw("</span>")
		if !strings.HasSuffix(piece.Numbering, "、") && !strings.HasSuffix(piece.Numbering, "）") && !strings.HasSuffix(piece.Numbering, "．") {
			p.raw(" ")
		}
	}
	p.lines(piece.Text)
	for _, e := range piece.Equations {
		p.raw(" <span class=\"equation\">")
		p.text(e)
		p.raw("</span>")
	}
	p.raw("</", name, ">\n")
}
