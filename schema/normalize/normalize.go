// Package normalize makes the one call: a document becomes a report. It never
// fails: what it could not know, the report says.
package normalize

import (
	"sync"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/check"
	"github.com/nianbao/nianbao/schema/match"
	"github.com/nianbao/nianbao/schema/repair"
	"github.com/nianbao/nianbao/schema/template"
)

// Options are a person's choices; the zero value makes none.
type Options struct {
	// Forms are the forms to read tables with, newest first; nil means those
	// that nianbao knows.
	Forms []*template.Form
	// Choices are figures that a person supplied, and policies asked for.
	Choices repair.Choices
}

// reader is a set of forms, made ready to read documents with.
type reader struct {
	forms    []*template.Form
	matcher  *match.Matcher
	chapters chapters
}

func newReader(forms []*template.Form) reader {
	return reader{forms, match.New(forms), newChapters(forms)}
}

var known = sync.OnceValue(func() reader { return newReader(template.Forms()) })

// Report places the document's figures onto the form, repairs what arithmetic
// determines, and says what it found. The same document and options give the
// same report; it may be called by many goroutines.
func Report(d doc.Document, source schema.Source, o Options) schema.Report {
	with := known()
	if o.Forms != nil {
		with = newReader(o.Forms)
	}
	l := layTables(&d)
	s := tell(&d, l, with.chapters)
	use := make([]match.Use, len(l.tables))
	for i := range use {
		switch {
		case l.margin[i] || i >= s.first:
		case s.year != nil && s.captions[i] != 0 && s.captions[i] != *s.year:
			use[i] = match.OtherYear
		default:
			use[i] = match.Any
		}
	}
	placed := with.matcher.Tables(l.tables, use)
	for i, id := range placed.Owner {
		if id != "" {
			l.tables[i].TemplateTable = &id
		}
	}
	r := schema.Report{
		Schema: schema.Version, Source: source, Title: s.title, Agency: s.agency, Year: s.year,
		Sections: s.sections, Tables: l.tables, Findings: []schema.Finding{},
	}
	r.Template = generation(placed)
	r.Findings = append(r.Findings, documentFindings(&d)...)
	r.Findings = append(r.Findings, l.mergeNotes()...)
	lost := tableFindings(r.Template, placed, s, l, with.forms)
	r.Findings = append(r.Findings, lost...)
	inputs, findings := readFigures(r.Template, placed, with.forms, l.obstacles(d.Notes), factsOf(lost))
	r.Findings = append(r.Findings, findings...)
	out := repair.Facts(inputs, o.Choices)
	r.Facts, r.Derived = out.Facts, out.Derived
	r.Findings = append(r.Findings, out.Findings...)
	r.Findings = append(r.Findings, storyFindings(r.Template.ID, s, with.forms)...)
	r.Findings = append(r.Findings, check.Report(&r, check.Of(&d))...)
	r.Summary = schema.Summarise(r.Facts, r.Findings)
	return r
}

// factsOf are the facts that findings are about.
func factsOf(findings []schema.Finding) map[string]bool {
	facts := map[string]bool{}
	for i := range findings {
		for _, id := range findings[i].Facts {
			facts[id] = true
		}
	}
	return facts
}

// generation says which form each table follows, and the report.
func generation(placed match.Result) schema.Template {
	t := schema.Template{ID: schema.FormUnknown}
	review := false
	for _, f := range placed.Found {
		switch f.Table.ID {
		case "proactive":
			t.Tables.Proactive = f.Table.Form
		case "applications":
			t.Tables.Applications = f.Table.Form
		case "review":
			review = true
		case "stats":
			t.Tables.Stats = f.Table.Form
		}
	}
	switch {
	case t.Tables.Applications != "":
		t.ID = t.Tables.Applications
	case t.Tables.Proactive != "":
		t.ID = t.Tables.Proactive
	case t.Tables.Stats != "":
		t.ID = t.Tables.Stats
	case review:
		t.ID = schema.Form2021
	}
	if review {
		// The review table is the same in both forms.
		t.Tables.Review = t.ID
		if t.ID == schema.Form2014 {
			t.Tables.Review = schema.Form2021
		}
	}
	return t
}

// wanted lists the tables that a report must have, each in the form that was
// found for it; a missing one counts as the report's own form.
func wanted(t schema.Template, forms []*template.Form) []*template.Table {
	if t.ID == schema.FormUnknown {
		return nil
	}
	byID := map[string]*template.Form{}
	for _, f := range forms {
		byID[f.ID] = f
	}
	var out []*template.Table
	main := byID[t.ID]
	for i := range main.Tables {
		id := main.Tables[i].ID
		table := &main.Tables[i]
		if found := t.Tables.Of(id); found != "" && byID[found].Table(id) != nil {
			table = byID[found].Table(id)
		}
		out = append(out, table)
	}
	for _, id := range []string{"proactive", "applications", "review", "stats"} {
		if found := t.Tables.Of(id); found != "" && main.Table(id) == nil {
			out = append(out, byID[found].Table(id))
		}
	}
	return out
}
