package html

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// survey is what must be known of a page before it is read.
type survey struct {
	// frames are tables that frame the page.
	frames map[*html.Node]bool
	// movable are the headers, footers, menus and sidebars without a heading
	// and without a table: they are about the site, not of the report.
	movable map[*html.Node]bool
	// back holds the pairs of a place and another that links to it.
	back map[[2]string]bool
	// places are the elements that have an id.
	places map[string]*html.Node
	ids    []string // of the elements around the one that is looked at
}

// view is what a part of the page holds.
type view struct {
	lines, tables     int
	heading, anyTable bool
	begun             bool // the line has text
	digits            bool // all its text is a figure
}

// look surveys the page.
func (r *reader) look(body *html.Node) {
	r.frames, r.movable, r.back = map[*html.Node]bool{}, map[*html.Node]bool{}, map[[2]string]bool{}
	r.places = map[string]*html.Node{}
	v := view{digits: true}
	r.lookInto(body, &v)
}

// maxAround bounds how many places around a link are taken for its own.
const maxAround = 4

func (r *reader) lookInto(n *html.Node, v *view) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		tag, m := c.Data, r.s.mark(c)
		if m.id != "" {
			r.here(m.id, c)
		}
		if m.target != "" {
			for i := len(r.ids) - 1; i >= 0 && i >= len(r.ids)-maxAround; i-- {
				r.back[[2]string{r.ids[i], m.target}] = true
			}
		}
		switch tag {
		case textTag:
			if !v.begun {
				v.begun = true
				v.lines++
			}
			v.digits = v.digits && figure(r.s.runOf(c))
		case "br", "hr":
			v.begun = false
		case "table":
			v.begun = false
			v.anyTable = true
			r.lookTable(c, v)
		case "nav", "header", "footer", "aside":
			sub := view{digits: true}
			r.lookInto(c, &sub)
			r.movable[c] = !sub.heading && !sub.anyTable
			v.add(&sub)
			v.begun = false
		default:
			apart := roles[tag] == block
			if apart {
				v.begun = false
			}
			v.heading = v.heading || len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6' || m.heading > 0
			r.lookInto(c, v)
			if apart {
				v.begun = false
			}
		}
		if m.id != "" {
			r.ids = r.ids[:len(r.ids)-1]
		}
	}
}

// here notes a place; the first of an id is it.
func (r *reader) here(id string, n *html.Node) {
	r.ids = append(r.ids, id)
	if r.places[id] == nil {
		r.places[id] = n
	}
}

func (v *view) add(sub *view) {
	v.lines += sub.lines
	v.tables += sub.tables
	v.heading = v.heading || sub.heading
	v.anyTable = v.anyTable || sub.anyTable
	v.digits = v.digits && sub.digits
}

// A frame has a cell with a table and frameLines lines beside it, or it has one
// cell a row and proseLines lines in one of them; it has frameColumns columns
// at most, and no cell that holds a figure and nothing else.
const (
	frameLines   = 3
	proseLines   = 12
	frameColumns = 3
)

// lookTable tells whether a table is data or the frame of a page: old pages
// stand whole in a table, and a report in such a cell would have no title and
// no sections.
func (r *reader) lookTable(n *html.Node, v *view) {
	var whole view
	whole.digits = true
	widest, frame, prose, figures := 0, false, false, false
	for _, group := range r.groups(n) {
		rows := []*html.Node{group}
		if name(group) != "tr" {
			rows = rows[:0]
			for c := group.FirstChild; c != nil; c = c.NextSibling {
				if name(c) == "tr" {
					rows = append(rows, c)
				}
			}
		}
		for _, row := range rows {
			filled := 0
			for c := row.FirstChild; c != nil; c = c.NextSibling {
				if tag := name(c); tag != "td" && tag != "th" {
					continue
				}
				cell := view{digits: true}
				id := r.s.mark(c).id
				if id != "" {
					r.here(id, c)
				}
				r.lookInto(c, &cell)
				if id != "" {
					r.ids = r.ids[:len(r.ids)-1]
				}
				if cell.lines > 0 || cell.tables > 0 {
					filled++
				}
				frame = frame || cell.tables > 0 && cell.lines >= frameLines
				prose = prose || cell.lines >= proseLines
				figures = figures || cell.digits && cell.lines > 0 && cell.tables == 0
				whole.add(&cell)
			}
			widest = max(widest, filled)
		}
	}
	if !figures && (frame && widest <= frameColumns || prose && widest == 1) {
		r.frames[n] = true
		v.add(&whole)
		return
	}
	v.tables++
	v.heading = v.heading || whole.heading
}

// figure tells whether text is a bare number, or blank.
func figure(text []byte) bool {
	for _, c := range string(text) {
		if !unicode.IsDigit(c) && !unicode.IsSpace(c) && !strings.ContainsRune(",.，．%％-－+＋", c) {
			return false
		}
	}
	return true
}
