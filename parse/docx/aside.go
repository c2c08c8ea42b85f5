package docx

import (
	"slices"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// asides reads the stories beside the main one: the headers and footers that a
// section refers to, each part once, then the notes that the text refers to,
// then the comments.
func (r *reader) asides() error {
	main := map[string]opc.Relation{}
	for _, rel := range r.mainRels {
		main[rel.ID] = rel
	}
	seen := map[string]bool{}
	for _, ref := range r.references {
		rel, ok := main[ref.id]
		if !ok || seen[rel.Target] {
			continue
		}
		seen[rel.Target] = true
		if err := r.asidePart(ref.kind, rel); err != nil {
			return err
		}
	}
	for _, rel := range r.mainRels {
		var err error
		switch rel.Kind {
		case "header", "footer":
			// A lost relationship part hides which sections use them.
			if rel.ID != "" && rel.ID[0] == 0 && !seen[rel.Target] {
				seen[rel.Target] = true
				err = r.asidePart(doc.AsideKind(rel.Kind), rel)
			}
		case "footnotes":
			if len(r.footnotes) > 0 {
				err = r.asidePart(doc.Footnote, rel)
			}
		case "endnotes":
			if len(r.endnotes) > 0 {
				err = r.asidePart(doc.Endnote, rel)
			}
		case "comments":
			err = r.asidePart(doc.Comment, rel)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// asidePart reads one part.
func (r *reader) asidePart(kind doc.AsideKind, rel opc.Relation) error {
	if rel.External {
		return nil
	}
	name, ok := r.pkg.Name(rel.Target)
	if !ok {
		r.note(doc.PartMissing, doc.Pos{Part: r.mainPart}, rel.Target)
		return nil
	}
	data, err := r.pkg.Read(name)
	if err != nil {
		return r.lose(name, err)
	}
	relations, err := r.pkg.Relations(name)
	if err != nil {
		return err
	}
	for _, rel := range relations {
		r.noteRelation(name, rel)
	}
	r.enter(name, relations)
	r.fields.part = data
	r.s = opc.NewScanner(data, r.limits.MaxDepth)
	r.s.MaxText = r.limits.MaxText
	for t := r.s.Next(); t != opc.EOF; t = r.s.Next() {
		if t != opc.Start {
			continue
		}
		switch r.s.Name {
		case opc.W | opc.Hdr, opc.W | opc.Ftr:
			r.asideStory(kind)
		case opc.W | opc.Footnotes, opc.W | opc.Endnotes, opc.W | opc.Comments:
		case opc.W | opc.Footnote:
			r.noteStory(kind, r.footnotes)
		case opc.W | opc.Endnote:
			r.noteStory(kind, r.endnotes)
		case opc.W | opc.Comment:
			r.asideStory(kind)
		default:
			r.s.Skip()
		}
	}
	return r.leave()
}

// noteStory reads a footnote or endnote that is referred to; separators are
// none.
func (r *reader) noteStory(kind doc.AsideKind, wanted map[string]bool) {
	id, _ := r.s.Attr(opc.W, "id")
	if v, ok := r.s.Attr(opc.W, "type"); ok && string(v) != "normal" || !wanted[string(id)] {
		r.s.Skip()
		return
	}
	r.asideStory(kind)
}

func (r *reader) asideStory(kind doc.AsideKind) {
	pos := r.pos()
	if blocks := r.story(); slices.ContainsFunc(blocks, hasContent) {
		r.doc.Asides = append(r.doc.Asides, doc.Aside{Kind: kind, Blocks: blocks, Pos: pos})
	}
}

func hasContent(b doc.Block) bool {
	p := b.Paragraph
	return p == nil || p.Text != "" || p.Numbering != "" || p.Images > 0 || len(p.Equations) > 0 || len(p.Boxes) > 0
}
