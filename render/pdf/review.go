package pdf

import (
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
)

// mostPlaces is how many places of a finding are named; the cells' own notes
// have the rest.
const mostPlaces = 12

// ours adds a text that is the edition's, not the report's: small, and in its
// own language.
func (d *document) ours(words string, style *style) *text {
	elem := d.elem(d.sect, "P")
	foreign := d.view.Words.Lang != language
	if foreign {
		// The quotation marks of our faces are as wide as a Chinese character.
		words = strings.NewReplacer("“", "\"", "”", "\"").Replace(words)
	}
	if foreign {
		d.tree[elem].lang = d.view.Words.Lang
	}
	t := d.small(words, elem)
	if t != nil && style != &d.styles.body {
		t.glyphs = trim(d.faces.shape(nil, words, style))
		t.reset(typeWidth)
	}
	return t
}

// summary opens the review edition: what it is, counts, signs, findings.
func (d *document) summary() {
	w := d.view.Words
	d.sect = d.elem(artifact, "Sect")
	if t := d.ours(w.ReviewEdition+w.Colon+w.Reads, &d.styles.hei); t != nil {
		t.align, t.after = centred, linePitch/2
	}
	d.headline(w.Findings, 2)
	d.counts()
	for _, line := range d.view.Remarks {
		d.ours(line, &d.styles.body)
	}
	if len(d.view.Findings) == 0 {
		d.ours(w.None, &d.styles.body)
	}
	for i := range d.view.Findings {
		d.finding(i+1, &d.view.Findings[i])
	}
	d.items[len(d.items)-1].text.after = linePitch / 2
}

// counts says how many figures have which status, with the sign of each.
func (d *document) counts() {
	n, w := d.report.Summary.Facts, d.view.Words
	if n == (schema.FactCount{}) {
		return
	}
	var list []string
	total := 0
	for i, count := range [...]int{n.Given, n.Repaired, n.Assumed, n.Supplied, n.Unresolved, n.Conflict} {
		if total += count; count == 0 {
			continue
		}
		status := schema.Statuses[i]
		name := w.StatusName(status)
		if m := d.mark(status); m != "" {
			name = m + " " + name
		}
		list = append(list, name+" "+strconv.Itoa(count))
	}
	d.ours(layout.Fill(w.Figures, strconv.Itoa(total))+strings.Join(list, w.And)+w.Stop, &d.styles.body)
}

// mark is the sign and the letters beside a figure.
func (d *document) mark(s schema.Status) string {
	sign, letters := d.view.Words.Mark(s)
	return sign + letters
}

func (d *document) finding(number int, f *layout.Finding) {
	w := d.view.Words
	t := d.ours(strconv.Itoa(number)+". "+w.SeverityName(f.Severity)+w.Colon+ended(f.Text, w.Stop)+" ["+f.Code+"]", &d.styles.body)
	if t != nil {
		t.before = 4
	}
	d.under(f.Excerpt)
	if f.Suggestion != "" {
		d.under(w.Suggestion + w.Colon + ended(f.Suggestion, w.Stop))
	}
	for _, set := range f.Suspects {
		var parts []string
		for _, r := range set {
			part := r.Name
			if r.Value != "" {
				part += " → " + r.Value
			}
			parts = append(parts, part)
		}
		d.under(strings.Join(parts, w.And))
	}
	if len(f.Suspects) == 0 && len(f.Places) > 0 {
		d.under(w.See + w.Colon + d.names(f.Places, mostPlaces))
	}
}

// under adds a line below a finding or a note, a little to the right.
func (d *document) under(words string) {
	if t := d.ours(words, &d.styles.body); t != nil {
		t.left = 2 * size5
		t.reset(typeWidth)
	}
}

func (d *document) names(list []layout.Ref, most int) string {
	w := d.view.Words
	var names []string
	for i, r := range list {
		if i == most {
			return strings.Join(names, w.And) + " " + layout.Fill(w.More, strconv.Itoa(len(list)))
		}
		names = append(names, r.Name)
	}
	return strings.Join(names, w.And)
}

// notes closes the review edition: what was done to each figure, and why.
func (d *document) notes() {
	w := d.view.Words
	d.sect = d.elem(artifact, "Sect")
	if len(d.view.Notes) > 0 {
		d.headline(w.Notes, 2)
	}
	for i := range d.view.Notes {
		n := &d.view.Notes[i]
		t := d.ours(strconv.Itoa(n.Number)+". "+d.mark(n.Status)+" "+w.StatusName(n.Status)+w.Colon+
			d.names(n.Cells, len(n.Cells))+w.Colon+ended(n.Text, w.Stop), &d.styles.body)
		if t != nil {
			t.before = 4
		}
		for _, line := range n.Lines {
			d.under(ended(line, w.Stop))
		}
		if n.Proof != "" {
			d.under(w.Proof + w.Colon + ended(n.Proof, w.Stop))
		}
	}
	if t := d.ours(w.Source+w.Colon+d.report.Source.Name, &d.styles.body); t != nil {
		t.before = linePitch / 2
	}
	if d.report.Source.SHA256 != "" {
		d.ours("SHA-256"+w.Colon+d.report.Source.SHA256, &d.styles.body)
	}
	for _, name := range d.view.FormNames {
		d.ours(w.Form+w.Colon+name, &d.styles.body)
	}
}

// ended is a sentence with its full stop, once.
func ended(s, stop string) string {
	s = strings.TrimSpace(s)
	for _, end := range []string{"。", ".", "！", "？", "；"} {
		if strings.HasSuffix(s, end) {
			return s
		}
	}
	return s + stop
}

// asWritten adds the tables that a form's figures were read from.
func (d *document) asWritten(t *layout.Table) {
	for _, w := range t.Written {
		if c := d.ours(d.view.Words.Written, &d.styles.hei); c != nil {
			c.keep, c.before = true, tableGap
		}
		d.items = append(d.items, item{grid: d.grid(w, d.elem(d.sect, "Table")), before: 2})
	}
}
