package docx

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
)

// The reference reads a document slowly and plainly: encoding/xml makes a tree,
// and each rule is one function over it. It knows the markup that generate
// writes and shares no code with the reader.

type node struct {
	name     string // local; "m:" and "mc:" in front of those namespaces
	attr     map[string]string
	children []*node
	text     string // of a text node
}

func parseTree(data string) (*node, error) {
	d := xml.NewDecoder(strings.NewReader(data))
	root := &node{}
	stack := []*node{root}
	for {
		t, err := d.Token()
		if err == io.EOF {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			n := &node{name: t.Name.Local, attr: map[string]string{}}
			switch {
			case strings.HasSuffix(t.Name.Space, "/math"):
				n.name = "m:" + n.name
			case strings.HasSuffix(t.Name.Space, "/2006"):
				n.name = "mc:" + n.name
			}
			for _, a := range t.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.children = append(top.children, &node{text: string(t)})
		}
	}
}

func (n *node) child(names ...string) *node {
	for _, name := range names {
		var next *node
		for _, c := range n.children {
			if c.name == name {
				next = c
				break
			}
		}
		if next == nil {
			return nil
		}
		n = next
	}
	return n
}

func (n *node) content() string {
	var b strings.Builder
	for _, c := range n.children {
		b.WriteString(c.text)
		b.WriteString(c.content())
	}
	return b.String()
}

func (n *node) on(name string) bool {
	c := n.child(name)
	return c != nil && c.attr["val"] != "0"
}

// unwrapped are the children of n with all wrappers opened.
func (n *node) unwrapped() []*node {
	var out []*node
	for _, c := range n.children {
		switch c.name {
		case "sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "ins", "moveTo", "fldSimple":
			out = append(out, c.unwrapped()...)
		case "mc:AlternateContent":
			pick := c.child("mc:Fallback")
			if choice := c.child("mc:Choice"); choice != nil && choice.attr["Requires"] != "zzz" {
				pick = choice
			}
			if pick != nil {
				out = append(out, pick.unwrapped()...)
			}
		case "sdtPr", "del", "moveFrom", "":
		default:
			out = append(out, c)
		}
	}
	return out
}

// referenceTexts writes a story as texts does.
func referenceTexts(body *node) string {
	f := &referenceReader{}
	return f.story(body)
}

type referenceReader struct{ fields []bool }

func (f *referenceReader) shown() bool {
	for _, result := range f.fields {
		if !result {
			return false
		}
	}
	return true
}

func (f *referenceReader) story(n *node) string {
	saved := f.fields
	f.fields = nil
	defer func() { f.fields = saved }()
	var out []string
	var held pieces
	holding := false
	for _, c := range n.unwrapped() {
		switch c.name {
		case "p":
			held = f.paragraph(c, held)
			if pr := c.child("pPr", "rPr"); pr != nil && (pr.child("del") != nil || pr.child("moveFrom") != nil) {
				holding = true
				continue
			}
			out = append(out, held.String())
			held, holding = pieces{}, false
		case "tbl":
			if s := held.String(); s != "" {
				out = append(out, s)
			}
			held, holding = pieces{}, false
			if !f.shown() {
				f.fields = nil
			}
			out = append(out, f.table(c))
		}
	}
	if s := held.String(); holding && (s != "" || len(out) == 0) {
		out = append(out, s)
	}
	return strings.Join(out, "|")
}

// pieces are a paragraph's text, equations and boxes.
type pieces struct{ text, equations, boxes string }

func (p pieces) String() string { return p.text + p.equations + p.boxes }

func (f *referenceReader) table(n *node) string {
	var rows []string
	for _, r := range n.unwrapped() {
		if r.name != "tr" || r.child("trPr", "del") != nil {
			continue
		}
		var cells []string
		seen := false
		for _, c := range r.unwrapped() {
			if c.name != "tc" {
				continue
			}
			seen = true
			text := f.story(c)
			if c.child("tcPr", "cellDel") == nil {
				cells = append(cells, text)
			}
		}
		if seen && len(cells) == 0 {
			continue
		}
		rows = append(rows, strings.Join(cells, "&"))
	}
	return "[" + strings.Join(rows, "/") + "]"
}

func (f *referenceReader) paragraph(n *node, p pieces) pieces {
	for _, c := range n.unwrapped() {
		switch c.name {
		case "r":
			if pr := c.child("rPr"); pr != nil && pr.on("vanish") {
				continue
			}
			for _, e := range c.children {
				switch e.name {
				case "fldChar":
					switch n := len(f.fields); e.attr["fldCharType"] {
					case "begin":
						f.fields = append(f.fields, false)
					case "separate":
						if n > 0 {
							f.fields[n-1] = true
						}
					case "end":
						if n > 0 {
							f.fields = f.fields[:n-1]
						}
					}
				case "t":
					s := strings.ReplaceAll(strings.ReplaceAll(e.content(), "\r\n", "\n"), "\n", " ")
					if e.attr["space"] != "preserve" {
						s = strings.Trim(s, " \t\n")
					}
					if f.shown() {
						p.text += s
					}
				case "tab":
					if f.shown() {
						p.text += "\t"
					}
				case "br":
					if f.shown() {
						p.text += "\n"
					}
				case "pict":
					if f.shown() {
						p.boxes += "<" + f.story(e.child("shape", "textbox", "txbxContent")) + ">"
					}
				}
			}
		case "m:oMath":
			p.equations += "{" + c.content() + "}"
		}
	}
	return p
}

// referenceGrid lays a table out on a matrix: for each position the ordinal of
// the written cell that shows there, 0 for none.
func referenceGrid(t *doc.Table) [][]int {
	type span struct{ first, width, cell int }
	var rows [][]int
	var above []span
	ordinal := 0
	for _, r := range t.Rows {
		var row []int
		for range r.Before {
			row = append(row, 0)
		}
		var here []span
		for i := 0; i < len(r.Cells); i++ {
			c := r.Cells[i]
			ordinal++
			s := span{len(row), c.Span, ordinal}
			open := c.Vertical == doc.MergeRestart
			if c.Horizontal == doc.MergeRestart {
				for i+1 < len(r.Cells) && r.Cells[i+1].Horizontal == doc.MergeContinue {
					i++
					ordinal++
					s.width += r.Cells[i].Span
				}
			}
			if c.Vertical == doc.MergeContinue {
				for _, a := range above {
					if a.first == s.first && a.width == s.width {
						s.cell, open = a.cell, true
					}
				}
			}
			for range s.width {
				row = append(row, s.cell)
			}
			if open {
				here = append(here, s)
			}
		}
		for range r.After {
			row = append(row, 0)
		}
		rows = append(rows, row)
		above = here
	}
	return rows
}

// generate writes a body from random bytes: every wrapper, every merge mark,
// each text with a number of its own.
type generator struct {
	data  []byte
	texts int
	strings.Builder
}

func (g *generator) next(n int) int {
	if len(g.data) == 0 {
		return 0
	}
	b := g.data[0]
	g.data = g.data[1:]
	return int(b) % n
}

func (g *generator) wrap(depth int, inner func(depth int)) {
	if depth > 6 {
		inner(depth)
		return
	}
	switch g.next(12) {
	case 1:
		g.WriteString("<w:sdt><w:sdtPr><w:id/></w:sdtPr><w:sdtContent>")
		g.wrap(depth+1, inner)
		g.WriteString("</w:sdtContent></w:sdt>")
	case 2:
		g.WriteString("<w:customXml>")
		g.wrap(depth+1, inner)
		g.WriteString("</w:customXml>")
	case 3:
		g.WriteString(`<mc:AlternateContent><mc:Choice Requires="w14">`)
		g.wrap(depth+1, inner)
		g.WriteString(`</mc:Choice><mc:Fallback>`)
		inner(depth + 1)
		g.WriteString(`</mc:Fallback></mc:AlternateContent>`)
	case 4:
		g.WriteString(`<mc:AlternateContent><mc:Choice Requires="zzz">`)
		inner(depth + 1)
		g.WriteString(`</mc:Choice><mc:Fallback>`)
		g.wrap(depth+1, inner)
		g.WriteString(`</mc:Fallback></mc:AlternateContent>`)
	default:
		inner(depth)
	}
}

func (g *generator) blocks(depth, most int) {
	for range 1 + g.next(most) {
		if depth < 4 && g.next(4) == 1 {
			g.wrap(depth, g.table)
		} else {
			g.wrap(depth, g.paragraph)
		}
	}
	g.paragraph(9)
}

func (g *generator) table(depth int) {
	g.WriteString("<w:tbl><w:tblGrid>")
	for range g.next(5) {
		g.WriteString(`<w:gridCol w:w="100"/>`)
	}
	g.WriteString("</w:tblGrid>")
	for range g.next(4) {
		g.wrap(depth, g.row)
	}
	g.WriteString("</w:tbl>")
}

func (g *generator) row(depth int) {
	g.WriteString("<w:tr>")
	switch g.next(8) {
	case 1:
		g.WriteString("<w:trPr><w:del/></w:trPr>")
	case 2:
		g.WriteString(`<w:trPr><w:gridBefore w:val="` + strconv.Itoa(g.next(3)) + `"/><w:gridAfter w:val="` + strconv.Itoa(g.next(3)) + `"/></w:trPr>`)
	}
	for range g.next(5) {
		g.wrap(depth, func(depth int) {
			g.WriteString("<w:tc><w:tcPr>")
			if g.next(3) == 1 {
				g.WriteString(`<w:gridSpan w:val="` + strconv.Itoa(1+g.next(3)) + `"/>`)
			}
			g.WriteString([]string{"", "", `<w:vMerge w:val="restart"/>`, "<w:vMerge/>"}[g.next(4)])
			g.WriteString([]string{"", "", "", "", `<w:hMerge w:val="restart"/>`, "<w:hMerge/>", "<w:cellDel/>", "<w:cellIns/>"}[g.next(8)])
			g.WriteString("</w:tcPr>")
			g.blocks(depth+1, 2)
			g.WriteString("</w:tc>")
		})
	}
	g.WriteString("</w:tr>")
}

func (g *generator) paragraph(depth int) {
	g.WriteString("<w:p>")
	if g.next(6) == 1 {
		g.WriteString("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>")
	}
	for range g.next(5) {
		g.inline(depth)
	}
	g.WriteString("</w:p>")
}

func (g *generator) inline(depth int) {
	between := func(tag string) {
		g.WriteString("<w:" + tag + ">")
		g.run(depth)
		g.WriteString("</w:" + tag + ">")
	}
	switch g.next(12) {
	case 1:
		between("ins")
	case 2:
		between("del")
	case 3:
		between("moveFrom")
	case 4:
		between("hyperlink")
	case 5:
		between("smartTag")
	case 6:
		g.WriteString(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`)
		g.run(depth)
		g.WriteString(`<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`)
		g.inline(depth + 1)
		g.WriteString(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`)
	case 7:
		g.WriteString("<m:oMath><m:r><m:t>" + g.word() + "</m:t></m:r></m:oMath>")
	case 8:
		if depth < 3 {
			g.WriteString("<w:r><w:pict><v:shape><v:textbox><w:txbxContent>")
			g.blocks(depth+2, 2)
			g.WriteString("</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")
		}
	case 9:
		g.wrap(depth, g.run)
	default:
		g.run(depth)
	}
}

func (g *generator) word() string {
	g.texts++
	return "t" + strconv.Itoa(g.texts) + "."
}

func (g *generator) run(int) {
	g.WriteString("<w:r>")
	if g.next(6) == 1 {
		g.WriteString([]string{"<w:rPr><w:vanish/></w:rPr>", `<w:rPr><w:vanish w:val="0"/></w:rPr>`}[g.next(2)])
	}
	switch g.next(8) {
	case 1:
		g.WriteString("<w:tab/>")
	case 2:
		g.WriteString("<w:br/>")
	case 3:
		g.WriteString(`<w:t xml:space="preserve"> ` + g.word() + ` </w:t>`)
	case 4:
		g.WriteString("<w:t> " + g.word() + "\n</w:t>")
	case 5:
		g.WriteString("<w:t><![CDATA[" + g.word() + "]]>&amp;</w:t>")
	default:
		g.WriteString("<w:t>" + g.word() + "</w:t>")
	}
	g.WriteString("</w:r>")
}
