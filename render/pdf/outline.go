package pdf

import "fmt"

// outline writes the bookmarks, one level below the other, and returns their root.
func (a *archive) outline() int {
	marks := a.comp.bookmarks
	if len(marks) == 0 {
		return 0
	}
	root := a.reserve()
	numbers := make([]int, len(marks))
	parent := make([]int, len(marks)) // index, or -1 for the root
	children := map[int][]int{}
	var path []int
	for i, m := range marks {
		numbers[i] = a.reserve()
		for len(path) > 0 && marks[path[len(path)-1]].level >= m.level {
			path = path[:len(path)-1]
		}
		parent[i] = -1
		if len(path) > 0 {
			parent[i] = path[len(path)-1]
		}
		children[parent[i]] = append(children[parent[i]], i)
		path = append(path, i)
	}
	span := func(of int) string {
		kids := children[of]
		if len(kids) == 0 {
			return ""
		}
		count := len(kids)
		if of >= 0 {
			count = -count // closed
		}
		return fmt.Sprintf("/First %d 0 R /Last %d 0 R /Count %d", numbers[kids[0]], numbers[kids[len(kids)-1]], count)
	}
	a.begin(root)
	a.out = append(a.out, "<</Type /Outlines "+span(-1)+">>\n"...)
	a.end()
	for i, m := range marks {
		a.begin(numbers[i])
		up := root
		if parent[i] >= 0 {
			up = numbers[parent[i]]
		}
		a.out = append(a.out, "<</Title "...)
		a.out = appendText(a.out, m.text)
		a.out = fmt.Appendf(a.out, "/Parent %d 0 R", up)
		kids := children[parent[i]]
		for k, id := range kids {
			if id != i {
				continue
			}
			if k > 0 {
				a.out = fmt.Appendf(a.out, "/Prev %d 0 R", numbers[kids[k-1]])
			}
			if k < len(kids)-1 {
				a.out = fmt.Appendf(a.out, "/Next %d 0 R", numbers[kids[k+1]])
			}
		}
		x, y := 0.0, paperHeight-m.y
		if a.comp.sheets[m.page].sideways {
			x, y = m.y, paperHeight
		}
		a.out = fmt.Appendf(a.out, "%s/Dest [%d 0 R /XYZ %.2f %.2f null]>>\n", span(i), pageObject(m.page), x, y)
		a.end()
	}
	return root
}
