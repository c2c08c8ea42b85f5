// Package form fills the forms with figures that agree with each other, writes
// them as reports, and damages these in known ways, for tests that need more
// reports than anyone would type. Everything follows from a seed: the same
// seed gives the same report on every machine.
package form

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/schema/template"
)

// Figures are the figures of a report by fact id, written plainly: "12", "-8", "160.5964".
type Figures map[string]string

// Int is a count; it panics where there is none.
func (f Figures) Int(id string) int64 {
	n, err := strconv.ParseInt(f[id], 10, 64)
	if err != nil {
		panic(fmt.Sprintf("figure %s: %v", id, err))
	}
	return n
}

func (f Figures) set(id string, n int64) { f[id] = strconv.FormatInt(n, 10) }

// Fill draws figures for every fact of a form so that all its relations hold.
// Figures that are in no sum of others lie between 0 and size, many of them 0.
func Fill(rng *rand.Rand, f *template.Form, size int) Figures {
	out := Figures{}
	for i := range f.Tables {
		fillTable(rng, &f.Tables[i], size, out)
	}
	return out
}

// FillTable draws figures for one table.
func FillTable(rng *rand.Rand, t *template.Table, size int) Figures {
	out := Figures{}
	fillTable(rng, t, size, out)
	return out
}

// fillTable draws the parts, adds up the totals, and shares out what is the
// total of one relation together with others (new and carried in).
func fillTable(rng *rand.Rand, t *template.Table, size int, out Figures) {
	total := make([]bool, len(t.Facts))
	for _, r := range t.Sums {
		for _, c := range r.Total {
			total[c] = true
		}
	}
	known := make([]bool, len(t.Facts))
	value := make([]int64, len(t.Facts))
	// Some columns have hardly any applications, as in life.
	quiet := make([]bool, 64)
	for i := range quiet {
		quiet[i] = rng.IntN(3) == 0
	}
	for i := range t.Facts {
		if !total[i] {
			value[i], known[i] = count(rng, size, quiet[t.Facts[i].Column]), true
		}
	}
	for settled := false; !settled; {
		settled = true
		for _, r := range t.Sums {
			if slices.ContainsFunc(r.Total, func(c int) bool { return known[c] }) ||
				slices.ContainsFunc(r.Parts, func(c int) bool { return !known[c] }) {
				continue
			}
			// A total of one relation alone comes first: adding up again is
			// then the other relation's affair.
			if len(r.Total) > 1 && slices.ContainsFunc(r.Total, func(c int) bool { return alone(t, c) }) {
				continue
			}
			var sum int64
			for _, c := range r.Parts {
				sum += value[c]
			}
			for k, c := range r.Total {
				share := sum
				if k < len(r.Total)-1 {
					share = sum - min(sum, count(rng, size/8, false))
				}
				value[c], known[c] = share, true
				sum -= share
			}
			settled = false
		}
	}
	for i, f := range t.Facts {
		switch f.Kind {
		case template.Amount:
			out[f.ID] = amount(rng, size)
		case template.Signed:
			out.set(f.ID, signed(rng, size))
		default:
			out.set(f.ID, value[i])
		}
	}
	for _, f := range t.Facts {
		// No change takes away more than there was.
		if before, ok := strings.CutSuffix(f.ID, ".change"); ok && out[before+".last_year"] != "" {
			out.set(f.ID, max(out.Int(f.ID), -out.Int(before+".last_year")))
		}
	}
}

// alone says whether a fact is by itself the total of some relation.
func alone(t *template.Table, c int) bool {
	return slices.ContainsFunc(t.Sums, func(r template.Relation) bool { return len(r.Total) == 1 && r.Total[0] == c })
}

func count(rng *rand.Rand, size int, quiet bool) int64 {
	if size <= 0 || quiet && rng.IntN(4) > 0 || rng.IntN(3) == 0 {
		return 0
	}
	return rng.Int64N(int64(size) + 1)
}

func signed(rng *rand.Rand, size int) int64 {
	n := count(rng, size/4+1, false)
	if rng.IntN(2) == 0 {
		return -n
	}
	return n
}

// amount has up to four decimals, none of them a trailing zero.
func amount(rng *rand.Rand, size int) string {
	whole := strconv.FormatInt(count(rng, 10*size, false), 10)
	decimals := fmt.Sprintf("%04d", rng.IntN(10000))[:rng.IntN(5)]
	return strings.TrimSuffix(whole+"."+strings.TrimRight(decimals, "0"), ".")
}
