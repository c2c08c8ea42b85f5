package opc

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse/internal/pack"
)

// open gives the main part's name and text, and the remarks, or the error.
func open(data []byte, l Limits) string {
	p, err := Open(data, l)
	if err != nil {
		return err.Error()
	}
	name, err := p.Main()
	if err != nil {
		return err.Error()
	}
	text, err := p.Read(name)
	if err != nil {
		return err.Error()
	}
	out := name + " " + string(text)
	for _, r := range p.Remarks {
		out += "; " + r.Detail
	}
	p.Release()
	return out
}

func standard(main string) []pack.Part {
	return []pack.Part{{Name: "[Content_Types].xml", Text: pack.Types}, {Name: "_rels/.rels", Text: pack.RootRelations}, {Name: "word/document.xml", Text: main}}
}

// container is an archive, and what opening it gives.
type container struct {
	fact string
	data []byte
	want string
}

func containers() []container {
	parts := standard("MAIN")
	sound := pack.Zip(parts...)
	named := func(from, to string) []pack.Part {
		out := append([]pack.Part(nil), parts...)
		for i := range out {
			out[i].Name = strings.ReplaceAll(out[i].Name, from, to)
			out[i].Text = strings.ReplaceAll(out[i].Text, from, to)
		}
		return out
	}
	stored := append([]pack.Part(nil), parts...)
	for i := range stored {
		stored[i].Stored = true
	}
	wrongSum := pack.Zip(stored...)
	wrongSum = bytes.ReplaceAll(wrongSum, []byte("MAIN"), []byte("MEIN"))
	upper := append([]pack.Part(nil), parts...)
	upper[2].Name = "WORD/Document.XML"
	return []container{
		{"sound", sound, "word/document.xml MAIN"},
		{"stored", pack.Zip(stored...), "word/document.xml MAIN"},
		{"something before it", append([]byte("HTTP/1.1 200 OK\r\n\r\n"), sound...), "word/document.xml MAIN; there is something before the archive"},
		{"something behind it", append(bytes.Clone(sound), make([]byte, 100000)...), "word/document.xml MAIN; there are 100000 bytes behind the archive"},
		{"a comment", commented(sound, "版权", 6), "word/document.xml MAIN"},
		{"a comment that is cut off", commented(sound, "版", 6), "word/document.xml MAIN; the archive's comment is cut off"},
		{"a comment with something behind it", commented(sound, "版权!", 6), "word/document.xml MAIN; there are 1 bytes behind the archive"},
		{"backslashes", pack.Zip(pack.Part{Name: "[Content_Types].xml", Text: pack.Types}, pack.Part{Name: `_rels\.rels`, Text: pack.RootRelations}, pack.Part{Name: `word\document.xml`, Text: "MAIN"}), "word/document.xml MAIN; member names are written with backslashes"},
		{"another case", pack.Zip(upper...), "WORD/Document.XML MAIN"},
		{"another name", pack.Zip(named("word/document.xml", "content/main7.xml")...), "content/main7.xml MAIN"},
		{"an absolute target", pack.Zip(named(`Target="word/document.xml"`, `Target="/word/document.xml"`)...), "word/document.xml MAIN"},
		{"strict relationship", pack.Zip(named("http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument", "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument")...), "word/document.xml MAIN"},
		{"no content types", pack.Zip(parts[1:]...), "word/document.xml MAIN; the package has no [Content_Types].xml"},
		{"no relationships", pack.Zip(parts[0], parts[2]), "word/document.xml MAIN; the package has no _rels/.rels; the main part was found by its content type"},
		{"nothing but the main part", pack.Zip(parts[2]), "word/document.xml MAIN; the package has no [Content_Types].xml; the package has no _rels/.rels; the main part was found by its name"},
		{"relationship to nothing", pack.Zip(parts[0], pack.Part{Name: "_rels/.rels", Text: strings.ReplaceAll(pack.RootRelations, "document.xml", "gone.xml")}, parts[2]), "word/document.xml MAIN; the main part that _rels/.rels names is not in the package; the main part was found by its content type"},
		{"two members of one name", pack.Zip(parts[0], parts[1], pack.Part{Name: "word/document.xml", Text: "FIRST"}, parts[2]), "word/document.xml MAIN; the archive has several members of this name; the last one in its directory is read"},
		{"folders", pack.Zip(append([]pack.Part{{Name: "word/"}, {Name: `_rels\`}}, parts...)...), "word/document.xml MAIN"},
		{"wrong checksum", wrongSum, "word/document.xml MEIN; the part's checksum does not match its content; it was read all the same"},
		{"cut off", sound[:len(sound)-60], "not DOCX or HTML: a ZIP archive that is cut off (its directory is missing); get the file again"},
		{"workbook", pack.Zip(pack.Part{Name: "xl/workbook.xml"}), "not DOCX or HTML: an Excel workbook (XLSX); save the report as DOCX"},
		{"archive of documents", pack.Zip(pack.Part{Name: "2023/report.docx"}), "not DOCX or HTML: a ZIP archive with documents in it; unpack it first"},
		{"flat", []byte(`<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/_rels/.rels"><pkg:xmlData>` + strings.ReplaceAll(pack.RootRelations, `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`, "") + `</pkg:xmlData></pkg:part><pkg:part pkg:name="/word/document.xml"><pkg:xmlData><a/></pkg:xmlData></pkg:part><pkg:part pkg:name="/x.bin"><pkg:binaryData>TUFJ
Tg==</pkg:binaryData></pkg:part></pkg:package>`), "word/document.xml <a/>; the package has no [Content_Types].xml"},
	}
}

func TestContainers(t *testing.T) {
	for _, c := range containers() {
		t.Run(c.fact, func(t *testing.T) {
			if got := open(c.data, Limits{}); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// commented gives an archive a comment that says to be of this length.
func commented(archive []byte, comment string, length uint16) []byte {
	out := append(bytes.Clone(archive), comment...)
	binary.LittleEndian.PutUint16(out[len(archive)-2:], length)
	return out
}

func TestContainerLimits(t *testing.T) {
	zeros := strings.Repeat("0", 3<<20)
	many := make([]pack.Part, 0, 40)
	for range 40 {
		many = append(many, pack.Part{Name: strings.Repeat("x", len(many)+1)})
	}
	for _, c := range []struct {
		fact  string
		data  []byte
		limit Limits
		flag  string
	}{
		{"a part", pack.Zip(standard(zeros)...), Limits{MaxPart: 1 << 20}, "--max-part"},
		{"a stored part", pack.Zip(pack.Part{Name: "word/document.xml", Text: zeros, Stored: true}), Limits{MaxPart: 1 << 20}, "--max-part"},
		{"all parts", pack.Zip(standard(zeros)...), Limits{MaxTotal: 1 << 20}, "--max-total"},
		{"ratio", pack.Zip(standard(zeros)...), Limits{}, "--max-ratio"},
		{"entries", pack.Zip(many...), Limits{MaxEntries: 39}, "--max-entries"},
		{"names", pack.Zip(pack.Part{Name: strings.Repeat("x", 3000)}, pack.Part{Name: "y"}), Limits{MaxEntries: 5}, "--max-entries"},
	} {
		t.Run(c.fact, func(t *testing.T) {
			p, err := Open(c.data, c.limit)
			if err == nil {
				var name string
				if name, err = p.Main(); err == nil {
					_, err = p.Read(name)
				}
			}
			var limit *LimitError
			if !errors.As(err, &limit) || limit.Flag != c.flag {
				t.Errorf("got %v, want %s", err, c.flag)
			}
		})
	}
}

// lying is an archive whose directory gives the main part another size.
func lying(size uint32) []byte {
	data := pack.Zip(standard("MAIN")...)
	i := bytes.LastIndex(data, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(data[i+24:], size)
	return data
}

func TestALyingDirectoryCannotAskForMemory(t *testing.T) {
	for _, size := range []uint32{0xFFFFFFF0, 1} {
		if got := open(lying(size), Limits{}); got != "word/document.xml MAIN" {
			t.Errorf("%d bytes: got %s", size, got)
		}
	}
}

// damaged is an archive with errors in the middle of its main part.
func damaged(t testing.TB) []byte {
	data := pack.Zip(standard(strings.Repeat("<w:p>0123456789</w:p>", 2000))...)
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	offset, err := r.File[2].DataOffset()
	if err != nil {
		t.Fatal(err)
	}
	at := int(offset) + int(r.File[2].CompressedSize64)/2
	for i := range 8 {
		data[at+i] ^= 0xA5
	}
	return data
}

func TestDamagedDataGivesWhatIsGood(t *testing.T) {
	got := open(damaged(t), Limits{})
	if !strings.HasPrefix(got, "word/document.xml <w:p>0123456789") {
		t.Errorf("got %.60s", got)
	}
	if !strings.Contains(got, "; the p") {
		t.Errorf("nothing was said: %s", got[len(got)-60:])
	}
}

// samples are the files that the project's own generator builds.
func samples(t testing.TB) map[string][]byte {
	out, err := pack.Samples()
	if err != nil || len(out) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	return out
}

func FuzzOpen(f *testing.F) {
	f.Add(pack.Zip(standard("<w:document/>")...))
	for _, c := range containers() {
		if len(c.data) < 4096 {
			f.Add(c.data)
		}
	}
	f.Add(lying(0xFFFFFFF0))
	f.Add(damaged(f))
	f.Add(pack.Zip(pack.Part{Name: strings.Repeat("x/../", 100)}, pack.Part{Name: "x%2Fy%"}))
	for _, data := range samples(f) {
		f.Add(data)
	}
	f.Add([]byte(`<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml"><pkg:xmlData><a/></pkg:xmlData></pkg:part></pkg:package>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		first := open(data, Limits{MaxPart: 1 << 20})
		if again := open(data, Limits{MaxPart: 1 << 20}); again != first {
			t.Fatalf("first %q, then %q", first, again)
		}
	})
}
