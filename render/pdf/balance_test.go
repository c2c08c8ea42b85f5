package pdf

import (
	"strings"
	"testing"
)

func TestTitlesAreCutAfterAWord(t *testing.T) {
	for _, want := range []string{
		"定襄经济技术开发区",
		"中华人民共和国国家市场监督管理总局|办公厅政务公开办公室",
		"内蒙古自治区呼和浩特市|土默特左旗农牧和科技局",
		"中国人民银行",
	} {
		c := newComposer(t)
		x := &text{glyphs: c.faces.shape(nil, strings.ReplaceAll(want, "|", ""), &c.styles.title)}
		x.balance(typeWidth, size2)
		var lines []string
		for _, l := range x.lines {
			lines = append(lines, textOf(x.glyphs[l.from:l.to]))
		}
		if got := strings.Join(lines, "|"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
