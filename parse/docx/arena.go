package docx

import (
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
)

// arena hands out the many small things of a document from few large pieces.
// A piece lives as long as anything in it, which is the document's life.
type arena struct {
	text       *strings.Builder
	paragraphs []doc.Paragraph
	blockSlab  []doc.Block
	cellSlab   []doc.Cell

	// Lists under construction, the innermost last.
	blockStack []doc.Block
	cellStack  []doc.Cell
	rowStack   []doc.Row
}

const textPiece = 16 << 10

// keep copies text into the arena.
func (a *arena) keep(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if len(b) == 1 && b[0] < 0x80 {
		return ascii[b[0] : b[0]+1]
	}
	if a.text == nil || a.text.Cap()-a.text.Len() < len(b) {
		a.text = new(strings.Builder)
		a.text.Grow(max(textPiece, len(b)))
	}
	n := a.text.Len()
	a.text.Write(b)
	return a.text.String()[n:]
}

// ascii serves the many cells of one digit.
var ascii = func() string {
	var b [0x80]byte
	for i := range b {
		b[i] = byte(i)
	}
	return string(b[:])
}()

func (a *arena) newParagraph() *doc.Paragraph {
	if len(a.paragraphs) == 0 {
		a.paragraphs = make([]doc.Paragraph, 128)
	}
	p := &a.paragraphs[0]
	a.paragraphs = a.paragraphs[1:]
	return p
}

// takeBlocks moves the blocks from n on off the stack.
func (a *arena) takeBlocks(n int) []doc.Block {
	list := a.blockStack[n:]
	if len(list) == 0 {
		return nil
	}
	if len(a.blockSlab) < len(list) {
		a.blockSlab = make([]doc.Block, max(256, len(list)))
	}
	out := a.blockSlab[:len(list):len(list)]
	a.blockSlab = a.blockSlab[len(list):]
	copy(out, list)
	a.blockStack = a.blockStack[:n]
	return out
}

// takeCells moves the cells from n on off the stack.
func (a *arena) takeCells(n int) []doc.Cell {
	list := a.cellStack[n:]
	if len(list) == 0 {
		return nil
	}
	if len(a.cellSlab) < len(list) {
		a.cellSlab = make([]doc.Cell, max(128, len(list)))
	}
	out := a.cellSlab[:len(list):len(list)]
	a.cellSlab = a.cellSlab[len(list):]
	copy(out, list)
	a.cellStack = a.cellStack[:n]
	return out
}

// takeRows moves the rows from n on off the stack.
func (a *arena) takeRows(n int) []doc.Row {
	list := a.rowStack[n:]
	if len(list) == 0 {
		return nil
	}
	out := make([]doc.Row, len(list))
	copy(out, list)
	a.rowStack = a.rowStack[:n]
	return out
}
