// Package check reads a finished report once more, as a careful colleague
// would before it goes out: does the text say what the tables say, and what it
// said before; do form, headings and dates belong to the year; is anything left
// of the draft. It adds findings and changes nothing: arithmetic is settled
// before it, by package repair.
//
// A checker that cries wolf is switched off. Every rule here says when it must
// not fire, and is silent where the report leaves open what is compared.
package check

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// report is a report while it is being checked.
type report struct {
	*schema.Report
	extra Document
	words *words
	// year is 0 and agency empty where they are not known.
	year   int
	agency string
	// government is true for the report of a whole government, whose tables may
	// count all its offices.
	government bool
	passages   []passage
	form       *template.Form
}

// Report gives what is to be said of a report beside the findings that it has.
// The report is not changed.
func Report(r *schema.Report, extra Document) []schema.Finding {
	if n := len(r.Sections); n > 0 && slices.ContainsFunc(r.Findings, func(f schema.Finding) bool { return f.Code == "report-repeated" }) {
		// The last section is the second report, which was not read.
		first := *r
		first.Sections = r.Sections[:n-1]
		r = &first
	}
	c := &report{Report: r, extra: extra, words: lexicon()}
	if r.Year != nil {
		c.year = *r.Year
	}
	if r.Agency != nil {
		c.agency = *r.Agency
	}
	c.government = strings.HasSuffix(c.agency, "人民政府") || strings.HasSuffix(c.agency, "街道办事处")
	for _, f := range template.Forms() {
		if f.ID == r.Template.ID {
			c.form = f
		}
	}
	c.read()
	var out []schema.Finding
	out = append(out, c.drafts()...)
	out = append(out, c.forms()...)
	out = append(out, c.headings()...)
	out = append(out, c.blanks()...)
	out = append(out, c.units()...)
	out = append(out, c.powers()...)
	out = append(out, c.narrative()...)
	out = append(out, c.leftovers()...)
	out = append(out, c.years()...)
	out = append(out, c.published()...)
	out = append(out, c.fees()...)
	out = append(out, c.repeated()...)
	return out
}

// read lists the paragraphs.
func (c *report) read() {
	n := 0
	for _, s := range c.Sections {
		n += len(s.Blocks)
	}
	c.passages = make([]passage, 0, n)
	for i := range c.Sections {
		s := &c.Sections[i]
		heading := ""
		for j := range s.Blocks {
			switch b := &s.Blocks[j]; b.Kind {
			case schema.HeadingBlock:
				heading = b.Text
			case schema.ParagraphBlock, schema.ListBlock:
				if b.Text != "" {
					c.passages = append(c.passages, newPassage(s.ID, heading, b.Text))
				}
			}
		}
	}
}

// fact finds a fact by its id.
func (c *report) fact(id string) *schema.Fact {
	for i := range c.Facts {
		if c.Facts[i].ID == id {
			return &c.Facts[i]
		}
	}
	return nil
}

// value is what a fact says, or a figure without a cell.
func (c *report) value(id string) (schema.Number, bool) {
	if f := c.fact(id); f != nil {
		if f.Value == nil || f.Status == schema.Assumed {
			return schema.Number{}, false
		}
		return *f.Value, true
	}
	for i := range c.Derived {
		if c.Derived[i].ID == id {
			return c.Derived[i].Value, true
		}
	}
	return schema.Number{}, false
}

// sum adds facts up; ok is false where one is not known.
func (c *report) sum(ids []string) (total schema.Number, ok bool) {
	for _, id := range ids {
		v, known := c.value(id)
		if !known {
			return total, false
		}
		if total, known = total.Add(v); !known {
			return total, false
		}
	}
	return total, true
}

// ids lists facts, those behind a figure without a cell included.
func (c *report) ids(ids []string) []string {
	var out []string
	for _, id := range ids {
		if c.fact(id) != nil {
			out = append(out, id)
			continue
		}
		for _, d := range c.Derived {
			if d.ID == id {
				out = append(out, d.From...)
			}
		}
	}
	return out
}

// anyRow tells whether a row of a group has this total.
func (c *report) anyRow(prefix string, value schema.Number) bool {
	if value.Equal(schema.Number{}) {
		return false
	}
	for i := range c.Facts {
		f := &c.Facts[i]
		if f.Value != nil && strings.HasPrefix(f.ID, prefix) && strings.HasSuffix(f.ID, ".total") && f.Value.Equal(value) {
			return true
		}
	}
	return false
}
