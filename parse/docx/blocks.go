package docx

import (
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// mode is what the wrappers around a run say of it.
type mode struct {
	drop     doc.NoteCode // why it is not in the final text; empty: it is
	inserted bool
}

// story reads the blocks in the element that was just started: a body, a text
// box, a header, a note. Fields begin and end within a story.
func (r *reader) story() []doc.Block {
	saved := r.fields.begin()
	n := len(r.blockStack)
	r.blockList()
	r.fields.nest = saved
	return r.takeBlocks(n)
}

// blockList reads blocks onto the stack, and with them a paragraph that waits
// for its continuation.
func (r *reader) blockList() {
	var carry *para
	base := len(r.blockStack)
	r.blockChildren(&carry, mode{})
	if carry != nil {
		r.finish(carry, len(r.blockStack) > base)
	}
}

// blockChildren reads the content of the element that was just started.
// Elements it does not know are passed through: what they hold is shown
// rather than lost.
func (r *reader) blockChildren(carry **para, m mode) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		r.blockElement(carry, m)
	}
}

// blockElement reads one element of a block list.
func (r *reader) blockElement(carry **para, m mode) {
	switch r.s.Name {
	case opc.W | opc.P:
		r.paragraph(carry, m)
	case opc.W | opc.Tbl:
		if m.drop != "" {
			r.dropped(m.drop)
			return
		}
		if *carry != nil {
			r.finish(*carry, true)
			*carry = nil
		}
		r.readTable()
	case opc.MC | opc.AlternateContent:
		if depth := r.s.Depth() - 1; r.branch() {
			r.blockChildren(carry, m)
			r.s.SkipTo(depth)
		}
	case opc.W | opc.Sdt:
		outer := r.control()
		r.blockChildren(carry, m)
		r.prompt = outer
	case opc.W | opc.SdtPr:
		r.sdtProperties()
	case opc.W | opc.Del:
		r.blockChildren(carry, mode{drop: doc.Deleted})
	case opc.W | opc.MoveFrom:
		r.blockChildren(carry, mode{drop: doc.MovedFrom})
	case opc.W | opc.Ins, opc.W | opc.MoveTo:
		r.blockChildren(carry, mode{drop: m.drop, inserted: true})
	case opc.W | opc.SectPr:
		r.section()
	case opc.W | opc.AltChunk:
		id, _ := r.s.Attr(opc.NSRel, "id")
		r.note(doc.AltChunk, r.pos(), r.target(string(id)))
		r.s.Skip()
	case opc.W | opc.SubDoc:
		id, _ := r.s.Attr(opc.NSRel, "id")
		r.note(doc.AltChunk, r.pos(), r.target(string(id)))
		r.s.Skip()
	case opc.W | opc.SdtEndPr, opc.W | opc.TcPr, opc.W | opc.TrPr, opc.W | opc.TblPr, opc.W | opc.TblGrid,
		opc.W | opc.CustomXmlPr, opc.W | opc.SmartTagPr, opc.W | opc.PPr, opc.W | opc.RPr:
		r.s.Skip()
	case opc.W | opc.R, opc.W | opc.Hyperlink, opc.W | opc.FldSimple, opc.NSMath | opc.OMath, opc.NSMath | opc.OMathPara:
		// A run without a paragraph (schema-invalid): it gets one.
		p := r.begin(carry)
		r.inlineElement(p, m)
		r.end(carry, p)
	default:
		if r.s.Name.Space() == opc.W || r.s.Name.Space() == opc.NSOther || r.s.Name.Space() == 0 {
			r.blockChildren(carry, m)
		} else {
			r.s.Skip()
		}
	}
}

// dropped passes over the element that was just started and notes its text.
func (r *reader) dropped(code doc.NoteCode) {
	pos := r.pos()
	if text := r.plainText(); text != "" {
		r.note(code, pos, text)
	}
}

// plainText is the text in the element that was just started, for notes:
// paragraphs and cells divided by spaces.
func (r *reader) plainText() string { return r.textTo(r.s.Depth() - 1) }

// textTo is the text up to where only depth elements are open.
func (r *reader) textTo(depth int) string {
	var b []byte
	for r.s.Depth() > depth {
		switch r.s.Next() {
		case opc.EOF:
			return strings.TrimSpace(string(b))
		case opc.End:
			if r.s.Name == opc.W|opc.P {
				b = append(b, ' ')
			}
			continue
		}
		switch r.s.Name {
		case opc.W | opc.T, opc.W | opc.DelText, opc.NSMath | opc.T:
			b = r.s.Text(b)
			if len(b) > r.limits.MaxText {
				r.stop("--max-text", "dropped text of more than %d bytes at byte %d", r.limits.MaxText, r.s.At)
			}
		case opc.W | opc.Tab, opc.W | opc.Br:
			b = append(b, ' ')
		case opc.MC | opc.Fallback:
			r.s.Skip()
		}
	}
	return strings.TrimSpace(string(b))
}

// branch chooses one branch of an AlternateContent (ISO/IEC 29500-3 §9.3): the
// first Choice of which every required namespace is understood, or else the
// Fallback. It reports false where there is none; the element is then over.
func (r *reader) branch() bool {
	pos := r.pos()
	depth := r.s.Depth() - 1
	for r.s.Depth() > depth {
		switch r.s.Next() {
		case opc.EOF:
			return false
		case opc.End:
			continue
		}
		switch r.s.Name {
		case opc.MC | opc.Choice:
			if r.requiresUnderstood() {
				return true
			}
			r.s.Skip()
		case opc.MC | opc.Fallback:
			return true
		default:
			r.s.Skip()
		}
	}
	r.note(doc.AlternateSkipped, pos, "no branch that is understood")
	return false
}

func (r *reader) requiresUnderstood() bool {
	v, ok := r.s.Attr(opc.MC, "Requires")
	if !ok {
		return false
	}
	for p := range strings.FieldsSeq(string(v)) {
		if r.s.Prefixed(p) == opc.NSOther {
			return false
		}
	}
	return true
}

// control begins a content control, and gives what r.prompt is to be behind it.
func (r *reader) control() (outer bool) {
	outer, r.prompt = r.prompt, false
	return outer
}

// sdtProperties looks at the properties of a content control: it may show its
// prompt instead of an entry (§17.5.2.39).
func (r *reader) sdtProperties() {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		if r.s.Name == opc.W|opc.ShowingPlcHdr {
			r.prompt = r.on()
		}
		r.s.Skip()
	}
}

// on reads the last start tag as a toggle (§17.17.4 boolean values): present
// means true unless its value says otherwise.
func (r *reader) on() bool {
	v, ok := r.s.Attr(opc.W, "val")
	return !ok || truth(v)
}

// truth reads a boolean attribute.
func truth(v []byte) bool {
	switch string(v) {
	case "0", "false", "off":
		return false
	}
	return true
}

// number reads the last start tag's integer attribute; ok is false where there
// is none.
func (r *reader) number(name string) (int, bool) {
	v, ok := r.s.Attr(opc.W, name)
	if !ok {
		return 0, false
	}
	return atoi(v)
}

// atoi reads a decimal integer, a fraction behind it cut off; it saturates.
func atoi(b []byte) (int, bool) {
	i, sign := 0, 1
	for i < len(b) && b[i] == ' ' {
		i++
	}
	if i < len(b) && (b[i] == '-' || b[i] == '+') {
		if b[i] == '-' {
			sign = -1
		}
		i++
	}
	n, digits := 0, 0
	for ; i < len(b) && b[i] >= '0' && b[i] <= '9'; i++ {
		if n < 1<<30 {
			n = n*10 + int(b[i]-'0')
		}
		digits++
	}
	return sign * n, digits > 0
}

// target is what a relationship id points at, or the id itself.
func (r *reader) target(id string) string {
	if rel, ok := r.relations[id]; ok {
		return rel.Target
	}
	return id
}
