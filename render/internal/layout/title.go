package layout

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/nianbao/nianbao/schema"
)

// title is the report's own, or one made of the agency and the year.
func (v *view) title(agency string, year int) []string {
	if v.report.Title != nil {
		var lines []string
		for line := range strings.SplitSeq(*v.report.Title, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		if len(lines) == 1 && agency != "" {
			// The agency stands on a line of its own where the year follows it.
			if rest, ok := strings.CutPrefix(lines[0], agency); ok && startsWithYear(rest) {
				return []string{agency, rest}
			}
		}
		if lines != nil {
			return lines
		}
	}
	title := "政府信息公开工作年度报告"
	if year != 0 {
		title = strconv.Itoa(year) + "年" + title
	}
	if agency != "" {
		return []string{agency, title}
	}
	return []string{title}
}

func startsWithYear(s string) bool {
	year, _, ok := strings.Cut(s, "年")
	return ok && digits(year, 4)
}

func afterTitle(blocks []schema.Block, title string) []schema.Block {
	rest := solid(title)
	for i := range blocks {
		b := &blocks[i]
		if b.Kind != schema.ParagraphBlock && b.Kind != schema.HeadingBlock {
			break
		}
		text := solid(b.Text)
		if b.Numbering != "" || len(b.Equations) > 0 || !strings.HasPrefix(rest, text) {
			break
		}
		if rest = rest[len(text):]; rest == "" {
			return blocks[i+1:]
		}
	}
	return blocks
}

// solid is a text without its white space.
func solid(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return -1
		}
		return c
	}, s)
}

// sign finds the agency's name and the date that close a report: the last
// paragraph is a date alone, and the one before has no full stop.
func sign(pieces []Piece) {
	n := len(pieces) - 1
	if n < 0 || pieces[n].Kind != Paragraph || !isDate(solid(pieces[n].Text)) {
		return
	}
	pieces[n].Kind = Signature
	if n == 0 || pieces[n-1].Kind != Paragraph {
		return
	}
	text := []rune(pieces[n-1].Text)
	if len(text) <= 30 && !strings.ContainsAny(pieces[n-1].Text, "。；：！？，\n") {
		pieces[n-1].Kind = Signature
	}
}

// isDate tells whether a text is a day, in Arabic or Chinese digits.
func isDate(s string) bool {
	year, rest, ok := strings.Cut(s, "年")
	month, rest, ok2 := strings.Cut(rest, "月")
	day, rest, ok3 := strings.Cut(rest, "日")
	return ok && ok2 && ok3 && rest == "" && digits(year, 4) && digits(month, 1) && digits(day, 1)
}

func digits(s string, least int) bool {
	n := 0
	for _, c := range s {
		if !strings.ContainsRune("0123456789０１２３４５６７８９〇零○一二三四五六七八九十", c) {
			return false
		}
		n++
	}
	return n >= least && n <= 4
}
