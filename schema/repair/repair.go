// Package repair decides what each figure of a form table is: given, repaired
// with a proof, unresolved with exact bounds, or part of a contradiction. It
// knows a form's relations and the figures that were read; it reads no
// document, and changes nothing that is written in one.
//
// A block of relations is checked whole before any blank of it is filled; in
// one that contradicts itself nothing is filled and nothing is bounded.
package repair

import (
	"slices"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
	"github.com/nianbao/nianbao/schema/relation"
	"github.com/nianbao/nianbao/schema/template"
)

// Read is what the document says for one fact.
type Read struct {
	// Value is nil where nothing is written, or nothing that can be read.
	Value *schema.Number
	// Unit is the fact's unit; nil where neither form nor document decides it.
	Unit   *string
	Raw    *string
	At     *schema.Place
	Placed *schema.Placed
	// Told is true where a finding says already why nothing was read: a row
	// that is missing, a cell that is no number.
	Told bool
	// Absent is true for an optional fact that the document does not print: it
	// is left out of the report.
	Absent bool
}

// Input is one form table with what was read of it.
type Input struct {
	Table *template.Table
	Reads []Read // one for each of Table.Facts
}

// Choices are what a person decided; the zero value decides nothing.
type Choices struct {
	// Supplied are figures typed in, by fact id.
	Supplied map[string]Supply
	// BlankAsZero takes every blank that stays undetermined for 0.
	BlankAsZero bool
}

// Supply is a figure that a person typed in.
type Supply struct {
	Value  schema.Number
	Origin schema.Origin
}

// Output is what was decided.
type Output struct {
	Facts    []schema.Fact
	Derived  []schema.Derived
	Findings []schema.Finding
}

// Facts decides every figure of the given form tables.
func Facts(inputs []Input, choices Choices) Output {
	out := Output{Facts: []schema.Fact{}, Derived: []schema.Derived{}}
	n := 0
	for _, in := range inputs {
		n += len(in.Table.Facts)
	}
	out.Facts = make([]schema.Fact, 0, n)
	for _, in := range inputs {
		decide(in, choices, &out)
	}
	out.Findings = append(out.Findings, unknownIDs(inputs, choices)...)
	return out
}

// table is one form table while its figures are being decided.
type table struct {
	*template.Table
	facts    []schema.Fact
	values   []int64 // of cells in relations
	known    []bool
	absent   []bool
	told     []bool
	findings []schema.Finding
	solution *relation.Solution
	sums     []int8 // of combine, by cell
}

func decide(in Input, choices Choices, out *Output) {
	t := &table{Table: in.Table}
	n := len(in.Table.Facts)
	start := len(out.Facts)
	t.facts = out.Facts[start : start+n : start+n] // in their final place
	t.values, t.known, t.absent, t.told = make([]int64, n), make([]bool, n), make([]bool, n), make([]bool, n)
	for i, f := range in.Table.Facts {
		r := in.Reads[i]
		fact := schema.Fact{ID: f.ID, Unit: r.Unit, Raw: r.Raw, At: r.At, Placed: r.Placed, Status: schema.Unresolved}
		if r.Value != nil {
			fact.Value, fact.Status = r.Value, schema.Given
		}
		t.absent[i], t.told[i] = r.Absent, r.Told
		if s, ok := choices.Supplied[f.ID]; ok {
			t.supply(i, &fact, s)
		}
		if fact.Value != nil && f.Kind == template.Count {
			t.values[i], t.known[i] = fact.Value.Unscaled, true
		}
		t.facts[i] = fact
	}
	t.solve()
	if choices.BlankAsZero {
		t.assumeZeros()
	}
	t.sayBlanks()
	if t.Advisory {
		t.checkRecalled()
	}
	derived := t.derive()
	for i := range t.facts {
		if !t.absent[i] {
			out.Facts = append(out.Facts, t.facts[i]) // moves up over absent ones
		}
	}
	out.Derived = append(out.Derived, derived...)
	out.Findings = append(out.Findings, t.findings...)
}

// supply puts a person's figure in, if the fact can have it.
func (t *table) supply(i int, fact *schema.Fact, s Supply) {
	f := t.Facts[i]
	if why, ok := refuse(f, s.Value); !ok {
		finding := message.Find("value-refused", message.Args{"text": message.Same(f.ID + " = " + s.Value.String()), "why": why})
		finding.Facts = []string{f.ID}
		t.findings = append(t.findings, finding)
		return
	}
	zh, en := t.Name(f)
	note := message.Text{}
	if fact.Status == schema.Given && !fact.Value.Equal(s.Value) {
		note = message.Text{Zh: "，文件中写的是 " + fact.Value.String(), En: "; the document has " + fact.Value.String()}
	}
	v := s.Value
	fact.Value, fact.Status, fact.Origin = &v, schema.Supplied, &s.Origin
	finding := message.Find("value-supplied", message.Args{"where": {Zh: zh, En: en}, "value": message.Same(v.String()), "text": note})
	finding.Facts, finding.At = []string{f.ID}, fact.At
	t.findings = append(t.findings, finding)
	t.absent[i] = false
}

// refuse says why a fact cannot have a value.
func refuse(f template.Fact, v schema.Number) (message.Text, bool) {
	n, whole := v.Int()
	switch {
	case f.Kind != template.Signed && v.Negative():
		return message.Text{Zh: "不能为负数", En: "it cannot be negative"}, false
	case f.Kind != template.Amount && !whole:
		return message.Text{Zh: "须为整数", En: "it must be a whole number"}, false
	case f.Kind == template.Count && n > schema.MaxFigure:
		return message.Text{Zh: "数字过大", En: "it is too large"}, false
	}
	return message.Text{}, true
}

// unknownIDs says which supplied figures belong to no form of the report.
func unknownIDs(inputs []Input, choices Choices) []schema.Finding {
	var out []schema.Finding
	var ids []string
	for id := range choices.Supplied {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		known := false
		for _, in := range inputs {
			known = known || in.Table.Index(id) >= 0
		}
		if !known {
			s := choices.Supplied[id]
			out = append(out, message.Find("value-refused", message.Args{
				"text": message.Same(id + " = " + s.Value.String()),
				"why":  {Zh: "报告所用的格式没有这一项", En: "the report's forms have no such figure"}}))
		}
	}
	return out
}

// solve fills what has one value only, bounds the other blanks, and reports
// the blocks that contradict themselves.
func (t *table) solve() {
	t.bound()
	if t.System == nil {
		return
	}
	solution, err := t.System.Solve(t.values, t.known)
	if err != nil {
		// Only a figure beyond the reckoning's bounds: none is read as such.
		return
	}
	t.solution = solution
	for i := range t.facts {
		fact := &t.facts[i]
		block := t.System.BlockOf(i)
		if block < 0 || t.known[i] {
			continue
		}
		fact.Range = nil
		if solution.Contradicts(block) {
			continue
		}
		r, ok := solution.Range(i)
		if !ok {
			continue
		}
		if !r.Determined() {
			low := schema.Count(r.Lo)
			fact.Range = &schema.Range{Low: &low}
			if !r.Open {
				high := schema.Count(r.Hi)
				fact.Range.High = &high
			}
			continue
		}
		proof, ok := solution.Prove(i)
		if !ok {
			continue
		}
		v := schema.Count(r.Lo)
		fact.Value, fact.Status = &v, schema.Repaired
		fact.Repair = t.proof(i, r.Lo, proof)
	}
	for _, c := range solution.Conflicts() {
		t.contradiction(c)
	}
}

// bound gives the bounds of blanks that stand in no relation.
func (t *table) bound() {
	for i := range t.facts {
		if t.facts[i].Value != nil {
			continue
		}
		t.facts[i].Range = &schema.Range{}
		if t.Facts[i].Kind != template.Signed {
			zero := schema.Number{}
			t.facts[i].Range.Low = &zero
		}
	}
}

// assumeZeros takes the blanks that are not determined for 0, block by block,
// and refuses a block that would then contradict itself.
func (t *table) assumeZeros() {
	var assumed []int
	byBlock := map[int][]int{}
	for i := range t.facts {
		if t.facts[i].Status != schema.Unresolved || t.absent[i] {
			continue
		}
		block := -1
		if t.System != nil {
			block = t.System.BlockOf(i)
		}
		if block < 0 {
			assumed = append(assumed, i)
			continue
		}
		if t.solution != nil && !t.solution.Contradicts(block) {
			byBlock[block] = append(byBlock[block], i)
		}
	}
	for block := 0; len(byBlock) > 0; block++ {
		cells, ok := byBlock[block]
		if !ok {
			continue
		}
		delete(byBlock, block)
		values, known := slices.Clone(t.values), slices.Clone(t.known)
		for _, i := range cells {
			values[i], known[i] = 0, true
		}
		solution, err := t.System.Solve(values, known)
		if err != nil || solution.Contradicts(block) {
			t.refuseZeros(cells, solution, block)
			continue
		}
		assumed = append(assumed, cells...)
	}
	if len(assumed) == 0 {
		return
	}
	slices.Sort(assumed)
	for _, i := range assumed {
		zero := schema.Number{}
		fact := &t.facts[i]
		fact.Value, fact.Status, fact.Range = &zero, schema.Assumed, nil
		fact.Origin = &schema.Origin{By: "blank-as-zero"}
	}
	t.findings = append(t.findings, t.about("blank-assumed", assumed, nil))
}

func (t *table) refuseZeros(cells []int, solution *relation.Solution, block int) {
	name := message.Text{}
	if solution != nil {
		for _, c := range solution.Conflicts() {
			if c.Block != block {
				continue
			}
			equation := -1
			if len(c.Broken) > 0 {
				equation = c.Broken[0].Equation
			} else if len(c.Reason) > 0 {
				equation = c.Reason[0].Equation
			}
			if equation >= 0 {
				name = t.relationName(equation)
			}
		}
	}
	t.findings = append(t.findings, t.about("blank-assumed/refused", cells, message.Args{"relation": name}))
}

// about makes a finding about some facts of the table.
func (t *table) about(key string, facts []int, args message.Args) schema.Finding {
	all := message.Args{"table": t.title(), "n": message.Int(len(facts)), "rows": t.names(facts)}
	for name, text := range args {
		all[name] = text
	}
	f := message.Find(key, all)
	f.Facts = t.ids(facts)
	return f
}

// namedFacts is how many facts, or rows of facts, a sentence names.
const namedFacts = 4

// names calls facts by their names where they are few, else by their rows.
func (t *table) names(facts []int) message.Text {
	names := make([]message.Text, len(facts)) // those that List prints
	for k, i := range facts[:min(len(facts), namedFacts)] {
		zh, en := t.Name(t.Facts[i])
		names[k] = message.Text{Zh: zh, En: en}
	}
	if len(facts) <= namedFacts {
		return message.List(names, namedFacts)
	}
	var rows []message.Text
	block, row := -1, -1
	for _, i := range facts {
		if f := t.Facts[i]; f.Block != block || f.Row != row {
			block, row = f.Block, f.Row
			zh, en := t.RowName(block, row)
			if zh == "" {
				return message.List(names, namedFacts) // a table of one row
			}
			rows = append(rows, message.Text{Zh: zh, En: en})
		}
	}
	if len(rows)*2 > len(facts) {
		return message.List(names, namedFacts)
	}
	return message.Rows(rows, namedFacts)
}

func (t *table) title() message.Text { return message.Text{Zh: t.Title, En: t.TitleEn} }

// fewBlanks is how many open blanks are told one by one.
const fewBlanks = 6

// sayBlanks tells which blanks were filled and which stay open. A figure whose
// loss was told is told again only where something is known of it, together
// with the others of its kind.
func (t *table) sayBlanks() {
	var filled, open, told []int
	for i := range t.facts {
		switch {
		case t.absent[i]:
		case t.facts[i].Status == schema.Repaired:
			filled = append(filled, i)
		case t.facts[i].Status != schema.Unresolved:
		case t.told[i] && unbounded(t.facts[i].Range):
		case t.told[i]:
			told = append(told, i)
		default:
			open = append(open, i)
		}
	}
	if len(filled) > 0 {
		t.findings = append(t.findings, t.about("blank-filled", filled, nil))
	}
	t.sayOpen(told, 1)
	t.sayOpen(open, fewBlanks)
}

// sayOpen tells of blanks that stay open, up to so many one by one.
func (t *table) sayOpen(blanks []int, few int) {
	if len(blanks) > few {
		t.findings = append(t.findings, t.about("blank-unresolved/many", blanks, nil))
		return
	}
	for _, i := range blanks {
		code := "blank-unresolved"
		if r := t.facts[i].Range; r != nil && r.Low != nil && r.Low.Unscaled > 0 {
			code = "blank-unresolved/positive"
		}
		zh, en := t.Name(t.Facts[i])
		f := t.about(code, []int{i}, message.Args{"where": {Zh: zh, En: en}, "range": rangeText(t.facts[i].Range)})
		f.At = t.facts[i].At
		t.findings = append(t.findings, f)
	}
}

// unbounded tells whether nothing is known of a blank.
func unbounded(r *schema.Range) bool {
	return r == nil || r.Low == nil || r.High == nil && r.Low.Equal(schema.Number{})
}

// rangeText says what a blank may be.
func rangeText(r *schema.Range) message.Text {
	switch {
	case r == nil:
		return message.Text{Zh: "所在的关系自相矛盾，无法推算", En: "its relations contradict each other"}
	case unbounded(r):
		return message.Text{Zh: "无法从其他数字推算", En: "the other figures do not tell it"}
	case r.High == nil:
		return message.Text{Zh: "按其他数字不小于 " + r.Low.String() + "，不能唯一确定", En: "by the other figures it is at least " + r.Low.String()}
	}
	return message.Text{Zh: "按其他数字应在 " + r.Low.String() + " 至 " + r.High.String() + " 之间，不能唯一确定", En: "by the other figures it is from " + r.Low.String() + " to " + r.High.String()}
}

// derive adds up the figures that have no cell of their own.
func (t *table) derive() []schema.Derived {
	out := make([]schema.Derived, 0, len(t.Implied))
next:
	for _, s := range t.Implied {
		d := schema.Derived{ID: s.ID, From: s.IDs}
		for _, p := range s.Parts {
			f := &t.facts[p]
			sum, ok := schema.Number{}, false
			if f.Value != nil && f.Status != schema.Conflict {
				sum, ok = d.Value.Add(*f.Value)
			}
			if !ok {
				continue next
			}
			d.Value = sum
		}
		out = append(out, d)
	}
	return out
}
