// Package findings writes what was noticed about reports: for people at a
// terminal, as JSON, and as SARIF for the tools that collect such things. It
// knows the report and its findings; it judges nothing and changes nothing.
package findings

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/schema"
)

// group is what is to be said about one part of a report.
type group struct {
	name     string
	findings []*schema.Finding
	worst    int
	order    int
}

// rank orders severities, worst first.
func rank(s schema.Severity) int {
	switch s {
	case schema.Error:
		return 0
	case schema.Warning:
		return 1
	}
	return 2
}

// groups gathers findings by the section that they are about: the one with the
// worst first, and in each the worst first, else in the document's order.
func groups(r *schema.Report, english bool) []group {
	tables := map[int]int{}
	for i, s := range r.Sections {
		for _, b := range s.Blocks {
			if b.Table != nil {
				tables[*b.Table] = i
			}
		}
	}
	at := map[string]int{}
	var out []group
	for i := range r.Findings {
		f := &r.Findings[i]
		section := sectionOf(r, f, tables)
		name, order := heading(r, section, english), section
		k, ok := at[name]
		if !ok {
			k = len(out)
			at[name] = k
			out = append(out, group{name: name, order: order, worst: 3})
		}
		out[k].findings = append(out[k].findings, f)
		out[k].worst = min(out[k].worst, rank(f.Severity))
	}
	for _, g := range out {
		slices.SortStableFunc(g.findings, func(a, b *schema.Finding) int { return rank(a.Severity) - rank(b.Severity) })
	}
	slices.SortStableFunc(out, func(a, b group) int {
		if a.worst != b.worst {
			return a.worst - b.worst
		}
		return a.order - b.order
	})
	return out
}

// sectionOf is the index of the section that a finding is about, -1 for the
// file as a whole.
func sectionOf(r *schema.Report, f *schema.Finding, tables map[int]int) int {
	find := func(id string) int {
		first := -1
		for i := range r.Sections {
			if r.Sections[i].ID != id {
				continue
			}
			if first < 0 {
				first = i
			}
			if f.Excerpt != "" && blockOf(&r.Sections[i], f.Excerpt) >= 0 {
				return i
			}
		}
		return first
	}
	if f.Section != "" {
		return find(f.Section)
	}
	if f.At != nil {
		for t := f.At.Table; t >= 0 && t < len(r.Tables); {
			if i, ok := tables[t]; ok {
				return i
			}
			if r.Tables[t].Within.Cell == nil {
				break
			}
			t = r.Tables[t].Within.Cell.Table
		}
	}
	if len(f.Facts) > 0 {
		table, _, _ := strings.Cut(f.Facts[0], ".")
		if table == "litigation" {
			table = "review"
		}
		return find(table)
	}
	return -1
}

// blockOf is the block of a section that holds a text, -1 where none does.
func blockOf(s *schema.Section, text string) int {
	for i := range s.Blocks {
		if strings.Contains(s.Blocks[i].Text, text) {
			return i
		}
	}
	return -1
}

// heading is what a group is called.
func heading(r *schema.Report, section int, english bool) string {
	switch {
	case section < 0 && english:
		return "The file"
	case section < 0:
		return "文件"
	case r.Sections[section].Heading != nil:
		return r.Sections[section].Numbering + *r.Sections[section].Heading
	case english:
		return "Before the first section"
	}
	return "序言"
}
