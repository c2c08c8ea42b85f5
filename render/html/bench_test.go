package html

import "testing"

// BenchmarkWrite writes a report of the form in force with all its tables.
func BenchmarkWrite(b *testing.B) {
	d := newDraft(&testing.T{}, "2021", 1)
	for range 60 {
		d.paragraph(1, "开发区认真落实政务公开网站集约化建设有关要求，有效发挥了网站政务公开第一平台作用。并及时对公开内容进行更新和充实，做到全面真实、及时准确、重点突出。")
	}
	r := d.report()
	for _, o := range []struct {
		name string
		Options
	}{{"clean", Options{}}, {"review", Options{Review: true}}} {
		b.Run(o.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				page, err := Write(r, o.Options)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(page)))
			}
		})
	}
}
