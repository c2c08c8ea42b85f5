package html

import (
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/parse/internal/counter"
	"golang.org/x/net/html"
)

// list is an open list.
type list struct {
	ordered    bool
	next, step int
	style      string
}

// itemNumber is the number of one list item, "" for a bullet.
type itemNumber struct{ text string }

func (r *reader) beginList(n *html.Node, tag string, m *mark, st *style) {
	l := list{ordered: tag == "ol", next: 1, step: 1, style: st.list}
	if l.style == "" {
		l.style = kindStyle(m.kind)
	}
	if m.reversed && l.ordered {
		l.step, l.next = -1, 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if name(c) == "li" {
				l.next++
			}
		}
	}
	if m.hasStart {
		l.next = m.start
	}
	r.lists = append(r.lists, l)
}

// item counts a list item.
func (r *reader) item(m *mark, st *style) *itemNumber {
	if len(r.lists) == 0 {
		return &itemNumber{}
	}
	l := &r.lists[len(r.lists)-1]
	if m.hasVal && l.ordered {
		l.next = m.value
	}
	n := l.next
	l.next = min(max(l.next+l.step, -most), most)
	style := st.list
	if style == "" {
		style = kindStyle(m.kind)
	}
	if style == "" {
		style = l.style
	}
	if style == "" {
		if !l.ordered {
			return &itemNumber{}
		}
		style = "decimal"
	}
	return &itemNumber{numbered(n, style)}
}

// kindStyle is the list style that a type attribute names.
func kindStyle(kind string) string {
	switch kind {
	case "1":
		return "decimal"
	case "a":
		return "lower-alpha"
	case "A":
		return "upper-alpha"
	case "i":
		return "lower-roman"
	case "I":
		return "upper-roman"
	}
	return kind // disc, circle, square
}

// numbered prints a number in a list style, with the sign that the style puts
// behind it (CSS Counter Styles 3); bullets are empty. A style that is not
// known is decimal.
func numbered(n int, style string) string {
	decimal := strconv.Itoa(n)
	switch style {
	case "none", "disc", "circle", "square", "disclosure-open", "disclosure-closed", "bullet":
		return ""
	case "decimal-leading-zero":
		if n >= 0 && n < 10 {
			decimal = "0" + decimal
		}
	case "lower-alpha", "lower-latin":
		return alphabetic(n, "abcdefghijklmnopqrstuvwxyz") + "."
	case "upper-alpha", "upper-latin":
		return alphabetic(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") + "."
	case "lower-greek":
		return alphabetic(n, "αβγδεζηθικλμνξοπρστυφχψω") + "."
	case "lower-roman":
		return strings.ToLower(counter.Roman(n)) + "."
	case "upper-roman":
		return counter.Roman(n) + "."
	case "cjk-decimal":
		if n >= 0 {
			return counter.Digits(n, "〇一二三四五六七八九") + "、"
		}
		return decimal + "."
	case "cjk-ideographic", "trad-chinese-informal", "simp-chinese-informal", "japanese-informal", "chinese", "chinese-counting", "ideograph-digital":
		return chinese(n, "零一二三四五六七八九", "十百千") + "、"
	case "simp-chinese-formal":
		return chinese(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟") + "、"
	case "trad-chinese-formal":
		return chinese(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟") + "、"
	case "cjk-heavenly-stem":
		return counter.Cycle(n, "甲乙丙丁戊己庚辛壬癸") + "、"
	case "cjk-earthly-branch":
		return counter.Cycle(n, "子丑寅卯辰巳午未申酉戌亥") + "、"
	}
	if literal := strings.Trim(style, " "); literal != "" && strings.IndexFunc(literal, func(c rune) bool { return c >= 0x80 }) >= 0 {
		return "" // a sign of the page's own
	}
	return decimal + "."
}

func alphabetic(n int, letters string) string {
	signs := []rune(letters)
	if n < 1 {
		return strconv.Itoa(n)
	}
	var out []rune
	for ; n > 0; n = (n - 1) / len(signs) {
		out = append([]rune{signs[(n-1)%len(signs)]}, out...)
	}
	return string(out)
}

// chinese prints a number with place signs, up to 9999 (CSS Counter Styles 3
// §7.1.1): 一百零五; ten to nineteen have no 一 in front where it is informal.
func chinese(n int, digits, places string) string {
	if n > 9999 {
		return strconv.Itoa(n)
	}
	return counter.Places(n, digits, places, false, false)
}

// printed is a number that Word printed into the page; "" where it is a bullet.
func printed(text string) string {
	text = strings.Trim(text, collapsible+"\u00a0\u3000")
	runes := []rune(text)
	if len(runes) > 32 {
		return text
	}
	if len(runes) == 1 && !strings.ContainsAny(text, "0123456789〇零一二三四五六七八九十甲乙丙丁") && !(runes[0] >= '①' && runes[0] <= '⒛') {
		return "" // Wingdings and the like
	}
	return text
}
