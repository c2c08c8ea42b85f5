package pdf

import "github.com/nianbao/nianbao/render/internal/layout"

// image says that the document has a picture here: the report keeps its
// description alone.
func (d *document) image(p *layout.Piece) {
	elem := d.elem(d.sect, "Figure")
	d.tree[elem].alternate = oneLine(p.Text)
	words := d.view.Words.Image
	if p.Text != "" {
		words += d.view.Words.Colon + p.Text
	}
	if t := d.small("［"+words+"］", elem); t != nil {
		t.align = centred
	}
}
