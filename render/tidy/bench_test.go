package tidy

import (
	"os"
	"testing"
)

// Each report has some 150 rows of 26 columns.
func BenchmarkFormats(b *testing.B) {
	reports := samples(b)
	for _, wide := range []bool{false, true} {
		for _, format := range Formats() {
			name := format
			if wide {
				name += "-wide"
			}
			b.Run(name, func(b *testing.B) {
				var out counter
				w, err := New(&out, format, Options{Wide: wide})
				if err != nil {
					b.Fatal(err)
				}
				i := 0
				for b.Loop() {
					if err := w.Add(numbered(reports[i%len(reports)], i)); err != nil {
						b.Fatal(err)
					}
					i++
				}
				sum, err := w.Close()
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(sum.Rows)/b.Elapsed().Seconds(), "rows/s")
				b.ReportMetric(float64(out)/float64(sum.Rows), "bytes/row")
			})
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	data, err := os.ReadFile("../../samples/2021/lanchuan-2023/report.json")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Decode(data); err != nil {
			b.Fatal(err)
		}
	}
}
