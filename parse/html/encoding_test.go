package html_test

import (
	"encoding/base64"
	"mime/quotedprintable"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/html"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

func encoded(t testing.TB, e encoding.Encoding, page string) string {
	t.Helper()
	out, err := e.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEncodings(t *testing.T) {
	utf16 := func(order unicode.Endianness, mark unicode.BOMPolicy) encoding.Encoding {
		return unicode.UTF16(order, mark)
	}
	const body = "<p>信息公开工作年度报告：２０２３年，镕"
	for _, c := range []struct {
		fact, head string
		encoding   encoding.Encoding
	}{
		{"UTF-8 without a label", "", encoding.Nop},
		{"UTF-8 with a mark", "\uFEFF", encoding.Nop},
		{"UTF-8 called GB2312", "<meta charset=gb2312>", encoding.Nop},
		{"UTF-8 with a mark called GBK", "\uFEFF<meta charset=gbk>", encoding.Nop},
		{"UTF-8 called Latin-1", "<meta charset=iso-8859-1>", encoding.Nop},
		{"GBK without a label", "", simplifiedchinese.GBK},
		{"GBK called GB2312", "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>", simplifiedchinese.GBK},
		{"GBK called UTF-8", "<meta charset=utf-8>", simplifiedchinese.GBK},
		{"GBK called Latin-1", "<meta charset=windows-1252>", simplifiedchinese.GBK},
		{"GBK by XML declaration", "<?xml version='1.0' encoding=\"GBK\"?><html>", simplifiedchinese.GBK},
		{"GBK behind a label in a comment", "<!--<meta charset=big5>--><meta charset=gbk>", simplifiedchinese.GBK},
		{"GB18030 beyond GBK", "<meta charset=gbk>㑇𠀀", simplifiedchinese.GB18030},
		{"HZ", "<meta charset=hz-gb-2312>", simplifiedchinese.HZGB2312},
		{"UTF-16 with a mark", "", utf16(unicode.LittleEndian, unicode.UseBOM)},
		{"UTF-16 of the other order", "", utf16(unicode.BigEndian, unicode.UseBOM)},
		{"UTF-16 without a mark", "<!DOCTYPE html><html><head></head>", utf16(unicode.LittleEndian, unicode.IgnoreBOM)},
		{"UTF-16 of the other order without a mark", "<!DOCTYPE html><html><head></head>", utf16(unicode.BigEndian, unicode.IgnoreBOM)},
	} {
		t.Run(c.fact, func(t *testing.T) {
			text := body
			if c.encoding == simplifiedchinese.HZGB2312 {
				text = strings.TrimSuffix(text, "镕")
			}
			d := read(t, encoded(t, c.encoding, c.head+text))
			if got := draw(d.Blocks); !strings.HasSuffix(got, strings.TrimPrefix(text, "<p>")) || strings.Contains(c.head, "㑇") && !strings.Contains(got, "㑇𠀀") {
				t.Errorf("got %q", got)
			}
			if n := notes(&d); n != "" {
				t.Errorf("notes %s", n)
			}
		})
	}
	d := read(t, encoded(t, traditionalchinese.Big5, "<meta charset=big5><p>資訊公開年報"))
	if got := draw(d.Blocks); got != "資訊公開年報" {
		t.Errorf("Big5: %q", got)
	}
	d = read(t, encoded(t, japanese.ShiftJIS, "<meta charset=shift_jis><p>情報公開の年報"))
	if got := draw(d.Blocks); got != "情報公開の年報" {
		t.Errorf("Shift_JIS: %q", got)
	}
}

func TestBrokenCharactersAreNoted(t *testing.T) {
	d := read(t, "<meta charset=utf-8><p>信息公开工作年度报告\xE5\x85 12")
	if got := draw(d.Blocks); got != "信息公开工作年度报告\uFFFD 12" && got != "信息公开工作年度报告\uFFFD\uFFFD 12" {
		t.Errorf("got %q", got)
	}
	if len(d.Notes) != 1 || d.Notes[0].Code != doc.BrokenXML {
		t.Errorf("notes %s", notes(&d))
	}
}

const page = "<html><head><meta charset=gb2312></head><body><p>政府信息公开<table><tr><td>12<td>=3D</table>"

// archives are web archives of one page each, by what they show.
func archives(t testing.TB) map[string]string {
	quoted := func(s string) string {
		var b strings.Builder
		w := quotedprintable.NewWriter(&b)
		w.Write([]byte(s)) // to memory
		w.Close()
		return b.String()
	}
	lines := func(s string) string {
		s = base64.StdEncoding.EncodeToString([]byte(s))
		return s[:20] + "\r\n" + s[20:]
	}
	gbk := encoded(t, simplifiedchinese.GBK, page)
	return map[string]string{
		"saved by a browser": "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x/b\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B\"\r\n\r\n" +
			"------B\r\nContent-Type: text/html\r\nContent-Location: http://x/b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(page) + "\r\n------B\r\nContent-Type: image/png\r\n\r\nx\r\n------B--\r\n",
		"saved by Word": "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_N\"\r\n\r\nThis is MHT.\r\n\r\n" +
			"------=_N\r\nContent-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/html; charset=\"gb2312\"\r\n\r\n" + lines(gbk) + "\r\n------=_N--\r\n",
		"the start is named": "Content-Type: multipart/related; boundary=b; start=\"<root>\"\nMIME-Version: 1.0\n\n" +
			"--b\nContent-Type: text/html\n\n \n--b\nContent-ID: <root>\nContent-Type: text/html\n\n" + page + "\n--b--\n",
		"a page alone":             "MIME-Version: 1.0\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(gbk),
		"one multipart in another": "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n" + page + "\n--b--\n--a--\n",
	}
}

func TestArchives(t *testing.T) {
	for fact, data := range archives(t) {
		t.Run(fact, func(t *testing.T) {
			d := read(t, data)
			if got := draw(d.Blocks); got != "政府信息公开 ¶ [12 =3D]" {
				t.Errorf("got %s", got)
			}
			if n := notes(&d); n != "" {
				t.Errorf("notes %s", n)
			}
		})
	}
	other := "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Location: a\n\n" + page + "\n--b\nContent-Type: text/html\nContent-Location: b\n\n<p>x\n"
	d := read(t, other)
	if got := notes(&d); !strings.Contains(got, "alt-chunk: another page of the web archive: b") || !strings.Contains(got, "broken-xml: the web archive is damaged") {
		t.Errorf("notes %s", got)
	}
	if _, err := html.Read([]byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n"), opc.Limits{}); err == nil || !strings.Contains(err.Error(), "without a page") {
		t.Errorf("error %v", err)
	}
	d = read(t, "MIME-Version: 1.0\r\nContent-Type: text/html\r\n"+strings.Repeat("X: y\r\n", 1<<18)+"\r\n"+page)
	if len(d.Blocks) > 0 {
		t.Errorf("a header of 1.5 MiB was read: %s", draw(d.Blocks))
	}
	for _, no := range []string{page, "Content: multipart/", "<p>mime-version: 1.0 content-type: text/html", "", "mime-version: 1.0\n\ncontent-type: text/html"} {
		if html.IsArchive([]byte(no)) {
			t.Errorf("%q is no archive", no)
		}
	}
}
