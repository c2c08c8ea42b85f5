package check

import (
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
	"github.com/nianbao/nianbao/schema/template"
)

// names of the three tables, in the order of the form.
var tableNames = []struct{ id, zh, en string }{
	{"proactive", "主动公开政府信息情况", "information disclosed on own initiative"},
	{"applications", "收到和处理政府信息公开申请情况", "applications received and processed"},
}

// forms tells of tables on a form that is no longer in force in the report's
// year, else of tables on different forms. The review table is the same in
// both, so it tells nothing.
func (c *report) forms() []schema.Finding {
	of := func(id string) string {
		if id == "proactive" {
			return c.Template.Tables.Proactive
		}
		return c.Template.Tables.Applications
	}
	var out []schema.Finding
	if c.year >= 2021 {
		var old []message.Text
		var at *schema.Place
		for _, t := range tableNames {
			if of(t.id) != schema.Form2019 {
				continue
			}
			if old = append(old, message.Text{Zh: "“" + t.zh + "”", En: "“" + t.en + "”"}); at == nil {
				at = c.tableAt(t.id)
			}
		}
		if len(old) > 0 {
			f := message.Find("form-outdated", message.Args{"table": message.List(old, 2), "year": message.Int(c.year)})
			f.At = at
			out = append(out, f)
		}
	}
	if c.year > 2018 && c.Template.Tables.Stats != "" && c.Template.Tables.Proactive == "" && c.Template.Tables.Applications == "" {
		f := message.Find("form-outdated/2014", message.Args{"year": message.Int(c.year)})
		f.At = c.tableAt("stats")
		out = append(out, f)
	}
	if a, b := of("proactive"), of("applications"); len(out) == 0 && a != "" && b != "" && a != b {
		f := message.Find("form-mixed", message.Args{"a": message.Same(a), "b": message.Same(b)})
		f.At = c.tableAt("applications")
		out = append(out, f)
	}
	return out
}

// tableAt is the first cell of a form table, nil where it was not found.
func (c *report) tableAt(id string) *schema.Place {
	for i := range c.Tables {
		t := &c.Tables[i]
		if t.TemplateTable != nil && *t.TemplateTable == id && len(t.Cells) > 0 {
			return &schema.Place{Table: t.Index, Row: t.Cells[0].Row, Column: t.Cells[0].Column}
		}
	}
	return nil
}

// blanks tells of tables that write "none" sometimes as 0 and sometimes as
// nothing. It speaks of blanks that can only be 0; the others are findings of
// their own.
func (c *report) blanks() []schema.Finding {
	var out []schema.Finding
	for _, form := range []struct{ prefix, zh, en string }{
		{"applications.", "收到和处理政府信息公开申请情况", "applications received and processed"},
		{"review.", "政府信息公开行政复议、行政诉讼情况", "administrative review and litigation"},
		{"litigation.", "政府信息公开行政复议、行政诉讼情况", "administrative review and litigation"},
	} {
		var ids []string
		var at *schema.Place
		zeros := 0
		for i := range c.Facts {
			f := &c.Facts[i]
			if !strings.HasPrefix(f.ID, form.prefix) || f.Raw == nil || f.Value == nil || f.Value.Unscaled != 0 {
				continue
			}
			switch {
			case f.Status == schema.Given:
				zeros++
			case f.Status == schema.Repaired && strings.TrimFunc(*f.Raw, blank) == "":
				if ids = append(ids, f.ID); at == nil {
					at = f.At
				}
			}
		}
		if len(ids) == 0 || zeros == 0 {
			continue
		}
		f := message.Find("blank-mixed", message.Args{"table": {Zh: form.zh, En: form.en}, "n": message.Int(len(ids)), "zeros": message.Int(zeros)})
		f.Facts, f.At = ids, at
		out = append(out, f)
	}
	return out
}

// factName is how a fact is called in a sentence.
func (c *report) factName(id string) message.Text {
	for _, form := range template.Forms() {
		if !c.uses(form.ID) {
			continue
		}
		for t := range form.Tables {
			table := &form.Tables[t]
			if !strings.HasPrefix(id, table.ID+".") && !(table.ID == "review" && strings.HasPrefix(id, "litigation.")) {
				continue
			}
			for _, f := range table.Facts {
				if f.ID == id {
					zh, en := table.Name(f)
					return message.Text{Zh: zh, En: en}
				}
			}
		}
	}
	return message.Same(id)
}

func (c *report) uses(form string) bool {
	t := c.Template
	return t.ID == form || t.Tables.Proactive == form || t.Tables.Applications == form || t.Tables.Review == form || t.Tables.Stats == form
}
