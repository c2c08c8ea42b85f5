package layout

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// title is the report's own, or one made of the agency and the year.
func (v *view) title(agency string, year int) []string {
	if v.report.Title != nil {
		var lines []string
		for line := range strings.SplitSeq(*v.report.Title, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		if len(lines) == 1 && agency != "" {
			// The agency stands on a line of its own where the year follows it.
			if rest, ok := strings.CutPrefix(lines[0], agency); ok && startsWithYear(rest) {
				return []string{agency, rest}
			}
		}
		if lines != nil {
			return lines
		}
	}
	title := "政府信息公开工作年度报告"
	if year != 0 {
		title = strconv.Itoa(year) + "年" + title
	}
	if agency != "" {
		return []string{agency, title}
	}
	return []string{title}
}

func startsWithYear(s string) bool {
	year, _, ok := strings.Cut(s, "年")
	return ok && digits(year, 4)
}

// section gives a section's pieces. The paragraphs at the very beginning that
// repeat the page's title are the title.
func (v *view) section(s *schema.Section, first bool) Section {
	out := Section{ID: s.ID, Heading: v.heading(s)}
	blocks := s.Blocks
	if first && v.report.Title != nil {
		blocks = afterTitle(blocks, *v.report.Title)
	}
	out.Pieces = make([]Piece, 0, len(blocks))
	for i := range blocks {
		out.Pieces = v.block(out.Pieces, &blocks[i])
	}
	return out
}

// heading is the section's as written; that of the form for a section that
// has a place in it and lost its heading.
func (v *view) heading(s *schema.Section) string {
	if s.Heading != nil {
		if h := strings.TrimSpace(*s.Heading); h != "" {
			return strings.TrimSpace(s.Numbering) + h
		}
	}
	return v.official(s.ID)
}

var ordinals = [...]string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// official is the form's heading of a section; empty where the form has none.
func (v *view) official(section string) string {
	for _, f := range v.Forms {
		if f.ID != v.report.Template.ID && v.report.Template.ID != schema.FormUnknown {
			continue
		}
		for _, s := range f.Sections {
			if s.ID == section && s.Number > 0 && s.Number < len(ordinals) {
				return ordinals[s.Number] + "、" + s.Heading
			}
		}
	}
	return ""
}

func afterTitle(blocks []schema.Block, title string) []schema.Block {
	rest := solid(title)
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != schema.ParagraphBlock && b.Kind != schema.HeadingBlock {
			break
		}
		text := solid(b.Text)
		if b.Numbering != "" || len(b.Equations) > 0 || !strings.HasPrefix(rest, text) {
			break
		}
		if rest = rest[len(text):]; rest == "" {
			return blocks[i+1:]
		}
	}
	return blocks
}

// solid is a text without its white space.
func solid(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, s)
}

func (v *view) block(out []Piece, b *schema.Block) []Piece {
	p := Piece{Numbering: strings.TrimSpace(b.Numbering), Text: strings.TrimSpace(b.Text), Equations: b.Equations}
	switch b.Kind {
	case schema.TableBlock:
		if b.Table != nil {
			out = v.table(out, *b.Table)
		}
		if p.Text == "" {
			return out
		}
		p.Kind = Paragraph
	case schema.HeadingBlock:
		p.Kind, p.Depth = Heading, 2+max(1, b.Level)
	case schema.ListBlock:
		p.Kind = Item
	case schema.ImageBlock:
		p.Kind = Image
		return append(out, p)
	default: // a paragraph, and what a later version of the report may add
		p.Kind = Paragraph
	}
	if p.Text == "" && p.Numbering == "" && len(p.Equations) == 0 {
		return out
	}
	if p.Kind == Heading && p.Text == "" {
		p.Kind = Paragraph
	}
	return append(out, p)
}

// deepen sets the depth of headings so that none is more than one deeper than
// the one before.
func deepen(sections []Section) {
	last := 1
	for i := range sections {
		if sections[i].Heading != "" {
			last = 2
		}
		for k := range sections[i].Pieces {
			if p := &sections[i].Pieces[k]; p.Kind == Heading {
				p.Depth = min(p.Depth, last+1, 6)
				last = p.Depth
			}
		}
	}
}

// sign finds the agency's name and the date that close a report: the last
// paragraph is a date alone, and the one before has no full stop.
func sign(pieces []Piece) {
	n := len(pieces) - 1
	if n < 0 || pieces[n].Kind != Paragraph || !isDate(solid(pieces[n].Text)) {
		return
	}
	pieces[n].Kind = Signature
	if n == 0 || pieces[n-1].Kind != Paragraph {
		return
	}
	text := []rune(pieces[n-1].Text)
	if len(text) <= 30 && !strings.ContainsAny(pieces[n-1].Text, "。；：！？，\n") {
		pieces[n-1].Kind = Signature
	}
}

// isDate tells whether a text is a day, in Arabic or Chinese digits.
func isDate(s string) bool {
	year, rest, ok := strings.Cut(s, "年")
	month, rest, ok2 := strings.Cut(rest, "月")
	day, rest, ok3 := strings.Cut(rest, "日")
	return ok && ok2 && ok3 && rest == "" && digits(year, 4) && digits(month, 1) && digits(day, 1)
}

func digits(s string, least int) bool {
	n := 0
	for _, c := range s {
		if !strings.ContainsRune("0123456789０１２３４５６７８９〇零○一二三四五六七八九十", c) {
			return false
		}
		n++
	}
	return n >= least && n <= 4
}

// strays prints what no block of a section refers to: form tables that stand
// in a header, a footer or a text box, at the end of their section, and other
// tables of text boxes and notes at the end of the report. Other tables of
// headers and footers belong to the paper, not to the report.
func (v *view) strays(sections []Section) []Section {
	for i := range v.report.Tables {
		t := &v.report.Tables[i]
		if v.placed[i] || v.holder(i) >= 0 {
			continue
		}
		var pieces []Piece
		section := ""
		switch form := v.formOf(i); {
		case form != nil:
			section = form.Section
		case v.frames(i):
			section = v.framed(i).Section
		case t.Within.Story == "header" || t.Within.Story == "footer":
			continue
		}
		if pieces = v.table(nil, i); len(pieces) == 0 {
			continue
		}
		sections = put(sections, section, v.official(section), pieces)
	}
	return sections
}

// holder is the table that another is nested in, and that is yet to be printed
// itself; -1 where there is none.
func (v *view) holder(i int) int {
	c := v.report.Tables[i].Within.Cell
	if c == nil || c.Table < 0 || c.Table >= i {
		return -1
	}
	return c.Table
}

// put appends pieces to the section of that id, or to the last one; before the
// closing signature.
func put(sections []Section, id, heading string, pieces []Piece) []Section {
	at := -1
	for i := range sections {
		if id != "" && sections[i].ID == id {
			at = i
		}
	}
	switch {
	case at >= 0:
	case len(sections) == 0 || heading != "":
		sections = append(sections, Section{ID: id, Heading: heading})
		at = len(sections) - 1
	default:
		at = len(sections) - 1
	}
	sections[at].Pieces = append(sections[at].Pieces, pieces...)
	return sections
}

// missing says in the review edition which tables of the form are not there.
func (v *view) missing(sections []Section) ([]Section, []string) {
	if v.report.Template.ID == schema.FormUnknown {
		return sections, nil
	}
	var form *template.Form
	for _, f := range v.Forms {
		if f.ID == v.report.Template.ID {
			form = f
		}
	}
	if form == nil {
		return sections, nil
	}
	var remarks []string
	for i := range form.Tables {
		t := &form.Tables[i]
		if v.found(t.ID) != "" {
			continue
		}
		line := v.missingText(t)
		placed := false
		for k := range sections {
			if t.Section != "" && sections[k].ID == t.Section {
				sections[k].Pieces = append(sections[k].Pieces, Piece{Kind: Remark, Text: line})
				placed = true
				break
			}
		}
		if !placed {
			remarks = append(remarks, line)
		}
	}
	return sections, remarks
}

func (v *view) missingText(t *template.Table) string {
	if v.English {
		return Fill(v.words.TableMissing, t.TitleEn)
	}
	return Fill(v.words.TableMissing, t.Title)
}

// formNames are the forms that the report's tables follow, each once.
func (v *view) formNames() []string {
	var out []string
	for _, f := range v.Forms {
		for _, id := range [...]string{"proactive", "applications", "review", "stats"} {
			if v.found(id) == f.ID {
				out = append(out, "《"+f.Name+"》（"+f.Notice+"）")
				break
			}
		}
	}
	return out
}
