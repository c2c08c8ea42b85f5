package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/numeral"
	forms "github.com/nianbao/nianbao/schema/template"
)

// maxWords bounds who and why, in characters.
const maxWords = 500

// answer takes typed figures and goes on to the next open one.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, d *draft) {
	at, ok := s.takeTyped(w, r, d)
	if !ok {
		return
	}
	to := "/d/" + d.id
	if r.PostFormValue("all") != "" {
		to += "?all=1"
	}
	http.Redirect(w, r, to+"#"+at, http.StatusSeeOther)
}

// takeTyped takes the figures that differ from what the page held, and says
// where to go on. What cannot be, is shown again with the reason and nothing is
// taken; what is out of its range may be taken all the same, on demand.
func (s *Server) takeTyped(w http.ResponseWriter, r *http.Request, d *draft) (at string, ok bool) {
	if err := r.ParseForm(); err != nil {
		status := http.StatusBadRequest
		if isTooLarge(err) {
			status = http.StatusRequestEntityTooLarge
		}
		s.message(w, r, status, "error.form")
		return "", false
	}
	now, _ := d.now()
	result, err := s.convert(r.Context(), d.document, now, nil, render.Options{})
	if err != nil {
		s.message(w, r, http.StatusUnprocessableEntity, "error.fault", s.fault(r, err))
		return "", false
	}
	say := s.language(r)
	p := &sheet{All: r.PostFormValue("all") != "", Who: clip(r.PostFormValue("who")), Why: clip(r.PostFormValue("why"))}
	force := r.PostFormValue("force") != ""
	var put []answers.Answer
	var out []string
	typed := map[string]string{}
	last := ""
	for i := range result.Report.Facts {
		f := &result.Report.Facts[i]
		values, ok := r.PostForm["v:"+f.ID]
		if !ok {
			continue
		}
		text := strings.TrimSpace(values[0])
		if text == strings.TrimSpace(r.PostFormValue("was:"+f.ID)) {
			continue
		}
		typed[f.ID] = clip(text)
		if text == "" {
			out = append(out, f.ID)
			continue
		}
		n, why, soft := s.check(&result.Report, f, text, say)
		if why != "" && (!soft || !force) {
			p.Wrong = append(p.Wrong, refusal{f.ID, nameOf(f.ID, say.English), clip(text), why})
			p.Force = soft && (len(p.Wrong) == 1 || p.Force)
			continue
		}
		put = append(put, answers.Answer{ID: f.ID, Value: n, Who: p.Who, Why: p.Why})
		last = f.ID
	}
	out = append(out, r.PostForm["clear"]...)
	if len(p.Wrong) > 0 {
		s.showSheet(w, r, d, http.StatusUnprocessableEntity, p, nil, typed)
		return "", false
	}
	d.change(put, out)
	return next(&result.Report, last), true
}

// next is the open figure after one that was answered, else the answered one,
// else the findings.
func next(r *schema.Report, last string) string {
	if last == "" {
		return "top"
	}
	after := false
	for i := range r.Facts {
		f := &r.Facts[i]
		if after && f.Status == schema.Unresolved {
			return f.ID
		}
		after = after || f.ID == last
	}
	return last
}

// check reads a typed figure as cells are read, and says why it cannot be;
// soft where only its range is against it.
func (s *Server) check(r *schema.Report, f *schema.Fact, text string, l language) (n schema.Number, why string, soft bool) {
	kind := kindOf(r, f.ID)
	want := numeral.Want{Signed: kind == forms.Signed, Decimal: kind == forms.Amount}
	if f.Unit != nil {
		want.Unit = *f.Unit
	}
	reading := numeral.Parse(text, want)
	switch reading.State {
	case numeral.Figure:
	case numeral.Negative:
		return n, l.Say("refuse.negative"), false
	case numeral.Fractional:
		return n, l.Say("refuse.fraction"), false
	default:
		return n, l.Say("refuse.number", clip(text)), false
	}
	n = reading.Value
	if whole, ok := n.Int(); kind == forms.Count && (!ok || whole > schema.MaxFigure) {
		return n, l.Say("refuse.large"), false
	}
	if f.Status == schema.Unresolved && f.Range != nil && !within(n, f.Range) {
		return n, l.Say("refuse.range", boundsInWords(f.Range, l)), true
	}
	return n, "", false
}

func within(n schema.Number, r *schema.Range) bool {
	return (r.Low == nil || compare(n, *r.Low) >= 0) && (r.High == nil || compare(n, *r.High) <= 0)
}

// compare orders two numbers; those too far apart to subtract are ordered by
// their signs.
func compare(a, b schema.Number) int {
	d, ok := a.Add(schema.Number{Unscaled: -b.Unscaled, Scale: b.Scale})
	switch {
	case !ok && a.Negative(), ok && d.Negative():
		return -1
	case ok && d.Equal(schema.Count(0)):
		return 0
	}
	return 1
}

// kindOf is what numbers a figure may have, in the form that the report follows.
func kindOf(r *schema.Report, id string) forms.Kind {
	t := r.Template.Tables
	found := []string{t.Proactive, t.Applications, t.Review, t.Stats}
	kind := forms.Count
	for _, f := range forms.Forms() {
		for k := range f.Tables {
			i := f.Tables[k].Index(id)
			if i < 0 {
				continue
			}
			kind = f.Tables[k].Facts[i].Kind
			if slices.Contains(found, f.ID) {
				return kind
			}
		}
	}
	return kind
}

// clip bounds what a person typed.
func clip(text string) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "\uFFFD")), " ")
	if r := []rune(text); len(r) > maxWords {
		return string(r[:maxWords])
	}
	return text
}

func (s *Server) undo(w http.ResponseWriter, r *http.Request, d *draft) {
	d.undo()
	http.Redirect(w, r, "/d/"+d.id, http.StatusSeeOther)
}

func (s *Server) close(w http.ResponseWriter, r *http.Request, d *draft) {
	s.drafts.remove(d.id)
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// answersFile takes answers from a file, as --answers does, as one step.
func (s *Server) answersFile(w http.ResponseWriter, r *http.Request, d *draft) {
	var given []answers.Answer
	read := false
	err := files(r, answers.MaxBytes, func(_ string, data []byte, err error) error {
		if err == nil {
			given, err = answers.Read(data)
			read = true
		}
		return err
	})
	switch {
	case isTooLarge(err):
		s.message(w, r, http.StatusRequestEntityTooLarge, "error.answers-large")
	case err != nil && read:
		s.message(w, r, http.StatusUnprocessableEntity, "error.answers", err.Error())
	case err != nil || !read:
		s.message(w, r, http.StatusBadRequest, "error.no-answers")
	default:
		d.change(given, nil)
		http.Redirect(w, r, "/d/"+d.id, http.StatusSeeOther)
	}
}
