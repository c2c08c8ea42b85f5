package docx

import (
	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// look is what a run's properties say that matters here.
type look struct {
	hidden    bool
	highlight bool
	raised    bool // superscript, subscript, or off the line
	struck    bool // a line through it
	size      int  // half-points
	font      string
}

// run reads w:r.
func (r *reader) run(p *para, m mode) {
	l := look{hidden: r.styles.hidden(p.style, nil, r.hiddenAll), raised: raised(unset, nil, p.style), struck: struck(unset, nil, p.style), size: p.style.size}
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		if r.s.Name == opc.W|opc.RPr {
			r.runProperties(p, &l)
			continue
		}
		r.runContent(p, m, &l)
	}
}

// runLook is what w:rPr says by itself.
type runLook struct {
	memo      opc.Memo
	vanish    tri
	raised    tri
	highlight bool
	struck    tri
	size      int // 0: not set
	character *style
	font      string
}

// remembered is how many different properties are kept to be recalled.
const remembered = 4

// runProperties reads w:rPr and applies it.
func (r *reader) runProperties(p *para, l *look) {
	own := r.recallRun()
	if own == nil {
		own = &r.runLooks[r.runNext%remembered]
		r.runNext++
		r.readRunProperties(own)
	}
	switch own.vanish {
	case unset:
		l.hidden = r.styles.hidden(p.style, own.character, r.hiddenAll)
	default:
		l.hidden = own.vanish == on
	}
	l.highlight, l.font = own.highlight, own.font
	l.raised = raised(own.raised, own.character, p.style)
	l.struck = struck(own.struck, own.character, p.style)
	switch {
	case own.size > 0:
		l.size = own.size
	case own.character != nil && own.character.size > 0:
		l.size = own.character.size
	}
}

func (r *reader) recallRun() *runLook {
	for i := range r.runLooks {
		if r.s.Recall(&r.runLooks[i].memo) {
			return &r.runLooks[i]
		}
	}
	return nil
}

func (r *reader) readRunProperties(l *runLook) {
	*l = runLook{}
	memo := r.s.Begin()
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			if r.s.Finish(&memo) {
				l.memo = memo
			}
			return
		}
		switch r.s.Name {
		case opc.W | opc.Vanish:
			l.vanish = off
			if r.on() {
				l.vanish = on
			}
		case opc.W | opc.RStyle:
			if v, ok := r.s.Attr(opc.W, "val"); ok {
				l.character = r.styles.byID(v, "character", nil)
			}
		case opc.W | opc.Sz:
			if n, ok := r.number("val"); ok && n > 0 {
				l.size = n
			}
		case opc.W | opc.Highlight:
			v, ok := r.s.Attr(opc.W, "val")
			l.highlight = ok && string(v) != "none"
		case opc.W | opc.VertAlign, opc.W | opc.Position:
			r.vertical(&l.raised)
		case opc.W | opc.EastAsianLayout:
			// Two lines in one (§17.3.2.10): what is set so is no part of a figure
			// that stands on the line.
			if v, ok := r.s.Attr(opc.W, "combine"); ok && truth(v) {
				l.raised = on
			}
		case opc.W | opc.Strike, opc.W | opc.Dstrike:
			r.strike(&l.struck)
		case opc.W | opc.RFonts:
			v, ok := r.s.Attr(opc.W, "ascii")
			if !ok {
				v, ok = r.s.Attr(opc.W, "hAnsi")
			}
			if ok {
				l.font = symbolFont(v)
			}
		}
		r.s.Skip()
	}
}

// vertical reads w:vertAlign or w:position (§17.3.2.24), by which LibreOffice
// raises what is no superscript of Word's height. One is enough.
func (r *reader) vertical(raised *tri) {
	v, ok := r.s.Attr(opc.W, "val")
	if ok && string(v) != "baseline" && string(v) != "0" {
		*raised = on
	} else if *raised == unset {
		*raised = off
	}
}

// strike reads w:strike or w:dstrike. One is enough.
func (r *reader) strike(struck *tri) {
	if r.on() {
		*struck = on
	} else if *struck == unset {
		*struck = off
	}
}

// runContent reads one element of a run.
func (r *reader) runContent(p *para, m mode, l *look) {
	from := len(r.buf)
	switch r.s.Name {
	case opc.W | opc.T, opc.W | opc.DelText:
		if r.s.Name == opc.W|opc.DelText && m.drop == "" {
			m.drop = doc.Deleted // §17.3.3.7, also where nothing around it says so
		}
		preserve := r.s.Preserve()
		r.buf = r.s.Text(r.buf)
		r.buf = tidy(r.buf, from, preserve)
		if l.font != "" {
			r.buf = fromSymbolFont(r.buf, from, l.font)
		}
	case opc.W | opc.Tab, opc.W | opc.Ptab:
		r.buf = append(r.buf, '\t')
		r.s.Skip()
	case opc.W | opc.Br, opc.W | opc.Cr:
		r.buf = append(r.buf, '\n')
		r.s.Skip()
	case opc.W | opc.NoBreakHyphen:
		// "the equivalent of Unicode character 002D" (§17.3.3.18)
		r.buf = append(r.buf, '-')
		r.s.Skip()
	case opc.W | opc.Sym:
		char, _ := r.s.Attr(opc.W, "char")
		font, _ := r.s.Attr(opc.W, "font")
		r.buf = appendSymbol(r.buf, string(font), string(char))
		r.s.Skip()
	case opc.W | opc.FldChar:
		p.hasField = true
		r.fieldChar(p, m, l)
	case opc.W | opc.Ruby:
		if l.hidden && m.drop == "" && r.fields.shown() {
			r.dropped(doc.Hidden) // whatever its own runs say
			return
		}
		r.ruby(p, m)
		return
	case opc.W | opc.FootnoteReference, opc.W | opc.EndnoteReference:
		if m.drop == "" && !l.hidden {
			r.refer()
		}
		if v, ok := r.s.Attr(opc.W, "customMarkFollows"); ok && truth(v) {
			// The note's own mark is the text behind (§17.11.14), however it is set:
			// where it is a digit, it is no part of a figure.
			l.raised = true
		}
		r.s.Skip()
		return
	case opc.W | opc.Drawing, opc.W | opc.Pict, opc.W | opc.Object:
		r.art(p, m, l)
		return
	case opc.MC | opc.AlternateContent:
		if depth := r.s.Depth() - 1; r.branch() {
			for r.s.Depth() > depth+1 {
				if t := r.s.Next(); t == opc.Start {
					r.runContent(p, m, l)
				} else if t == opc.EOF || r.s.Depth() <= depth+1 {
					break
				}
			}
			r.s.SkipTo(depth)
		}
		return
	case opc.W | opc.P, opc.W | opc.Tbl, opc.W | opc.R, opc.W | opc.Hyperlink, opc.W | opc.Ins, opc.W | opc.Del,
		opc.NSMath | opc.OMath, opc.W | opc.Sdt, opc.W | opc.SmartTag:
		// What cannot be in a run (schema-invalid) is read as if it stood beside it.
		r.inlineElement(p, m)
		return
	case opc.W | opc.InstrText:
		r.instruction(m)
		return
	case opc.W | opc.DelInstrText, opc.W | opc.RPr, opc.W | opc.SoftHyphen:
		// A soft hyphen shows only where a line ends at it (§17.3.3.29).
		r.s.Skip()
		return
	default:
		if sp := r.s.Name.Space(); sp == opc.W && r.s.Name&0xffff == opc.Other || sp == opc.NSOther || sp == 0 {
			depth := r.s.Depth() - 1
			for r.s.Depth() > depth {
				if t := r.s.Next(); t == opc.Start {
					r.runContent(p, m, l)
				} else if t == opc.EOF {
					return
				}
			}
			return
		}
		r.s.Skip()
		return
	}
	if len(r.buf) > from {
		r.piece(p, m, l, from)
	}
}

// piece decides about the text from offset from on, which a run has just added.
func (r *reader) piece(p *para, m mode, l *look, from int) {
	text := r.buf[from:]
	if len(r.buf)-p.start > r.limits.MaxText {
		r.stop("--max-text", "a paragraph of more than %d bytes at byte %d", r.limits.MaxText, r.s.At)
	}
	switch {
	case m.drop != "":
		r.stretch(m.drop, text)
		r.buf = r.buf[:from]
	case !r.fields.shown():
		r.buf = r.buf[:from]
		return
	case l.hidden:
		p.hidText = true
		r.stretch(doc.Hidden, text)
		r.buf = r.buf[:from]
	default:
		if m.inserted {
			r.stretch(doc.Inserted, text)
		}
		if l.highlight {
			r.stretch(doc.Highlighted, text)
		}
		if l.raised {
			r.stretch(doc.Raised, text)
		}
		if l.struck {
			r.stretch(doc.Struck, text)
		}
		if r.prompt {
			r.stretch(doc.Placeholder, text)
		}
		p.out.Size = max(p.out.Size, l.size)
	}
	r.pieces++
}

// ruby reads the base text of w:ruby; the reading above it is not part of the
// text (§17.3.3.25).
func (r *reader) ruby(p *para, m mode) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		if r.s.Name == opc.W|opc.RubyBase {
			r.inline(p, m)
		} else {
			r.s.Skip()
		}
	}
}

// refer remembers a footnote or endnote that the text refers to.
func (r *reader) refer() {
	id, ok := r.s.Attr(opc.W, "id")
	if !ok {
		return
	}
	set := &r.footnotes
	if r.s.Name == opc.W|opc.EndnoteReference {
		set = &r.endnotes
	}
	if *set == nil {
		*set = map[string]bool{}
	}
	if (*set)[string(id)] = true; len(*set) > r.limits.MaxCells {
		r.stop("--max-cells", "more than %d notes at byte %d", r.limits.MaxCells, r.s.At)
	}
}

// tidy treats the white space of a w:t from offset from on: without
// xml:space="preserve" it has none at its ends (§17.3.3.31), and a line end of
// the XML is a space to Word.
func tidy(buf []byte, from int, preserve bool) []byte {
	b := buf[from:]
	if len(b) == 0 || preserve && b[0] >= ' ' && len(b) == 1 {
		return buf
	}
	for i, c := range b {
		if c == '\n' {
			b[i] = ' '
		}
	}
	if preserve {
		return buf
	}
	start, end := 0, len(b)
	for start < end && (b[start] == ' ' || b[start] == '\t') {
		start++
	}
	for end > start && (b[end-1] == ' ' || b[end-1] == '\t') {
		end--
	}
	if start > 0 {
		copy(b, b[start:end])
	}
	return buf[:from+end-start]
}
