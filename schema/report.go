// Package schema is the vocabulary of reports: what a normalised annual report
// (政府信息公开工作年度报告) says, in the shape that nianbao publishes as JSON.
//
// The order of the struct fields is the order of the keys; ids, names and
// meanings are a published contract: add, don't rename. The package draws no
// conclusions. Whoever builds a Report owns it; nothing here is changed after.
package schema

// Version names the shape of the report.
const Version = "nianbao/report/v1"

// Report is one normalised report.
type Report struct {
	Schema   string    `json:"schema"`
	Source   Source    `json:"source"`
	Template Template  `json:"template"`
	Title    *string   `json:"title"`
	Agency   *string   `json:"agency"`
	Year     *int      `json:"year"`
	Sections []Section `json:"sections"`
	Facts    []Fact    `json:"facts"`
	Derived  []Derived `json:"derived"`
	Tables   []Table   `json:"tables"`
	Findings []Finding `json:"findings"`
	Summary  Summary   `json:"summary"`
}

// Source says which bytes the report was read from.
type Source struct {
	// Name is relative, with forward slashes; "stdin" for standard input.
	Name   string `json:"name"`
	Format string `json:"format"`
	Bytes  int64  `json:"bytes"`
	// SHA256 is in lower-case hexadecimal.
	SHA256 string `json:"sha256"`
}

// Ids of the known forms, and the id of a report that has none of their tables.
const (
	Form2021    = "2021"
	Form2019    = "2019"
	Form2014    = "2014"
	FormUnknown = "unknown"
)

// Template says which form, and which form each table follows.
type Template struct {
	ID     string     `json:"id"`
	Tables FormTables `json:"tables"`
}

// FormTables is the form found for each table; empty where it was not found.
type FormTables struct {
	Proactive    string `json:"proactive,omitempty"`
	Applications string `json:"applications,omitempty"`
	Review       string `json:"review,omitempty"`
	Stats        string `json:"stats,omitempty"`
}

// Of is the form found for the table of that id; empty where it was not found.
func (t FormTables) Of(id string) string {
	switch id {
	case "proactive":
		return t.Proactive
	case "applications":
		return t.Applications
	case "review":
		return t.Review
	case "stats":
		return t.Stats
	}
	return ""
}

// Section is one of the report's chapters.
type Section struct {
	// ID is "preface", "overview", "proactive", "applications", "review",
	// "problems", "other", or "unknown" for a chapter of another name.
	ID      string  `json:"id"`
	Heading *string `json:"heading"`
	// Numbering is the heading's automatic number, which is not part of Heading.
	Numbering string  `json:"numbering,omitempty"`
	Blocks    []Block `json:"blocks"`
}

// BlockKind says what a Block is.
type BlockKind string

// The kinds of block.
const (
	HeadingBlock   BlockKind = "heading"
	ParagraphBlock BlockKind = "paragraph"
	ListBlock      BlockKind = "list" // one item of a list
	TableBlock     BlockKind = "table"
	ImageBlock     BlockKind = "image"
)

// Block is one piece of a section, in document order.
type Block struct {
	Kind BlockKind `json:"kind"`
	// Level is the level of a heading below its section's, from 1.
	Level int `json:"level,omitempty"`
	// Numbering is the automatic number, which is not part of Text.
	Numbering string `json:"numbering,omitempty"`
	Text      string `json:"text,omitempty"`
	// Equations are those of the paragraph, as plain text.
	Equations []string `json:"equations,omitempty"`
	// Table is an index into Report.Tables, of a table block only.
	Table *int `json:"table,omitempty"`
}

// Status says where a fact's value comes from.
type Status string

// The statuses. The empty Status is none of them.
const (
	Given      Status = "given"
	Repaired   Status = "repaired"
	Assumed    Status = "assumed"
	Supplied   Status = "supplied"
	Unresolved Status = "unresolved"
	Conflict   Status = "conflict"
)

// Statuses lists them in the order of the contract.
var Statuses = [...]Status{Given, Repaired, Assumed, Supplied, Unresolved, Conflict}

// Fact is one figure that a form asks for.
type Fact struct {
	// ID is "table.row.column".
	ID     string  `json:"id"`
	Value  *Number `json:"value"`
	Unit   *string `json:"unit"`
	Status Status  `json:"status"`
	// Raw is the cell's text as written; nil where there is no cell.
	Raw *string `json:"raw"`
	// At is the cell; nil where there is none.
	At     *Place  `json:"at"`
	Repair *Repair `json:"repair"`
	Range  *Range  `json:"range"`
	// Placed says how the cell was found to be this fact's; nil where there is none.
	Placed *Placed `json:"placed,omitempty"`
	// Origin says who supplied or assumed the value; nil for any other status.
	Origin *Origin `json:"origin,omitempty"`
}

// Place is a cell of Report.Tables; all three count from 0.
type Place struct {
	Table  int `json:"table"`
	Row    int `json:"row"`
	Column int `json:"column"`
}

// Repair proves that a repaired value is the only one possible.
//
// A relation is taken as total − parts, or new + carried_in − results_total −
// carried_out, equal to 0. The signed relations of Upper add up to a bound from
// above: this cell, other missing cells with its own sign, and written figures.
// Lower likewise bounds it from below; it is empty where the value is 0.
type Repair struct {
	Upper     []Step   `json:"upper"`
	Lower     []Step   `json:"lower"`
	From      []string `json:"from"`
	Explain   string   `json:"explain"`
	ExplainZh string   `json:"explain_zh"`
}

// Placed is the reason why a cell is a fact's.
type Placed struct {
	// Row and Column say by what the row and the column were known.
	Row    By `json:"row"`
	Column By `json:"column"`
	// RowLabel and ColumnLabel are the labels as printed; empty where there are none.
	RowLabel    string `json:"row_label,omitempty"`
	ColumnLabel string `json:"column_label,omitempty"`
	// After and Before are the rows or columns between which a position was
	// counted: ids of the form, empty at its ends.
	After  string `json:"after,omitempty"`
	Before string `json:"before,omitempty"`
}

// By says by what a row or column was known.
type By string

// The ways to know a row or a column.
const (
	ByLabel    By = "label"    // the form's own label
	ByVariant  By = "variant"  // a wording that the form's data lists
	BySimilar  By = "similar"  // a misspelt label, with a margin over every other
	ByPosition By = "position" // between two known ones, all of which are there
	ByForm     By = "form"     // the form has only one
)

// Origin records a choice that a person made.
type Origin struct {
	// By is "set", "answers", "blank-as-zero" or "web".
	By  string `json:"by"`
	Who string `json:"who,omitempty"`
	Why string `json:"why,omitempty"`
}

// Derived is a figure that follows from facts but has no cell of its own.
type Derived struct {
	ID    string   `json:"id"`
	Value Number   `json:"value"`
	From  []string `json:"from"`
}

// Table is a table of the document as a logical grid: no position is covered
// twice, and one that no written cell covers is absent.
type Table struct {
	Index  int    `json:"index"`
	Within Within `json:"within"`
	// TemplateTable is "proactive", "applications", "review", "stats", or nil.
	TemplateTable *string `json:"template_table"`
	Rows          int     `json:"rows"`
	Columns       int     `json:"columns"`
	Cells         []Cell  `json:"cells"`
}

// Cell is one cell of a logical grid; Row and Column count from 0.
type Cell struct {
	Row        int    `json:"row"`
	Column     int    `json:"column"`
	RowSpan    int    `json:"row_span"`
	ColumnSpan int    `json:"column_span"`
	Text       string `json:"text"`
	Numbering  string `json:"numbering,omitempty"`
}

// Severity weighs a finding.
type Severity string

// The severities: Error is kept for what makes figures wrong or unusable.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// Finding is one thing noticed about the document.
type Finding struct {
	// Code is kebab-case and stable.
	Code      string   `json:"code"`
	Severity  Severity `json:"severity"`
	Message   string   `json:"message"`
	MessageZh string   `json:"message_zh"`
	// Facts are the ids concerned.
	Facts []string `json:"facts"`
	At    *Place   `json:"at"`
	// Suggestion says what to do, in the language of Message; nil where there is nothing to say.
	Suggestion   *string `json:"suggestion"`
	SuggestionZh *string `json:"suggestion_zh"`
	// Section is the id of the section concerned, and Excerpt the words, of a
	// finding about the narrative.
	Section string `json:"section,omitempty"`
	Excerpt string `json:"excerpt,omitempty"`
	*Mismatch
}

// Mismatch is what a sum-mismatch adds to a finding.
type Mismatch struct {
	Relation string `json:"relation"`
	// Delta is the printed total − sum of parts; for a balance new +
	// carried_in − results_total − carried_out. Nil where a term is missing.
	Delta *Number `json:"delta"`
	// Suspects are all smallest sets of facts of the block whose change makes
	// every relation hold, empty where there are more than three to a set.
	Suspects         [][]Suspect `json:"suspects"`
	SuspectsComplete bool        `json:"suspects_complete"`
}

// Suspect is a fact that may be wrong, with the value it would need; nil where
// that is not unique.
type Suspect struct {
	ID    string  `json:"id"`
	Value *Number `json:"value"`
}

// Summary counts facts by status and findings by severity.
type Summary struct {
	Facts    FactCount    `json:"facts"`
	Findings FindingCount `json:"findings"`
}

// FactCount counts facts by status.
type FactCount struct {
	Given      int `json:"given"`
	Repaired   int `json:"repaired"`
	Assumed    int `json:"assumed"`
	Supplied   int `json:"supplied"`
	Unresolved int `json:"unresolved"`
	Conflict   int `json:"conflict"`
}

// FindingCount counts findings by severity.
type FindingCount struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

// Summarise counts the facts and findings of a report.
func Summarise(facts []Fact, findings []Finding) Summary {
	var s Summary
	for _, f := range facts {
		switch f.Status {
		case Given:
			s.Facts.Given++
		case Repaired:
			s.Facts.Repaired++
		case Assumed:
			s.Facts.Assumed++
		case Supplied:
			s.Facts.Supplied++
		case Unresolved:
			s.Facts.Unresolved++
		case Conflict:
			s.Facts.Conflict++
		}
	}
	for _, f := range findings {
		switch f.Severity {
		case Error:
			s.Findings.Error++
		case Warning:
			s.Findings.Warning++
		case Info:
			s.Findings.Info++
		}
	}
	return s
}
