package docx

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// span is data[start:end] of the part.
type span struct{ start, end int }

// site is a cell that is to be edited, and what around it matters.
type site struct {
	cell *element
	// forms is true in mc:AlternateContent, bound in a content control that
	// shows data of another part (§17.5.2.6 dataBinding).
	forms, bound bool
	// prompts are the marks of controls around the cell that they show their
	// prompt (§17.5.2.39 showingPlcHdr).
	prompts []span
	// space is the address of the cell's namespace; attr a prefix for it, as an
	// attribute needs one, empty where none is declared.
	space, attr string
}

// scanner walks a part once, strictly: what is not balanced is an error. It
// keeps the elements of the wanted cells alone.
type scanner struct {
	data   string
	sites  map[int]*site // by the offset of the cell's tag
	open   []frame
	spaces []binding
	within []*site // wanted cells that are open, the innermost last
	found  int
}

// frame is an element that is open.
type frame struct {
	name         string
	kept         *element // nil outside the wanted cells
	forms, bound bool
	prompt       span // of the showingPlcHdr in its properties
}

type binding struct {
	depth           int
	prefix, address string
}

// scan finds the cells at these offsets.
func scan(data string, offsets []int) (map[int]*site, error) {
	s := &scanner{data: data, sites: make(map[int]*site, len(offsets))}
	for _, at := range offsets {
		s.sites[at] = nil
	}
	if !utf8.ValidString(data) {
		return nil, &Refused{"文件正文的编码不是 UTF-8；请用 Word 或 WPS 打开并另存为 DOCX", "the main part is not in UTF-8; open the file in Word or WPS and save it as DOCX"}
	}
	for pos := 0; ; {
		n := strings.IndexByte(data[pos:], '<')
		if n < 0 {
			break
		}
		next, ok := s.tag(pos + n)
		if !ok {
			return nil, broken(pos + n)
		}
		pos = next
	}
	if len(s.open) > 0 {
		return nil, broken(len(data))
	}
	if s.found < len(offsets) {
		return nil, fmt.Errorf("find the cells: %d of %d are not where the reader saw them, which is a defect of this program", len(offsets)-s.found, len(offsets))
	}
	return s.sites, nil
}

func broken(at int) error {
	return &Refused{
		fmt.Sprintf("文件正文的标记从第 %d 字节起不完整；请用 Word 或 WPS 打开修复后另存", at),
		fmt.Sprintf("the markup of the main part is broken at byte %d; open the file in Word or WPS, let it be repaired and save it", at),
	}
}

// tag reads what begins at i and returns where it ends.
func (s *scanner) tag(i int) (next int, ok bool) {
	rest := s.data[i:]
	if len(rest) < 2 {
		return 0, false
	}
	switch rest[1] {
	case '/':
		return s.endTag(i)
	case '?':
		return s.until(i, "?>")
	case '!':
		switch {
		case strings.HasPrefix(rest, "<!--"):
			return s.until(i+len("<!--"), "-->")
		case strings.HasPrefix(rest, "<![CDATA["):
			return s.until(i, "]]>")
		}
		return 0, false // no part of a package has a document type (ISO/IEC 29500-2 §7.2.3)
	}
	end := i + 1
	for quote := byte(0); ; end++ {
		if end == len(s.data) {
			return 0, false
		}
		c := s.data[end]
		if quote == 0 && c == '>' {
			end++
			break
		}
		if c == '"' || c == '\'' {
			switch quote {
			case 0:
				quote = c
			case c:
				quote = 0
			}
		}
	}
	if !s.push(i, end) {
		return 0, false
	}
	if s.data[end-2] == '/' {
		s.pop(end, end)
	}
	return end, true
}

func (s *scanner) until(i int, mark string) (next int, ok bool) {
	n := strings.Index(s.data[i:], mark)
	return i + n + len(mark), n >= 0
}

func (s *scanner) endTag(i int) (next int, ok bool) {
	if len(s.open) == 0 {
		return 0, false
	}
	rest, ok := strings.CutPrefix(s.data[i+len("</"):], s.open[len(s.open)-1].name)
	if !ok {
		return 0, false
	}
	rest = strings.TrimLeft(rest, whiteSpace)
	if rest == "" || rest[0] != '>' {
		return 0, false
	}
	next = len(s.data) - len(rest) + 1
	s.pop(i, next)
	return next, true
}

// push opens the element whose start tag is data[start:open].
func (s *scanner) push(start, open int) bool {
	tag := s.data[start:open]
	f := frame{name: tag[1:nameEnd(tag)]}
	if f.name == "" {
		return false
	}
	prefix, local, ok := strings.Cut(f.name, ":")
	if !ok {
		prefix, local = "", f.name
	}
	f.forms = local == "AlternateContent"
	s.open = append(s.open, f)
	depth := len(s.open)
	if strings.Contains(tag, "xmlns") {
		for key, value := range attributes(tag) {
			if key == "xmlns" {
				s.spaces = append(s.spaces, binding{depth, "", value})
			} else if prefix, ok := strings.CutPrefix(key, "xmlns:"); ok {
				s.spaces = append(s.spaces, binding{depth, prefix, value})
			}
		}
	}
	if depth > 2 && strings.HasSuffix(s.open[depth-2].name, "sdtPr") {
		// The properties of a control stand before its content: sdt > sdtPr > dataBinding.
		around := &s.open[depth-3]
		switch {
		case local == "dataBinding":
			around.bound = true
		case local == "showingPlcHdr" && on(tag):
			around.prompt.start = start // its end is known when it is popped
		}
	}
	_, wanted := s.sites[start]
	if !wanted && len(s.within) == 0 {
		return true
	}
	e := &element{prefix: prefix, local: local, start: start, open: open}
	if len(s.within) > 0 {
		e.parent = s.open[depth-2].kept
		e.parent.children = append(e.parent.children, e)
	}
	s.open[depth-1].kept = e
	if wanted {
		s.found++
		at := s.site(e)
		s.sites[start] = at
		s.within = append(s.within, at)
	}
	e.word = s.address(prefix) == s.within[len(s.within)-1].space
	return true
}

// pop closes the innermost element; its end tag is data[close:end].
func (s *scanner) pop(close, end int) {
	depth := len(s.open)
	f := &s.open[depth-1]
	if f.kept != nil {
		f.kept.close, f.kept.end = close, end
		if s.within[len(s.within)-1].cell == f.kept {
			s.within = s.within[:len(s.within)-1]
		}
	}
	if depth > 2 {
		if p := &s.open[depth-3].prompt; p.start > 0 && p.end == 0 {
			p.end = end
		}
	}
	for n := len(s.spaces); n > 0 && s.spaces[n-1].depth == depth; n-- {
		s.spaces = s.spaces[:n-1]
	}
	s.open = s.open[:depth-1]
}

// address resolves a prefix; one that is not declared stands for itself.
func (s *scanner) address(prefix string) string {
	for i := len(s.spaces) - 1; i >= 0; i-- {
		if s.spaces[i].prefix == prefix {
			return s.spaces[i].address
		}
	}
	return "\x00" + prefix
}

// site looks around a wanted cell.
func (s *scanner) site(cell *element) *site {
	at := &site{cell: cell, space: s.address(cell.prefix), attr: cell.prefix}
	for _, f := range s.open {
		at.forms, at.bound = at.forms || f.forms, at.bound || f.bound
		if f.prompt.end > 0 {
			at.prompts = append(at.prompts, f.prompt)
		}
	}
	for i := len(s.spaces) - 1; i >= 0 && at.attr == ""; i-- {
		if b := s.spaces[i]; b.address == at.space && s.address(b.prefix) == at.space {
			at.attr = b.prefix
		}
	}
	return at
}
