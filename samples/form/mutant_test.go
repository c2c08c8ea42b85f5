package form

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/schema/template"
)

func TestSoundReportIsSureOfEveryFact(t *testing.T) {
	for _, f := range template.Forms() {
		r := Random(rng(9), f, 20)
		sure := Sure(r.Paper())
		for _, table := range r.Tables {
			for _, fact := range table.Facts {
				alike := f.ID == "2014" && !sure[fact.ID]
				if r.Printed(fact) != sure[fact.ID] && !alike {
					t.Errorf("form %s: %s printed %t, sure %t", f.ID, fact.ID, r.Printed(fact), sure[fact.ID])
				}
			}
		}
	}
}

// What is sure stands in the file as it was filled in.
func TestMutantsSayWhatIsSure(t *testing.T) {
	kinds := map[string]int{}
	for seed := range uint64(1200) {
		m := NewMutant(seed)
		if len(m.Steps) == 0 {
			t.Errorf("%v: nothing was done", m)
		}
		for _, s := range m.Steps {
			for _, c := range changes {
				if strings.HasPrefix(s, c.name+" ") {
					kinds[c.name]++
				}
			}
		}
		for id := range m.Sure {
			if m.Report.Figures[id] == "" {
				t.Fatalf("%v: sure of %s, which was not filled in", m, id)
			}
		}
		if again := NewMutant(seed); again.String() != m.String() || len(again.Sure) != len(m.Sure) {
			t.Fatalf("seed %d gives two mutants:\n%v\n%v", seed, m, again)
		}
	}
	for _, c := range changes {
		if kinds[c.name] < 8 {
			t.Errorf("%q was done %d times", c.name, kinds[c.name])
		}
	}
}

func TestMutantFilesReadAsThePaperSays(t *testing.T) {
	for seed := range uint64(150) {
		m := NewMutant(seed)
		raw, err := m.Paper.DOCX()
		if err != nil {
			t.Fatal(err)
		}
		read, err := parse.Document(raw, parse.Limits{})
		if err != nil {
			t.Fatalf("%v: %v", m, err)
		}
		if got, want := blocks(read), blocks(m.Paper.AsRead()); got != want {
			t.Fatalf("%v: the file reads as\n%s\nwant\n%s", m, got, want)
		}
	}
}

// blocks writes a document down without the places in bytes.
func blocks(d doc.Document) string {
	raw, err := json.MarshalIndent(d.Blocks, "", " ")
	if err != nil {
		return err.Error()
	}
	var out strings.Builder
	for line := range strings.SplitSeq(string(raw), "\n") {
		if !strings.Contains(line, `"Offset":`) && !strings.Contains(line, `"Part":`) {
			fmt.Fprintln(&out, line)
		}
	}
	return out.String()
}

func BenchmarkMutant(b *testing.B) {
	seed := uint64(0)
	for b.Loop() {
		m := NewMutant(seed)
		m.Paper.AsRead()
		seed++
	}
}
