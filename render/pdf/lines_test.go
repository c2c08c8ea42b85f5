package pdf

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

func newComposer(t testing.TB) *composer {
	t.Helper()
	fs, st, err := newFaces(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &composer{faces: fs, styles: st}
}

// setLines breaks a text to a number of full-width characters and gives its lines.
func setLines(t *testing.T, text string, chars float64) []string {
	t.Helper()
	c := newComposer(t)
	g := c.faces.shape(nil, text, &c.styles.body)
	var lines []string
	for _, l := range breakLines(g, measure{size: 10, first: chars * 10, rest: chars * 10}) {
		lines = append(lines, textOf(g[l.from:l.to]))
	}
	return lines
}

func textOf(g []glyph) string {
	var b strings.Builder
	for _, c := range g {
		b.WriteRune(c.r)
	}
	return b.String()
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		chars      float64
		want       string
	}{
		{"as many characters as fit", "政府信息公开", 4, "政府信息|公开"},
		{"a comma does not begin a line: it comes in where another gives way", "政府，信息，公开", 5, "政府，信息，|公开"},
		{"a comma does not begin a line: a character goes down with it", "政府信息，公开", 4, "政府信|息，公开"},
		{"an opening mark does not end a line", "政府信（公开）", 4, "政府信|（公开）"},
		{"a closing mark does not begin one: both give way", "政府（信）息", 4, "政府（信）|息"},
		{"two closing marks stay with what they close", "政府（信息）。公开", 5, "政府（信|息）。公开"},
		{"a number is whole", "政府信息2023年", 5, "政府信息|2023年"},
		{"a number with point and comma is whole", "政府信1,234.5元", 5, "政府信|1,234.5元"},
		{"per cent stays with its number", "政府信息95%", 5, "政府信息|95%"},
		{"a dash stays together", "政府信息——公开", 5, "政府信|息⸺公开"},
		{"dots stay together", "政府信息……公开", 5, "政府信|息……公开"},
		{"a word too long is cut", "政府mmmmmmmmmm", 5, "政府|mmmmm|mmmmm"},
		{"a space at the end of a line takes no room", "政府信息 公开", 4, "政府信息|公开"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(setLines(t, c.text, c.chars), "|"); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

var scraps = []string{"政", "府", "信", "息", "公", "开", "，", "。", "、", "（", "）", "《", "》", "“", "”", "：", "；", "——", "……", "？",
	"2023", "12.5%", "a", "word", "supercalifragilistic", " ", "　", "！", "·", "％", "1,024", "-", "/", "№", "￥", "〓", "龘", "镕", "(", ")"}

func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(scraps[r.IntN(len(scraps))])
	}
	return b.String()
}

// Every character is in one line, no line is wider than its room once its marks
// are narrowed, and a full one fills it.
func TestLinesHoldAllAndFit(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	c := newComposer(t)
	for range 3000 {
		g := c.faces.shape(nil, randomText(r, 1+r.IntN(120)), &c.styles.body)
		m := measure{size: 16, tighten: tighten, rest: float64(2+r.IntN(27)) * charPitch}
		m.first = max(m.rest-firstIndent, 20)
		checkLines(t, g, m)
	}
}

func checkLines(t *testing.T, g []glyph, m measure) {
	t.Helper()
	at := 0
	for i, l := range breakLines(g, m) {
		for ; at < l.from; at++ {
			if g[at].class != space {
				t.Fatalf("%s: %q lost before line %d", textOf(g), g[at].r, i)
			}
		}
		at = l.to
		part := g[l.from:l.to]
		room := m.rest
		if i == 0 {
			room = m.first
		}
		extra := m.extras(part, room, !l.last)
		width := 0.0
		for k, c := range part {
			w := float64(c.width) * m.size / 1000
			if e := extra[k]; w+e < w/2-0.5 && (k == len(part)-1 || part[k+1].class != opening) {
				t.Fatalf("%s: %q is narrowed to %.2f", textOf(part), c.r, w+e)
			}
			if k < len(part)-1 || extra[k] < m.tighten-1e-9 {
				w += extra[k]
			}
			width += w
		}
		if len(part) > 1 && width > room+0.3 {
			t.Fatalf("%s: line %q is %.2f wide in %.2f", textOf(g), textOf(part), width, room)
		}
		if first := part[0].class; i > 0 && first == closing && len(part) > 1 && room > 6*m.size && mayCut(g, l.from) {
			t.Fatalf("%s: line %q begins with a mark", textOf(g), textOf(part))
		}
	}
	for ; at < len(g); at++ {
		if g[at].class != space {
			t.Fatalf("%s: %q lost at the end", textOf(g), g[at].r)
		}
	}
}

// mayCut tells whether there was a better place to cut within a few characters.
func mayCut(g []glyph, at int) bool {
	for k := at - 1; k > max(0, at-4); k-- {
		if mayBreak(g[k-1], g[k]) {
			return true
		}
	}
	return false
}

func TestFullLineIsJustified(t *testing.T) {
	c := newComposer(t)
	g := c.faces.shape(nil, strings.Repeat("政府信息公开2023年度，", 20), &c.styles.body)
	m := measure{size: size3, tighten: tighten, first: typeWidth, rest: typeWidth}
	lines := breakLines(g, m)
	for _, l := range lines[:len(lines)-1] {
		part := g[l.from:l.to]
		width := 0.0
		extra := m.extras(part, typeWidth, true)
		for k, c := range part {
			width += float64(c.width) * m.size / 1000
			if k < len(part)-1 {
				width += extra[k]
			}
		}
		if math.Abs(width-typeWidth) > 0.05 && part[len(part)-1].class != closing {
			t.Errorf("%s is %.3f wide, not %.3f", textOf(part), width, float64(typeWidth))
		}
	}
}

func TestTwentyEightCharactersFillALine(t *testing.T) {
	c := newComposer(t)
	g := c.faces.shape(nil, strings.Repeat("政", 57), &c.styles.body)
	lines := breakLines(g, measure{size: size3, tighten: tighten, first: typeWidth, rest: typeWidth})
	if len(lines) != 3 || lines[0].to != charsPerLine {
		t.Errorf("%d lines, the first of %d", len(lines), lines[0].to)
	}
}
