package paper

import (
	"fmt"
	"strings"
)

// section writes the page: A4 with the margins of GB/T 9704, its header and
// its footer.
func (w *writer) section() {
	w.printf(`<w:sectPr w:rsidR="%s">`, w.revision)
	if w.doc.Header != nil {
		w.printf(`<w:headerReference w:type="default" r:id="%s"/>`, w.aside("header", "header1.xml", "hdr", w.story(w.doc.Header)))
	}
	if w.doc.Footer != nil {
		w.printf(`<w:footerReference w:type="default" r:id="%s"/>`, w.aside("footer", "footer1.xml", "ftr", w.story(w.doc.Footer)))
	}
	w.out.WriteString(`<w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>` +
		`<w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>`)
}

// remarks writes the comments and footnotes that the main part refers to.
func (w *writer) remarks() {
	if len(w.comments) > 0 {
		var b strings.Builder
		for i, text := range w.comments {
			fmt.Fprintf(&b, `<w:comment w:id="%d" %s w:initials="审">%s</w:comment>`, i, reviewer, w.story(Text(Cell, text)))
		}
		w.aside("comments", "comments.xml", "comments", b.String())
	}
	if len(w.footnotes) > 0 {
		var b strings.Builder
		b.WriteString(`<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` +
			`<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>`)
		for i, text := range w.footnotes {
			fmt.Fprintf(&b, `<w:footnote w:id="%d">%s</w:footnote>`, i+1, w.story(Text(Cell, text)))
		}
		w.aside("footnotes", "footnotes.xml", "footnotes", b.String())
	}
}

// aside adds a part beside the main one, and returns its relationship.
func (w *writer) aside(kind, target, root, content string) string {
	w.parts = append(w.parts, part{
		"word/" + target, typesWP + kind + "+xml",
		[]byte(prolog + "<w:" + root + " " + spaces + ">" + content + "</w:" + root + ">"),
	})
	return w.related(kind, target)
}

// story writes a paragraph apart from the main part.
func (w *writer) story(p *Paragraph) string {
	main := w.out
	w.out = new(strings.Builder)
	w.paragraph(p)
	text := w.out.String()
	w.out = main
	return text
}
