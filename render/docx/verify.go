package docx

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/grid"
)

// reread reads the copy as any reader would: each figure must stand in its
// cell, and every other cell must say what it said. It returns the figures that
// are not seen; any other difference is an error.
func (p *placing) reread(copied []byte, limits parse.Limits) (unseen map[string]bool, err error) {
	d, err := parse.Document(copied, limits)
	if err != nil {
		return nil, fmt.Errorf("check the copy: %w", err)
	}
	wanted := make(map[*doc.Cell]*figure, len(p.figures))
	for i := range p.figures {
		wanted[p.figures[i].cell] = &p.figures[i]
	}
	unseen = map[string]bool{}
	n := 0
	for now := range d.Tables() {
		if n >= len(p.tables) {
			return nil, changed(n, 0, 0)
		}
		was := p.tables[n].Table
		if len(now.Table.Rows) != len(was.Rows) {
			return nil, changed(n, 0, 0)
		}
		for i := range was.Rows {
			a, b := &was.Rows[i], &now.Table.Rows[i]
			if len(a.Cells) != len(b.Cells) {
				return nil, changed(n, i, 0)
			}
			for j := range a.Cells {
				text := grid.Text(&b.Cells[j])
				if f := wanted[&a.Cells[j]]; f != nil {
					if strings.TrimFunc(text, blank) != f.text {
						unseen[f.id] = true
					}
				} else if text != grid.Text(&a.Cells[j]) {
					return nil, changed(n, i, j)
				}
			}
		}
		n++
	}
	if n != len(p.tables) {
		return nil, changed(n, 0, 0)
	}
	return unseen, nil
}

func changed(table, row, cell int) error {
	return fmt.Errorf("check the copy: table %d, row %d, cell %d does not read as in the document, which is a defect of this program", table+1, row+1, cell+1)
}
