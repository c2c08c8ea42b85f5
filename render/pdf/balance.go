package pdf

import (
	"math"
	"strings"
)

// Names of offices end with officeEnds, those of places, which other words begin
// with too, with placeEnds: a title is cut after one of them, so that its words
// stay whole (GB/T 9704-2012 §7.3.1).
const (
	officeEnds = "局部厅委会室府院司处办署所站队心行校社"
	placeEnds  = "国省市区县旗州盟乡镇"
)

// What a cut costs beside the difference of the lines, in em.
const (
	placeCost = 3.0
	wordCost  = 8.0
)

// balance breaks a text into as few lines as the width allows: two after a word
// and about alike, more all about as long.
func (t *text) balance(width, size float64) {
	t.set(width, size, 0)
	switch n := len(t.lines); {
	case n == 2:
		t.halve(width, size)
	case n > 2:
		for narrow := width - size/2; narrow > width/float64(n); narrow -= size / 2 {
			lines := breakLines(t.glyphs, measure{size: size, first: narrow, rest: narrow})
			if len(lines) > n {
				break
			}
			t.lines = lines
		}
	}
}

func (t *text) halve(width, size float64) {
	m := &t.measure
	best := math.Inf(1)
	for at := 1; at < len(t.glyphs); at++ {
		if !mayBreak(t.glyphs[at-1], t.glyphs[at]) {
			continue
		}
		end := at
		for end > 1 && t.glyphs[end-1].class == space {
			end--
		}
		a, b := m.width(t.glyphs[:end]), m.width(t.glyphs[at:])
		if a > width || b > width {
			continue
		}
		cost := math.Abs(a-b) / size
		before, after := t.glyphs[at-1].r, t.glyphs[at].r
		switch {
		case after != '办' && strings.ContainsRune(officeEnds+placeEnds, after): // 办公厅
			cost += wordCost
		case strings.ContainsRune(officeEnds, before), end < at:
		case strings.ContainsRune(placeEnds, before):
			cost += placeCost
		default:
			cost += wordCost
		}
		if cost < best {
			best = cost
			t.lines = []line{{from: 0, to: end, natural: a}, {from: at, to: len(t.glyphs), natural: b, last: true}}
		}
	}
}
