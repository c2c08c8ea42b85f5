// Package template holds the forms that offices publish their figures on, as
// data that a clerk can read and correct: headings, labels, ids, units and
// sums, each form with the notice it comes from. The loader proves that a form
// is sound before anything is read with it. The package knows nothing of
// documents and of figures.
package template

import (
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
)

// Form is one generation of the report's form.
type Form struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	// Notice is the number of the notice that the form comes from.
	Notice string `json:"notice"`
	// Years are the first and last report year it is meant for; the last is
	// nil for a form in force.
	Years [2]*int `json:"years"`
	// Recalled says what of the form was not read in the notice itself.
	Recalled string    `json:"recalled,omitempty"`
	Sections []Section `json:"sections"`
	Tables   []Table   `json:"tables"`
}

// Section is a chapter that the form asks for.
type Section struct {
	ID       string   `json:"id"`
	Number   int      `json:"number"`
	Heading  string   `json:"heading"`
	En       string   `json:"en"`
	Variants []string `json:"variants,omitempty"`
}

// Table is one table of a form.
type Table struct {
	ID      string `json:"id"`
	Section string `json:"section"`
	Title   string `json:"title"`
	TitleEn string `json:"title_en"`
	// Unit is the unit of every figure that has no other.
	Unit string `json:"unit"`
	// Prefix begins the id of every fact.
	Prefix string `json:"prefix"`
	// Layout is "list" for one column of labels whose numbers alone show the
	// tree, with a column of units; "" for merged labels.
	Layout    string            `json:"layout,omitempty"`
	Blocks    []Block           `json:"blocks"`
	Relations []RelationPattern `json:"relations,omitempty"`
	Subtotals []SubtotalPattern `json:"subtotals,omitempty"`
	// Advisory is true where sums may be reported but never used to repair.
	Advisory bool `json:"advisory,omitempty"`

	compiled
}

// Block is a part of a table with a head of its own.
type Block struct {
	Title   string `json:"title,omitempty"`
	Corner  string `json:"corner,omitempty"`
	Columns []Node `json:"columns"`
	Rows    []Node `json:"rows"`

	// RowLeaves and ColumnLeaves are the rows and columns that have figures, in order.
	RowLeaves    []Leaf `json:"-"`
	ColumnLeaves []Leaf `json:"-"`
}

// Node is a row or column label, or a group of them.
type Node struct {
	// ID is appended to the ids of the groups around it; Path takes the place
	// of all of them.
	ID    string `json:"id,omitempty"`
	Path  string `json:"path,omitempty"`
	Label string `json:"label"`
	En    string `json:"en"`
	// Variants are other wordings seen in reports.
	Variants []string `json:"variants,omitempty"`
	Unit     string   `json:"unit,omitempty"`
	Kind     Kind     `json:"kind,omitempty"`
	// Optional is true for a local row or column that most reports do not print.
	Optional bool `json:"optional,omitempty"`
	// Figure is true for a group that has figures of its own.
	Figure  bool   `json:"figure,omitempty"`
	Rows    []Node `json:"rows,omitempty"`
	Columns []Node `json:"columns,omitempty"`
}

// Kind says what numbers a figure may have.
type Kind string

// The kinds of figure.
const (
	Count  Kind = ""       // an integer from 0
	Amount Kind = "amount" // a decimal from 0
	Signed Kind = "signed" // an integer
)

// UnitAsWritten is the unit of a figure whose form leaves the unit open.
const UnitAsWritten = "as written"

// Leaf is a row or column with figures.
type Leaf struct {
	ID   string
	Node *Node
	// Groups are the nodes around it, outermost first, without itself.
	Groups []*Node
}

// RelationPattern is a family of sums: total − parts = 0. "{row}" and
// "{column}" stand for every row or column of the table.
type RelationPattern struct {
	ID    string   `json:"id"`
	Total []string `json:"total"`
	Parts []string `json:"parts"`
	Text  string   `json:"text"`
	En    string   `json:"en"`
}

// SubtotalPattern is a family of figures that follow but have no cell.
type SubtotalPattern struct {
	ID    string   `json:"id"`
	Parts []string `json:"parts"`
}

// Fact is one figure that a table asks for.
type Fact struct {
	ID string
	// Block, Row and Column are indices: of the block, its row leaf and its column leaf.
	Block, Row, Column int
	Unit               string
	Kind               Kind
	Optional           bool
}

// Relation is one sum; Total and Parts are indices into Table.Facts.
type Relation struct {
	ID           string
	Total, Parts []int
	Text, En     string
}

// Subtotal is a figure without a cell; Parts are indices into Table.Facts, IDs
// the ids of those facts.
type Subtotal struct {
	ID    string
	Parts []int
	IDs   []string
}

//go:embed data/*.json
var data embed.FS

// Files are the embedded forms in the order in which they came into force, newest first.
var files = [...]string{"2021", "2019", "2014"}

// Forms returns the embedded forms, newest first. They are read once, and
// never change: a form that is not sound is a defect of this program.
var Forms = sync.OnceValue(func() []*Form {
	forms := make([]*Form, len(files))
	for i, id := range files {
		raw, err := Source(id)
		if err == nil {
			forms[i], err = Parse(raw)
		}
		if err != nil {
			panic(err)
		}
	}
	return forms
})

// Source returns an embedded form as the data file that it is.
func Source(id string) ([]byte, error) {
	raw, err := data.ReadFile("data/" + id + ".json")
	if err != nil {
		return nil, fmt.Errorf("no form %q; there are %s", id, strings.Join(files[:], ", "))
	}
	return raw, nil
}

// Parse reads a form and proves that it is sound: see compile.
func Parse(raw []byte) (*Form, error) {
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.DisallowUnknownFields()
	f := new(Form)
	if err := d.Decode(f); err != nil {
		return nil, fmt.Errorf("read form: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("read form %s: more than one value", f.ID)
	}
	if err := f.compile(); err != nil {
		return nil, fmt.Errorf("form %s: %w", f.ID, err)
	}
	return f, nil
}

// Table returns the form's table of that id, or nil.
func (f *Form) Table(id string) *Table {
	for i := range f.Tables {
		if f.Tables[i].ID == id {
			return &f.Tables[i]
		}
	}
	return nil
}
