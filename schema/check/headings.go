package check

import (
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/match"
	"github.com/nianbao/nianbao/schema/message"
)

// official are headings of the notices that are not the form's first wording.
var official = []string{
	"行政机关主动公开政府信息情况", "行政机关收到和处理政府信息公开申请情况",
	"因政府信息公开工作被申请行政复议、提起行政诉讼情况", "政府信息公开工作存在的主要问题及改进情况",
}

// subjects are the words by which a preface names the parts.
var subjects = []struct {
	id, zh, en string
	words      []string
}{
	{"overview", "总体情况", "overview", []string{"总体情况", "基本情况", "概述", "概况", "总体"}},
	{"proactive", "主动公开政府信息情况", "disclosure on own initiative", []string{"主动公开"}},
	{"applications", "收到和处理政府信息公开申请情况", "applications", []string{"申请情况", "公开申请", "依申请"}},
	{"review", "政府信息公开行政复议、行政诉讼情况", "review and litigation", []string{"复议", "诉讼"}},
	{"problems", "存在的主要问题及改进情况", "problems and improvements", []string{"问题", "改进"}},
	{"other", "其他需要报告的事项", "other matters", []string{"其他需要", "其它需要", "其他事项", "需要报告", "需要说明"}},
}

// headings tells of chapters that are called otherwise than in the form, of
// those that say nothing, and of a preface that announces other parts. Reports
// before 2019 have free chapters.
func (c *report) headings() []schema.Finding {
	var out []schema.Finding
	if c.form == nil || c.form.ID == schema.Form2014 {
		return nil
	}
	missing := false
	for _, f := range c.Findings {
		missing = missing || f.Code == "section-missing"
	}
	for i := range c.Sections {
		s := &c.Sections[i]
		if s.Heading == nil {
			continue
		}
		if len(s.Blocks) == 0 && (s.ID == "overview" || s.ID == "problems" || s.ID == "other") {
			f := message.Find("heading-empty/section", message.Args{"text": message.Same(*s.Heading)})
			f.Section, f.Excerpt = s.ID, *s.Heading
			out = append(out, f)
		}
		for _, want := range c.form.Sections {
			if want.ID != s.ID || sameHeading(*s.Heading, want.Heading) {
				continue
			}
			f := message.Find("heading-renamed", message.Args{"text": message.Same(*s.Heading), "want": {Zh: want.Heading, En: want.Heading}})
			f.Section, f.Excerpt = s.ID, *s.Heading
			out = append(out, f)
		}
	}
	if f, ok := c.announcedParts(missing); ok {
		out = append(out, f)
	}
	return out
}

func sameHeading(heading, want string) bool {
	if strings.HasSuffix(heading, want) && strings.Count(heading, "、") == strings.Count(want, "、")+1 {
		return true // 一、总体情况, as nearly all print it
	}
	core := match.Core(heading)
	if core == match.Core(want) {
		return true
	}
	for _, o := range official {
		if core == match.Core(o) {
			return true
		}
	}
	return false
}

// announcedParts compares the parts that a preface announces: with those that
// it names, and with those that are there. A missing section has a finding.
func (c *report) announcedParts(missing bool) (schema.Finding, bool) {
	for i := range c.passages {
		p := &c.passages[i]
		if p.section != "preface" && p.section != "overview" {
			continue
		}
		at := strings.Index(p.text, "部分")
		if at < 0 {
			continue
		}
		n, from := partsBefore(p.text[:at])
		if n < 3 {
			continue
		}
		begin := strings.LastIndex(p.text[:at], "。")
		begin = max(begin, 0)
		end := len(p.text)
		if e := strings.Index(p.text[at:], "。"); e >= 0 {
			end = at + e
		}
		sentence := p.text[begin:end]
		named := 0
		var lost []message.Text
		for _, s := range subjects {
			if has(strings.ReplaceAll(sentence, "政府信息公开申请行政复议", ""), s.words) {
				named++
			} else {
				lost = append(lost, message.Text{Zh: s.zh, En: s.en})
			}
		}
		if named == 0 && p.section == "overview" {
			continue // parts of something else
		}
		excerpt := p.excerpt(from, at+len("部分"))
		if n == 6 && named >= 3 && named < 6 {
			f := message.Find("parts-miscounted", message.Args{"n": message.Int(n), "named": message.Int(named), "rows": message.List(lost, 6)})
			f.Section, f.Excerpt = p.section, excerpt
			return f, true
		}
		there := 0
		for j := range c.Sections {
			if c.Sections[j].ID != "preface" {
				there++
			}
		}
		if !missing && there != n && p.section == "preface" {
			f := message.Find("parts-miscounted/there", message.Args{"n": message.Int(n), "named": message.Int(there)})
			f.Section, f.Excerpt = p.section, excerpt
			return f, true
		}
		return schema.Finding{}, false
	}
	return schema.Finding{}, false
}

// partsBefore reads 六, 六个, 6个 at the end of a text.
func partsBefore(s string) (n, from int) {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "大"), "个")
	r, size := utf8.DecodeLastRuneInString(s)
	if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 && r != utf8.RuneError {
		return i/len("一") + 1, len(s) - size
	}
	if r >= '1' && r <= '9' {
		return int(r - '0'), len(s) - size
	}
	return 0, len(s)
}

// sectionName is how a section is called in a sentence.
func (c *report) sectionName(id string) message.Text {
	for _, s := range subjects {
		if s.id == id {
			return message.Text{Zh: "“" + s.zh + "”部分", En: "section “" + s.en + "”"}
		}
	}
	if id == "preface" {
		return message.Text{Zh: "序言", En: "the preface"}
	}
	return message.Text{Zh: "正文", En: "the text"}
}
