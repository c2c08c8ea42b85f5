package normalize

import (
	"testing"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/schema"
)

// Each hidden text is told of at its own cell, and each nested table stands in
// its own, in time that grows with the table and not with its square.
func TestPlacesInALongTable(t *testing.T) {
	const rows = 30000
	text := []doc.Block{{Paragraph: &doc.Paragraph{Text: "合"}}}
	table := &doc.Table{Pos: doc.Pos{Table: 1}}
	for i := range rows {
		pos := doc.Pos{Table: 1, Row: i + 1, Cell: 1}
		merged := doc.Cell{Span: 1, RowSpan: 1, Vertical: doc.MergeContinue, Blocks: text, Pos: pos}
		if i == 0 {
			merged.Vertical = doc.MergeRestart
		}
		pos.Cell = 2
		outer := doc.Cell{Span: 1, RowSpan: 1, Blocks: []doc.Block{{Table: &doc.Table{}}}, Pos: pos}
		table.Rows = append(table.Rows, doc.Row{Cells: []doc.Cell{merged, outer}})
	}
	l := layTables(&doc.Document{Blocks: []doc.Block{{Table: table}}})
	for i, inner := range l.tables[1:] {
		if at := inner.Within.Cell; at == nil || *at != (schema.Place{Table: 0, Row: i, Column: 1}) {
			t.Fatalf("table %d stands in %v", i+2, at)
		}
	}
	notes := l.mergeNotes()
	for _, f := range notes {
		if f.At == nil || *f.At != (schema.Place{Table: 0, Row: 0, Column: 0}) {
			t.Fatalf("a merge is noted at %v", f.At)
		}
	}
	if len(notes) != rows-1 {
		t.Errorf("%d texts of %d are told of", len(notes), rows-1)
	}
}
