package tidy

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/nianbao/nianbao/schema"
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
		units := len(utf16.Encode([]rune(letter)))
		if whole := strings.Repeat(letter, mostText/units); first(fit(whole)) != whole {
			t.Errorf("%s: a text that fits was cut", letter)
		}
		got, cut := fit(strings.Repeat(letter, mostText/units+1))
		if n := len(utf16.Encode([]rune(got))); n > mostText || n < mostText-1 || !strings.HasSuffix(got, cutMark) || !cut {
			t.Errorf("%s: cut to %d units, %v", letter, n, cut)
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

func first(s string, _ bool) string { return s }

func TestColumnLetters(t *testing.T) {
	for i := range 2000 {
		if want, _ := excelize.ColumnNumberToName(i + 1); letters(i) != want {
			t.Fatalf("column %d is %s, want %s", i, letters(i), want)
		}
	}
}

// texts are hard on XML, or on those who read it.
var texts = []string{"a<b>&\"'", "_x000D_", "_x0041_b", "_x_", "十\r\n几", "\ta\n", "  ", "\x07", "𠮷", "＝1", "]]>"}

func TestTextsComeBack(t *testing.T) {
	r := odd()
	r.Facts = nil
	for i := range texts {
		r.Facts = append(r.Facts, schema.Fact{ID: "applications.new.total", Status: schema.Unresolved, Raw: &texts[i]})
	}
	f, err := excelize.OpenReader(bytes.NewReader(made(t, XLSX, Options{}, r)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	raw := slices.IndexFunc(factColumns, func(c Column) bool { return c.Name == "raw" })
	for i, want := range texts {
		name, _ := excelize.CoordinatesToCellName(raw+1, heads+1+i)
		if got, err := f.GetCellValue(factsSheet, name); err != nil || got != want {
			t.Errorf("%q comes back as %q, %v", want, got, err)
		}
	}
}

// LibreOffice opens the workbook, and reads the sheet of the table as CSV has it.
func TestLibreOfficeReadsTheSame(t *testing.T) {
	office, err := exec.LookPath(cmp.Or(os.Getenv("NIANBAO_SOFFICE"), "soffice"))
	if err != nil || testing.Short() {
		t.Skip("soffice is not here")
	}
	real, err := filepath.EvalSymlinks(office)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(real), "libsclo.so")); err != nil {
		t.Skip("soffice has no Calc here")
	}
	dir := t.TempDir()
	reports := samples(t)
	if err := os.WriteFile(filepath.Join(dir, "t.xlsx"), made(t, XLSX, Options{}, reports...), 0o666); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")),
		"--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "--outdir", dir, filepath.Join(dir, "t.xlsx"))
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v: %s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "t.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	same(t, "LibreOffice", 12, factColumns, rows[heads:], spread(straight(t, Options{}, reports), "\r\n", "\n"))
}
