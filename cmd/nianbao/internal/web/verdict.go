package web

import "github.com/nianbao/nianbao/schema"

// verdict is how a draft stands, in one sentence.
type verdict struct {
	// Level is "wrong" where figures are wrong or missing, "look" where there is
	// something to look at, "fine" where there is nothing.
	Level string
	Text  string
	// More says what else is worth knowing, or is empty.
	More string
}

// judge sums a report up; blanks are the empty figures that stand on the page.
func judge(r *schema.Report, blanks int, l language) verdict {
	sums, others := 0, 0
	for i := range r.Findings {
		switch f := &r.Findings[i]; {
		case f.Severity != schema.Error:
		case f.Mismatch != nil:
			sums++
		default:
			others++
		}
	}
	v := verdict{Level: "wrong"}
	n := r.Summary.Findings.Warning
	switch {
	case r.Template.ID == schema.FormUnknown:
		v = verdict{Level: "look", Text: l.Say("verdict.no-form")}
	case sums > 0 && blanks > 0:
		v.Text = l.Say("verdict.sums-blanks", sums, blanks)
	case sums > 0:
		v.Text = l.Say("verdict.sums", sums)
	case blanks > 0:
		v.Text = l.Say("verdict.blanks", blanks)
	case others > 0:
		v.Text = l.Say("verdict.errors", others)
	case n > 0:
		v = verdict{Level: "look", Text: l.Say("verdict.look", n)}
	default:
		v = verdict{Level: "fine", Text: l.Say("verdict.fine")}
	}
	if n := r.Summary.Facts.Repaired; n > 0 {
		v.More = l.Say("verdict.repaired", n)
	}
	return v
}
