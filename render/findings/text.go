package findings

import (
	"fmt"
	"io"
	"strings"

	"github.com/nianbao/nianbao/schema"
)

// Options choose how findings are told; the zero value tells them in Chinese,
// without colour, in lines as long as they are.
type Options struct {
	English bool
	// Colour marks severities and places with ANSI colours.
	Colour bool
	// Width is the number of columns to write in; 0 breaks no line.
	Width int
}

// ink are the ANSI colours.
const (
	inkError   = "\x1b[1;31m"
	inkWarning = "\x1b[1;33m"
	inkInfo    = "\x1b[36m"
	inkBold    = "\x1b[1m"
	inkFaint   = "\x1b[2m"
	inkEnd     = "\x1b[0m"
)

func (o Options) ink(s, colour string) string {
	if !o.Colour || s == "" {
		return s
	}
	return colour + s + inkEnd
}

// severity is a severity's word and colour.
func (o Options) severity(s schema.Severity) (word, colour string) {
	switch s {
	case schema.Error:
		word, colour = "错误", inkError
	case schema.Warning:
		word, colour = "警告", inkWarning
	default:
		word, colour = "提示", inkInfo
	}
	if o.English {
		word = string(s)
	}
	return word, colour
}

// Text writes the findings of one report for people: by section, the worst
// first, each with the piece of the document that it is about, and a verdict
// in the last line.
func Text(w io.Writer, r *schema.Report, o Options) error {
	var b strings.Builder
	b.WriteString(o.ink(r.Source.Name, inkBold) + "\n")
	for _, g := range groups(r, o.English) {
		b.WriteString("\n" + o.ink(g.name, inkBold) + "\n")
		before := ""
		for _, f := range g.findings {
			before = o.finding(&b, r, f, before)
		}
	}
	if len(r.Findings) > 0 {
		b.WriteString("\n")
	}
	b.WriteString(o.Verdict(r) + "\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// finding writes one finding, and gives what is to be done about it: what was to
// be done about the one before is not said again.
func (o Options) finding(b *strings.Builder, r *schema.Report, f *schema.Finding, before string) string {
	const indent = "    "
	room := 0
	if o.Width > 0 {
		room = max(20, o.Width-len(indent))
	}
	message, do := f.MessageZh, f.SuggestionZh
	label, again := "建议：", "同上"
	if o.English {
		message, do, label, again = f.Message, f.Suggestion, "To do: ", "as above"
	}
	word, colour := o.severity(f.Severity)
	b.WriteString("  " + o.ink(word, colour) + o.ink("["+f.Code+"]", inkFaint) + "\n")
	for _, line := range wrap(message, room) {
		b.WriteString(indent + line + "\n")
	}
	most := 0
	if room > 0 {
		most = room - 2
	}
	for _, d := range draw(r, f, o.English, most) {
		for _, line := range d.lines {
			b.WriteString(indent + o.ink("│", inkFaint) + " " + line + "\n")
		}
		b.WriteString(indent + o.ink("│", inkFaint) + " " + o.ink(d.marks, colour) + "\n")
	}
	if do == nil || *do == "" {
		return ""
	}
	text := *do
	if text == before {
		text = again
	}
	for i, line := range wrap(label+text, room) {
		if i == 0 {
			line = strings.TrimPrefix(line, label)
			line = o.ink(label, inkBold) + line
		}
		b.WriteString(indent + line + "\n")
	}
	return *do
}

// Verdict says in one line what a report's findings come to.
func (o Options) Verdict(r *schema.Report) string {
	n := schema.Summarise(nil, r.Findings).Findings
	name := r.Source.Name
	var parts []string
	for _, c := range []struct {
		n  int
		of schema.Severity
	}{{n.Error, schema.Error}, {n.Warning, schema.Warning}, {n.Info, schema.Info}} {
		if c.n == 0 {
			continue
		}
		word, colour := o.severity(c.of)
		if o.English {
			plural := "s"
			if c.n == 1 || c.of == schema.Info {
				plural = ""
			}
			parts = append(parts, o.ink(fmt.Sprintf("%d %s%s", c.n, word, plural), colour))
		} else {
			parts = append(parts, o.ink(fmt.Sprintf("%s %d 处", word, c.n), colour))
		}
	}
	switch {
	case o.English && len(parts) == 0:
		return name + ": nothing found"
	case len(parts) == 0:
		return name + "：没有发现问题"
	case o.English:
		return name + ": " + strings.Join(parts, ", ")
	}
	return name + "：" + strings.Join(parts, "，")
}
