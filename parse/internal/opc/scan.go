package opc

import (
	"bytes"
	"fmt"
	"sync"
)

// Token is what Scanner.Next found.
type Token uint8

// The tokens. Character data is no token: whoever wants it calls Text.
const (
	EOF Token = iota
	Start
	End
)

// Scanner walks the elements of one XML part. It is lenient where nothing can
// be misread (undeclared prefixes, unknown entities, stray text) and stops
// where structure is lost (an end tag without its start, an unfinished tag):
// from there on it closes the open elements and Broken tells where and why. So
// its callers always see a balanced tree.
//
// Entities declared in a DTD are not expanded, so no part can grow.
type Scanner struct {
	// Name is the element of the last Start or End.
	Name Name
	// At is the offset of the last tag's "<".
	At int
	// MaxText bounds what Text reads in one piece, in bytes.
	MaxText int

	data   []byte
	pos    int    // the next byte to look at
	attrs  []byte // the last start tag, from behind the name to ">" or "/>"
	empty  bool   // the last Start was "<a/>": its End comes next
	done   bool   // nothing more is read
	rooted bool   // the root element has begun
	open   []element
	limit  int // MaxDepth

	// binding changes whenever a prefix may mean something else than before.
	binding  int
	prefixes []prefix
	undo     []binding
	names    []cached // open addressing, by key of the written name
	filled   int

	broken *Broken
	err    error
}

type element struct {
	name       Name
	at, length int32 // the written name, to compare the end tag with
	preserve   bool  // xml:space
	binds      bool  // the element declares namespaces
}

type prefix struct {
	spelling string
	space    Name
}

type binding struct {
	depth, prefix int
	space         Name // what it was before
}

type cached struct {
	key
	spelling string
	prefix   int32
	local    Name
}

// Broken says where a part stops being XML.
type Broken struct {
	Offset int // byte offset in the decoded part
	Reason string
	Rest   int // table start tags behind Offset, which nobody read
}

func (b *Broken) Error() string { return fmt.Sprintf("%s at byte %d", b.Reason, b.Offset) }

const (
	nameBits  = 10
	nameSlots = 1 << nameBits
)

// NewScanner scans a part that Decode has made UTF-8. Elements nest at most
// depth deep; 0 means the default.
func NewScanner(data []byte, depth int) *Scanner {
	s := scanners.Get().(*Scanner)
	s.Reset(data, depth)
	return s
}

// scanners keep their name caches between parts and documents.
var scanners = sync.Pool{New: func() any { return &Scanner{names: make([]cached, nameSlots)} }}

// Release gives the scanner's memory back; it must not be used again. Nothing
// breaks where it is forgotten.
func (s *Scanner) Release() {
	s.data, s.attrs = nil, nil
	scanners.Put(s)
}

// Reset starts over with another part and keeps the memory.
func (s *Scanner) Reset(data []byte, depth int) {
	if depth <= 0 {
		depth = DefaultDepth
	}
	next := Scanner{data: data, MaxText: DefaultText, limit: depth, names: s.names, open: s.open[:0], prefixes: s.prefixes, undo: s.undo[:0], filled: s.filled}
	// The cache outlives the part: which prefix a name has and which local name
	// it is does not depend on it. A crowded cache is emptied, so that no odd
	// part slows the next ones down.
	if next.filled > nameSlots/4 || len(next.prefixes) > 64 {
		clear(next.names)
		next.filled, next.prefixes = 0, next.prefixes[:0]
	}
	for i := range next.prefixes {
		next.prefixes[i].space = undeclared(next.prefixes[i].spelling)
	}
	*s = next
}

// Broken is nil while the part is sound.
func (s *Scanner) Broken() *Broken { return s.broken }

// Err is the limit that stopped the scanner, if one did.
func (s *Scanner) Err() error { return s.err }

// Stop ends the reading with an error; the open elements are closed.
func (s *Scanner) Stop(err error) {
	if s.err == nil {
		s.err = err
	}
	s.done, s.pos = true, len(s.data)
}

// Depth is the number of open elements; that of the last Start is counted.
func (s *Scanner) Depth() int { return len(s.open) }

// Offset is where the scanner stands.
func (s *Scanner) Offset() int { return s.pos }

// Next goes to the next start or end of an element.
func (s *Scanner) Next() Token {
	if s.empty {
		s.empty = false
		s.pop()
		return End
	}
	if s.done {
		return s.close()
	}
	for {
		data := s.data
		i := s.pos
		if i >= len(data) || data[i] != '<' {
			n := bytes.IndexByte(data[min(i, len(data)):], '<')
			if n < 0 {
				s.pos = len(data)
				s.done = true
				if len(s.open) > 0 {
					return s.fail(len(data), "the part ends inside an element")
				}
				return EOF
			}
			i += n
		}
		s.At = i
		if i+1 >= len(data) {
			return s.fail(i, "the part ends in a tag")
		}
		switch c := data[i+1]; c {
		case '/':
			return s.endTag(i)
		case '!', '?':
			if !s.declaration(i) {
				return s.close()
			}
		default:
			return s.startTag(i)
		}
	}
}

// close ends the elements that are still open, one by one.
func (s *Scanner) close() Token {
	if len(s.open) == 0 {
		return EOF
	}
	s.pop()
	return End
}

// fail stops reading at offset i.
func (s *Scanner) fail(i int, reason string) Token {
	s.done = true
	s.attrs = nil
	if s.broken == nil && s.err == nil {
		s.broken = &Broken{Offset: i, Reason: reason, Rest: tables(s.data[min(i, len(s.data)):])}
	}
	s.pos = len(s.data)
	return s.close()
}

// tables counts what look like start tags of tables, whatever their prefix.
func tables(b []byte) int {
	count := 0
	for {
		n := bytes.Index(b, []byte("tbl>"))
		if n < 0 {
			return count
		}
		if i := bytes.LastIndexByte(b[max(0, n-16):n], '<'); i >= 0 && b[max(0, n-16)+i+1] != '/' {
			count++
		}
		b = b[n+len("tbl>"):]
	}
}

func (s *Scanner) pop() {
	e := &s.open[len(s.open)-1]
	s.Name = e.name
	if e.binds {
		s.binding++
		for n := len(s.undo); n > 0 && s.undo[n-1].depth == len(s.open); n-- {
			b := s.undo[n-1]
			s.prefixes[b.prefix].space = b.space
			s.undo = s.undo[:n-1]
		}
	}
	s.open = s.open[:len(s.open)-1]
}

func (s *Scanner) endTag(i int) Token {
	data := s.data
	n := len(s.open)
	if n == 0 {
		return s.fail(i, "an end tag without a start tag")
	}
	e := &s.open[n-1]
	j := i + 2
	k := j + int(e.length)
	if k >= len(data) || string(data[j:k]) != string(s.data[e.at:e.at+e.length]) {
		return s.fail(i, "an end tag that does not match its start tag")
	}
	for k < len(data) && data[k] <= ' ' {
		k++
	}
	if k >= len(data) || data[k] != '>' {
		return s.fail(i, "an end tag that does not match its start tag")
	}
	s.pos = k + 1
	s.pop()
	return End
}

// The kinds of bytes that end a run in a start tag.
const (
	endsName  = 1 << iota // white space, ">", "/", and what cannot be in a name
	endsOuter             // outside attribute values: ">", "<", quotes, "x"
	endsValue             // inside: quotes and "<"
)

var class = func() (t [256]uint8) {
	for c := range t {
		if c <= ' ' {
			t[c] |= endsName
		}
	}
	for _, c := range []byte(">/<=\"'&") {
		t[c] |= endsName
	}
	for _, c := range []byte("><\"'x") {
		t[c] |= endsOuter
	}
	for _, c := range []byte("<\"'") {
		t[c] |= endsValue
	}
	return t
}()

// startTag reads the tag at i.
func (s *Scanner) startTag(i int) Token {
	data := s.data
	j := i + 1
	for j < len(data) && class[data[j]]&endsName == 0 {
		j++
	}
	if j == i+1 || j < len(data) && data[j] > ' ' && data[j] != '>' && data[j] != '/' {
		return s.fail(i, "a \"<\" that begins no tag")
	}
	nameEnd := j
	special := false // the tag may have xmlns or xml:space
scan:
	for {
		for j < len(data) && class[data[j]]&endsOuter == 0 {
			j++
		}
		if j >= len(data) {
			return s.fail(i, "the part ends in a tag")
		}
		switch c := data[j]; c {
		case '>':
			break scan
		case '<':
			return s.fail(i, "a tag that does not end")
		case 'x':
			if data[j-1] <= ' ' && j+3 < len(data) && data[j+1] == 'm' && data[j+2] == 'l' {
				special = true
			}
		default: // a quote
			for j++; ; j++ {
				for j < len(data) && class[data[j]]&endsValue == 0 {
					j++
				}
				if j >= len(data) {
					return s.fail(i, "the part ends in a tag")
				}
				if data[j] == c {
					break
				}
				if data[j] == '<' {
					return s.fail(i, "an attribute value that does not end")
				}
			}
		}
		j++
	}
	s.pos = j + 1
	if data[j-1] == '/' {
		s.empty = true
		j--
	}
	s.attrs = data[nameEnd:max(j, nameEnd)]
	if len(s.open) == 0 && s.rooted {
		s.empty = false
		return s.fail(i, "a second root element")
	}
	if len(s.open) >= s.limit {
		s.err = &LimitError{Flag: "--max-depth", Detail: fmt.Sprintf("nesting deeper than %d elements at byte %d", s.limit, i)}
		s.empty, s.done = false, true
		s.pos = len(data)
		return s.close()
	}
	e := element{at: int32(i + 1), length: int32(nameEnd - i - 1)}
	if n := len(s.open); n > 0 {
		e.preserve = s.open[n-1].preserve
	}
	if special {
		e.binds = s.declare(len(s.open) + 1)
		if v, ok := s.Attr(NSXML, "space"); ok {
			e.preserve = string(v) == "preserve"
		}
	}
	e.name = s.resolve(i+1, nameEnd)
	s.Name = e.name
	s.open = append(s.open, e)
	s.rooted = true
	return Start
}

// declaration passes over a comment, a processing instruction, a CDATA section
// (text outside Text is nobody's) or a document type. It reports false where
// reading stops.
func (s *Scanner) declaration(i int) bool {
	at, rest := i, s.data[i:]
	var end string
	switch {
	case rest[1] == '?':
		end = "?>"
	case bytes.HasPrefix(rest, []byte("<!--")):
		end = "-->"
		rest = rest[min(4, len(rest)):]
		i += 4
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		end = "]]>"
	default:
		return s.doctype(i)
	}
	n := bytes.Index(rest, []byte(end))
	if n < 0 {
		s.done, s.pos = true, len(s.data)
		s.note(at, "a comment, instruction or CDATA section that does not end")
		return false
	}
	s.pos = i + n + len(end)
	return true
}

// note records a break without closing an element yet.
func (s *Scanner) note(i int, reason string) {
	n := len(s.open)
	open := s.open
	s.open = nil
	s.fail(i, reason)
	s.open = open[:n]
}

// doctype passes over <!DOCTYPE …[…]>; nothing in it is used.
func (s *Scanner) doctype(i int) bool {
	depth := 0
	var quote byte
	for j := i + 2; j < len(s.data); j++ {
		c := s.data[j]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[' || c == '<':
			depth++
		case c == ']' || c == '>':
			if depth == 0 && c == '>' {
				s.pos = j + 1
				return true
			}
			depth--
		}
	}
	s.note(i, "a document type that does not end")
	return false
}

// Skip goes to the End of the element whose Start was last.
func (s *Scanner) Skip() { s.SkipTo(len(s.open) - 1) }

// SkipTo goes on until only depth elements are open.
func (s *Scanner) SkipTo(depth int) {
	for len(s.open) > depth {
		if s.Next() == EOF {
			return
		}
	}
}

// Preserve says whether xml:space="preserve" holds in the last Start.
func (s *Scanner) Preserve() bool {
	n := len(s.open)
	return n > 0 && s.open[n-1].preserve
}
