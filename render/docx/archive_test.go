package docx

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/schema/repair"
)

// repack writes a package again, each part as change gives it; a part without
// a name is left out.
func repack(t testing.TB, data []byte, change func(name, text string) (string, string)) []byte {
	t.Helper()
	names, parts := members(t, data)
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range names {
		name, text := change(name, string(parts[name]))
		if name == "" {
			continue
		}
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// more adds a part.
func more(t testing.TB, data []byte, name, text string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	out := zip.NewWriter(&buf)
	for _, f := range z.File {
		if err := out.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	w, err := out.Create(name)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err == nil {
		err = out.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// main changes the main part.
func main(t testing.TB, data []byte, change func(text string) string) []byte {
	return repack(t, data, func(name, text string) (string, string) {
		if name == mainPart {
			text = change(text)
		}
		return name, text
	})
}

// draft is a report with blanks that arithmetic fills.
func draft(t testing.TB) []byte {
	d := sheet(3)
	cells(d, func(fact string, c *paper.TableCell) {
		if strings.HasPrefix(fact, "applications.granted.") || fact == "review.total" {
			c.SetText("/")
		}
	})
	return packed(t, d)
}

const transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

func TestHoweverItIsWritten(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(text string) string
		tag    string // an insertion begins so
	}{
		{"with the usual prefix", func(s string) string { return s }, `<w:ins w:id="`},
		{"with another prefix", func(s string) string {
			return strings.NewReplacer("<w:", "<公文:", "</w:", "</公文:", " w:", " 公文:", "xmlns:w=", "xmlns:公文=").Replace(s)
		}, `<公文:ins 公文:id="`},
		{"with a default namespace", func(s string) string {
			return strings.NewReplacer("<w:document ", `<document xmlns="`+transitional+`" `, "<w:", "<", "</w:", "</").Replace(s)
		}, `<ins w:id="`},
		{"without any prefix", func(s string) string {
			s = strings.NewReplacer("<w:document ", `<document xmlns="`+transitional+`" `, "<w:", "<", "</w:", "</", " w:", " ").Replace(s)
			return strings.Replace(s, `xmlns:w="`+transitional+`"`, `xmlns:nb="urn:x"`, 1)
		}, `<ins xmlns:nb1="` + transitional + `" nb1:id="`},
		{"with a namespace declared at each table", func(s string) string {
			return strings.NewReplacer("<w:tbl>", `<x:tbl xmlns:x="`+transitional+`">`, "</w:tbl>", "</x:tbl>").Replace(s)
		}, `<w:ins w:id="`},
		{"strict", func(s string) string {
			return strings.ReplaceAll(s, transitional, "http://purl.oclc.org/ooxml/wordprocessingml/main")
		}, `<w:ins w:id="`},
		{"behind a byte order mark", func(s string) string { return mark + s }, `<w:ins w:id="`},
		{"with white space, comments and apostrophes", func(s string) string {
			return strings.NewReplacer("<w:tc>", "<w:tc\r\n ><!-- <w:p> -->", "</w:tc>", "</w:tc\n>", `w:val="center"`, `w:val = '>'`).Replace(s)
		}, `<w:ins w:id="`},
		{"in a control around each cell", func(s string) string {
			return strings.NewReplacer("<w:tc>", `<w:sdt><w:sdtPr><w:alias w:val="a"/></w:sdtPr><w:sdtContent><w:tc>`, "</w:tc>", "</w:tc></w:sdtContent></w:sdt>").Replace(s)
		}, `<w:ins w:id="`},
		{"in a control around each cell that shows its prompt", func(s string) string {
			return strings.NewReplacer("<w:tc>", `<w:sdt><w:sdtPr><w:showingPlcHdr w:val="1"/></w:sdtPr><w:sdtContent><w:tc>`, "</w:tc>", "</w:tc></w:sdtContent></w:sdt>").Replace(s)
		}, `<w:ins w:id="`},
		{"with high ids", func(s string) string {
			return strings.Replace(s, "<w:sectPr", `<w:p><w:bookmarkStart w:id="2147483647" w:name="a"/><w:bookmarkEnd w:id="2147483647"/><w:bookmarkStart w:id='4711' w:name="b"/><w:bookmarkEnd w:id='4711'/></w:p><w:sectPr`, 1)
		}, `<w:ins w:id="47`},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := main(t, draft(t), c.change)
			r := report(t, data, repair.Choices{})
			for _, o := range []Options{{}, {Accept: true}} {
				out := mended(t, data, r, o)
				if len(out.Written) != 8 || len(out.Left) > 0 {
					t.Errorf("wrote %v, left %v", out.Written, out.Left)
				}
				_, parts := members(t, out.Bytes)
				if n := strings.Count(string(parts[mainPart]), c.tag); o.Accept && n > 0 || !o.Accept && n != 8 {
					t.Errorf("%d insertions begin with %s", n, c.tag)
				}
			}
		})
	}
}

func TestCellsThatAreLeft(t *testing.T) {
	alternate := strings.NewReplacer("<w:tbl>", `<mc:AlternateContent><mc:Choice Requires="w14"><w:tbl>`, "</w:tbl>", "</w:tbl></mc:Choice><mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent>")
	bound := strings.NewReplacer("<w:tc>", `<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent><w:tc>`, "</w:tc>", "</w:tc></w:sdtContent></w:sdt>")
	for why, change := range map[Reason]func(string) string{TwoForms: alternate.Replace, Bound: bound.Replace} {
		data := main(t, draft(t), change)
		out := mended(t, data, report(t, data, repair.Choices{}), Options{English: true})
		if len(out.Left) != 8 || out.Left[0].Why != why {
			t.Errorf("%s: left %v", why, out.Left)
		}
		if want := "8 figures: "; !strings.HasPrefix(out.Remarks[0].Which, want) || !strings.Contains(out.Remarks[0].Text, "(7 figures) [applications.granted.*], ") {
			t.Errorf("said %v", out.Remarks)
		}
	}
}

func TestSignature(t *testing.T) {
	data := more(t, draft(t), "_xmlsignatures/sig1.xml", "<a/>")
	out := mended(t, data, report(t, data, repair.Choices{}), Options{})
	if len(out.Written) != 8 || len(out.Remarks) != 1 || !strings.Contains(out.Remarks[0].Text, "签名") {
		t.Errorf("wrote %v, said %v", out.Written, out.Remarks)
	}
}

// utf16 writes text as UTF-16 with its mark.
func utf16(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, r := range s {
		b = binary.LittleEndian.AppendUint16(b, uint16(r))
	}
	return string(b)
}

// flipped damages the packed data of a part.
func flipped(t testing.TB, data []byte, name string) []byte {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name == name {
			at, err := f.DataOffset()
			if err != nil {
				t.Fatal(err)
			}
			data = bytes.Clone(data)
			data[at+int64(f.CompressedSize64)/2] ^= 0x10
			return data
		}
	}
	t.Fatalf("no part %s", name)
	return nil
}

// inDirectory changes the entry of a part in the archive's directory.
func inDirectory(t testing.TB, data []byte, name string, change func(entry []byte)) []byte {
	data = bytes.Clone(data)
	for at := 0; ; {
		n := bytes.Index(data[at:], []byte("PK\x01\x02"))
		if n < 0 {
			t.Fatalf("no entry %s", name)
		}
		at += n
		if bytes.HasPrefix(data[at+46:], []byte(name)) {
			change(data[at:])
			return data
		}
		at += 4
	}
}

func TestRefusals(t *testing.T) {
	sound := draft(t)
	r := report(t, sound, repair.Choices{})
	for _, c := range []struct {
		name string
		data []byte
		says string
	}{
		{"a damaged style part", flipped(t, sound, "word/styles.xml"), "the part word/styles.xml of the file is damaged"},
		{"a damaged main part", flipped(t, sound, mainPart), "the part word/document.xml of the file is damaged"},
		{"a checksum of 0", inDirectory(t, sound, "word/settings.xml", func(e []byte) { clear(e[16:20]) }), "the part word/settings.xml of the file is damaged (checksum error)"},
		{"a size that is too small", inDirectory(t, sound, "word/settings.xml", func(e []byte) { binary.LittleEndian.PutUint32(e[24:], 5) }), "the part word/settings.xml of the file is damaged"},
		{"an encrypted part", inDirectory(t, sound, "docProps/app.xml", func(e []byte) { e[8] |= 1 }), "docProps/app.xml of the file is damaged (it is encrypted)"},
		{"an unknown method", inDirectory(t, sound, "docProps/app.xml", func(e []byte) { e[10] = 99 }), "docProps/app.xml of the file is damaged (unsupported compression algorithm)"},
		{"cut off", sound[:len(sound)-400], "cut off"},
		{"no archive", []byte("<html><body><p>年报</p></body></html>"), "only DOCX can be mended"},
		{"a damaged directory", inDirectory(t, sound, "docProps/app.xml", func(e []byte) { e[0] = 'Q' }), "directory is damaged"},
		{"one XML file", []byte(`<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document xmlns:w="` + transitional + `"><w:body><w:p/></w:body></w:document></pkg:xmlData></pkg:part></pkg:package>`), "one XML file"},
		{"UTF-16", main(t, sound, utf16), "not in UTF-8"},
		{"macros", repack(t, sound, func(name, text string) (string, string) {
			return name, strings.Replace(text, "openxmlformats-officedocument.wordprocessingml.document.main", "ms-word.document.macroEnabled.main", 1)
		}), "with macros"},
		{"another main part", repack(t, sound, func(name, text string) (string, string) {
			if name == mainPart {
				name = "word/document2.xml"
			}
			return strings.Replace(name, "document.xml.rels", "document2.xml.rels", 1), strings.ReplaceAll(text, "word/document.xml", "word/document2.xml")
		}), "built unusually"},
		{"another main part beside one of the usual name", more(t, repack(t, sound, func(name, text string) (string, string) {
			if name == mainPart {
				name = "word/document2.xml"
			}
			return name, strings.ReplaceAll(text, "word/document.xml", "word/document2.xml")
		}), mainPart, "<a/>"), "built unusually"},
		{"no relationships", repack(t, sound, func(name, text string) (string, string) {
			if name == mainRelations {
				name = ""
			}
			return name, text
		}), "built unusually"},
		{"two parts of one name", more(t, sound, "word/Styles.xml", "<a/>"), "two parts named word/Styles.xml"},
		{"a document type", main(t, sound, func(s string) string { return strings.Replace(s, "<w:document", "<!DOCTYPE a><w:document", 1) }), "broken at byte"},
		{"markup that ends early", main(t, sound, func(s string) string { return strings.Replace(s, "</w:body></w:document>", "</w:body>", 1) }), "broken at byte"},
		{"another document", packed(t, sheet(9)), "read from another file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := Write(c.data, r, Options{})
			if err == nil || !strings.Contains(err.Error(), c.says) || out.Bytes != nil {
				t.Errorf("the error is %v, want one that says %q", err, c.says)
			}
			var refused *Refused
			if errors.As(err, &refused) && refused.Zh == "" {
				t.Error("it says nothing in Chinese")
			}
		})
	}
}

func TestLimits(t *testing.T) {
	sound := draft(t)
	r := report(t, sound, repair.Choices{})
	zeros := strings.Repeat("\x00", 3<<20)
	for _, c := range []struct {
		name   string
		data   []byte
		limits parse.Limits
		flag   string
	}{
		{"a picture beyond a part", more(t, sound, "word/media/image1.png", zeros), parse.Limits{MaxPart: 2 << 20}, "--max-part"},
		{"pictures beyond all parts", more(t, more(t, sound, "word/media/image1.png", zeros), "word/media/image2.png", zeros), parse.Limits{MaxTotal: 1 << 20}, "--max-total"},
		{"what the library takes for a header", more(t, sound, "word/media/header.png", zeros), parse.Limits{}, "--max-ratio"},
		{"members", sound, parse.Limits{MaxEntries: 5}, "--max-entries"},
	} {
		_, err := Write(c.data, r, Options{Limits: c.limits})
		var limit *parse.LimitError
		if !errors.As(err, &limit) || limit.Flag != c.flag {
			t.Errorf("%s: %v, want %s", c.name, err, c.flag)
		}
	}
}

func TestPartsKeepTheirBytes(t *testing.T) {
	odd := string([]byte{0xFF, 0xFE, 'x', 0, 0xC0, 0x80})
	data := draft(t)
	for _, name := range []string{"word/header7.xml", "word/footer7.xml", "word/media/header.png", "customXml/item1.xml", "word/empty.bin", "word/媒体.bin", "word/\xc3\xbd.bin"} {
		text := odd
		if name == "word/empty.bin" {
			text = ""
		}
		data = more(t, data, name, text)
	}
	data = more(t, data, "word/folder/", "")
	out := mended(t, data, report(t, data, repair.Choices{}), Options{})
	if len(out.Written) != 8 {
		t.Errorf("wrote %v", out.Written)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes), int64(len(out.Bytes)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name == "word/header7.xml" && f.CRC32 != crc32.ChecksumIEEE([]byte(odd)) {
			t.Error("a header was changed")
		}
	}
}
