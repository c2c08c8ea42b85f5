package html

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// editions are all there are.
var editions = []Options{{}, {English: true}, {Review: true}, {Review: true, English: true}}

// TestPages writes reports of every kind in every edition, and holds each page
// to what every page must be.
func TestPages(t *testing.T) {
	for _, c := range []struct {
		name  string
		build func(t *testing.T) schema.Report
	}{
		{"a sound report of 2021", func(t *testing.T) schema.Report { return newDraft(t, "2021", 1).report() }},
		{"a sound report of 2019, with its local row", func(t *testing.T) schema.Report { return newDraft(t, "2019", 2).report() }},
		{"2019 without its local row", func(t *testing.T) schema.Report {
			d := newDraft(t, "2019", 2)
			d.Facts = deleteFacts(d.Facts, "proactive.other_documents.")
			return d.report()
		}},
		{"the list of 2014", func(t *testing.T) schema.Report { return newDraft(t, "2014", 3).report() }},
		{"blanks, proofs, contradictions, choices", mixed},
		{"forms mixed table by table", func(t *testing.T) schema.Report {
			d := newDraft(t, "2021", 5)
			other := newDraft(t, "2019", 5)
			d.Facts = append(deleteFacts(d.Facts, "applications."), keepFacts(other.Facts, "applications.")...)
			d.Template.Tables.Applications = "2019"
			return d.report()
		}},
		{"no table at all", func(t *testing.T) schema.Report {
			d := newDraft(t, "2021", 6)
			d.Facts, d.Tables, d.Template = nil, nil, schema.Template{ID: schema.FormUnknown}
			for i := range d.Sections {
				d.Sections[i].Blocks = d.Sections[i].Blocks[:1]
			}
			return d.report()
		}},
		{"nothing known", func(t *testing.T) schema.Report {
			return schema.Report{Template: schema.Template{ID: schema.FormUnknown}}
		}},
		{"hostile text", hostile},
		{"other tables, nested and ragged", tables},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := c.build(t)
			for _, o := range editions {
				t.Run(fmt.Sprintf("review=%v,english=%v", o.Review, o.English), func(t *testing.T) { hold(t, r, o) })
			}
		})
	}
}

func deleteFacts(facts []schema.Fact, prefix string) (out []schema.Fact) {
	for _, f := range facts {
		if !strings.HasPrefix(f.ID, prefix) {
			out = append(out, f)
		}
	}
	return out
}

func keepFacts(facts []schema.Fact, prefix string) (out []schema.Fact) {
	for _, f := range facts {
		if strings.HasPrefix(f.ID, prefix) {
			out = append(out, f)
		}
	}
	return out
}

func mixed(t *testing.T) schema.Report {
	d := newDraft(t, "2021", 4)
	d.repair("applications.granted.natural_person", "applications.partial.natural_person", "applications.results_total.total")
	d.blank("proactive.regulations.in_force", "applications.new.research")
	d.contradict("review.upheld", "review.corrected", "review.total")
	f := d.fact("proactive.fees.amount")
	f.Value, f.Status, f.Origin = ptr(schema.Number{Unscaled: 962375, Scale: 4}), schema.Supplied, &schema.Origin{By: "set", Who: "<经办>", Why: "见台账"}
	f = d.fact("proactive.penalty.decisions")
	f.Value, f.Status, f.Raw, f.Origin = ptr(schema.Count(0)), schema.Assumed, ptr("/"), &schema.Origin{By: "blank-as-zero"}
	// A figure whose row is lost has no cell.
	f = d.fact("litigation.direct.total")
	f.Value, f.Status, f.Raw, f.At, f.Range = nil, schema.Unresolved, nil, nil, nil
	d.find(schema.Finding{Code: "row-orphaned", Severity: schema.Warning, MessageZh: "行名缺失", At: &schema.Place{Table: 1, Row: 9, Column: 3}})
	d.find(schema.Finding{Code: "narrative-mismatch", Severity: schema.Warning, MessageZh: "与正文不符", Section: "overview", Excerpt: "共 12 件"})
	d.find(schema.Finding{Code: "hidden-text", Severity: schema.Warning, MessageZh: "隐藏文字", At: &schema.Place{Table: 99}})
	return d.report()
}

// hostile has markup, scripts and worse wherever a document may have text.
func hostile(t *testing.T) schema.Report {
	const evil = `<script>alert(1)</script>]]>--><img src=x onerror=alert(1)>"' onload='x' javascript:alert(1) </style></title><!-- &lt; &#0;`
	d := newDraft(t, "2021", 7)
	d.Title, d.Agency = ptr(evil+"报告"), ptr(`"><b>`)
	d.Source.Name = `"><script src="https://example.org/x.js">`
	at := d.section("other", evil)
	for _, kind := range []schema.BlockKind{schema.HeadingBlock, schema.ParagraphBlock, schema.ListBlock, schema.ImageBlock} {
		d.block(at, schema.Block{Kind: kind, Level: 3, Text: evil, Numbering: `<i>1.`, Equations: []string{evil}})
	}
	d.paragraph(at, "\x00\x01\x1b[31m\u202e反\u202c\ufeff\xff\ufdd0\u0085 url(javascript:1) https://example.org/ href=\"#\"")
	d.plain(at, schema.Within{}, []string{evil, evil}, []string{"=HYPERLINK()", evil})
	f := d.fact("review.upheld")
	f.Status, f.Value, f.Raw = schema.Unresolved, nil, ptr(evil)
	d.find(schema.Finding{Code: evil, Severity: schema.Severity(evil), MessageZh: evil, Message: evil, Suggestion: ptr(evil), SuggestionZh: ptr(evil), Excerpt: evil, Facts: []string{"review.upheld"}})
	return d.report()
}

// tables has a form's table in a cell of another, the same form twice, one in
// a footer, and a ragged one of no form.
func tables(t *testing.T) schema.Report {
	d := newDraft(t, "2021", 8)
	form := formOf(t, "2021")
	// The review table moves into a cell of an outer one.
	review := d.Tables[2]
	d.Sections[4].Blocks = d.Sections[4].Blocks[:2]
	d.Tables = d.Tables[:2]
	outer := d.plain(4, schema.Within{}, []string{"附表说明", ""}, []string{"下表单位为件", "制表：办公室"})
	review.Index = len(d.Tables)
	review.Within.Cell = &schema.Place{Table: outer, Row: 0, Column: 1}
	d.Tables = append(d.Tables, review)
	for i := range d.Facts {
		if d.Facts[i].At.Table == 2 {
			d.Facts[i].At.Table = review.Index
		}
	}
	// The same form a second time is left out; a ragged table is kept.
	facts := d.Facts
	d.table(4, form.Table("review"))
	d.Facts = facts
	ragged := d.plain(5, schema.Within{}, []string{"项目", "数量", "备注"}, []string{"培训", "3"}, []string{"会议", "12", "含视频会议\n两次"})
	d.Tables[ragged].Cells[0].RowSpan = 1
	d.find(schema.Finding{Code: "table-unknown", Severity: schema.Info, MessageZh: "按原样保留", Message: "kept", At: &schema.Place{Table: ragged}})
	d.plain(5, schema.Within{}, []string{" ", "　"})
	d.plain(-1, schema.Within{Story: "footer"}, []string{"页脚文字"})
	d.plain(-1, schema.Within{Story: "textbox"}, []string{"文本框里的表"})
	// A section that repeats the title, and one with deep headings and no order.
	d.Sections[0].Blocks = append([]schema.Block{{Kind: schema.ParagraphBlock, Text: "临沅区卫生健康局"}, {Kind: schema.ParagraphBlock, Text: "2023年政府信息公开 工作年度报告"}}, d.Sections[0].Blocks...)
	d.block(6, schema.Block{Kind: schema.HeadingBlock, Level: 4, Text: "深处的标题"})
	for i := range 3 {
		d.block(6, schema.Block{Kind: schema.ListBlock, Numbering: strconv.Itoa(i+1) + ".", Text: "事项"})
	}
	d.block(6, schema.Block{Kind: schema.ParagraphBlock, Text: "甲\n乙", Equations: []string{"a<b"}})
	d.paragraph(6, "临沅区卫生健康局")
	d.paragraph(6, "2024年1月20日")
	return d.report()
}

var events = regexp.MustCompile(`^on`)

// hold asserts what every page must be.
func hold(t *testing.T, r schema.Report, o Options) {
	t.Helper()
	page, err := Write(r, o)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := Write(r, o)
	if !bytes.Equal(page, again) {
		t.Error("the same report gives other bytes the second time")
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	holdStructure(t, doc)
	holdQuiet(t, doc)
	holdTables(t, doc)
	holdFigures(t, doc, r)
	holdText(t, doc, r)
	if o.Review {
		holdReasons(t, doc, r)
	} else if doc.Find("[data-severity], .mark, .written").Length() > 0 {
		t.Error("the clean edition has marks")
	}
}

func holdStructure(t *testing.T, doc *goquery.Document) {
	if lang, _ := doc.Find("html").Attr("lang"); lang != "zh-CN" {
		t.Errorf("the page's language is %q", lang)
	}
	if n := doc.Find("h1").Length(); n != 1 {
		t.Errorf("there are %d h1", n)
	}
	if strings.TrimSpace(doc.Find("title").Text()) == "" || strings.TrimSpace(doc.Find("h1").Text()) == "" {
		t.Error("the title is empty")
	}
	last := 0
	doc.Find("h1,h2,h3,h4,h5,h6").Each(func(_ int, s *goquery.Selection) {
		level := int(goquery.NodeName(s)[1] - '0')
		if level > last+1 {
			t.Errorf("heading %q of level %d stands under one of level %d", s.Text(), level, last)
		}
		last = level
	})
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id, _ := s.Attr("id")
		if ids[id] || id == "" || strings.ContainsFunc(id, unicode.IsSpace) {
			t.Errorf("id %q stands twice, or is none", id)
		}
		ids[id] = true
	})
	doc.Find("[href], [aria-labelledby]").Each(func(_ int, s *goquery.Selection) {
		if href, ok := s.Attr("href"); ok && (!strings.HasPrefix(href, "#") || !ids[href[1:]]) {
			t.Errorf("link to %q, which is not on the page", href)
		}
		if label, ok := s.Attr("aria-labelledby"); ok && !ids[label] {
			t.Errorf("label %q is not on the page", label)
		}
	})
	doc.Find("[headers]").Each(func(_ int, s *goquery.Selection) {
		list, _ := s.Attr("headers")
		for _, id := range strings.Fields(list) {
			if s.Closest("table").Find("th#"+id).Length() != 1 {
				t.Errorf("header %s is no th of its table", id)
			}
		}
	})
}

// holdQuiet asserts that nothing on the page runs or asks for anything.
func holdQuiet(t *testing.T, doc *goquery.Document) {
	policy, _ := doc.Find(`meta[http-equiv="Content-Security-Policy"]`).Attr("content")
	if !strings.HasPrefix(policy, "default-src 'none'; style-src 'sha256-") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	allowed := map[string]bool{}
	for _, name := range strings.Fields("html head meta title style body main header section footer h1 h2 h3 h4 h5 h6 p br span strong code blockquote a ul ol li dl dt dd div table caption colgroup col thead tbody tr th td details summary") {
		allowed[name] = true
	}
	doc.Find("*").Each(func(_ int, s *goquery.Selection) {
		name := goquery.NodeName(s)
		if !allowed[name] {
			t.Errorf("there is a %s", name)
		}
		for _, a := range s.Get(0).Attr {
			if events.MatchString(a.Key) || a.Key == "style" || a.Key == "src" || a.Key == "srcset" || a.Key == "action" || a.Key == "target" {
				t.Errorf("%s has %s=%q", name, a.Key, a.Val)
			}
		}
	})
	css := doc.Find("style").Text()
	sum := sha256.Sum256([]byte(css))
	if !strings.Contains(policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
		t.Error("the policy forbids the style sheet")
	}
	if strings.Contains(css, "url(") || strings.Contains(css, "@import") || strings.Contains(css, "</") {
		t.Error("the style sheet asks for something")
	}
}

// holdTables asserts that each table has a caption, a name, and covers each
// position once.
func holdTables(t *testing.T, doc *goquery.Document) {
	doc.Find("table").Each(func(_ int, table *goquery.Selection) {
		if strings.TrimSpace(table.Find("caption").Text()) == "" {
			t.Error("a table has no caption")
		}
		box := table.Parent()
		if role, _ := box.Attr("role"); role != "region" || box.AttrOr("tabindex", "") != "0" {
			t.Error("a table's box cannot be scrolled by keyboard")
		}
		rows := table.Find("tr")
		covered := map[[2]int]bool{}
		width, height := 0, rows.Length()
		rows.Each(func(r int, row *goquery.Selection) {
			column := 0
			row.Children().Each(func(_ int, cell *goquery.Selection) {
				for covered[[2]int{r, column}] {
					column++
				}
				down, across := span(cell, "rowspan"), span(cell, "colspan")
				for i := r; i < r+down; i++ {
					for k := column; k < column+across; k++ {
						if covered[[2]int{i, k}] {
							t.Errorf("row %d, column %d is covered twice", i, k)
						}
						covered[[2]int{i, k}] = true
						width = max(width, k+1)
					}
				}
				if r+down > height {
					t.Errorf("a cell of row %d reaches below the table", r)
				}
				column += across
			})
		})
		if len(covered) != width*height {
			t.Errorf("%d of %d × %d positions are covered", len(covered), width, height)
		}
		// A span does not leave its group of rows.
		table.Find("thead, tbody").Each(func(_ int, group *goquery.Selection) {
			n := group.Children().Length()
			group.Children().Each(func(r int, row *goquery.Selection) {
				row.Children().Each(func(_ int, cell *goquery.Selection) {
					if r+span(cell, "rowspan") > n {
						t.Errorf("%q spans out of its row group", cell.Text())
					}
				})
			})
		})
	})
}

func span(s *goquery.Selection, name string) int {
	n, err := strconv.Atoi(s.AttrOr(name, "1"))
	if err != nil {
		return 1
	}
	return n
}

// holdFigures asserts that every figure of a form that was found stands on the
// page once, as the report has it, under the labels of its form.
func holdFigures(t *testing.T, doc *goquery.Document, r schema.Report) {
	forms := map[string]*template.Table{}
	for id, form := range map[string]string{"proactive": r.Template.Tables.Proactive, "applications": r.Template.Tables.Applications, "review": r.Template.Tables.Review, "stats": r.Template.Tables.Stats} {
		if form != "" {
			forms[id] = formOf(t, form).Table(id)
		}
	}
	want := map[string]*schema.Fact{}
	for i := range r.Facts {
		for _, form := range forms {
			if form.Index(r.Facts[i].ID) >= 0 {
				want[r.Facts[i].ID] = &r.Facts[i]
			}
		}
	}
	doc.Find("[data-fact]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("data-fact", "")
		f := want[id]
		if f == nil {
			t.Errorf("figure %s stands twice, or is not the report's", id)
			return
		}
		delete(want, id)
		if got := s.AttrOr("data-status", ""); got != string(f.Status) {
			t.Errorf("figure %s has status %s, want %s", id, got, f.Status)
		}
		s = s.Clone()
		s.Find(".mark").Remove()
		text, value := s.Text(), ""
		if f.Value != nil {
			value = f.Value.String()
		}
		if text != value {
			t.Errorf("figure %s is %q, want %q", id, text, value)
		}
	})
	for id := range want {
		t.Errorf("figure %s is not on the page", id)
	}
	for _, form := range forms {
		for i, f := range form.Facts {
			cell := doc.Find(`[data-fact="` + f.ID + `"]`)
			if cell.Length() == 0 {
				continue
			}
			for _, leaf := range []template.Leaf{form.Row(form.Facts[i]), form.Column(form.Facts[i])} {
				for _, node := range append(leaf.Groups[:len(leaf.Groups):len(leaf.Groups)], leaf.Node) {
					found := node.Label == ""
					for _, id := range strings.Fields(cell.AttrOr("headers", "")) {
						found = found || strings.HasPrefix(doc.Find("#"+id).Text(), node.Label)
					}
					if !found {
						t.Errorf("figure %s is not under %q", f.ID, node.Label)
					}
				}
			}
		}
	}
}

// holdText asserts that the narrative stands on the page, whole and in order.
func holdText(t *testing.T, doc *goquery.Document, r schema.Report) {
	page := doc.Find("main").Clone()
	page.Find("table, .summary, .notes, .written").Remove()
	text := squeeze(page.Text())
	if r.Title != nil && !strings.HasPrefix(text, squeeze(*r.Title)) {
		t.Error("the page does not begin with the title")
	}
	at := 0
	seek := func(s string) {
		s = squeeze(s)
		i := strings.Index(text[at:], s)
		if i < 0 {
			t.Errorf("%q is not on the page, or not in its place", s)
			return
		}
		at += i + len(s)
	}
	for i, s := range r.Sections {
		if s.Heading != nil {
			seek(*s.Heading)
		}
		for k, b := range s.Blocks {
			if i == 0 && k < 2 && r.Title != nil && strings.Contains(squeeze(*r.Title), squeeze(b.Text)) {
				continue
			}
			seek(b.Numbering)
			seek(b.Text)
			if b.Kind != schema.ImageBlock {
				for _, e := range b.Equations {
					seek(e)
				}
			}
		}
	}
	all := squeeze(doc.Find("main").Text())
	for _, table := range r.Tables {
		if table.TemplateTable != nil || table.Within.Story == "footer" {
			continue
		}
		for _, c := range table.Cells {
			if !strings.Contains(all, squeeze(c.Text)) {
				t.Errorf("cell %q of table %d is not on the page", c.Text, table.Index)
			}
		}
	}
}

// squeeze leaves out what the page may change: white space, and what no page
// may hold.
func squeeze(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c != 0x85 && unicode.IsSpace(c), c >= 0x202A && c <= 0x202E, c == 0xFEFF:
		case c < ' ', c == 0x7F, c >= 0x80 && c < 0xA0, c >= 0xFDD0 && c <= 0xFDEF:
			b.WriteRune(unicode.ReplacementChar)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// holdReasons asserts that each figure which is not as given has a sign, and a
// note that leads back to it; and that findings come worst first.
func holdReasons(t *testing.T, doc *goquery.Document, r schema.Report) {
	doc.Find("[data-fact]").Each(func(_ int, s *goquery.Selection) {
		id, status := s.AttrOr("data-fact", ""), s.AttrOr("data-status", "")
		mark := s.Find("a.mark[role=doc-noteref]")
		if status == string(schema.Given) {
			if mark.Length() != 0 {
				t.Errorf("figure %s is as given and marked", id)
			}
			return
		}
		if mark.Length() != 1 || len([]rune(squeeze(mark.Text()))) < 3 {
			t.Errorf("figure %s, %s, has the mark %q", id, status, mark.Text())
			return
		}
		note := doc.Find(`[role=doc-footnote][id="` + strings.TrimPrefix(mark.AttrOr("href", ""), "#") + `"]`)
		if note.Length() != 1 || note.Find(`a[href="#`+id+`"]`).Length() != 1 {
			t.Errorf("the note of figure %s does not lead back to it", id)
		}
	})
	order := []string{}
	doc.Find("[data-severity]").Each(func(_ int, s *goquery.Selection) { order = append(order, s.AttrOr("data-severity", "")) })
	if len(order) != len(r.Findings) {
		t.Errorf("%d findings on the page, want %d", len(order), len(r.Findings))
	}
	rank := map[string]int{"error": 0, "warning": 1, "info": 2}
	for i := 1; i < len(order); i++ {
		a, ok := rank[order[i-1]]
		if b := rank[order[i]]; ok && a > b {
			t.Errorf("findings are in the order %v", order)
			break
		}
	}
}
