// Package parse is the front door of the readers: it looks at the bytes of an
// input, chooses the reader and keeps the limits. It opens no files and follows
// no links: what it knows of an input is the bytes it was given.
package parse

import (
	"fmt"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/docx"
	"github.com/nianbao/nianbao/parse/grid"
	"github.com/nianbao/nianbao/parse/html"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// FormatError says that an input is not of a format that is read, what it is
// instead, and what to do.
type FormatError = opc.FormatError

// LimitError says which limit an input met; its Flag is the flag that raises it.
type LimitError = opc.LimitError

// Document reads one input. An error means that it cannot be read at all; what
// could be read only in part is in the document, with a note of where it ends.
func Document(data []byte, limits Limits) (doc.Document, error) {
	bounds := opc.Limits(limits).WithDefaults()
	kind, found := sniff(data)
	var d doc.Document
	var err error
	switch kind {
	case kindDOCX:
		d, err = docx.Read(data, bounds)
	case kindHTML:
		d, err = html.Read(data, bounds)
	default:
		err = &FormatError{Found: found}
	}
	if err != nil {
		return doc.Document{}, err
	}
	return d, checkArea(&d, bounds)
}

// areaPerCell is how many grid positions a document may have for each cell that
// MaxCells allows: cells in real tables cover one or two.
const areaPerCell = 20

// checkArea keeps the laid-out tables within the limits, so that nobody who
// lays them out needs to.
func checkArea(d *doc.Document, limits opc.Limits) error {
	total, most := 0, areaPerCell*limits.MaxCells
	for p := range d.Tables() {
		total += grid.Area(p.Table)
		if total > most {
			return &LimitError{Flag: "--max-cells", Detail: fmt.Sprintf("lay out table %d: more than %d grid positions", p.Table.Pos.Table, most)}
		}
	}
	return nil
}
