package check

import (
	"strings"
	"unicode"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
)

// Document is what the file holds beside the report; its zero value is a file
// of which nothing is known.
type Document struct {
	Properties doc.Properties
	// Comments, Highlighted, Fields and Prompts are texts, in reading order:
	// remarks of reviewers, marked words, what broken fields show, and what
	// forms ask for where nobody has filled them in.
	Comments, Highlighted, Fields, Prompts []string
	// EmptyHeadings gives for each heading without text the text before it.
	EmptyHeadings []string
}

// Of takes from a document what a check looks at.
func Of(d *doc.Document) Document {
	out := Document{Properties: d.Properties}
	for _, n := range d.Notes {
		switch n.Code {
		case doc.Highlighted:
			if strings.TrimSpace(n.Detail) != "" {
				out.Highlighted = append(out.Highlighted, n.Detail)
			}
		case doc.FieldError:
			shown := doc.ShownError(n.Detail)
			if shown == "" {
				shown = n.Detail
			}
			out.Fields = append(out.Fields, shown)
		case doc.Placeholder:
			out.Prompts = append(out.Prompts, n.Detail)
		}
	}
	for _, a := range d.Asides {
		if a.Kind != doc.Comment {
			continue
		}
		var text []string
		for _, b := range a.Blocks {
			if b.Paragraph != nil {
				text = append(text, b.Paragraph.Text)
			}
		}
		out.Comments = append(out.Comments, strings.Join(text, " "))
	}
	last := ""
	for _, b := range d.Blocks {
		p := b.Paragraph
		if p != nil && strings.TrimFunc(p.Text, blank) != "" {
			last = p.Text
		}
		if p != nil && p.Outline > 0 && p.Images == 0 && len(p.Boxes) == 0 && len(p.Equations) == 0 && strings.TrimFunc(p.Text, blank) == "" {
			out.EmptyHeadings = append(out.EmptyHeadings, last)
		}
	}
	return out
}

func blank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

// drafts tells what of the draft is left in the file.
func (c *report) drafts() []schema.Finding {
	var out []schema.Finding
	group := func(key string, texts []string) {
		if len(texts) == 0 {
			return
		}
		var said []message.Text
		for _, text := range texts {
			said = append(said, message.Same("“"+message.Quote(text, 30).Zh+"”"))
		}
		out = append(out, message.Find(key, message.Args{"n": message.Int(len(texts)), "text": message.List(said, 4)}))
	}
	group("draft-comment", c.extra.Comments)
	group("highlighted-text", c.extra.Highlighted)
	group("field-error", c.extra.Fields)
	group("placeholder-text/prompt", c.extra.Prompts)
	for _, before := range c.extra.EmptyHeadings {
		out = append(out, message.Find("heading-empty", message.Args{"text": message.Quote(before, 20)}))
	}
	var who []message.Text
	for _, p := range []struct{ zh, en, value string }{
		{"作者", "author", c.extra.Properties.Creator},
		{"最后修改者", "last modified by", c.extra.Properties.LastModifiedBy},
		{"主管", "manager", c.extra.Properties.Manager},
	} {
		if shown := person(p.value); shown != "" {
			who = append(who, message.Text{Zh: p.zh + "“" + shown + "”", En: p.en + " “" + shown + "”"})
		}
	}
	if len(who) > 0 {
		out = append(out, message.Find("property-person", message.Args{"who": message.List(who, 3)}))
	}
	return out
}

// surnames are those of nine in ten people; a rarer name is not seen.
const surnames = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴卜"

// offices are words that no person's name has.
var offices = []string{"局", "办", "府", "委", "科", "室", "处", "厅", "部", "中心", "公司", "集团", "站", "镇", "乡", "县", "市", "区", "管理", "系统", "用户", "电脑", "软件", "公开", "文秘", "打印"}

// person gives what of a property is a person's name or telephone number, with
// most of it hidden, so that the finding does not spread it; "" where it is none.
func person(s string) string {
	s = strings.TrimSpace(s)
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	name, _, _ := strings.Cut(s, " ")
	runes := []rune(name)
	isName := len(runes) >= 2 && len(runes) <= 3 && strings.ContainsRune(surnames, runes[0]) && !has(name, offices)
	for _, r := range runes {
		isName = isName && unicode.Is(unicode.Han, r)
	}
	switch {
	case isName && digits >= 7:
		return string(runes[0]) + "×，电话"
	case isName:
		return string(runes[0]) + strings.Repeat("×", len(runes)-1)
	case digits >= 7 && digits <= 13 && len(s) <= digits+3:
		return s[:3] + "…"
	}
	return ""
}
