// Package pack builds Office packages from text parts, so that the tests'
// inputs can be read and compared. Only tests import it.
package pack

import (
	"archive/zip"
	"bytes"
	"strings"
)

// The parts that every package has, and the main part's namespaces.
const (
	Types = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

	RootRelations = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`

	Namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`
)

// Part is one member of an archive.
type Part struct {
	Name, Text string
	Stored     bool
}

// Zip packs members in order. It stops for nothing: what it writes into is
// memory.
func Zip(parts ...Part) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		h := &zip.FileHeader{Name: p.Name, Method: zip.Deflate}
		if p.Stored {
			h.Method = zip.Store
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = w.Write([]byte(p.Text))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Main is a main part around the content of its body.
func Main(body string) string {
	return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document` + Namespaces + `><w:body>` + body + `</w:body></w:document>`
}

// DOCX is a package with this body, and the further parts of word/ by name:
// "styles.xml". They are related to the main part by the name without digits
// and extension.
func DOCX(body string, more ...Part) []byte {
	return Zip(Parts(body, more...)...)
}

// Parts are the members of DOCX.
func Parts(body string, more ...Part) []Part {
	parts := []Part{{Name: "[Content_Types].xml", Text: Types}, {Name: "_rels/.rels", Text: RootRelations}, {Name: "word/document.xml", Text: Main(body)}}
	var relations strings.Builder
	relations.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, p := range more {
		kind := strings.TrimRight(strings.TrimSuffix(p.Name, ".xml"), "0123456789")
		relations.WriteString(`<Relationship Id="` + strings.TrimSuffix(p.Name, ".xml") + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + p.Name + `"/>`)
		parts = append(parts, Part{Name: "word/" + p.Name, Text: p.Text, Stored: p.Stored})
	}
	relations.WriteString(`</Relationships>`)
	return append(parts, Part{Name: "word/_rels/document.xml.rels", Text: relations.String()})
}

// Styles is a style part with these styles.
func Styles(styles string) Part {
	return Part{Name: "styles.xml", Text: `<w:styles` + Namespaces + `>` + styles + `</w:styles>`}
}

// Numbering is a numbering part.
func Numbering(lists string) Part {
	return Part{Name: "numbering.xml", Text: `<w:numbering` + Namespaces + `>` + lists + `</w:numbering>`}
}
