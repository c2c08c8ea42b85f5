package check

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
)

// intentions follow 将 where it means "will". Where it marks an object (将政务
// 公开纳入考核) a noun follows.
var intentions = []string{"继续", "进一步", "按照", "持续", "不断", "努力", "着力", "严格", "认真", "深入", "切实", "积极", "大力", "坚持", "坚决", "紧紧", "围绕", "紧扣", "以", "从以下", "在以下", "根据", "结合", "加强", "加大", "做好", "对照", "重点做好", "重点围绕", "重点加强", "重点推进", "全力", "扎实"}

// years tells of sentences that name another year than they mean: what is still
// to be done in a year that is over, the period of another year, this year's
// figures under last year's name.
func (c *report) years() []schema.Finding {
	if c.year == 0 {
		return nil
	}
	var out []schema.Finding
	inconsistent := false
	for _, f := range c.Findings {
		inconsistent = inconsistent || f.Code == "year-inconsistent"
	}
	for i := range c.passages {
		p := &c.passages[i]
		if !strings.Contains(p.text, "年") {
			continue
		}
		if strings.Contains(p.text, "将") {
			out = append(out, c.tense(p)...)
		}
		if !inconsistent {
			if f, ok := c.period(p); ok {
				inconsistent = true
				out = append(out, f)
			}
		}
		if f, ok := c.otherYear(p); ok {
			out = append(out, f)
		}
	}
	return out
}

// tense finds 2023年，……将…… in a report for 2023 or later.
func (c *report) tense(p *passage) []schema.Finding {
	var out []schema.Finding
	for i := 0; ; {
		at := strings.Index(p.text[i:], "将")
		if at < 0 {
			return out
		}
		at += i
		i = at + len("将")
		if !begins(p.text[i:], intentions...) {
			continue
		}
		begin := 0
		for _, d := range []string{"。", "；", "\n", "！"} {
			if j := strings.LastIndex(p.text[:at], d); j >= 0 {
				begin = max(begin, j+len(d))
			}
		}
		lead := p.text[begin:at]
		// The sentence begins with the year, and at most a subject stands
		// between it and 将.
		year, rest, ok := leadingYear(lead)
		if !ok || year > c.year || len(rest) > 16*len("字") || strings.ContainsAny(strings.TrimLeft(rest, "，,度"), "，,") || has(rest, []string{"初", "底", "末", "月", "计划", "要求", "规定", "提出", "以来", "已"}) {
			continue
		}
		end := clauseEnd(p.text, at)
		excerpt := p.excerpt(begin, end)
		key := "year-leftover"
		if year < c.year {
			key = "year-leftover/earlier"
		}
		f := message.Find(key, message.Args{"text": message.Quote(excerpt, 40), "year": message.Int(year), "report": message.Int(c.year), "next": message.Int(c.year + 1)})
		f.Section, f.Excerpt = p.section, excerpt
		out = append(out, f)
	}
}

// leadingYear reads the year that a clause begins with.
func leadingYear(s string) (year int, rest string, ok bool) {
	s = strings.TrimLeft(s, " ")
	if len(s) < 4+len("年") || s[4:4+len("年")] != "年" {
		return 0, s, false
	}
	y, err := strconv.Atoi(s[:4])
	return y, s[4+len("年"):], err == nil && y > 1990 && y < 2200
}

// period finds a statistics period of another year.
func (c *report) period(p *passage) (schema.Finding, bool) {
	for _, from := range []string{"年1月1日", "年01月01日"} {
		at := strings.Index(p.text, from)
		if at < 4 || !strings.Contains(p.text[at:], "12月31日") {
			continue
		}
		y, err := strconv.Atoi(p.text[at-4 : at])
		if err != nil || y == c.year || y < 2000 {
			continue
		}
		begin, end := clauseAround(p.text, at, strings.Index(p.text[at:], "12月31日")+at)
		excerpt := p.excerpt(begin, end)
		// A period that begins with the office's first report is another thing.
		if strings.Contains(excerpt, strconv.Itoa(c.year)) {
			continue
		}
		f := message.Find("year-inconsistent/period", message.Args{"text": message.Quote(excerpt, 40), "year": message.Int(y), "report": message.Int(c.year)})
		f.Section, f.Excerpt = p.section, excerpt
		return f, true
	}
	return schema.Finding{}, false
}

// otherYear finds a sentence that begins with the year before and states at
// least two figures, all of them this year's: the year was left over.
func (c *report) otherYear(p *passage) (schema.Finding, bool) {
	year, _, ok := leadingYear(p.text)
	if !ok || year != c.year-1 {
		return schema.Finding{}, false
	}
	n := narrative{report: c}
	agree, whole, topic := 0, "", ""
	all := counts(p.text)
	for i := range all {
		s := statement{count: all[i], passage: p}
		if s.sentence > 0 {
			break
		}
		q := n.understand(&s.count, p, topic, whole)
		if q == nil || len(q.Is) == 0 || !s.exact {
			continue
		}
		if topic = q.Topic; q.Sets != "" {
			whole = q.Sets
		}
		v, known := n.sum(q.Is[0])
		switch {
		case !known || has(p.text[s.segment:s.to], c.words.scope.Others):
		case !v.Equal(s.value):
			return schema.Finding{}, false
		case v.Unscaled != 0:
			agree++
		}
	}
	if agree < 2 {
		return schema.Finding{}, false
	}
	excerpt := p.excerpt(0, clauseEnd(p.text, 0))
	f := message.Find("year-inconsistent/sentence", message.Args{"text": message.Quote(p.excerpt(0, sentenceEnd(p.text)), 40), "year": message.Int(year), "report": message.Int(c.year)})
	f.Section, f.Excerpt = p.section, excerpt
	return f, true
}

var (
	signed      = regexp.MustCompile(`^(20[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日$`)
	publishedOn = regexp.MustCompile(`^(?:发布日期|发布时间|发文日期|成文日期|公开日期|填报日期)[：:](20[0-9]{2})[-年/.]([0-9]{1,2})[-月/.]([0-9]{1,2})日?$`)
)

// published tells of a report dated behind its term: by 31 January for a
// department, by 31 March for a government (条例第四十九条; before 2019 by 31
// March for all), and of one dated before its year is over.
func (c *report) published() []schema.Finding {
	if c.year == 0 {
		return nil
	}
	for i := len(c.passages) - 1; i >= 0; i-- {
		p := &c.passages[i]
		if len(p.text) > 60 || !strings.Contains(p.text, "20") {
			continue
		}
		m := signed.FindStringSubmatch(p.text)
		if m == nil {
			m = publishedOn.FindStringSubmatch(p.text)
		}
		if m == nil {
			continue
		}
		y, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		day, _ := strconv.Atoi(m[3])
		f, ok := c.dated(y, month, day)
		if ok {
			f.Section, f.Excerpt = p.section, p.excerpt(0, len(p.text))
			return []schema.Finding{f}
		}
		return nil
	}
	return nil
}

func (c *report) dated(y, month, day int) (schema.Finding, bool) {
	if month < 1 || month > 12 || day < 1 || day > 31 {
		return schema.Finding{}, false
	}
	term := 3
	if c.year >= 2019 && c.department() {
		term = 1
	}
	date := message.Text{Zh: strconv.Itoa(y) + "年" + strconv.Itoa(month) + "月" + strconv.Itoa(day) + "日", En: strconv.Itoa(y) + "-" + two(month) + "-" + two(day)}
	args := message.Args{"date": date, "year": message.Int(c.year), "next": message.Int(c.year + 1),
		"term": {Zh: strconv.Itoa(c.year+1) + "年" + strconv.Itoa(term) + "月31日", En: strconv.Itoa(c.year+1) + "-" + two(term) + "-31"}}
	switch {
	case y < c.year || y == c.year && month < 12:
		return message.Find("year-leftover/date", args), true
	case y == c.year+1 && month > term, y > c.year+1:
		return message.Find("published-late", args), true
	}
	return schema.Finding{}, false
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// department tells whether the office is surely a department, whose term is
// the earlier one. An office of a government may report for all of it.
func (c *report) department() bool {
	if has(c.agency, []string{"政府办公室", "政府办公厅", "人民政府"}) {
		return false
	}
	for _, end := range []string{"局", "厅", "委", "委员会", "中心", "支队", "总队", "院"} {
		if strings.HasSuffix(c.agency, end) && !strings.HasSuffix(c.agency, "管理委员会") {
			return true
		}
	}
	return false
}
