package normalize

import (
	"regexp"
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/match"
	"github.com/nianbao/nianbao/schema/template"
)

// story is the narrative of a report: its title and its sections.
type story struct {
	title, agency *string
	year          *int
	sections      []schema.Section
	// first is the number of tables that belong to the first report of the
	// file; rest begins the text behind it, "" where there is none.
	first int
	rest  string
	// images says which sections hold pictures.
	images map[string]bool
	// captions are the years that lines before tables, or their first rows, name.
	captions map[int]int
	// stated is the year that the text names as its own, in the words statedBy;
	// 0 is unknown.
	stated   int
	statedBy string
}

// item is a paragraph or a table of the main story, text boxes unfolded.
type item struct {
	paragraph *doc.Paragraph
	table     int // -1 for a paragraph
	text      string
}

// tell reads the main story.
func tell(d *doc.Document, l laid, c chapters) story {
	items := flatten(nil, d.Blocks, l)
	marks := sections(items, c)
	s := story{sections: []schema.Section{}, first: len(l.tables), images: map[string]bool{}}
	end := len(items)
	if next := secondReport(items, marks); next > 0 {
		end = next
		s.rest = items[next].text
		s.first = 0
		for _, it := range items[:next] {
			if it.table >= 0 {
				s.first = max(s.first, it.table+1+nestedBelow(l, it.table))
			}
		}
	}
	preface := end
	for i := range items[:end] {
		if marks[i].id != "" {
			preface = i
			break
		}
	}
	from, to := s.readTitle(items[:preface])
	current := schema.Section{ID: "preface", Blocks: []schema.Block{}}
	close := func() {
		if current.ID != "preface" || len(current.Blocks) > 0 {
			s.sections = append(s.sections, current)
		}
	}
	for i, it := range items {
		switch {
		case i >= from && i < to:
			continue // the title
		case i == end:
			close()
			heading := it.text
			current = schema.Section{ID: "unknown", Heading: &heading, Blocks: []schema.Block{}}
			continue
		case i < end && marks[i].id != "":
			close()
			heading := it.text
			current = schema.Section{ID: marks[i].id, Heading: &heading, Numbering: it.paragraph.Numbering, Blocks: []schema.Block{}}
			continue
		}
		current.Blocks = s.appendBlocks(current.Blocks, it, current.ID)
	}
	close()
	s.readYears(items[:end])
	s.captions = captions(items[:end], l)
	return s
}

// captions gives the years that tables are said to be of: by their first row,
// or by the nearest of the short lines before them that names one.
func captions(items []item, l laid) map[int]int {
	out := map[int]int{}
	for i, it := range items {
		if it.table < 0 {
			continue
		}
		for _, c := range l.tables[it.table].Cells {
			if c.Row == 0 && out[it.table] == 0 {
				out[it.table] = captionYear(c.Text)
			}
		}
		for j, lines := i-1, 0; j >= 0 && items[j].table < 0 && lines < 3 && out[it.table] == 0; j-- {
			if items[j].text != "" {
				out[it.table] = captionYear(items[j].text)
				lines++
			}
		}
	}
	// A table in a cell of another is of the year that the other is of, or that
	// is named above it there.
	for i := range l.tables {
		at := l.tables[i].Within.Cell
		if at == nil {
			continue
		}
		out[i] = out[at.Table]
		nearest := -1
		for _, c := range l.tables[at.Table].Cells {
			if y := captionYear(c.Text); y != 0 && c.Row <= at.Row && c.Row > nearest {
				out[i], nearest = y, c.Row
			}
		}
	}
	return out
}

// captionYear is the one year that a short line names, 0 for none.
func captionYear(text string) int {
	text = squeeze(text)
	marks := yearMark.FindAllStringSubmatch(text, -1)
	if len(marks) != 1 || len([]rune(text)) > 40 || strings.Contains(text, "。") {
		return 0
	}
	if y := readYear(marks[0][1]); y != nil {
		return *y
	}
	return 0
}

// nestedBelow counts the tables inside a table; they follow it directly.
func nestedBelow(l laid, table int) int {
	n := 0
	for i := table + 1; i < len(l.tables); i++ {
		w := l.tables[i].Within.Cell
		if w == nil || w.Table < table {
			break
		}
		n++
	}
	return n
}

// flatten lists paragraphs and tables in reading order.
func flatten(out []item, blocks []doc.Block, l laid) []item {
	for _, b := range blocks {
		switch {
		case b.Table != nil:
			out = append(out, item{table: l.index[b.Table]})
		case b.Paragraph != nil:
			out = append(out, item{paragraph: b.Paragraph, table: -1, text: clean(b.Paragraph.Text)})
			for _, box := range b.Paragraph.Boxes {
				out = flatten(out, box, l)
			}
		}
	}
	return out
}

// leftover is what programs leave behind in text: a bookmark's name.
var leftover = regexp.MustCompile(`\[bookmark: ?_[A-Za-z0-9_]*\]`)

// clean takes white space off the ends, and program leftovers out.
func clean(s string) string {
	if strings.Contains(s, "[bookmark") {
		s = leftover.ReplaceAllString(s, "")
	}
	return strings.Trim(s, " \t\n\r\u00a0\u3000\u200b\ufeff")
}

// appendBlocks turns an item into blocks of a section.
func (s *story) appendBlocks(blocks []schema.Block, it item, section string) []schema.Block {
	if it.table >= 0 {
		n := it.table
		return append(blocks, schema.Block{Kind: schema.TableBlock, Table: &n})
	}
	p := it.paragraph
	if it.text != "" || p.Numbering != "" || len(p.Equations) > 0 {
		b := schema.Block{Kind: schema.ParagraphBlock, Numbering: p.Numbering, Text: it.text, Equations: p.Equations}
		switch {
		case subHeading(p, it.text):
			b.Kind, b.Level = schema.HeadingBlock, headingLevel(p, it.text)
		case p.List:
			b.Kind = schema.ListBlock
		}
		blocks = append(blocks, b)
	}
	for range p.Images {
		s.images[section] = true
		blocks = append(blocks, schema.Block{Kind: schema.ImageBlock})
	}
	return blocks
}

var (
	secondLevel = regexp.MustCompile(`^[（(][〇零一二三四五六七八九十]{1,3}[）)]`)
	thirdLevel  = regexp.MustCompile(`^[0-9０-９]{1,2}[.．、](?:[^0-9０-９]|$)`)
)

// subHeading tells whether a paragraph heads what follows: a short line that
// is no sentence, with a number of the second level or a heading's style.
func subHeading(p *doc.Paragraph, text string) bool {
	if text == "" || len([]rune(text)) > 32 || strings.ContainsAny(text, "。；！？\n") || strings.HasSuffix(text, "，") || strings.HasSuffix(text, "：") {
		return false
	}
	return p.Outline > 0 || secondLevel.MatchString(p.Numbering+text)
}

func headingLevel(p *doc.Paragraph, text string) int {
	switch {
	case secondLevel.MatchString(p.Numbering + text):
		return 1
	case thirdLevel.MatchString(p.Numbering + text):
		return 2
	}
	return min(max(p.Outline-1, 1), 3)
}

// mark is a section's heading.
type mark struct{ id string }

var firstLevel = regexp.MustCompile(`^(?:第[一二三四五六七八九十]{1,2}(?:部分|章)|[一二三四五六七八九十]{1,2}\s*[、.．，,])\s*`)

// sections finds the headings of sections. A run of three headings or more
// without anything between them is a table of contents where they come again.
func sections(items []item, c chapters) []mark {
	marks := make([]mark, len(items))
	last := map[string]int{}
	for i, it := range items {
		if it.paragraph == nil || it.text == "" {
			continue
		}
		if id := c.sectionOf(it.paragraph, it.text); id != "" {
			marks[i].id = id
			last[id] = i
		}
	}
	for i := 0; i < len(items); {
		if marks[i].id == "" {
			i++
			continue
		}
		j, n, again := i, 0, false
		for j < len(items) && (marks[j].id != "" || items[j].table < 0 && items[j].text == "") {
			if marks[j].id != "" {
				n++
				again = again || last[marks[j].id] > j && marks[j].id != "unknown"
			}
			j++
		}
		if n >= 3 && again {
			for k := i; k < j; k++ {
				marks[k].id = ""
			}
		}
		i = j
	}
	return marks
}

// chapters are the headings of the forms' sections, by core.
type chapters struct{ headings, variants map[string]string }

func newChapters(forms []*template.Form) chapters {
	c := chapters{map[string]string{}, map[string]string{}}
	for _, f := range forms {
		for _, s := range f.Sections {
			c.headings[match.Core(s.Heading)] = s.ID
			for _, v := range s.Variants {
				c.variants[match.Core(v)] = s.ID
			}
		}
	}
	return c
}

// sectionOf gives the section that a paragraph heads, "unknown" for a chapter
// that the form does not have, "" for any other text. A variant of a heading,
// and any other wording, counts only behind a chapter's number or in a
// heading's style.
func (c chapters) sectionOf(p *doc.Paragraph, text string) string {
	if len(text) > 180 || strings.ContainsAny(text, "。；！？\n\t") {
		return ""
	}
	whole := p.Numbering + text
	if secondLevel.MatchString(whole) {
		return "" // （一）主动公开情况 is a part of the first section
	}
	number := firstLevel.FindString(whole)
	core := match.Core(whole[len(number):])
	if core == "" || len(core) > 40*len("一") {
		return ""
	}
	if id, ok := c.headings[core]; ok {
		return id
	}
	if number == "" && p.Outline == 0 {
		return ""
	}
	if id, ok := c.variants[core]; ok {
		return id
	}
	if number == "" {
		return ""
	}
	for _, k := range chapterWords {
		for _, w := range k.words {
			if strings.Contains(core, w) {
				return k.id
			}
		}
	}
	return "unknown"
}

// chapterWords tell a numbered chapter whose heading is none of the form's by
// what it speaks of, the more special words first.
var chapterWords = []struct {
	id    string
	words []string
}{
	{"problems", []string{"问题", "不足", "改进", "困难"}},
	{"review", []string{"复议", "诉讼"}},
	{"applications", []string{"申请"}},
	{"proactive", []string{"主动公开"}},
	{"other", []string{"其他需要", "其它需要", "需要报告", "需要说明"}},
	{"overview", []string{"总体情况", "基本情况", "概述", "概况"}},
}

// secondReport finds where another report of the same file begins: a title
// behind the chapters of the first, before another first chapter.
func secondReport(items []item, marks []mark) int {
	seen := map[string]bool{}
	title := -1
	for i, it := range items {
		id := marks[i].id
		switch {
		case id == "overview" && seen["overview"] && title > 0:
			return title
		case id != "":
			seen[id] = true
		case it.paragraph != nil && len(seen) >= 2 && titleLike(it.text):
			if title < 0 || i-title > 6 {
				title = i
			}
		}
	}
	return -1
}
