package html

import (
	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
)

// mark writes the sign of a figure that is not as given, a link to its note.
func (p *page) mark(note int, status schema.Status) {
	sign, letters := p.words.Mark(status)
	p.raw("<a class=\"mark\" role=\"doc-noteref\" href=\"#")
	p.number("n", note)
	p.raw("\"")
	p.ours()
	p.raw("><span aria-hidden=\"true\">", sign, letters, "</span><span class=\"unseen\">")
	p.text(p.words.StatusName(status))
	p.raw(" </span>")
	p.number("", note)
	p.raw("</a>")
}

// pointer writes the sign of a cell as written whose figure is not as given, a
// link to the figure.
func (p *page) pointer(f *schema.Fact) {
	sign, letters := p.words.Mark(f.Status)
	if _, ok := p.view.Facts[f.ID]; !ok || sign == "" {
		return
	}
	p.raw("<a class=\"mark\" href=\"#")
	p.text(f.ID)
	p.raw("\"")
	p.ours()
	p.raw("><span aria-hidden=\"true\">", sign, letters, "</span><span class=\"unseen\">")
	p.text(p.words.StatusName(f.Status))
	p.raw("</span></a>")
}

// notes writes the notes of a form's table; their roles, and those of their
// marks, are of DPUB-ARIA.
func (p *page) notes(t *layout.Table) {
	first, last := t.Notes[0], t.Notes[1]
	if first == 0 {
		return
	}
	p.raw("<ol class=\"notes\"")
	p.number(" start=\"", first)
	p.raw("\"")
	p.ours()
	p.raw(">\n")
	for i := range p.view.Notes[first-1 : last] {
		n := &p.view.Notes[first-1+i]
		p.raw("<li><div role=\"doc-footnote\" id=\"")
		p.number("n", n.Number)
		p.raw("\"><p><span class=\"key\"")
		p.attr("data-status", string(n.Status))
		p.raw(">")
		sign, _ := p.words.Mark(n.Status)
		p.text(sign + p.words.StatusName(n.Status))
		p.raw("</span> ")
		p.refs(n.Cells, len(n.Cells))
		p.text(p.words.Colon + n.Text)
		p.raw("</p>\n")
		for _, line := range n.Lines {
			p.raw("<p>")
			p.lines(line)
			p.text(p.words.Stop)
			p.raw("</p>\n")
		}
		if len(n.Findings) > 0 {
			p.raw("<p>")
			p.text(p.words.See + p.words.Colon)
			for k, number := range n.Findings {
				if k > 0 {
					p.text(p.words.And)
				}
				p.raw("<a href=\"#")
				p.number("f", number)
				p.raw("\">")
				p.text(layout.Fill(p.words.FindingNumber, layout.Itoa(number)))
				p.raw("</a>")
			}
			p.raw("</p>\n")
		}
		if n.Proof != "" {
			p.raw("<p>")
			p.text(p.words.Proof + p.words.Colon)
			p.lines(n.Proof)
			p.text(p.words.Stop)
			p.raw("</p>\n")
		}
		p.raw("</div></li>\n")
	}
	p.raw("</ol>\n")
}

// written writes the tables as they were written.
func (p *page) written(t *layout.Table) {
	if len(t.Written) == 0 {
		return
	}
	p.raw("<details class=\"written\" open><summary")
	p.ours()
	p.raw(">")
	p.text(p.words.Written)
	p.raw("</summary>\n")
	for _, w := range t.Written {
		p.table(w, "plain")
	}
	p.raw("</details>\n")
}
