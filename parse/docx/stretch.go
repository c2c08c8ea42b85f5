package docx

import "github.com/nianbao/nianbao/parse/doc"

// stretch is text of one kind without a gap: what will be one note.
type stretch struct {
	code doc.NoteCode
	pos  doc.Pos
	text []byte
	last int // the piece that was added last
}

// stretch adds text to the note of a kind.
func (r *reader) stretch(code doc.NoteCode, text []byte) {
	slot := 0 // deleted and moved text exclude each other
	switch code {
	case doc.Hidden:
		slot = 1
	case doc.Inserted:
		slot = 2
	case doc.Highlighted:
		slot = 3
	case doc.Raised:
		slot = 4
	case doc.Struck:
		slot = 5
	case doc.Placeholder:
		slot = 6
	}
	s := &r.stretches[slot]
	if len(s.text) > 0 && (s.code != code || s.last+1 < r.pieces) {
		r.emit(s)
	}
	if len(s.text) == 0 {
		s.code, s.pos = code, r.pos()
	}
	s.text = append(s.text, text...)
	s.last = r.pieces
	if len(s.text) > r.limits.MaxText {
		r.stop("--max-text", "more than %d bytes of %s text at byte %d", r.limits.MaxText, code, r.s.At)
	}
}

func (r *reader) emit(s *stretch) {
	r.note(s.code, s.pos, r.keep(s.text))
	s.text = s.text[:0]
}

// flush ends all stretches: a note does not go beyond its paragraph.
func (r *reader) flush() {
	for i := range r.stretches {
		if s := &r.stretches[i]; len(s.text) > 0 {
			r.emit(s)
		}
	}
	r.pieces++
}
