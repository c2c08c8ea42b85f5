package docx

import (
	"os"
	"testing"

	"github.com/nianbao/nianbao/schema/repair"
)

func BenchmarkWrite(b *testing.B) {
	real, err := os.ReadFile("../../samples/2021/dingxiang-2023/input.docx")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		data    []byte
		choices repair.Choices
	}{
		{"real report", real, repair.Choices{}},
		{"eight figures", draft(b), repair.Choices{}},
	} {
		r := report(b, c.data, c.choices)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(c.data)))
			for b.Loop() {
				if _, err := Write(c.data, r, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
