package main

import (
	"bytes"
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// in runs the program in a locale.
func in(locale string, args ...string) (out, said string) {
	var o, e bytes.Buffer
	run(args, streams{strings.NewReader(""), &o, &e}, func(name string) string {
		if name == "LANG" {
			return locale
		}
		return ""
	})
	return o.String(), e.String()
}

func TestWordsAreInTheLocalesEncoding(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the console takes UTF-8")
	}
	for locale, e := range map[string]encoding.Encoding{"zh_CN.GBK": simplifiedchinese.GBK, "zh_CN.gb2312": simplifiedchinese.GBK,
		"zh_CN.GB18030": simplifiedchinese.GB18030, "zh_CN.gb18030@pinyin": simplifiedchinese.GB18030, "zh_CN.UTF-8": encoding.Nop, "zh_CN": encoding.Nop} {
		for _, args := range [][]string{{"--help"}, {"explain", "sum-mismatch"}, {"explain", "no-such"}, {"convert"},
			{"check", "../../samples/2021/dingxiang-2023/input.docx"}, {"trace", "../../samples/2021/dingxiang-2023/input.docx", "proactive.fees.amount"}} {
			wantOut, wantSaid := in("zh_CN.UTF-8", args...)
			out, said := in(locale, args...)
			for got, want := range map[string]string{out: wantOut, said: wantSaid} {
				text, err := e.NewDecoder().String(got)
				if err != nil || text != want {
					t.Errorf("%s, %v: %v\n%s\nnot\n%s", locale, args, err, text, want)
				}
			}
		}
	}
}

// Data is UTF-8 wherever it goes.
func TestDataIsUTF8(t *testing.T) {
	report := "../../samples/2021/dingxiang-2023/input.docx"
	for _, args := range [][]string{{"check", "--format", "json", report}, {"check", "--format", "sarif", report}, {"check", "--format", "html", report},
		{"schema", "report"}, {"schema", "template", "2021"}, {"export", report, "-o", "-", "--format", "csv"}} {
		want, _ := in("zh_CN.UTF-8", args...)
		got, _ := in("zh_CN.GBK", args...)
		if got != want || got == "" {
			t.Errorf("%v: other bytes (%d, %d)", args, len(got), len(want))
		}
	}
	dir := place(t, map[string][]byte{"坏.docx": []byte("%PDF")})
	_, said := in("zh_CN.GBK", "convert", dir, "-o", dir+"/out", "--progress", "json")
	for line := range strings.Lines(said) {
		if !json.Valid([]byte(line)) || !strings.Contains(said, "坏.docx") {
			t.Errorf("progress: %s", line)
		}
	}
	for _, format := range []string{"json", "csv"} {
		if out, _ := in("zh_CN.GBK", "status", "--format", format, dir+"/out"); !strings.Contains(out, "坏.docx") {
			t.Errorf("status as %s: %s", format, out)
		}
	}
}

// What the encoding lacks stays readable, as does what is no UTF-8.
func TestCharactersThatTheEncodingLacks(t *testing.T) {
	for _, c := range []struct {
		in   encoding.Encoding
		text string
		want string
	}{
		{simplifiedchinese.GBK, "𠮷林\u00a0e\u0301", "(U+20BB7)林 e(U+0301)"},
		{simplifiedchinese.GB18030, "𠮷林\u00a0e\u0301", "𠮷林\u00a0e\u0301"},
		{simplifiedchinese.GBK, "\xbc\xd7.docx", "甲.docx"},
	} {
		var b bytes.Buffer
		w := &console{raw: &b, to: c.in.NewEncoder()}
		for i := range len(c.text) { // characters that come in pieces
			if n, err := w.Write([]byte{c.text[i]}); n != 1 || err != nil {
				t.Fatal(n, err)
			}
		}
		if got, err := c.in.NewDecoder().String(b.String()); err != nil || got != c.want {
			t.Errorf("%q becomes %q, not %q (%v)", c.text, got, c.want, err)
		}
	}
}
