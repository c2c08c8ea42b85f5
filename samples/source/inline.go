package source

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/nianbao/nianbao/samples/paper"
)

// signs are the marks that stand for characters; any other is {U+XXXX}.
var signs = map[string]string{
	"nbsp": "\u00a0", // no-break space
	"ideo": "\u3000", // ideographic space
	"sp":   " ",      // a space at an edge, or one of several
	"br":   "\n",     // line break
	"tab":  "\t",
}

// inline reads the text of a paragraph. Its marks, which may nest:
//
//	{nbsp} {ideo} {sp} {br} {tab} {U+200B}     characters
//	{ins 文字} {del 文字}                       tracked changes
//	{hide 文字} {mark 文字} {bold 文字} {red 文字}  hidden, highlighted, bold, red
//	{raise 文字} {strike 文字}                   superscript, struck out
//	{font 黑体 文字}                            another font
//	{comment 意见|文字}                         a remark on the text
//	{note 注文}                                 a footnote after what stands before
//	{field PAGE|1}                              instruction and result
//	{bookmark 名称} {picture 文件.png} {xml …}   markup as it stands
//
// \{ \} \| \\ are the characters themselves.
func (p *parser) inline(text string) ([]paper.Run, error) {
	return p.runs(nil, text, paper.Run{})
}

// runs appends the runs of a text that looks like base.
func (p *parser) runs(out []paper.Run, text string, base paper.Run) ([]paper.Run, error) {
	for text != "" {
		switch text[0] {
		case '\\':
			_, n := utf8.DecodeRuneInString(text[1:])
			out = letters(out, base, text[1:1+n])
			text = text[1+n:]
		case '}':
			return nil, errors.New("a closing brace too many")
		case '{':
			end, err := closing(text)
			if err != nil {
				return nil, err
			}
			if out, err = p.mark(out, text[1:end], base); err != nil {
				return nil, err
			}
			text = text[end+1:]
		default:
			n := strings.IndexAny(text, `{}\`)
			if n < 0 {
				n = len(text)
			}
			out = letters(out, base, text[:n])
			text = text[n:]
		}
	}
	return out, nil
}

// letters appends plain text, to the last run where that looks the same.
func letters(out []paper.Run, look paper.Run, text string) []paper.Run {
	if n := len(out) - 1; n >= 0 {
		last := out[n]
		last.Text = ""
		if last == look && out[n].Text != "" {
			out[n].Text += text
			return out
		}
	}
	look.Text = text
	return append(out, look)
}

// closing finds the brace that closes the one at the beginning.
func closing(text string) (int, error) {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i, nil
			}
		}
	}
	return 0, fmt.Errorf("no closing brace after %q", text)
}

func (p *parser) mark(out []paper.Run, content string, base paper.Run) ([]paper.Run, error) {
	if s, ok := signs[content]; ok {
		return letters(out, base, s), nil
	}
	if hex, ok := strings.CutPrefix(content, "U+"); ok {
		c, err := strconv.ParseUint(hex, 16, 21)
		if err != nil {
			return nil, fmt.Errorf("character %q: %w", content, err)
		}
		return letters(out, base, string(rune(c))), nil
	}
	name, arg, _ := strings.Cut(content, " ")
	switch name {
	case "ins":
		base.Change = paper.Inserted
	case "del":
		base.Change = paper.Deleted
	case "hide":
		base.Hidden = true
	case "mark":
		base.Highlight = true
	case "bold":
		base.Bold = true
	case "red":
		base.Red = true
	case "raise":
		base.Raised = true
	case "strike":
		base.Struck = true
	case "font":
		base.Font, arg, _ = strings.Cut(arg, " ")
	case "comment":
		base.Comment, arg, _ = strings.Cut(arg, "|")
	case "field":
		base.Field, base.Text, _ = strings.Cut(arg, "|")
		return append(out, base), nil
	case "note":
		return append(out, paper.Run{Footnote: arg}), nil
	case "bookmark":
		return append(out, paper.Run{Bookmark: arg}), nil
	case "xml":
		return append(out, paper.Run{XML: arg}), nil
	case "picture":
		data, err := fs.ReadFile(p.dir, arg)
		if err != nil {
			return nil, err
		}
		if p.doc.Media == nil {
			p.doc.Media = map[string][]byte{}
		}
		p.doc.Media[arg] = data
		return append(out, paper.Run{Picture: arg}), nil
	default:
		return nil, fmt.Errorf("unknown mark {%s}", content)
	}
	return p.runs(out, arg, base)
}
