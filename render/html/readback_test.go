package html_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render/html"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/normalize"
)

// TestReadBack reads the pages of the sample reports, and of every document below
// the folder NIANBAO_CASES, with the reader of any web page: they must say the
// same figures. A figure that was repaired is written in the page, so its status
// may differ, its value may not.
func TestReadBack(t *testing.T) {
	samples, err := filepath.Glob("../../samples/*/*/input.docx")
	if err != nil || len(samples) == 0 {
		t.Fatal("no samples", err)
	}
	var cases []string
	if root := os.Getenv("NIANBAO_CASES"); root != "" {
		if cases, err = filepath.Glob(filepath.Join(root, "*.docx")); err != nil || len(cases) == 0 {
			t.Fatal("no cases", err)
		}
	}
	for _, name := range slices.Concat(samples, cases) {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			d, err := parse.Document(data, parse.Limits{})
			if err != nil {
				t.Skip(err)
			}
			want := normalize.Report(d, schema.Source{}, normalize.Options{})
			for _, o := range []html.Options{{}, {Review: true}, {Review: true, English: true}} {
				page, err := html.Write(want, o)
				if err != nil {
					t.Fatal(err)
				}
				back, err := parse.Document(page, parse.Limits{})
				if err != nil {
					t.Fatal(err)
				}
				sameFigures(t, o, want, normalize.Report(back, schema.Source{}, normalize.Options{}))
			}
		})
	}
}

func sameFigures(t *testing.T, o html.Options, want, got schema.Report) {
	t.Helper()
	if want.Template.ID != got.Template.ID {
		t.Errorf("%+v: form %s, read back as %s", o, want.Template.ID, got.Template.ID)
	}
	values := map[string]*schema.Number{}
	for _, f := range got.Facts {
		values[f.ID] = f.Value
	}
	for _, f := range want.Facts {
		v, ok := values[f.ID]
		switch {
		case !ok && f.Value == nil:
		case !ok:
			t.Errorf("%+v: %s is %v, and not there read back", o, f.ID, f.Value)
		case (v == nil) != (f.Value == nil) || v != nil && *v != *f.Value:
			t.Errorf("%+v: %s is %v %s, read back %v", o, f.ID, f.Value, f.Status, v)
		}
		delete(values, f.ID)
	}
	for id, v := range values {
		if v != nil {
			t.Errorf("%+v: %s is %v read back, and was not there", o, id, v)
		}
	}
}

// TestReadBackFromASite reads a report as it stands in the page of a site:
// menus and tables around it, in another encoding than it says.
func TestReadBackFromASite(t *testing.T) {
	data, err := os.ReadFile("../../samples/2019/qinghe-2019/input.docx")
	if err != nil {
		t.Fatal(err)
	}
	d, err := parse.Document(data, parse.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := normalize.Report(d, schema.Source{}, normalize.Options{})
	page, err := html.Write(want, html.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, main, _ := strings.Cut(string(page), "<main")
	_, main, _ = strings.Cut(main, ">")
	main, _, _ = strings.Cut(main, "</main>")
	menu := "<ul><li><a href=/>首页</a><li><a href=/zw>政务公开</a><li><a href=/nb>政府信息公开年报</a></ul>"
	foot := "<p>主办：某县人民政府办公室　备案号：某ICP备12345678号"
	for name, around := range map[string]string{
		"semantic": "<!DOCTYPE html><html><head><title>年报_某县人民政府</title></head><body><header>某县人民政府门户网站</header><nav>" + menu + "</nav><article>@</article><footer>" + foot + "</footer></body></html>",
		"divs":     "<html><body><script>1</script><div class=top>" + menu + "</div><div class=position>当前位置：<a href=/>首页</a> &gt; 年报</div><div class=article>@</div><div>" + foot + "</div>",
		"tables":   "<HTML><BODY><TABLE width=1000><TR><TD colspan=2>" + menu + "<TR><TD>" + menu + "<TD><TABLE><TR><TD>@</TABLE></TABLE>" + foot,
	} {
		t.Run(name, func(t *testing.T) {
			site, err := simplifiedchinese.GB18030.NewEncoder().String(strings.ReplaceAll(around, "@", main))
			if err != nil {
				t.Fatal(err)
			}
			back, err := parse.Document([]byte(site), parse.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			got := normalize.Report(back, schema.Source{}, normalize.Options{})
			sameFigures(t, html.Options{}, want, got)
			if got.Title == nil || *got.Title != *want.Title || got.Agency == nil || *got.Agency != *want.Agency {
				t.Errorf("title %v, agency %v", got.Title, got.Agency)
			}
			have := map[string]bool{}
			for _, s := range got.Sections {
				have[s.ID] = true
			}
			for _, s := range want.Sections {
				if !have[s.ID] {
					t.Errorf("no section %s", s.ID)
				}
			}
		})
	}
}
