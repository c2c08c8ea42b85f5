package layout

import (
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// strays prints what no block of a section refers to: form tables that stand
// in a header, a footer or a text box, at the end of their section, and other
// tables of text boxes and notes at the end of the report. Other tables of
// headers and footers belong to the paper, not to the report.
func (v *view) strays(sections []Section) []Section {
	for i := range v.report.Tables {
		t := &v.report.Tables[i]
		if v.placed[i] || v.holder(i) >= 0 {
			continue
		}
		var pieces []Piece
		section := ""
		switch form := v.formOf(i); {
		case form != nil:
			section = form.Section
		case v.frames(i):
			section = v.framed(i).Section
		case t.Within.Story == "header" || t.Within.Story == "footer":
			continue
		}
		if pieces = v.table(nil, i); len(pieces) == 0 {
			continue
		}
		sections = put(sections, section, v.official(section), pieces)
	}
	return sections
}

// holder is the table that another is nested in, and that is yet to be printed
// itself; -1 where there is none.
func (v *view) holder(i int) int {
	c := v.report.Tables[i].Within.Cell
	if c == nil || c.Table < 0 || c.Table >= i {
		return -1
	}
	return c.Table
}

// put appends pieces to the section of that id, or to the last one; before the
// closing signature.
func put(sections []Section, id, heading string, pieces []Piece) []Section {
	at := -1
	for i := range sections {
		if id != "" && sections[i].ID == id {
			at = i
		}
	}
	switch {
	case at >= 0:
	case len(sections) == 0 || heading != "":
		sections = append(sections, Section{ID: id, Heading: heading})
		at = len(sections) - 1
	default:
		at = len(sections) - 1
	}
	sections[at].Pieces = append(sections[at].Pieces, pieces...)
	return sections
}

// missing says in the review edition which tables of the form are not there.
func (v *view) missing(sections []Section) ([]Section, []string) {
	if v.report.Template.ID == schema.FormUnknown {
		return sections, nil
	}
	var form *template.Form
	for _, f := range v.Forms {
		if f.ID == v.report.Template.ID {
			form = f
		}
	}
	if form == nil {
		return sections, nil
	}
	var remarks []string
	for i := range form.Tables {
		t := &form.Tables[i]
		if v.found(t.ID) != "" {
			continue
		}
		line := v.missingText(t)
		placed := false
		for k := range sections {
			if t.Section != "" && sections[k].ID == t.Section {
				sections[k].Pieces = append(sections[k].Pieces, Piece{Kind: Remark, Text: line})
				placed = true
				break
			}
		}
		if !placed {
			remarks = append(remarks, line)
		}
	}
	return sections, remarks
}

func (v *view) missingText(t *template.Table) string {
	if v.English {
		return Fill(v.words.TableMissing, t.TitleEn)
	}
	return Fill(v.words.TableMissing, t.Title)
}
