package doc

import "iter"

// Place is where a table stands in a document.
type Place struct {
	Table *Table
	// Within is the story: "" for the main one, "textbox", "header", "footer",
	// "note" (footnotes, endnotes and comments). A table in a text box of a
	// header is in a text box.
	Within string
	// Outer and Cell are the table and the written cell that hold a nested
	// table directly; nil where it is not nested, or stands in a text box.
	Outer *Table
	Cell  *Cell
}

// Tables are all tables of a document in reading order: an outer table before
// those nested in it, a text box at its anchor, the asides last. It is the
// order of Pos.Table, which counts them from 1.
func (d *Document) Tables() iter.Seq[Place] {
	return func(yield func(Place) bool) {
		if !walkBlocks(d.Blocks, Place{}, yield) {
			return
		}
		for i := range d.Asides {
			a := &d.Asides[i]
			within := "note"
			if a.Kind == Header || a.Kind == Footer {
				within = string(a.Kind)
			}
			if !walkBlocks(a.Blocks, Place{Within: within}, yield) {
				return
			}
		}
	}
}

func walkBlocks(blocks []Block, at Place, yield func(Place) bool) bool {
	for _, b := range blocks {
		if b.Paragraph != nil {
			for _, box := range b.Paragraph.Boxes {
				if !walkBlocks(box, Place{Within: "textbox"}, yield) {
					return false
				}
			}
			continue
		}
		t := b.Table
		if t == nil {
			continue
		}
		at.Table = t
		if !yield(at) {
			return false
		}
		for i := range t.Rows {
			for j := range t.Rows[i].Cells {
				c := &t.Rows[i].Cells[j]
				if !walkBlocks(c.Blocks, Place{Within: at.Within, Outer: t, Cell: c}, yield) {
					return false
				}
			}
		}
	}
	return true
}
