package relation

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"
)

// caseFile holds masked and damaged tables of the 2021 form with their exact
// answers, made by another program. It is not part of this repository.
const caseFile = "../../../shared/accept/repair/cases.jsonl.gz"

type tableCase struct {
	ID     string
	Cells  map[string]*int64
	Expect map[string]struct {
		Value    *int64
		Lo, Hi   *int64
		Conflict bool
	}
	Errors []struct {
		Block    string
		Min      *int
		Sets     [][]string
		Complete bool
	}
	values []int64
	known  []bool
}

func readCases(tb testing.TB) []tableCase {
	file, err := os.Open(caseFile)
	if errors.Is(err, fs.ErrNotExist) {
		tb.Skip("no case file")
	} else if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	zip, err := gzip.NewReader(file)
	if err != nil {
		tb.Fatal(err)
	}
	var cases []tableCase
	lines := bufio.NewScanner(zip)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c tableCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			tb.Fatal(err)
		}
		if len(c.Cells) != len(form2021.names) {
			tb.Fatalf("%s: %d cells", c.ID, len(c.Cells))
		}
		c.values, c.known = make([]int64, len(form2021.names)), make([]bool, len(form2021.names))
		for name, v := range c.Cells {
			i, ok := form2021.number[name]
			if !ok {
				tb.Fatalf("%s: no cell %s", c.ID, name)
			}
			if v != nil {
				c.values[i], c.known[i] = *v, true
			}
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return cases
}

func blockOf2021(name string) int {
	name = name[:strings.LastIndex(name, ".")]
	return 1 + slices.Index(sums2021, name)
}

func TestCases(t *testing.T) {
	checker := form2021.NewChecker()
	most, complete, extra := 0, 0, 0
	for _, c := range readCases(t) {
		t.Run(c.ID, func(t *testing.T) {
			s, err := form2021.Solve(c.values, c.known)
			if err != nil {
				t.Fatal(err)
			}
			for i, name := range form2021.names {
				r, ok := s.Range(i)
				if c.known[i] {
					if ok && r != (Range{Lo: c.values[i], Hi: c.values[i]}) {
						t.Errorf("%s is given as %d: range %v", name, c.values[i], r)
					}
					continue
				}
				p, proved := s.Prove(i)
				if proved != (ok && r.Determined()) {
					t.Errorf("%s: range %v %t, proved %t", name, r, ok, proved)
				}
				if proved {
					checkProof(t, form2021.equations, p, i, r.Lo, c.values, c.known)
				}
				switch want := c.Expect[name]; {
				case want.Conflict:
					if ok {
						t.Errorf("%s: range %v inside a contradiction", name, r)
					}
				case want.Value != nil:
					if !ok || r != (Range{Lo: *want.Value, Hi: *want.Value}) {
						t.Errorf("%s: range %v %t, want %d", name, r, ok, *want.Value)
					}
				case want.Hi != nil:
					if !ok || r != (Range{Lo: *want.Lo, Hi: *want.Hi}) {
						t.Errorf("%s: range %v %t, want %d..%d", name, r, ok, *want.Lo, *want.Hi)
					}
				default:
					if !ok || r != (Range{Lo: *want.Lo, Open: true}) {
						t.Errorf("%s: range %v %t, want %d or more", name, r, ok, *want.Lo)
					}
				}
			}
			if len(s.Conflicts()) != len(c.Errors) {
				t.Fatalf("%d conflicts, want %d", len(s.Conflicts()), len(c.Errors))
			}
			for _, conflict := range s.Conflicts() {
				checkConflict(t, form2021.equations, conflict, c.values, c.known)
			}
			for b := range form2021.Blocks() {
				if ok, err := checker.Feasible(b, c.values, c.known); err != nil || ok == s.Contradicts(b) {
					t.Errorf("block %d: checker says %t, %v", b, ok, err)
				}
			}
			for _, e := range c.Errors {
				got := s.Suspects(blockOf2021(e.Block + ".sum"))
				most = max(most, got.Tests)
				if !e.Complete {
					if got.Complete {
						extra++
					}
					continue
				}
				complete++
				var names [][]string
				for _, set := range got.Sets {
					var n []string
					for _, x := range set {
						n = append(n, form2021.names[x.Cell])
					}
					sort.Strings(n)
					names = append(names, n)
				}
				for _, set := range e.Sets {
					sort.Strings(set)
				}
				slices.SortFunc(names, slices.Compare)
				slices.SortFunc(e.Sets, slices.Compare)
				if !got.Complete || !slices.EqualFunc(names, e.Sets, slices.Equal) {
					t.Errorf("%s: complete %t after %d tests, suspects %v, want %v", e.Block, got.Complete, got.Tests, names, e.Sets)
				}
			}
		})
	}
	t.Logf("%d contradictions searched, at most %d tests; and %d that the file leaves open", complete, most, extra)
}

// checkConflict replays the reason of a conflict and its broken equations.
func checkConflict(t *testing.T, equations []Equation, c Conflict, values []int64, known []bool) {
	t.Helper()
	sum := map[int]int{}
	for _, s := range c.Reason {
		for _, t := range equations[s.Equation].Terms {
			sum[t.Cell] += int(s.Sign) * int(t.Sign)
		}
	}
	excess := int64(0)
	var from, blanks []int
	for cell, k := range sum {
		switch {
		case k == 0:
		case known[cell]:
			excess += int64(k) * values[cell]
			from = append(from, cell)
		case k < 0:
			t.Errorf("reason %v leaves blank %d with %d", c.Reason, cell, k)
		default:
			blanks = append(blanks, cell)
		}
	}
	slices.Sort(from)
	slices.Sort(blanks)
	if excess <= 0 || excess != c.Excess || !slices.Equal(from, c.From) || !slices.Equal(blanks, c.Blanks) {
		t.Errorf("reason %v leaves %d of %v and %v; it says %d of %v and %v", c.Reason, excess, from, blanks, c.Excess, c.From, c.Blanks)
	}
	var broken []Broken
	for e, q := range equations {
		delta, full := int64(0), true
		for _, t := range q.Terms {
			delta += int64(t.Sign) * values[t.Cell]
			full = full && known[t.Cell]
		}
		if full && delta != 0 && slices.Contains(c.Broken, Broken{e, delta}) {
			broken = append(broken, Broken{e, delta})
		}
	}
	if !slices.Equal(broken, c.Broken) {
		t.Errorf("broken %v, of which hold up %v", c.Broken, broken)
	}
}

func BenchmarkSolve(b *testing.B) {
	cases := readCases(b)
	var times []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		for i := range cases {
			start := time.Now()
			if _, err := form2021.Solve(cases[i].values, cases[i].known); err != nil {
				b.Fatal(err)
			}
			times = append(times, time.Since(start))
		}
	}
	report(b, times, "table")
}

// BenchmarkProve measures deciding a table and proving all of its determined
// cells.
func BenchmarkProve(b *testing.B) {
	cases := readCases(b)
	var times []time.Duration
	proofs := 0
	b.ReportAllocs()
	for b.Loop() {
		for i := range cases {
			start := time.Now()
			s, err := form2021.Solve(cases[i].values, cases[i].known)
			if err != nil {
				b.Fatal(err)
			}
			for cell := range form2021.names {
				if _, ok := s.Prove(cell); ok {
					proofs++
				}
			}
			times = append(times, time.Since(start))
		}
	}
	report(b, times, "table")
	b.ReportMetric(float64(proofs)/float64(len(times)), "proofs/table")
}

func BenchmarkSuspects(b *testing.B) {
	var solutions []*Solution
	for _, c := range readCases(b) {
		s, err := form2021.Solve(c.values, c.known)
		if err != nil {
			b.Fatal(err)
		}
		if len(s.Conflicts()) > 0 {
			solutions = append(solutions, s)
		}
	}
	var times []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range solutions {
			for _, c := range s.Conflicts() {
				start := time.Now()
				s.Suspects(c.Block)
				times = append(times, time.Since(start))
			}
		}
	}
	report(b, times, "block")
}

func BenchmarkFeasible(b *testing.B) {
	cases := readCases(b)
	checker := form2021.NewChecker()
	var times []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		for i := range cases {
			start := time.Now()
			if _, err := checker.Feasible(0, cases[i].values, cases[i].known); err != nil {
				b.Fatal(err)
			}
			times = append(times, time.Since(start))
		}
	}
	report(b, times, "block")
}

// report gives the mean, the median, the 99th percentile and the worst of single runs.
func report(b *testing.B, times []time.Duration, unit string) {
	slices.Sort(times)
	sum := time.Duration(0)
	for _, t := range times {
		sum += t
	}
	us := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }
	b.ReportMetric(us(sum)/float64(len(times)), "µs/"+unit)
	b.ReportMetric(us(times[len(times)/2]), "p50-µs/"+unit)
	b.ReportMetric(us(times[len(times)*99/100]), "p99-µs/"+unit)
	b.ReportMetric(us(times[len(times)-1]), "max-µs/"+unit)
}
