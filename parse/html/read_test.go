package html_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/grid"
	"github.com/nianbao/nianbao/parse/html"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// draw shows blocks on one line, divided by " ¶ ". A paragraph is its text,
// "⏎" a line break in it; #2 in front is its outline level, {1.} its automatic
// number, {•} a bullet, *2 behind its pictures, $x its equation. A table is
// drawn as in package grid, in brackets: the text of the cell that covers each
// position, "-" where it is empty, "_" for a hole, a table in a cell in its
// place.
func draw(blocks []doc.Block) string {
	var out []string
	for _, b := range blocks {
		if b.Table != nil {
			out = append(out, drawTable(b.Table))
			continue
		}
		p, s := b.Paragraph, ""
		if p.Outline > 0 {
			s = fmt.Sprintf("#%d ", p.Outline)
		}
		if p.Numbering != "" {
			s += "{" + p.Numbering + "}"
		} else if p.List {
			s += "{•}"
		}
		s += p.Text
		if p.Images > 0 {
			s += fmt.Sprintf("*%d", p.Images)
		}
		for _, e := range p.Equations {
			s += "$" + e
		}
		out = append(out, strings.ReplaceAll(s, "\n", "⏎"))
	}
	return strings.Join(out, " ¶ ")
}

func drawTable(t *doc.Table) string {
	g := grid.Lay(t)
	var rows []string
	for row := range g.Rows {
		var words []string
		for column := range g.Columns {
			i := g.At(row, column)
			switch {
			case i < 0:
				words = append(words, "_")
			case len(g.Cells[i].From.Blocks) == 0:
				words = append(words, "-")
			default:
				words = append(words, draw(g.Cells[i].From.Blocks))
			}
		}
		rows = append(rows, strings.Join(words, " "))
	}
	return "[" + strings.Join(rows, " / ") + "]"
}

// notes lists a document's notes as "code: detail".
func notes(d *doc.Document) string {
	var out []string
	for _, n := range d.Notes {
		s := string(n.Code)
		if n.Detail != "" {
			s += ": " + n.Detail
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func read(t *testing.T, page string) doc.Document {
	t.Helper()
	d, err := html.Read([]byte(page), opc.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if d.Format != "html" {
		t.Errorf("format %q", d.Format)
	}
	return d
}

// facts runs cases of one line: the page, the drawing, the notes.
func facts(t *testing.T, cases [][4]string) {
	t.Helper()
	for _, c := range cases {
		t.Run(c[0], func(t *testing.T) {
			d := read(t, c[1])
			if got := draw(d.Blocks); got != c[2] {
				t.Errorf("got  %s\nwant %s", got, c[2])
			}
			if got := notes(&d); got != c[3] {
				t.Errorf("notes %q, want %q", got, c[3])
			}
		})
	}
}

var textCases = [][4]string{
	{"paragraphs", "<p>a<p>b</p>c<div>d</div>", "a ¶ b ¶ c ¶ d", ""},
	{"white space collapses", "<p>  a \n\t b  </p>", "a b", ""},
	{"a line feed between Chinese characters is no space", "<p>政府\n信息，\n公开 a\nb 1\n件</p>", "政府信息，公开 a b 1 件", ""},
	{"white space across elements", "<p>a <b> b</b> <i>c</i>d</p>", "a b cd", ""},
	{"a no-break space and an ideographic one stay", "<p>&nbsp;a　b&nbsp; </p>", "\u00a0a　b\u00a0", ""},
	{"a blank paragraph is none", "<p> </p><p></p><p>a</p><p><br></p>", "a", ""},
	{"spans shown as blocks", "<p><span style='display:list-item'>1</span><span style='display:table'>2</span>3</p>", "1 ¶ 2 ¶ 3", ""},
	{"a line break ends a paragraph", "<div>一、总体情况<br>text<br/><br>more</div>", "一、总体情况 ¶ text ¶ more", ""},
	{"a line break in a heading does not", "<h1>a<br>b</h1>", "#1 a⏎b", ""},
	{"preformatted", "<pre>\na  b\n c</pre>", "a  b⏎ c", ""},
	{"headings", "<h1>a</h1><h3>b</h3><h6>c</h6>", "#1 a ¶ #3 b ¶ #6 c", ""},
	{"any heading's end tag ends a heading", "<h2>a</h3>b<h1>c</h1>d", "#2 a ¶ b ¶ #1 c ¶ d", ""},
	{"heading by ARIA", `<div role=heading aria-level=3>a</div><div role=heading>b</div>`, "#3 a ¶ #2 b", ""},
	{"heading by Word's class", "<p class=MsoHeading2>a</p><p class='MsoHeading9 x'>b</p>", "#2 a ¶ #9 b", ""},
	{"heading by outline level", `<p style="mso-outline-level:2">a</p>`, "#2 a", ""},
	{"heading by the style sheet", `<style>p.a5, li.a5 {mso-style-name:"标题 1"; mso-outline-level:3} .b{mso-style-name:"heading 2"}</style><p class=a5>a</p><p class=b>b</p>`, "#3 a ¶ #2 b", ""},
	{"body text by outline level", `<h2 style="mso-outline-level:body-text">a</h2>`, "a", ""},
	{"unclosed formatting", "<p><b>a<p><font size=5>b<p>c", "a ¶ b ¶ c", ""},
	{"links give their text", `<p>a <a href="http://x/">b</a> <a name=c>c</a></p>`, "a b c", ""},
	{"entities", "<p>&lt;b&gt;&amp;amp; &#x4e00;&#19968; &nosuch; &copy</p>", "<b>&amp; 一一 &nosuch; ©", ""},
	{"split entities do not join", "<p>&am<b></b>p; &l<i>t;", "&amp; &lt;", ""},
	{"a tag put together from pieces is text", "<p><<b></b>script>1</script>", "<script>1", ""},
	{"unknown elements are shown", "<p><st1:date>2023</st1:date><foo-bar>a</foo-bar><o:p></o:p></p>", "2023a", ""},
	{"pictures", "<p>a<img src=x><img></p><img>", "a*2 ¶ *1", ""},
	{"a drawing is a picture with its text", "<svg><title>t</title><g><text>a</text><path/></g></svg>", "a*1", ""},
	{"a part of ruby does not end a drawing", "<svg><rp></svg>a", "a*1", ""},
	{"a drawing that is not closed ends", "<svg><g><p>a<table><tr><td>1", "*1 ¶ a ¶ [1]", ""},
	{"equations stay apart", "<p>a<math><mfrac><mi>x</mi><mrow><mn>1</mn><mo>+</mo><mi>y</mi></mrow></mfrac><msup><mi>z</mi><mn>2</mn></msup></math>b</p>", "ab$x/(1+y)z^2", ""},
	{"ruby gives its base", "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>", "漢字", ""},
	{"struck text is text", "<p>1<s>2</s><strike>3</strike><span style='text-decoration: underline line-through'>4</span><span style='text-decoration:none'>5</span></p>", "12345", "struck: 2, struck: 3, struck: 4"},
	{"superscript is text", "<p>12<sup>2</sup> H<sub>2</sub>O <span style='vertical-align:super'>3</span></p>", "122 H2O 3", "raised: 2, raised: 2, raised: 3"},
	{"fields", `<p>a<input value="12"><input type=hidden value=x><textarea>b</textarea>`, "a12 ¶ b", ""},
	{"fields that are hidden", `<style>.x{display:none}</style><input value=1 class=x><input value=2 hidden><select style="display:none"><option>3</select><p hidden>4<textarea>5</textarea>`, "", "hidden: 1, hidden: 2, hidden: 3, hidden: 4 5"},
	{"a form stands in lines of its own", "12<form>34<form>5</form>6", "12 ¶ 345 ¶ 6", ""},
	{"and ends a paragraph", "<p>1<span hidden>2<form>3", "1 ¶ 3", "hidden: 2"},
	{"a select shows its choice", "<select><option>a<option selected>b</select> <select><option>c<option>d</select>", "b c", ""},
	{"a select that is not closed ends", "<select><option>a<table><tr><td>1", "a ¶ [1]", ""},
	{"closed details are content", "<details><summary>s</summary>a</details>", "s ¶ a", ""},
	{"no script: noscript is content", "<noscript><p>a</p></noscript><noembed>b</noembed>", "a ¶ b", ""},
	{"text behind the body", "<html><body>a</body></html>b<p>c", "ab ¶ c", ""},
	{"data attributes say nothing", `<p data-value=5 data-fact="a.b">1</p>`, "1", ""},
	{"a cut tag at the end", "<p>a</p><td", "a", ""},
}

func TestText(t *testing.T) {
	facts(t, textCases)
}

var leftOutCases = [][4]string{
	{"scripts and styles", "<script>1</script>a<style>p{}</style><script src=x></script>", "a", "active-content: scripts: 2"},
	{"frames", "a<iframe src=http://x/y>b</iframe><iframe></iframe><iframe src='javascript:1'></iframe>", "a", "external-link: iframe http://x/y, active-content: iframe javascript:1"},
	{"a frame with its page in it", "a<iframe srcdoc='<p>1'></iframe>", "a", "external-link: iframe srcdoc"},
	{"objects", "<object data=r.pdf>a</object><embed src=b>", "a", "active-content: object r.pdf, active-content: embed b"},
	{"a template", "<table><template><tr><td>{{x}}</td></tr></template><tr><td>1</table>", "[1]", "hidden: {{x}}"},
	{"comments", "a<!-- b --><!--[if gte mso 9]><p>c</p><![endif]-->d<![if !x]>e<![endif]>", "ade", ""},
	{"hidden", "<p hidden>a</p>b<span style='display: none !important'>c</span><p style='DISPLAY:NONE'>d</p>", "b", "hidden: a, hidden: c, hidden: d"},
	{"aria-hidden is shown", "<p aria-hidden=true>a</p>", "a", ""},
	{"invisible", "<p style='visibility:hidden'>a<b style='visibility:visible'>b</b></p>", "b", "hidden: a"},
	{"hidden by Word", "<p>1<span style='mso-hide:all'>2</span></p>", "1", "hidden: 2"},
	{"hidden by the sheet", "<style>.x{display:none}#y,z{display:none}b.q.r{display:none}</style><p class='w x'>a</p><p id=y>b</p><p class='q r'>c</p><b class='r q'>d</b>", "c", "hidden: a, hidden: b, hidden: d"},
	{"a sheet for print hides nothing", "<style media=print>.x{display:none}</style><p class=x>1</p><style media='screen, print'>.y{display:none}</style><p class=y>2</p><style>@media screen{.z{display:none}}</style><p class=z>3</p>", "1", "hidden: 2, hidden: 3"},
	{"each sheet stands for itself", "<style>.x{color:red /* </style><style>.y{display:none}</style><p class=x>1</p><p class=y>2</p>", "1", "hidden: 2"},
	{"a rule for some of all elements hides not all", "<style>*[data-x]{display:none} *:empty{display:none} *.y{display:none}</style><p class=x>1</p><p class=y>2</p>", "1", "hidden: 2"},
	{"the heavier rule counts", "<style>#y{display:block}.x{display:none}</style><p class=x id=y>a</p>", "a", ""},
	{"a style of its own counts most", "<style>.x{display:none}</style><p class=x style='display:block'>a</p>", "a", ""},
	{"a rule for a class of one element is not for another", "<style>b.x{display:none}</style><i class=x>1</i><b class=x>2</b><a class=x>3</a>", "13", "hidden: 2"},
	{"!important may have a blank in it", "<p style='display:none ! important'>1</p>2", "2", "hidden: 1"},
	{"a display that is none is not declared", "<style>.x{display:none}</style><p class=x style='display:nonsense'>1</p><p class=x style='display:inline-block'>2</p>", "2", "hidden: 1"},
	{"a comment in a style", "<p style='/* x: y; */display:none'>1</p>2", "2", "hidden: 1"},
	{"an end tag that ends nothing leaves the next one its own", "<div hidden><table><tr><td>1</div></table></div>2<span hidden><table><tr><td>3</span></table></span>4", "24", "hidden: 1, hidden: 3"},
	{"an end tag ends the inner one of a name", "<span hidden>1<table><tr><td><span>2</table></span>3", "3", "hidden: 1 2"},
	{"an end tag ends its own element", "<span style='display:none'>1<font size=2></span>2", "2", "hidden: 1"},
	{"a paragraph holds a table in pages without a doctype", "<p hidden>1<table><tr><td>2</table></p>3", "3", "hidden: 1 2"},
	{"and none in others", "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN' 'http://www.w3.org/TR/html4/strict.dtd'><p hidden>1<table><tr><td>2</table>3", "[2] ¶ 3", "hidden: 1"},
	{"what some rule may show is shown", "<style>.x{display:none}.a .x:first-child{display:block}</style><p class=x>a</p>", "a", ""},
	{"what some rule may hide is shown", "<style>.a .x{display:none}.y:hover{display:none}@media print{.z{display:none}}</style><p class='x y z'>a</p>", "a", ""},
	{"tracked changes", "<p>1<del>2</del><ins>3</ins><s>4</s></p>", "134", "deleted: 2, inserted: 3, struck: 4"},
	{"a closed dialog", "<dialog>a</dialog><dialog open>b</dialog>", "b", "hidden: a"},
}

func TestLeftOut(t *testing.T) {
	facts(t, leftOutCases)
}

var listCases = [][4]string{
	{"bullets", "<ul><li>a<li>b</ul>", "{•}a ¶ {•}b", ""},
	{"numbers", "<ol><li>a<li><p>b<p>c</ol>", "{1.}a ¶ {2.}b ¶ c", ""},
	{"start, value, reversed", "<ol start=3><li>a<li value=7>b<li>c</ol><ol reversed><li>a<li>b</ol>", "{3.}a ¶ {7.}b ¶ {8.}c ¶ {2.}a ¶ {1.}b", ""},
	{"types", "<ol type=a><li>a</ol><ol type=A start=27><li>a</ol><ol type=i start=4><li>a</ol><ol type=I><li>a</ol>", "{a.}a ¶ {AA.}a ¶ {iv.}a ¶ {I.}a", ""},
	{"Chinese numbers", "<ol style='list-style-type:cjk-ideographic' start=10><li>a<li>b<li value=20>c<li value=105>d</ol>", "{十、}a ¶ {十一、}b ¶ {二十、}c ¶ {一百零五、}d", ""},
	{"formal numbers", "<ol style='list-style:simp-chinese-formal' start=12><li>a</ol><ol style='list-style-type:cjk-heavenly-stem'><li>a</ol>", "{壹拾贰、}a ¶ {甲、}a", ""},
	{"nested", "<ol><li>a<ol type=a><li>b<li>c</ol><li>d</ol>", "{1.}a ¶ {a.}b ¶ {b.}c ¶ {2.}d", ""},
	{"no numbers by style", "<style>ol.x{list-style:none}</style><ol class=x><li>a</ol>", "{•}a", ""},
	{"a number in a cell", "<table><tr><td><ol><li>a<li>b</ol>", "[{1.}a ¶ {2.}b]", ""},
	{"an item without a list", "<li>a", "{•}a", ""},
	{"Word's printed numbers", `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>总体情况</p>`, "{一、}总体情况", ""},
	{"Word's printed bullets", "<p><span style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span>&nbsp; </span></span></span>a</p>", "{•}a", ""},
}

func TestLists(t *testing.T) {
	facts(t, listCases)
}

var tableCases = [][4]string{
	{"plain", "<table><tr><td>A<td>B<tr><td>C<td>D</table>", "[A B / C D]", ""},
	{"rowspan and colspan", "<table><tr><td rowspan=2>A<td colspan=2>B<tr><td>C<td>D</table>", "[A B B / A C D]", ""},
	{"rowspan 0 ends with its group", "<table><tbody><tr><td rowspan=0>A<td>B<tr><td>C<tbody><tr><td>D<td>E</table>", "[A B / A C / D E]", ""},
	{"rowspan ends with its group", "<table><thead><tr><th rowspan=9>A<th>B<tbody><tr><td>C<td>D</table>", "[A B / C D]", ""},
	{"spans that are no numbers", "<table><tr><td colspan=-2 rowspan=-1>A<td colspan=x rowspan=''>B<td colspan=0>C<tr><td colspan='2 '>D<td>E</table>", "[A B C / D D E]", ""},
	{"an absurd colspan is cut", "<table><tr><td colspan=1000000000 rowspan=65534>A<tr><td>B</table>", "[" + strings.Repeat("A ", 999) + "A _ / " + strings.Repeat("A ", 1000) + "B]", "span-limited: colspan 1000000000, span-limited: rowspan 65534"},
	{"a head reaches further down where the row below leaves the place free", "<table><thead><tr><th rowspan=2>A<th colspan=2>B<tbody><tr><td>C<td>D<tr><td>1<td>2<td>3</table>", "[A B B / A C D / 1 2 3]",
		"span-beyond-grid: cells reach beyond the head of the table; the row below leaves their places free"},
	{"a foot that stands first is shown last", "<table><tfoot><tr><td>F<tbody><tr><td>A<thead><tr><th>H</table>", "[H / A / F]", ""},
	{"a head that is not displayed is none", "<table><tbody><tr><td>A<thead hidden><tr><th>x<thead><tr><th>H</table>", "[H / A]", "hidden: x"},
	{"caption before the table", "<table><caption>c</caption><tr><td>A</table>", "c ¶ [A]", ""},
	{"nested on its cell", "<table><tr><td>A<table><tr><td>1<td>2</table><td>B</table>", "[A ¶ [1 2] B]", ""},
	{"text in no cell comes before", "<table>x<tr>y<td>A</table>", "xy ¶ [A]", ""},
	{"paragraphs and breaks in a cell", "<table><tr><td><p>1</p><p>2<br>3</p>4<br><td><br>5<br></table>", "[1 ¶ 2⏎3 ¶ 4 5]", ""},
	{"a row without cells is none", "<table><tr></tr><tr><td>A</tr><tr></tr></table>", "[A]", ""},
	{"but where a cell reaches into it", "<table><tr><td rowspan=2>A<tr></tr><tr><td>B</table>", "[A / A / B]", ""},
	{"a hidden row", "<table><tr><td rowspan=2>A<td>B<tr style='display:none'><td>x<tr><td>C</table>", "[A B / A C]", "hidden: x"},
	{"a hidden cell", "<table><tr><td style='display:none'>x<td>A<td style='visibility:hidden'>y<td>B</table>", "[A - B]", "hidden: x, hidden: y"},
	{"no rows", "<table></table>", "[]", "table-empty"},
	{"overlapping cells", "<table><tr><td>A<td rowspan=2>B<tr><td colspan=2>C</table>", "[A B / C B]", ""},
	{"what follows overlapping cells", "<table><tr><td>A<td rowspan=2>B<td>C<tr><td colspan=3 rowspan=2>D<td>E<tr><td>F</table>", "[A B C _ / D B _ E / D _ _ F]", ""},
	{"a form around rows", "<table><form><tr><td>A</td></form></tr></table>", "[A]", ""},
	{"cells without a row", "<table><td>A<td>B</table>", "[A B]", ""},
	{"a cell ends a caption", "<table><caption>c<th>A<th>B<tr><td>C<td>D</table>", "c ¶ [A B / C D]", ""},
	{"what ends in a cell and never began", "<table><tr><td>A<table><tr><td>B</td></td></table></td>C<td>D</table>", "C ¶ [A ¶ [B] D]", ""},
	{"a row that ends and never began", "<table><td>A<td>B</tr><td>C<td>D</tbody><td>E</table>", "[A B / C D / E _]", ""},
	{"cells without a table are text", "<td>A</td><td>B</td>", "AB", ""},
	{"blank is blank", "<table><tr><td>&nbsp;<td>　<td>/<td></table>", "[\u00a0 　 / -]", ""},
	{"a frame is no table", "<table><tr><td>menu<td><p>a<p>b<p>c<table><tr><td>1<td>2</table>d</table>", "menu ¶ a ¶ b ¶ c ¶ [1 2] ¶ d", ""},
	{"a table around a table is one", "<table><tr><td>a<p>b<table><tr><td>1</table></table>", "[a ¶ b ¶ [1]]", ""},
	{"a table with figures is no frame", "<table><tr><td>a<p>b<p>c<table><tr><td>1</table><td>5</table>", "[a ¶ b ¶ c ¶ [1] 5]", ""},
}

func TestTables(t *testing.T) {
	facts(t, tableCases)
}

func TestPlaces(t *testing.T) {
	d := read(t, "<p>a<table><caption>c</caption><thead><tr><th>H<tbody><tr><td>A<table><tr><td>N</table><td>B</table><table><tr><td>Z</table>")
	var got []string
	var walk func([]doc.Block)
	walk = func(blocks []doc.Block) {
		for _, b := range blocks {
			if p := b.Paragraph; p != nil {
				got = append(got, fmt.Sprintf("%s %d.%d.%d", p.Text, p.Pos.Table, p.Pos.Row, p.Pos.Cell))
				continue
			}
			for _, row := range b.Table.Rows {
				for _, c := range row.Cells {
					if c.Pos.Row != row.Pos.Row || c.Pos.Table != b.Table.Pos.Table {
						t.Errorf("cell %+v in row %+v of table %+v", c.Pos, row.Pos, b.Table.Pos)
					}
					walk(c.Blocks)
				}
			}
		}
	}
	walk(d.Blocks)
	if got, want := strings.Join(got, ", "), "a 0.0.0, c 0.0.0, H 1.1.1, A 1.2.1, N 2.1.1, B 1.2.2, Z 3.1.1"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if rows := d.Blocks[2].Table.Rows; !rows[0].Head || rows[1].Head {
		t.Error("the row of thead alone is a head")
	}
	n := 0
	for p := range d.Tables() {
		if n++; p.Table.Pos.Table != n {
			t.Errorf("table %d stands in place %d", p.Table.Pos.Table, n)
		}
	}
}

var referenceCases = [][4]string{
	{"a link in a superscript", "<p>12<sup><a href='#n1'>1</a></sup></p>", "12", ""},
	{"a superscript in a link", "<p>12<a href='#n1'><sup>[1]</sup></a></p>", "12", ""},
	{"by role", "<p>12<a role=doc-noteref href='#n1'>a note</a></p>", "12", ""},
	{"by the link back", "<table><tr><td id=c>12<a href='#n1'>△ 3</a></table><ol><li id=n1><a href='#c'>where</a>: why it is so</ol>", "[12] ¶ {1.}where: why it is so", ""},
	{"by the link back, in a cell of its own", "<table><tr><td id=c><a href='#n1'>3</a></table><ol><li id=n1><a href='#c'>where</a>: why it is so</ol>", "[-] ¶ {1.}where: why it is so", ""},
	{"beside a figure", "<table><tr><td>12 <a href='#x'>△ 3</a><td>a <a href='#x'>3</a><td><a href='#x'>3</a></table>", "[12 a 3 3]", ""},
	{"Word's footnotes", "<p>a<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span class=MsoFootnoteReference>[1]</span></a></p>" +
		"<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1><p><a style='mso-footnote-id:ftn1' href='#_ftnref1' name='_ftn1'>[1]</a> b</p></div></div>", "a", ""},
	{"a table of contents", "<p id=t1><a href='#s1'>一、总体情况</a></p><h2 id=s1><a href='#t1'>一、总体情况</a></h2>", "一、总体情况 ¶ #2 一、总体情况", ""},
	{"a link elsewhere", "<table><tr><td>12<a href='x.html#n'>3</a></table>", "[123]", ""},
}

func TestReferences(t *testing.T) {
	facts(t, referenceCases)
	d := read(t, "<div style='mso-element:footnote-list'><p>b<table><tr><td>1</table></div><p>a")
	if len(d.Asides) != 1 || d.Asides[0].Kind != doc.Footnote || draw(d.Asides[0].Blocks) != "b ¶ [1]" || draw(d.Blocks) != "a" {
		t.Errorf("asides %+v", d.Asides)
	}
}

func TestFurniture(t *testing.T) {
	d := read(t, "<header>site</header><nav><ul><li>首页</ul></nav><main><header><h1>title</h1></header><nav>in it</nav></main><footer>foot<footer>x</footer></footer>")
	if got := draw(d.Blocks); got != "#1 title ¶ in it" {
		t.Errorf("got %s", got)
	}
	var got []string
	for _, a := range d.Asides {
		got = append(got, string(a.Kind)+" "+draw(a.Blocks))
	}
	if got := strings.Join(got, ", "); got != "header site, header {•}首页, footer foot ¶ x" {
		t.Errorf("got %s", got)
	}
	for _, page := range []string{"<header><h1>a</h1></header>", "<footer><table><tr><td>1</table></footer>", "<aside><h2>a</h2></aside>"} {
		if d := read(t, page); len(d.Asides) > 0 || len(d.Blocks) == 0 {
			t.Errorf("%s moved", page)
		}
	}
}

func TestLooks(t *testing.T) {
	d := read(t, `<title> A
		title </title><meta name=Author content=x><style>.c{text-align:center;font-size:22pt}</style>
		<p class=c>a<p align=center>b<center><div>c</div></center><p style="font:bold 16px/1.5 宋体">d<font size=6>e</font><p class="MsoNormal">f`)
	var got []string
	for _, b := range d.Blocks {
		p := b.Paragraph
		got = append(got, fmt.Sprintf("%s %t %d %s", p.Text, p.Centered, p.Size, p.Style))
	}
	if got, want := strings.Join(got, ", "), "a true 44 c, b true 0 , c true 0 , de false 48 , f false 0 MsoNormal"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if d.Properties.Title != "A title" || d.Properties.Creator != "x" {
		t.Errorf("properties %+v", d.Properties)
	}
}

func TestWordsNoise(t *testing.T) {
	d := read(t, `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {font-family:宋体; panose-1:2 1 6 0;}
 p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm; font-size:10.5pt;}
@page WordSection1 {size:595.3pt 841.9pt;} div.WordSection1 {page:WordSection1;} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><div class=WordSection1 style='layout-grid:15.6pt'>
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt;font-family:宋体'>某县<span
lang=EN-US>2023</span>年政府信息公开
工作年度报告<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal><![if !supportEmptyParas]>&nbsp;<![endif]><o:p></o:p></p>
<p class=MsoNormal><span style='mso-spacerun:yes'>&nbsp;&nbsp;</span>正文<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp; </span>后<!--[if gte vml 1]><v:shape id="a"/><![endif]--><![if !vml]><img width=1 src="x.png" v:shapes="a"><![endif]></p>
<table class=MsoTableGrid border=1><tr style='mso-yfti-irow:0'><td width=1 valign=top style='width:1pt'><p class=MsoNormal><span lang=EN-US>1<o:p></o:p></span></p></td>
<td><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p></td></tr>
<![if !supportMisalignedColumns]><tr height=0><td width=1 style='border:none'></td><td></td></tr><![endif]></table>
</div></body></html>`)
	if got, want := draw(d.Blocks), "某县2023年政府信息公开工作年度报告 ¶ \u00a0 ¶ \u00a0\u00a0正文\t后*1 ¶ [1 \u00a0]"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := notes(&d); got != "" {
		t.Errorf("notes %s", got)
	}
}

// BenchmarkRead reads a page as an office program saves it: each figure in
// five elements with their styles.
func BenchmarkRead(b *testing.B) {
	cell := `<td width=44 style="border: 1px solid #000000; padding: 0in 0in"><p class=MsoNormal align="center" style='orphans: 0; mso-pagination:widow-orphan'>` +
		`<font color="#000000"><font face="宋体, serif"><font size="2" style="font-size: 10pt"><span lang=EN-US>12<o:p></o:p></span></font></font></font></p></td>` + "\n"
	page := []byte("<html><head><meta charset=utf-8><style>p.MsoNormal{margin:0cm;font-size:10.5pt}</style></head><body><p class=MsoNormal>" + strings.Repeat("政府信息公开工作", 100) +
		"<table>" + strings.Repeat("<tr>"+strings.Repeat(cell, 10)+"</tr>", 60) + "</table>")
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := html.Read(page, opc.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}
