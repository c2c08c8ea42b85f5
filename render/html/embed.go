package html

import (
	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
)

// Hooks are what a page around the review edition adds to it, as markup that
// it has made safe. A nil function adds nothing.
type Hooks struct {
	// Field is written in a figure's cell; name is the figure's row and column,
	// note the id of the element that says why it is not as given, or empty.
	Field func(f *schema.Fact, name, note string) string
	// Correct is written after one set of suspects: figures whose change makes
	// all relations hold.
	Correct func(set []schema.Suspect) string
}

// Embedded is the review edition in parts, for a page that gives it a frame of
// its own and links Sheet.
type Embedded struct {
	// Title has one or more lines of plain text.
	Title []string
	// Summary and Body are markup: what there is to check, and the report.
	Summary, Body []byte
}

// Embed writes the review edition in parts. Apart from what the hooks add, the
// markup is that of Write.
func Embed(r schema.Report, o Options, h Hooks) Embedded {
	o.Review = true
	view := layout.View(r, layout.Options{Review: true, English: o.English, Forms: o.Forms})
	p := &page{view: &view, report: &r, words: view.Words, review: true, english: o.English, hooks: h}
	p.b = make([]byte, 0, 160<<10)
	p.findAnchors()
	p.summary()
	split := len(p.b)
	for i := range view.Sections {
		p.section(i)
	}
	p.colophon()
	return Embedded{view.Title, p.b[:split:split], p.b[split:]}
}

// Sheet is the style sheet that the page and its parts are made for.
func Sheet() string { return sheet().css }

// field writes what the frame adds to a figure's cell.
func (w *tableWriter) field(f *schema.Fact, note int) {
	if w.hooks.Field == nil {
		return
	}
	name := f.ID
	if i := w.Form.Index(f.ID); i >= 0 {
		zh, en := w.Form.Name(w.Form.Facts[i])
		if name = zh; w.english {
			name = en
		}
	}
	id := ""
	if note > 0 {
		id = "n" + layout.Itoa(note)
	}
	w.raw(w.hooks.Field(f, name, id))
}

// correct writes what the frame adds to a set of suspects.
func (p *page) correct(set []layout.Ref) {
	if p.hooks.Correct == nil {
		return
	}
	out := make([]schema.Suspect, len(set))
	for i := range set {
		if set[i].Fact < 0 {
			return
		}
		out[i].ID = p.report.Facts[set[i].Fact].ID
		if n, err := schema.ParseNumber(set[i].Value); err == nil {
			out[i].Value = &n
		}
	}
	p.raw(p.hooks.Correct(out))
}
