// Package trace tells the story of one figure, from the cell it was written in
// to its value, for someone who has never heard of this program.
package trace

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// Options choose the language; the zero value is Chinese.
type Options struct {
	English bool
	Forms   []*template.Form // nil means those that nianbao knows
}

// story is a text being written, in one language.
type story struct {
	strings.Builder
	english bool
	report  *schema.Report
	facts   map[string]*schema.Fact
	tables  []*template.Table
}

// Write tells how one fact, or a derived figure, came to be. The error says
// that the report has no such id.
func Write(r schema.Report, id string, o Options) (string, error) {
	s := &story{english: o.English, report: &r, facts: map[string]*schema.Fact{}}
	if o.Forms == nil {
		o.Forms = template.Forms()
	}
	for _, f := range o.Forms {
		for i := range f.Tables {
			s.tables = append(s.tables, &f.Tables[i])
		}
	}
	for i := range r.Facts {
		s.facts[r.Facts[i].ID] = &r.Facts[i]
	}
	for _, d := range r.Derived {
		if d.ID == id {
			s.derived(d)
			return s.String(), nil
		}
	}
	f, ok := s.facts[id]
	if !ok {
		return "", fmt.Errorf("%s has no figure %q; its forms are %s", r.Source.Name, id, s.forms())
	}
	s.fact(f)
	return s.String(), nil
}

func (s *story) forms() string {
	t := s.report.Template.Tables
	var out []string
	for _, f := range [][2]string{{"proactive", t.Proactive}, {"applications", t.Applications}, {"review", t.Review}, {"stats", t.Stats}} {
		if f[1] != "" {
			out = append(out, f[0]+" "+f[1])
		}
	}
	if len(out) == 0 {
		return "unknown"
	}
	return strings.Join(out, ", ")
}

// line writes one line of the story in the chosen language.
func (s *story) line(zh, en string) {
	if s.english {
		s.WriteString(en)
	} else {
		s.WriteString(zh)
	}
	s.WriteByte('\n')
}

// name is how a fact is called; forms are searched newest first, and the
// report's own form before others.
func (s *story) name(id string) (zh, en, title, titleEn string) {
	for _, own := range []bool{true, false} {
		for _, t := range s.tables {
			if own && !s.has(t) {
				continue
			}
			if i := t.Index(id); i >= 0 {
				zh, en = t.Name(t.Facts[i])
				return zh, en, t.Title, t.TitleEn
			}
		}
	}
	return id, id, "", ""
}

func (s *story) has(t *template.Table) bool {
	return t.Form == s.report.Template.Tables.Of(t.ID)
}

var statusWords = map[schema.Status][2]string{
	schema.Given:      {"文件中写明", "written in the document"},
	schema.Repaired:   {"文件中缺失，按勾稽关系补全", "missing in the document, filled by the table's sums"},
	schema.Assumed:    {"文件中缺失，按要求视为 0", "missing in the document, taken for 0 as asked"},
	schema.Supplied:   {"由人工填入", "supplied by a person"},
	schema.Unresolved: {"文件中缺失，无法唯一确定，留空", "missing in the document and not determined; left empty"},
	schema.Conflict:   {"文件中写明，但所在的勾稽关系不成立；照原样保留", "written in the document, but part of a sum that does not hold; kept as written"},
}

func (s *story) fact(f *schema.Fact) {
	zh, en, title, titleEn := s.name(f.ID)
	unit := ""
	if f.Unit != nil {
		unit = *f.Unit
	}
	s.line("《"+title+"》"+zh, titleEn+": "+en)
	value := "—"
	if f.Value != nil {
		value = f.Value.String()
		if unit != "" {
			value += " " + unit
		}
	}
	words := statusWords[f.Status]
	s.line("  结果："+value+"（"+words[0]+"）", "  value: "+value+" ("+words[1]+")")
	s.place(f)
	if f.Range != nil {
		low, high := "", ""
		if f.Range.Low != nil {
			low = f.Range.Low.String()
		}
		if f.Range.High != nil {
			high = f.Range.High.String()
		}
		switch {
		case low != "" && high != "":
			s.line("  范围：由其他数字推算，只能是 "+low+" 到 "+high, "  range: by the other figures it is from "+low+" to "+high)
		case low != "":
			s.line("  范围：不小于 "+low+"，没有上限", "  range: at least "+low+", with no upper bound")
		default:
			s.line("  范围：没有可以推算它的关系", "  range: no sum bounds it")
		}
	}
	if f.Origin != nil {
		who := strings.Trim(f.Origin.Who+" "+f.Origin.Why, " ")
		s.line("  来源："+f.Origin.By+" "+who, "  origin: "+f.Origin.By+" "+who)
	}
	if f.Repair != nil {
		s.proof(f)
	}
	for i := range s.report.Findings {
		n := &s.report.Findings[i]
		if n.Code == "blank-filled" || n.Code == "row-missing" {
			continue
		}
		for _, id := range n.Facts {
			if id == f.ID {
				s.line("  提示："+n.MessageZh, "  finding: "+n.Message)
				break
			}
		}
	}
	s.line("  编号："+f.ID, "  id: "+f.ID)
}

// place says where the cell is, and by what it was known.
func (s *story) place(f *schema.Fact) {
	if f.At == nil {
		s.line("  位置：文件中没有这一格", "  cell: the document has none for it")
		return
	}
	raw := ""
	if f.Raw != nil {
		raw = *f.Raw
	}
	written, writtenEn := "写着“"+raw+"”", "it says “"+raw+"”"
	if strings.TrimSpace(strings.NewReplacer("\u00a0", "", "\u3000", "").Replace(raw)) == "" {
		written, writtenEn = "是空白", "it is blank"
	}
	s.line(fmt.Sprintf("  位置：文件中第 %d 张表第 %d 行第 %d 列，%s", f.At.Table+1, f.At.Row+1, f.At.Column+1, written),
		fmt.Sprintf("  cell: table %d, row %d, column %d of the document; %s", f.At.Table+1, f.At.Row+1, f.At.Column+1, writtenEn))
	if p := f.Placed; p != nil {
		zh, en := how(p.Row, p.RowLabel, p.After, p.Before)
		s.line("  哪一行："+zh, "  row: "+en)
		zh, en = how(p.Column, p.ColumnLabel, "", "")
		s.line("  哪一列："+zh, "  column: "+en)
	}
}

// how says by what a row or a column was known.
func how(by schema.By, label, after, before string) (zh, en string) {
	label = strings.Join(strings.Fields(label), "")
	switch by {
	case schema.ByLabel:
		return "标签“" + label + "”", "by its label “" + label + "”"
	case schema.ByVariant:
		return "标签“" + label + "”（格式标签的常见写法）", "by its label “" + label + "”, a known wording"
	case schema.BySimilar:
		return "标签“" + label + "”（与格式标签略有出入）", "by its label “" + label + "”, slightly misspelt"
	case schema.ByPosition:
		switch {
		case after != "" && before != "":
			return "标签缺失；它在“" + after + "”与“" + before + "”两行之间，且其间各行齐全", "its label is lost; it stands between " + after + " and " + before + ", and every row between them is there"
		default:
			return "标签缺失；各行（列）齐全，按次序确定", "its label is lost; all are there, so its place tells"
		}
	case schema.ByForm:
		return "该表只有这一行数据", "the table has only one row of figures"
	}
	return "", ""
}

// proof writes the sums out with the figures that take part.
func (s *story) proof(f *schema.Fact) {
	s.line("  推算："+f.Repair.ExplainZh, "  proof: "+f.Repair.Explain)
	if len(f.Repair.From) == 0 {
		return
	}
	s.line("  依据的数字：", "  figures used:")
	zeros := 0
	for _, id := range f.Repair.From {
		g := s.facts[id]
		if g == nil || g.Value == nil {
			continue
		}
		if g.Value.Unscaled == 0 {
			zeros++
			continue
		}
		zh, en, _, _ := s.name(id)
		s.line("    "+zh+" "+g.Value.String(), "    "+en+" "+g.Value.String())
	}
	if zeros > 0 {
		s.line(fmt.Sprintf("    另有 %d 个写明为 0 的数字", zeros), fmt.Sprintf("    and %d figures written as 0", zeros))
	}
}

// derived tells of a figure that has no cell of its own.
func (s *story) derived(d schema.Derived) {
	s.line("由其他数字相加得出："+d.Value.String(), "added up from other figures: "+d.Value.String())
	for _, id := range d.From {
		zh, en, _, _ := s.name(id)
		if g := s.facts[id]; g != nil && g.Value != nil {
			s.line("    "+zh+" "+g.Value.String(), "    "+en+" "+g.Value.String())
		}
	}
	s.line("  编号："+d.ID, "  id: "+d.ID)
}
