package main

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// packages have more than a hostile main part.
var packages = []shape{
	{"a stored part", func() []byte { return archive(part{"word/document.xml", mainPart(fill(p(run("一")), large)), true}) }},
	beside("styles", "styles.xml", "styles", "<w:p/>", func() string { return each(900000, `<w:style w:styleId="s%d"><w:name w:val="a"/></w:style>`) }),
	beside("styles based on each other", "styles.xml", "styles", p(`<w:pPr><w:pStyle w:val="s9998"/></w:pPr>`)+p(`<w:pPr><w:pStyle w:val="s1"/></w:pPr>`), func() string {
		var b strings.Builder
		for i := range 9999 {
			fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>`, i, i-1)
		}
		return b.String()
	}),
	beside("one large style", "styles.xml", "styles", "<w:p/>", func() string { return `<w:style w:styleId="a"><w:rPr>` + fill("<w:sz/>", large) + `</w:rPr></w:style>` }),
	beside("latent styles", "styles.xml", "styles", "<w:p/>", func() string { return "<w:latentStyles>" + fill("<w:lsdException/>", large) + "</w:latentStyles>" }),
	beside("lists", "numbering.xml", "numbering", p(`<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>`), func() string {
		return each(900000, `<w:num w:numId="%d"><w:abstractNumId w:val="1"/></w:num>`)
	}),
	beside("lists, at the limit, full", "numbering.xml", "numbering", p(`<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>`), func() string {
		var b strings.Builder
		level := ""
		for i := range 9 {
			level += fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:lvlText w:val="%%1%%2%%3%%4"/></w:lvl>`, i)
		}
		for i := range 9999 {
			fmt.Fprintf(&b, `<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, i, level)
		}
		over := strings.ReplaceAll(strings.ReplaceAll(level, `<w:lvl `, `<w:lvlOverride `), `</w:lvl>`, `<w:lvl w:ilvl="0"/></w:lvlOverride>`)
		for i := range 9999 {
			fmt.Fprintf(&b, `<w:num w:numId="%d"><w:abstractNumId w:val="%[1]d"/>%s</w:num>`, i, over)
		}
		return b.String()
	}),
	beside("numbers of 200 000 paragraphs", "numbering.xml", "numbering", strings.Repeat(p(`<w:pPr><w:numPr><w:ilvl w:val="8"/><w:numId w:val="1"/></w:numPr></w:pPr>`), 199990), func() string {
		return `<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="8"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="` + strings.Repeat("%9", 100) + `"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`
	}),
	beside("footnotes", "footnotes.xml", "footnotes", p(`<w:r><w:footnoteReference w:id="1"/></w:r>`), func() string {
		return fill(`<w:footnote w:id="1">`+p(run("注"))+`</w:footnote>`, large/2)
	}),
	beside("one footnote", "footnotes.xml", "footnotes", p(`<w:r><w:footnoteReference w:id="1"/></w:r>`), func() string {
		return `<w:footnote w:id="1">` + fill(p(run("注")), large/2) + `</w:footnote>`
	}),
	beside("comments of a document", "comments.xml", "comments", p(""), func() string {
		return fill(`<w:comment w:id="1">`+p(run("批注"))+`</w:comment>`, large/2)
	}),
	{"relationships", func() []byte {
		return archive(part{name: "_rels/.rels", text: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + each(600000, `<Relationship Id="r%d" Type="x" Target="y"/>`) + `</Relationships>`}, part{name: "word/document.xml", text: mainPart("<w:p/>")})
	}},
	{"content types", func() []byte {
		return archive(part{name: "[Content_Types].xml", text: `<Types>` + each(900000, `<Override PartName="/x%d" ContentType="y"/>`) + `</Types>`}, part{name: "word/document.xml", text: mainPart("<w:p/>")})
	}},
	{"properties", func() []byte {
		return archive(part{name: "word/document.xml", text: mainPart("<w:p/>")}, part{name: "docProps/core.xml", text: `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` + fill("<dc:title>"+strings.Repeat("题", 1000)+"</dc:title>", large) + `</cp:coreProperties>`})
	}},
	{"UTF-16", func() []byte {
		text := mainPart(fill(p(run("一")), large/2))
		wide := make([]byte, 0, 2*len(text))
		wide = append(wide, 0xFF, 0xFE)
		for _, c := range text {
			wide = binary.LittleEndian.AppendUint16(wide, uint16(c))
		}
		return archive(part{name: "word/document.xml", text: string(wide)})
	}},
	{"Latin-1", func() []byte {
		return archive(part{name: "word/document.xml", text: `<?xml version="1.0" encoding="ISO-8859-1"?>` + mainPart(fill(p(run(strings.Repeat("\xe9", 1000))), large))})
	}},
	{"two large parts", func() []byte {
		return docx(fill(p(strings.Repeat(run("一"), 40)), 50<<20), part{name: "styles.xml", text: "<w:styles>" + fill("<w:x/>", 42<<20) + "</w:styles>"})
	}},
	// The container.
	{"many members", func() []byte {
		parts := make([]part, 0, 300000)
		for i := range 300000 {
			parts = append(parts, part{name: fmt.Sprint("x", i), stored: true})
		}
		return archive(parts...)
	}},
	{"members at the limit, of one name", func() []byte {
		parts := []part{}
		for range 9990 {
			parts = append(parts, part{name: strings.Repeat("word/", 1200) + "document.xml", stored: true})
		}
		return archive(append(parts, part{name: "word/document.xml", text: mainPart("<w:p/>")})...)
	}},
	{"members of one name", func() []byte {
		parts := []part{}
		for range 9990 {
			parts = append(parts, part{name: "word/document.xml", text: mainPart("<w:p/>"), stored: true})
		}
		return archive(parts...)
	}},
	{"overlapping members", func() []byte { return overlapping() }},
	{"a high ratio", func() []byte { return raw("word/document.xml", mainPart(strings.Repeat("<w:p/>", 10<<20))) }},
	{"signatures", func() []byte {
		return append(archive(part{name: "word/document.xml", text: mainPart("<w:p/>")}), fill("PK\x05\x06", 120<<20)...)
	}},
	{"directory entries in front", func() []byte {
		return append([]byte(fill("PK\x01\x02", 120<<20)), archive(part{name: "word/document.xml", text: mainPart("<w:p/>")})...)
	}},
	{"pictures", func() []byte {
		parts := []part{{name: "word/document.xml", text: mainPart("<w:p/>")}}
		for i := range 2 {
			parts = append(parts, part{fmt.Sprintf("word/media/%d.jpg", i), fill("x", 62<<20), true})
		}
		return archive(parts...)
	}},
	{"flat", func() []byte {
		return []byte(flat(`<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>` + mainPart(fill(p(run("一")), large)) + `</pkg:xmlData></pkg:part>`))
	}},
	{"flat, many parts", func() []byte {
		return []byte(flat(each(9990, `<pkg:part pkg:name="/word/x%d.xml"><pkg:xmlData><w:x/></pkg:xmlData></pkg:part>`) + fill("<pkg:x/>", large)))
	}},
	{"flat, base64", func() []byte {
		return []byte(flat(`<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>` + mainPart("<w:p/>") + `</pkg:xmlData></pkg:part>` + strings.Repeat(`<pkg:part pkg:name="/x"><pkg:binaryData>`+fill("QUJD\n", 3<<20)+`</pkg:binaryData></pkg:part>`, 18)))
	}},
	{"flat in UTF-16", func() []byte {
		b := []byte{0xFF, 0xFE}
		for _, c := range flat(`<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>` + mainPart(fill(p(run("一")), 28<<20)) + `</pkg:xmlData></pkg:part>`) {
			b = binary.LittleEndian.AppendUint16(b, uint16(c))
		}
		return b
	}},
}

func flat(parts string) string {
	return `<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">` + parts + `</pkg:package>`
}
