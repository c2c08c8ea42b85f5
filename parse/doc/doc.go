// Package doc is the vocabulary of the readers: what was in a file, as it was
// written there. It knows paragraphs, tables and merge marks; it knows nothing
// of annual reports, and it draws no conclusions: a table's rows and cells
// stand here as the file has them, and package grid lays them out.
//
// A Document belongs to whoever reads it: readers build it once and nothing
// changes it afterwards.
package doc

import "strings"

// Document is one input as read.
type Document struct {
	// Format is "docx" or "html".
	Format string
	// Blocks is the main story, in order.
	Blocks []Block
	// Asides are the stories beside the main one: headers, footers, notes and
	// comments, in the order of the package.
	Asides []Aside
	// Properties is what the file says of itself.
	Properties Properties
	// Notes is what the reader noticed, in reading order.
	Notes []Note
}

// Block is a paragraph or a table: exactly one of the two is set.
type Block struct {
	Paragraph *Paragraph
	Table     *Table
}

// AsideKind says which story an Aside is.
type AsideKind string

// The stories beside the main one.
const (
	Header   AsideKind = "header"
	Footer   AsideKind = "footer"
	Footnote AsideKind = "footnote"
	Endnote  AsideKind = "endnote"
	Comment  AsideKind = "comment"
)

// Aside is one header, footer, note or comment.
type Aside struct {
	Kind   AsideKind
	Blocks []Block
	Pos    Pos
}

// Paragraph is one paragraph in its final version: insertions are text,
// deletions and hidden text are not (a Note tells of them).
type Paragraph struct {
	// Text is what a reader sees: a tab is "\t", a line break "\n". Automatic
	// numbers, equations, note marks and the content of Boxes are not in it.
	Text string
	// Numbering is the automatic number that stands before the text, as it is
	// printed: "（一）", "3."; empty where there is none. Bullets are empty too.
	Numbering string
	// List is true for a paragraph with an automatic number or a bullet.
	List bool
	// Outline is the heading level from 1, by paragraph property or style
	// (h1…h6 in HTML); 0 for body text.
	Outline int
	// Style is the name of the paragraph style, as the file has it.
	Style string
	// Centered is true where the paragraph is centred by its own property or style.
	Centered bool
	// Size is the largest font size of its text in half-points; 0 is unknown.
	Size int
	// Images counts the pictures anchored here, charts and OLE objects included.
	Images int
	// Equations are the equations in order, as plain text.
	Equations []string
	// Boxes are the text boxes anchored here, each a story of its own.
	Boxes [][]Block
	Pos   Pos
}

// Table is a table as written, before any merge is resolved.
type Table struct {
	// Columns are the widths that the file declares for its grid columns
	// (tblGrid), in twentieths of a point; 0 for a column without a width; nil
	// where none are declared.
	Columns []int
	Rows    []Row
	Pos     Pos
}

// Row is one table row.
type Row struct {
	// Before and After are the grid columns left out at the row's ends
	// (ISO/IEC 29500-1 §17.4.15 gridBefore, §17.4.14 gridAfter).
	Before, After int
	// Head is true for a row marked to be repeated on each page (tblHeader),
	// or in an HTML thead.
	Head bool
	// Group numbers the row groups of HTML (thead, tbody, tfoot): a rowspan ends
	// with its group. 0 in DOCX.
	Group int
	Cells []Cell
	Pos   Pos
}

// Merge is the part a cell plays in a merge of several cells.
type Merge uint8

// The merge marks of WordprocessingML.
const (
	// NoMerge: the cell stands for itself.
	NoMerge Merge = iota
	// MergeRestart: the cell is the first of a merge.
	MergeRestart
	// MergeContinue: the cell continues the merge above it or to its left.
	MergeContinue
)

// Cell is one written cell.
type Cell struct {
	// Span is the number of grid columns it covers (§17.4.17 gridSpan,
	// colspan), from 1; the reader has bounded it.
	Span int
	// RowSpan is HTML's rowspan: the number of rows it covers, from 1; 0 means
	// to the end of its row group. DOCX cells have 1.
	RowSpan int
	// Vertical is the vMerge mark (§17.4.84), Horizontal the older hMerge mark
	// (§17.4.22).
	Vertical, Horizontal Merge
	// Width is the preferred width in twentieths of a point (tcW of type dxa);
	// 0 is unknown.
	Width  int
	Blocks []Block
	Pos    Pos
}

// Properties is what the file says of itself (docProps/core.xml and app.xml).
type Properties struct {
	Title, Subject, Creator, LastModifiedBy, Manager, Company string
	// Created and Modified are W3CDTF times as written.
	Created, Modified string
}

// Pos is a place in a file; its zero value means unknown.
type Pos struct {
	// Part is the package part, "word/document.xml"; empty for a single file.
	Part string
	// Offset is the byte offset in Part, from 0, as decoded to UTF-8.
	Offset int
	// Table, Row and Cell number the written table in reading order over the
	// whole document (an outer table before those nested in it; Asides last),
	// the row in it and the cell in that row, from 1; 0 where the place is
	// not in one. A paragraph of a cell carries its cell's numbers.
	Table, Row, Cell int
}

// NoteCode says what kind of thing a reader noticed.
type NoteCode string

// What readers notice. The case itself stands in Note.Detail.
const (
	// Changes to the text.
	Inserted     NoteCode = "inserted"      // tracked insertion, kept; Detail is the text
	Deleted      NoteCode = "deleted"       // tracked deletion, dropped; Detail is the text
	MovedFrom    NoteCode = "moved-from"    // dropped; Detail is the text
	RowDeleted   NoteCode = "row-deleted"   // row marked as deleted, dropped; Detail is its text
	CellRevision NoteCode = "cell-revision" // cellIns, cellDel, cellMerge; Detail says which, and the text
	Hidden       NoteCode = "hidden"        // hidden text, dropped; Detail is the text
	Highlighted  NoteCode = "highlighted"   // Detail is the text
	Raised       NoteCode = "raised"        // superscript or subscript text, kept; Detail is the text
	Struck       NoteCode = "struck"        // text with a line through it, kept; Detail is the text
	FieldError   NoteCode = "field-error"   // a field shows an error; Detail is what it shows
	Placeholder  NoteCode = "placeholder"   // a control or a button shows its prompt instead of an entry; Detail is the prompt

	// Structure of tables.
	MergeOrphan      NoteCode = "merge-orphan"      // vMerge continue with nothing to continue; cell kept by itself
	MergedText       NoteCode = "merged-text"       // text in a merge continuation, not shown by Word; Detail is the text
	SpanBeyondGrid   NoteCode = "span-beyond-grid"  // a row is wider than tblGrid; the grid was widened
	GridMissing      NoteCode = "grid-missing"      // no tblGrid
	RowShort         NoteCode = "row-short"         // a row ends before the last column
	TableEmpty       NoteCode = "table-empty"       // a table without rows
	SpanLimited      NoteCode = "span-limited"      // an absurd span was cut; Detail is the span as written
	CellOverlap      NoteCode = "cell-overlap"      // HTML cells that claim one position; the first keeps it
	AlternateSkipped NoteCode = "alternate-skipped" // mc:AlternateContent without a branch we understand

	// Things not read.
	AltChunk        NoteCode = "alt-chunk"        // an embedded foreign document; Detail is its target
	ExternalLink    NoteCode = "external-link"    // an external relationship, not followed; Detail is the target
	ActiveContent   NoteCode = "active-content"   // macros, OLE objects, scripts, javascript: targets; Detail names it
	BrokenXML       NoteCode = "broken-xml"       // the rest of a part could not be read; Detail says why and where
	PartMissing     NoteCode = "part-missing"     // a related part is not in the package; Detail is its name
	PartDuplicate   NoteCode = "part-duplicate"   // two members of one name; the last of the directory was read
	ChecksumWrong   NoteCode = "checksum-wrong"   // CRC-32 of a part differs; it was read all the same
	PackageRepaired NoteCode = "package-repaired" // junk around the archive, a missing part list, odd names; Detail says which
)

// ShownError is the error that stands in a text where a field could not give
// its result, as Word or LibreOffice writes it, up to the end of its sentence;
// "" where there is none.
func ShownError(text string) string {
	for _, begin := range [...]string{"错误!", "错误！", "Error!", "错误: 引用源未找到", "Error: Reference source not found"} {
		if i := strings.Index(text, begin); i >= 0 {
			text = text[i:]
			if end := strings.IndexAny(text, "。\n"); end > 0 {
				text = text[:end]
			}
			return text
		}
	}
	return ""
}

// Note is one thing that a reader noticed.
type Note struct {
	Code   NoteCode
	Pos    Pos
	Detail string
}
