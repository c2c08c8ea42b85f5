package docx

import (
	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// para is a paragraph under construction. Its text is the end of reader.buf.
type para struct {
	paraLook
	out      *doc.Paragraph
	start    int // where its text begins in reader.buf
	hasField bool
	hidText  bool  // some of its text was hidden
	next     *para // in the list of free ones
}

// paraLook is what w:pPr says.
type paraLook struct {
	memo         opc.Memo
	style        *style
	numID, level int // of its own numPr; -1: none
	outline      int // of its own outlineLvl; -1: none
	align        int8
	joins        bool // the mark is deleted: the text runs on into the next paragraph
	mark         tri  // vanish of the mark
}

// plainLook is that of a paragraph without properties.
func (r *reader) plainLook() paraLook {
	return paraLook{style: r.styles.paragraph, numID: -1, level: -1, outline: -1}
}

// begin makes a paragraph, or goes on with the one that waits for it.
func (r *reader) begin(carry **para) *para {
	if p := *carry; p != nil {
		// The mark of the later paragraph carries the properties.
		*carry = nil
		p.paraLook = r.plainLook()
		return p
	}
	r.countBlock()
	out := r.newParagraph()
	out.Pos = r.pos()
	p := r.free
	if p == nil {
		p = new(para)
	} else {
		r.free = p.next
	}
	*p = para{out: out, start: len(r.buf), paraLook: r.plainLook()}
	return p
}

// countBlock keeps paragraphs and tables within the limit: twice as many as
// cells.
func (r *reader) countBlock() {
	if r.blocks++; r.blocks > 2*r.limits.MaxCells {
		r.stop("--max-cells", "more than %d paragraphs and tables at byte %d", 2*r.limits.MaxCells, r.s.At)
	}
}

// end finishes a paragraph unless its mark is deleted.
func (r *reader) end(carry **para, p *para) {
	r.flush()
	if p.joins {
		*carry = p
		return
	}
	r.finish(p, false)
}

// finish turns the text into the paragraph and puts it on the block stack. With
// optional it is left out when there is nothing in it.
func (r *reader) finish(p *para, optional bool) {
	defer func() { p.next, r.free = r.free, p }()
	out := p.out
	text := r.buf[p.start:]
	empty := len(text) == 0 && out.Images == 0 && len(out.Equations) == 0 && len(out.Boxes) == 0
	out.Text = r.keep(text)
	r.buf = r.buf[:p.start]
	hidden := p.mark == on || p.mark == unset && r.styles.hidden(p.style, nil, r.hiddenAll)
	if !empty || !hidden {
		r.shown++
	}
	if empty && (optional || p.hidText && hidden) {
		return
	}
	st := p.style
	out.Style = st.name
	out.Outline = st.outline
	if p.outline >= 0 {
		out.Outline = level(p.outline)
	}
	align := p.align
	if align == 0 {
		align = st.align
	}
	out.Centered = align == alignCenter
	r.numberParagraph(p)
	r.countText(len(out.Text) + len(out.Numbering))
	if p.hasField && doc.ShownError(out.Text) != "" {
		r.note(doc.FieldError, out.Pos, out.Text)
	}
	r.blockStack = append(r.blockStack, doc.Block{Paragraph: out})
}

// level turns an outline level from 0 (§17.3.1.20) into one from 1; 9 is body
// text.
func level(written int) int {
	if written < 0 || written > 8 {
		return 0
	}
	return written + 1
}

// paragraph reads w:p.
func (r *reader) paragraph(carry **para, m mode) {
	p := r.begin(carry)
	r.inline(p, m)
	r.end(carry, p)
}

// inline reads the content of the element that was just started: a paragraph,
// or a wrapper in one.
func (r *reader) inline(p *para, m mode) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		r.inlineElement(p, m)
	}
}

// inlineElement reads one element of a paragraph.
func (r *reader) inlineElement(p *para, m mode) {
	switch r.s.Name {
	case opc.W | opc.R:
		r.run(p, m)
	case opc.W | opc.PPr:
		r.paragraphProperties(p)
	case opc.W | opc.Ins, opc.W | opc.MoveTo, opc.NSWord14 | opc.ConflictIns:
		inserted := m
		inserted.inserted = r.s.Name != opc.W|opc.MoveTo || m.inserted
		r.inline(p, inserted)
	case opc.W | opc.Del, opc.NSWord14 | opc.ConflictDel:
		r.inline(p, mode{drop: doc.Deleted})
	case opc.W | opc.MoveFrom:
		r.inline(p, mode{drop: doc.MovedFrom})
	case opc.W | opc.FldSimple:
		p.hasField = true
		if code, _ := r.s.Attr(opc.W, "instr"); silent(code) {
			r.s.Skip()
			return
		}
		r.inline(p, m)
	case opc.MC | opc.AlternateContent:
		if depth := r.s.Depth() - 1; r.branch() {
			r.inline(p, m)
			r.s.SkipTo(depth)
		}
	case opc.W | opc.Sdt:
		outer := r.control()
		r.inline(p, m)
		r.prompt = outer
	case opc.W | opc.SdtPr:
		r.sdtProperties()
	case opc.NSMath | opc.OMathPara:
		r.inline(p, m)
	case opc.NSMath | opc.OMath:
		r.equate(p, m, r.equation())
	case opc.W | opc.P, opc.W | opc.Tbl:
		// A block within a paragraph (schema-invalid) becomes a story at its place.
		if m.drop != "" {
			r.dropped(m.drop)
			return
		}
		saved, n := r.fields.begin(), len(r.blockStack)
		if r.s.Name == opc.W|opc.Tbl {
			r.readTable()
		} else {
			var carry *para
			r.paragraph(&carry, m)
			if carry != nil {
				r.finish(carry, false)
			}
		}
		r.fields.nest = saved
		p.out.Boxes = append(p.out.Boxes, r.takeBlocks(n))
	case opc.W | opc.SdtEndPr, opc.W | opc.RPr, opc.W | opc.CustomXmlPr, opc.W | opc.SmartTagPr, opc.NSMath | opc.OMathParaPr:
		r.s.Skip()
	case opc.W | opc.T, opc.W | opc.DelText, opc.W | opc.Drawing, opc.W | opc.Pict, opc.W | opc.Object, opc.W | opc.Tab, opc.W | opc.Br,
		opc.W | opc.Cr, opc.W | opc.Sym, opc.W | opc.FldChar, opc.W | opc.NoBreakHyphen, opc.W | opc.Ruby, opc.W | opc.InstrText:
		// Run content without a run (schema-invalid).
		r.runContent(p, m, &look{})
	case opc.W | opc.SubDoc:
		id, _ := r.s.Attr(opc.NSRel, "id")
		r.note(doc.AltChunk, r.pos(), r.target(string(id)))
		r.s.Skip()
	default:
		// hyperlink, smartTag, customXml, sdtContent, dir, bdo, and what we
		// do not know: what is in it is shown.
		if sp := r.s.Name.Space(); sp == opc.W || sp == opc.NSOther || sp == 0 {
			r.inline(p, m)
		} else {
			r.s.Skip()
		}
	}
}

// equate adds an equation to the paragraph.
func (r *reader) equate(p *para, m mode, text string) {
	switch {
	case text == "":
	case m.drop != "":
		r.note(m.drop, r.pos(), text)
	case r.fields.shown():
		r.countText(len(text))
		p.out.Equations = append(p.out.Equations, text)
	}
}

// paragraphProperties reads w:pPr.
func (r *reader) paragraphProperties(p *para) {
	for i := range r.paraLooks {
		if r.s.Recall(&r.paraLooks[i].memo) {
			p.paraLook = r.paraLooks[i]
			return
		}
	}
	p.paraLook = r.plainLook()
	p.memo = r.s.Begin()
	references, notes := len(r.references), len(r.doc.Notes)
	r.readParagraphProperties(p)
	// What says more than the look, as a section does, is to be read each time.
	if r.s.Finish(&p.memo) && references == len(r.references) && notes == len(r.doc.Notes) {
		r.paraLooks[r.paraNext%remembered] = p.paraLook
		r.paraNext++
	}
}

func (r *reader) readParagraphProperties(p *para) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		switch r.s.Name {
		case opc.W | opc.PStyle:
			if v, ok := r.s.Attr(opc.W, "val"); ok {
				p.style = r.styles.byID(v, "paragraph", r.styles.paragraph)
			}
			r.s.Skip()
		case opc.W | opc.NumPr:
			p.numID, p.level = r.numberProperties()
		case opc.W | opc.OutlineLvl:
			if n, ok := r.number("val"); ok {
				p.outline = max(n, 0)
			}
			r.s.Skip()
		case opc.W | opc.Jc:
			v, _ := r.s.Attr(opc.W, "val")
			p.align = alignment(v)
			r.s.Skip()
		case opc.W | opc.RPr:
			r.markProperties(p)
		case opc.W | opc.SectPr:
			r.section()
		case opc.MC | opc.AlternateContent:
			if depth := r.s.Depth() - 1; r.branch() {
				r.readParagraphProperties(p)
				r.s.SkipTo(depth)
			}
		default:
			r.s.Skip()
		}
	}
}

// markProperties reads the properties of the paragraph mark.
func (r *reader) markProperties(p *para) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		switch r.s.Name {
		case opc.W | opc.Del, opc.W | opc.MoveFrom:
			p.joins = true
		case opc.W | opc.Vanish:
			p.mark = off
			if r.on() {
				p.mark = on
			}
		}
		r.s.Skip()
	}
}

// numberProperties reads w:numPr.
func (r *reader) numberProperties() (id, level int) {
	id, level = -1, -1
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return id, level
		}
		switch r.s.Name {
		case opc.W | opc.NumId:
			if n, ok := r.number("val"); ok {
				id = max(n, 0)
			}
		case opc.W | opc.Ilvl:
			if n, ok := r.number("val"); ok {
				level = min(max(n, 0), 8)
			}
		}
		r.s.Skip()
	}
}

// section reads w:sectPr: which headers and footers are in use.
func (r *reader) section() {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		kind := doc.Header
		switch r.s.Name {
		case opc.W | opc.FooterReference:
			kind = doc.Footer
			fallthrough
		case opc.W | opc.HeaderReference:
			if id, ok := r.s.Attr(opc.NSRel, "id"); ok {
				if r.references = append(r.references, reference{kind, string(id)}); len(r.references) > r.limits.MaxEntries {
					r.stop("--max-entries", "more than %d headers and footers in use at byte %d", r.limits.MaxEntries, r.s.At)
				}
			}
		}
		r.s.Skip()
	}
}

// The alignments that matter here.
const (
	alignOther  int8 = 1
	alignCenter int8 = 2
)

func alignment(v []byte) int8 {
	if string(v) == "center" {
		return alignCenter
	}
	return alignOther
}
