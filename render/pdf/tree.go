package pdf

// element is a node of the structure tree (ISO 32000-1 §14.7). The first one
// is the document.
type element struct {
	kind          string // "H1", "P", "Table", "TR", "TH", "TD" ...
	parent        int32
	rows, columns int    // spans, where more than one
	scope         string // of a TH: "Row" or "Column"
	lang          string // where it is not the document's
	alternate     string // instead of a picture
}

// elem adds an element under parent and returns its index.
func (c *composer) elem(parent int32, kind string) int32 {
	if len(c.tree) == 0 {
		c.tree = append(c.tree, element{kind: "Document"})
	}
	c.tree = append(c.tree, element{kind: kind, parent: parent})
	return int32(len(c.tree) - 1)
}
