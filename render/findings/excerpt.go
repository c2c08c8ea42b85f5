package findings

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/schema"
)

// drawing is a piece of the document, with marks under what is meant.
type drawing struct {
	lines []string
	marks string
}

// draw draws what a finding is about: its words in their sentence, or its cell
// in its row under the heads; nothing where it has no place.
func draw(r *schema.Report, f *schema.Finding, english bool, most int) []drawing {
	var out []drawing
	if f.Excerpt != "" {
		for i := range r.Sections {
			s := &r.Sections[i]
			if s.ID != f.Section {
				continue
			}
			if b := blockOf(s, f.Excerpt); b >= 0 {
				out = append(out, sentence(s.Blocks[b].Text, f.Excerpt, most))
				break
			}
		}
	}
	if f.At != nil && f.At.Table < len(r.Tables) && r.Tables[f.At.Table].TemplateTable != nil && !aboutTable(f) {
		if d, ok := row(&r.Tables[f.At.Table], *f.At, english, most); ok {
			out = append(out, d)
		}
	}
	return out
}

// aboutTable tells whether a place only stands for its table.
func aboutTable(f *schema.Finding) bool {
	return strings.HasPrefix(f.Code, "form-") || strings.HasPrefix(f.Code, "table-")
}

// sentence draws the sentence that words stand in, cut to the width around them.
func sentence(text, words string, most int) drawing {
	at := strings.Index(text, words)
	from := 0
	for _, end := range []string{"。", "\n", "！", "？"} {
		if i := strings.LastIndex(text[:at], end); i >= 0 {
			from = max(from, i+len(end))
		}
	}
	to := len(text)
	if i := strings.IndexAny(text[at+len(words):], "。\n！？"); i >= 0 {
		to = at + len(words) + i + len("。")
		if text[to-len("。")] == '\n' {
			to = at + len(words) + i
		}
	}
	before, after := flat(text[from:at]), flat(text[at+len(words):to])
	words = flat(words)
	if most > 0 {
		words = fit(words, most)
		room := max(0, most-widthOf(words))
		if widthOf(before)+widthOf(after) > room {
			half := max(room/2, room-widthOf(after))
			before = tail(before, half)
			after = fit(after, max(1, room-widthOf(before)))
		}
	}
	return drawing{[]string{before + words + after}, strings.Repeat(" ", widthOf(before)) + strings.Repeat("^", max(1, widthOf(words)))}
}

// flat puts a text on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// tail keeps the end of a text.
func tail(s string, most int) string {
	if widthOf(s) <= most {
		return s
	}
	runes := []rune(s)
	n := 1
	for i := len(runes) - 1; i >= 0; i-- {
		n += columns(runes[i])
		if n > most {
			return "…" + string(runes[i+1:])
		}
	}
	return s
}

// row draws the row of a cell under its heads: its label, the last cell, which
// is the total, and what fits of the others, figures other than 0 first.
func row(t *schema.Table, at schema.Place, english bool, most int) (drawing, bool) {
	if most <= 0 {
		most = 100
	}
	var cells []*schema.Cell
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Row <= at.Row && at.Row < c.Row+c.RowSpan {
			cells = append(cells, c)
		}
	}
	target := -1
	for i, c := range cells {
		if c.Column <= at.Column && at.Column < c.Column+c.ColumnSpan {
			target = i
		}
	}
	if target < 0 || len(cells) > 40 {
		return drawing{}, false
	}
	heads, texts, widths := make([]string, len(cells)), make([]string, len(cells)), make([]int, len(cells))
	for i, c := range cells {
		texts[i] = fit(squeeze(c.Text), 24)
		if texts[i] == "" && i == target {
			texts[i] = "（空）"
			if english {
				texts[i] = "(blank)"
			}
		}
		if h := headOf(t, c, at.Row); h != nil {
			heads[i] = fit(squeeze(h.Text), 12)
		}
		widths[i] = max(widthOf(heads[i]), widthOf(texts[i]), 2)
	}
	// What matters most comes first, and what comes last gives way until the
	// row fits.
	order := []int{target}
	label := -1
	for i := range cells[:target] {
		if !figure(cells[i].Text) && squeeze(cells[i].Text) != "" {
			label = i // the innermost one
		}
	}
	order = append(order, label, len(cells)-1)
	for _, pass := range []func(i int) bool{
		func(i int) bool { return figure(texts[i]) && texts[i] != "0" },
		func(i int) bool { return texts[i] != "" && i > label },
		func(i int) bool { return i < label },
		func(int) bool { return true },
	} {
		for d := 1; d < len(cells); d++ {
			for _, i := range []int{target - d, target + d} {
				if i >= 0 && i < len(cells) && pass(i) {
					order = append(order, i)
				}
			}
		}
	}
	var kept []int
	for _, i := range order {
		if i >= 0 && !slices.Contains(kept, i) {
			kept = append(kept, i)
		}
	}
	var head, line, marks string
	for len(kept) > 0 {
		head, line, marks = join(kept, target, heads, texts, widths)
		if max(widthOf(line), widthOf(head)) <= most || len(kept) == 1 {
			break
		}
		kept = kept[:len(kept)-1]
	}
	d := drawing{marks: marks}
	if strings.Trim(head, " │") != "" {
		d.lines = append(d.lines, strings.TrimRight(head, " "))
	}
	d.lines = append(d.lines, strings.TrimRight(line, " "))
	return d, true
}

// join sets cells side by side, with a mark where some are left out.
func join(kept []int, target int, heads, texts []string, widths []int) (head, line, marks string) {
	kept = slices.Sorted(slices.Values(kept))
	for k, i := range kept {
		if k > 0 && i > kept[k-1]+1 {
			head, line = head+"   ", line+" │…"
		}
		if k > 0 {
			head, line = head+" │ ", line+" │ "
		}
		if i == target {
			marks = strings.Repeat(" ", widthOf(line)) + strings.Repeat("^", max(1, widthOf(texts[i])))
		}
		head, line = head+pad(heads[i], widths[i]), line+pad(texts[i], widths[i])
	}
	return head, line, marks
}

// headOf is the nearest cell above that is no figure, stands in no row of
// figures, and spans no more than the table's labels do.
func headOf(t *schema.Table, of *schema.Cell, row int) *schema.Cell {
	if of.Row < row || !figure(of.Text) && squeeze(of.Text) != "" {
		return nil
	}
	figures := map[int]bool{} // rows that have some
	for i := range t.Cells {
		if c := &t.Cells[i]; figure(c.Text) {
			figures[c.Row] = true
		}
	}
	var best *schema.Cell
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Row+c.RowSpan > of.Row || c.Column > of.Column || c.Column+c.ColumnSpan <= of.Column || figures[c.Row] || squeeze(c.Text) == "" {
			continue
		}
		if best == nil || c.Row > best.Row {
			best = c
		}
	}
	if best != nil && best.ColumnSpan > of.ColumnSpan+1 {
		return nil
	}
	return best
}

// figure tells whether a cell holds no words.
func figure(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r >= '０' && r <= '９':
			digits++
		case strings.ContainsRune(" .,+-－—/\n\u00a0\u3000，", r):
		default:
			return false
		}
	}
	return digits > 0
}

// squeeze puts a cell's text on one line; two figures in it stay two.
func squeeze(s string) string {
	if figure(s) {
		return flat(s)
	}
	return strings.Join(strings.Fields(s), "")
}
