package parse_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/parse/internal/pack"
)

// ole is the beginning of a compound file with a stream of this name.
func ole(stream string) string {
	return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 100) + wide(stream)
}

var foreign = []struct{ data, want string }{
	{"", "an empty file; get the file again"},
	{"%PDF-1.7", "a PDF file; use the DOCX or web page that it was made from"},
	{"\x89PNG\r\n", "a PNG picture; use the document itself, not a picture of it"},
	{"\xFF\xD8\xFF\xE0", "a JPEG picture; use the document itself, not a picture of it"},
	{"GIF89a", "a GIF picture; use the document itself, not a picture of it"},
	{`{\rtf1`, "an RTF file; open it in Word or WPS and save it as DOCX"},
	{ole("EncryptedPackage"), "an encrypted Office file; open it with its password and save it without one"},
	{ole("WordDocument"), "a Word 97-2003 document (DOC, or WPS of the same kind); open it in Word or WPS and save it as DOCX"},
	{ole("Workbook"), "an Excel 97-2003 workbook (XLS); save the report as DOCX"},
	{ole("x"), "an old Office file (OLE); open it in Word or WPS and save it as DOCX"},
	{"年度报告", "a plain text file; use the document itself"},
	{"PK\x03\x04 cut off", "a ZIP archive that is cut off (its directory is missing); get the file again"},
	{`<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>`, "a Word 2003 XML file; open it in Word or WPS and save it as DOCX"},
	{`<?xml version="1.0"?><note/>`, "an XML file, but no Word document; choose the report's DOCX file"},
	{"MIME-Version: 1.0\nContent-Type: multipart/related", "a web archive (MHT) without a page in it; save the page again, or as DOCX"},
	{"\x00\x01\x02\x03", "begins with 00 01 02 03; use the DOCX or web page of the report"},
	{string(pack.Zip(pack.Part{Name: "ppt/presentation.xml"})), "a PowerPoint presentation (PPTX); save the report as DOCX"},
}

func TestOtherFormatsAreNamed(t *testing.T) {
	for _, c := range foreign {
		_, err := parse.Document([]byte(c.data), parse.Limits{})
		var format *parse.FormatError
		if !errors.As(err, &format) || format.Found != c.want {
			t.Errorf("%.20q: %v, want %s", c.data, err, c.want)
		}
	}
}

func TestAMainPartOfAnotherKindIsRefused(t *testing.T) {
	parts := pack.Parts("")
	parts[2].Text = `<workbook xmlns="urn:x"/>`
	for _, text := range []string{`<workbook xmlns="urn:x"/>`, "", "no XML", "<w:document><w:body><w:p"} {
		parts[2].Text = text
		if d, err := parse.Document(pack.Zip(parts...), parse.Limits{}); err == nil {
			t.Errorf("%q was read: %+v", text, d)
		}
	}
}

// Each hostile input is small. What is asserted is which limit speaks, or that
// the input is read.
func TestHostileInputs(t *testing.T) {
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	cell := "<w:tc><w:p/></w:tc>"
	deepTables := many("<w:tbl><w:tr><w:tc>", 300) + many("</w:tc></w:tr></w:tbl>", 300)
	limits := parse.Limits{MaxRatio: 1100} // let the others speak
	for _, c := range []struct {
		fact, body string
		limits     parse.Limits
		flag       string // empty: it is read
	}{
		{"a part that inflates without end", many("<w:p/>", 4<<20), parse.Limits{}, "--max-ratio"},
		{"a huge part", many("<w:p/>", 12<<20), limits, "--max-part"},
		{"paragraphs", many("<w:p/>", 5<<20), limits, "--max-cells"},
		{"cells", "<w:tbl><w:tr>" + many(cell, 300000) + "</w:tr></w:tbl>", limits, "--max-cells"},
		{"wide spans", "<w:tbl>" + many(`<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr></w:tc></w:tr>`, 5000) + "</w:tbl>", limits, "--max-cells"},
		{"one wide row over many narrow ones", "<w:tbl><w:tr>" + many(`<w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr></w:tc>`, 100) + "</w:tr>" + many("<w:tr/>", 100000) + "</w:tbl>", limits, "--max-cells"},
		{"nested tables", deepTables, limits, "--max-depth"},
		{"nested elements", many("<w:x>", 100000), limits, "--max-depth"},
		{"a long text", "<w:p><w:r><w:t>" + many("0", 5<<20) + "</w:t></w:r></w:p>", limits, "--max-text"},
		{"an absurd span is cut", `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr></w:tc></w:tr></w:tbl>`, limits, ""},
		{"fields without end", many(`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>`, 50000), limits, ""},
		{"fields in fields", "<w:p>" + many(`<w:r><w:fldChar w:fldCharType="begin"/><w:t>x</w:t></w:r>`, 20000) + many(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`, 20000) + "</w:p>", limits, ""},
		{"text in all", many("<w:p><w:r><w:t>"+many("0", 1<<20)+"</w:t></w:r></w:p>", 5), limits, "--max-text"},
		{"fields open around tables", "<w:tbl><w:tr><w:tc><w:p>" + many(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, 20000) + "</w:p>" +
			many("<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", 20000) + "<w:p>" + many(`<w:r><w:fldChar w:fldCharType="end"/></w:r>`, 20000) + "</w:p></w:tc></w:tr></w:tbl>", limits, ""},
		{"tracked changes", "<w:p>" + many("<w:ins><w:r><w:t>x</w:t></w:r></w:ins><w:del><w:r><w:t>x</w:t></w:r></w:del>", 50000) + "</w:p>", limits, ""},
		{"namespaces declared again and again", many(`<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>`, 100000), limits, ""},
		{"as many prefixes as elements", func() string {
			var b strings.Builder
			for i := range 20000 {
				s := strings.Repeat("x", i%50) + string(rune('a'+i%26)) + string(rune('0'+i/26%10)) + string(rune('A'+i/260%26))
				b.WriteString("<" + s + ":p xmlns:" + s + `="urn:` + s + `"/>`)
			}
			return b.String()
		}(), limits, ""},
		{"entities", many("<w:p><w:r><w:t>&a;&b;&#9999999;</w:t></w:r></w:p>", 20000), limits, ""},
		{"paragraphs that all join", many("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>", 100000), limits, ""},
		{"open elements", "<w:tbl><w:tr><w:tc>" + many("<w:p>", 200), limits, ""},
	} {
		t.Run(c.fact, func(t *testing.T) {
			_, err := parse.Document(pack.DOCX(c.body), c.limits)
			var limit *parse.LimitError
			switch {
			case c.flag == "" && err != nil:
				t.Errorf("got %v", err)
			case c.flag != "" && (!errors.As(err, &limit) || limit.Flag != c.flag):
				t.Errorf("got %v, want %s", err, c.flag)
			}
		})
	}
}

func TestLimitsOfTheOtherParts(t *testing.T) {
	bomb := pack.Part{Name: "styles.xml", Text: "<w:styles>" + strings.Repeat("<w:style/>", 1<<20) + "</w:styles>"}
	var limit *parse.LimitError
	if _, err := parse.Document(pack.DOCX("<w:p/>", bomb), parse.Limits{}); !errors.As(err, &limit) || limit.Flag != "--max-ratio" {
		t.Errorf("styles: %v", err)
	}
	list := pack.Part{Name: "numbering.xml", Text: "<w:numbering>" + strings.Repeat("<w:num/>", 1<<20) + "</w:numbering>"}
	numbered := `<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>`
	if _, err := parse.Document(pack.DOCX(numbered, list), parse.Limits{}); !errors.As(err, &limit) || limit.Flag != "--max-ratio" {
		t.Errorf("numbering: %v", err)
	}
	long := pack.Numbering(`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="` + strings.Repeat("0", 200) + `"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`)
	if _, err := parse.Document(pack.DOCX(strings.Repeat(numbered, 100), long), parse.Limits{MaxText: 1000}); !errors.As(err, &limit) || limit.Flag != "--max-text" {
		t.Errorf("numbers: %v", err)
	}
}

func FuzzDocument(f *testing.F) {
	f.Add(pack.Report(1, 1)[:4000])
	f.Add(pack.DOCX("<w:p/>"))
	f.Add([]byte("%PDF"))
	for _, c := range foreign {
		f.Add([]byte(c.data))
	}
	for _, data := range pages {
		f.Add([]byte(data))
	}
	for _, data := range samples(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := parse.Document(data, parse.Limits{MaxPart: 1 << 20, MaxCells: 2000})
		_, again := parse.Document(data, parse.Limits{MaxPart: 1 << 20, MaxCells: 2000})
		if (err == nil) != (again == nil) || err != nil && err.Error() != again.Error() {
			t.Fatalf("first %v, then %v", err, again)
		}
	})
}
