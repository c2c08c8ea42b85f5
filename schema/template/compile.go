package template

import (
	"errors"
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/schema/relation"
)

// compiled is what the loader derives from a table's data.
type compiled struct {
	// Form is the id of the table's form.
	Form string `json:"-"`
	// Facts are the figures, block by block and row by row.
	Facts []Fact `json:"-"`
	// Sums are the relations, one by one.
	Sums []Relation `json:"-"`
	// Implied are the figures without a cell.
	Implied []Subtotal `json:"-"`
	// System is the arithmetic of Sums over Facts: cell i is Facts[i]. It is
	// nil where there are no sums, or advisory ones.
	System *relation.System `json:"-"`

	index           map[string]int
	names, sumNames []name // of Facts and Sums
}

// compile derives what the data implies, and refuses a form whose ids are not
// unique, whose relations name no fact or mix units, or whose relations are no
// network (package relation).
func (f *Form) compile() error {
	if f.ID == "" || f.Notice == "" {
		return errors.New("id or notice is missing")
	}
	if len(f.Tables) == 0 {
		return errors.New("no tables")
	}
	sections := map[string]bool{"": true}
	for _, s := range f.Sections {
		if sections[s.ID] {
			return fmt.Errorf("section %q is missing its id or stands twice", s.ID)
		}
		sections[s.ID] = true
	}
	seen := map[string]bool{}
	for i := range f.Tables {
		t := &f.Tables[i]
		t.Form = f.ID
		if !sections[t.Section] {
			return fmt.Errorf("table %s: there is no section %q", t.ID, t.Section)
		}
		if err := t.compile(); err != nil {
			return fmt.Errorf("table %s: %w", t.ID, err)
		}
		for _, fact := range t.Facts {
			if seen[fact.ID] {
				return fmt.Errorf("table %s: id %s stands twice", t.ID, fact.ID)
			}
			seen[fact.ID] = true
		}
		for _, s := range t.Implied {
			if seen[s.ID] {
				return fmt.Errorf("table %s: id %s stands twice", t.ID, s.ID)
			}
			seen[s.ID] = true
		}
	}
	return nil
}

func (t *Table) compile() error {
	t.index = map[string]int{}
	for b := range t.Blocks {
		block := &t.Blocks[b]
		var err error
		if block.ColumnLeaves, err = leaves(nil, block.Columns, "", nil); err != nil {
			return err
		}
		if block.RowLeaves, err = leaves(nil, block.Rows, "", nil); err != nil {
			return err
		}
		if len(block.ColumnLeaves) == 0 || len(block.RowLeaves) == 0 {
			return fmt.Errorf("block %d has no rows or no columns", b+1)
		}
		for r, row := range block.RowLeaves {
			for c, column := range block.ColumnLeaves {
				fact := Fact{
					ID: join(t.Prefix, row.ID, column.ID), Block: b, Row: r, Column: c,
					Unit:     first(column.Node.Unit, row.Node.Unit, t.Unit),
					Kind:     Kind(first(string(column.Node.Kind), string(row.Node.Kind))),
					Optional: row.Node.Optional || column.Node.Optional,
				}
				switch fact.Kind {
				case Count, Amount, Signed:
				default:
					return fmt.Errorf("fact %s: kind %q is not known", fact.ID, fact.Kind)
				}
				if fact.ID == "" {
					return fmt.Errorf("block %d, row %d, column %d: no id", b+1, r+1, c+1)
				}
				if _, ok := t.index[fact.ID]; ok {
					return fmt.Errorf("id %s stands twice", fact.ID)
				}
				t.index[fact.ID] = len(t.Facts)
				t.Facts = append(t.Facts, fact)
			}
		}
	}
	if err := t.expand(); err != nil {
		return err
	}
	for _, f := range t.Facts {
		t.names = append(t.names, t.factName(f))
	}
	for _, r := range t.Sums {
		t.sumNames = append(t.sumNames, t.sumName(r))
	}
	if t.Advisory || len(t.Sums) == 0 {
		return nil
	}
	equations := make([]relation.Equation, len(t.Sums))
	for i, sum := range t.Sums {
		e := relation.Equation{ID: sum.ID}
		for _, c := range sum.Total {
			e.Terms = append(e.Terms, relation.Term{Cell: c, Sign: 1})
		}
		for _, c := range sum.Parts {
			e.Terms = append(e.Terms, relation.Term{Cell: c, Sign: -1})
		}
		equations[i] = e
	}
	var err error
	t.System, err = relation.New(len(t.Facts), equations)
	return err
}

// leaves lists the nodes that have figures.
func leaves(out []Leaf, nodes []Node, prefix string, groups []*Node) ([]Leaf, error) {
	for i := range nodes {
		n := &nodes[i]
		if len(n.Rows) > 0 && len(n.Columns) > 0 {
			return nil, fmt.Errorf("label %q has both rows and columns", n.Label)
		}
		id := join(prefix, n.ID)
		if n.Path != "" {
			id = n.Path
		}
		children := n.Rows
		if len(children) == 0 {
			children = n.Columns
		}
		if len(children) == 0 || n.Figure {
			out = append(out, Leaf{ID: id, Node: n, Groups: groups})
		}
		var err error
		if out, err = leaves(out, children, id, append(groups[:len(groups):len(groups)], n)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// expand writes every relation and subtotal out, one for each row or column.
func (t *Table) expand() error {
	ids := map[string]bool{}
	for _, p := range t.Relations {
		for _, v := range t.values(p.ID) {
			r := Relation{ID: v.fill(p.ID), Text: p.Text, En: p.En}
			var err error
			if r.Total, err = t.find(p.Total, v); err != nil {
				return fmt.Errorf("relation %s: %w", r.ID, err)
			}
			if r.Parts, err = t.find(p.Parts, v); err != nil {
				return fmt.Errorf("relation %s: %w", r.ID, err)
			}
			if ids[r.ID] {
				return fmt.Errorf("relation %s stands twice", r.ID)
			}
			ids[r.ID] = true
			if err := t.balanced(r); err != nil {
				return fmt.Errorf("relation %s: %w", r.ID, err)
			}
			t.Sums = append(t.Sums, r)
		}
	}
	for _, p := range t.Subtotals {
		for _, v := range t.values(p.ID) {
			parts, err := t.find(p.Parts, v)
			if err != nil {
				return fmt.Errorf("subtotal %s: %w", p.ID, err)
			}
			s := Subtotal{ID: v.fill(p.ID), Parts: parts}
			for _, i := range parts {
				s.IDs = append(s.IDs, t.Facts[i].ID)
			}
			t.Implied = append(t.Implied, s)
		}
	}
	return nil
}

// balanced refuses a relation that adds unlike units, or names a fact twice.
func (t *Table) balanced(r Relation) error {
	if len(r.Total) == 0 || len(r.Parts) == 0 {
		return errors.New("no total or no parts")
	}
	all := append(append([]int(nil), r.Total...), r.Parts...)
	seen := map[int]bool{}
	for _, c := range all {
		if seen[c] {
			return fmt.Errorf("%s stands twice", t.Facts[c].ID)
		}
		seen[c] = true
		if t.Facts[c].Unit != t.Facts[all[0]].Unit {
			return fmt.Errorf("%s and %s have unlike units", t.Facts[c].ID, t.Facts[all[0]].ID)
		}
		if !t.Advisory && t.Facts[c].Kind != Count {
			return fmt.Errorf("%s is no count", t.Facts[c].ID)
		}
	}
	return nil
}

// filling is what stands for {row} or {column}.
type filling struct{ name, id string }

func (v filling) fill(pattern string) string {
	if v.name == "" {
		return pattern
	}
	return strings.ReplaceAll(pattern, v.name, v.id)
}

// values lists what the placeholder of a pattern stands for.
func (t *Table) values(pattern string) []filling {
	var out []filling
	add := func(name string, leaves []Leaf) {
		for _, l := range leaves {
			out = append(out, filling{name, l.ID})
		}
	}
	switch {
	case strings.Contains(pattern, "{row}"):
		for _, b := range t.Blocks {
			add("{row}", b.RowLeaves)
		}
	case strings.Contains(pattern, "{column}"):
		for _, b := range t.Blocks {
			add("{column}", b.ColumnLeaves)
		}
	default:
		out = []filling{{}}
	}
	return out
}

func (t *Table) find(patterns []string, v filling) ([]int, error) {
	out := make([]int, len(patterns))
	for i, p := range patterns {
		c, ok := t.index[v.fill(p)]
		if !ok {
			return nil, fmt.Errorf("there is no fact %s", v.fill(p))
		}
		out[i] = c
	}
	return out, nil
}

// Index returns the index in Facts of an id, or -1.
func (t *Table) Index(id string) int {
	if i, ok := t.index[id]; ok {
		return i
	}
	return -1
}

// Row returns the leaf of a fact's row, Column that of its column.
func (t *Table) Row(f Fact) Leaf    { return t.Blocks[f.Block].RowLeaves[f.Row] }
func (t *Table) Column(f Fact) Leaf { return t.Blocks[f.Block].ColumnLeaves[f.Column] }

func join(parts ...string) string {
	out := ""
	for _, p := range parts {
		switch {
		case p == "":
		case out == "":
			out = p
		default:
			out += "." + p
		}
	}
	return out
}

func first(s ...string) string {
	for _, x := range s {
		if x != "" {
			return x
		}
	}
	return ""
}
