package main

import (
	"strings"
)

// bodies are main parts.
var bodies = []shape{
	body("deleted runs", func() string {
		return fill(p("<w:del><w:r><w:delText>"+strings.Repeat("删", 100)+"</w:delText></w:r></w:del>"), large)
	}),
	body("deleted runs, short", func() string {
		return p(fill("<w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:r><w:t>2</w:t></w:r>", large))
	}),
	body("a deleted paragraph in one", func() string { return p("<w:del>" + fill("<w:r><w:delText>删</w:delText></w:r>", large) + "</w:del>") }),
	body("deleted rows", func() string { return table(fill("<w:tr><w:trPr><w:del/></w:trPr>"+cell(run("1"))+"</w:tr>", large)) }),
	body("deleted cells", func() string {
		return table(row(fill("<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p>"+run("删")+"</w:p></w:tc>", large)))
	}),
	body("one text", func() string { return p(run(fill("一", large))) }),
	body("texts at the limit", func() string { return fill(p(run(strings.Repeat("一", 1<<20))), large) }),
	body("one paragraph of runs", func() string { return p(fill(run("一"), large)) }),
	body("attributes of one element", func() string { return `<w:p ` + fill(`w:rsidR="00000000" `, large) + `/>` }),
	body("one attribute", func() string { return `<w:p w:rsidR="` + fill("0", large) + `"/>` }),
	body("distinct attributes", func() string { return `<w:p ` + each(2500000, `w:a%07d="" `) + `/>` }),
	body("attributes of cells", func() string {
		return table(fill(`<w:tc><w:tcPr><w:tcW `+strings.Repeat(`w:x="1" `, 100)+`w:w="1"/></w:tcPr></w:tc>`, large))
	}),
	body("namespaces", func() string { return p(each(1500000, `<w:r xmlns:a%07d="urn:x"/>`)) }),
	body("codes of fields", func() string {
		return p(fill(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>`+strings.Repeat("x", 900000)+`</w:instrText></w:r>`, large))
	}),
	body("fields with short codes", func() string {
		return p(fill(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>EQ x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`, large))
	}),
	body("names", func() string { return p(each(3000000, `<w:n%07d/>`)) }),
	body("prefixes on one element", func() string { return "<w:p " + each(1500000, `xmlns:p%07d="urn:%[1]d" `) + "/>" }),
	body("tables in tables", func() string {
		return fill(strings.Repeat("<w:tbl><w:tr><w:tc>", 80)+strings.Repeat("</w:tc></w:tr></w:tbl>", 80), large/2)
	}),
	body("tables in a table, each in its cell", func() string {
		return table(row(fill("<w:tc>"+table(row(cell(run("1"))))+"</w:tc>", 8<<20)))
	}),
	body("empty cells", func() string { return table(row(fill("<w:tc><w:p/></w:tc>", large))) }),
	body("100 000 cells in one row", func() string { return table(row(fill(cell(run("1")), 99999*len(cell(run("1")))))) }),
	body("100 000 cells in rows of ten", func() string {
		return table(fill(row(strings.Repeat(cell(run("1")), 10)), 9999*len(row(strings.Repeat(cell(run("1")), 10)))))
	}),
	body("100 000 cells with deleted text and marks", func() string {
		c := `<w:tc><w:tcPr><w:vMerge/><w:hMerge/></w:tcPr><w:p><w:del>` + run("删") + `</w:del><w:r><w:rPr><w:highlight w:val="red"/><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r></w:p></w:tc>`
		return table(fill(row(strings.Repeat(c, 10)), 9900*(10*len(c)+13)))
	}),
	body("comments", func() string { return p(fill("<!-- x -->", large)) }),
	body("one comment", func() string { return p("<!--" + fill("x", large) + "-->") }),
	body("instructions", func() string { return p(fill("<?x y?>", large)) }),
	body("comments in a text", func() string { return p("<w:r><w:t>" + fill("a<!---->", large) + "</w:t></w:r>") }),
	body("CDATA sections in a text", func() string { return p("<w:r><w:t>" + fill("<![CDATA[a]]>", large) + "</w:t></w:r>") }),
	body("entities", func() string { return fill(p(run(strings.Repeat("&amp;&#x4e00;&lol;", 1000))), large) }),
	body("half entities", func() string { return fill(p(run(strings.Repeat("&", 10000))), large) }),
	{"a document type of entities", func() []byte {
		return archive(part{name: "word/document.xml", text: "<!DOCTYPE x [" + each(1500000, `<!ENTITY a%d "&a;&a;">`) + "]>" + mainPart(p(run("&a1;")))})
	}},
	body("rows of vMerge", func() string { return table(fill(row(`<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>`), large)) }),
	body("100 000 rows of vMerge", func() string {
		s := row(`<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p>` + run("合") + `</w:p></w:tc>`)
		return table(row(`<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc>`) + strings.Repeat(s, 99990))
	}),
	body("a million rows", func() string { return table(strings.Repeat("<w:tr/>", 1000000)) }),
	body("100 000 rows", func() string { return table(strings.Repeat("<w:tr/>", 99999)) }),
	body("spans at the limit", func() string {
		return table(fill(row(`<w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr><w:p/></w:tc>`), large))
	}),
	body("2 million positions", func() string {
		return table(row(`<w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr><w:p/></w:tc>`) + strings.Repeat(row(cell("")), 1998))
	}),
	body("2 million positions, many tables", func() string {
		return strings.Repeat(table(strings.Repeat(row(`<w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr><w:p/></w:tc>`), 4)), 495)
	}),
	body("gridBefore at the limit", func() string {
		return table(strings.Repeat(`<w:tr><w:trPr><w:gridBefore w:val="999"/></w:trPr>`+cell(run("1"))+"</w:tr>", 1990))
	}),
	body("content controls in each other", func() string {
		return fill(strings.Repeat("<w:sdt><w:sdtContent>", 120)+p(run("1"))+strings.Repeat("</w:sdtContent></w:sdt>", 120), large)
	}),
	body("content controls without end", func() string { return fill("<w:sdt><w:sdtContent>", large) }),
	body("insertions in each other", func() string {
		return p(fill(strings.Repeat("<w:ins>", 250)+run("1")+strings.Repeat("</w:ins>", 250), large))
	}),
	body("alternate contents", func() string {
		return p(fill(`<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x"/></mc:AlternateContent>`, large))
	}),
	body("paragraphs", func() string { return fill("<w:p/>", large) }),
	body("200 000 paragraphs", func() string { return strings.Repeat(p(run("一")), 199990) }),
	body("fields", func() string { return p(fill(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, large)) }),
	body("fields in each other", func() string {
		n := 400000
		return p(strings.Repeat(`<w:r><w:fldChar w:fldCharType="begin"/></w:r>`, n) + strings.Repeat(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`, n))
	}),
	body("fields in each other, with tables", func() string {
		n := 100000
		return p(strings.Repeat(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, n)) + strings.Repeat(table(row(cell(""))), n) + p(strings.Repeat(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`, n))
	}),
	body("fields in each other, with tables in one cell", func() string {
		n := 100000
		return table(row("<w:tc>" + p(strings.Repeat(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, n)) + strings.Repeat(table(row(cell(""))), n) + p(strings.Repeat(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`, n)) + "</w:tc>"))
	}),
	body("drop-downs", func() string {
		return p(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>` + fill(`<w:listEntry w:val="1"/>`, large) + `</w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`)
	}),
	body("equations", func() string { return p(fill(`<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>`, large)) }),
	body("fractions", func() string {
		return p(`<m:oMath>` + fill(`<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den/></m:f>`, large) + `</m:oMath>`)
	}),
	body("pictures and boxes", func() string {
		return p(fill(`<w:r><w:drawing><w:txbxContent><w:p/></w:txbxContent></w:drawing></w:r>`, large))
	}),
	body("hidden text", func() string { return p(fill(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>`, large)) }),
	body("paragraphs that join", func() string { return fill(p(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`+run("1")), large) }),
	body("sections", func() string {
		return fill(p(`<w:pPr><w:sectPr><w:headerReference r:id="x"/></w:sectPr></w:pPr>`), large)
	}),
	body("open tags", func() string { return fill("<w:x>", large) }),
	body("broken at once", func() string { return "</w:y>" + fill("<w:tbl>", large) }),
	body("footnote references", func() string { return p(each(1200000, `<w:r><w:footnoteReference w:id="%d"/></w:r>`)) }),
	// What later stages look at.
	body("rows that look like a form", func() string {
		s := row(cell(run("第二十条第（一）项")) + cell(run("信息内容")) + cell(run("本年制发件数")) + cell(run("123")))
		return table(strings.Repeat(s, 24000))
	}),
	body("tables that look like a form", func() string {
		s := table(row(cell(run("第二十条第（一）项"))) + row(cell(run("信息内容"))+cell(run("本年制发件数"))+cell(run("本年废止件数"))+cell(run("现行有效件数"))) + row(cell(run("规章"))+cell(run("1"))+cell(run("2"))+cell(run("3"))))
		return strings.Repeat(s, 10000)
	}),
	body("headings", func() string { return strings.Repeat(p(run("一、总体情况")), 190000) }),
	body("sentences with figures", func() string {
		return strings.Repeat(p(run("2023年，本单位共收到政府信息公开申请123件，予以公开100件，部分公开20件，结转下年度3件。")), 190000)
	}),
	body("sentences to the limit", func() string {
		return fill(p(run("2023年，本单位共收到政府信息公开申请123件，予以公开100件，部分公开20件，结转下年度3件。")), 5<<20)
	}),
	body("distinct sentences to the limit", func() string {
		return each(34000, `<w:p><w:r><w:t>这是第%d段，本年度共收到申请%[1]d件，主动公开信息12条，制发规范性文件3件，下降1.5%%。</w:t></w:r></w:p>`)
	}),
	body("sections of sentences to the limit", func() string {
		return fill(p(run("三、收到和处理政府信息公开申请情况"))+p(run("2023年，本单位共收到政府信息公开申请123件，予以公开100件。")), 5<<20)
	}),
	body("paragraphs of one megabyte", func() string { return fill(p(run(fill("一二三，2023年45件。", 1<<20-100))), 4<<20-1000) }),
	body("half entities to the limit", func() string { return fill(p(run(strings.Repeat("&", 10000))), 4<<20) }),
	body("digits in cells to the limit", func() string {
		return table(fill(row(strings.Repeat(cell(run("123456789012345678901234567890")), 10)), 8<<20))
	}),
	body("forms again and again", func() string {
		s := ""
		for _, label := range []string{"一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开", "（二）部分公开", "（七）总计", "四、结转下年度继续办理"} {
			s += row(cell(run(label)) + strings.Repeat(cell(run("1")), 7))
		}
		return fill(table(row(cell(run("申请人情况"))+strings.Repeat(cell(run("自然人")), 7))+s), 5<<20)
	}),
	body("one paragraph of sentences", func() string {
		return p(run(fill("2023年，本单位共收到政府信息公开申请123件，予以公开100件。", 4<<20)))
	}),
	body("long distinct paragraphs", func() string {
		return each(200000, `<w:p><w:r><w:t>这是第%d段，本年度共收到申请123件，主动公开信息12条，制发规范性文件3件。</w:t></w:r></w:p>`)
	}),
	body("a row of figures in one cell", func() string { return table(row(cell(fill(run("1 2 3\n"), 3<<20)))) }),
}
