package form

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/schema/template"
)

// renameLabels writes one to four labels of rows or columns as they are also
// seen: never so that another label is nearer.
func (m *mutation) renameLabels() string {
	_, t, of := m.pick(always)
	if t == nil {
		return ""
	}
	var cells []*paper.TableCell
	for i := range t.Rows {
		for j := range t.Rows[i].Cells {
			c := &t.Rows[i].Cells[j]
			tag, ok := TagOf(c)
			named := tag.Role == template.RowHead && tag.Row >= 0 || tag.Role == template.ColumnHead && tag.Column >= 0
			if ok && named && !tag.Lost && c.Text() != "" {
				cells = append(cells, c)
			}
		}
	}
	var done []string
	for range 1 + m.IntN(4) {
		if len(cells) == 0 {
			break
		}
		i := m.IntN(len(cells))
		c := cells[i]
		cells = slices.Delete(cells, i, i+1)
		old := c.Text()
		tag, _ := TagOf(c)
		node := tag.Table.Blocks[tag.Block].RowLeaves[max(0, tag.Row)].Node
		if tag.Role == template.ColumnHead {
			node = tag.Table.Blocks[tag.Block].ColumnLeaves[tag.Column].Node
		}
		c.SetText(m.rename(old, node, of))
		done = append(done, fmt.Sprintf("%q as %q", old, c.Text()))
	}
	return strings.Join(done, ", ")
}

var (
	number    = regexp.MustCompile(`^([0-9]+)[.．]`)
	halfWidth = strings.NewReplacer("（", "(", "）", ")", "：", ":", "“", `"`, "”", `"`, "，", ",")
)

func (m *mutation) rename(label string, node *template.Node, of *template.Table) string {
	switch m.IntN(6) {
	case 0: // air
		return strings.Join(strings.Split(label, ""), []string{" ", "\u3000"}[m.IntN(2)])
	case 1: // one letter a line, as narrow columns are typed
		return strings.Join(strings.Split(strings.ReplaceAll(label, "\n", ""), ""), "\n")
	case 2: // the width of signs
		return halfWidth.Replace(label)
	case 3: // the point behind a number
		return number.ReplaceAllString(label, "$1、")
	case 4: // a wording that the form's data knows
		if len(node.Variants) > 0 {
			return node.Variants[m.IntN(len(node.Variants))]
		}
	case 5: // a letter missing, never of a note in brackets: 万元 would be 元
		letters := []rune(label)
		end := len(letters)
		if i := slices.Index(letters[min(3, end):], '（'); i >= 0 {
			end = 3 + i
		}
		if end < 8 {
			return label
		}
		i := 3 + m.IntN(end-4)
		short := string(letters[:i]) + string(letters[i+1:])
		if nearest(short, of) == node {
			return short
		}
	}
	return label
}

// nearest is the leaf whose label is nearest to a text, by at least two edits;
// nil where the runner-up is as near.
func nearest(text string, of *template.Table) *template.Node {
	var best *template.Node
	least, second := 1<<30, 1<<30
	for _, b := range of.Blocks {
		for _, leaf := range append(b.RowLeaves[:len(b.RowLeaves):len(b.RowLeaves)], b.ColumnLeaves...) {
			d := distance([]rune(text), []rune(leaf.Node.Label))
			switch {
			case d < least:
				best, least, second = leaf.Node, d, least
			case d < second:
				second = d
			}
		}
	}
	if second-least < 2 {
		return nil
	}
	return best
}

// distance counts the letters to insert, drop or replace.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
