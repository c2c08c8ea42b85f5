package html

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"math"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// sieve stands between the page and the parser of its tree. It lets through
// the elements that bear on text and tables and counts them against the
// limits; text and attributes stay with it, and an element refers to them by
// number. That keeps hostile pages cheap: the parser copies formatting elements
// into every paragraph behind them and joins text by copying, so that a few
// kilobytes of tags can ask for gigabytes. No such element and no text reaches
// it.
type sieve struct {
	z      *html.Tokenizer
	limits opc.Limits
	out    []byte // waiting to be read
	ended  bool
	err    error

	text  []byte // all runs of text, one behind the other
	ends  []int32
	marks []*[markPage]mark // each mark once
	count int
	same  map[uint64]int // marks by their hash, from 1
	hash  maphash.Seed
	css   []byte // all style sheets, one behind the other
	rules []rules
	seen  map[string]string // strings of attributes, each once

	tokens   int
	elements int
	replaced int // U+FFFD in the text
	open     map[string]int
	inline   map[string]nest
	anchor   bool
	blank    bool // the last thing let through was white space
	until    string
	media    string // of the style sheet that is read
	inside   int    // of what is being left out, the elements of the same name
	drawing  bool
	choice   *choice

	title, author, article string
	head                   strings.Builder // the title element's text
	scripts                int
	notes                  []doc.Note
	left                   strings.Builder // what a template holds
}

// nest counts the open plain elements of one name: those that were left out,
// and in them those that were let through.
type nest struct{ out, through int }

// choice is a select element: it shows one of its options.
type choice struct {
	mark           mark
	picked, chosen bool
	first, shown   string
	option         strings.Builder
}

// markPage is how many marks are kept together.
const markPage = 1024

const (
	// textTag stands for a run of text, by number; a void element, so that the
	// parser needs no end for it.
	textTag = "wbr"
	// plainMark stands before the names of elements that say nothing but what
	// their attributes say: the parser knows no element so called, and finds the
	// one that an end tag ends by its name.
	plainMark = "x-"
)

// areaTag stands for a field of text: lines of their own to those who see the
// page, but no block to the parser.
const areaTag = plainMark + "textarea"

// maxName bounds the names that are kept, in bytes; longer ones are all alike.
const maxName = 32

func plainName(tag string) string {
	if len(tag) > maxName {
		tag = tag[:maxName]
	}
	return plainMark + tag
}

// isPlain tells whether an element of the tree is a plain one.
func isPlain(tag string) bool {
	return strings.HasPrefix(tag, plainMark) && tag != "x-a" && tag != "x-svg" && tag != "x-math" && tag != areaTag
}

// tokenShare is how many tags, comments and runs of text may come on each cell
// that is allowed, and elementShare how many of them may bear on the text;
// longestShare is how many times longer than a paragraph's text a tag or comment
// may be: pictures stand in attributes.
const (
	tokenShare   = 40
	elementShare = 5
	longestShare = 8
)

func newSieve(text io.Reader, limits opc.Limits) *sieve {
	s := &sieve{z: html.NewTokenizer(text), limits: limits, same: map[uint64]int{}, hash: maphash.MakeSeed(), open: map[string]int{}, inline: map[string]nest{}, seen: map[string]string{}}
	s.z.SetMaxBuf(longestShare * limits.MaxText)
	return s
}

// Read is for the parser.
func (s *sieve) Read(p []byte) (int, error) {
	for len(s.out) == 0 && s.err == nil && !s.ended {
		s.next()
	}
	if s.err != nil {
		return 0, s.err
	}
	if len(s.out) == 0 {
		return 0, io.EOF
	}
	n := copy(p, s.out)
	s.out = s.out[:copy(s.out, s.out[n:])]
	return n, nil
}

func (s *sieve) stop(flag, format string, args ...any) {
	if s.err == nil {
		s.err = &opc.LimitError{Flag: flag, Detail: "read the page: " + fmt.Sprintf(format, args...)}
	}
}

// next passes one token.
func (s *sieve) next() {
	if s.tokens++; s.tokens > tokenShare*s.limits.MaxCells {
		s.stop("--max-cells", "more than %d tags, comments and runs of text", tokenShare*s.limits.MaxCells)
		return
	}
	switch kind := s.z.Next(); kind {
	case html.ErrorToken:
		switch err := s.z.Err(); {
		case errors.Is(err, io.EOF):
			s.close()
			s.ended = true
		case errors.Is(err, html.ErrBufferExceeded):
			s.stop("--max-text", "a tag, a comment or a run of text of more than %d bytes", longestShare*s.limits.MaxText)
		default:
			s.err = err
		}
	case html.TextToken:
		s.characters(s.z.Text())
	case html.StartTagToken, html.SelfClosingTagToken:
		tag, more := s.z.TagName()
		s.start(string(tag), more, kind == html.SelfClosingTagToken)
	case html.DoctypeToken:
		// On it depends whether a table ends a paragraph. The parser takes HTML in
		// capitals for something else.
		if raw := s.z.Raw(); len(raw) <= maxAttr {
			s.out = append(s.out, bytes.ToLower(raw)...)
		}
	case html.EndTagToken:
		tag, _ := s.z.TagName()
		s.end(string(tag))
	}
}

// close ends what the page left open.
func (s *sieve) close() {
	switch {
	case s.choice != nil:
		s.endChoice()
	case s.until != "":
		s.endSkipped()
	}
}

const collapsible = " \t\n\r\f"

// characters passes a run of text.
func (s *sieve) characters(text []byte) {
	switch {
	case s.until == "title":
		s.head.Write(text[:min(len(text), 1024)])
		return
	case s.until == "style":
		s.css = append(s.css, text[:min(len(text), maxSheet-min(len(s.css), maxSheet))]...)
		return
	case s.until == "template":
		s.left.Write(text[:min(len(text), max(0, maxQuoted-s.left.Len()))])
		return
	case s.until != "":
		return
	case s.choice != nil:
		s.choice.option.Write(text[:min(len(text), max(0, maxQuoted-s.choice.option.Len()))])
		return
	}
	if len(bytes.Trim(text, collapsible)) == 0 {
		// White space is let through as such: between rows it stands for nothing.
		if !s.blank && len(text) > 0 {
			s.blank = true
			s.out = append(s.out, space(text))
		}
		return
	}
	s.run(text)
}

// space is a line feed where white space has one, else a space.
func space(text []byte) byte {
	if bytes.ContainsAny(text, "\n\r") {
		return '\n'
	}
	return ' '
}

// run lets a run of text through.
func (s *sieve) run(text []byte) {
	s.blank = false
	if len(s.text)+len(text) > s.limits.AllText() || len(s.text)+len(text) > math.MaxInt32 {
		s.stop("--max-text", "more than %d bytes of text", s.limits.AllText())
		return
	}
	s.text = append(s.text, text...)
	s.replaced += bytes.Count(text, []byte("\uFFFD"))
	s.ends = append(s.ends, int32(len(s.text)))
	s.tally()
	s.emit(textTag, len(s.ends))
}

// tally counts what becomes a node of the tree.
func (s *sieve) tally() {
	if s.elements++; s.elements > elementShare*s.limits.MaxCells {
		s.stop("--max-cells", "more than %d elements and runs of text", elementShare*s.limits.MaxCells)
	}
}

// tallyEnd counts an end tag too many. The parser looks for what it ends in all
// that is open, so that it costs more than an element.
func (s *sieve) tallyEnd() {
	s.elements += 3
	s.tally()
}

// emit writes a start tag; number is 0 where there is nothing to refer to.
func (s *sieve) emit(tag string, number int) {
	s.out = append(s.out, '<')
	s.out = append(s.out, tag...)
	if number > 0 {
		s.out = append(s.out, " i="...)
		s.out = strconv.AppendInt(s.out, int64(number), 10)
	}
	s.out = append(s.out, '>')
}

func (s *sieve) emitEnd(tag string) {
	s.out = append(s.out, "</"...)
	s.out = append(s.out, tag...)
	s.out = append(s.out, '>')
}

// mark gives what is known of an element of the tree.
func (s *sieve) mark(n *html.Node) *mark {
	if i := number(n); i > 0 && i <= s.count && n.Data != textTag {
		return s.at(i)
	}
	return &noMark
}

func (s *sieve) at(i int) *mark { return &s.marks[(i-1)/markPage][(i-1)%markPage] }

// number gives a mark its number; one that was there before has it already.
func (s *sieve) number(m mark) int {
	sum := maphash.Comparable(s.hash, m)
	if i, ok := s.same[sum]; ok && *s.at(i) == m {
		return i
	}
	if s.count == s.limits.MaxCells {
		s.stop("--max-cells", "more than %d elements that differ in their attributes", s.limits.MaxCells)
		return 0
	}
	if s.count%markPage == 0 {
		s.marks = append(s.marks, new([markPage]mark))
	}
	s.count++
	s.same[sum] = s.count
	*s.at(s.count) = m
	return s.count
}

// runOf gives the text that an element of the tree stands for.
func (s *sieve) runOf(n *html.Node) []byte {
	i := number(n)
	if i <= 0 || i > len(s.ends) {
		return nil
	}
	from := int32(0)
	if i > 1 {
		from = s.ends[i-2]
	}
	return s.text[from:s.ends[i-1]]
}

func number(n *html.Node) int {
	if len(n.Attr) == 0 {
		return 0
	}
	i, _ := strconv.Atoi(n.Attr[0].Val)
	return i
}

// remark tells what was left out.
func (s *sieve) remark(r *reader) {
	r.doc.Notes = append(r.doc.Notes, s.notes...)
	if s.scripts > 0 {
		r.note(doc.ActiveContent, "scripts: "+strconv.Itoa(s.scripts))
	}
}

func (s *sieve) properties() doc.Properties {
	title := s.article
	if title == "" {
		title = s.title
	}
	return doc.Properties{Title: title, Creator: s.author}
}
