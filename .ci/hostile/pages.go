package main

import (
	"bytes"
	"encoding/binary"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// pages are web pages and archives of them.
var pages = []shape{
	page("tags", func() string { return fill("<b>", large) }),
	page("tags that are closed", func() string { return fill("<b></b>", large) }),
	page("tags of no name", func() string { return fill("<x>", large) }),
	page("end tags", func() string { return fill("</b>", large) }),
	page("paragraphs of a page", func() string { return fill("<p>一", large) }),
	page("line breaks", func() string { return fill("一<br>", large) }),
	page("cells", func() string { return "<table>" + fill("<tr><td>1", large) }),
	page("empty cells of a page", func() string { return "<table><tr>" + fill("<td>", large) }),
	page("100 000 cells of a page", func() string { return "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td>1", 10)+"</tr>", 8000) }),
	page("rowspan=65534", func() string { return "<table>" + fill("<tr><td rowspan=65534>1", large) }),
	page("rowspan and colspan at the limit", func() string { return "<table>" + strings.Repeat("<tr><td rowspan=1000 colspan=1000>1", 1900) }),
	page("divs in each other", func() string { return fill("<div>", large) }),
	page("divs in each other, to the limit", func() string { return fill(strings.Repeat("<div>", 200)+"一"+strings.Repeat("</div>", 200), large) }),
	page("tables in tables of a page", func() string { return fill("<table><tr><td>", large) }),
	page("one text of a page", func() string { return fill("一", large) }),
	page("texts of a page at the limit", func() string { return fill("<p>"+strings.Repeat("一", 1<<20), large) }),
	page("references of a page", func() string { return fill("&amp;&#x4e00;&lol", large) }),
	page("one attribute of a page", func() string { return `<p class="` + fill("a ", large) + `">x` }),
	page("attributes of a page", func() string { return `<p ` + fill("a=1 ", large) + `>x` }),
	page("distinct attributes of a page", func() string { return `<p ` + each(6000000, "a%d ") + `>x` }),
	page("one comment of a page", func() string { return "<!--" + fill("x", large) + "-->x" }),
	page("comments of a page", func() string { return fill("<!--x-->", large) + "一" }),
	page("a script", func() string { return "<script>" + fill("x", large) + "</script>一" }),
	page("scripts", func() string { return fill("<script>x</script>", large) + "一" }),
	page("a style sheet", func() string { return "<style>" + fill("a{b:c}", large) + "</style>一" }),
	page("distinct rules", func() string { return "<style>" + each(2500000, ".c%d{display:none}") + "</style><p class=c1>一" }),
	page("distinct rules, and paragraphs", func() string {
		return "<style>" + each(20000, ".c%d{color:red}") + "</style>" + each(200000, "<p class=c%d>一")
	}),
	page("style attributes", func() string { return fill(`<p style="font-size:12pt;display:block;mso-x:y">一</p>`, large) }),
	page("formatting elements", func() string { return each(100000, "<b id=%d>") + fill("<p>一", large/2) }),
	page("links", func() string { return fill("<a href='#x'>一</a>", large) }),
	page("links and places", func() string { return each(150000, "<a href='#x%d'>1</a><p id=x%[1]d>一") }),
	page("lists of a page", func() string { return "<ol reversed>" + fill("<li>一", large) }),
	page("drawings", func() string { return fill("<svg><path/></svg>", large) }),
	page("a frame", func() string { return fill("<iframe src=http://a.example/></iframe>", large) }),
	page("selections", func() string { return "<select>" + fill("<option>一", large) }),
	page("a text area", func() string { return "<textarea>" + fill("一", large) }),
	page("insertions of a page", func() string { return fill("<ins>一</ins>", large) }),
	page("deletions of a page", func() string { return fill("<del>一</del>", large) }),
	page("hidden elements", func() string { return fill("<i hidden>一</i>", large) }),
	page("misnested", func() string { return fill("<b><i></b></i><p>", large) }),
	page("misplaced in a table", func() string { return "<table>" + fill("<p>一", large) }),
	page("misplaced in tables", func() string { return fill("<table><b>一", large) }),
	page("templates", func() string { return fill("<template>", large) }),
	page("space", func() string { return fill(" \n", large) + "一" }),
	page("NUL", func() string { return fill("\x00", large) + "一" }),
	{"GB18030", func() []byte {
		text, err := simplifiedchinese.GB18030.NewEncoder().String("<html><meta charset=gb18030><body>" + fill("<p>政府信息公开工作年度报告", large/12*10))
		if err != nil {
			panic(err)
		}
		return []byte(text)
	}},
	{"GB18030, one text", func() []byte {
		text, err := simplifiedchinese.GB18030.NewEncoder().String("<html><meta charset=gb18030><body>" + fill("政府信息公开工作年度报告", large))
		if err != nil {
			panic(err)
		}
		return []byte(text)
	}},
	{"GB18030, comments", func() []byte {
		text, err := simplifiedchinese.GB18030.NewEncoder().String("<html><meta charset=gb18030><body>" + fill("<!-- 政府信息公开工作年度报告 -->", large) + "一")
		if err != nil {
			panic(err)
		}
		return []byte(text)
	}},
	{"no encoding", func() []byte {
		return append([]byte("<html><meta charset=gb18030><body>"), bytes.Repeat([]byte{0x81, 0xff, 'a'}, large/3)...)
	}},
	{"a page in UTF-16", func() []byte {
		b := []byte{0xFF, 0xFE}
		for _, c := range "<html><body>" + fill("<!---->", large/2) + "一" {
			b = binary.LittleEndian.AppendUint16(b, uint16(c))
		}
		return b
	}},
	// Archives of pages.
	{"a web archive of many parts", func() []byte { return []byte(archived(strings.Repeat("\r\n--b\r\n\r\nx", 1000000))) }},
	{"a web archive of pages", func() []byte {
		return []byte(archived(strings.Repeat("\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>一", 1000000)))
	}},
	{"a web archive of pages, at the limit", func() []byte {
		return []byte(archived(strings.Repeat("\r\n--b\r\nContent-Type: text/html\r\nContent-Location: http://a.example/x\r\n\r\n<p>"+strings.Repeat("x", 6000), 9990)))
	}},
	{"a web archive of one page", func() []byte {
		return []byte(archived("\r\n--b\r\nContent-Type: text/html\r\n\r\n" + fill("<!---->", large) + "<p>一"))
	}},
	{"quoted-printable", func() []byte {
		return []byte(archived("\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>" + fill("=E4=B8=80=\r\n", large)))
	}},
	{"base64", func() []byte {
		return []byte(archived("\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + fill("PGI+PC9iPjxiPjwvYj48\r\n", large)))
	}},
	{"a header without end", func() []byte {
		return []byte("MIME-Version: 1.0\r\nContent-Type: text/html\r\n" + fill("X: y\r\n", large))
	}},
	{"a header of one line", func() []byte { return []byte("MIME-Version: 1.0\r\nContent-Type: text/html\r\nX: " + fill("y", large)) }},
}

func archived(parts string) string {
	return "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n" + parts + "\r\n--b--\r\n"
}
