package tidy

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

func TestSheetsOfTheTablesThatReportsHave(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(made(t, XLSX, Options{}, samples(t)...)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, want := strings.Join(f.GetSheetList(), ","), "facts,2021 proactive,2021 applications,2021 review,2019 proactive,2019 applications,2019 review,2014 stats"; got != want {
		t.Errorf("sheets %s, want %s", got, want)
	}
	rows, err := f.GetRows("2014 stats")
	if err != nil || len(rows) != heads+1 {
		t.Errorf("%d rows of one report, %v", len(rows), err)
	}
	for _, want := range []string{"stats.proactive.total", "stats.proactive.total.status"} {
		if !strings.Contains(strings.Join(rows[2], " "), want+" ") {
			t.Errorf("no column %s", want)
		}
	}

	f, err = excelize.OpenReader(bytes.NewReader(made(t, XLSX, Options{}, odd())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, want := strings.Join(f.GetSheetList(), ","), "facts,2021 applications,2021 review,2019 proactive"; got != want {
		t.Errorf("sheets %s, want %s", got, want)
	}
}

// A text stays a text, whatever it begins with: no cell holds a formula.
func TestNoCellIsAFormula(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(made(t, XLSX, Options{}, odd())))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(factsSheet)
	if err != nil {
		t.Fatal(err)
	}
	for r := range rows {
		for c := range rows[r] {
			name, _ := excelize.CoordinatesToCellName(c+1, r+1)
			if formula, err := f.GetCellFormula(factsSheet, name); err != nil || formula != "" {
				t.Errorf("%s holds the formula %q, %v", name, formula, err)
			}
		}
	}
	if rows[heads][0] != "=CMD|'/C calc'!A0" {
		t.Errorf("the agency is %q", rows[heads][0])
	}
}

func TestLongTextsAreCutWithAMark(t *testing.T) {
	for _, letter := range []string{"a", "数", "𠮷"} {
		b := &book{}
		units := len(utf16.Encode([]rune(letter)))
		if whole := strings.Repeat(letter, mostText/units); b.fit(whole) != whole || b.cut != 0 {
			t.Errorf("%s: a text that fits was cut", letter)
		}
		got := b.fit(strings.Repeat(letter, mostText/units+1))
		if n := len(utf16.Encode([]rune(got))); n > mostText || n < mostText-1 || !strings.HasSuffix(got, cutMark) || b.cut == 0 {
			t.Errorf("%s: cut to %d units, counted %d", letter, n, b.cut)
		}
	}
	long := strings.Repeat("一", mostText+1)
	r := odd()
	r.Facts[0].Raw = &long
	if sum := write(t, &bytes.Buffer{}, XLSX, Options{}, r); sum.Cut != 1 {
		t.Errorf("%d texts were cut", sum.Cut)
	}
}

func TestFullSheetGoesOn(t *testing.T) {
	var b bytes.Buffer
	w, err := newBook(&b, factColumns, Options{})
	if err != nil {
		t.Fatal(err)
	}
	row := make([]cell, len(factColumns))
	for i := range row {
		row[i] = none
	}
	row[3] = text("x")
	if err := w.write(row); err != nil {
		t.Fatal(err)
	}
	w.mains[0].rows = room(len(factColumns)) // as if it were full
	for range 2 {
		if err := w.write(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for name, want := range map[string]int{"facts": 1, "facts 2": 2} {
		if rows, err := f.GetRows(name); err != nil || len(rows) != heads+want {
			t.Errorf("%s has %d rows, want %d, %v", name, len(rows)-heads, want, err)
		}
	}
	if room(len(factColumns)) != mostRows {
		t.Error("a sheet of figures is not as long as Excel allows")
	}
}
