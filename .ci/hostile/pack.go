package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"math/rand/v2"
	"strings"
)

const (
	namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	rootRels   = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	types      = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
)

// part is one member of a package; stored leaves it as it is.
type part struct {
	name, text string
	stored     bool
}

// docx is a package around a body, with further parts of word/, related by
// their names without extension.
func docx(body string, more ...part) []byte {
	parts := []part{{name: "[Content_Types].xml", text: types}, {name: "_rels/.rels", text: rootRels}, {name: "word/document.xml", text: mainPart(body)}}
	var rels strings.Builder
	for _, p := range more {
		kind := strings.TrimSuffix(p.name, ".xml")
		rels.WriteString(`<Relationship Id="` + kind + `" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` + kind + `" Target="` + p.name + `"/>`)
		parts = append(parts, part{"word/" + p.name, p.text, p.stored})
	}
	parts = append(parts, part{name: "word/_rels/document.xml.rels", text: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels.String() + `</Relationships>`})
	return archive(parts...)
}

func mainPart(body string) string {
	return `<w:document` + namespaces + `><w:body>` + body + `</w:body></w:document>`
}

// archive packs members.
func archive(parts ...part) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, p := range parts {
		method := zip.Deflate
		if p.stored {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: method})
		if err == nil {
			_, err = io.WriteString(w, p.text+noise(p))
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

// noise is a comment of what cannot be packed, so that the ratio's limit says
// nothing and the others must.
func noise(p part) string {
	if p.stored || len(p.text) < 1<<20 {
		return ""
	}
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_."
	r := rand.New(rand.NewPCG(1, 2))
	b := make([]byte, len(p.text)/120)
	for i := range b {
		b[i] = letters[r.IntN(len(letters))]
	}
	return "<!--" + string(b) + "-->"
}
