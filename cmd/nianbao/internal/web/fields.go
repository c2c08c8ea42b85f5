package web

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/nianbao/nianbao/schema"
)

// fields writes the fields of the figures that a person may type in.
type fields struct {
	language
	// all makes every figure a field, fixed none.
	all, fixed bool
	typed      map[string]string
}

// field is the markup of one figure's field, with the range that it may have.
// A field belongs to the form "answers", which stands elsewhere on the page.
// What it held when the page was made goes along, so that of two tabs neither
// takes back what the other one did.
func (s *fields) field(f *schema.Fact, name, note string) string {
	if s.fixed || !s.all && (f.Status == schema.Given || f.Status == schema.Repaired) {
		return ""
	}
	was := held(f)
	value, wrong := was, false
	if text, ok := s.typed[f.ID]; ok {
		value, wrong = text, true
	}
	label := name
	bounds := boundsOf(f.Range, s.language)
	if f.Status == schema.Unresolved && f.Range != nil {
		label += s.Say("field.colon") + boundsInWords(f.Range, s.language)
	}
	var b strings.Builder
	b.WriteString(`<span class="entry">`)
	fmt.Fprintf(&b, `<input class="fill" type="text" form="answers" name="v:%s" value="%s" data-was="%s" aria-label="%s" lang="%s" inputmode="%s" autocomplete="off" spellcheck="false" maxlength="40"`,
		esc(f.ID), esc(value), esc(was), esc(label), s.Tag(), keyboard(f))
	if note != "" {
		fmt.Fprintf(&b, ` aria-describedby="%s"`, note)
	}
	if wrong {
		b.WriteString(` aria-invalid="true"`)
	}
	b.WriteString(`>`)
	if was != "" {
		fmt.Fprintf(&b, `<input type="hidden" form="answers" name="was:%s" value="%s">`, esc(f.ID), esc(was))
	}
	if bounds != "" && f.Status == schema.Unresolved {
		fmt.Fprintf(&b, `<span class="range" aria-hidden="true">%s</span>`, esc(bounds))
	}
	b.WriteString(`</span>`)
	return b.String()
}

// held is what a figure's field holds before anything is typed.
func held(f *schema.Fact) string {
	switch {
	case f.Value != nil:
		return f.Value.String()
	case f.Status == schema.Conflict && f.Raw != nil:
		return strings.TrimSpace(*f.Raw)
	}
	return ""
}

// keyboard is the one that a touch screen shows.
func keyboard(f *schema.Fact) string {
	if f.Unit != nil && strings.Contains(*f.Unit, "元") {
		return "decimal"
	}
	return "numeric"
}

// boundsOf is a range in signs, "0–2", "≥ 3"; empty where nothing bounds it.
func boundsOf(r *schema.Range, l language) string {
	switch {
	case r == nil || r.Low == nil && r.High == nil:
		return ""
	case r.High == nil && r.Low.Equal(schema.Count(0)):
		return ""
	case r.High == nil:
		return "≥ " + r.Low.String()
	case r.Low == nil:
		return "≤ " + r.High.String()
	}
	return r.Low.String() + "–" + r.High.String()
}

func boundsInWords(r *schema.Range, l language) string {
	switch {
	case r == nil || r.Low == nil && r.High == nil:
		return l.Say("range.any")
	case r.High == nil:
		return l.Say("range.low", r.Low)
	case r.Low == nil:
		return l.Say("range.high", r.High)
	}
	return l.Say("range.both", r.Low, r.High)
}

func esc(s string) string { return template.HTMLEscapeString(s) }
