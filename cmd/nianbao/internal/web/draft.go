package web

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/render/html"
	"github.com/nianbao/nianbao/schema"
	forms "github.com/nianbao/nianbao/schema/template"
)

// sheet is the page of one draft.
type sheet struct {
	frame
	ID, Name string
	Lines    []string // the report's title
	Verdict  verdict
	Summary  template.HTML
	Body     template.HTML
	// Open are the figures to be settled, in the order of the page.
	Open []point
	// Given are the answers as they stand, Steps how many can be undone.
	Given []given
	Steps int
	// All makes every figure a field.
	All bool
	// Trial are corrections that are looked at and not taken yet; Was is the
	// verdict without them.
	Trial []given
	Was   verdict
	// Wrong are typed figures that were not taken; Who and Why as typed.
	Wrong    []refusal
	Force    bool
	Who, Why string
	Formats  []string
	// Notice says what could not be done.
	Notice string
	// Again is true of a document that can be converted again, Folder of one that
	// was opened from the folder.
	Again, Folder bool
}

type point struct{ ID, Name string }

// given is an answer as it is listed.
type given struct {
	ID, Name, Value, Who, Why string
	OnPage                    bool
}

// refusal is a typed figure that was not taken, and why.
type refusal struct{ ID, Name, Typed, Why string }

// mostTrials bounds the figures of one trial: a set of suspects has three.
const mostTrials = 12

// showDraft shows a draft, with ?all=1 all figures as fields, and with ?try=
// corrections as they would be.
func (s *Server) showDraft(w http.ResponseWriter, r *http.Request, d *draft) {
	var trial []answers.Answer
	for _, text := range r.URL.Query()["try"] {
		a, err := answers.Parse(text)
		if err != nil || len(trial) == mostTrials {
			s.message(w, r, http.StatusBadRequest, "error.trial")
			return
		}
		trial = append(trial, a)
	}
	p := &sheet{All: r.URL.Query().Get("all") != ""}
	s.showSheet(w, r, d, http.StatusOK, p, trial, nil)
}

// showSheet fills the sheet in and shows it; typed are fields' contents that
// were not taken.
func (s *Server) showSheet(w http.ResponseWriter, r *http.Request, d *draft, status int, p *sheet, trial []answers.Answer, typed map[string]string) {
	now, steps := d.now()
	with := slices.Clone(now)
	for _, a := range trial {
		with = slices.DeleteFunc(with, func(b answers.Answer) bool { return a.ID == b.ID })
		with = append(with, a)
	}
	result, err := s.convert(r.Context(), d.document, with, nil, render.Options{})
	if err != nil {
		s.message(w, r, http.StatusUnprocessableEntity, "error.fault", s.fault(r, err))
		return
	}
	report := result.Report
	p.frame, p.ID, p.Name, p.Steps = s.frame(r, d.name), d.id, d.name, steps
	p.Folder, p.Again = d.from != ID{}, d.from.Run != ""
	if r.Method != http.MethodGet {
		p.Back = "/d/" + d.id
	}
	shown := map[string]string{}
	var open []point
	settled := fields{language: p.language, all: p.All, typed: typed, fixed: trial != nil}
	parts := html.Embed(report, html.Options{English: p.English}, html.Hooks{
		Field: func(f *schema.Fact, name, note string) string {
			shown[f.ID] = name
			if f.Status == schema.Unresolved {
				open = append(open, point{f.ID, name})
			}
			return settled.field(f, name, note)
		},
		Correct: func(set []schema.Suspect) string {
			if trial != nil {
				return ""
			}
			return p.correct(d.id, set)
		},
	})
	p.Lines, p.Summary, p.Body = parts.Title, template.HTML(parts.Summary), template.HTML(parts.Body)
	blanks := len(open)
	p.Open = append(contradicted(&report, shown), open...)
	p.Verdict = judge(&report, blanks, p.language)
	list := func(from []answers.Answer) (out []given) {
		for _, a := range from {
			name, on := shown[a.ID]
			if !on {
				name = nameOf(a.ID, p.English)
			}
			out = append(out, given{a.ID, name, a.Value.String(), a.Who, a.Why, on})
		}
		return out
	}
	p.Given, p.Trial = list(now), list(trial)
	if trial != nil {
		before, err := s.convert(r.Context(), d.document, now, nil, render.Options{})
		if err == nil {
			p.Was = judge(&before.Report, printedBlanks(&before.Report, shown), p.language)
		}
	}
	for i := range p.Wrong {
		if name, ok := shown[p.Wrong[i].ID]; ok {
			p.Wrong[i].Name = name
		}
	}
	for _, f := range render.Formats() {
		p.Formats = append(p.Formats, f.Name)
	}
	show(w, status, "draft.html", p)
}

// contradicted is the first printed figure of each contradiction.
func contradicted(r *schema.Report, shown map[string]string) []point {
	var out []point
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Mismatch == nil || f.Severity != schema.Error {
			continue
		}
		for _, id := range f.Facts {
			if name, ok := shown[id]; ok {
				if !slices.Contains(out, point{id, name}) {
					out = append(out, point{id, name})
				}
				break
			}
		}
	}
	return out
}

func printedBlanks(r *schema.Report, shown map[string]string) (n int) {
	for i := range r.Facts {
		if _, ok := shown[r.Facts[i].ID]; ok && r.Facts[i].Status == schema.Unresolved {
			n++
		}
	}
	return n
}

// correct is the link that shows what a set of corrections would do; nothing
// where a value is not unique.
func (p *sheet) correct(id string, set []schema.Suspect) string {
	q := url.Values{}
	for _, s := range set {
		if s.Value == nil {
			return ""
		}
		q.Add("try", s.ID+"="+s.Value.String())
	}
	if len(q["try"]) > mostTrials {
		return ""
	}
	return fmt.Sprintf(` <a class="try button small" lang="%s" href="/d/%s?%s">%s</a>`, p.Tag(), id,
		template.HTMLEscapeString(q.Encode()), template.HTMLEscapeString(p.Say("try")))
}

// nameOf is the name of a figure in any form that has it, else its id.
func nameOf(id string, english bool) string {
	for _, f := range forms.Forms() {
		for t := range f.Tables {
			if i := f.Tables[t].Index(id); i >= 0 {
				zh, en := f.Tables[t].Name(f.Tables[t].Facts[i])
				if english {
					return en
				}
				return zh
			}
		}
	}
	return id
}

// sizeOf is a file's size as people read it.
func sizeOf(n int64) string {
	switch {
	case n < 1<<10:
		return strconv.FormatInt(n, 10) + " B"
	case n < 1<<20:
		return strconv.FormatInt((n+1<<9)>>10, 10) + " KB"
	}
	return strings.TrimSuffix(strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64), ".0") + " MB"
}
