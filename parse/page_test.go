package parse_test

import (
	"os"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse"
)

// wide is ASCII in UTF-16.
func wide(s string) string {
	var b strings.Builder
	for _, c := range s {
		b.WriteByte(byte(c))
		b.WriteByte(0)
	}
	return b.String()
}

var pages = []string{
	"<!DOCTYPE html><p>1", strings.Repeat("\r\n", 5000) + "<HTML><p>1", "\xEF\xBB\xBF<html>1", "<table><tr><td>1</table>",
	"\xFF\xFE" + wide("<html>1"), wide("<html>1"), `<?xml version="1.0" encoding="gb2312"?><html xmlns="http://www.w3.org/1999/xhtml"><p>1`,
	"<p class=x>1", "<!-- saved from url --><html>1",
	"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>1\n--b--",
	"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>1\n--b--",
	`<html xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml"><p>1`,
}

func TestPagesAreKnownByTheirBytes(t *testing.T) {
	for _, data := range pages {
		d, err := parse.Document([]byte(data), parse.Limits{})
		if err != nil || d.Format != "html" || len(d.Blocks) == 0 {
			t.Errorf("%.40q: %v, format %q", data, err, d.Format)
		}
	}
	flat, err := os.ReadFile("../samples/2019/qinghe-2019/input.docx")
	if err != nil {
		t.Fatal(err)
	}
	if d, err := parse.Document(flat, parse.Limits{}); err != nil || d.Format != "docx" {
		t.Errorf("a Word file: %v, format %q", err, d.Format)
	}
	word := `<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><!-- <html><table> --></pkg:package>`
	if d, err := parse.Document([]byte(word), parse.Limits{}); err == nil {
		t.Errorf("a flat package was read as %q", d.Format)
	}
}
