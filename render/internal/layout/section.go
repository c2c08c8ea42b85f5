package layout

import (
	"strings"

	"github.com/nianbao/nianbao/schema"
)

// section gives a section's pieces. The paragraphs at the very beginning that
// repeat the page's title are the title.
func (v *view) section(s *schema.Section, first bool) Section {
	out := Section{ID: s.ID, Heading: v.heading(s)}
	blocks := s.Blocks
	if first && v.report.Title != nil {
		blocks = afterTitle(blocks, *v.report.Title)
	}
	out.Pieces = make([]Piece, 0, len(blocks))
	for i := range blocks {
		out.Pieces = v.block(out.Pieces, &blocks[i])
	}
	return out
}

// heading is the section's as written; that of the form for a section that
// has a place in it and lost its heading.
func (v *view) heading(s *schema.Section) string {
	if s.Heading != nil {
		if h := strings.TrimSpace(*s.Heading); h != "" {
			return strings.TrimSpace(s.Numbering) + h
		}
	}
	return v.official(s.ID)
}

var ordinals = [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// official is the form's heading of a section; empty where the form has none.
func (v *view) official(section string) string {
	for _, f := range v.Forms {
		if f.ID != v.report.Template.ID && v.report.Template.ID != schema.FormUnknown {
			continue
		}
		for _, s := range f.Sections {
			if s.ID == section && s.Number > 0 && s.Number < len(ordinals) {
				return ordinals[s.Number] + "、" + s.Heading
			}
		}
	}
	return ""
}

func (v *view) block(out []Piece, b *schema.Block) []Piece {
	p := Piece{Numbering: strings.TrimSpace(b.Numbering), Text: strings.TrimSpace(b.Text), Equations: b.Equations}
	switch b.Kind {
	case schema.TableBlock:
		if b.Table != nil {
			out = v.table(out, *b.Table)
		}
		if p.Text == "" {
			return out
		}
		p.Kind = Paragraph
	case schema.HeadingBlock:
		p.Kind, p.Depth = Heading, 2+max(1, b.Level)
	case schema.ListBlock:
		p.Kind = Item
	case schema.ImageBlock:
		p.Kind = Image
		return append(out, p)
	default: // a paragraph, and what a later version of the report may add
		p.Kind = Paragraph
	}
	if p.Text == "" && p.Numbering == "" && len(p.Equations) == 0 {
		return out
	}
	if p.Kind == Heading && p.Text == "" {
		p.Kind = Paragraph
	}
	return append(out, p)
}

// deepen sets the depth of headings so that none is more than one deeper than
// the one before.
func deepen(sections []Section) {
	last := 1
	for i := range sections {
		if sections[i].Heading != "" {
			last = 2
		}
		for k := range sections[i].Pieces {
			if p := &sections[i].Pieces[k]; p.Kind == Heading {
				p.Depth = min(p.Depth, last+1, 6)
				last = p.Depth
			}
		}
	}
}

// formNames are the forms that the report's tables follow, each once.
func (v *view) formNames() []string {
	var out []string
	for _, f := range v.Forms {
		for _, id := range [...]string{"proactive", "applications", "review", "stats"} {
			if v.found(id) == f.ID {
				out = append(out, "《"+f.Name+"》（"+f.Notice+"）")
				break
			}
		}
	}
	return out
}
