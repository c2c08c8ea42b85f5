// Package source reads a document from plain text that a person can write,
// compare and correct. One line is one paragraph or one table row:
//
//	% a remark; empty lines mean nothing
//	@maker wps                 also: word; properties come before the text:
//	@headings direct           title, subject, creator, modifier, manager,
//	@title 年度报告             company, created, modified, header, footer
//	@gone comments x.xml       a part that is spoken of and not in the file
//
//	! 某某局2023年度政府信息公开工作年度报告          the title
//	# 一、总体情况             ## （一）…  ### 1.…    headings
//	#+ 总体情况                the number is automatic
//	全文如下。                 body text; \ before it where it begins with a mark
//	+ 一项                     * 一项       automatic number, bullet
//	> 落款                     >< 居中      to the right, centred
//	¶                          an empty paragraph
//	---                        the next paragraph begins a page
//
//	table 754 921 3271 685*7   widths of the grid columns; "nogrid" leaves them out
//	|3v （勾稽关系） |7 申请人情况
//	|3^ |v 自然人 | 商业 // 企业 |^ | 12
//
// A cell begins with | and its marks, before any space: a number is its
// gridSpan, v begins and ^ continues a vertical merge, < begins and = continues
// a horizontal one. " // " parts its paragraphs. Before the first bar may stand
// "head" (repeated on each page), "inserted", "deleted", "before2", "after1".
//
// A source may also be another one with a few lines changed; like.go says how.
//
// Within text, braces mark what letters cannot show; inline.go lists them. Blanks other than the space between words are written as marks,
// so that nothing in a source is invisible.
package source

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/samples/paper"
)

// Parse reads a document; the pictures that it names lie in dir.
func Parse(text string, dir fs.FS) (*paper.Document, error) {
	p := parser{doc: &paper.Document{}, dir: dir}
	for n, line := range strings.Split(text, "\n") {
		if err := p.line(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	return p.doc, nil
}

// Read reads the document that the source.txt of a folder describes.
func Read(root fs.FS, dir string) (*paper.Document, error) {
	text, err := read(root, dir, 0)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	pictures, err := fs.Sub(root, dir)
	if err != nil {
		return nil, err
	}
	d, err := Parse(text, pictures)
	if err != nil {
		return nil, fmt.Errorf("%s/source.txt: %w", dir, err)
	}
	return d, nil
}

type parser struct {
	doc *paper.Document
	dir fs.FS
	// table takes the rows that follow.
	table *paper.Table
	// newPage is true after a page break, until a paragraph takes it.
	newPage bool
}

// marks are what a paragraph may begin with; a longer one stands before its beginning.
var marks = []struct {
	mark  string
	style paper.Style
	align string
	num   paper.Number
}{
	{"! ", paper.Title, "", paper.NoNumber},
	{"### ", paper.Heading3, "", paper.NoNumber},
	{"###+ ", paper.Heading3, "", paper.Auto},
	{"## ", paper.Heading2, "", paper.NoNumber},
	{"##+ ", paper.Heading2, "", paper.Auto},
	{"# ", paper.Heading1, "", paper.NoNumber},
	{"#+ ", paper.Heading1, "", paper.Auto},
	{">< ", paper.Body, "center", paper.NoNumber},
	{"> ", paper.Body, "right", paper.NoNumber},
	{"+ ", paper.Body, "", paper.Auto},
	{"* ", paper.Body, "", paper.Bullet},
}

func (p *parser) line(line string) error {
	for _, c := range line {
		if c == '\t' || c == '\r' || c == 0xa0 || c == 0x3000 || c == 0xfeff || c >= 0x2000 && c <= 0x200f {
			return fmt.Errorf("U+%04X is invisible here: write {U+%04X}", c, c)
		}
	}
	line = strings.Trim(line, " ")
	switch {
	case line == "" || strings.HasPrefix(line, "%"):
		return nil
	case strings.HasPrefix(line, "@"):
		return p.property(line[1:])
	case strings.HasPrefix(line, "table "):
		return p.grid(strings.Fields(line)[1:])
	case strings.Contains(line, "|") && rowStart(line):
		return p.row(line)
	}
	p.table = nil
	switch {
	case line == "---":
		p.newPage = true
		return nil
	case strings.HasPrefix(line, "xml "):
		p.doc.Blocks = append(p.doc.Blocks, paper.Block{XML: line[4:]})
		return nil
	case line == "¶":
		return p.paragraph(&paper.Paragraph{}, "")
	}
	for _, m := range marks {
		if rest, ok := strings.CutPrefix(line, m.mark); ok {
			return p.paragraph(&paper.Paragraph{Style: m.style, Align: m.align, Number: m.num}, rest)
		}
	}
	return p.paragraph(&paper.Paragraph{}, strings.TrimPrefix(line, `\`))
}

func (p *parser) paragraph(par *paper.Paragraph, text string) error {
	var err error
	if par.Runs, err = p.inline(text); err != nil {
		return err
	}
	par.PageBreak, p.newPage = p.newPage, false
	p.doc.Blocks = append(p.doc.Blocks, paper.Block{Paragraph: par})
	return nil
}

func (p *parser) property(line string) error {
	key, value, _ := strings.Cut(line, " ")
	value = strings.Trim(value, " ")
	props := &p.doc.Properties
	fields := map[string]*string{
		"title": &props.Title, "subject": &props.Subject, "creator": &props.Creator, "modifier": &props.LastModifiedBy,
		"manager": &props.Manager, "company": &props.Company, "created": &props.Created, "modified": &props.Modified,
	}
	switch {
	case fields[key] != nil:
		*fields[key] = value
	case line == "maker wps":
		p.doc.Maker = paper.WPS
	case line == "maker word":
		p.doc.Maker = paper.Word
	case line == "headings direct":
		p.doc.Direct = true
	case key == "gone":
		kind, target, _ := strings.Cut(value, " ")
		p.doc.Gone = append(p.doc.Gone, paper.Gone{Kind: kind, Target: target})
	case key == "header" || key == "footer":
		runs, err := p.inline(value)
		if err != nil {
			return err
		}
		par := &paper.Paragraph{Style: paper.Cell, Align: "center", Runs: runs}
		if key == "header" {
			p.doc.Header = par
		} else {
			p.doc.Footer = par
		}
	default:
		return fmt.Errorf("unknown property %q", line)
	}
	return nil
}

// grid begins a table.
func (p *parser) grid(widths []string) error {
	p.table = &paper.Table{}
	for _, w := range widths {
		if w == "nogrid" {
			p.table.NoGrid = true
			continue
		}
		width, times, many := strings.Cut(w, "*")
		n, err := strconv.Atoi(width)
		if err != nil {
			return fmt.Errorf("width %q: %w", w, err)
		}
		repeat := 1
		if many {
			if repeat, err = strconv.Atoi(times); err != nil {
				return fmt.Errorf("width %q: %w", w, err)
			}
		}
		for range repeat {
			p.table.Grid = append(p.table.Grid, n)
		}
	}
	p.doc.Blocks = append(p.doc.Blocks, paper.Block{Table: p.table})
	return nil
}

// rowStart says whether a line with a bar in it is a table row: nothing but
// row marks stands before the first bar.
func rowStart(line string) bool {
	before, _, _ := strings.Cut(line, "|")
	for _, w := range strings.Fields(before) {
		if rowMark(&paper.Row{}, w) != nil {
			return false
		}
	}
	return true
}

func rowMark(r *paper.Row, mark string) error {
	switch mark {
	case "head":
		r.Head = true
		return nil
	case "inserted":
		r.Change = paper.Inserted
		return nil
	case "deleted":
		r.Change = paper.Deleted
		return nil
	}
	for prefix, to := range map[string]*int{"before": &r.Before, "after": &r.After} {
		if digits, ok := strings.CutPrefix(mark, prefix); ok {
			n, err := strconv.Atoi(digits)
			*to = n
			return err
		}
	}
	return fmt.Errorf("unknown row mark %q", mark)
}

func (p *parser) row(line string) error {
	if p.table == nil {
		return fmt.Errorf("a row outside a table")
	}
	fields := split(line, "|")
	var r paper.Row
	for _, w := range strings.Fields(fields[0]) {
		if err := rowMark(&r, w); err != nil {
			return err
		}
	}
	for _, f := range fields[1:] {
		c, err := p.cell(f)
		if err != nil {
			return err
		}
		r.Cells = append(r.Cells, c)
	}
	p.table.Rows = append(p.table.Rows, r)
	return nil
}

func (p *parser) cell(field string) (paper.TableCell, error) {
	marks, text, _ := strings.Cut(field, " ")
	var c paper.TableCell
	for _, m := range marks {
		switch {
		case m >= '0' && m <= '9':
			c.Span = 10*c.Span + int(m-'0')
		case m == 'v':
			c.Vertical = doc.MergeRestart
		case m == '^':
			c.Vertical = doc.MergeContinue
		case m == '<':
			c.Horizontal = doc.MergeRestart
		case m == '=':
			c.Horizontal = doc.MergeContinue
		default:
			return c, fmt.Errorf("unknown cell mark %q in %q", m, field)
		}
	}
	for _, s := range split(" "+text+" ", " // ") {
		runs, err := p.inline(strings.Trim(s, " "))
		if err != nil {
			return c, err
		}
		c.Blocks = append(c.Blocks, paper.Block{Paragraph: &paper.Paragraph{Style: paper.Cell, Runs: runs}})
	}
	return c, nil
}

// split cuts at sep, where it stands neither in braces nor after a backslash.
func split(s, sep string) []string {
	var out []string
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == '{':
			depth++
		case s[i] == '}':
			depth--
		case depth == 0 && strings.HasPrefix(s[i:], sep):
			out = append(out, s[start:i])
			start = i + len(sep)
			i = start - 1
		}
	}
	return append(out, s[start:])
}
