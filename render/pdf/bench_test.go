package pdf

import "testing"

// The usual report: two pages of narrative and the three tables.
func BenchmarkWrite(b *testing.B) {
	r := sample{form: "2021", figure: random(2), paragraphs: 4}.report()
	b.ReportAllocs()
	for b.Loop() {
		out, err := Write(r, Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(out.Bytes)))
	}
}

func BenchmarkWriteMinistry(b *testing.B) {
	r := sample{form: "2021", figure: random(6), paragraphs: 60}.report()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Write(r, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
