package pdf

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// randomGrid is a table with spans: every position is in one cell or in none.
func randomGrid(c *composer, r *rand.Rand, rows, columns, words int) *grid {
	g := &grid{rows: rows, columns: columns, head: r.IntN(4), stub: r.IntN(3)}
	g.elem = c.elem(artifact, "Table")
	taken := make([]bool, rows*columns)
	for row := range rows {
		for column := range columns {
			if taken[row*columns+column] || r.IntN(20) == 0 {
				continue
			}
			h, w := 1, 1
			if r.IntN(5) == 0 {
				h, w = 1+r.IntN(min(6, rows-row)), 1+r.IntN(min(4, columns-column))
			}
			for w > 1 && anyTaken(taken, columns, row, column, h, w) {
				w--
			}
			if anyTaken(taken, columns, row, column, h, w) {
				h = 1
			}
			for i := range h {
				for k := range w {
					taken[(row+i)*columns+column+k] = true
				}
			}
			x := cell{row: row, column: column, rowSpan: h, columnSpan: w, align: align(1 + r.IntN(4)), head: r.IntN(3) == 0}
			x.label = x.head && r.IntN(2) == 0
			x.upright = x.head && h > 3
			x.elem = c.elem(g.elem, "TD")
			n := r.IntN(4)
			if words > 4 && r.IntN(10) == 0 {
				n = r.IntN(words)
			}
			if x.label {
				n = min(n, 30)
			}
			for range 1 + r.IntN(2) {
				if p := trim(c.faces.shape(nil, randomText(r, n), &c.styles.body)); len(p) > 0 {
					x.paras = append(x.paras, p)
				}
			}
			g.cells = append(g.cells, x)
		}
	}
	return g
}

func anyTaken(taken []bool, columns, row, column, h, w int) bool {
	for i := range h {
		for k := range w {
			if taken[(row+i)*columns+column+k] {
				return true
			}
		}
	}
	return false
}

func TestAnyTableComesOutWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 400 {
		rows, columns, words := 1+r.IntN(40), 1+r.IntN(12), 8
		switch i % 8 {
		case 5:
			words = 120
		case 6:
			columns = 20 + r.IntN(60)
		case 7:
			rows, columns, words = 1+r.IntN(5), 1+r.IntN(4), 3000
		}
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			c := newComposer(t)
			g := randomGrid(c, r, rows, columns, words)
			want := map[int32]string{}
			for _, x := range g.cells {
				for _, p := range x.paras {
					want[x.elem] += textOf(p)
				}
			}
			c.page(false)
			c.flow([]item{{grid: g, before: 6}})
			checkSheets(t, c)
			for elem, got := range cellTexts(c) {
				if w := want[elem]; solid(got) != solid(w) && strings.ReplaceAll(solid(got), solid(w), "") != "" {
					t.Errorf("a cell says %q, not %q", got, w)
				}
				delete(want, elem)
			}
			for _, w := range want {
				if solid(w) != "" {
					t.Errorf("lost %q", w)
				}
			}
			for n, s := range c.sheets[:len(c.sheets)-1] {
				if len(s.runs) == 0 && len(s.rules) == 0 && n > 0 {
					t.Errorf("page %d is empty", n+1)
				}
			}
		})
	}
}

// solid is a text without white space.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if classOf(r) == space || r < ' ' {
			return -1
		}
		return r
	}, s)
}
