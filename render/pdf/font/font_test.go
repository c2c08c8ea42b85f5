package font

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/jung-kurt/gofpdf"
)

var embeddedFaces = []struct {
	name string
	open func() *Face
}{{"Regular", Regular}, {"Bold", Bold}, {"Hei", Hei}, {"Kai", Kai}, {"Wide", Wide}}

// sample is a page's worth of text: what a report says, and what trips fonts up.
const sample = "西安市鄠邑区人民政府2023年政府信息公开工作年度报告" +
	"一、总体情况（一）主动公开：新收12件，结转3件；“办理结果”——15件。" +
	"①⑳⑴㈠Ⅰ㎡℃№→─│┌┐└┘├┤┬┴┼☑☐☒✓□■●〇〓×÷±≤≥αβγ％￥镕喆堃"

// mainSet is what make.py says the body face holds (blanks aside).
func mainSet(t testing.TB) []rune {
	t.Helper()
	b, err := os.ReadFile("testdata/regular.txt")
	if err != nil {
		t.Fatal(err)
	}
	runes := []rune(strings.ReplaceAll(string(b), "\n", ""))
	if len(runes) < 10000 {
		t.Fatalf("testdata/regular.txt holds %d characters", len(runes))
	}
	return append(runes, ' ', '\u00A0', '\u3000')
}

func TestRegularHasTheMainSet(t *testing.T) {
	f := Regular()
	for _, r := range mainSet(t) {
		if !f.Has(r) {
			t.Errorf("%U %c has no glyph", r, r)
		}
	}
}

func TestEveryFaceHasMissingButWide(t *testing.T) {
	for _, f := range []*Face{Regular(), Bold(), Hei(), Kai()} {
		if w, ok := f.Width(Missing); !ok || w != 1000 {
			t.Errorf("%s: %c is %d wide, %v", f.Family(), Missing, w, ok)
		}
	}
}

func TestTheFacesTogetherHaveGBK(t *testing.T) {
	for r := rune(0x4E00); r <= 0x9FA5; r++ {
		if f, got := Pick(r, Regular(), Wide()); f == nil || got != r {
			t.Errorf("%U %c has no glyph", r, r)
		}
	}
}

func TestSampleIsDrawnByItsOwnFace(t *testing.T) {
	for _, f := range []*Face{Regular(), Bold()} {
		for _, r := range sample {
			if !f.Has(r) {
				t.Errorf("%s lacks %c", f.Family(), r)
			}
		}
	}
}

func TestPickFallsBackAndThenSaysMissing(t *testing.T) {
	for _, c := range []struct {
		r, want rune
		face    *Face
	}{
		{'一', '一', Hei()},
		{'鄠', '鄠', Regular()}, // in the table's third level, which Hei lacks
		{'龘', '龘', Wide()},
		{'\U0001F600', Missing, Hei()},
		{-1, Missing, Hei()},
	} {
		f, got := Pick(c.r, Hei(), Regular(), Wide())
		if f != c.face || got != c.want {
			t.Errorf("%U: %c from %s", c.r, got, f.Family())
		}
	}
	if f, _ := Pick('1', Wide()); f != nil {
		t.Errorf("Wide gives %s for a digit", f.Family())
	}
}

func TestMetricsAreThoseOfTheFont(t *testing.T) {
	if m := Regular().Metrics(); m != (Metrics{1151, -286, 729}) {
		t.Error(m)
	}
	for r, want := range map[rune]int{'国': 1000, '，': 1000, '\u3000': 1000} {
		if w, _ := Regular().Width(r); w != want {
			t.Errorf("%c is %d wide", r, w)
		}
	}
}

// The reserved names of the source must not survive in what stands for Kai.
func TestKaiHasANameOfItsOwn(t *testing.T) {
	for _, name := range append(Kai().aliases, Kai().PostScriptName(), Kai().Family()) {
		if strings.Contains(name, "LXGW") || strings.Contains(name, "霞鹜") {
			t.Errorf("name %q", name)
		}
	}
	if Kai().Family() != "Nianbao Kai" || Kai().PostScriptName() != "NianbaoKai-Regular" {
		t.Error(Kai().Family(), Kai().PostScriptName())
	}
}

func TestLicencesLieBesideTheFonts(t *testing.T) {
	for _, name := range []string{"NotoSerifSC", "NotoSansSC", "NianbaoKai"} {
		b, err := os.ReadFile("data/OFL-" + name + ".txt")
		if err != nil || !bytes.Contains(b, []byte("Copyright")) || !bytes.Contains(b, []byte("SIL OPEN FONT LICENSE")) {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
	}
}

func outlineOf(t testing.TB, f *Face, r rune) []byte {
	t.Helper()
	from, to := f.span(f.glyph(r))
	b, err := f.outline.upTo(to)
	if err != nil {
		t.Fatal(err)
	}
	return b[from:to]
}

func TestSubsetKeepsOutlinesAndWidths(t *testing.T) {
	for _, c := range embeddedFaces {
		t.Run(c.name, func(t *testing.T) {
			full := c.open()
			runes := []rune(sample + "龘")
			cut, err := Open(full.Subset(runes))
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range runes {
				if full.Has(r) != cut.Has(r) {
					t.Fatalf("%c: %v before, %v after", r, full.Has(r), cut.Has(r))
				}
				if !full.Has(r) {
					continue
				}
				before, after := outlineOf(t, full, r), outlineOf(t, cut, r)
				if len(before) > 2 && int16(be16(before, 0)) < 0 {
					continue // its parts are renumbered: TestSubsetBringsTheParts
				}
				if !bytes.Equal(before, after[:len(before)]) || len(after)-len(before) > 3 {
					t.Errorf("%c: outline changed", r)
				}
				a, _ := full.Width(r)
				if b, _ := cut.Width(r); a != b {
					t.Errorf("%c: %d wide, then %d", r, a, b)
				}
			}
			if cut.Has('乙') || cut.Metrics() != full.Metrics() || cut.Family() != full.Family() {
				t.Errorf("%v %v", cut.Metrics(), cut.Family())
			}
		})
	}
}

func TestSubsetBringsThePartsOfACompositeGlyph(t *testing.T) {
	full := Kai()
	found := 0
	for r := rune(0x20); r < 0x10000; r++ {
		b := outlineOf(t, full, r)
		if !full.Has(r) || len(b) < 10 || int16(be16(b, 0)) >= 0 {
			continue
		}
		found++
		cut, err := Open(full.Subset([]rune{r}))
		if err != nil {
			t.Fatal(err)
		}
		after := outlineOf(t, cut, r)
		was, _ := components(b)
		is, ok := components(after)
		if !cut.Has(r) || !ok || len(was) != len(is) {
			t.Fatalf("%c: %d parts, then %d", r, len(was), len(is))
		}
		for i := range was {
			from, to := full.span(be16(b, was[i]))
			glyf, _ := full.outline.upTo(to)
			from2, _ := cut.span(be16(after, is[i]))
			glyf2, _ := cut.outline.upTo(from2 + to - from)
			if !bytes.Equal(glyf[from:to], glyf2[from2:]) {
				t.Errorf("%c: part %d changed", r, i)
			}
		}
	}
	if found == 0 {
		t.Skip("the face has no composite glyph")
	}
}

func TestSubsetIsTheSameForTheSameSetAndFresh(t *testing.T) {
	a, b := Regular().Subset([]rune("年报表")), Regular().Subset([]rune("表年年报"))
	if !bytes.Equal(a, b) {
		t.Fatal("order or repetition changes the bytes")
	}
	clear(a)
	if !bytes.Equal(b, Regular().Subset([]rune("年报表"))) {
		t.Fatal("subsets share bytes")
	}
	if checksum(b) != 0xB1B0AFBA {
		t.Errorf("checksum of the font is %X", checksum(b))
	}
}

func TestSubsetOfAllAndOfNothing(t *testing.T) {
	all := mainSet(t)
	f, err := Open(Regular().Subset(all))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if f.Has(r) != (r <= 0xFFFF) {
			t.Errorf("%U", r)
		}
	}
	f, err = Open(Regular().Subset([]rune{'\U0001F600', -5, 0xFFFF, utf8.MaxRune + 1}))
	if err != nil || f.glyphs != 1 {
		t.Fatal(err)
	}
}

func TestOneFaceServesManyDocumentsAtOnce(t *testing.T) {
	in, err := newInflater(heiGz)
	if err != nil {
		t.Fatal(err)
	}
	f, err := openInflater(in)
	if err != nil {
		t.Fatal(err)
	}
	want := Hei().Subset([]rune(sample))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if !bytes.Equal(f.Subset([]rune(sample)), want) {
				t.Error("different bytes")
			}
		})
	}
	wg.Wait()
}

// gofpdf must measure as Width does, or columns drift.
func TestGofpdfMeasuresTheSame(t *testing.T) {
	for _, c := range embeddedFaces[:4] {
		f := c.open()
		pdf := gofpdf.New("P", "pt", "A4", "")
		pdf.AddUTF8FontFromBytes("x", "", f.Subset([]rune(sample)))
		pdf.SetFont("x", "", 1000)
		for _, r := range sample {
			w, ok := f.Width(r)
			if got := pdf.GetStringWidth(string(r)); ok && got != float64(w) {
				t.Errorf("%s: %c is %d wide, gofpdf says %v", c.name, r, w, got)
			}
		}
		if pdf.Err() {
			t.Fatal(pdf.Error())
		}
	}
}
