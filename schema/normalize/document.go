package normalize

import (
	"slices"
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
)

// namedNotes is how many places a finding about the whole file quotes.
const namedNotes = 4

// documentFindings tells what the reader noticed about the file as a whole.
func documentFindings(d *doc.Document) []schema.Finding {
	type group struct {
		n    int
		said []message.Text
	}
	groups := map[string]*group{}
	for _, n := range d.Notes {
		key, text := aboutFile(n)
		if key == "" {
			continue
		}
		g := groups[key]
		if g == nil {
			g = &group{}
			groups[key] = g
		}
		g.n++
		if text.Zh != "" && !slices.ContainsFunc(g.said, func(t message.Text) bool { return t.Zh == text.Zh }) {
			g.said = append(g.said, text)
		}
	}
	var out []schema.Finding
	for _, key := range []string{"document-damaged", "content-skipped", "tracked-changes", "hidden-text"} {
		if g, ok := groups[key]; ok {
			out = append(out, message.Find(key, message.Args{"n": message.Int(g.n), "text": message.List(g.said, namedNotes)}))
		}
	}
	return out
}

// aboutFile is the finding that a note belongs to, "" for none, and what it
// says of this place. Where the note's detail is the reader's own English, the
// Chinese does without it.
func aboutFile(n doc.Note) (key string, text message.Text) {
	quote := message.Quote(n.Detail, 30)
	say := func(zh, en string) message.Text {
		if strings.TrimSpace(quote.Zh) == "" {
			return message.Text{Zh: zh, En: en}
		}
		return message.Text{Zh: zh + "“" + quote.Zh + "”", En: strings.TrimSpace(en + " “" + quote.En + "”")}
	}
	switch n.Code {
	case doc.Inserted:
		return "tracked-changes", say("插入", "inserted")
	case doc.Deleted:
		return "tracked-changes", say("删除", "deleted")
	case doc.MovedFrom:
		return "tracked-changes", say("移走", "moved")
	case doc.RowDeleted:
		return "tracked-changes", say("删除行", "row deleted")
	case doc.CellRevision:
		return "tracked-changes", say("改动单元格", "cell changed")
	case doc.Hidden:
		return "hidden-text", say("", "")
	case doc.PartMissing:
		return "document-damaged", say("缺少", "not in the file:")
	case doc.ChecksumWrong:
		return "document-damaged", message.Text{Zh: n.Pos.Part + " 校验不符", En: n.Pos.Part + " fails its checksum"}
	case doc.BrokenXML:
		return "document-damaged", message.Text{Zh: strings.TrimSpace(n.Pos.Part + " 有读不出的内容"), En: strings.TrimSpace(n.Pos.Part + " " + quote.En)}
	case doc.AltChunk:
		return "content-skipped", say("插入的另一份文件", "another document")
	case doc.ActiveContent:
		return "content-skipped", message.Text{Zh: "宏、控件或嵌入的对象", En: quote.En}
	case doc.AlternateSkipped:
		return "content-skipped", message.Text{Zh: "较新版本软件的图形", En: "drawings of a later program"}
	}
	return "", message.Text{}
}
