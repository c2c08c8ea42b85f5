// Package pdf writes a report as PDF/A on the page of GB/T 9704-2012. It sets
// the text itself, line by line, and draws with gofpdf.
//
// It knows type, lines, pages and PDF. What stands on the pages, and in which
// order, it takes from the layout; it changes no figure and reads no document.
// The same report gives the same bytes: there is no clock and no name in them.
package pdf

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/render/pdf/font"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// Options choose the edition. The zero value is the clean edition in Chinese,
// set in the faces that nianbao brings along.
type Options struct {
	// Review marks each figure that is not as given, and ends with the reasons.
	Review bool
	// English gives our own words in English; the report's stay as they are.
	English bool
	// Fonts are an office's own faces, by the names of FaceNames. A character
	// that one of them lacks is set in the embedded face.
	Fonts map[string]*font.Face
	// Forms are those that the report was read with; nil means the known ones.
	Forms []*template.Form
}

// Output is one file.
type Output struct {
	Bytes []byte
	// Missing are the characters that no face has, ascending: 〓 stands for each.
	Missing []rune
}

// language is that of the reports.
const language = "zh-CN"

// Write sets a report. An error is a face of an unknown name, or a defect.
func Write(r schema.Report, o Options) (Output, error) {
	view := layout.View(r, layout.Options{Review: o.Review, English: o.English, Forms: o.Forms})
	c, err := compose(view, &r, o)
	if err != nil {
		return Output{}, err
	}
	title := oneLine(strings.Join(view.Title, ""))
	if title == "" { // its characters have no ink; the file is to have a title all the same
		title = "政府信息公开工作年度报告"
	}
	if o.Review {
		title += " — " + view.Words.ReviewEdition
	}
	b, err := c.paint(metadata{title: title, language: language})
	if err != nil {
		return Output{}, fmt.Errorf("write PDF: %w", err)
	}
	return Output{Bytes: b, Missing: c.faces.lacking()}, nil
}

// compose sets the view onto sheets.
func compose(view layout.Page, r *schema.Report, o Options) (*composer, error) {
	fs, st, err := newFaces(o.Fonts)
	if err != nil {
		return nil, err
	}
	c := &composer{faces: fs, styles: st}
	d := &document{composer: c, view: view, report: r, review: o.Review}
	c.page(false)
	d.build()
	c.flow(d.items)
	if n := len(c.sheets); n > 1 && len(c.sheets[n-1].runs) == 0 && len(c.sheets[n-1].rules) == 0 {
		c.sheets = c.sheets[:n-1]
	}
	c.number()
	return c, nil
}

// lacking are the characters that no face had.
func (fs *faces) lacking() []rune {
	var list []rune
	for r := range fs.missing {
		list = append(list, r)
	}
	slices.Sort(list)
	return list
}
