package docx

import (
	"bytes"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// art reads w:drawing, w:pict or w:object: it counts the pictures and reads
// the text boxes (DrawingML wps:txbx, VML v:textbox).
func (r *reader) art(p *para, m mode, l *look) {
	if m.drop != "" || l.hidden || !r.fields.shown() {
		code := m.drop
		switch {
		case code != "":
		case l.hidden:
			code = doc.Hidden
		default:
			code = doc.Deleted
		}
		r.dropped(code)
		return
	}
	if r.s.Name == opc.W|opc.Object {
		p.out.Images++
	}
	r.artChildren(p, r.s.Name == opc.W|opc.Object)
}

// artChildren reads the content of the element that was just started. In an
// object, the picture only stands for it.
func (r *reader) artChildren(p *para, object bool) {
	depth := r.s.Depth() - 1
	for r.s.Depth() > depth {
		switch r.s.Next() {
		case opc.EOF:
			return
		case opc.End:
			continue
		}
		if r.s.Name.Space() == opc.NSVML {
			if v, ok := r.s.Attr(opc.NSVML, "style"); ok && bytes.Contains(v, []byte("visibility:hidden")) {
				r.dropped(doc.Hidden)
				continue
			}
		}
		switch r.s.Name {
		case opc.NSWordDraw | opc.DocPr:
			// It says of the whole drawing (§20.4.2.5) whether that is shown.
			if v, ok := r.s.Attr(opc.NSWordDraw, "hidden"); ok && truth(v) {
				pos := r.pos()
				if text := r.textTo(depth); text != "" {
					r.note(doc.Hidden, pos, text)
				}
			}
		case opc.W | opc.TxbxContent:
			if box := r.story(); len(box) > 0 {
				p.out.Boxes = append(p.out.Boxes, box)
			}
		case opc.NSVML | opc.Textpath:
			// WordArt of VML: its text is an attribute.
			if text, _ := r.s.Attr(opc.NSVML, "string"); len(text) > 0 {
				r.countBlock()
				r.countText(len(text))
				out := r.newParagraph()
				*out = doc.Paragraph{Text: r.keep(text), Pos: r.pos()}
				p.out.Boxes = append(p.out.Boxes, []doc.Block{{Paragraph: out}})
			}
		case opc.MC | opc.AlternateContent:
			if depth := r.s.Depth() - 1; r.branch() {
				r.artChildren(p, object)
				r.s.SkipTo(depth)
			}
		case opc.NSPicture | opc.Pic, opc.NSChart | opc.Chart, opc.NSDiagram | opc.RelIds:
			p.out.Images++
		case opc.NSVML | opc.Imagedata:
			if !object {
				p.out.Images++
			}
		case opc.NSOffice | opc.OLEObject:
			name, _ := r.s.Attr(opc.NSOffice, "ProgID")
			r.note(doc.ActiveContent, r.pos(), "OLE object "+string(name))
		case opc.W | opc.Control:
			name, _ := r.s.Attr(opc.W, "name")
			r.note(doc.ActiveContent, r.pos(), "ActiveX control "+string(name))
		}
	}
}
