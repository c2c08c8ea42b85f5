package pdf

import (
	"testing"

	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
)

// FuzzText puts a text wherever a report has one: it comes out within the page,
// and as a file that can be read back.
func FuzzText(f *testing.F) {
	for _, s := range []string{"", narrative, "\x00\xFF", "𠀀𬭎", "——……（（（", "a b\tc\nd", "，。、", "12345678901234567890", "(\\)<>", "\u0301\u202E"} {
		f.Add(s, 3, 2)
	}
	f.Fuzz(func(t *testing.T, s string, rows, columns int) {
		if len(s) > 4000 {
			return
		}
		rows, columns = 1+(rows&0x1F), 1+(columns&0xF)
		table := schema.Table{Rows: rows, Columns: columns}
		for i := range rows * columns {
			table.Cells = append(table.Cells, schema.Cell{Row: i / columns, Column: i % columns, RowSpan: 1, ColumnSpan: 1, Text: s[:min(len(s), 40*(i%9))]})
		}
		r := schema.Report{Title: &s, Agency: &s, Tables: []schema.Table{table}, Sections: []schema.Section{{Heading: &s, Blocks: []schema.Block{
			{Kind: schema.ParagraphBlock, Text: s}, {Kind: schema.HeadingBlock, Level: 1, Text: s},
			{Kind: schema.ListBlock, Numbering: s, Text: s}, {Kind: schema.TableBlock, Table: new(int)}, {Kind: schema.ImageBlock, Text: s}}}}}
		c, err := compose(layout.View(r, layout.Options{}), &r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkSheets(t, c)
		out, err := Write(r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(out.Bytes) == 0 {
			t.Fatal("nothing written")
		}
	})
}
