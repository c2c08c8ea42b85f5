package docx

// item is one run of a paragraph, or what else stands for text in it.
type item struct {
	run *element
	// simple is the w:fldSimple around the run, nil where there is none.
	simple *element
	// prompt is true in a content control that shows its prompt: such text is no
	// content, and nobody tracks its going.
	prompt bool
	text   bool // it has text, and is not hidden
	more   bool // it has what must not go with its text: a note mark, a picture
	// code is true for a field that shows nothing, out for an item that goes.
	code, out bool
}

// line is one paragraph of a cell.
type line struct {
	p     *element
	items []item
}

// content is what a cell holds, nested tables aside.
type content struct {
	data    string
	lines   []line
	prompts []span // of w:showingPlcHdr
	bound   bool
	mixed   bool
}

// read takes a cell apart.
func read(data string, at *site) *content {
	c := &content{data: data, prompts: at.prompts, bound: at.bound}
	c.blocks(at.cell, len(at.prompts) > 0)
	c.mixed = c.mixed || len(c.prompts) > 1
	for i := range c.lines {
		c.fields(&c.lines[i])
	}
	return c
}

func (c *content) tag(e *element) string { return c.data[e.start:e.open] }

// blocks finds the paragraphs of an element.
func (c *content) blocks(e *element, prompt bool) {
	for _, b := range e.children {
		switch {
		case b.is("p"):
			c.lines = append(c.lines, line{p: b})
			c.inline(&c.lines[len(c.lines)-1], b, nil, prompt)
		case b.is("sdt"):
			c.blocks(b, c.control(b) || prompt)
		case b.is("sdtContent", "customXml", "ins", "moveTo"):
			c.blocks(b, prompt)
		case b.is("tbl", "del", "moveFrom"):
		case b.has("p", "r"):
			c.mixed = true // a run without a paragraph, mc:AlternateContent, what nobody knows
		}
	}
}

// control reads a content control's properties; true where it shows its prompt.
func (c *content) control(sdt *element) bool {
	properties := sdt.child("sdtPr")
	if properties == nil {
		return false
	}
	c.bound = c.bound || properties.has("dataBinding")
	if mark := properties.child("showingPlcHdr"); mark != nil && on(c.tag(mark)) {
		c.prompts = append(c.prompts, span{mark.start, mark.end})
		return true
	}
	return false
}

// inline finds the runs of a paragraph, or of a wrapper in one.
func (c *content) inline(l *line, e, simple *element, prompt bool) {
	for _, b := range e.children {
		switch {
		case b.is("r"):
			l.items = append(l.items, c.run(b, simple, prompt))
		case b.is("ins", "moveTo", "smartTag", "customXml", "hyperlink", "dir", "bdo", "sdtContent"):
			c.inline(l, b, simple, prompt)
		case b.is("sdt"):
			c.inline(l, b, simple, c.control(b) || prompt)
		case b.is("fldSimple"):
			before := len(l.items)
			c.inline(l, b, b, prompt)
			_, ok := attribute(c.tag(b), "instr")
			c.mixed = c.mixed || !ok || simple != nil || prompt || len(l.items) == before
		case b.is("del", "moveFrom"):
			// Already gone; but half a field in it would open or close another.
			c.mixed = c.mixed || c.halves(b) != 0
		case b.local == "AlternateContent":
			c.mixed = c.mixed || !floats(b)
		case b.local == "oMath" || b.local == "oMathPara", b.has("t", "p", "fldChar"):
			c.mixed = true
		}
	}
}

// halves counts the beginnings of fields without an end in an element; below
// zero are ends without a beginning.
func (c *content) halves(e *element) int {
	n := 0
	for _, b := range e.children {
		n += c.halves(b) + c.half(b)
	}
	return n
}

func (c *content) half(e *element) int {
	if !e.is("fldChar") {
		return 0
	}
	switch kind, _ := attribute(c.tag(e), "fldCharType"); kind {
	case "begin":
		return 1
	case "end":
		return -1
	}
	return 0
}

// run reads one run.
func (c *content) run(r, simple *element, prompt bool) item {
	it := item{run: r, simple: simple, prompt: prompt}
	hidden := false
	for _, b := range r.children {
		switch {
		case b.is("rPr"):
			if v := b.child("vanish"); v != nil {
				hidden = on(c.tag(v))
			}
		case b.is("t", "tab", "br", "cr", "sym", "noBreakHyphen", "softHyphen", "ptab"):
			it.text = true
		case b.is("fldChar", "instrText", "lastRenderedPageBreak"):
		case b.is("drawing", "pict", "object"), b.local == "AlternateContent":
			it.more = true
			c.mixed = c.mixed || !floats(b)
		default:
			it.more = true
			c.mixed = c.mixed || b.has("t", "p")
		}
	}
	it.text = it.text && !hidden
	return it
}

// floats says whether art hangs at its place without standing in the line, as a
// seal does: what stands in the line may be a picture of a figure.
func floats(e *element) bool {
	switch e.local {
	case "drawing":
		return e.has("anchor") && !e.has("inline")
	case "AlternateContent":
		for _, branch := range e.children {
			for _, b := range branch.children {
				if branch.local == "Choice" && !floats(b) {
					return false
				}
			}
		}
		return len(e.children) > 0
	}
	return false
}

// fields marks the complex fields of a paragraph (§17.16.18 fldChar): those
// with a result go whole, so that none comes back beside the figure.
func (c *content) fields(l *line) {
	depth, from, result := 0, 0, false
	for i := range l.items {
		it := &l.items[i]
		inside := depth > 0
		for _, b := range it.run.children {
			if !b.is("fldChar") {
				continue
			}
			inside = true
			switch half := c.half(b); {
			case half > 0:
				if depth == 0 {
					from, result = i, false
				}
				depth++
			case half == 0:
				result = result || depth == 1
			default:
				if depth--; depth < 0 {
					c.mixed = true
					return
				}
				for k := from; k <= i && depth == 0; k++ {
					l.items[k].out = result
				}
			}
		}
		it.code = inside
		it.out = it.out || it.simple != nil
	}
	c.mixed = c.mixed || depth != 0
}

// choose says which items go: all text where there is ink, and fields that show
// something, be it blank. A prompt goes in any case.
func (c *content) choose(ink bool) {
	for i := range c.lines {
		for k := range c.lines[i].items {
			it := &c.lines[i].items[k]
			it.out = it.out || it.text && (it.prompt || ink && !it.code)
			c.mixed = c.mixed || it.out && it.more
		}
	}
}

// target is the paragraph for the figure: the first of which something goes, or
// the first of the cell; last is the last item of it that goes, nil for none.
func (c *content) target() (l *line, last *item) {
	for i := range c.lines {
		for k := range c.lines[i].items {
			if c.lines[i].items[k].out {
				l, last = &c.lines[i], &c.lines[i].items[k]
			}
		}
		if last != nil {
			return l, last
		}
	}
	if len(c.lines) > 0 {
		return &c.lines[0], nil
	}
	return nil, nil
}
