package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/schema/template"
)

// Shares of the stub columns of the applications table, and of its seven value
// columns, as the blank form of 2021 has them (in twentieths of a point).
const (
	stubGroup = 754
	stubLabel = 3271
	stubValue = 685
)

// widths are the shares of a form's columns: groups are narrow, the innermost
// label has the room, and figures are equal to each other.
func widths(form *template.Table, p *template.Printed) []float64 {
	share := make([]float64, p.Columns)
	for i := range share {
		switch {
		case form.Layout == "list":
			share[i] = [...]float64{6, 1, 1.4}[min(i, 2)]
		case i < p.Stub-1:
			share[i] = stubGroup
		case i < p.Stub && p.Stub > 1:
			share[i] = stubLabel
		default:
			share[i] = stubValue
		}
	}
	return whole(share)
}

// textWidths are the shares of the columns of a table as written: by the
// longest line of each, within bounds, so that one long column leaves room.
func textWidths(t *Table) []float64 {
	const least, most = 3, 24 // in characters
	share := make([]float64, t.Columns)
	for i := range share {
		share[i] = least
	}
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.ColumnSpan > 1 {
			continue
		}
		for line := range strings.SplitSeq(c.Text, "\n") {
			n := utf8.RuneCountInString(line)
			share[c.Column] = max(share[c.Column], float64(min(n, most)))
		}
	}
	return whole(share)
}

func whole(share []float64) []float64 {
	sum := 0.0
	for _, s := range share {
		sum += s
	}
	for i := range share {
		share[i] /= sum
	}
	return share
}
