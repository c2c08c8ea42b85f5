package parse

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/nianbao/nianbao/parse/html"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// kind is the reader that an input is for.
type kind uint8

const (
	kindNone kind = iota
	kindDOCX      // a ZIP archive or a flat package
	kindHTML
)

// magics are the beginnings of formats that are not read.
var magics = []struct{ begin, found string }{
	{"%PDF", "a PDF file; use the DOCX or web page that it was made from"},
	{"\x89PNG", "a PNG picture; use the document itself, not a picture of it"},
	{"\xFF\xD8\xFF", "a JPEG picture; use the document itself, not a picture of it"},
	{"GIF8", "a GIF picture; use the document itself, not a picture of it"},
	{"II*\x00", "a TIFF picture; use the document itself, not a picture of it"},
	{"MM\x00*", "a TIFF picture; use the document itself, not a picture of it"},
	{"{\\rtf", "an RTF file; open it in Word or WPS and save it as DOCX"},
	{"Rar!", "a RAR archive; unpack it first"},
	{"7z\xBC\xAF", "a 7z archive; unpack it first"},
	{"\x1F\x8B", "a gzip archive; unpack it first"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ""}, // see compound
}

// sniff looks at the bytes: an input's name says nothing that they do not. For
// a format that is not read, found says what it is and what to do.
func sniff(data []byte) (k kind, found string) {
	if len(data) == 0 {
		return kindNone, "an empty file; get the file again"
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")) {
		return kindDOCX, ""
	}
	for _, m := range magics {
		if !bytes.HasPrefix(data, []byte(m.begin)) {
			continue
		}
		if m.found == "" {
			return kindNone, compound(data)
		}
		return kindNone, m.found
	}
	if opc.IsFlat(data) {
		return kindDOCX, ""
	}
	head := bytes.TrimLeft(data, " \t\r\n") // pages begin with what their server left blank
	head = head[:min(len(head), 4096)]
	text, err := opc.Decode(head)
	if err != nil {
		text = head
	}
	lower := bytes.ToLower(text)
	switch {
	case bytes.Contains(lower, []byte("http://schemas.microsoft.com/office/word/2003/wordml")):
		return kindNone, "a Word 2003 XML file; open it in Word or WPS and save it as DOCX"
	case bytes.Contains(lower, []byte("urn:oasis:names:tc:opendocument")):
		return kindNone, "an OpenDocument file; save it as DOCX"
	case html.IsArchive(data):
		return kindHTML, ""
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div", "<p>", "<p ", "<title", "<h1", "<span"} {
		if bytes.Contains(lower, []byte(tag)) {
			return kindHTML, ""
		}
	}
	// An archive may have something before it; whatever it is, the directory at
	// the end decides.
	if bytes.Contains(data, []byte("PK\x05\x06")) && bytes.Contains(data, []byte("PK\x03\x04")) {
		return kindDOCX, ""
	}
	if bytes.HasPrefix(bytes.TrimLeft(lower, " \t\r\n"), []byte("<?xml")) {
		return kindNone, "an XML file, but no Word document; choose the report's DOCX file"
	}
	if isText(text) {
		return kindNone, "a plain text file; use the document itself"
	}
	return kindNone, fmt.Sprintf("begins with % X; use the DOCX or web page of the report", data[:min(len(data), 4)])
}

// compound tells the OLE files apart, by the names of their streams, which
// stand in the directory in UTF-16.
func compound(data []byte) string {
	has := func(name string) bool {
		wide := make([]byte, 0, 2*len(name))
		for i := range len(name) {
			wide = append(wide, name[i], 0)
		}
		return bytes.Contains(data, wide)
	}
	switch {
	case has("EncryptedPackage"):
		return "an encrypted Office file; open it with its password and save it without one"
	case has("WordDocument"):
		return "a Word 97-2003 document (DOC, or WPS of the same kind); open it in Word or WPS and save it as DOCX"
	case has("Workbook"), has("Book\x00"):
		return "an Excel 97-2003 workbook (XLS); save the report as DOCX"
	case has("PowerPoint Document"):
		return "a PowerPoint 97-2003 presentation (PPT); save the report as DOCX"
	case has("MatOST"), has("CONTENTS"):
		return "a WPS or Works document; open it in WPS and save it as DOCX"
	}
	return "an old Office file (OLE); open it in Word or WPS and save it as DOCX"
}

// isText says whether data looks like text: no control characters but white
// space. It need not be UTF-8.
func isText(data []byte) bool {
	for _, c := range data {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' {
			return false
		}
	}
	return utf8.Valid(data) || len(data) > 0
}
