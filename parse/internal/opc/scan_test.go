package opc

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/nianbao/nianbao/parse/internal/pack"
)

// walk writes what a scanner finds: "(" and ")" for elements with their
// resolved names, the text of w:t in quotes.
func walk(data []byte, depth int) (string, *Broken, error) {
	s := NewScanner(data, depth)
	defer s.Release()
	var b strings.Builder
	for {
		switch s.Next() {
		case EOF:
			return b.String(), s.Broken(), s.Err()
		case End:
			b.WriteString(")")
		case Start:
			if s.Name == W|T {
				fmt.Fprintf(&b, "%q", s.Text(nil))
				continue
			}
			b.WriteString("(" + spell(s.Name))
		}
	}
}

func spell(n Name) string {
	space := "?"
	for i, s := range []Name{W, MC, NSRel, NSMath, NSOther} {
		if n.Space() == s {
			space = []string{"w", "mc", "r", "m", "other"}[i]
		}
	}
	if n.Space() == 0 {
		space = "none"
	}
	l := localNames[n&0xffff]
	if l == "" {
		l = "?"
	}
	return space + ":" + l
}

const (
	w      = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	strict = `"http://purl.oclc.org/ooxml/wordprocessingml/main"`
)

var scans = []struct{ fact, xml, want, broken string }{
	{"elements and text", `<w:p` + w + `><w:t>a</w:t></w:p>`, `(w:p"a")`, ""},
	{"any prefix, strict", `<x:p xmlns:x=` + strict + `><x:t>a</x:t></x:p>`, `(w:p"a")`, ""},
	{"default namespace", `<p xmlns=` + strict + `><t>a</t></p>`, `(w:p"a")`, ""},
	{"a prefix bound anew inside", `<w:p` + w + `><w:r xmlns:w="urn:x"><w:t/></w:r><w:r/></w:p>`, `(w:p(other:r(other:t))(w:r))`, ""},
	{"prefix declared on the element that uses it, single quotes", `<w:p` + w + `><y:oMath xmlns:y='http://schemas.openxmlformats.org/officeDocument/2006/math'/></w:p>`, `(w:p(m:oMath))`, ""},
	{"undeclared prefixes mean what they always mean", `<w:p><w:t>a</w:t></w:p>`, `(w:p"a")`, ""},
	{"unknown names", `<q:z><w:zz/></q:z>`, `(other:?(w:?))`, ""},
	{"no namespace", `<p/>`, `(none:p)`, ""},
	{"> and quotes in attribute values", `<w:p a=">" b='">"' c="'>"><w:t x="/>">a</w:t></w:p>`, `(w:p"a")`, ""},
	{"white space in tags", "<w:p\n\t a = \"1\" ><w:t >a</w:t\n></w:p >", `(w:p"a")`, ""},
	{"unquoted and valueless attributes", `<w:p a=1 b><w:t c>a</w:t></w:p>`, `(w:p"a")`, ""},
	{"empty elements", `<w:p><w:r/><w:t/><w:t></w:t></w:p>`, `(w:p(w:r)"""")`, ""},
	{"comments, instructions, document type", `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "<b>">]><!-- <w:p> --><w:p><!-- > --><?x <w:r> ?><w:t>a<!-- b -->c<?d?></w:t></w:p><!-- e -->`, `(w:p"ac")`, ""},
	{"CDATA", `<w:p><![CDATA[<w:r>]]><w:t>a<![CDATA[<b>&amp;]]>c</w:t></w:p>`, `(w:p"a<b>&amp;c")`, ""},
	{"references", `<w:t>&lt;&gt;&amp;&quot;&apos;&#65;&#x4e00;&#X4E00;</w:t>`, `"<>&\"'A一一"`, ""},
	{"what is no reference stands for itself", `<w:t>a&b;&nbsp;&;&#;&#xZ;& &#99999999999;</w:t>`, `"a&b;&nbsp;&;&#;&#xZ;& &#99999999999;"`, ""},
	{"forbidden characters", "<w:t>&#0;&#xFFFE;&#xD800;\x01\xff</w:t>", `"�����"`, ""},
	{"line ends", "<w:t>a\r\nb\rc\nd</w:t>", `"a\nb\nc\nd"`, ""},
	{"elements in text", `<w:t>a<w:r>b<w:r/></w:r>c</w:t>`, `"abc"`, ""},
	{"mismatched end tag", `<w:p><w:r><w:t>a</w:t></w:p><w:p/>`, `(w:p(w:r"a"))`, "an end tag that does not match its start tag at byte 22"},
	{"ends in an element", `<w:p><w:t>a`, `(w:p"a")`, "the part ends inside an element at byte 11"},
	{"ends in a tag", `<w:p><w:t>a</w:t><w:r x="`, `(w:p"a")`, "the part ends in a tag at byte 17"},
	{"a tag that does not end", `<w:p><w:t>a</w:t><w:r <w:r/></w:p>`, `(w:p"a")`, "a tag that does not end at byte 17"},
	{"a value that does not end", `<w:p><w:t>a</w:t><w:r x="><w:r/></w:p>`, `(w:p"a")`, "an attribute value that does not end at byte 17"},
	{"a stray <", `<w:p><w:t>1 < 2</w:t></w:p>`, `(w:p"1 ")`, `a "<" that begins no tag at byte 12`},
	{"an end tag too many", `<w:p/></w:p>`, `(w:p)`, "an end tag without a start tag at byte 6"},
	{"two roots", `<w:p/><w:p/>`, `(w:p)`, "a second root element at byte 6"},
	{"padding behind the root", "<w:p/>\x00\x00", `(w:p)`, ""},
	{"a comment that does not end", `<w:p><w:t>a</w:t><!-- `, `(w:p"a")`, "a comment, instruction or CDATA section that does not end at byte 17"},
	{"nothing", ``, ``, ""},
}

func TestScan(t *testing.T) {
	for _, c := range scans {
		t.Run(c.fact, func(t *testing.T) {
			got, broken, err := walk([]byte(c.xml), 0)
			if got != c.want || err != nil {
				t.Errorf("got  %s, %v\nwant %s", got, err, c.want)
			}
			b := ""
			if broken != nil {
				b = broken.Error()
			}
			if b != c.broken {
				t.Errorf("broken %q, want %q", b, c.broken)
			}
		})
	}
}

func TestDepthIsLimited(t *testing.T) {
	deep := func(n int) []byte { return []byte(strings.Repeat("<w:p>", n) + strings.Repeat("</w:p>", n)) }
	if _, broken, err := walk(deep(256), 0); err != nil || broken != nil {
		t.Errorf("256 elements: %v, %v", broken, err)
	}
	got, _, err := walk(deep(257), 0)
	want := "nesting deeper than 256 elements at byte 1280 (--max-depth)"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if strings.Count(got, "(") != 256 || strings.Count(got, ")") != 256 {
		t.Error("the elements read so far are not closed")
	}
}

func TestTablesBehindABreakAreCounted(t *testing.T) {
	_, broken, _ := walk([]byte(`<w:body><w:tbl></w:x><w:tbl></w:tbl><x:tbl></x:tbl><w:tbl >`), 0)
	if broken == nil || broken.Rest != 2 {
		t.Errorf("%+v", broken)
	}
}

func TestAttr(t *testing.T) {
	s := NewScanner([]byte(`<w:p xmlns:q="http://purl.oclc.org/ooxml/officeDocument/relationships" id="1" x:val="no" w:val="a&amp;b" q:id='2' val2="3"/>`), 0)
	s.Next()
	for _, c := range []struct {
		space       Name
		local, want string
	}{{W, "val", "a&b"}, {NSRel, "id", "1"}, {W, "val2", "3"}, {W, "al", "-"}, {NSMath, "val", "-"}} {
		v, ok := s.Attr(c.space, c.local)
		if !ok {
			v = []byte("-")
		}
		if string(v) != c.want {
			t.Errorf("%s: %q, want %q", c.local, v, c.want)
		}
	}
}

func TestManyNamesAndPrefixes(t *testing.T) {
	var b strings.Builder
	b.WriteString("<w:body>")
	for i := range 5000 {
		fmt.Fprintf(&b, `<p%d:n%d xmlns:p%d="urn:%d"/><w:n%d/>`, i, i, i, i, i)
	}
	b.WriteString("<w:tbl/></w:body>")
	s := NewScanner([]byte(b.String()), 0)
	n, last := 0, Name(0)
	for t := s.Next(); t != EOF; t = s.Next() {
		if t == Start {
			n++
			last = s.Name
		}
	}
	if n != 10002 || last != W|Tbl || s.Broken() != nil {
		t.Errorf("%d elements, last %s, %v", n, spell(last), s.Broken())
	}
}

func TestDecode(t *testing.T) {
	const text = `<?xml version="1.0"?><w:p>年报😀</w:p>`
	wide := utf16.Encode([]rune(text))
	little, big := []byte{}, []byte{}
	for _, u := range wide {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
	}
	for name, in := range map[string][]byte{
		"UTF-8": []byte(text), "UTF-8 with mark": []byte("\xEF\xBB\xBF" + text),
		"UTF-16LE": append([]byte{0xFF, 0xFE}, little...), "UTF-16BE": append([]byte{0xFE, 0xFF}, big...),
		"UTF-16LE without mark": little, "UTF-16BE without mark": big,
	} {
		got, err := Decode(in)
		if err != nil || string(got) != text {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if got, err := Decode([]byte("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>")); err != nil || !strings.Contains(string(got), "é") {
		t.Errorf("Latin-1: %q, %v", got, err)
	}
	if _, err := Decode([]byte("<?xml version='1.0' encoding='GBK'?><a>\xc4\xea</a>")); err == nil {
		t.Error("GBK was read")
	}
}

// FuzzScan holds the scanner against encoding/xml wherever that finds nothing
// to object to, and checks that what comes out is balanced and repeatable.
func FuzzScan(f *testing.F) {
	for _, s := range []string{
		`<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:t>a&amp;b</w:t></w:p>`,
		`<?xml version="1.0"?><!DOCTYPE a><a b='"' c=">">x<![CDATA[<y>]]>&#20;<d/><!-- e --></a>`,
		`<a><b></a></b>`, `<a b="<"/>`, "<a\r\n>\r</a\t>", `<a xmlns="u"><b xmlns:c="v" c:d="e"/></a>`,
		strings.Repeat("<w:p>", 257), strings.Repeat(`<w:p xmlns:a="u">`, 20) + strings.Repeat("</w:p>", 20),
	} {
		f.Add([]byte(s))
	}
	for _, c := range scans {
		f.Add([]byte(c.xml))
	}
	for _, data := range samples(f) {
		f.Add([]byte(pack.Member(data, "word/document.xml")))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, broken, err := walk(data, 0)
		if depth := strings.Count(unquoted(got), "(") - strings.Count(unquoted(got), ")"); depth != 0 {
			t.Fatalf("unbalanced: %s", got)
		}
		if again, _, _ := walk(data, 0); again != got {
			t.Fatalf("first %s, then %s", got, again)
		}
		d := xml.NewDecoder(bytes.NewReader(data))
		d.Strict = true
		elements, depth, deepest, roots := 0, 0, 0, 0
		for {
			token, e := d.Token()
			if e == io.EOF {
				break
			}
			if e != nil {
				return // not well-formed: nothing to compare with
			}
			switch token := token.(type) {
			case xml.StartElement:
				if depth == 0 {
					roots++
				}
				if strings.ContainsAny(token.Name.Local, ":") {
					return // not a name in namespaces
				}
				elements++
				depth++
				deepest = max(deepest, depth)
			case xml.EndElement:
				depth--
			case xml.Directive:
				return // document types are passed over more loosely here
			}
		}
		if roots != 1 || deepest > DefaultDepth || len(data) > 0 && data[0] == 0 || bytes.HasPrefix(data, []byte("<\x00")) {
			return
		}
		if broken != nil || err != nil {
			t.Fatalf("encoding/xml reads it; here %v, %v", broken, err)
		}
		s := NewScanner(data, 0)
		n := 0
		for k := s.Next(); k != EOF; k = s.Next() {
			if k == Start {
				n++
			}
		}
		if n != elements {
			t.Fatalf("%d elements, encoding/xml finds %d", n, elements)
		}
	})
}

// unquoted drops the quoted texts from what walk wrote.
func unquoted(s string) string {
	var b strings.Builder
	in := false
	for i := 0; i < len(s); i++ {
		switch {
		case in && s[i] == '\\':
			i++
		case s[i] == '"':
			in = !in
		case !in:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
