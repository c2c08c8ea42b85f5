package pdf

import (
	"fmt"
	"strconv"
)

// element is a node of the structure tree (ISO 32000-1 §14.7). The first one
// is the document.
type element struct {
	kind          string // "H1", "P", "Table", "TR", "TH", "TD" ...
	parent        int32
	rows, columns int    // spans, where more than one
	scope         string // of a TH: "Row" or "Column"
	alternate     string // instead of a picture
	lang          string // where it is not the document's
}

// elem adds an element under parent and returns its index.
func (c *composer) elem(parent int32, kind string) int32 {
	if len(c.tree) == 0 {
		c.tree = append(c.tree, element{kind: "Document"})
	}
	c.tree = append(c.tree, element{kind: kind, parent: parent})
	return int32(len(c.tree) - 1)
}

// mark is a piece of marked content.
type mark struct{ page, id int }

// tags writes the structure tree and returns its root.
func (a *archive) tags() int {
	tree := a.comp.tree
	if len(tree) == 0 {
		tree = []element{{kind: "Document"}}
	}
	marks := make([][]mark, len(tree))
	for page, list := range a.pages {
		for id, e := range list {
			marks[e] = append(marks[e], mark{page, id})
		}
	}
	kids := make([][]int32, len(tree))
	for i := 1; i < len(tree); i++ {
		kids[tree[i].parent] = append(kids[tree[i].parent], int32(i))
	}
	root := a.reserve()
	parents := a.reserve()
	first := len(a.offsets)
	a.offsets = append(a.offsets, make([]int, len(tree))...)
	a.begin(root)
	a.out = fmt.Appendf(a.out, "<</Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R /ParentTreeNextKey %d>>\n", first, parents, len(a.pages))
	a.end()
	a.begin(parents)
	a.out = append(a.out, "<</Nums ["...)
	for page, list := range a.pages {
		a.out = strconv.AppendInt(a.out, int64(page), 10)
		a.out = append(a.out, " ["...)
		for _, e := range list {
			a.reference(first + int(e))
		}
		a.out = append(a.out, "]\n"...)
	}
	a.out = append(a.out, "]>>\n"...)
	a.end()
	for i := range tree {
		e := &tree[i]
		a.begin(first + i)
		a.out = append(a.out, "<</Type /StructElem /S /"...)
		a.out = append(a.out, e.kind...)
		a.out = append(a.out, " /P "...)
		if i == 0 {
			a.reference(root)
		} else {
			a.reference(first + int(e.parent))
		}
		if e.alternate != "" {
			a.out = append(a.out, "/Alt "...)
			a.out = appendText(a.out, e.alternate)
		}
		if e.lang != "" {
			a.out = append(a.out, "/Lang ("+e.lang+")"...)
		}
		if e.rows > 1 || e.columns > 1 || e.scope != "" {
			a.out = append(a.out, "/A <</O /Table"...)
			if e.rows > 1 {
				a.out = fmt.Appendf(a.out, " /RowSpan %d", e.rows)
			}
			if e.columns > 1 {
				a.out = fmt.Appendf(a.out, " /ColSpan %d", e.columns)
			}
			if e.scope != "" {
				a.out = append(a.out, " /Scope /"+e.scope...)
			}
			a.out = append(a.out, ">>"...)
		}
		a.kids(first, marks[i], kids[i])
		a.out = append(a.out, ">>\n"...)
		a.end()
	}
	return root
}

// kids writes what an element holds: its marked content, then the elements below it.
func (a *archive) kids(first int, marks []mark, kids []int32) {
	if len(marks) == 0 && len(kids) == 0 {
		return
	}
	a.out = append(a.out, "/K ["...)
	if len(marks) > 0 {
		page := marks[0].page
		for _, m := range marks {
			if m.page == page {
				a.out = strconv.AppendInt(a.out, int64(m.id), 10)
				a.out = append(a.out, ' ')
			} else {
				a.out = fmt.Appendf(a.out, "<</Type /MCR /Pg %d 0 R /MCID %d>>", pageObject(m.page), m.id)
			}
		}
	}
	for _, k := range kids {
		a.reference(first + int(k))
	}
	a.out = append(a.out, ']')
	if len(marks) > 0 {
		a.out = append(a.out, "/Pg "...)
		a.reference(pageObject(marks[0].page))
	}
}

func (a *archive) reference(n int) {
	a.out = strconv.AppendInt(a.out, int64(n), 10)
	a.out = append(a.out, " 0 R "...)
}
