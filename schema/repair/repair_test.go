package repair

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/samples/form"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// inputs makes the tables of a form that have relations, with the given
// figures; an id without one is blank.
func inputs(t testing.TB, id string, figures map[string]*int64) []Input {
	t.Helper()
	var out []Input
	for _, f := range template.Forms() {
		if f.ID != id {
			continue
		}
		for i := range f.Tables {
			table := &f.Tables[i]
			if table.System == nil {
				continue
			}
			in := Input{Table: table, Reads: make([]Read, len(table.Facts))}
			for k, fact := range table.Facts {
				if v := figures[fact.ID]; v != nil {
					n := schema.Count(*v)
					in.Reads[k].Value = &n
				}
			}
			out = append(out, in)
		}
	}
	return out
}

func byID(facts []schema.Fact) map[string]*schema.Fact {
	m := map[string]*schema.Fact{}
	for i := range facts {
		m[facts[i].ID] = &facts[i]
	}
	return m
}

// relations are the sums of a form written out anew, not taken from the code
// under test: id → fact → coefficient.
func relations(form string) map[string]map[string]int {
	columns := []string{"natural_person", "enterprise", "research", "welfare", "legal_service", "other", "total"}
	results := strings.Fields("granted partial refuse.state_secret refuse.law_forbidden refuse.safety_stability refuse.third_party refuse.internal_affairs refuse.process refuse.enforcement_file refuse.admin_query unable.not_held unable.needs_creation unable.unclear_after_correction not_processed.petition not_processed.repeat not_processed.publication not_processed.excessive not_processed.reconfirm")
	if form == "2021" {
		results = append(results, "other.no_correction", "other.no_payment", "other.other")
	} else {
		results = append(results, "other.subtotal")
	}
	out := map[string]map[string]int{}
	for _, r := range append([]string{"new", "carried_in", "results_total", "carried_out"}, results...) {
		m := map[string]int{"applications." + r + ".total": 1}
		for _, c := range columns[:6] {
			m["applications."+r+"."+c] = -1
		}
		out["applications."+r+".sum"] = m
	}
	for _, c := range columns {
		m := map[string]int{"applications.results_total." + c: 1}
		for _, r := range results {
			m["applications."+r+"."+c] = -1
		}
		out["applications.results."+c] = m
		out["applications.balance."+c] = map[string]int{"applications.new." + c: 1, "applications.carried_in." + c: 1, "applications.results_total." + c: -1, "applications.carried_out." + c: -1}
	}
	for _, g := range []string{"review", "litigation.direct", "litigation.after_review"} {
		out[g+".sum"] = map[string]int{g + ".total": 1, g + ".upheld": -1, g + ".corrected": -1, g + ".other": -1, g + ".pending": -1}
	}
	return out
}

// replay adds a proof's signed relations up and gives the bound they prove.
func replay(rels map[string]map[string]int, steps []schema.Step, id string, given map[string]int64, upper bool) (int64, error) {
	sum := map[string]int{}
	for _, s := range steps {
		rel, ok := rels[s.Relation]
		if !ok || s.Sign != 1 && s.Sign != -1 {
			return 0, fmt.Errorf("no step %v", s)
		}
		for f, c := range rel {
			sum[f] += s.Sign * c
		}
	}
	own := sum[id]
	if own == 0 {
		return 0, fmt.Errorf("the cell is not left")
	}
	var bound int64
	for f, c := range sum {
		if f == id || c == 0 {
			continue
		}
		if v, ok := given[f]; ok {
			bound -= int64(c) * v
			continue
		}
		if (c*own > 0) != upper {
			return 0, fmt.Errorf("%s is left with the wrong sign", f)
		}
	}
	return bound / int64(own), nil
}

// checkProofs replays every proof of repaired facts.
func checkProofs(t *testing.T, name, form string, facts []schema.Fact, given map[string]int64) {
	t.Helper()
	rels := relations(form)
	for i := range facts {
		f := &facts[i]
		if f.Status != schema.Repaired {
			if f.Repair != nil {
				t.Errorf("%s: %s is %s and has a proof", name, f.ID, f.Status)
			}
			continue
		}
		value, _ := f.Value.Int()
		if bound, err := replay(rels, f.Repair.Upper, f.ID, given, true); err != nil || bound != value {
			t.Errorf("%s: %s: upper proves %d (%v), not %d", name, f.ID, bound, err, value)
		}
		if len(f.Repair.Lower) == 0 && value == 0 {
			continue
		}
		if bound, err := replay(rels, f.Repair.Lower, f.ID, given, false); err != nil || bound != value {
			t.Errorf("%s: %s: lower proves %d (%v), not %d", name, f.ID, bound, err, value)
		}
	}
}

type acceptedCase struct {
	ID     string
	Cells  map[string]*int64
	Expect map[string]struct {
		Value, Lo, Hi *int64
		Conflict      bool
	}
	Errors []struct {
		Block    string
		Sets     [][]string
		Complete bool
		Shift    []struct {
			Row       string
			RowValues []*int64 `json:"row_values"`
		}
	}
}

func acceptedCases(t testing.TB) []acceptedCase {
	file, err := os.Open("../../../shared/accept/repair/cases.jsonl.gz")
	if err != nil {
		t.Skip("the accepted cases are not here")
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []acceptedCase
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c acceptedCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

func given(cells map[string]*int64) map[string]int64 {
	m := map[string]int64{}
	for id, v := range cells {
		if v != nil {
			m[id] = *v
		}
	}
	return m
}

func TestAcceptedTablesAreDecidedExactly(t *testing.T) {
	for _, c := range acceptedCases(t) {
		out := Facts(inputs(t, "2021", c.Cells), Choices{})
		facts := byID(out.Facts)
		for id, want := range c.Expect {
			f := facts[id]
			switch {
			case want.Conflict:
				if f.Value != nil || f.Range != nil {
					t.Errorf("%s: %s stands in a contradiction, and has value %v, range %v", c.ID, id, f.Value, f.Range)
				}
			case want.Value != nil:
				if f.Value == nil || !f.Value.Equal(schema.Count(*want.Value)) || f.Status != schema.Repaired {
					t.Errorf("%s: %s is %v (%s), want %d", c.ID, id, f.Value, f.Status, *want.Value)
				}
			default:
				if f.Value != nil || f.Range == nil || !same(f.Range.Low, want.Lo) || !same(f.Range.High, want.Hi) {
					t.Errorf("%s: %s is %v, range %v; want %v to %v", c.ID, id, f.Value, f.Range, deref(want.Lo), deref(want.Hi))
				}
			}
		}
		for id, v := range c.Cells {
			if v != nil && (facts[id].Value == nil || !facts[id].Value.Equal(schema.Count(*v))) {
				t.Errorf("%s: %s was %d and is %v", c.ID, id, *v, facts[id].Value)
			}
		}
		checkProofs(t, c.ID, "2021", out.Facts, given(c.Cells))
		for _, e := range c.Errors {
			if e.Complete {
				checkSuspects(t, c.ID, e.Block, e.Sets, out.Findings)
			}
			var want, got []string
			for _, s := range e.Shift {
				want = append(want, fmt.Sprint(s.Row))
			}
			for _, f := range out.Findings {
				if f.Code == "column-shifted" && strings.HasPrefix(f.Facts[0], e.Block+".") {
					row, _, _ := cutLast(f.Facts[0])
					got = append(got, row)
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(slices.Compact(want), got) { // one finding a row, however many moves
				t.Errorf("%s: shifts of %v, want %v", c.ID, got, want)
			}
		}
	}
}

func cutLast(id string) (row, column string, ok bool) {
	i := strings.LastIndexByte(id, '.')
	return id[:max(i, 0)], id[i+1:], i >= 0
}

func checkSuspects(t *testing.T, name, block string, want [][]string, findings []schema.Finding) {
	t.Helper()
	found := false
	for _, f := range findings {
		if f.Mismatch == nil || !strings.HasPrefix(f.Relation, block+".") {
			continue
		}
		found = true
		if !f.SuspectsComplete {
			t.Errorf("%s: the search for suspects was cut off", name)
		}
		var got []string
		for _, set := range f.Suspects {
			var ids []string
			for _, s := range set {
				ids = append(ids, s.ID)
			}
			slices.Sort(ids)
			got = append(got, strings.Join(ids, "+"))
		}
		var wanted []string
		for _, set := range want {
			set = slices.Clone(set)
			slices.Sort(set)
			wanted = append(wanted, strings.Join(set, "+"))
		}
		slices.Sort(got)
		slices.Sort(wanted)
		if !slices.Equal(got, wanted) {
			t.Errorf("%s: suspects %v, want %v", name, got, wanted)
		}
	}
	if !found {
		t.Errorf("%s: no sum-mismatch for %s", name, block)
	}
}

func same(n *schema.Number, want *int64) bool {
	if n == nil || want == nil {
		return n == nil && want == nil
	}
	return n.Equal(schema.Count(*want))
}

func deref(v *int64) any {
	if v == nil {
		return nil
	}
	return *v
}

// drawn gives a sound table of a form with some cells blanked.
func drawn(rng *rand.Rand, id string, share float64) (truth map[string]int64, cells map[string]*int64) {
	truth, cells = map[string]int64{}, map[string]*int64{}
	for _, f := range template.Forms() {
		if f.ID != id {
			continue
		}
		figures := form.Fill(rng, f, 1+rng.IntN(60))
		for _, table := range f.Tables {
			if table.System == nil {
				continue
			}
			for _, fact := range table.Facts {
				v := figures.Int(fact.ID)
				truth[fact.ID] = v
				cells[fact.ID] = nil
				if rng.Float64() >= share {
					cells[fact.ID] = &v
				}
			}
		}
	}
	return truth, cells
}

func TestDrawnTablesAreNeverFilledWrongly(t *testing.T) {
	rng := rand.New(rand.NewPCG(2026, 1))
	repaired := 0
	for n := range 400 {
		id := []string{"2021", "2019"}[n%2]
		truth, cells := drawn(rng, id, []float64{.05, .2, .4, .6}[n/2%4])
		name := fmt.Sprintf("drawn %d on %s", n, id)
		out := Facts(inputs(t, id, cells), Choices{})
		for i := range out.Facts {
			f := &out.Facts[i]
			if f.Value != nil && !f.Value.Equal(schema.Count(truth[f.ID])) {
				t.Errorf("%s: %s is %s, was %d", name, f.ID, f.Value, truth[f.ID])
			}
			if r := f.Range; r != nil && (truth[f.ID] < r.Low.Unscaled || r.High != nil && truth[f.ID] > r.High.Unscaled) {
				t.Errorf("%s: %s was %d, out of its range", name, f.ID, truth[f.ID])
			}
			if f.Status == schema.Repaired {
				repaired++
			}
		}
		checkProofs(t, name, id, out.Facts, given(cells))
	}
	if repaired == 0 {
		t.Error("nothing was repaired")
	}
}

func TestRepairingTwiceIsRepairingOnce(t *testing.T) {
	rng := rand.New(rand.NewPCG(2026, 2))
	for n := range 60 {
		id := []string{"2021", "2019"}[n%2]
		_, cells := drawn(rng, id, .3)
		once := Facts(inputs(t, id, cells), Choices{})
		again := map[string]*int64{}
		var filled []string
		for _, f := range once.Facts {
			if f.Value != nil {
				v := f.Value.Unscaled
				again[f.ID] = &v
			}
			if f.Status == schema.Repaired {
				filled = append(filled, f.ID)
			}
		}
		twice := byID(Facts(inputs(t, id, again), Choices{}).Facts)
		for _, f := range once.Facts {
			g := twice[f.ID]
			if (f.Value == nil) != (g.Value == nil) || f.Value != nil && !f.Value.Equal(*g.Value) {
				t.Errorf("table %d: %s was %v and became %v", n, f.ID, f.Value, g.Value)
			}
		}
		for range min(5, len(filled)) {
			erased := filled[rng.IntN(len(filled))]
			v := again[erased]
			again[erased] = nil
			f := byID(Facts(inputs(t, id, again), Choices{}).Facts)[erased]
			if f.Value == nil || !f.Value.Equal(schema.Count(*v)) {
				t.Errorf("table %d: %s was erased and came back as %v, not %d", n, erased, f.Value, *v)
			}
			again[erased] = v
		}
	}
}

func count(findings []schema.Finding, code string) int {
	n := 0
	for _, f := range findings {
		if f.Code == code {
			n++
		}
	}
	return n
}

func review(values ...int64) map[string]*int64 {
	m := map[string]*int64{}
	for i, c := range []string{"upheld", "corrected", "other", "pending", "total"} {
		if values[i] >= 0 {
			m["review."+c] = &values[i]
		}
	}
	return m
}

func TestChoices(t *testing.T) {
	supply := func(id string, v int64) Choices {
		return Choices{Supplied: map[string]Supply{id: {schema.Count(v), schema.Origin{By: "set"}}}}
	}
	t.Run("a supplied figure determines the rest", func(t *testing.T) {
		out := Facts(inputs(t, "2021", review(-1, -1, 0, 0, 5)), supply("review.upheld", 2))
		f := byID(out.Facts)
		if s := f["review.upheld"]; s.Status != schema.Supplied || s.Origin == nil || s.Origin.By != "set" {
			t.Errorf("upheld: %+v", s)
		}
		if c := f["review.corrected"]; c.Status != schema.Repaired || c.Value.Unscaled != 3 {
			t.Errorf("corrected: %+v", c)
		}
	})
	t.Run("a supplied figure is checked like a written one", func(t *testing.T) {
		out := Facts(inputs(t, "2021", review(-1, 3, 0, 0, 5)), supply("review.upheld", 4))
		if count(out.Findings, "sum-mismatch") != 1 || byID(out.Facts)["review.upheld"].Status != schema.Supplied {
			t.Errorf("findings %+v", out.Findings)
		}
	})
	t.Run("a figure that cannot be is refused", func(t *testing.T) {
		for _, c := range []Choices{supply("review.upheld", -1), supply("review.nothing", 1)} {
			out := Facts(inputs(t, "2021", review(-1, 3, 0, 0, 5)), c)
			if count(out.Findings, "value-refused") != 1 || byID(out.Facts)["review.upheld"].Status != schema.Repaired {
				t.Errorf("findings %+v", out.Findings)
			}
		}
	})
	t.Run("blanks are zero only where asked", func(t *testing.T) {
		cells := review(-1, -1, 0, 0, -1)
		if f := byID(Facts(inputs(t, "2021", cells), Choices{}).Facts)["review.upheld"]; f.Value != nil {
			t.Errorf("filled without being asked: %+v", f)
		}
		out := Facts(inputs(t, "2021", cells), Choices{BlankAsZero: true})
		if f := byID(out.Facts)["review.upheld"]; f.Status != schema.Assumed || f.Value.Unscaled != 0 || f.Range != nil {
			t.Errorf("upheld: %+v", f)
		}
	})
	t.Run("zeros that contradict a block are refused, with the relation", func(t *testing.T) {
		out := Facts(inputs(t, "2021", review(-1, -1, 0, 0, 5)), Choices{BlankAsZero: true})
		if f := byID(out.Facts)["review.upheld"]; f.Value != nil || f.Status != schema.Unresolved {
			t.Errorf("upheld: %+v", f)
		}
		for _, f := range out.Findings {
			if f.Code == "blank-assumed" && f.Severity == schema.Warning && !strings.Contains(f.MessageZh, "总计 = 结果维持") {
				t.Errorf("the relation is not named: %s", f.MessageZh)
			}
		}
		if count(out.Findings, "blank-assumed") == 0 {
			t.Error("nothing is said")
		}
	})
}

func TestDerivedSubtotals(t *testing.T) {
	rng := rand.New(rand.NewPCG(2026, 3))
	truth, cells := drawn(rng, "2021", 0)
	got := map[string]int64{}
	for _, d := range Facts(inputs(t, "2021", cells), Choices{}).Derived {
		got[d.ID] = d.Value.Unscaled
	}
	want := int64(0)
	for _, r := range []string{"not_held", "needs_creation", "unclear_after_correction"} {
		want += truth["applications.unable."+r+".total"]
	}
	if v, ok := got["applications.unable.subtotal.total"]; !ok || v != want {
		t.Errorf("unable: %d, want %d", v, want)
	}
	if v, ok := got["litigation.upheld"]; !ok || v != truth["litigation.direct.upheld"]+truth["litigation.after_review.upheld"] {
		t.Errorf("litigation.upheld is %d", v)
	}
	for n := range 40 {
		_, cells := drawn(rng, "2021", .3)
		out := Facts(inputs(t, "2021", cells), Choices{})
		facts := byID(out.Facts)
		for _, d := range out.Derived {
			sum := int64(0)
			for _, id := range d.From {
				if facts[id].Value == nil {
					t.Fatalf("table %d: %s is given, but %s is not known", n, d.ID, id)
				}
				sum += facts[id].Value.Unscaled
			}
			if sum != d.Value.Unscaled {
				t.Errorf("table %d: %s is %s, its parts add up to %d", n, d.ID, d.Value, sum)
			}
		}
	}
}

// BenchmarkFacts measures deciding with proofs and sentences: of tables that
// hold, and of those that contradict themselves, whose suspects are searched.
func BenchmarkFacts(b *testing.B) {
	cases := acceptedCases(b)
	var sound, torn [][]Input
	for _, c := range cases {
		if len(c.Errors) == 0 {
			sound = append(sound, inputs(b, "2021", c.Cells))
		} else {
			torn = append(torn, inputs(b, "2021", c.Cells))
		}
	}
	for _, kind := range []struct {
		name   string
		tables [][]Input
	}{{"sound", sound}, {"contradictory", torn}} {
		b.Run(kind.name, func(b *testing.B) {
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				Facts(kind.tables[n%len(kind.tables)], Choices{})
			}
		})
	}
}
