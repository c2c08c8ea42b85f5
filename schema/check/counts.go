package check

import (
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/schema"
)

// count is a figure that a sentence states, with the words before it.
type count struct {
	value schema.Number
	unit  string
	// exact is false for 约, 余, 近 and the like.
	exact bool
	// label are the words of the clause before the figure, without fillers;
	// among is true where 其中 stands before them.
	label string
	among bool
	// from and to are byte offsets into the passage's text: from the first word
	// of the clause to the end of the unit.
	from, to int
	// sentence numbers the sentence; start is where it begins, and segment
	// where its part behind the last semicolon begins.
	sentence, start, segment int
}

// units that figures are counted in, longer ones first.
var units = []string{"人次", "万元", "亿元", "件", "条", "篇", "次", "个", "项", "份", "期", "场", "元", "人", "%", "宗", "起", "部"}

// fillers may stand between what is counted and the figure.
var fillers = []string{"共计", "合计", "总计", "总数为", "总数", "数量为", "数量", "件数", "累计", "分别为", "分别", "共有", "达到", "约为", "共", "为", "是", "达", "有", "了", "数", "的", "近", "约", "超过", "超", "逾", "至少", "不少于", ":", "："}

// vague words before a figure make it no exact one.
var vagueBefore = []string{"近", "约", "超过", "超", "逾", "至少", "不少于", "约为", "大约"}

// vagueAfter likewise stand behind its digits or its unit.
var vagueAfter = []string{"余", "多", "几", "以上", "左右", "上下", "以下", "以内"}

// counts lists the figures of a text whose width is folded.
func counts(text string) []count {
	var out []count
	clause, start, segment, sentence := 0, 0, 0, 0
	among := false
	for i := 0; i < len(text); {
		c := text[i]
		if c >= '0' && c <= '9' {
			n, next, ok := countAt(text, i)
			if !ok {
				i = next
				continue
			}
			n.from, n.sentence, n.start, n.segment = clause, sentence, start, segment
			var here bool
			n.label, here = labelOf(text[clause:i])
			n.among = among || here
			for _, w := range vagueBefore {
				n.exact = n.exact && !strings.HasSuffix(text[clause:i], w)
			}
			out = append(out, n)
			among = false
			clause, i = next, next
			continue
		}
		if c < utf8.RuneSelf {
			i++
			switch c {
			case '\n', '!', '?':
				sentence, start, segment, clause, among = sentence+1, i, i, i, false
			case ';':
				segment, clause = i, i
			case ',', '(', ')', ':', '\t':
				among = among || strings.HasSuffix(text[clause:i-1], "其中")
				clause = i
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		end := i
		i += size
		switch r {
		case '。', '！', '？':
			sentence, start, segment, clause, among = sentence+1, i, i, i, false
		case '；':
			segment, clause = i, i
		case '，', '、', '（', '）', '：', '“', '”', '《', '》':
			among = among || strings.HasSuffix(text[clause:end], "其中")
			clause = i
		}
	}
	return out
}

// countAt reads the figure that begins at i; ok is false for a date, an item's
// number and other digits that count nothing. Next is behind it.
func countAt(text string, i int) (n count, next int, ok bool) {
	j, point := i, false
	for j < len(text) {
		switch c := text[j]; {
		case c >= '0' && c <= '9':
		case c == '.' && !point && j+1 < len(text) && text[j+1] >= '0' && text[j+1] <= '9':
			point = true
		case c == ',' && !point && threeDigits(text[j+1:]):
		default:
			goto end
		}
		j++
	}
end:
	if i > 0 {
		switch p := text[i-1]; {
		case p >= 'A' && p <= 'Z', p >= 'a' && p <= 'z', p == '-', p == '.', p == '/', p == '+', p == '~':
			return n, j, false
		}
		if strings.HasSuffix(text[:i], "第") || strings.HasSuffix(text[:i], "—") || strings.HasSuffix(text[:i], "〔") {
			return n, j, false
		}
	}
	value, err := schema.ParseNumber(strings.ReplaceAll(text[i:j], ",", ""))
	if err != nil {
		return n, j, false
	}
	n.value, n.exact = value, true
	rest := text[j:]
	for _, w := range vagueAfter {
		if after, cut := strings.CutPrefix(rest, w); cut {
			n.exact, rest = false, after
		}
	}
	// 万件 is a rounded figure; 万元 is a unit.
	if after, cut := strings.CutPrefix(rest, "万"); cut && !strings.HasPrefix(after, "元") {
		n.exact, rest = false, strings.TrimPrefix(strings.TrimPrefix(after, "余"), "多")
	}
	for _, u := range units {
		if after, cut := strings.CutPrefix(rest, u); cut {
			n.unit, n.to = u, len(text)-len(after)
			if u == "个" && strings.HasPrefix(after, "月") {
				return n, n.to, false
			}
			for _, w := range vagueAfter {
				n.exact = n.exact && !strings.HasPrefix(after, w)
			}
			if r, _ := utf8.DecodeRuneInString(after); r == '/' || r == '～' || r == '-' || r == '至' {
				n.exact = false
			}
			return n, n.to, true
		}
	}
	return n, j, false
}

func threeDigits(s string) bool {
	if len(s) < 3 {
		return false
	}
	for i := range 3 {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 3 || s[3] < '0' || s[3] > '9'
}

// labelOf takes fillers off the words before a figure, and 其中 off their front.
func labelOf(s string) (label string, among bool) {
	if i := strings.LastIndex(s, "其中"); i >= 0 {
		s, among = s[i+len("其中"):], true
	}
	for cut := true; cut; {
		cut = false
		for _, f := range fillers {
			if after, ok := strings.CutSuffix(s, f); ok {
				s, cut = after, true
			}
		}
	}
	return s, among
}

// passage is one paragraph, folded for reading: full width undone, spaces out.
type passage struct {
	section string
	// heading is the nearest heading above it in its section.
	heading string
	// first is true for the first paragraph of its section.
	text, written string
	// back gives for each byte of text its byte in written; nil where they are one.
	back []int
}

// newPassage folds a paragraph.
func newPassage(section, heading, written string) passage {
	p := passage{section: section, heading: heading, text: written, written: written}
	plain := true
	for i, r := range written {
		if r >= '！' && r <= '～' && (r >= '０' && r <= '９' || r == '％' || r == '．') || r == ' ' || r == '\u00a0' || r == '\u3000' || r == '\u200b' {
			_ = i
			plain = false
			break
		}
	}
	if plain {
		return p
	}
	var b strings.Builder
	p.back = make([]int, 0, len(written)+1)
	for i, r := range written {
		switch {
		case r == ' ', r == '\u00a0', r == '\u3000', r == '\u200b':
			continue
		case r >= '０' && r <= '９', r == '％', r == '．':
			r = r - '！' + '!'
		}
		n, _ := b.WriteRune(r)
		for range n {
			p.back = append(p.back, i)
		}
	}
	p.back = append(p.back, len(written))
	p.text = b.String()
	return p
}

// excerpt is a piece of the paragraph as it was written.
func (p *passage) excerpt(from, to int) string {
	if p.back != nil {
		from, to = p.back[from], p.back[to]
	}
	return strings.Trim(p.written[from:to], " \u00a0\u3000\t\n")
}
