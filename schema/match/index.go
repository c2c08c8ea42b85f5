package match

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// hit is one row or column that a label may stand for.
type hit struct {
	block, leaf int
	by          schema.By
	// group is set where the label is that of a group around the leaf; leaf is then its first.
	group *template.Node
}

// index finds the rows, or the columns, of one form table by their labels.
type index struct {
	exact map[string][]hit // by label as the form prints it
	cores map[string][]hit
	fuzzy []candidate
}

type candidate struct {
	core []rune
	hits []hit
}

// tableIndex is a form table made ready for comparison.
type tableIndex struct {
	table         *template.Table
	rows, columns index
	titles        map[string]int  // block titles, by titleKey
	printed       map[string]int  // and as the form prints them
	titleCores    map[string]bool // what is left of them as cores
	corners       map[string]bool // cores of what stands over the row labels
	units         map[string]bool // of a list's column of units
}

func newTableIndex(t *template.Table) *tableIndex {
	x := &tableIndex{table: t, rows: newIndex(), columns: newIndex(), titles: map[string]int{}, printed: map[string]int{}, titleCores: map[string]bool{}, units: map[string]bool{}, corners: map[string]bool{"项目": true, "信息内容": true, "指标名称": true}}
	for b := range t.Blocks {
		block := &t.Blocks[b]
		if block.Title != "" {
			x.titles[titleKey(block.Title)] = b
			x.printed[block.Title] = b
			x.titleCores[Core(block.Title)] = true
		}
		if c := Core(block.Corner); c != "" {
			x.corners[c] = true
		}
		if t.Layout == "list" {
			for _, l := range block.RowLeaves {
				x.units[l.Node.Unit] = true
			}
		}
		x.rows.addLeaves(b, block.RowLeaves)
		x.columns.addLeaves(b, block.ColumnLeaves)
	}
	x.rows.finish()
	x.columns.finish()
	return x
}

// titleKey keeps the brackets' content, which tells the titles of blocks apart.
func titleKey(s string) string {
	return Core(brackets.Replace(s))
}

var brackets = strings.NewReplacer("（", "", "）", "", "(", "", ")", "")

// title gives the block that a text is the title of.
func (x *tableIndex) title(text, core string) (block int, ok bool) {
	if !x.titleCores[core] {
		return 0, false
	}
	if block, ok = x.printed[text]; ok {
		return block, ok
	}
	block, ok = x.titles[titleKey(text)]
	return block, ok
}

func newIndex() index {
	return index{exact: map[string][]hit{}, cores: map[string][]hit{}}
}

func (x *index) addLeaves(block int, leaves []template.Leaf) {
	for i, l := range leaves {
		x.add(l.Node.Label, hit{block, i, schema.ByLabel, nil})
		for _, v := range l.Node.Variants {
			x.add(v, hit{block, i, schema.ByVariant, nil})
		}
		// A label may carry the labels of its groups in one cell:
		// "（三）不予公开：1.属于国家秘密". With that of a group that has figures of
		// its own it is two rows run together.
		own, number := splitLabel(l.Node.Label)
		prefix := ""
		for g := len(l.Groups) - 1; g >= 0 && !l.Groups[g].Figure; g-- {
			prefix = Core(l.Groups[g].Label) + prefix
			x.addCore(prefix+own, hit{block, i, schema.ByLabel, nil})
			x.addCore(prefix+number+own, hit{block, i, schema.ByLabel, nil})
		}
	}
	seen := map[*template.Node]bool{}
	for i, l := range leaves {
		for _, g := range l.Groups {
			if g.Figure || seen[g] {
				continue
			}
			seen[g] = true
			for _, label := range append([]string{g.Label}, g.Variants...) {
				x.add(label, hit{block, i, schema.ByLabel, g})
			}
		}
	}
}

func (x *index) add(label string, h hit) {
	if label == "" {
		return
	}
	x.exact[label] = append(x.exact[label], h)
	x.addCore(Core(label), h)
}

func (x *index) addCore(core string, h hit) {
	if core == "" {
		return
	}
	for _, have := range x.cores[core] {
		if have.block == h.block && have.leaf == h.leaf && have.group == h.group {
			return
		}
	}
	x.cores[core] = append(x.cores[core], h)
}

func (x *index) finish() {
	for core, hits := range x.cores {
		x.fuzzy = append(x.fuzzy, candidate{[]rune(core), hits})
	}
	slices.SortFunc(x.fuzzy, func(a, b candidate) int { return slices.Compare(a.core, b.core) })
}

// find gives what a label may stand for: by its exact wording, else by its
// core, else by a core that differs little and is clearly nearer than every other.
func (x *index) find(label, core string) []hit {
	if hits, ok := x.exactly(label, core); ok || core == "" {
		return hits
	}
	return x.similar([]rune(core))
}

// exactly finds a label by wording or core, never by likeness.
func (x *index) exactly(label, core string) ([]hit, bool) {
	if hits, ok := x.exact[label]; ok {
		return hits, true
	}
	hits, ok := x.cores[core]
	return hits, ok
}

// similar bounds the difference to a quarter of the longer label, and asks for
// a margin: the nearest label of any other row must be at least twice as far,
// and two changes more.
func (x *index) similar(core []rune) []hit {
	if len(core) < 3 {
		return nil
	}
	bound := func(c candidate) int {
		if len(core) < 4 {
			return 0
		}
		return max(len(core), len(c.core)) / 4
	}
	var nearest candidate
	best := 0
	for _, c := range x.fuzzy {
		limit := bound(c)
		if d := distance(core, c.core, limit); d <= limit && (nearest.hits == nil || d < best) {
			best, nearest = d, c
		}
	}
	if nearest.hits == nil {
		return x.truncated(core)
	}
	if another(core, nearest.core) || x.runTogether(string(core), string(nearest.core)) {
		return nil
	}
	margin := max(2*best, best+2)
	for _, c := range x.fuzzy {
		if !sameLeaf(c.hits[0], nearest.hits[0]) && distance(core, c.core, margin) < margin {
			return nil
		}
	}
	return likened(nearest.hits)
}

// another tells whether two labels that differ little speak of different
// things: of another year, or of what is not the thing.
func another(a, b []rune) bool {
	for _, word := range []string{"上年", "上一年", "去年", "前年", "非"} {
		if strings.Contains(string(a), word) != strings.Contains(string(b), word) {
			return true
		}
	}
	return false
}

// runTogether tells whether a text holds a second label beside the whole of
// one: two rows in one, whose figures are run together too ("规章行政规范性文件").
func (x *index) runTogether(core, label string) bool {
	before, after, ok := strings.Cut(core, label)
	if !ok {
		return false
	}
	for _, c := range x.fuzzy {
		other := string(c.core)
		if len(c.core) > 1 && other != label && (strings.HasPrefix(before, other) || strings.HasSuffix(after, other)) {
			return true
		}
	}
	return false
}

// truncated finds the one label that a text is the beginning of.
func (x *index) truncated(core []rune) []hit {
	var only []hit
	for _, c := range x.fuzzy {
		if len(core) >= len(c.core) || !slices.Equal(core, c.core[:len(core)]) {
			continue
		}
		if only != nil && !sameLeaf(only[0], c.hits[0]) {
			return nil
		}
		only = c.hits
	}
	return likened(only)
}

// likened marks hits as known by likeness only.
func likened(hits []hit) []hit {
	out := make([]hit, len(hits))
	for i, h := range hits {
		h.by = schema.BySimilar
		out[i] = h
	}
	return out
}

func sameLeaf(a, b hit) bool {
	return a.block == b.block && a.leaf == b.leaf && a.group == b.group
}
