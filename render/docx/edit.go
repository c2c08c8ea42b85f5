package docx

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// splice puts text in the place of data[at:to].
type splice struct {
	at, to int
	text   string
}

// mark is what an encoder may put before UTF-8; the reader counts from behind it.
const mark = "\uFEFF"

// edit puts the figures into the main part. Those that cannot stand in their
// cells are dropped from p, with the reason.
func edit(part string, p *placing, w *writer) (string, error) {
	data := strings.TrimPrefix(part, mark)
	offsets := make([]int, len(p.figures))
	for i, f := range p.figures {
		offsets[i] = f.cell.Pos.Offset
	}
	sites, err := scan(data, offsets)
	if err != nil {
		return "", err
	}
	for why, ids := range p.unfit(data, sites) {
		p.drop(ids, why)
	}
	w.data = data
	for _, f := range p.figures {
		at := sites[f.cell.Pos.Offset]
		c := read(data, at)
		c.choose(f.ink)
		w.cell(at, c, f.text)
	}
	edited, err := apply(data, w.splices)
	if err != nil {
		return "", err
	}
	if _, err := scan(edited, nil); err != nil {
		return "", fmt.Errorf("check the edited part: %w", err)
	}
	return part[:len(part)-len(data)] + edited, nil
}

// unfit finds the figures whose cells should be left alone.
func (p *placing) unfit(data string, sites map[int]*site) map[Reason]map[string]bool {
	out := map[Reason]map[string]bool{TwoForms: {}, Bound: {}, Mixed: {}}
	for _, f := range p.figures {
		at := sites[f.cell.Pos.Offset]
		c := read(data, at)
		c.choose(f.ink)
		switch {
		case at.forms:
			out[TwoForms][f.id] = true
		case c.bound:
			out[Bound][f.id] = true
		case c.mixed:
			out[Mixed][f.id] = true
		}
	}
	return out
}

// apply makes the new part. Splices at one place keep their order, insertions
// before replacements.
func apply(data string, splices []splice) (string, error) {
	slices.SortStableFunc(splices, func(a, b splice) int {
		if c := cmp.Compare(a.at, b.at); c != 0 {
			return c
		}
		return cmp.Compare(min(a.to-a.at, 1), min(b.to-b.at, 1))
	})
	size := len(data)
	for _, s := range splices {
		size += len(s.text)
	}
	var b strings.Builder
	b.Grow(size)
	pos := 0
	for _, s := range splices {
		if s.at < pos {
			return "", fmt.Errorf("edit the main part: two changes overlap at byte %d, which is a defect of this program", s.at)
		}
		b.WriteString(data[pos:s.at])
		b.WriteString(s.text)
		pos = s.to
	}
	b.WriteString(data[pos:])
	return b.String(), nil
}
