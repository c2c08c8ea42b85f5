package form

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/schema/template"
)

// Report is a sound report: a title, the form's sections, and its tables
// filled with Figures.
type Report struct {
	// Form is whose sections are printed.
	Form *template.Form
	// Tables are those printed, in order, of one form or of several.
	Tables  []*template.Table
	Agency  string
	Year    int
	Figures Figures
	Maker   paper.Maker
	// Direct is true where headings are told by their fonts alone.
	Direct bool
	// Optional prints the form's local rows.
	Optional bool
	// Unit is written after an amount whose form leaves the unit open: "元",
	// "万元" or nothing.
	Unit string
}

// places are invented: none of them is known to us.
var (
	places  = []string{"澜川市", "清禾县", "雾栖县", "砚湖区", "霁山市", "松屿县", "鹤汀区", "云槐市", "溪棠县", "望榆区"}
	bureaus = []string{"人民政府", "教育局", "水务局", "自然资源局", "财政局", "卫生健康局", "住房和城乡建设局", "交通运输局"}
)

// Random draws a report on a form, with figures up to size.
func Random(rng *rand.Rand, f *template.Form, size int) Report {
	r := Report{
		Form: f, Figures: Fill(rng, f, size),
		Agency: places[rng.IntN(len(places))] + bureaus[rng.IntN(len(bureaus))],
		Maker:  paper.Maker(rng.IntN(2)), Direct: rng.IntN(2) == 0,
	}
	for i := range f.Tables {
		r.Tables = append(r.Tables, &f.Tables[i])
	}
	first, last := *f.Years[0], *f.Years[0]+4
	if f.Years[1] != nil {
		last = *f.Years[1]
	}
	r.Year = first + rng.IntN(last-first+1)
	if f.ID == "2019" {
		r.Unit = []string{"", "元", "万元"}[rng.IntN(3)]
		r.Optional = rng.IntN(3) == 0
	}
	return r
}

// Mixed draws a report whose second section is on another form, as offices
// that go on using an old table write it.
func Mixed(rng *rand.Rand, f, second *template.Form, size int) Report {
	r := Random(rng, f, size)
	for i, t := range r.Tables {
		other := second.Table(t.ID)
		if t.ID != "proactive" || other == nil {
			continue
		}
		for _, fact := range t.Facts {
			delete(r.Figures, fact.ID)
		}
		for id, v := range FillTable(rng, other, size) {
			r.Figures[id] = v
		}
		r.Tables[i] = other
	}
	return r
}

// Printed says whether the report prints a fact.
func (r Report) Printed(f template.Fact) bool { return !f.Optional || r.Optional }

// Paper is the report as a document that can be changed; the cells of its
// tables are tagged with Tag.
func (r Report) Paper() *paper.Document {
	title := fmt.Sprintf("%s%d年度政府信息公开工作年度报告", r.Agency, r.Year)
	d := &paper.Document{Maker: r.Maker, Direct: r.Direct, Properties: doc.Properties{Title: title}}
	add := func(style paper.Style, text string) {
		d.Blocks = append(d.Blocks, paper.Block{Paragraph: paper.Text(style, text)})
	}
	add(paper.Title, title)
	add(paper.Body, "")
	add(paper.Body, fmt.Sprintf("根据《中华人民共和国政府信息公开条例》编制本报告。本报告所列数据的统计期限为%d年1月1日至%d年12月31日。", r.Year, r.Year))
	printed := map[*template.Table]bool{}
	tables := func(section string) {
		for _, t := range r.Tables {
			if !printed[t] && (t.Section == section || section == "") {
				printed[t] = true
				d.Blocks = append(d.Blocks, paper.Block{Table: r.Table(t)})
				add(paper.Body, "")
			}
		}
	}
	for _, s := range r.Form.Sections {
		add(paper.Heading1, []string{"一", "二", "三", "四", "五", "六", "七", "八", "九"}[s.Number-1]+"、"+s.Heading)
		for line := range strings.SplitSeq(r.narrative(s.ID), "\n") {
			if line != "" {
				add(paper.Body, line)
			}
		}
		tables(s.ID)
	}
	tables("")
	return d
}

// narrative is what a section says; it repeats only figures of the tables.
func (r Report) narrative(section string) string {
	office := "本机关"
	switch section {
	case "overview":
		text := fmt.Sprintf("%d年，%s认真落实政府信息公开各项要求，工作平稳有序。", r.Year, office)
		if r.Figures["applications.new.total"] != "" {
			text += fmt.Sprintf("\n全年新收政府信息公开申请%s件，上年结转%s件，办理答复%s件，结转下年度继续办理%s件。",
				r.Figures["applications.new.total"], r.Figures["applications.carried_in.total"],
				r.Figures["applications.results_total.total"], r.Figures["applications.carried_out.total"])
		}
		return text
	case "problems":
		return "存在的主要问题是政策解读形式不够丰富。下一步将改进解读方式，加强业务培训。"
	case "other":
		return fmt.Sprintf("%d年，%s未收取政府信息公开信息处理费。", r.Year, office)
	}
	return ""
}

// DOCX is the report as a file.
func (r Report) DOCX() ([]byte, error) { return r.Paper().DOCX() }
