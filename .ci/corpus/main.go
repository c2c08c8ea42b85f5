// Command corpus holds the reader against a folder of documents whose tables
// are known: oracle_tables.json, made by other programs. It prints how many
// tables are equal and what differs, and ends with status 1 if anything
// differs that is not listed as an exception.
//
//	go run ./.ci/corpus FOLDER
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/grid"
)

// exceptions are the tables where the known answer is held to be wrong, with
// the clause of ISO/IEC 29500-1 that says so. At most ten.
var exceptions = map[string]string{
	// A cell with a tracked deletion is not in the final text; the known answer
	// has it.
	"aspose__Cell_revisions.docx#1": "§17.13.5.1 cellDel",
	// A check box form field shows a box; the known answer has no character for it.
	"docx4j__separator_missing.docx#1": "§17.16.7 checkBox",
	"poi__checkboxes.docx#1":           "§17.16.7 checkBox",
	"poi__stress005.docx#4":            "§17.16.7 checkBox",
	// A symbol character is text; the known answer leaves it out.
	"oxsdk__OriginFax_TP10192751.dotx#1":    "§17.3.3.30 sym",
	"oxsdk__OriginLetter_TP10192752.dotx#2": "§17.3.3.30 sym",
	"oxsdk__OriginResume_TP10192754.dotx#2": "§17.3.3.30 sym",
	"oxsdk__equation-1.docx#1":              "§17.3.3.30 sym",
	// White space at the ends of w:t counts only with xml:space="preserve".
	"poi__bug59058.docx#3": "§17.3.3.31 t",
	// The default paragraph style hides the run, which does not undo it.
	"tika__testWORD_emptyParaInTextbox.docx#1": "§17.3.2.41 vanish, §17.7.2 style hierarchy",
}

type record struct {
	Status string  `json:"status"`
	Tables []table `json:"tables"`
}

type table struct {
	Rows        int      `json:"nrows"`
	Columns     int      `json:"ncols"`
	Cells       [][]cell `json:"rows"`
	TrustedGrid bool     `json:"trusted_grid"`
	TrustedText bool     `json:"trusted_text"`
}

type cell struct {
	Text       string  `json:"text"`
	Row        int     `json:"row"`
	Column     int     `json:"col"`
	RowSpan    int     `json:"rowspan"`
	ColumnSpan int     `json:"colspan"`
	Nested     []table `json:"nested"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./.ci/corpus FOLDER")
		os.Exit(2)
	}
	failed, err := run(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
	if failed {
		os.Exit(1)
	}
}

func run(folder string) (failed bool, err error) {
	data, err := os.ReadFile(filepath.Join(folder, "oracle_tables.json"))
	if err != nil {
		return false, err
	}
	var oracle map[string]record
	if err := json.Unmarshal(data, &oracle); err != nil {
		return false, err
	}
	names := make([]string, 0, len(oracle))
	for name := range oracle {
		names = append(names, name)
	}
	sort.Strings(names)

	equal, differ, excepted := 0, 0, 0
	without, opened, refused := 0, 0, 0
	for _, name := range names {
		want := oracle[name]
		input, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return false, err
		}
		d, err := parse.Document(input, parse.Limits{})
		trusted := 0
		for _, t := range want.Tables {
			if t.TrustedGrid {
				trusted++
			}
		}
		if trusted == 0 {
			without++
			switch {
			case err != nil:
				refused++
				fmt.Printf("%s: refused: %v\n", name, err)
				if want.Status == "ok" {
					failed = true
				}
			case empty(&d):
				fmt.Printf("%s: opened, and empty, %d notes\n", name, len(d.Notes))
				opened++
			default:
				opened++
			}
		}
		if err != nil {
			if trusted > 0 {
				differ += trusted
				fmt.Printf("%s: %v\n", name, err)
			}
			continue
		}
		got := topTables(d.Blocks)
		for i, t := range want.Tables {
			if !t.TrustedGrid && !t.TrustedText {
				continue
			}
			key := fmt.Sprintf("%s#%d", name, i+1)
			var problem string
			if i >= len(got) {
				problem = fmt.Sprintf("table missing: %d of %d found", len(got), len(want.Tables))
			} else {
				problem = compare(got[i], t, t.TrustedGrid, t.TrustedText)
			}
			switch reason, ok := exceptions[key]; {
			case problem == "":
				equal++
			case ok:
				excepted++
				fmt.Printf("%s: excepted: %s: %s\n", key, reason, problem)
			default:
				differ++
				fmt.Printf("%s: %s\n", key, problem)
			}
		}
		if len(got) != len(want.Tables) && want.Status == "ok" {
			fmt.Printf("%s: %d tables, %d expected\n", name, len(got), len(want.Tables))
		}
	}
	fmt.Printf("%d files without a trusted table: %d opened, %d refused\n", without, opened, refused)
	fmt.Printf("%d tables equal, %d differ, %d excepted\n", equal, differ, excepted)
	if len(exceptions) > 10 {
		return true, fmt.Errorf("%d exceptions, more than 10", len(exceptions))
	}
	return failed || differ > 0, nil
}

func topTables(blocks []doc.Block) []*doc.Table {
	var out []*doc.Table
	for _, b := range blocks {
		if b.Table != nil {
			out = append(out, b.Table)
		}
	}
	return out
}

func empty(d *doc.Document) bool {
	for _, b := range d.Blocks {
		if p := b.Paragraph; p == nil || p.Text != "" || p.Numbering != "" || p.Images > 0 || len(p.Boxes) > 0 || len(p.Equations) > 0 {
			return false
		}
	}
	return true
}

// compare says how a table differs from the known one; empty: not at all.
func compare(t *doc.Table, want table, shape, text bool) string {
	g := grid.Lay(t)
	if shape && (g.Rows != want.Rows || g.Columns != want.Columns) {
		return fmt.Sprintf("%d × %d, expected %d × %d", g.Rows, g.Columns, want.Rows, want.Columns)
	}
	known := 0
	for _, row := range want.Cells {
		for _, w := range row {
			known++
			i := g.At(w.Row, w.Column)
			if i < 0 {
				if shape {
					return fmt.Sprintf("r%dc%d: a hole, expected %q", w.Row+1, w.Column+1, w.Text)
				}
				continue
			}
			c := &g.Cells[i]
			if shape && (c.Row != w.Row || c.Column != w.Column || c.RowSpan != w.RowSpan || c.ColumnSpan != w.ColumnSpan) {
				return fmt.Sprintf("r%dc%d: r%dc%d %d × %d, expected %d × %d", w.Row+1, w.Column+1, c.Row+1, c.Column+1, c.RowSpan, c.ColumnSpan, w.RowSpan, w.ColumnSpan)
			}
			if got := collapse(c.Text()); text && got != collapse(w.Text) {
				return fmt.Sprintf("r%dc%d: %s", w.Row+1, w.Column+1, difference(got, collapse(w.Text)))
			}
			nested := topTables(c.From.Blocks)
			if len(nested) != len(w.Nested) {
				return fmt.Sprintf("r%dc%d: %d nested tables, expected %d", w.Row+1, w.Column+1, len(nested), len(w.Nested))
			}
			for k, n := range w.Nested {
				if p := compare(nested[k], n, shape, text); p != "" {
					return fmt.Sprintf("r%dc%d nested %d: %s", w.Row+1, w.Column+1, k+1, p)
				}
			}
		}
	}
	if shape && known != len(g.Cells) {
		return fmt.Sprintf("%d cells, expected %d", len(g.Cells), known)
	}
	return ""
}

// difference shows two texts from shortly before they part.
func difference(got, want string) string {
	from := 0
	for from < len(got) && from < len(want) && got[from] == want[from] {
		from++
	}
	from = max(0, from-20)
	cut := func(s string) string { return s[min(from, len(s)):min(from+60, len(s))] }
	return fmt.Sprintf("%+q, expected %+q, from byte %d", cut(got), cut(want), from)
}

func collapse(s string) string { return strings.Join(strings.Fields(s), " ") }
