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
	rowSlab    []doc.Row

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

func (a *arena) takeBlocks(n int) []doc.Block { return take(&a.blockStack, &a.blockSlab, n, 256) }

func (a *arena) takeCells(n int) []doc.Cell { return take(&a.cellStack, &a.cellSlab, n, 128) }

func (a *arena) takeRows(n int) []doc.Row { return take(&a.rowStack, &a.rowSlab, n, 32) }

// take moves what is on the stack from n on into the slab, of which a piece is
// made at a time.
func take[T any](stack, slab *[]T, n, piece int) []T {
	list := (*stack)[n:]
	if len(list) == 0 {
		return nil
	}
	if len(*slab) < len(list) {
		*slab = make([]T, max(piece, len(list)))
	}
	out := (*slab)[:len(list):len(list)]
	*slab = (*slab)[len(list):]
	copy(out, list)
	*stack = (*stack)[:n]
	return out
}
