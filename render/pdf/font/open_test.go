package font

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

// collection wraps fonts as a TrueType collection.
func collection(fonts ...[]byte) []byte {
	b := append32([]byte("ttcf"), 0x00010000, uint32(len(fonts)))
	at := len(b) + 4*len(fonts)
	for _, f := range fonts {
		b = append32(b, uint32(at))
		at += len(f)
	}
	for _, f := range fonts {
		begin := len(b)
		b = append(b, f...)
		for i := range int(be16(f, 4)) {
			rec := begin + 12 + 16*i + 8
			binary.BigEndian.PutUint32(b[rec:], be32(b, rec)+uint32(begin))
		}
	}
	return b
}

// tableAt is where the table begins.
func tableAt(t testing.TB, font []byte, tag string) int {
	t.Helper()
	tables, err := directory(font, 0, len(font))
	if err != nil {
		t.Fatal(err)
	}
	return tables[tag].offset
}

func TestOpenTakesAFaceOfACollection(t *testing.T) {
	ttc := collection(Regular().Subset([]rune("宋")), Kai().Subset([]rune("楷")))
	for name, want := range map[string]string{
		"": "Noto Serif SC", "0": "Noto Serif SC", "1": "Nianbao Kai", "nianbao kai": "Nianbao Kai", "NianbaoKai-Regular": "Nianbao Kai",
	} {
		f, err := OpenNamed(ttc, name)
		if err != nil || f.Family() != want {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if again, err := Open(f.Subset([]rune("宋楷"))); err != nil || again.Has('宋') == again.Has('楷') {
			t.Errorf("%q: %v", name, err)
		}
	}
	for name, want := range map[string]string{
		"2":  "no face 2: the file has 2, counted from 0",
		"仿宋": `no face "仿宋": the file has Noto Serif SC, Nianbao Kai`,
	} {
		if _, err := OpenNamed(ttc, name); err == nil || err.Error() != want {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestOpenRefusesAndSaysWhatToDo(t *testing.T) {
	good := Regular().Subset([]rune("年"))
	fsType := func(v uint16) []byte {
		return patched(good, tableAt(t, good, "OS/2")+8, v)
	}
	for _, c := range []struct {
		what, want string
		data       []byte
	}{
		{"nothing", "shorter than a font's header", nil},
		{"text", `begins with "%PDF"): give a .ttf`, []byte("%PDF-1.4 and so on")},
		{"CFF", "give the TrueType (.ttf) version", append([]byte("OTTO"), good[4:]...)},
		{"web font", "give the .ttf file it was made from", append([]byte("wOF2"), good[4:]...)},
		{"cut off", `has no table`, good[:len(good)/2]},
		{"restricted", "forbids embedding (fsType 0x0002)", fsType(2)},
		{"no subsetting", "forbids subsetting (fsType 0x0108)", fsType(0x0108)},
		{"bitmaps", "allows bitmaps only", fsType(0x0204)},
		{"collection of none", "claims 0 faces", append32([]byte("ttcf"), 0x10000, 0)},
	} {
		if _, err := Open(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
	for _, v := range []uint16{0, 4, 8, 6} {
		if _, err := Open(fsType(v)); err != nil {
			t.Errorf("fsType %d: %v", v, err)
		}
	}
}

// gofpdf would recurse without end on a glyph that is part of itself.
func TestGlyphInACircleIsTreatedAsAbsent(t *testing.T) {
	good := Regular().Subset([]rune("年报"))
	f, err := Open(good)
	if err != nil {
		t.Fatal(err)
	}
	g := f.glyph('年')
	from, _ := f.span(g)
	at := tableAt(t, good, "glyf") + from
	bad := patched(good, at, 0xFFFF)
	copy(bad[at+10:], append16(nil, argsAreWords, g, 0, 0))
	f, err = Open(bad)
	if err != nil || f.Has('年') || !f.Has('报') {
		t.Fatal(err, f.Has('年'))
	}
	draw(t, f, []rune("年报"))
}

// A bomb of parts: each glyph is made of the one before it, several times.
func TestGlyphOfTooManyPartsIsTreatedAsAbsent(t *testing.T) {
	runes := []rune("一丁七万丈三上下")
	good := Regular().Subset(runes)
	f, err := Open(good)
	if err != nil {
		t.Fatal(err)
	}
	bad := slices.Clone(good)
	for i, r := range runes[1:] {
		from, to := f.span(f.glyph(r))
		outline := bad[tableAt(t, good, "glyf"):][from:to]
		part := f.glyph(runes[i])
		copy(outline, append16(nil, 0xFFFF))
		copy(outline[10:], append16(nil, moreComponents, part, 0, moreComponents, part, 0, moreComponents, part, 0, 0, part, 0))
	}
	f, err = Open(bad)
	if err != nil || !f.Has('万') || f.Has('丈') {
		t.Fatal(err)
	}
	draw(t, f, runes)
}

// draw puts the subset through gofpdf.
func draw(t testing.TB, f *Face, runes []rune) {
	t.Helper()
	data, standIn := f.SubsetStandIns(runes)
	pdf := gofpdf.New("P", "pt", "A4", "")
	pdf.AddPage()
	pdf.AddUTF8FontFromBytes("x", "", data)
	pdf.SetFont("x", "", 12)
	for _, r := range runes {
		if s, ok := standIn[r]; ok {
			r = s
		}
		if r > 0xFFFF || r < 0 {
			r = Missing
		}
		pdf.Text(20, 20, string(r))
	}
	if err := pdf.Output(new(bytes.Buffer)); err != nil {
		t.Errorf("gofpdf: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	small := Regular().Subset([]rune("年A"))
	f.Add(small, "")
	f.Add(Kai().Subset([]rune("楷b\u00A0")), "0")
	f.Add(collection(small, Hei().Subset([]rune("黑1"))), "Noto Sans SC")
	high, _ := Regular().SubsetStandIns([]rune("𬭎王"))
	f.Add(high, "x")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		face, err := OpenNamed(data, name)
		if err != nil {
			return
		}
		runes := []rune("年A楷b黑1王\U0002CB4E\uE000" + name)
		data, standIn := face.SubsetStandIns(runes)
		cut, err := Open(data)
		if err != nil {
			t.Fatalf("subset cannot be opened: %v", err)
		}
		for _, r := range runes {
			to := r
			if s, ok := standIn[r]; ok {
				to = s
			}
			if to <= 0xFFFF && face.Has(r) && !cut.Has(to) {
				t.Errorf("%U lost", r)
			}
			a, _ := face.Width(r)
			if b, ok := cut.Width(to); ok && face.Has(r) && a != b {
				t.Errorf("%U: %d wide, then %d", r, a, b)
			}
		}
		draw(t, face, runes)
	})
}

// Fonts with some of their numbers replaced, as a fuzzer does but the same each
// time.
func TestDamagedFontNeverPanics(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	seeds := [][]byte{
		Regular().Subset([]rune("年报A")),
		Kai().Subset([]rune(sample[:60])),
		collection(Hei().Subset([]rune("黑")), Bold().Subset([]rune("标"))),
	}
	runes := []rune(sample)
	opened := 0
	for i := range 4000 {
		data := slices.Clone(seeds[i%len(seeds)])
		for range 1 + random.IntN(4) {
			at := random.IntN(len(data) - 1)
			if random.IntN(2) == 0 {
				at = random.IntN(400) // the directory, OS/2, cmap
			}
			v := []uint16{0, 1, 0x7FFF, 0x8000, 0xFFFF, uint16(random.Uint32())}[random.IntN(6)]
			binary.BigEndian.PutUint16(data[at:], v)
		}
		f, err := Open(data[:len(data)-random.IntN(2)*random.IntN(len(data))])
		if err != nil {
			continue
		}
		opened++
		f.Metrics()
		if cut, err := Open(f.Subset(runes)); err != nil || cut.glyphs > f.glyphs {
			t.Fatalf("seed %d: %v", i, err)
		}
		if opened%20 == 0 {
			draw(t, f, runes)
		}
	}
	if opened < 400 {
		t.Errorf("only %d of the damaged fonts could be opened", opened)
	}
}
