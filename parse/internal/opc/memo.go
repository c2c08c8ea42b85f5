package opc

import "bytes"

// Memo remembers the content of an element, so that the same bytes need not be
// read again: properties repeat all through a document. It holds only what has
// been read to its End without a break, and only while prefixes mean what they
// meant then.
type Memo struct {
	name    Name
	binding int
	content []byte // from behind the start tag to behind the end tag
}

// Begin is to be called at a Start, before its content is read.
func (s *Scanner) Begin() Memo {
	if s.empty || s.done {
		return Memo{}
	}
	return Memo{name: s.Name, binding: s.binding, content: s.data[s.pos:]}
}

// Finish is to be called when the same element has ended. It reports false
// where the memo is of no use.
func (s *Scanner) Finish(m *Memo) bool {
	n := s.pos - (len(s.data) - len(m.content))
	if m.content == nil || s.done || s.binding != m.binding || n <= 0 || n > len(m.content) {
		return false
	}
	m.content = m.content[:n:n]
	return true
}

// Recall passes over the element whose Start was last, to its End, if it has
// the very content of the memo.
func (s *Scanner) Recall(m *Memo) bool {
	if m.name != s.Name || m.binding != s.binding || s.empty || s.done || !bytes.HasPrefix(s.data[s.pos:], m.content) {
		return false
	}
	s.pos += len(m.content)
	s.At = s.pos
	s.pop()
	return true
}
