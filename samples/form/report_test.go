package form

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/schema/template"
)

func rng(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

func TestFilledFormsAgreeWithTheirRelations(t *testing.T) {
	for _, f := range template.Forms() {
		for seed := range uint64(50) {
			figures := Fill(rng(seed), f, 40)
			for i := range f.Tables {
				table := &f.Tables[i]
				for _, fact := range table.Facts {
					if v := figures[fact.ID]; v == "" || fact.Kind == template.Count && figures.Int(fact.ID) < 0 {
						t.Fatalf("form %s, seed %d: %s is %q", f.ID, seed, fact.ID, v)
					}
				}
				for _, r := range table.Sums {
					var delta int64
					for _, c := range r.Total {
						delta += figures.Int(table.Facts[c].ID)
					}
					for _, c := range r.Parts {
						delta -= figures.Int(table.Facts[c].ID)
					}
					if delta != 0 {
						t.Fatalf("form %s, seed %d: %s is off by %d", f.ID, seed, r.ID, delta)
					}
				}
			}
		}
	}
}

func TestSameSeedSameReport(t *testing.T) {
	for _, f := range template.Forms() {
		a, err := Random(rng(5), f, 30).DOCX()
		if err != nil {
			t.Fatal(err)
		}
		b, err := Random(rng(5), f, 30).DOCX()
		if err != nil || !reflect.DeepEqual(a, b) {
			t.Errorf("form %s: two files of one seed differ (%v)", f.ID, err)
		}
	}
}

// The fast path and the long way round give the same tables.
func TestFileReadsAsThePaperSays(t *testing.T) {
	for seed := range uint64(12) {
		forms := template.Forms()
		r := Random(rng(seed), forms[seed%3], 30)
		raw, err := r.DOCX()
		if err != nil {
			t.Fatal(err)
		}
		read, err := parse.Document(raw, parse.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		want := r.Paper().AsRead()
		if len(read.Blocks) != len(want.Blocks) || len(read.Notes) != len(want.Notes) {
			t.Fatalf("seed %d: %d blocks and %d notes, want %d and %d", seed, len(read.Blocks), len(read.Notes), len(want.Blocks), len(want.Notes))
		}
	}
}
