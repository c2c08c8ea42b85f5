package docx

import (
	"strings"

	"github.com/nianbao/nianbao/parse/internal/opc"
)

// tri is a property that may be left to the next in line.
type tri int8

const (
	unset tri = iota
	on
	off
)

// style is one style with what it inherits (§17.7.4.3 basedOn).
type style struct {
	id, name, kind, base string

	outline      int // from 1; 0 is body text
	ownOutline   int // from 0 as written; -1: not set
	align        int8
	size         int
	vanish       tri
	raised       tri // vertAlign
	struck       tri // strike or dstrike
	numID, level int // -1: not set

	state int8 // resolving: 0 not yet, 1 in hand, 2 done
}

// styles are the styles of a document.
type styles struct {
	all       map[string]*style
	paragraph *style // the default paragraph style
	table     *style // the default table style
	hide      bool   // docDefaults hide text
	size      int    // of docDefaults, in half-points
}

// byID finds a style of a kind; an unknown id, or that of another kind, gives
// def (§17.3.1.27, §17.3.2.29).
func (s *styles) byID(id []byte, kind string, def *style) *style {
	if st, ok := s.all[string(id)]; ok && st.kind == kind {
		s.resolve(st)
		return st
	}
	return def
}

// hidden says whether text without a vanish of its own is hidden. vanish is a
// toggle property (§17.7.3): true in the document defaults it is true, and
// otherwise the styles of table, paragraph and character undo each other.
func (s *styles) hidden(paragraph, character *style, table bool) bool {
	h := table
	if paragraph != nil && paragraph.vanish == on {
		h = !h
	}
	if character != nil && character.vanish == on {
		h = !h
	}
	return h || s.hide
}

// struck says whether there is a line through a run; strike and dstrike are
// toggle properties too.
func struck(own tri, character, paragraph *style) bool {
	if own != unset {
		return own == on
	}
	return (paragraph.struck == on) != (character != nil && character.struck == on)
}

// raised says whether a run is superscript or subscript (§17.3.2.42), or stands
// higher or lower than the line: by its own
// properties, else by its character style, else by its paragraph's (§17.7.2).
func raised(own tri, character, paragraph *style) bool {
	if own == unset && character != nil {
		own = character.raised
	}
	if own == unset {
		own = paragraph.raised
	}
	return own == on
}

// resolve lets a style inherit; a circle ends where it closes.
func (s *styles) resolve(st *style) {
	if st.state != 0 {
		return
	}
	// A chain of styles is walked without recursion: it may be long.
	var chain []*style
	for st != nil && st.state == 0 {
		st.state = 1
		chain = append(chain, st)
		st = s.all[st.base]
	}
	for i := len(chain) - 1; i >= 0; i-- {
		st := chain[i]
		if b := s.all[st.base]; b != nil && b.state == 2 && b.kind == st.kind {
			if st.ownOutline < 0 {
				st.ownOutline = b.ownOutline
			}
			if st.align == 0 {
				st.align = b.align
			}
			if st.size == 0 {
				st.size = b.size
			}
			if st.vanish == unset {
				st.vanish = b.vanish
			}
			if st.raised == unset {
				st.raised = b.raised
			}
			if st.struck == unset {
				st.struck = b.struck
			}
			if st.numID < 0 {
				st.numID = b.numID
			}
			if st.level < 0 {
				st.level = b.level
			}
		}
		if st.size == 0 && st.kind != "character" {
			st.size = s.size
		}
		st.outline = level(st.ownOutline)
		if st.ownOutline < 0 {
			st.outline = headingLevel(st.name)
		}
		st.state = 2
	}
}

// headingLevel knows the built-in heading styles by name, for files that leave
// their outline level out.
func headingLevel(name string) int {
	n := strings.ToLower(strings.ReplaceAll(name, " ", ""))
	for _, p := range []string{"heading", "标题"} {
		if d, ok := strings.CutPrefix(n, p); ok && len(d) == 1 && d[0] >= '1' && d[0] <= '9' {
			return int(d[0] - '0')
		}
	}
	return 0
}

// readStyles reads the style part; a document without one has one plain style.
func (r *reader) readStyles() error {
	r.styles = &styles{all: map[string]*style{}, paragraph: &style{state: 2, numID: -1, level: -1, ownOutline: -1}}
	name, ok := r.related("styles")
	if !ok {
		return nil
	}
	data, err := r.pkg.Read(name)
	if err != nil {
		return r.lose(name, err)
	}
	r.enter(name, nil)
	r.s = opc.NewScanner(data, r.limits.MaxDepth)
	for t := r.s.Next(); t != opc.EOF; t = r.s.Next() {
		if t != opc.Start {
			continue
		}
		switch r.s.Name {
		case opc.W | opc.Style:
			r.readStyle()
		case opc.W | opc.LatentStyles:
			r.s.Skip()
		case opc.W | opc.RPrDefault:
			st := &style{}
			r.styleProperties(st)
			r.styles.hide, r.styles.size = st.vanish == on, st.size
		}
	}
	s := r.styles
	s.resolve(s.paragraph)
	if s.table != nil {
		s.resolve(s.table)
	}
	if s.paragraph.size == 0 {
		s.paragraph.size = s.size
	}
	return r.leave()
}

// lose makes a limit an error, and anything else that keeps a part beside the
// main one from being read a note.
func (r *reader) lose(part string, err error) error {
	if isLimit(err) {
		return err
	}
	r.noteLost(part, err)
	return nil
}

func (r *reader) readStyle() {
	st := &style{kind: "paragraph", ownOutline: -1, numID: -1, level: -1}
	if v, ok := r.s.Attr(opc.W, "styleId"); ok {
		st.id = string(v)
	}
	if v, ok := r.s.Attr(opc.W, "type"); ok {
		st.kind = string(v)
	}
	v, ok := r.s.Attr(opc.W, "default")
	isDefault := ok && (string(v) == "1" || string(v) == "true" || string(v) == "on")
	r.styleProperties(st)
	if _, ok := r.styles.all[st.id]; !ok {
		if r.styles.all[st.id] = st; len(r.styles.all) > r.limits.MaxEntries {
			r.stop("--max-entries", "more than %d styles at byte %d", r.limits.MaxEntries, r.s.At)
		}
	}
	if isDefault && st.kind == "paragraph" {
		r.styles.paragraph = st
	}
	if isDefault && st.kind == "table" {
		r.styles.table = st
	}
}

// styleProperties reads what a style says, in itself, its pPr and its rPr.
func (r *reader) styleProperties(st *style) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		switch r.s.Name {
		case opc.W | opc.PPr, opc.W | opc.RPr:
			r.styleProperties(st)
			continue
		case opc.W | opc.NameOf:
			if v, ok := r.s.Attr(opc.W, "val"); ok {
				st.name = string(v)
			}
		case opc.W | opc.BasedOn:
			if v, ok := r.s.Attr(opc.W, "val"); ok {
				st.base = string(v)
			}
		case opc.W | opc.OutlineLvl:
			if n, ok := r.number("val"); ok {
				st.ownOutline = max(n, 0)
			}
		case opc.W | opc.Jc:
			v, _ := r.s.Attr(opc.W, "val")
			st.align = alignment(v)
		case opc.W | opc.NumPr:
			st.numID, st.level = r.numberProperties()
			continue
		case opc.W | opc.Sz:
			if n, ok := r.number("val"); ok && n > 0 {
				st.size = n
			}
		case opc.W | opc.Vanish:
			st.vanish = off
			if r.on() {
				st.vanish = on
			}
		case opc.W | opc.VertAlign, opc.W | opc.Position:
			r.vertical(&st.raised)
		case opc.W | opc.Strike, opc.W | opc.Dstrike:
			r.strike(&st.struck)
		}
		r.s.Skip()
	}
}
