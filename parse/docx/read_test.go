package docx

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/grid"
	"github.com/nianbao/nianbao/parse/internal/opc"
	"github.com/nianbao/nianbao/parse/internal/pack"
)

func read(t *testing.T, body string, more ...pack.Part) doc.Document {
	t.Helper()
	d, err := Read(pack.DOCX(body, more...), opc.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// texts is the main story: paragraphs divided by "|", a number in brackets
// before its text, an outline level as "#", equations in braces, boxes in
// angle brackets, tables by rows "/" and cells "&" in square brackets.
func texts(blocks []doc.Block) string {
	var out []string
	for _, b := range blocks {
		if p := b.Paragraph; p != nil {
			s := strings.Repeat("#", p.Outline)
			if p.Numbering != "" {
				s += "(" + p.Numbering + ")"
			}
			s += p.Text
			for _, e := range p.Equations {
				s += "{" + e + "}"
			}
			if p.Images > 0 {
				s += fmt.Sprintf("*%d", p.Images)
			}
			for _, box := range p.Boxes {
				s += "<" + texts(box) + ">"
			}
			out = append(out, s)
			continue
		}
		var rows []string
		for _, r := range b.Table.Rows {
			var cells []string
			for i := range r.Cells {
				cells = append(cells, texts(r.Cells[i].Blocks))
			}
			rows = append(rows, strings.Join(cells, "&"))
		}
		out = append(out, "["+strings.Join(rows, "/")+"]")
	}
	return strings.Join(out, "|")
}

func notes(d *doc.Document) string {
	var out []string
	for _, n := range d.Notes {
		switch n.Code {
		case doc.GridMissing:
			continue // the short tables here have none
		}
		s := string(n.Code)
		if n.Detail != "" {
			s += " " + n.Detail
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// Short forms of the markup.
func p(runs ...string) string    { return "<w:p>" + strings.Join(runs, "") + "</w:p>" }
func r(content string) string    { return "<w:r>" + content + "</w:r>" }
func tx(text string) string      { return r("<w:t>" + text + "</w:t>") }
func hid(text string) string     { return r("<w:rPr><w:vanish/></w:rPr><w:t>" + text + "</w:t>") }
func tbl(rows ...string) string  { return "<w:tbl>" + strings.Join(rows, "") + "</w:tbl>" }
func tr(cells ...string) string  { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }
func tc(blocks ...string) string { return "<w:tc>" + strings.Join(blocks, "") + "</w:tc>" }
func cel(text string) string     { return tc(p(tx(text))) }
func sdt(content string) string {
	return "<w:sdt><w:sdtPr/><w:sdtContent>" + content + "</w:sdtContent></w:sdt>"
}
func prompt(content string) string {
	return strings.Replace(sdt(content), "<w:sdtPr/>", "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>", 1)
}
func code(instruction string) string {
	return r(`<w:instrText xml:space="preserve">` + instruction + `</w:instrText>`)
}
func hiddenRow(cells ...string) string {
	return tr("<w:trPr><w:hidden/></w:trPr>" + strings.Join(cells, ""))
}
func secret(runs ...string) string {
	return p("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + strings.Join(runs, ""))
}
func fld(kind string) string { return r(`<w:fldChar w:fldCharType="` + kind + `"/>`) }
func alt(requires, choice, fallback string) string {
	return `<mc:AlternateContent><mc:Choice Requires="` + requires + `">` + choice + `</mc:Choice><mc:Fallback>` + fallback + `</mc:Fallback></mc:AlternateContent>`
}
func wpsBox(content string) string {
	return `<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>` + content + `</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>`
}
func vmlBox(content string) string {
	return `<w:pict><v:shape><v:textbox><w:txbxContent>` + content + `</w:txbxContent></v:textbox></v:shape></w:pict>`
}

var textCases = []struct{ fact, body, want, notes string }{
	{"runs join", p(tx("1"), tx("2")), "12", ""},
	{"white space at the ends of a text counts only where preserved", p(tx(" 1 "), r(`<w:t xml:space="preserve"> 2 </w:t>`)), "1 2 ", ""},
	{"a line end of the XML is a space", p(tx("a\r\nb")), "a b", ""},
	{"tab, breaks and hyphens", p(r("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t><w:softHyphen/><w:t>f</w:t>")), "a\tb\nc\nd-ef", ""},
	{"symbols of Wingdings, Symbol and unknown fonts", p(r(`<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="X" w:char="F061"/>`)), "✓α\uf061", ""},
	{"text set in a symbol font", p(r("<w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr><w:t>\uf0fe R</w:t>")), "☑ \uf052", ""},
	{"a digit's code in a font of symbols is no digit", p(r(`<w:sym w:font="Wingdings" w:char="0031"/><w:sym w:font="Webdings" w:char="F032"/>`), r(`<w:rPr><w:rFonts w:ascii="Wingdings 3"/></w:rPr><w:t>3</w:t>`), r(`<w:sym w:font="Symbol" w:char="0034"/>`)), "\uf031\uf032\uf0334", ""},
	{"hyperlink, smart tag, custom XML and content control", p("<w:hyperlink>"+tx("1")+"</w:hyperlink>", "<w:smartTag><w:smartTagPr/>"+tx("2")+"</w:smartTag>", "<w:customXml>"+tx("3")+"</w:customXml>", sdt(tx("4"))), "1234", ""},
	{"bidirectional wrappers", p("<w:bdo>" + tx("1") + "</w:bdo><w:dir>" + tx("2") + "</w:dir>"), "12", ""},
	{"simple field", p(`<w:fldSimple w:instr="PAGE">` + tx("7") + `</w:fldSimple>`), "7", ""},
	{"complex field gives its result", p(fld("begin"), r("<w:instrText>PAGE</w:instrText>"), fld("separate"), tx("7"), fld("end"), tx("8")), "78", ""},
	{"nested fields", p(fld("begin"), tx("a"), fld("begin"), tx("b"), fld("separate"), tx("c"), fld("end"), fld("separate"), fld("begin"), tx("d"), fld("separate"), tx("e"), fld("end"), tx("f"), fld("end")), "ef", ""},
	{"field over paragraphs", p(fld("begin"), fld("separate"), tx("1")) + p(tx("2"), fld("end"), tx("3")), "1|23", ""},
	{"a field without end hides nothing", p(fld("begin"), tx("1")) + p(tx("2")), "1|2", "field-error a field without an end; its text is kept"},
	{"a field that is open at a table hides nothing behind it", p(fld("begin")) + tbl(tr(tc(p(tx("1"), fld("end"))))) + p(tx("2"), fld("end")), "|[1]|2", "field-error a field that is open at a table; its text is kept from here"},
	{"field error", p(fld("begin"), fld("separate"), tx("错误!未定义书签。"), fld("end")), "错误!未定义书签。", "field-error 错误!未定义书签。"},
	{"field error of LibreOffice", p(tx("见"), fld("begin"), fld("separate"), tx("Error: Reference source not found"), fld("end")), "见Error: Reference source not found", "field-error 见Error: Reference source not found"},
	{"check box and drop-down", p(r(`<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>`), fld("end"),
		r(`<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList></w:ffData></w:fldChar>`), fld("end")), "☒乙", ""},
	{"a drop-down shows its entry once", p(r(`<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="12"/></w:ddList></w:ffData></w:fldChar>`), fld("separate"), tx("12"), fld("end"), tx("件")), "12件", ""},
	{"a bookmark that is set shows where it is referred to", p(fld("begin"), code(` SET a "12"`), fld("separate"), tx("12"), fld("end"), `<w:fldSimple w:instr="ask b ?">`+tx("3")+`</w:fldSimple>`, fld("begin"), code("REF a"), fld("separate"), tx("12"), fld("end")), "12", ""},
	{"an equation field is an equation", p(tx("1"), fld("begin"), code(` eq \o`), code(`\ac(○,5) `), fld("end"), fld("begin"), code("EQ a"), fld("separate"), tx("2"), fld("end"), fld("begin"), code("EQ b"), fld("separate"), fld("end")), `12{\o\ac(○,5)}{b}`, ""},
	{"a symbol field shows its symbol", p(tx("1"), fld("begin"), code(`SYMBOL 50 `), fld("end"), fld("begin"), code(`SYMBOL 0xFC \f "Wingdings" \s 12`), fld("end"), fld("begin"), code(`symbol 82 \f Wingdings 2`), fld("separate"), tx("☑"), fld("end"), fld("begin"), code(`SYMBOL 82 \f Wingdings 2\h`), fld("end")), "12✓☑☑", ""},
	{"equations in a field's code, hidden and deleted ones are not shown", p(fld("begin"), fld("begin"), code("EQ a"), fld("end"), "<m:oMath><m:r><m:t>1</m:t></m:r></m:oMath>", fld("end"), fld("begin"), code("EQ b"), r(`<w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/>`), "<w:del>"+fld("begin"), code("EQ c")+fld("end")+"</w:del>"), "", "hidden b"},
	{"a button's text is a prompt", p(fld("begin"), code(" MACROBUTTON NoMacro "), code("[12 件]"), fld("end")), "", "placeholder [12 件]"},
	{"insertions are kept, deletions dropped", p("<w:ins>"+tx("1")+"</w:ins>", "<w:del>"+r("<w:delText>2</w:delText>")+"</w:del>", tx("3")), "13", "deleted 2; inserted 1"},
	{"a deletion within an insertion is dropped", p("<w:ins><w:del>" + r("<w:delText>1</w:delText>") + "</w:del>" + tx("2") + "</w:ins>"), "2", "deleted 1; inserted 2"},
	{"an insertion within a deletion is dropped", p("<w:del><w:ins>" + tx("1") + "</w:ins><w:moveTo>" + tx("2") + "</w:moveTo></w:del>"), "", "deleted 12"},
	{"deleted text is dropped wherever it stands", p(tx("12"), r("<w:delText>3</w:delText>"), "<w:delText>4</w:delText>"), "12", "deleted 34"},
	{"changes in conflict", p("<w14:conflictIns>" + tx("1") + "</w14:conflictIns><w14:conflictDel>" + tx("2") + "</w14:conflictDel>"), "1", "deleted 2; inserted 1"},
	{"old properties do not count", p(`<w:pPr><w:rPr><w:rPrChange><w:rPr><w:del/></w:rPr></w:rPrChange></w:rPr><w:pPrChange><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:pPrChange></w:pPr>`, r(`<w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>1</w:t>`)) + p(tx("2")), "1|2", ""},
	{"moved text stands where it went", p("<w:moveFrom>"+tx("1")+"</w:moveFrom>") + p("<w:moveTo>"+tx("1")+"</w:moveTo>"), "|1", "moved-from 1"},
	{"a deleted paragraph mark joins the paragraphs", p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"+tx("1")) + p(tx("2")), "12", ""},
	{"a deleted empty paragraph is gone", p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>"+r("<w:delText>1</w:delText>")+"</w:del>") + p(tx("2")), "2", "deleted 1"},
	{"a deleted mark before a table", p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"+tx("1")) + tbl(tr(cel("2"))), "1|[2]", ""},
	{"hidden text is dropped and noted in one piece", p(tx("1"), hid("2"), hid("3"), tx("4"), hid("5")), "14", "hidden 23; hidden 5"},
	{"vanish of value 0 is visible", p(r(`<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>1</w:t>`)), "1", ""},
	{"webHidden is visible on paper", p(r(`<w:rPr><w:webHidden/></w:rPr><w:t>1</w:t>`)), "1", ""},
	{"a hidden paragraph is gone", p("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"+hid("1")) + p(tx("2")), "2", "hidden 1"},
	{"highlighted text is noted", p(r(`<w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>1</w:t>`)), "1", "highlighted 1"},
	{"ruby gives its base", p(r("<w:ruby><w:rt>" + tx("hàn") + "</w:rt><w:rubyBase>" + tx("汉") + "</w:rubyBase></w:ruby>")), "汉", ""},
	{"hidden ruby", p(r("<w:rPr><w:vanish/></w:rPr><w:ruby><w:rubyBase>" + tx("汉") + "</w:rubyBase></w:ruby>")), "", "hidden 汉"},
	{"two lines in one are off the line", p(tx("5"), r(`<w:rPr><w:eastAsianLayout w:combine="1"/></w:rPr><w:t>12</w:t>`), r(`<w:rPr><w:eastAsianLayout w:vert="1" w:combine="0"/></w:rPr><w:t>3</w:t>`)), "5123", "raised 12"},
	{"a note's own mark is told from what stands before it", p(tx("12"), r(`<w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>3</w:t>`), r(`<w:endnoteReference w:customMarkFollows="0" w:id="2"/><w:t>4</w:t>`)), "1234", "raised 3"},
	{"superscript is text", p(tx("m"), r(`<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t>`)), "m2", "raised 2"},
	{"equations stand apart", p(tx("1"), `<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b+c</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>`), "1{a/(b+c)x^2}", ""},
	{"choice that is understood", p(alt("wps", r(wpsBox(p(tx("1")))), r(vmlBox(p(tx("1")))))), "<1>", ""},
	{"choice that is not understood", p(r(alt("zzz", "<w:t>1</w:t>", "<w:t>2</w:t>"))), "2", ""},
	{"no branch", p(`<mc:AlternateContent><mc:Choice Requires="zzz">` + tx("1") + `</mc:Choice></mc:AlternateContent>`), "", "alternate-skipped no branch that is understood"},
	{"a symbol of a later Word in its older form", p(r(`<mc:AlternateContent xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"><mc:Choice Requires="w16se"><w16se:symEx w16se:char="2611"/></mc:Choice><mc:Fallback><w:t>☑</w:t></mc:Fallback></mc:AlternateContent>`)), "☑", ""},
	{"drawings that are hidden", p(r(strings.Replace(wpsBox(tbl(tr(cel("1"), cel("2")))), "<wp:anchor>", `<wp:anchor><wp:docPr hidden="1"/>`, 1)), r(strings.Replace(vmlBox(p(tx("3"))), "<v:shape>", `<v:shape style="width:9pt;visibility:hidden">`, 1)), r(strings.Replace(wpsBox(p(tx("4"))), "<wp:anchor>", `<wp:anchor><wp:docPr hidden="0"/>`, 1))), "<4>", "hidden 1 2; hidden 3"},
	{"text box in DrawingML within a run", p(r(alt("wps", wpsBox(p(tx("1"))+tbl(tr(cel("2")))), vmlBox(p(tx("3")))))), "<1|[2]>", ""},
	{"text box in VML", p(tx("a"), r(vmlBox(p(tx("1")))), tx("b")), "ab<1>", ""},
	{"text box in a text box", p(r(vmlBox(p(tx("1"), r(vmlBox(p(tx("2")))))))), "<1<2>>", ""},
	{"WordArt in VML", p(r(`<w:pict><v:shapetype><v:textpath on="t"/></v:shapetype><v:shape><v:textpath string="年度&amp;报告"/></v:shape></w:pict>`)), "<年度&报告>", ""},
	{"pictures are counted", p(r(`<w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing>`), r(`<w:pict><v:shape><v:imagedata/></v:shape></w:pict>`)), "*2", ""},
	{"an embedded object", p(r(`<w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>`)), "*1", "active-content OLE object Excel.Sheet.12"},
	{"altChunk is said", `<w:altChunk r:id="x"/>` + p(tx("1")), "1", "alt-chunk x"},
	{"placeholder is said", p(prompt(tx("1")+tx("2")+sdt(tx("3"))), tx("4"), sdt(prompt(tx("5"))+tx("6"))) + prompt(p(tx("7"))) + p(tx("8")), "123456|7|8", "placeholder 12; placeholder 5; placeholder 7"},
	{"a run without a paragraph", tx("1"), "1", ""},
	{"a paragraph in a paragraph", p(tx("1"), p(tx("2"))), "1<2>", ""},
	{"unknown elements are passed through", "<w:foo>" + p("<w:bar>"+tx("1")+"</w:bar>") + "</w:foo>", "1", ""},
	{"outline by property", p(`<w:pPr><w:outlineLvl w:val="1"/></w:pPr>`+tx("1")) + p(`<w:pPr><w:outlineLvl w:val="9"/></w:pPr>`+tx("2")), "##1|2", ""},
	{"the same properties under another namespace are other properties", p(hid("1")) + `<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r xmlns:w="urn:x"><w:rPr><w:vanish/></w:rPr></w:r>` + hid("2") + tx("3") + "</w:p>" + p(hid("4")), "|3|", "hidden 1; hidden 2; hidden 4"},
	{"a section is read wherever it stands", strings.Repeat(p(`<w:pPr><w:jc w:val="center"/><w:sectPr><w:headerReference r:id="x"/></w:sectPr></w:pPr>`), 3), "||", ""},
	{"CDATA, entities and comments", p(r("<w:t><![CDATA[<1>]]>&amp;&#x4E00;&#20108;&nbsp;<!-- 3 -->4</w:t>")), "<1>&一二&nbsp;4", ""},
}

func TestText(t *testing.T) {
	for _, c := range textCases {
		t.Run(c.fact, func(t *testing.T) {
			d := read(t, c.body)
			if got := texts(d.Blocks); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if got := notes(&d); got != c.notes {
				t.Errorf("notes %q\nwant  %q", got, c.notes)
			}
		})
	}
}

var tableCases = []struct{ fact, body, want, notes string }{
	{"rows and cells", tbl(tr(cel("1"), cel("2")), tr(cel("3"))), "[1&2/3]", ""},
	{"content controls around rows, cells, tables and in each other", sdt(tbl(sdt(tr(cel("1"), sdt(cel("2"))))) + p()), "[1&2]|", ""},
	{"placeholders around rows and cells", tbl(prompt(tr(cel("1")))+tr(prompt(cel("2")), cel("3"))) + p(), "[1/2&3]|", "placeholder 1; placeholder 2"},
	{"custom XML around rows and cells", tbl("<w:customXml>" + tr("<w:customXml>"+cel("1")+"</w:customXml>") + "</w:customXml>"), "[1]", ""},
	{"alternate content around rows", tbl(alt("w14", tr(cel("1")), tr(cel("2")))), "[1]", ""},
	{"nested table stays on its cell", tbl(tr(tc(p(tx("1")), tbl(tr(cel("2"))), p(tx("3"))))), "[1|[2]|3]", ""},
	{"deleted row", tbl(tr("<w:trPr><w:del/></w:trPr>", cel("1"), cel("2")), tr(cel("3"))), "[3]", "row-deleted 1 2"},
	{"a hidden row is gone if nothing in it shows", tbl(tr(cel("1")), hiddenRow(tc(secret(hid("2")), secret())), hiddenRow(tc(p())), hiddenRow(tc(secret(tx("3")))), tr(tc(secret(hid("4"))))), "[1//3/]", "hidden 2; hidden 4"},
	{"a hidden row with a table in it stays", tbl(hiddenRow(tc(tbl(), secret()))), "[[]|]", "table-empty"},
	{"old properties of rows and cells do not count", tbl(tr("<w:trPr><w:trPrChange><w:trPr><w:hidden/><w:del/></w:trPr></w:trPrChange></w:trPr>", tc("<w:tcPr><w:tcPrChange><w:tcPr><w:cellDel/></w:tcPr></w:tcPrChange></w:tcPr>", p(tx("1"))))), "[1]", ""},
	{"inserted row", tbl(tr("<w:trPr><w:ins/></w:trPr>", cel("1"))), "[1]", ""},
	{"deleted and inserted cells", tbl(tr(tc("<w:tcPr><w:cellDel/></w:tcPr>", p(tx("1"))), tc("<w:tcPr><w:cellIns/></w:tcPr>", p(tx("2"))))), "[2]", "cell-revision cellDel 1; cell-revision cellIns 2"},
	{"table without rows", tbl(), "[]", "table-empty"},
	{"text in a table but in no cell", tbl(tr(cel("1")), p(tx("2"))), "[1]", "broken-xml text in a table but in no cell: 2"},
	{"a cell without a row", tbl(cel("1")), "[1]", ""},
	{"a deleted table in a deleted block", "<w:del>" + tbl(tr(cel("1"))) + "</w:del>", "", "deleted 1"},
}

// What is remembered of a cell's properties is what they say by themselves.
func TestCellPropertiesAgain(t *testing.T) {
	const wide, merged = `<w:tcPr><w:tcW w:w="5"/></w:tcPr>`, `<w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>`
	inserted := `<w:tcPr><w:tcW w:w="7"/><w:cellIns/></w:tcPr>`
	d := read(t, tbl(tr(tc(merged, wide, p()), tc(wide, p()), tc(merged, p()), tc(wide, merged, p()), tc(merged, p())), tr(tc(inserted, p()), tc(inserted, p()))))
	var got []string
	for _, row := range d.Blocks[0].Table.Rows {
		for _, c := range row.Cells {
			got = append(got, fmt.Sprint(c.Span, c.Width, c.Vertical == doc.MergeContinue))
		}
	}
	if want := []string{"2 5 true", "1 5 false", "2 0 true", "2 5 true", "2 0 true", "1 7 false", "1 7 false"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if want := "cell-revision cellIns ; cell-revision cellIns "; notes(&d) != want {
		t.Errorf("notes %q, want %q", notes(&d), want)
	}
}

func TestTables(t *testing.T) {
	for _, c := range tableCases {
		t.Run(c.fact, func(t *testing.T) {
			d := read(t, c.body)
			if got := texts(d.Blocks); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if got := notes(&d); got != c.notes {
				t.Errorf("notes %q\nwant  %q", got, c.notes)
			}
		})
	}
}

func TestMergeMarks(t *testing.T) {
	d := read(t, `<w:tbl><w:tblGrid><w:gridCol w:w="100"/><w:gridCol/></w:tblGrid><w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="2"/><w:tblHeader/></w:trPr>`+
		tc(`<w:tcPr><w:tcW w:w="300" w:type="dxa"/><w:gridSpan w:val="3"/><w:vMerge w:val="restart"/></w:tcPr>`, p())+
		tc(`<w:tcPr><w:tcW w:w="300" w:type="pct"/><w:vMerge/></w:tcPr>`, p())+
		tc(`<w:tcPr><w:hMerge w:val="restart"/></w:tcPr>`, p())+tc(`<w:tcPr><w:hMerge w:val="continue"/></w:tcPr>`, p())+
		tc(`<w:tcPr><w:gridSpan w:val="99999999999"/><w:cellMerge w:vMerge="cont"/></w:tcPr>`, p())+`</w:tr></w:tbl>`)
	table := d.Blocks[0].Table
	row := table.Rows[0]
	if fmt.Sprint(table.Columns) != "[100 0]" || row.Before != 1 || row.After != 2 || !row.Head {
		t.Errorf("row %+v, columns %v", row, table.Columns)
	}
	var got []string
	for _, c := range row.Cells {
		got = append(got, fmt.Sprint(c.Span, c.RowSpan, c.Vertical, c.Horizontal, c.Width))
	}
	want := "3 1 1 0 300, 1 1 2 0 0, 1 1 0 1 0, 1 1 0 2 0, 1000 1 2 0 0"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("cells %s\nwant  %s", s, want)
	}
	if n := notes(&d); !strings.Contains(n, "span-limited gridSpan") || !strings.Contains(n, "cell-revision cellMerge") {
		t.Errorf("notes %s", n)
	}
}

func TestPositionsNumberTablesInReadingOrder(t *testing.T) {
	d := read(t, p(r(vmlBox(tbl(tr(cel("box"))))))+
		tbl(tr("<w:trPr><w:del/></w:trPr>", tc(tbl(tr(cel("gone"))), p())), tr(cel("a"), tc(p(tx("b"), r(vmlBox(tbl(tr(cel("c")))))), tbl(tr(cel("d"))), p())))+tbl(tr(cel("e")))+
		`<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>`,
		pack.Part{Name: "header1.xml", Text: `<w:hdr` + pack.Namespaces + `>` + tbl(tr(cel("f"))) + `</w:hdr>`})
	want := []string{"textbox", "", "textbox", "", "", "header"}
	i := 0
	for place := range d.Tables() {
		if place.Table.Pos.Table != i+1 || place.Within != want[i] {
			t.Errorf("table %d has number %d, within %q, want %q", i+1, place.Table.Pos.Table, place.Within, want[i])
		}
		for _, row := range place.Table.Rows {
			for j, c := range row.Cells {
				pos := c.Blocks[0]
				if c.Pos.Table != i+1 || c.Pos.Row != 1 || c.Pos.Cell != j+1 || pos.Paragraph != nil && pos.Paragraph.Pos.Table != i+1 {
					t.Errorf("table %d: cell at %+v", i+1, c.Pos)
				}
			}
		}
		if (place.Cell != nil) != (i == 3) {
			t.Errorf("table %d: nested %v", i+1, place.Cell != nil)
		}
		i++
	}
	if i != len(want) {
		t.Errorf("%d tables, want %d", i, len(want))
	}
}

func TestStyles(t *testing.T) {
	styles := pack.Styles(`<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/><w:jc w:val="center"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="b"><w:name w:val="mine"/><w:basedOn w:val="1"/><w:rPr><w:sz w:val="44"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="h"><w:name w:val="secret"/><w:basedOn w:val="h2"/><w:rPr><w:vanish/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="circle"/><w:basedOn w:val="h"/></w:style>` +
		`<w:style w:type="character" w:styleId="c"><w:name w:val="hide"/><w:rPr><w:vanish/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="c2"><w:name w:val="hide too"/><w:basedOn w:val="c"/></w:style>`)
	in := func(style, run string) string {
		return p(`<w:pPr><w:pStyle w:val="`+style+`"/></w:pPr>`, run)
	}
	char := func(style string) string { return r(`<w:rPr><w:rStyle w:val="` + style + `"/></w:rPr><w:t>x</w:t>`) }
	d := read(t, in("b", tx("title"))+in("h", tx("hidden"))+p(char("c2"), tx("y"))+in("h", char("c"))+p(char("h"))+in("nosuch", tx("z"))+in("c", tx("z")), styles)
	if got, want := texts(d.Blocks), "#title|y|x|x|z|z"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	title := d.Blocks[0].Paragraph
	if title.Style != "mine" || !title.Centered || title.Size != 44 {
		t.Errorf("%+v", title)
	}
	if last := d.Blocks[len(d.Blocks)-1].Paragraph; last.Style != "Normal" || last.Size != 21 {
		t.Errorf("%+v", last)
	}
	if got, want := notes(&d), "hidden hidden; hidden x"; got != want {
		t.Errorf("notes %q, want %q", got, want)
	}
}

func TestRaisedByStyle(t *testing.T) {
	style := func(kind, id, base, rPr string) string {
		return `<w:style w:type="` + kind + `" w:styleId="` + id + `"><w:basedOn w:val="` + base + `"/><w:rPr>` + rPr + `</w:rPr></w:style>`
	}
	up, down := `<w:vertAlign w:val="superscript"/>`, `<w:vertAlign w:val="baseline"/>`
	styles := pack.Styles(style("character", "mark", "", up) + style("character", "mine", "mark", `<w:sz w:val="18"/>`) + style("character", "plain", "mark", down) + style("paragraph", "small", "", `<w:vertAlign w:val="subscript"/>`))
	in := func(style, own, text string) string {
		return r(`<w:rPr><w:rStyle w:val="` + style + `"/>` + own + `</w:rPr><w:t>` + text + `</w:t>`)
	}
	for _, c := range []struct{ fact, body, want string }{
		{"by a character style", p(tx("12"), in("mark", "", "1")), "raised 1"},
		{"by the style that it is based on", p(tx("12"), in("mine", "", "1")), "raised 1"},
		{"a style that undoes its base", p(tx("12"), in("plain", "", "1")), ""},
		{"the run undoes its style", p(tx("12"), in("mark", down, "1")), ""},
		{"the run does it without its style", p(tx("12"), in("plain", up, "1")), "raised 1"},
		{"by a paragraph style", p(`<w:pPr><w:pStyle w:val="small"/></w:pPr>`, tx("1"), r("<w:rPr><w:b/></w:rPr><w:t>2</w:t>")), "raised 12"},
		{"by points", p(tx("12"), r(`<w:rPr><w:position w:val="8"/><w:sz w:val="19"/></w:rPr><w:t>1</w:t>`)), "raised 1"},
		{"lowered by points", p(tx("12"), r(`<w:rPr><w:vertAlign w:val="baseline"/><w:position w:val="-2"/></w:rPr><w:t>1</w:t>`)), "raised 1"},
		{"by no points", p(tx("12"), r(`<w:rPr><w:position w:val="0"/></w:rPr><w:t>1</w:t>`)), ""},
		{"a superscript by no points more", p(tx("12"), r("<w:rPr>"+up+`<w:position w:val="0"/></w:rPr><w:t>1</w:t>`)), "raised 1"},
		{"a character style over a paragraph's", p(`<w:pPr><w:pStyle w:val="small"/></w:pPr>`, in("plain", "", "1")), ""},
	} {
		if d := read(t, c.body, styles); notes(&d) != c.want {
			t.Errorf("%s: %q, want %q", c.fact, notes(&d), c.want)
		}
	}
}

func TestStruck(t *testing.T) {
	for _, c := range []struct{ rPr, want string }{
		{"<w:strike/>", "struck 12"}, {"<w:dstrike/>", "struck 12"}, {`<w:strike w:val="0"/>`, ""}, {`<w:strike w:val="0"/><w:dstrike w:val="0"/>`, ""},
	} {
		if d := read(t, p(r("<w:rPr>"+c.rPr+"</w:rPr><w:t>12</w:t>"), tx("3"))); notes(&d) != c.want {
			t.Errorf("%s: %q, want %q", c.rPr, notes(&d), c.want)
		}
	}
	styles := pack.Styles(`<w:style w:type="character" w:styleId="base"><w:rPr><w:strike/></w:rPr></w:style><w:style w:type="character" w:styleId="out"><w:basedOn w:val="base"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="old"><w:rPr><w:dstrike/></w:rPr></w:style>`)
	in := func(rPr, text string) string {
		return r(`<w:rPr><w:rStyle w:val="out"/>` + rPr + `</w:rPr><w:t>` + text + `</w:t>`)
	}
	old := `<w:pPr><w:pStyle w:val="old"/></w:pPr>`
	for _, c := range []struct{ fact, body, want string }{
		{"by a character style", p(in("", "1"), tx("2")), "struck 1"},
		{"by a paragraph style", p(old, tx("1"), r("<w:rPr><w:b/></w:rPr><w:t>2</w:t>")), "struck 12"},
		{"the run undoes its style", p(in(`<w:strike w:val="0"/>`, "1")), ""},
		{"styles of paragraph and character undo each other", p(old, tx("1"), in("", "2")), "struck 1"},
		{"the run does it whatever its styles", p(old, in("<w:strike/>", "1")), "struck 1"},
	} {
		if d := read(t, c.body, styles); notes(&d) != c.want {
			t.Errorf("%s: %q, want %q", c.fact, notes(&d), c.want)
		}
	}
}

func TestAsides(t *testing.T) {
	d := read(t, p(tx("1"), r(`<w:footnoteReference w:id="2"/>`))+`<w:sectPr><w:headerReference r:id="header1"/><w:headerReference r:id="header1"/><w:footerReference r:id="nosuch"/></w:sectPr>`,
		pack.Part{Name: "header1.xml", Text: `<w:hdr` + pack.Namespaces + `>` + p(tx("head")) + `</w:hdr>`},
		pack.Part{Name: "header2.xml", Text: `<w:hdr` + pack.Namespaces + `>` + p(tx("unused")) + `</w:hdr>`},
		pack.Part{Name: "footnotes.xml", Text: `<w:footnotes` + pack.Namespaces + `><w:footnote w:type="separator" w:id="0">` + p(tx("---")) + `</w:footnote><w:footnote w:id="2">` + p(tx("foot")) + `</w:footnote><w:footnote w:id="3">` + p(tx("unused")) + `</w:footnote></w:footnotes>`},
		pack.Part{Name: "comments.xml", Text: `<w:comments` + pack.Namespaces + `><w:comment w:id="0">` + p(tx("why")) + `</w:comment></w:comments>`})
	var got []string
	for _, a := range d.Asides {
		got = append(got, string(a.Kind)+" "+texts(a.Blocks))
	}
	if s, want := strings.Join(got, ", "), "header head, footnote foot, comment why"; s != want {
		t.Errorf("got %q, want %q", s, want)
	}
}

func TestBrokenXMLKeepsWhatIsSound(t *testing.T) {
	body := tbl(tr(cel("1"), cel("2"))) + tbl(tr(cel("3"), "<w:tc><w:p></w:x></w:p></w:tc>")) + tbl(tr(cel("4")))
	d := read(t, body)
	if got := texts(d.Blocks); got != "[1&2]|[3&]" {
		t.Errorf("got %q", got)
	}
	if got := notes(&d); !strings.Contains(got, "broken-xml an end tag that does not match its start tag at byte") || !strings.Contains(got, "1 tables behind it were not read") {
		t.Errorf("notes %q", got)
	}
	// What was read is a grid all the same.
	for place := range d.Tables() {
		grid.Lay(place.Table)
	}
}
