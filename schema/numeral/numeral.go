// Package numeral reads what a cell says: "１２ 件", "24，068", "三", "－8",
// "—". It gives an exact number, or says that there is none or that it cannot
// be read; it never guesses. It knows how figures are typed in Chinese offices,
// and nothing of tables.
package numeral

import (
	"strings"
	"unicode"

	"github.com/nianbao/nianbao/schema"
)

// State says what a cell turned out to hold.
type State uint8

// The states of a cell.
const (
	// Missing: blank, or a mark that stands for "nothing": never zero.
	Missing State = iota
	// Figure: a number of the wanted kind.
	Figure
	// NotANumber, Negative and Fractional: something is written, but no such number.
	NotANumber
	Negative
	Fractional
)

// Want says which numbers a cell may hold.
type Want struct {
	// Signed allows numbers below zero and a plus sign.
	Signed bool
	// Decimal allows a fraction.
	Decimal bool
	// Unit is the unit of the result, "件" or "万元"; a unit written in the
	// cell is converted to it exactly. Empty keeps the written unit.
	Unit string
}

// Reading is what a cell says.
type Reading struct {
	State State
	// Value is set for a Figure.
	Value schema.Number
	// Unit is the unit written in the cell, "" where there is none.
	Unit string
	// Normalised is true where more than white space around ASCII digits was undone.
	Normalised bool
	// Meant is what the writer may have meant by letters in the place of
	// digits (O for 0, l for 1), for a person to confirm; nil where nothing
	// suggests itself.
	Meant *schema.Number
}

// Parse reads a cell.
func Parse(text string, want Want) Reading {
	if n, ok := plain(text); ok {
		return Reading{State: Figure, Value: schema.Count(n)}
	}
	s, changed := fold(text)
	if nothing(s) {
		return Reading{}
	}
	r := Reading{State: NotANumber, Normalised: changed}
	body, unit, factor := cutUnit(s, want.Unit)
	if factor == badUnit {
		return r
	}
	r.Unit = unit
	r.Normalised = r.Normalised || body != s
	sign, digits := cutSign(body)
	n, normalised, ok := number(digits)
	if !ok {
		if m, letters := lookalikes(body); letters {
			r.Meant = &m
		}
		return r
	}
	r.Normalised = r.Normalised || normalised
	if n, ok = scale(n, factor); !ok {
		return r
	}
	switch sign {
	case "+":
		if !want.Signed {
			return r
		}
	case "-":
		if !want.Signed {
			r.State = Negative
			return r
		}
		n.Unscaled = -n.Unscaled
	}
	if _, whole := n.Int(); !whole && !want.Decimal {
		r.State = Fractional
		return r
	}
	if strings.Contains(digits, ".") && !want.Decimal {
		r.Normalised = true
	}
	r.State, r.Value = Figure, n
	return r
}

// plain reads the usual cell, up to 12 ASCII digits, without allocating.
func plain(s string) (int64, bool) {
	s = strings.Trim(s, " \n\t")
	if s == "" || len(s) > 12 {
		return 0, false
	}
	var n int64
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n, true
}

// fold undoes what is only typing: full width, kinds of dash, characters that
// are not seen, white space around. White space inside becomes one space, and a
// line feed stays one: whether they separate figures is for number to say.
func fold(text string) (folded string, changed bool) {
	var b strings.Builder
	space := rune(0)
	for _, r := range text {
		c := r
		switch {
		case Invisible(r):
			changed = true
			continue
		case r == '\n' || r == '\v' || r == '\f' || r == '\r' || r == '\u2028' || r == '\u2029':
			space = '\n'
			continue
		case unicode.IsSpace(r) || r == '\u2800':
			if space == 0 {
				space = ' '
			}
			continue
		case r >= '！' && r <= '～':
			c = r - '！' + '!'
		case strings.ContainsRune("−–‐‑‒﹣", r):
			c = '-'
		case r == '﹢':
			c = '+'
		}
		changed = changed || c != r
		if space != 0 && b.Len() > 0 {
			b.WriteRune(space)
		}
		space = 0
		b.WriteRune(c)
	}
	return b.String(), changed
}

// Invisible tells whether a character is never seen in print: zero-width
// spaces and joiners, soft hyphens, direction marks, byte order marks, variation
// selectors, control characters other than white space.
func Invisible(r rune) bool {
	switch {
	case r < ' ':
		return r != '\t' && r != '\n' && r != '\v' && r != '\f' && r != '\r'
	case r < 0x7f:
		return false
	case r <= 0x9f:
		return r != 0x85
	case r == 0xad || r == 0x34f || r == 0x61c || r == 0x180e || r == 0xfeff:
		return true
	case r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r >= 0xfe00 && r <= 0xfe0f, r >= 0xfff9 && r <= 0xfffb:
		return true
	}
	return false
}

// nothing tells whether a folded text stands for "no figure": empty, strokes
// only, or a word for nothing.
func nothing(s string) bool {
	switch s {
	case "无", "暂无", "不适用", "无此项", "N/A", "n/a":
		return true
	}
	for _, r := range s {
		if !strings.ContainsRune("/\\-—―─━…_ \n", r) {
			return false
		}
	}
	return true
}

// cutSign takes one sign off. A second one is left, and makes the text no number.
func cutSign(s string) (sign, rest string) {
	for _, p := range [...]struct{ word, sign string }{{"+", "+"}, {"-", "-"}, {"增加", "+"}, {"减少", "-"}, {"增", "+"}, {"减", "-"}} {
		if after, ok := strings.CutPrefix(s, p.word); ok {
			return p.sign, strings.TrimLeft(after, " ")
		}
	}
	return "", s
}

// number reads digits with separators, or a Chinese numeral. A lone 一 is left
// to a person: it is as often a stroke for "nothing".
func number(s string) (n schema.Number, normalised, ok bool) {
	if n, ok := Chinese(s); ok && s != "一" {
		return schema.Count(n), true, true
	}
	whole, fraction, point := strings.Cut(s, ".")
	digits, grouped, ok := ungroup(whole)
	if !ok || digits[0] == '+' || digits[0] == '-' {
		return n, false, false
	}
	if point {
		digits += "." + fraction
	}
	n, err := schema.ParseNumber(digits)
	return n, grouped, err == nil
}

// ungroup takes thousands separators out: one kind of separator, a first group
// of one to three digits and then groups of three. Anything else may be two
// figures in one cell.
func ungroup(s string) (digits string, grouped, ok bool) {
	i := strings.IndexAny(s, ",，'’ ")
	if i < 0 {
		return s, false, s != ""
	}
	var separator rune
	for _, r := range s[i:] {
		separator = r
		break
	}
	groups := strings.Split(s, string(separator))
	for j, g := range groups {
		if len(g) != 3 && (j > 0 || len(g) == 0 || len(g) > 3) {
			return "", false, false
		}
	}
	return strings.Join(groups, ""), true, true
}

// lookalikes reads letters that are typed for digits.
func lookalikes(s string) (schema.Number, bool) {
	swapped := strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1", "|", "1").Replace(s)
	n, err := schema.ParseNumber(swapped)
	return n, err == nil && swapped != s && !n.Negative()
}
