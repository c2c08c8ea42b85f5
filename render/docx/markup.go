package docx

import (
	"strconv"
	"strings"
)

// author signs the tracked changes. They bear no date (§17.13.5.18: it may be
// left out), so that the same input gives the same bytes.
const author = "nianbao"

// writer turns the changes of cells into splices of the part.
type writer struct {
	accept  bool
	id      int // of the next tracked change
	data    string
	splices []splice
}

func (w *writer) put(at, to int, text string) {
	w.splices = append(w.splices, splice{at, to, text})
}

// names are the prefixes that markup at some place is written with.
type names struct {
	element, attribute string // with their colons
	declare            string // a declaration for attribute, empty where it has one
}

// at says how to write WordprocessingML as the content of an element.
func (w *writer) at(s *site, e *element) names {
	for !e.word {
		e = e.parent
	}
	if e.prefix != "" {
		return names{e.prefix + ":", e.prefix + ":", ""}
	}
	if s.attr != "" {
		return names{"", s.attr + ":", ""}
	}
	prefix := "nb"
	for n := 1; strings.Contains(w.data, "xmlns:"+prefix+"="); n++ {
		prefix = "nb" + strconv.Itoa(n)
	}
	return names{"", prefix + ":", ` xmlns:` + prefix + `="` + s.space + `"`}
}

// tracked opens a w:ins (§17.13.5.18) or w:del (§17.13.5.14) around runs.
func (w *writer) tracked(kind string, n names) string {
	id := w.id
	w.id++
	return "<" + n.element + kind + n.declare + " " + n.attribute + `id="` + strconv.Itoa(id) + `" ` + n.attribute + `author="` + author + `">`
}

// cell puts a figure into a cell, and takes out what stood for "nothing".
func (w *writer) cell(at *site, c *content, text string) {
	for _, p := range c.prompts {
		w.put(p.start, p.end, "")
	}
	for i := range c.lines {
		w.take(at, c.lines[i].items)
	}
	l, last := c.target()
	if l == nil {
		n := w.at(at, at.cell)
		w.append(at.cell, "<"+n.element+"p>"+w.figure(n, "", text)+"</"+n.element+"p>")
		return
	}
	if last == nil {
		box := innermost(l.p)
		w.append(box, w.figure(w.at(at, box), w.look(l, box), text))
		return
	}
	box, after := l.p, last.run
	if last.simple != nil {
		after = last.simple
	}
	var chain []*element
	for e := after; e != l.p; e = e.parent {
		chain = append(chain, e)
	}
	for i := len(chain) - 1; ; i-- {
		if after = chain[i]; !after.is("sdt", "sdtContent") {
			break // a run or a simple field ends the chain at the latest
		}
		box = after
	}
	w.put(after.end, after.end, w.figure(w.at(at, box), w.look(l, box), text))
}

// innermost is where text at the end of a paragraph would be typed: in the
// content control that ends it, if one does.
func innermost(e *element) *element {
	for i := len(e.children) - 1; i >= 0; i-- {
		c := e.children[i]
		if c.is("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd") {
			continue
		}
		if box := c.child("sdtContent"); c.is("sdt") && box != nil {
			return innermost(box)
		}
		break
	}
	return e
}

// append writes at the end of an element's content.
func (w *writer) append(e *element, text string) {
	if !e.lone() {
		w.put(e.close, e.close, text)
		return
	}
	w.put(e.open-len("/>"), e.open, ">"+text+"</"+e.name()+">")
}

// figure is the run with the figure.
func (w *writer) figure(n names, look, text string) string {
	run := "<" + n.element + "r>" + look + "<" + n.element + "t>" + text + "</" + n.element + "t></" + n.element + "r>"
	if w.accept {
		return run
	}
	return w.tracked("ins", n) + run + "</" + n.element + "ins>"
}

// take takes the items of a paragraph out that are to go.
func (w *writer) take(at *site, items []item) {
	var simple *element
	for i := 0; i < len(items); i++ {
		it := &items[i]
		if !it.out {
			continue
		}
		if it.simple != nil && it.simple != simple {
			simple = it.simple
			w.dissolve(at, simple)
		}
		switch {
		case it.simple != nil && w.accept: // gone with its field
		case w.accept || it.prompt:
			w.put(it.run.start, it.run.end, "")
		default:
			// Runs side by side are one deletion.
			end := i
			for end+1 < len(items) && items[end+1].out && !items[end+1].prompt && items[end+1].run.parent == it.run.parent && items[end+1].run.start == items[end].run.end {
				end++
			}
			n := w.at(at, it.run.parent)
			w.put(it.run.start, it.run.start, w.tracked("del", n))
			for _, gone := range items[i : end+1] {
				w.rename(gone.run)
			}
			w.put(items[end].run.end, items[end].run.end, "</"+n.element+"del>")
			i = end
		}
	}
}

// rename gives the text of a deleted run its names: w:delText (§17.3.3.7) and
// w:delInstrText (§17.16.13).
func (w *writer) rename(run *element) {
	for _, e := range run.children {
		name := ""
		switch {
		case e.is("t"):
			name = "delText"
		case e.is("instrText"):
			name = "delInstrText"
		default:
			continue
		}
		before := len(e.name()) - len(e.local)
		w.put(e.start+1+before, e.start+1+before+len(e.local), name)
		if !e.lone() {
			w.put(e.close+2+before, e.close+2+before+len(e.local), name)
		}
	}
}

// dissolve takes a simple field (§17.16.19) out. No deletion may hold one, so
// its tags become a deleted complex field, which means the same when restored.
func (w *writer) dissolve(at *site, field *element) {
	if w.accept {
		w.put(field.start, field.end, "")
		return
	}
	n := w.at(at, field.parent)
	char := func(kind string) string {
		return "<" + n.element + "r><" + n.element + "fldChar" + n.declare + " " + n.attribute + `fldCharType="` + kind + `"/></` + n.element + "r>"
	}
	instruction, _ := attribute(w.data[field.start:field.open], "instr")
	w.put(field.start, field.open, w.tracked("del", n)+char("begin")+
		"<"+n.element+`r><`+n.element+`delInstrText xml:space="preserve">`+instruction+"</"+n.element+"delInstrText></"+n.element+"r>"+
		char("separate")+"</"+n.element+"del>")
	w.put(field.close, field.end, w.tracked("del", n)+char("end")+"</"+n.element+"del>")
}

// unlooked are properties that a figure does not take over: those that would
// hide or strike it, and the history of the properties.
var unlooked = []string{"vanish", "specVanish", "webHidden", "strike", "dstrike", "ins", "del", "moveFrom", "moveTo", "rPrChange"}

// look is the w:rPr of a figure: that of the text it takes the place of, else
// of the paragraph's first run, else of its mark (§17.3.1.29).
func (w *writer) look(l *line, box *element) string {
	var from *element
	rank := 0
	consider := func(r int, e *element) {
		if e != nil && r > rank {
			rank, from = r, e
		}
	}
	for i := range l.items {
		it := &l.items[i]
		properties := it.run.child("rPr")
		switch {
		case it.prompt || it.more:
		case it.out && it.text:
			consider(4, properties)
		case it.text:
			consider(3, properties)
		default:
			consider(2, properties)
		}
	}
	if p := l.p.child("pPr"); p != nil {
		consider(1, p.child("rPr"))
	}
	if from == nil {
		return ""
	}
	for e := from; e != box && e != l.p; e = e.parent {
		if strings.Contains(w.data[e.start:e.open], "xmlns") {
			return "" // names that mean something only there
		}
	}
	var b strings.Builder
	for _, e := range from.children {
		written := w.data[e.start:e.end]
		if e.is(unlooked...) || e.local == "AlternateContent" || e.is("rFonts") && symbols(written) {
			continue
		}
		b.WriteString(written)
	}
	if b.Len() == 0 {
		return ""
	}
	return "<" + from.name() + ">" + b.String() + "</" + from.name() + ">"
}

// symbols says whether fonts show pictures in the place of digits.
func symbols(fonts string) bool {
	fonts = strings.ToLower(fonts)
	return strings.Contains(fonts, "dings") || strings.Contains(fonts, `"symbol`)
}
