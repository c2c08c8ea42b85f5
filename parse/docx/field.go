package docx

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// fields follows complex fields (§17.16.18 fldChar): begin, code, separate,
// result, end. Only results are text. Fields nest, and they may reach over
// paragraphs.
type fields struct {
	nest
	// loose are the offsets of the begins that have no end in the part, in
	// order. Word would not write them; taken at their word, they would hide
	// the rest of the story.
	loose []int
	part  []byte // the part being read; nil once loose is known
}

// nest is the fields that are open in one story.
type nest struct {
	open []field
	code int // how many of them have not come to their result
}

type field struct {
	result bool // past the separator
	from   int  // where its result begins in reader.buf
	form   []byte
	code   []byte // what it is to do
}

// silent says whether a field shows nothing, whatever it gives: SET
// and ASK (§17.16.5) give a bookmark its text, which is shown
// where others refer to it.
func silent(code []byte) bool {
	name, _ := cutWord(code)
	return strings.EqualFold(string(name), "SET") || strings.EqualFold(string(name), "ASK")
}

// cutWord is the first word of a field's code, and the rest.
func cutWord(code []byte) (word, rest []byte) {
	code = bytes.TrimSpace(code)
	if n := bytes.IndexAny(code, " \\"); n >= 0 {
		return code[:n], bytes.TrimSpace(code[n:])
	}
	return code, nil
}

// prepare pairs begins and ends in a whole part, textually, when its first
// field is met.
func (f *fields) prepare() {
	data := f.part
	f.part = nil
	key := []byte("fldCharType")
	for at := 0; ; {
		n := bytes.Index(data[at:], key)
		if n < 0 {
			return
		}
		at += n + len(key)
		value := bytes.TrimLeft(data[at:min(len(data), at+32)], " =\"'\t\r\n")
		switch {
		case bytes.HasPrefix(value, []byte("begin")):
			f.loose = append(f.loose, at)
		case bytes.HasPrefix(value, []byte("end")) && len(f.loose) > 0:
			f.loose = f.loose[:len(f.loose)-1]
		}
	}
}

// isLoose says whether the begin in the tag between from and to has no end.
func (f *fields) isLoose(from, to int) bool {
	if f.part != nil {
		f.prepare()
	}
	i, _ := slices.BinarySearch(f.loose, from)
	return i < len(f.loose) && f.loose[i] <= to
}

// shown says whether text is visible where the reader stands.
func (f *fields) shown() bool {
	return f.code == 0
}

// begin starts another story, and gives the fields that are to be put back at
// its end.
func (f *fields) begin() nest {
	outer := f.nest
	f.nest = nest{}
	return outer
}

// fieldChar reads w:fldChar. A form field without a result of its own (check
// box, drop-down) appends its value.
func (r *reader) fieldChar(p *para, m mode, l *look) {
	kind, _ := r.s.Attr(opc.W, "fldCharType")
	f := &r.fields
	switch string(kind) {
	case "begin":
		from := r.s.At
		loose := f.isLoose(from, r.s.Offset())
		value := r.formValue()
		if loose {
			r.note(doc.FieldError, doc.Pos{Part: r.part, Offset: from, Table: r.table, Row: r.row, Cell: r.cell}, "a field without an end; its text is kept")
			return
		}
		f.open = append(f.open, field{form: value})
		f.code++
		return
	case "separate":
		// A form field with a value shows that, not what was written as its result.
		if n := len(f.open); n > 0 && !f.open[n-1].result && f.open[n-1].form == nil && !silent(f.open[n-1].code) {
			f.open[n-1].result, f.open[n-1].from = true, len(r.buf)
			f.code--
		}
	case "end":
		if n := len(f.open); n > 0 {
			last := f.open[n-1]
			if !last.result {
				f.code--
			}
			f.open = f.open[:n-1]
			r.buf = append(r.buf, last.form...)
			if last.form == nil && (!last.result || last.from == len(r.buf)) {
				r.codeShown(p, m, l, last.code)
			}
		}
	}
	r.s.Skip()
}

// codeShown keeps what a field without a result shows: an equation, the text of
// a button, by which templates ask for an entry, or a symbol.
func (r *reader) codeShown(p *para, m mode, l *look, code []byte) {
	if l.hidden && m.drop == "" {
		m.drop = doc.Hidden
	}
	name, rest := cutWord(code)
	switch strings.ToUpper(string(name)) {
	case "EQ":
		r.equate(p, m, r.keep(rest))
	case "MACROBUTTON", "GOTOBUTTON":
		if _, text := cutWord(rest); m.drop == "" && r.fields.shown() {
			r.note(doc.Placeholder, r.pos(), r.keep(text))
		}
	case "SYMBOL":
		char, rest := cutWord(rest)
		_, font, _ := strings.Cut(string(rest), `\f`)
		font, _, _ = strings.Cut(strings.TrimLeft(font, ` "`), `"`)
		font, _, _ = strings.Cut(font, `\`)
		if n, err := strconv.ParseUint(string(char), 0, 16); err == nil && n > ' ' {
			r.buf = utf8.AppendRune(r.buf, fromSymbol(rune(n), symbolFont([]byte(strings.TrimSpace(font)))))
		}
	}
}

// instruction reads w:instrText into the field that is in its code.
func (r *reader) instruction(m mode) {
	n := len(r.fields.open)
	if n == 0 || r.fields.open[n-1].result || m.drop != "" {
		r.s.Skip()
		return
	}
	f := &r.fields.open[n-1]
	if f.code = r.s.Text(f.code); len(f.code) > r.limits.MaxText {
		r.stop("--max-text", "a field's code of more than %d bytes at byte %d", r.limits.MaxText, r.s.At)
	}
}

// formValue reads the children of a fldChar: the value of a check box
// (§17.16.7) or of a drop-down list (§17.16.9). A text field has its value as
// result.
func (r *reader) formValue() []byte {
	var entries [][]byte
	var result, standard, checked int
	box, list, chosen, marked := false, false, false, false
	depth := r.s.Depth() - 1
	for r.s.Depth() > depth {
		switch r.s.Next() {
		case opc.EOF:
			return nil
		case opc.End:
			continue
		}
		switch r.s.Name {
		case opc.W | opc.CheckBox:
			box = true
		case opc.W | opc.DdList:
			list = true
		case opc.W | opc.Default:
			if box {
				standard = r.bit()
			} else if list && !chosen {
				result, _ = r.number("val")
			}
		case opc.W | opc.Checked:
			checked, marked = r.bit(), true
		case opc.W | opc.Result:
			result, chosen = r.number("val")
		case opc.W | opc.ListEntry:
			v, _ := r.s.Attr(opc.W, "val")
			entries = append(entries, v)
		}
	}
	if !marked {
		checked = standard
	}
	switch {
	case box && checked != 0:
		return []byte("☒")
	case box:
		return []byte("☐")
	case result >= 0 && result < len(entries):
		return entries[result]
	}
	return nil
}

func (r *reader) bit() int {
	if r.on() {
		return 1
	}
	return 0
}
