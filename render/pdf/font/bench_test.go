package font

import (
	"bytes"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

// common is 500 characters of the first level, spread over it.
func common(t testing.TB) []rune {
	var runes []rune
	for i, r := range mainSet(t) {
		if r >= 0x4E00 && r <= 0x9FFF && i%18 == 0 {
			runes = append(runes, r)
		}
	}
	return runes[:500]
}

func BenchmarkSubset500(b *testing.B) {
	runes, f := common(b), Regular()
	b.ReportAllocs()
	for b.Loop() {
		f.Subset(runes)
	}
}

func first(b *testing.B, gz string, runes []rune) {
	b.ReportAllocs()
	for b.Loop() {
		in, err := newInflater(gz)
		if err != nil {
			b.Fatal(err)
		}
		f, err := openInflater(in)
		if err != nil {
			b.Fatal(err)
		}
		f.Subset(runes)
	}
}

func BenchmarkFirstUseOfAReport(b *testing.B) {
	first(b, regularGz, []rune("一、总体情况：本年度主动公开政府信息共12件"))
}
func BenchmarkFirstUseOfRareHan(b *testing.B) { first(b, regularGz, []rune("𬭎龟")) }
func BenchmarkOpenWholeFace(b *testing.B) {
	data := Regular().Subset(mainSet(b))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGofpdf500(b *testing.B) {
	runes := common(b)
	for b.Loop() {
		pdf := gofpdf.New("P", "pt", "A4", "")
		pdf.AddPage()
		pdf.AddUTF8FontFromBytes("x", "", Regular().Subset(runes))
		pdf.SetFont("x", "", 12)
		pdf.Text(20, 20, string(runes))
		if err := pdf.Output(new(bytes.Buffer)); err != nil {
			b.Fatal(err)
		}
	}
}
