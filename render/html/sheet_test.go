package html

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestContrast asserts WCAG 2.2 AA, 4.5 to 1, of every pair of colours that
// text is set in, by day and by night.
func TestContrast(t *testing.T) {
	day, night := colours(t, source[:strings.Index(source, "prefers-color-scheme")]), colours(t, source[strings.Index(source, "prefers-color-scheme"):strings.Index(source, "box-sizing")])
	for _, pair := range []string{
		"ink paper", "ink head", "soft paper", "soft head", "accent paper", "link paper", "link head", "proved-ink proved", "chosen-ink chosen", "open-ink open", "wrong-ink wrong",
	} {
		text, ground, _ := strings.Cut(pair, " ")
		for name, palette := range map[string]map[string]float64{"day": day, "night": night} {
			a, okA := palette[text]
			b, okB := palette[ground]
			if !okA || !okB {
				t.Fatalf("%s: no colours %s", name, pair)
			}
			if ratio := (math.Max(a, b) + 0.05) / (math.Min(a, b) + 0.05); ratio < 4.5 {
				t.Errorf("%s: %s on %s has a contrast of %.2f", name, text, ground, ratio)
			}
		}
	}
}

// colours are the relative luminances of the custom properties.
func colours(t *testing.T, css string) map[string]float64 {
	t.Helper()
	out := map[string]float64{}
	for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{3,6});`).FindAllStringSubmatch(css, -1) {
		hex := m[2]
		if len(hex) == 3 {
			hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
		}
		sum := 0.0
		for i, weight := range [...]float64{0.2126, 0.7152, 0.0722} {
			v, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			c := float64(v) / 255
			if c <= 0.04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+0.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		out[m[1]] = sum
	}
	return out
}

func TestShrinkKeepsEveryRule(t *testing.T) {
	got := shrink("a { b: c } /* d\n { */\n  e {\n    f: g;\n  }\n")
	if want := "a { b: c }e {f: g;}"; got != want {
		t.Errorf("shrunk to %q, want %q", got, want)
	}
	if strings.Count(source, "{") != strings.Count(source, "}") || strings.ContainsAny(sheet().css, "<\n") {
		t.Error("the style sheet is not whole")
	}
}

func TestEscape(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"规章 12 件", "规章 12 件"},
		{`<a href="x">&'`, "&lt;a href=&quot;x&quot;&gt;&amp;&#39;"},
		{"甲\n乙\t丙\r丁", "甲<br>乙\t丙 丁"},
		{"\xe4\xb8", "\uFFFD\uFFFD"},
		{"\x00\x7f\u009f", "\uFFFD\uFFFD\uFFFD"},
		{"镕𠮷堃", "镕𠮷堃"},
		{"\u202e倒\u2066置\ufeff", "倒置"},
		{"\xe4<\xb8", "\uFFFD&lt;\uFFFD"},
	} {
		p := &page{}
		p.lines(c.in)
		if string(p.b) != c.want {
			t.Errorf("%q is written %q, want %q", c.in, p.b, c.want)
		}
	}
}

// FuzzEscape asserts that no text can leave its place.
func FuzzEscape(f *testing.F) {
	f.Add("<script>")
	f.Add("\xe4\xb8")
	f.Fuzz(func(t *testing.T, s string) {
		p := &page{}
		p.text(s)
		if strings.ContainsAny(string(p.b), "<>\"'\x00") || strings.ToValidUTF8(string(p.b), "") != string(p.b) {
			t.Errorf("%q is written %q", s, p.b)
		}
	})
}
