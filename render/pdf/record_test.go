package pdf

import (
	"strings"
	"testing"
)

// checkSheets holds what is drawn against the page: all text within the type
// area, no text over another, no rule through a text.
func checkSheets(t *testing.T, c *composer) {
	t.Helper()
	const slack = 0.3
	for n, s := range c.sheets {
		f := s.frame()
		for i := range s.runs {
			r := &s.runs[i]
			right := r.inkRight()
			if r.inkLeft() < f.left-slack || right > f.left+f.width+slack {
				t.Errorf("page %d: %q lies from %.1f to %.1f, outside %.1f to %.1f", n+1, string(r.text), r.x, right, f.left, f.left+f.width)
			}
			if top, foot := r.y-0.8*r.size, r.y+0.1*r.size; top < f.top-slack || foot > f.top+f.height+slack {
				t.Errorf("page %d: %q lies from %.1f down to %.1f, outside %.1f to %.1f", n+1, string(r.text), top, foot, f.top, f.top+f.height)
			}
			if r.size < smallest {
				t.Errorf("page %d: %q is set in %.1f", n+1, string(r.text), r.size)
			}
			for k := range s.runs[:i] {
				o := &s.runs[k]
				// The empty halves of marks may lie over each other.
				if r.inkLeft() < o.inkRight()-0.1*o.size && o.inkLeft() < right-0.1*r.size && r.y-0.7*r.size < o.y && o.y-0.7*o.size < r.y {
					t.Errorf("page %d: %q lies over %q", n+1, string(r.text), string(o.text))
				}
			}
			for _, l := range s.rules {
				if l.x1 == l.x2 && l.x1 > r.inkLeft()+slack && l.x1 < right-slack && l.y1 < r.y && l.y2 > r.y-0.7*r.size {
					t.Errorf("page %d: a rule goes through %q", n+1, string(r.text))
				}
				if l.y1 == l.y2 && l.y1 > r.y-0.75*r.size && l.y1 < r.y && l.x1 < right && l.x2 > r.x {
					t.Errorf("page %d: a rule lies on %q", n+1, string(r.text))
				}
			}
		}
		for _, l := range s.rules {
			if l.x1 < f.left-slack || l.x2 > f.left+f.width+slack || l.y1 < f.top-slack || l.y2 > f.top+f.height+slack {
				t.Errorf("page %d: a rule from %.1f,%.1f to %.1f,%.1f leaves the type area", n+1, l.x1, l.y1, l.x2, l.y2)
			}
		}
		if t.Failed() {
			t.FailNow()
		}
	}
}

func (r *run) inkLeft() float64 {
	if classOf(r.text[0]) == opening {
		return r.x + 0.5*r.size
	}
	return r.x
}

// inkRight is the right end of a run without the empty half of a mark at its
// end.
func (r *run) inkRight() float64 {
	right := r.x + r.width
	if classOf(r.text[len(r.text)-1]) == closing {
		right -= 0.5 * r.size
	}
	return right
}

// told is the text in the order in which it is drawn, without what stands there
// once more, and without white space.
func told(c *composer) string {
	var b strings.Builder
	for _, s := range c.sheets {
		for _, r := range s.runs {
			if r.elem != artifact {
				b.WriteString(string(r.text))
			}
		}
	}
	return solid(strings.ReplaceAll(b.String(), string(longDash), "——"))
}

// cellTexts is what each element of a cell says in the pages' order.
func cellTexts(c *composer) map[int32]string {
	m := map[int32]string{}
	for _, s := range c.sheets {
		for _, r := range s.runs {
			if r.elem != artifact {
				m[r.elem] += string(r.text)
			}
		}
	}
	return m
}
