package docx

import (
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse/internal/pack"
)

func TestNumberFormats(t *testing.T) {
	for _, c := range []struct {
		format string
		n      int
		want   string
	}{
		{"decimal", 12, "12"}, {"decimalZero", 3, "03"}, {"upperRoman", 14, "XIV"}, {"lowerRoman", 9, "ix"}, {"upperRoman", 4000, "4000"},
		{"upperLetter", 28, "BB"}, {"lowerLetter", 26, "z"}, {"lowerLetter", 1 << 30, "1073741824"},
		{"chineseCounting", 10, "十"}, {"chineseCounting", 21, "二十一"}, {"chineseCounting", 105, "一○五"},
		{"chineseCountingThousand", 10, "十"}, {"chineseCountingThousand", 19, "十九"}, {"chineseCountingThousand", 20, "二十"},
		{"chineseCountingThousand", 105, "一百零五"}, {"chineseCountingThousand", 110, "一百一十"}, {"chineseCountingThousand", 1005, "一千零五"}, {"chineseCountingThousand", 10010, "一万零一十"},
		{"chineseLegalSimplified", 11, "壹拾壹"}, {"ideographDigital", 10, "一〇"}, {"japaneseCounting", 111, "百十一"},
		{"decimalFullWidth", 10, "１０"}, {"decimalEnclosedCircle", 20, "⑳"}, {"decimalEnclosedCircle", 51, "51"}, {"decimalEnclosedCircleChinese", 3, "③"},
		{"decimalEnclosedParen", 1, "⑴"}, {"ideographTraditional", 2, "乙"}, {"ideographZodiac", 12, "亥"}, {"none", 1, ""}, {"numberInDash", 1, "- 1 -"}, {"nosuch", 5, "5"},
	} {
		if got := formatNumber(c.n, c.format); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.format, c.n, got, c.want)
		}
	}
}

func lvl(i, start, format, text, more string) string {
	return `<w:lvl w:ilvl="` + i + `"><w:start w:val="` + start + `"/><w:numFmt w:val="` + format + `"/>` + more + `<w:lvlText w:val="` + text + `"/></w:lvl>`
}

func item(id, level string) string {
	return p(`<w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + id + `"/></w:numPr></w:pPr>`)
}

var (
	lists = `<w:abstractNum w:abstractNumId="0">` + lvl("0", "1", "chineseCounting", "%1、", "") + lvl("1", "1", "chineseCounting", "（%2）", "") + lvl("2", "1", "decimal", "%1.%2.%3", "<w:isLgl/>") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1">` + lvl("0", "1", "bullet", "·", "") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="2">` + lvl("0", "5", "decimal", "%1.", `<w:pStyle w:val="n"/>`) + lvl("1", "1", "lowerLetter", "%2)", `<w:lvlRestart w:val="0"/>`) + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="list"/></w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="4"><w:styleLink w:val="list"/>` + lvl("0", "1", "upperRoman", "%1", "") + `</w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>` +
		`<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>` +
		`<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>` +
		`<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>` +
		`<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>` +
		`<w:num w:numId="6"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">` + lvl("0", "1", "decimalZero", "[%1]", "") + `</w:lvlOverride></w:num>`
	listStyles = `<w:style w:type="paragraph" w:styleId="n"><w:name w:val="numbered"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>`
	styled     = p(`<w:pPr><w:pStyle w:val="n"/></w:pPr>`)
	listCases  = []struct{ fact, body, want string }{
		{"levels count and restart", item("1", "0") + item("1", "1") + item("1", "1") + item("1", "0") + item("1", "1"), "一、 （一） （二） 二、 （一）"},
		{"isLgl prints the upper levels as digits", item("1", "0") + item("1", "1") + item("1", "2"), "一、 （一） 1.1.1"},
		{"a lower level before its upper one", item("1", "2"), "1.1.1"},
		{"bullets have no number", item("2", "0"), "-"},
		{"numId 0 takes the number away", item("0", "0"), ""},
		{"unknown list", item("99", "0"), ""},
		{"by style", styled + styled, "5. 6."},
		{"numId 0 over a style", p(`<w:pPr><w:pStyle w:val="n"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>`), ""},
		{"lvlRestart 0 goes on", item("3", "0") + item("3", "1") + item("3", "0") + item("3", "1"), "5. a) 6. b)"},
		{"startOverride starts once", item("1", "0") + item("4", "0") + item("4", "0"), "一、 九、 十、"},
		{"numStyleLink", item("5", "0") + item("5", "0"), "I II"},
		{"override of a level", item("6", "0"), "[01]"},
		{"in a table and in a text box", tbl(tr(tc(item("1", "0")))) + p(r(vmlBox(item("1", "0")))) + item("1", "0"), "一、 二、 三、"},
		{"a deleted item does not count", item("1", "0") + p(`<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>`) + item("1", "0"), "一、 二、"},
	}
)

func TestNumbering(t *testing.T) {
	part, styles := pack.Numbering(lists), pack.Styles(listStyles)
	for _, c := range listCases {
		t.Run(c.fact, func(t *testing.T) {
			d := read(t, c.body, part, styles)
			var got []string
			all := texts(d.Blocks)
			for s := range strings.SplitSeq(all, "(") {
				if i := strings.Index(s, ")"); i >= 0 {
					s = s[:strings.LastIndex(s, ")")]
					got = append(got, s)
				}
			}
			if c.want == "-" {
				if q := d.Blocks[0].Paragraph; !q.List || q.Numbering != "" {
					t.Errorf("%+v", q)
				}
				return
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %q (%s), want %q", s, all, c.want)
			}
		})
	}
}
