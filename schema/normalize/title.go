package normalize

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/schema/numeral"
)

var (
	yearMark  = regexp.MustCompile(`([12][0-9０-９]{3}|[１２][0-9０-９]{3}|[一二][〇零○Ｏ0O一二三四五六七八九]{3})\s*[-—－至]?\s*年\s*度?`)
	reportEnd = regexp.MustCompile(`报告|年报|年度报|告年度报`)
	subject   = regexp.MustCompile(`(?:关于)?(?:[12][0-9]{3}年?度?)?(?:政府|政务)?信息(?:主动)?公开|(?:关于)?政务公开|(?:关于)?工作年度报告|(?:关于)?年度报告`)
	announced = regexp.MustCompile(`(?:现公布|现将|现发布|特编制|编制|现向社会公布|公布)(?:了|的)?([^，。；：、“”（）]{2,40}?)\s*([12][0-9]{3})\s*年`)
	period    = regexp.MustCompile(`([12][0-9]{3})\s*年\s*1\s*月\s*1\s*日`)
)

// squeeze takes every white space out.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\r\u00a0\u3000", r) || numeral.Invisible(r) {
			return -1
		}
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
}

// titleLike tells whether a line could be a report's title, whole.
func titleLike(text string) bool {
	t := squeeze(text)
	return len([]rune(t)) <= 60 && !strings.ContainsAny(t, "。，；：") && reportEnd.MatchString(t) && strings.Contains(t, "公开") && yearMark.MatchString(t)
}

// furniture are words that begin lines of a page around a report.
var furniture = []string{"索引号", "来源", "发布", "信息分类", "文号", "成文日期", "生成日期", "主题词", "浏览", "字体", "字号", "打印", "分享", "附件", "目录", "当前位置", "首页"}

// mostBefore is how many lines a title is looked for in: a page may have its
// site's menus before it.
const mostBefore = 2000

// readTitle finds the title among the first lines before the first section, gives
// the range of items that it is made of, and reads agency and year from it.
//
// A title may stand on several lines (the agency on one, the rest on the next;
// or cut in the middle), so lines are joined until they say both what and which
// year, and nothing that is a sentence is part of it.
func (s *story) readTitle(items []item) (from, to int) {
	short := func(i int) bool {
		it := items[i]
		if it.table >= 0 {
			return false
		}
		t := squeeze(it.text)
		if t == "" || len([]rune(t)) > 50 || strings.ContainsAny(t, "。；：:") || strings.Contains(t, "，") {
			return false
		}
		for _, f := range furniture {
			if strings.HasPrefix(t, f) {
				return false
			}
		}
		return true
	}
	items = items[:min(len(items), mostBefore)]
	for i := range items {
		if !short(i) {
			continue
		}
		text, last := squeeze(items[i].text), i
		for j := i; ; {
			if reportEnd.MatchString(text) && strings.Contains(text, "公开") {
				title := text
				if !yearMark.MatchString(title) {
					break
				}
				s.title = &title
				s.readAgency(title)
				return i, last + 1
			}
			j++
			for j < len(items) && items[j].table < 0 && items[j].text == "" {
				j++
			}
			if j >= len(items) || j > i+8 || last-i > 4 || !short(j) {
				break
			}
			text, last = text+squeeze(items[j].text), j
		}
	}
	// A title without a year, or that only names the agency's report.
	for i := range items {
		if t := squeeze(items[i].text); short(i) && reportEnd.MatchString(t) && strings.Contains(t, "公开") {
			s.title = &t
			s.readAgency(t)
			return i, i + 1
		}
	}
	return 0, 0
}

func (s *story) readAgency(title string) {
	if m := yearMark.FindStringSubmatch(title); m != nil {
		s.year = readYear(m[1])
	}
	name := yearMark.ReplaceAllString(title, "")
	if at := subject.FindStringIndex(name); at != nil {
		name = name[:at[0]]
	}
	name = strings.Trim(name, "《》〈〉()（）-—·、")
	name = strings.TrimPrefix(name, "关于")
	name = strings.TrimSuffix(name, "关于")
	if name != "" {
		s.agency = &name
	}
}

// readYear reads "2023", "２０２３", "二〇二三" or "二O二三".
func readYear(s string) *int {
	n, err := strconv.Atoi(squeeze(s))
	if err != nil {
		chinese, ok := numeral.Chinese(strings.NewReplacer("Ｏ", "〇", "O", "〇", "0", "〇", "○", "〇").Replace(s))
		if !ok {
			return nil
		}
		n = int(chinese)
	}
	if n < 1990 || n > 2199 {
		return nil
	}
	return &n
}

// readYears reads the year and the agency that the text names as the report's
// own; they stand in where the title has none.
func (s *story) readYears(items []item) {
	for _, it := range items {
		if it.table >= 0 {
			continue
		}
		if s.stated != 0 && s.agency != nil || !strings.Contains(it.text, "年") {
			continue
		}
		if !strings.Contains(it.text, "公布") && !strings.Contains(it.text, "现") && !strings.Contains(it.text, "编制") && !strings.Contains(it.text, "1月") {
			continue
		}
		t := squeeze(it.text)
		if m := announced.FindStringSubmatch(t); m != nil && strings.Contains(t, "公开") && s.stated == 0 {
			if y := readYear(m[2]); y != nil {
				s.stated, s.statedBy = *y, m[0]
			}
			if s.agency == nil && len([]rune(m[1])) <= 30 {
				name := strings.TrimPrefix(m[1], "了")
				s.agency = &name
			}
		}
		if m := period.FindStringSubmatch(t); m != nil && s.stated == 0 && (strings.Contains(t, "12月31日") || strings.Contains(t, "期限")) {
			if y := readYear(m[1]); y != nil {
				s.stated, s.statedBy = *y, m[0]
			}
		}
	}
	if s.year == nil && s.stated != 0 {
		y := s.stated
		s.year = &y
	}
	if s.year == nil {
		s.year = commonYear(items)
	}
}

// commonYear is the year that the text names most, if it leads clearly.
func commonYear(items []item) *int {
	counts := map[int]int{}
	for _, it := range items {
		for _, m := range yearMark.FindAllStringSubmatch(it.text, -1) {
			if y := readYear(m[1]); y != nil {
				counts[*y]++
			}
		}
	}
	best, second := 0, 0
	for y, n := range counts {
		switch {
		case n > counts[best]:
			best, second = y, counts[best]
		case n > second:
			second = n
		}
	}
	if best == 0 || counts[best] < 2*max(second, 1) {
		return nil
	}
	return &best
}
