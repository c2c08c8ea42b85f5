package check

import (
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
)

// leftovers tells of marks that hold the place of text to come.
func (c *report) leftovers() []schema.Finding {
	var out []schema.Finding
	for i := range c.passages {
		p := &c.passages[i]
		for from, to := 0, 0; ; {
			from, to = placeholder(p.text, to)
			if to < 0 {
				break
			}
			excerpt := p.excerpt(clauseAround(p.text, from, to))
			f := message.Find("placeholder-text", message.Args{"text": message.Quote(p.excerpt(from, to), 20), "clause": message.Quote(excerpt, 40)})
			f.Section, f.Excerpt = p.section, excerpt
			out = append(out, f)
			if to = clauseEnd(p.text, to); to >= len(p.text) {
				break
			}
		}
	}
	return out
}

// placeholder finds the next mark at or behind start; to is -1 where there is
// none. A place to sign, and a name that is withheld (李某某, 张XX), are none.
func placeholder(s string, start int) (from, to int) {
	for i := start; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			j := i + 1
			for j < len(s) && s[j] == c {
				j++
			}
			n := j - i
			switch {
			case c == 'X' && n >= 2 && !latin(s, i, j) && !named(s[:i]), c == 'x' && n >= 2 && !latin(s, i, j) && !named(s[:i]), c == '*' && n >= 3:
				return i, j
			case c == '_' && n >= 3 && !signature(s):
				return i, j
			}
			i = j
			continue
		}
		// The first bytes of ×, 【, 待 and （: no other byte of a character is one.
		if c != 0xc3 && c != 0xe3 && c != 0xe5 && c != 0xef {
			i++
			continue
		}
		switch {
		case strings.HasPrefix(s[i:], "××"):
			j := i
			for strings.HasPrefix(s[j:], "×") {
				j += len("×")
			}
			if !named(s[:i]) {
				return i, j
			}
			i = j
			continue
		case strings.HasPrefix(s[i:], "【】"):
			return i, i + len("【】")
		case strings.HasPrefix(s[i:], "待定"):
			j := i + len("待定")
			if !begins(s[j:], "期", "向", "位", "点", "制", "型", "义", "量", "性") && !ends(s[:i], "有", "等", "对", "招", "接", "期") {
				return i, j
			}
		case strings.HasPrefix(s[i:], "（此处"), strings.HasPrefix(s[i:], "（请填写"), strings.HasPrefix(s[i:], "（填写"), strings.HasPrefix(s[i:], "（待补充"), strings.HasPrefix(s[i:], "（待填"):
			if end := strings.Index(s[i:], "）"); end >= 0 {
				return i, i + end + len("）")
			}
		}
		i++
	}
	return 0, -1
}

func latin(s string, from, to int) bool {
	letter := func(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }
	return from > 0 && letter(s[from-1]) || to < len(s) && letter(s[to])
}

// named tells whether a surname stands before a mark: 张××.
func named(s string) bool {
	r, size := utf8.DecodeLastRuneInString(s)
	if !strings.ContainsRune("王李张刘陈杨黄赵周吴徐孙朱胡郭何罗宋谢唐韩冯邓曹彭曾肖董袁潘蒋蔡余杜", r) {
		return false
	}
	// 联系人：张××
	s = s[:len(s)-size]
	return s == "" || strings.HasSuffix(s, "：") || strings.HasSuffix(s, "，") || strings.HasSuffix(s, "、") || strings.HasSuffix(s, ":")
}

func signature(s string) bool {
	return has(s, []string{"签字", "签名", "盖章", "填报人", "审核人", "负责人", "签章"})
}

func begins(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func ends(s string, suffixes ...string) bool {
	for _, p := range suffixes {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}

// clauseAround widens a range to its clause.
func clauseAround(s string, from, to int) (int, int) {
	begin := 0
	for _, d := range []string{"，", "。", "；", "\n", "、"} {
		if i := strings.LastIndex(s[:from], d); i >= 0 {
			begin = max(begin, i+len(d))
		}
	}
	return begin, clauseEnd(s, to)
}

func clauseEnd(s string, to int) int {
	if i := strings.IndexAny(s[to:], "，。；、\n"); i >= 0 {
		return to + i
	}
	return len(s)
}

// repeated tells of paragraphs that stand twice, word for word. Short ones and
// notes to tables may do so.
func (c *report) repeated() []schema.Finding {
	const short = 25 * len("字")
	first := make(map[string]int, len(c.passages))
	var out []schema.Finding
	for i := range c.passages {
		p := &c.passages[i]
		if len(p.text) < short || begins(p.text, "注：", "注:", "备注", "说明", "附注") {
			continue
		}
		if j, ok := first[p.text]; ok {
			excerpt := p.excerpt(0, sentenceEnd(p.text))
			key := "paragraph-repeated"
			if c.passages[j].section == p.section {
				key = "paragraph-repeated/same"
			}
			f := message.Find(key, message.Args{"text": message.Quote(excerpt, 40), "where": c.sectionName(c.passages[j].section), "here": c.sectionName(p.section)})
			f.Section, f.Excerpt = p.section, excerpt
			out = append(out, f)
			continue
		}
		first[p.text] = i
	}
	return out
}

func sentenceEnd(s string) int {
	if i := strings.Index(s, "。"); i >= 0 {
		return i + len("。")
	}
	return len(s)
}
