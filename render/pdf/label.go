package pdf

import (
	"slices"
	"unicode"
)

// label gives the lines of a label in the rows of one page: upright only where
// they are enough for it, and with the mark where it began on a page before.
func (g *grid) label(c *cell, rows int, again bool, mark []glyph) []cellLine {
	if c.upright {
		if lines := g.variant(c, true, again, mark); float64(rows)*g.needed(1) >= g.needed(len(lines)) {
			return lines
		}
	}
	return g.variant(c, false, again, mark)
}

func (g *grid) variant(c *cell, upright, again bool, mark []glyph) []cellLine {
	if upright == c.upright && !again {
		return c.lines
	}
	at := 0
	if upright {
		at = 1
	}
	if again {
		at += 2
	}
	last := len(c.paras) - 1
	if c.variants[at] == nil && last >= 0 {
		paras := c.paras
		if again {
			paras = append(slices.Clip(c.paras[:last]), append(slices.Clip(c.paras[last]), mark...))
		}
		c.variants[at] = c.wrap(nil, paras, g.inner(c), g.size, upright)
	}
	return c.variants[at]
}

// parts cuts a label where a clerk would: after its number, if it does not fit
// on one line; after each character, if it is set upright.
func (c *cell) parts(p []glyph, width, size float64, upright bool) [][]glyph {
	m := measure{size: size}
	if !c.head || m.width(p) <= width && !upright {
		return [][]glyph{p}
	}
	n := numbering(p)
	var parts [][]glyph
	if n > 0 && (upright || c.align == centred && m.width(p[:n]) <= width) {
		parts = append(parts, p[:n])
		p = p[n:]
	}
	if !upright {
		return append(parts, p)
	}
	for i := 0; i < len(p); {
		k := i + 1
		if p[i].r == '（' {
			for k < len(p) && p[k-1].r != '）' {
				k++
			}
		}
		for k < len(p) && !mayBreak(p[k-1], p[k]) {
			k++
		}
		parts = append(parts, p[i:k])
		i = k
	}
	return parts
}

// numbering is the length of a label's number, with its mark: 三、 or （四）.
func numbering(p []glyph) int {
	for i, c := range p {
		switch {
		case c.r == '、' && i > 0 || c.r == '）' && i > 0:
			return i + 1
		case c.r == '（' && i == 0:
		case i > 4 || !unicode.IsDigit(c.r) && !isNumeral(c.r):
			return 0
		}
	}
	return 0
}

func isNumeral(r rune) bool {
	switch r {
	case '一', '二', '三', '四', '五', '六', '七', '八', '九', '十':
		return true
	}
	return false
}

// evenly is the width to which a head of several lines is broken: of an even
// number of characters where the head has one, as 社会 / 公益 / 组织.
func evenly(p []glyph, width, size float64) float64 {
	fit := int((width + 0.01) / size)
	if fit < 2 || len(p) <= fit {
		return width
	}
	for _, c := range p {
		if c.class != ideograph {
			return width
		}
	}
	lines := (len(p) + fit - 1) / fit
	each := (len(p) + lines - 1) / lines // characters to a line, for lines alike
	if len(p)%2 == 0 && each%2 == 1 {
		if each+1 <= fit {
			each++
		} else if each > 2 {
			each--
		}
	}
	return float64(each) * size
}
