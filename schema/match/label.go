package match

import (
	"strings"
	"unicode"

	"github.com/nianbao/nianbao/schema/numeral"
)

// Core is a label as it is compared: without white space, unseen characters,
// item number, bracketed notes and punctuation; half width, simplified
// characters. "（二）部分公开（区分处理的，只计这一情形）" and "部 分 公 开" have one core.
func Core(text string) string {
	core, _ := splitLabel(text)
	return core
}

// splitLabel also gives the item number as printed, without brackets: "三", "1".
//
// What a field shows instead of a label that it could not find is none.
func splitLabel(text string) (core, number string) {
	var folded [96]rune
	s := folded[:0]
	for _, r := range text {
		if r > ' ' && r < 0x7f {
			s = append(s, unicode.ToLower(r))
			continue
		}
		if unicode.IsSpace(r) || numeral.Invisible(r) || r == '\u2800' {
			continue
		}
		s = append(s, foldRune(r))
	}
	for _, shown := range lostLabels {
		if strings.HasPrefix(string(s), shown) {
			return "", ""
		}
	}
	number, s = cutNumber(s)
	inner := dropNotes(s)
	if len(inner) == 0 {
		inner = s
	}
	var b strings.Builder
	for _, r := range inner {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return b.String(), number
}

// lostLabels are what fields of Word and LibreOffice show instead of a label
// that they did not find, folded.
var lostLabels = [...]string{"错误!", "error!", "错误:引用源未找到", "error:referencesourcenotfound"}

// Simplify folds width and the traditional characters of the forms' labels.
func Simplify(s string) string { return strings.Map(foldRune, s) }

// foldRune folds width, brackets, traditional characters and 其它, which is written for 其他.
func foldRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return unicode.ToLower(r - '！' + '!')
	case r == '〔' || r == '【' || r == '［' || r == '﹙' || r == '〖':
		return '('
	case r == '〕' || r == '】' || r == '］' || r == '﹚' || r == '〗':
		return ')'
	case r >= '⒈' && r <= '⒐':
		return '1' + r - '⒈'
	}
	if s, ok := simplified[r]; ok {
		return s
	}
	return r
}

// cutNumber takes an item number off: "一、", "(三)", "1.", "2、", and a digit before a word.
func cutNumber(s []rune) (number string, rest []rune) {
	i := 0
	bracket := len(s) > 0 && s[0] == '('
	if bracket {
		i++
	}
	start := i
	for i < len(s) && (strings.ContainsRune("〇零一二三四五六七八九十", s[i]) || s[i] >= '0' && s[i] <= '9') {
		i++
	}
	switch {
	case i == start || i-start > 3:
		return "", s
	case bracket && i < len(s) && s[i] == ')':
	case !bracket && i < len(s) && strings.ContainsRune("、.,:)。·", s[i]):
	case !bracket && i < len(s) && s[start] >= '0' && s[start] <= '9' && unicode.Is(unicode.Han, s[i]):
		return string(s[start:i]), s[i:] // "1属于国家秘密", "1 属于国家秘密"
	default:
		return "", s
	}
	number = string(s[start:i])
	for i++; i < len(s) && strings.ContainsRune("、.,:", s[i]); i++ {
	}
	return number, s[i:]
}

// dropNotes takes bracketed notes out; an open bracket takes the rest.
func dropNotes(s []rune) []rune {
	out := make([]rune, 0, len(s))
	depth := 0
	for _, r := range s {
		switch {
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth = max(depth-1, 0)
		case depth == 0:
			out = append(out, r)
		}
	}
	return out
}

// distance is the number of single-character changes between a and b, or more
// than limit. It counts optimal string alignment: an exchange of two
// neighbours is one change.
func distance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	var rows [3][64]int
	if len(b) >= len(rows[0]) || len(a) >= len(rows[0]) {
		return limit + 1
	}
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > limit {
			return limit + 1
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

// simplified maps the traditional forms of the characters that the forms'
// labels are written with (Unicode Character Database, Unihan, kTraditionalVariant).
var simplified = func() map[rune]rune {
	pairs := []rune("萬万專专業业個个為为爲为舉举鄉乡於于從从眾众衆众會会傳传體体關关內内決决況况減减齣出製制辦办務务動动區区華华單单捲卷縣县參参發发髮发隻只號号閤合後后員员迴回圍围國国處处備备複复復复審审傢家對对屬属應应廢废開开強强當当徑径誌志總总執执護护報报據据數数無无時时機机權权條条構构標标槪概沒没註注濟济點点熱热現现電电確确種种稱称穩稳類类係系繫系糾纠納纳線线組组織织經经結结絡络統统繼继續续維维編编繳缴網网罰罚職职聯联輿舆範范獲获補补錶表規规計计認认訓训議议許许訟讼設设訪访訴诉試试話话詢询說说説说請请讀读談谈負负責责購购費费轉转輯辑過过這这進进埰采採采錯错鎮镇門门問问聞闻閱阅隱隐麵面它他頁页項项題题額额駁驳別别")
	m := make(map[rune]rune, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}()
