package paper

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"image/png"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// reviewer is who changed and commented on the document: a part, not a person.
const reviewer = `w:author="审稿" w:date="2024-01-12T09:30:00Z"`

// writer turns blocks into the main part, and gathers what the other parts
// need: relationships, comments, footnotes, pictures.
type writer struct {
	doc  *Document
	out  *strings.Builder
	rels strings.Builder
	err  error

	// ids counts everything in the part that needs a number of its own.
	ids, relations int
	// mark goes on from one paragraph's identity to the next, revision is the
	// editing session that Word would name.
	mark     uint32
	revision string
	// numbered is true once a paragraph has an automatic number.
	numbered            bool
	comments, footnotes []string
	pictures            []string
	// parts are the parts beside the main one.
	parts []part
}

func newWriter(d *Document) *writer {
	h := fnv.New32a()
	h.Write([]byte(d.Properties.Title))
	for _, b := range d.Blocks {
		if b.Paragraph != nil && b.Paragraph.Final() != "" {
			h.Write([]byte(b.Paragraph.Final()))
			break
		}
	}
	s := h.Sum32()
	return &writer{doc: d, out: new(strings.Builder), mark: s, revision: fmt.Sprintf("00%06X", s>>8)}
}

// look is how the text of a style is set.
type look struct {
	id, font string
	// size is in half-points.
	size    int
	bold    bool
	outline int
}

var looks = [...]look{
	Body:     {"", "仿宋_GB2312", 32, false, 0},
	Title:    {"a3", "方正小标宋简体", 44, false, 0},
	Heading1: {"1", "黑体", 32, false, 1},
	Heading2: {"2", "楷体_GB2312", 32, false, 2},
	Heading3: {"3", "仿宋_GB2312", 32, true, 3},
	Cell:     {"", "宋体", 20, false, 0},
}

// styled says whether the paragraph names its style in the file.
func (d *Document) styled(s Style) bool {
	return looks[s].id != "" && !d.Direct
}

func (w *writer) printf(format string, args ...any) { fmt.Fprintf(w.out, format, args...) }

func (w *writer) id() int {
	w.ids++
	return w.ids
}

func (w *writer) related(kind, target string) string {
	w.relations++
	id := "rId" + strconv.Itoa(w.relations)
	fmt.Fprintf(&w.rels, `<Relationship Id="%s" Type="%s/%s" Target="%s"/>`, id, relNS, kind, target)
	return id
}

func (w *writer) blocks(blocks []Block) {
	for _, b := range blocks {
		switch {
		case b.Paragraph != nil:
			w.paragraph(b.Paragraph)
		case b.Table != nil:
			w.table(b.Table)
		default:
			w.out.WriteString(b.XML)
		}
	}
}

// open begins an element that Word would mark with its identity.
func (w *writer) open(tag string) {
	w.mark = w.mark*1103515245 + 12345
	w.printf(`<%s w14:paraId="%08X"`, tag, w.mark&0x7fffffff)
	if w.doc.Maker == Word {
		w.printf(` w14:textId="77777777" w:rsidR="%s"`, w.revision)
		if tag == "w:p" {
			w.printf(` w:rsidRDefault="%s"`, w.revision)
		}
	}
	w.out.WriteString(">")
}

func (w *writer) paragraph(p *Paragraph) {
	l := looks[p.Style]
	w.open("w:p")
	w.out.WriteString("<w:pPr>")
	if w.doc.styled(p.Style) {
		w.printf(`<w:pStyle w:val="%s"/>`, l.id)
	}
	// The schema fixes the order of properties.
	if w.doc.Maker == WPS {
		w.out.WriteString(`<w:keepNext w:val="0"/><w:keepLines w:val="0"/>`)
	}
	if p.PageBreak {
		w.out.WriteString(`<w:pageBreakBefore/>`)
	}
	if w.doc.Maker == WPS {
		w.out.WriteString(`<w:widowControl/>`)
	}
	if p.Number != NoNumber {
		w.numbered = true
		level, list := max(0, l.outline-1), 1
		switch {
		case p.Number == Bullet:
			list = 3
		case p.Style == Body || p.Style == Cell:
			list = 2
		}
		w.printf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, list)
	}
	align := p.Align
	switch p.Style {
	case Cell:
		if w.doc.Maker == WPS {
			w.out.WriteString(`<w:spacing w:before="0" w:beforeAutospacing="1" w:after="0" w:afterAutospacing="0"/>`)
		}
		if align == "" && len([]rune(p.Final())) <= 9 {
			align = "center"
		}
	case Title:
		if align == "" {
			align = "center"
		}
		w.out.WriteString(`<w:spacing w:line="600" w:lineRule="exact"/>`)
	default:
		w.out.WriteString(`<w:spacing w:line="560" w:lineRule="exact"/>`)
		if align == "" {
			w.out.WriteString(`<w:ind w:firstLineChars="200" w:firstLine="640"/>`)
		}
	}
	if align != "" {
		w.printf(`<w:jc w:val="%s"/>`, align)
	}
	w.out.WriteString("<w:rPr>")
	w.look(Run{}, l, true)
	w.out.WriteString("</w:rPr></w:pPr>")
	for _, r := range p.Runs {
		w.run(r, l)
	}
	w.out.WriteString("</w:p>")
}

// look writes run properties. Word and WPS give East Asian text a hint.
func (w *writer) look(r Run, l look, eastAsian bool) {
	font := l.font
	if r.Font != "" {
		font = r.Font
	}
	w.out.WriteString("<w:rFonts")
	if eastAsian {
		w.out.WriteString(` w:hint="eastAsia"`)
	}
	w.printf(` w:ascii="%s" w:eastAsia="%s" w:hAnsi="%s" w:cs="宋体"/>`, font, font, font)
	if l.bold || r.Bold {
		w.out.WriteString("<w:b/><w:bCs/>")
	}
	if r.Struck {
		w.out.WriteString("<w:strike/>")
	}
	if r.Hidden {
		w.out.WriteString("<w:vanish/>")
	}
	if r.Red {
		w.out.WriteString(`<w:color w:val="FF0000"/>`)
	}
	if l.size < 32 {
		w.out.WriteString(`<w:kern w:val="0"/>`)
	}
	w.printf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, l.size, l.size)
	if r.Highlight {
		w.out.WriteString(`<w:highlight w:val="yellow"/>`)
	}
	if r.Raised {
		w.out.WriteString(`<w:vertAlign w:val="superscript"/>`)
	}
}

// run writes a run with all that hangs on it.
func (w *writer) run(r Run, l look) {
	if r.Bookmark != "" {
		id := w.id()
		w.printf(`<w:bookmarkStart w:id="%d" w:name="%s"/><w:bookmarkEnd w:id="%d"/>`, id, escape(r.Bookmark), id)
	}
	if r.Comment != "" {
		w.comments = append(w.comments, r.Comment)
		w.printf(`<w:commentRangeStart w:id="%d"/>`, len(w.comments)-1)
	}
	switch r.Change {
	case Inserted:
		w.printf(`<w:ins w:id="%d" %s>`, w.id(), reviewer)
	case Deleted:
		w.printf(`<w:del w:id="%d" %s>`, w.id(), reviewer)
	}
	if r.Field != "" {
		w.char(r, l, true, `<w:fldChar w:fldCharType="begin"/>`)
		w.char(r, l, true, `<w:instrText xml:space="preserve"> `+escape(r.Field)+` </w:instrText>`)
		w.char(r, l, true, `<w:fldChar w:fldCharType="separate"/>`)
	}
	w.text(r, l)
	if r.Field != "" {
		w.char(r, l, true, `<w:fldChar w:fldCharType="end"/>`)
	}
	switch r.Change {
	case Inserted:
		w.out.WriteString("</w:ins>")
	case Deleted:
		w.out.WriteString("</w:del>")
	}
	if r.Comment != "" {
		n := len(w.comments) - 1
		w.printf(`<w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r>`, n, n)
	}
	if r.Footnote != "" {
		w.footnotes = append(w.footnotes, r.Footnote)
		w.printf(`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="%d"/></w:r>`, len(w.footnotes))
	}
	if r.Picture != "" {
		w.picture(r.Picture)
	}
	w.out.WriteString(r.XML)
}

func (w *writer) char(r Run, l look, eastAsian bool, content string) {
	w.out.WriteString("<w:r><w:rPr>")
	w.look(r, l, eastAsian)
	w.out.WriteString("</w:rPr>" + content + "</w:r>")
}

// text writes the text of a run, cut where the script changes, as both
// programs do when it was typed.
func (w *writer) text(r Run, l look) {
	tag := "w:t"
	if r.Change == Deleted {
		tag = "w:delText"
	}
	rest := []rune(r.Text)
	for len(rest) > 0 {
		switch rest[0] {
		case '\n':
			w.char(r, l, true, "<w:br/>")
			rest = rest[1:]
			continue
		case '\t':
			w.char(r, l, true, "<w:tab/>")
			rest = rest[1:]
			continue
		}
		east := !latin(rest[0])
		end := slices.IndexFunc(rest, func(c rune) bool { return c == '\n' || c == '\t' || latin(c) == east })
		if end < 0 {
			end = len(rest)
		}
		s := string(rest[:end])
		rest = rest[end:]
		attr := ""
		if strings.TrimFunc(s, unicode.IsSpace) != s {
			attr = ` xml:space="preserve"`
		}
		w.char(r, l, east, "<"+tag+attr+">"+escape(s)+"</"+tag+">")
	}
}

func latin(c rune) bool { return c < 0x80 }

func (w *writer) picture(name string) {
	data := w.doc.Media[name]
	size, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		w.err = fmt.Errorf("picture %q: %w", name, err)
		return
	}
	w.pictures = append(w.pictures, name)
	n := len(w.pictures)
	rel := w.related("image", fmt.Sprintf("media/image%d.png", n))
	// 9525 EMU are one pixel at 96 to the inch; 5400000 is the width of the text.
	cx, cy := size.Width*9525, size.Height*9525
	if cx > 5400000 {
		cx, cy = 5400000, cy*5400000/cx
	}
	w.printf(`<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="图片 %d"/>`, cx, cy, w.id(), n)
	w.out.WriteString(`<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">`)
	w.printf(`<pic:nvPicPr><pic:cNvPr id="%d" name="图片 %d"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`, w.id(), n, rel)
	w.printf(`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`, cx, cy)
	w.out.WriteString(`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`)
}
