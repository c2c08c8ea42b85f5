package paper

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"strings"
	"time"
)

//go:embed data/*.xml
var parts embed.FS

// written is the time that every part of the archive bears, and that the
// properties bear where the document gives none.
var written = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

const created = "2024-01-10T08:00:00Z"

// part is one member of the package.
type part struct {
	name, contentType string
	data              []byte
}

const (
	mainNS  = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	relNS   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	typesWP = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	prolog  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	spaces  = `xmlns:w="` + mainNS + `" xmlns:r="` + relNS + `" ` +
		`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
		`xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" ` +
		`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"`
)

// DOCX writes the document as a file: the same document gives the same bytes.
func (d *Document) DOCX() ([]byte, error) {
	w := newWriter(d)
	w.blocks(d.Blocks)
	w.section()
	main := prolog + "<w:document " + spaces + "><w:body>" + w.out.String() + "</w:body></w:document>"
	if w.err != nil {
		return nil, w.err
	}

	list := []part{{"word/document.xml", typesWP + "document.main+xml", []byte(main)}}
	for _, name := range []string{"styles", "settings", "fontTable"} {
		data, err := parts.ReadFile("data/" + name + ".xml")
		if err != nil {
			return nil, err
		}
		w.related(name, name+".xml")
		list = append(list, part{"word/" + name + ".xml", typesWP + name + "+xml", data})
	}
	if w.numbered {
		data, err := parts.ReadFile("data/numbering.xml")
		if err != nil {
			return nil, err
		}
		w.related("numbering", "numbering.xml")
		list = append(list, part{"word/numbering.xml", typesWP + "numbering+xml", data})
	}
	w.remarks()
	for _, g := range d.Gone {
		w.related(g.Kind, g.Target)
	}
	list = append(list, w.parts...)
	for i, name := range w.pictures {
		list = append(list, part{fmt.Sprintf("word/media/image%d.png", i+1), "", d.Media[name]})
	}
	list = append(list,
		part{"docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", d.core()},
		part{"docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml", d.app()},
	)
	return pack(list, w.rels.String())
}

// pack zips the parts, with what says of each what it is.
func pack(list []part, rels string) ([]byte, error) {
	var types strings.Builder
	types.WriteString(prolog + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>`)
	for _, p := range list {
		if p.contentType != "" {
			fmt.Fprintf(&types, `<Override PartName="/%s" ContentType="%s"/>`, p.name, p.contentType)
		}
	}
	types.WriteString("</Types>")
	const packageRels = `<Relationship Id="rId3" Type="` + relNS + `/extended-properties" Target="docProps/app.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`<Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="word/document.xml"/>`
	all := append([]part{
		{name: "[Content_Types].xml", data: []byte(types.String())},
		{name: "_rels/.rels", data: relationships(packageRels)},
		{name: "word/_rels/document.xml.rels", data: relationships(rels)},
	}, list...)

	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, p := range all {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: written})
		if err == nil {
			_, err = f.Write(p.data)
		}
		if err != nil {
			return nil, fmt.Errorf("write %s: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

func relationships(list string) []byte {
	return []byte(prolog + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + list + "</Relationships>")
}

func (d *Document) core() []byte {
	p := d.Properties
	var b strings.Builder
	b.WriteString(prolog + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ` +
		`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`)
	fmt.Fprintf(&b, "<dc:title>%s</dc:title><dc:subject>%s</dc:subject><dc:creator>%s</dc:creator>", escape(p.Title), escape(p.Subject), escape(p.Creator))
	fmt.Fprintf(&b, "<cp:lastModifiedBy>%s</cp:lastModifiedBy><cp:revision>2</cp:revision>", escape(p.LastModifiedBy))
	at := func(tag, when string) {
		if when == "" {
			when = created
		}
		fmt.Fprintf(&b, `<dcterms:%s xsi:type="dcterms:W3CDTF">%s</dcterms:%s>`, tag, escape(when), tag)
	}
	at("created", p.Created)
	at("modified", p.Modified)
	b.WriteString("</cp:coreProperties>")
	return []byte(b.String())
}

func (d *Document) app() []byte {
	program := "Microsoft Office Word"
	if d.Maker == WPS {
		program = "WPS Office_12.1.0"
	}
	var b strings.Builder
	b.WriteString(prolog + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Template>Normal.dotm</Template>`)
	fmt.Fprintf(&b, "<Application>%s</Application><Manager>%s</Manager><Company>%s</Company></Properties>", program, escape(d.Properties.Manager), escape(d.Properties.Company))
	return []byte(b.String())
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(s string) string { return escaper.Replace(s) }
