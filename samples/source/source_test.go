package source

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/samples/paper"
)

func TestLinesBecomeParagraphsAndTables(t *testing.T) {
	d, err := Parse(`% 说明
@maker wps
! 标题
#+ 自动编号
---
正文{nbsp}一{del 二}{ins 三}{hide 四}。
¶
\# 不是标题
table 100 200*2 nogrid
head |2v 甲 // 乙 |^
before1 |< {U+200B} |= a\|b {bold c\}d}
`, nil)
	if err != nil {
		t.Fatal(err)
	}
	if d.Maker != paper.WPS || len(d.Blocks) != 6 {
		t.Fatalf("maker %d, %d blocks", d.Maker, len(d.Blocks))
	}
	for i, want := range []string{"标题", "自动编号", "正文\u00a0一三。", "", "# 不是标题"} {
		if got := d.Blocks[i].Paragraph.Final(); got != want {
			t.Errorf("paragraph %d is %q, want %q", i+1, got, want)
		}
	}
	if p := d.Blocks[1].Paragraph; p.Style != paper.Heading1 || p.Number != paper.Auto || d.Blocks[2].Paragraph.PageBreak != true {
		t.Errorf("heading %+v", p)
	}
	table := d.Blocks[5].Table
	if len(table.Grid) != 3 || !table.NoGrid || len(table.Rows) != 2 || !table.Rows[0].Head || table.Rows[1].Before != 1 {
		t.Fatalf("table %+v", table)
	}
	a, b := table.Rows[0].Cells[0], table.Rows[1].Cells[1]
	if a.Span != 2 || a.Vertical != doc.MergeRestart || a.Text() != "甲\n乙" {
		t.Errorf("cell %+v", a)
	}
	if b.Horizontal != doc.MergeContinue || b.Text() != "a|b c}d" || table.Rows[1].Cells[0].Text() != "\u200b" {
		t.Errorf("cell %+v", b)
	}
}

func TestWhatIsInvisibleOrUnknownIsRefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"甲\u3000乙", "line 1: U+3000 is invisible here"},
		{"甲\n乙\t", "line 2: U+0009 is invisible"},
		{"{blink 甲}", "unknown mark {blink 甲}"},
		{"{bold 甲", "no closing brace"},
		{"甲}", "closing brace too many"},
		{"table 10 10\n|z 甲", "unknown cell mark"},
		{"| 甲", "a row outside a table"},
		{"@colour red", "unknown property"},
		{"table 10x", "width \"10x\""},
		{"{picture no.png}", "no.png"},
	} {
		if _, err := Parse(c.text, fstest.MapFS{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q in it", c.text, err, c.want)
		}
	}
}

func TestSourceLikeAnother(t *testing.T) {
	root := fstest.MapFS{
		"a/source.txt":    {Data: []byte("@title 一\n! 题\n甲\n乙乙乙\n丙\n")},
		"b/c/source.txt":  {Data: []byte("% 改了两处\n@like a\n\n- 乙…\n+ 丁\n+ 戊\n= 丙\n+ 己\n@title 二\n")},
		"bad/source.txt":  {Data: []byte("@like a\n- 庚\n")},
		"loop/source.txt": {Data: []byte("@like loop\n")},
	}
	d, err := Read(root, "b/c")
	if err != nil {
		t.Fatal(err)
	}
	var text []string
	for _, b := range d.Blocks {
		text = append(text, b.Paragraph.Final())
	}
	if got := strings.Join(text, " "); got != "题 甲 丁 戊 丙 己" || d.Properties.Title != "二" {
		t.Errorf("%q, title %q", got, d.Properties.Title)
	}
	for dir, want := range map[string]string{"bad": "no line \"庚\" from here on", "loop": "too many sources"} {
		if _, err := Read(root, dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v", dir, err)
		}
	}
}
