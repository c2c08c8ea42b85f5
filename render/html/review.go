package html

import (
	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
)

// mostPlaces is how many places of a finding are linked; the cells themselves
// and their notes have the rest.
const mostPlaces = 12

// mostSaid is how many sets of suspects a finding's suggestion says in full;
// more are listed.
const mostSaid = 4

// findAnchors notes which tables stand on the page as written.
func (p *page) findAnchors() {
	p.shown = map[int]bool{}
	for i := range p.view.Sections {
		for k := range p.view.Sections[i].Pieces {
			t := p.view.Sections[i].Pieces[k].Table
			if t == nil {
				continue
			}
			if t.Form == nil {
				p.shown[t.Index] = true
			}
			for _, w := range t.Written {
				p.shown[w.Index] = true
			}
		}
	}
}

func (p *page) edition() {
	p.raw("<p class=\"edition\"")
	p.ours()
	p.raw("><strong>")
	p.text(p.words.ReviewEdition)
	p.raw("</strong>")
	p.text(p.words.Reads)
	p.raw("</p>\n")
}

// summary writes what there is to check: counts, signs, findings.
func (p *page) summary() {
	p.raw("<section class=\"summary\" aria-labelledby=\"findings\"")
	p.ours()
	p.raw(">\n<h2 id=\"findings\">")
	p.text(p.words.Findings)
	p.raw("</h2>\n")
	p.counts()
	for _, line := range p.view.Remarks {
		p.raw("<p class=\"ours\">")
		p.text(line)
		p.raw("</p>\n")
	}
	if len(p.view.Findings) == 0 {
		p.raw("<p>")
		p.text(p.words.None)
		p.raw("</p>\n")
	} else {
		p.raw("<ol class=\"findings\">\n")
		for i := range p.view.Findings {
			p.finding(i+1, &p.view.Findings[i])
		}
		p.raw("</ol>\n")
	}
	p.raw("</section>\n")
}

// counts writes how many figures have which status, with the sign of each: the
// key to the signs.
func (p *page) counts() {
	c := &p.report.Summary.Facts
	n := [...]int{c.Given, c.Repaired, c.Assumed, c.Supplied, c.Unresolved, c.Conflict}
	if *c == (schema.FactCount{}) {
		return
	}
	p.raw("<dl class=\"counts\">\n")
	for i, status := range schema.Statuses {
		if n[i] == 0 {
			continue
		}
		sign, letters := p.words.Mark(status)
		p.raw("<div><dt>")
		if sign != "" {
			p.raw("<span class=\"key\" data-status=\"", string(status), "\">")
			p.text(sign + letters)
			p.raw("</span> ")
		}
		p.text(p.words.StatusName(status))
		p.raw("</dt><dd>")
		p.number("", n[i])
		p.raw("</dd></div>\n")
	}
	p.raw("</dl>\n")
}

func (p *page) finding(number int, f *layout.Finding) {
	p.raw("<li id=\"")
	p.number("f", number)
	p.raw("\"><p><strong class=\"severity\"")
	p.attr("data-severity", string(f.Severity))
	p.raw(">")
	p.text(p.words.SeverityName(f.Severity))
	p.raw("</strong> ")
	p.lines(f.Text)
	p.text(p.words.Stop)
	p.raw(" <code>")
	p.text(f.Code)
	p.raw("</code></p>\n")
	if f.Excerpt != "" {
		p.raw("<blockquote lang=\"zh-CN\">")
		p.lines(f.Excerpt)
		p.raw("</blockquote>\n")
	}
	if f.Suggestion != "" {
		p.raw("<p>")
		p.text(p.words.Suggestion + p.words.Colon)
		p.lines(f.Suggestion)
		p.text(p.words.Stop)
		p.raw("</p>\n")
	}
	switch {
	case len(f.Suspects) > mostSaid || len(f.Suspects) > 0 && p.hooks.Correct != nil:
		p.suspects(f.Suspects)
	case len(f.Suspects) > 0:
		var all []layout.Ref
		for _, set := range f.Suspects {
			all = append(all, set...)
		}
		p.see(all)
	case len(f.Places) > 0:
		p.see(f.Places)
	}
	p.raw("</li>\n")
}

func (p *page) see(list []layout.Ref) {
	p.raw("<p class=\"places\">")
	p.text(p.words.See + p.words.Colon)
	p.refs(list, mostPlaces)
	p.raw("</p>\n")
}

// suspects writes the sets of figures whose change makes all hold, one a line.
func (p *page) suspects(sets [][]layout.Ref) {
	p.raw("<ul class=\"suspects\">\n")
	for _, set := range sets {
		p.raw("<li>")
		for i := range set {
			if i > 0 {
				p.text(p.words.And)
			}
			p.ref(&set[i], set[i].Name)
			if set[i].Value != "" {
				p.raw(" → ")
				p.text(set[i].Value)
			}
		}
		p.correct(set)
		p.raw("</li>\n")
	}
	p.raw("</ul>\n")
}

// refs writes links to places: at most that many names.
func (p *page) refs(list []layout.Ref, most int) {
	written := 0
	for i, places := range p.words.Gather(list, most) {
		if i > 0 {
			p.text(p.words.And)
		}
		p.text(places.Before)
		for k := range places.Refs {
			if written == most {
				p.raw(" ")
				p.text(layout.Fill(p.words.More, layout.Itoa(len(list))))
				return
			}
			if k > 0 {
				p.text(p.words.And)
			}
			p.ref(&places.Refs[k], places.Names[k])
			written++
		}
	}
}

// ref writes a link to a place, or its name where it is not on the page.
func (p *page) ref(r *layout.Ref, name string) {
	switch {
	case r.Fact >= 0:
		p.raw("<a href=\"#")
		p.text(p.report.Facts[r.Fact].ID)
	case r.At != nil && p.onPage(*r.At):
		p.raw("<a href=\"#")
		p.place(*r.At)
	case r.At == nil && r.Section >= 0:
		p.raw("<a href=\"#")
		p.number("s", r.Section+1)
	default:
		p.text(name)
		return
	}
	p.raw("\">")
	p.text(name)
	p.raw("</a>")
}

// onPage tells whether a cell of a table as written stands on the page.
func (p *page) onPage(at schema.Place) bool {
	if !p.shown[at.Table] {
		return false
	}
	for i := range p.report.Tables[at.Table].Cells {
		if c := &p.report.Tables[at.Table].Cells[i]; c.Row == at.Row && c.Column == at.Column {
			return true
		}
	}
	return false
}

// place is the id of a cell as written.
func (p *page) place(at schema.Place) {
	p.number("w", at.Table)
	p.number("-", at.Row)
	p.number("-", at.Column)
}

// colophon says where the page comes from.
func (p *page) colophon() {
	p.raw("<footer>\n<dl")
	p.ours()
	p.raw("><div><dt>")
	p.text(p.words.Source)
	p.raw("</dt><dd>")
	p.text(p.report.Source.Name)
	p.raw("</dd></div>")
	if p.report.Source.SHA256 != "" {
		p.raw("<div><dt>SHA-256</dt><dd><code>")
		p.text(p.report.Source.SHA256)
		p.raw("</code></dd></div>")
	}
	if len(p.view.FormNames) > 0 {
		p.raw("<div><dt>")
		p.text(p.words.Form)
		p.raw("</dt><dd lang=\"zh-CN\">")
		for i, name := range p.view.FormNames {
			if i > 0 {
				p.raw("<br>")
			}
			p.text(name)
		}
		p.raw("</dd></div>")
	}
	p.raw("</dl>\n</footer>\n")
}
