package normalize

import (
	"os"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/schema"
)

// BenchmarkReport measures document → report, repair and proofs included: a
// clean report, and one that lost ten rows.
func BenchmarkReport(b *testing.B) {
	for _, name := range []string{"lanchuan-2023", "dingxiang-2023"} {
		data, err := os.ReadFile("../../samples/2021/" + name + "/input.docx")
		if err != nil {
			b.Fatal(err)
		}
		d, err := parse.Document(data, parse.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		Report(d, schema.Source{}, Options{})
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Report(d, schema.Source{}, Options{})
			}
		})
	}
}
