package html_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse/html"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

type hostilePage struct {
	fact, flag string
	page       func() string
}

// hostile are pages that ask for more than they are, each with the limit that
// must speak; "" is none. Every count in them is divided by small.
func hostile(small int) []hostilePage {
	many := func(what string, n int) string { return strings.Repeat(what, max(n/small, 1)) }
	distinct := func(what string, n int) string {
		var b strings.Builder
		for i := range max(n/small, 1) {
			fmt.Fprintf(&b, what, i)
		}
		return b.String()
	}
	return []hostilePage{
		{"deep elements", "--max-depth", func() string { return many("<div>", 100000) }},
		{"deep within the parser, too deep for us", "--max-depth", func() string { return many("<div>", 300) }},
		{"deep tables", "--max-depth", func() string { return many("<table><tr><td>", 100000) }},
		{"deep lists", "--max-depth", func() string { return many("<ul><li>", 100000) }},
		{"many cells", "--max-cells", func() string { return "<table>" + many("<tr>"+many("<td>1", 1000), 1000) }},
		{"many rows", "--max-cells", func() string { return "<table>" + many("<tr><td>", 1000000) }},
		{"many tables", "--max-cells", func() string { return many("<table><td></table>", 500000) }},
		{"many paragraphs", "--max-cells", func() string { return many("<p>a", 1000000) }},
		{"one wide cell", "", func() string { return "<table><tr><td colspan=1000000000 rowspan=65534>1</table>" }},
		{"many wide cells", "--max-cells", func() string { return "<table><tr>" + many("<td colspan=1000000000 rowspan=65534>", 100000) }},
		{"cells that reach down", "--max-cells", func() string { return "<table>" + many("<tr><td rowspan=65534>1", 100000) }},
		{"wide and long", "--max-cells", func() string { return "<table>" + many("<tr>"+many("<td rowspan=1000>", 1)+"<td colspan=900>", 100000) }},
		{"many formatting elements", "--max-depth", func() string { return distinct("<b id=%d>", 400) + many("<p>x", 100000) }},
		{"many formatting elements in each paragraph", "", func() string { return "<p>" + distinct("<b id=%d>", 200) + many("</p><p>x", 100000) }},
		{"formatting elements across paragraphs", "", func() string { return distinct("<a id=%d><p>", 90000) }},
		{"text joined at every end tag", "--max-cells", func() string { return many("a</div>", 1000000) }},
		{"text joined at every start tag that is ignored", "--max-cells", func() string { return many("a<td>", 1000000) }},
		{"white space joined", "", func() string { return many(" </i> </div>", 900000) }},
		{"one attribute after another", "", func() string { return "<p " + many("a=1 b ", 600000) + ">x" }},
		{"a long attribute", "--max-text", func() string { return "<p style='" + many("x", 17<<20) + "'>x" }},
		{"a long comment", "--max-text", func() string { return "<!--" + many("x", 17<<20) + "-->x" }},
		{"a long paragraph", "--max-text", func() string { return "<p>" + many("一", 2<<20) }},
		{"much text", "--max-text", func() string { return many("<p>"+many("a", 1000), 20000) }},
		{"many rules and many classes", "", func() string {
			return "<style>" + many(".a.b.c{display:none}.d .e{color:red}", 20000) + "</style>" + many("<p class='a b d e'>x", 50000)
		}},
		{"many distinct classes", "", func() string {
			return "<style>" + many(".a{display:none}p.b{display:block}", 100) + "</style>" + many("<b class=a>x</b>", 100000)
		}},
		{"many style sheets", "", func() string { return many("<style>a{}</style>", 900000) + "x" }},
		{"end tags that end nothing", "--max-cells", func() string {
			return "<div></div><h1></h1><i class=a></i>" + many("<b class=a>", 240) + many("</div></h2></i></p>", 500000)
		}},
		{"many distinct attributes", "--max-cells", func() string { return distinct("<p id=%d>x", 250000) }},
		{"open braces", "", func() string { return "<style>" + many("a{", 400000) + "</style>x" }},
		{"open quotes in a style", "", func() string { return many("<p style=\"a:'b;c:(d\">x", 100000) }},
		{"nested links and places", "", func() string { return many("<p id=a><a href='#a'>", 100000) }},
		{"links in one cell", "", func() string { return "<table><tr><td>1" + many("<a href='#a'>2</a>", 100000) }},
		{"insertions in each other", "", func() string { return many("<ins>", 250) + many("a<br>", 100000) }},
		{"options", "", func() string { return "<select>" + many("<option selected>abc", 100000) }},
		{"references", "", func() string { return many("&", 1000000) }},
		{"numbers", "", func() string { return "<ol start=99999999999>" + many("<li value=-99999999999>a", 50000) }},
		{"doctypes and declarations", "", func() string { return many("<!DOCTYPE x><![if x]><?y?>", 500000) }},
	}
}

func TestHostilePages(t *testing.T) {
	for _, c := range hostile(1) {
		t.Run(c.fact, func(t *testing.T) {
			_, err := html.Read([]byte(c.page()), opc.Limits{})
			var limit *opc.LimitError
			switch {
			case c.flag == "" && err != nil:
				t.Errorf("error %v", err)
			case c.flag != "" && (!errors.As(err, &limit) || limit.Flag != c.flag):
				t.Errorf("error %v, want one of %s", err, c.flag)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		page   string
		limits opc.Limits
		flag   string
	}{
		{"<p>0123456789", opc.Limits{MaxPart: 10}, "--max-part"},
		{"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\n\n--b\n\n--b\n\n--b--", opc.Limits{MaxEntries: 2}, "--max-entries"},
		{"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n0123456789\n--b\nContent-Type: text/html\n\n0123456789\n--b--", opc.Limits{MaxTotal: 15}, "--max-total"},
		{strings.Repeat("</b>", 41), opc.Limits{MaxCells: 1}, "--max-cells"},
		{"<div><div><div>", opc.Limits{MaxDepth: 2}, "--max-depth"},
		{"<table><tr><td><td><td>", opc.Limits{MaxCells: 2}, "--max-cells"},
		{"<table><tr><td colspan=41>", opc.Limits{MaxCells: 2}, "--max-cells"},
		{"<p>0123456789", opc.Limits{MaxText: 9}, "--max-text"},
	} {
		_, err := html.Read([]byte(c.page), c.limits)
		var limit *opc.LimitError
		if !errors.As(err, &limit) || limit.Flag != c.flag {
			t.Errorf("%s: error %v, want %s", c.page, err, c.flag)
		}
	}
	d, err := html.Read([]byte("<table><tr><td colspan=9>"), opc.Limits{MaxSpan: 5})
	if err != nil || d.Blocks[0].Table.Rows[0].Cells[0].Span != 5 || notes(&d) != "span-limited: colspan 9" {
		t.Errorf("a span is cut: %v %s", err, notes(&d))
	}
}

func BenchmarkHostile(b *testing.B) {
	for _, c := range hostile(1) {
		b.Run(c.fact, func(b *testing.B) {
			data := []byte(c.page())
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				_, _ = html.Read(data, opc.Limits{})
			}
		})
	}
}
