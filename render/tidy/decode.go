package tidy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"

	"github.com/nianbao/nianbao/schema"
)

// begins is how a report that nianbao wrote begins: the schema is its first key.
var begins = regexp.MustCompile(`^\x{feff}?[ \t\r\n]*\{[ \t\r\n]*"schema"[ \t\r\n]*:[ \t\r\n]*"nianbao/report/`)

// Head is the number of bytes by which IsReport knows a report.
const Head = 256

// IsReport tells from a file's first bytes whether it is a converted report.
func IsReport(head []byte) bool { return begins.Match(head) }

// Decode reads of a converted report what a table needs: all but its sections,
// tables, derived figures and findings. A report of another version, or with a
// figure whose status is none of the known ones, is refused.
func Decode(data []byte) (schema.Report, error) {
	var d struct {
		Schema   string          `json:"schema"`
		Source   schema.Source   `json:"source"`
		Template schema.Template `json:"template"`
		Agency   *string         `json:"agency"`
		Year     *int            `json:"year"`
		Facts    []schema.Fact   `json:"facts"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), &d); err != nil {
		return schema.Report{}, fmt.Errorf("read converted report: %w", err)
	}
	switch {
	case d.Schema != schema.Version:
		return schema.Report{}, fmt.Errorf("read converted report: schema is %q, not %q", d.Schema, schema.Version)
	case d.Source.Name == "":
		return schema.Report{}, fmt.Errorf("read converted report: source has no name")
	}
	for i := range d.Facts {
		f := &d.Facts[i]
		if f.ID == "" || !slices.Contains(schema.Statuses[:], f.Status) {
			return schema.Report{}, fmt.Errorf("read converted report: fact %d, %q, has the status %q; convert the document again", i+1, f.ID, f.Status)
		}
	}
	return schema.Report{Schema: d.Schema, Source: d.Source, Template: d.Template, Agency: d.Agency, Year: d.Year, Facts: d.Facts}, nil
}
