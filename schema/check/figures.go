package check

import (
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
)

// units tells of a fee that is written in 元 where the form asks for 万元, and
// of one that only makes sense in 元.
func (c *report) units() []schema.Finding {
	f := c.fact("proactive.fees.amount")
	if f == nil || f.Raw == nil || f.Value == nil || f.Unit == nil || *f.Unit != "万元" || f.Status != schema.Given {
		return nil
	}
	raw := strings.TrimFunc(*f.Raw, blank)
	if strings.HasSuffix(raw, "元") && !strings.HasSuffix(raw, "万元") && !strings.HasSuffix(raw, "亿元") {
		out := message.Find("unit-slip", message.Args{"text": message.Quote(raw, 30), "value": message.Same(f.Value.String())})
		out.Facts, out.At = []string{f.ID}, f.At
		return []schema.Finding{out}
	}
	// A billion yuan is no fee of a township or of a county's bureau.
	const large = 100000
	small := has(c.agency, []string{"镇人民政府", "乡人民政府", "街道办事处"}) || has(c.agency, []string{"县", "区"}) && strings.HasSuffix(c.agency, "局")
	if v, whole := f.Value.Int(); small && whole && v >= large {
		out := message.Find("unit-slip/large", message.Args{"text": message.Quote(raw, 30), "value": message.Same(f.Value.String())})
		out.Facts, out.At = []string{f.ID}, f.At
		return []schema.Finding{out}
	}
	return nil
}

// slip tells of a text that says in 元 the same digits that the table has in
// 万元; false where it does not.
func (n *narrative) slip(s *statement, table schema.Number) bool {
	if !s.value.Equal(table) || table.Unscaled == 0 {
		return false
	}
	excerpt := s.passage.excerpt(s.from, s.to)
	f := message.Find("unit-slip/text", message.Args{"text": message.Quote(excerpt, 40), "value": message.Same(table.String())})
	f.Section, f.Excerpt, f.Facts = s.passage.section, excerpt, s.of.Is[0]
	if fact := n.fact(s.of.Is[0][0]); fact != nil {
		f.At = fact.At
	}
	s.wrong = true
	n.out = append(n.out, f)
	return true
}

// tenThousandth is a figure in 元 as one in 万元.
func tenThousandth(v schema.Number) schema.Number {
	return schema.Number{Unscaled: v.Unscaled, Scale: v.Scale + 4}
}

// powers tells of 规章 made by a body that makes none: only ministries,
// provinces and cities with districts do. It is silent where the name leaves
// that open (a city may or may not have districts), and on 规章 that are only
// in force: many offices count those that bind them.
func (c *report) powers() []schema.Finding {
	if !without(c.agency) {
		return nil
	}
	for _, id := range []string{"proactive.regulations.made", "proactive.regulations.repealed"} {
		v, ok := c.value(id)
		if !ok || v.Unscaled == 0 {
			continue
		}
		f := message.Find("rules-without-power", message.Args{"agency": message.Same(c.agency), "where": c.factName(id), "value": message.Same(v.String())})
		f.Facts = []string{id}
		f.At = c.fact(id).At
		return []schema.Finding{f}
	}
	return nil
}

// without tells whether a body surely makes no 规章.
func without(agency string) bool {
	if agency == "" || has(agency, []string{"国家", "国务院", "中国", "中华", "总局", "自治区", "省人民政府"}) || strings.HasSuffix(agency, "部") {
		return false
	}
	if strings.Contains(agency, "自治州") || strings.HasSuffix(agency, "市人民政府") || strings.HasSuffix(agency, "市") {
		return strings.HasSuffix(agency, "局") || has(agency, []string{"镇人民政府", "乡人民政府", "街道"})
	}
	for _, end := range []string{"局", "镇人民政府", "乡人民政府", "街道办事处", "县人民政府", "区人民政府", "旗人民政府", "管委会", "管理委员会", "开发区"} {
		if strings.HasSuffix(agency, end) {
			return true
		}
	}
	return false
}

// fees tells of a report that nowhere says whether 信息处理费 were charged: the
// form of 2021 asks for it in section six.
func (c *report) fees() []schema.Finding {
	if c.form == nil || c.form.ID != schema.Form2021 {
		return nil
	}
	there := false
	for i := range c.passages {
		p := &c.passages[i]
		if strings.Contains(p.text, "处理费") || strings.Contains(p.text, "收费通知") || p.section == "other" && has(p.text, []string{"收费", "收取", "费用"}) {
			return nil
		}
		there = there || p.section == "other"
	}
	if !there {
		return nil
	}
	f := message.Find("fee-unreported", nil)
	f.Section = "other"
	return []schema.Finding{f}
}
