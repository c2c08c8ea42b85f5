// Package paper is a document the way somebody left it in a word processor:
// paragraphs, runs, tables with their merge marks, and the traces of editing.
// It writes itself as DOCX, in the manner of Word or of WPS, always as the same
// bytes; and it tells what a reader should find in it. It knows nothing of
// annual reports.
package paper

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
)

// Maker is the program whose habits of markup the writer imitates.
type Maker uint8

// The makers: Word marks revisions on every paragraph and shares styles; WPS
// repeats borders and spacing on every cell.
const (
	Word Maker = iota
	WPS
)

// Document is one document. Its zero value is an empty one, made by Word.
type Document struct {
	Maker Maker
	// Direct is true where fonts alone tell headings: no heading style, no outline.
	Direct bool
	// Properties is what the file says of itself.
	Properties doc.Properties
	// Header and Footer stand on every page; nil is none.
	Header, Footer *Paragraph
	Blocks         []Block
	// Gone are parts that the file speaks of and does not hold.
	Gone []Gone
	// Media are the pictures that runs name, as PNG.
	Media map[string][]byte
}

// Gone is a part that is not in the file: what it is to the main part, such as
// "comments", and its name.
type Gone struct{ Kind, Target string }

// Block is a paragraph, a table, or markup written as it stands: exactly one is set.
type Block struct {
	Paragraph *Paragraph
	Table     *Table
	XML       string
}

// Style is the part a paragraph plays.
type Style uint8

// The styles. Cell is for text in tables.
const (
	Body Style = iota
	Title
	Heading1
	Heading2
	Heading3
	Cell
)

// Number is the automatic number of a paragraph.
type Number uint8

// The numbers: Auto is 一、 （一） 1. for the three headings and 1. for body text.
const (
	NoNumber Number = iota
	Auto
	Bullet
)

// Paragraph is one paragraph.
type Paragraph struct {
	Style  Style
	Number Number
	// Align is "", "center" or "right"; "" is as the style has it.
	Align string
	// PageBreak is true where a page begins with it.
	PageBreak bool
	Runs      []Run
}

// Change is a tracked change.
type Change uint8

// The tracked changes.
const (
	Unchanged Change = iota
	Inserted
	Deleted
)

// Run is text of one look, or one thing that stands in text.
type Run struct {
	// Text is as read: "\t" a tab, "\n" a line break.
	Text string
	// Font takes the place of the style's font; "" keeps it.
	Font                         string
	Bold, Hidden, Highlight, Red bool
	// Raised is superscript, Struck text with a line through it.
	Raised, Struck bool
	Change         Change
	// Comment is a reviewer's remark on this run.
	Comment string
	// Footnote stands after the run.
	Footnote string
	// Field is the instruction of a field whose result is Text.
	Field string
	// Bookmark begins and ends before the text.
	Bookmark string
	// Picture names one of the document's Media.
	Picture string
	// XML stands in the paragraph as it is, after the text.
	XML string
}

// Table is one table.
type Table struct {
	// Grid is the width of each grid column in twentieths of a point.
	Grid []int
	// NoGrid leaves tblGrid out of the markup.
	NoGrid bool
	Rows   []Row
}

// Row is one row.
type Row struct {
	// Before and After are the grid columns left out at its ends.
	Before, After int
	// Head is true where the row stands again on each page.
	Head   bool
	Change Change
	Cells  []TableCell
}

// TableCell is one written cell.
type TableCell struct {
	// Span is in grid columns; 0 is 1.
	Span                 int
	Vertical, Horizontal doc.Merge
	Blocks               []Block
	// Tag is what the document's maker wants to remember of the cell while it
	// is moved about; no file says it.
	Tag any
}

// Text makes a paragraph of plain text.
func Text(style Style, text string) *Paragraph {
	p := &Paragraph{Style: style}
	if text != "" {
		p.Runs = []Run{{Text: text}}
	}
	return p
}

// CellOf makes a cell; each line of its text is a paragraph.
func CellOf(span int, text string) TableCell {
	c := TableCell{Span: span}
	c.SetText(text)
	return c
}

// SetText replaces what is in the cell; each line is a paragraph.
func (c *TableCell) SetText(text string) {
	c.Blocks = nil
	for line := range strings.SplitSeq(text, "\n") {
		c.Blocks = append(c.Blocks, Block{Paragraph: Text(Cell, line)})
	}
}

// Text is the paragraphs of the cell in their final version, joined by line feeds.
func (c *TableCell) Text() string {
	var lines []string
	for _, b := range c.Blocks {
		if b.Paragraph != nil {
			lines = append(lines, b.Paragraph.Final())
		}
	}
	return strings.Join(lines, "\n")
}

// Final is the text that a reader sees: without deletions and hidden text.
func (p *Paragraph) Final() string {
	var b strings.Builder
	for i := range p.Runs {
		if r := &p.Runs[i]; r.Change != Deleted && !r.Hidden {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

// Width is the number of grid columns that the row's cells cover.
func (r *Row) Width() int {
	n := r.Before + r.After
	for i := range r.Cells {
		n += max(1, r.Cells[i].Span)
	}
	return n
}

// Tables lists the tables of the main story that stand in no other table.
func (d *Document) Tables() []*Table {
	var out []*Table
	for _, b := range d.Blocks {
		if b.Table != nil {
			out = append(out, b.Table)
		}
	}
	return out
}

// Clone copies the document so that a change to one does not reach the other.
// Pictures are shared: nobody changes them.
func (d *Document) Clone() *Document {
	out := *d
	out.Header, out.Footer = d.Header.clone(), d.Footer.clone()
	out.Blocks = cloneBlocks(d.Blocks)
	return &out
}

func cloneBlocks(blocks []Block) []Block {
	out := slices.Clone(blocks)
	for i := range out {
		out[i].Paragraph = out[i].Paragraph.clone()
		out[i].Table = out[i].Table.Clone()
	}
	return out
}

func (p *Paragraph) clone() *Paragraph {
	if p == nil {
		return nil
	}
	out := *p
	out.Runs = slices.Clone(p.Runs)
	return &out
}

// Clone copies a table.
func (t *Table) Clone() *Table {
	if t == nil {
		return nil
	}
	out := *t
	out.Grid = slices.Clone(t.Grid)
	out.Rows = slices.Clone(t.Rows)
	for i := range out.Rows {
		out.Rows[i] = out.Rows[i].Clone()
	}
	return &out
}

// Clone copies a row.
func (r Row) Clone() Row {
	r.Cells = slices.Clone(r.Cells)
	for i := range r.Cells {
		r.Cells[i].Blocks = cloneBlocks(r.Cells[i].Blocks)
	}
	return r
}
