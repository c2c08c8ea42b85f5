package pdf

import "github.com/nianbao/nianbao/render/internal/layout"

// image says that the document has a picture here: the report keeps its
// description alone.
func (d *document) image(p *layout.Piece) {
	elem := d.elem(d.sect, "Figure")
	d.tree[elem].alternate = p.Text
	if t := d.small("［图片"+p.Text+"］", elem); t != nil {
		t.align = centred
	}
}
