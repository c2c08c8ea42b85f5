package docx

import (
	"strconv"

	"github.com/nianbao/nianbao/parse/internal/opc"
)

// numbering computes automatic numbers (§17.9). Lists that share an abstract
// definition share its counters, as in Word.
type numbering struct {
	abstracts map[int]*abstract
	nums      map[int]*num
	byStyle   map[string]*abstract
}

type abstract struct {
	levels       [9]level9
	counter      [9]int
	started      [9]bool
	numStyleLink string
}

// level9 is one of the nine levels of a list.
type level9 struct {
	set     bool
	start   int
	restart int // lvlRestart; -1: not set
	format  string
	padding int // digits of a decimal number, at least
	text    string
	legal   bool
	style   string // the paragraph style of the level
}

type num struct {
	base     int // the abstractNumId as written
	abstract *abstract
	start    [9]int // startOverride; -1: none
	used     [9]bool
	levels   [9]*level9
}

// numberParagraph gives a paragraph its automatic number.
func (r *reader) numberParagraph(p *para) {
	id, lvl := p.numID, p.level
	if id < 0 {
		id = p.style.numID
		if id < 0 {
			return
		}
		if lvl < 0 {
			lvl = p.style.level
		}
	}
	if id == 0 {
		return // §17.9.18: no number
	}
	if !r.asked {
		r.asked = true
		r.readNumbering()
	}
	if r.numbering == nil {
		return
	}
	n := r.numbering.nums[id]
	if n == nil || n.abstract == nil {
		return
	}
	a := r.numbering.linked(n.abstract, r.styles)
	if lvl < 0 {
		lvl = 0
		if p.numID < 0 || p.level < 0 {
			for i := range a.levels {
				if a.levels[i].style != "" && a.levels[i].style == p.style.id {
					lvl = i
				}
			}
		}
	}
	text, list := n.next(a, lvl)
	p.out.List, p.out.Numbering = list, text
}

// linked follows numStyleLink to the list that a numbering style defines.
func (n *numbering) linked(a *abstract, s *styles) *abstract {
	for range 4 {
		if a.numStyleLink == "" {
			return a
		}
		next := n.byStyle[a.numStyleLink]
		if next == nil {
			if st := s.byID([]byte(a.numStyleLink), "numbering", nil); st != nil && n.nums[st.numID] != nil {
				next = n.nums[st.numID].abstract
			}
		}
		if next == nil || next == a {
			return a
		}
		a = next
	}
	return a
}

// level is the definition that holds for this list: its override or the
// abstract one.
func (n *num) level(a *abstract, i int) *level9 {
	if n.levels[i] != nil {
		return n.levels[i]
	}
	return &a.levels[i]
}

// next counts one paragraph at a level and says how its number is printed;
// list is false where the level prints nothing at all.
func (n *num) next(a *abstract, lvl int) (text string, list bool) {
	l := n.level(a, lvl)
	if !l.set {
		return "", false
	}
	start := l.start
	if n.start[lvl] >= 0 {
		start = n.start[lvl]
		if !n.used[lvl] {
			n.used[lvl] = true
			a.started[lvl] = false
		}
	}
	if a.started[lvl] {
		a.counter[lvl]++
	} else {
		a.counter[lvl], a.started[lvl] = start, true
	}
	for i := lvl + 1; i < len(a.levels); i++ {
		// §17.9.10: 0 never restarts; n restarts after level n and those above.
		if restart := n.level(a, i).restart; restart < 0 || restart > lvl {
			a.started[i] = false
		}
	}
	if l.format == "bullet" {
		return "", true
	}
	return n.format(a, lvl, l), true
}

// maxNumber bounds a printed number, in bytes: lvlText is free text.
const maxNumber = 256

// format fills %1 to %9 of the level's text.
func (n *num) format(a *abstract, lvl int, l *level9) string {
	b := make([]byte, 0, 32)
	for i := 0; i < len(l.text) && len(b) < maxNumber; i++ {
		c := l.text[i]
		if c != '%' || i+1 >= len(l.text) || l.text[i+1] < '1' || l.text[i+1] > '9' {
			b = append(b, c)
			continue
		}
		i++
		at := int(l.text[i] - '1')
		if at > lvl {
			continue
		}
		other := n.level(a, at)
		value := a.counter[at]
		if !a.started[at] {
			value = other.start
			if n.start[at] >= 0 {
				value = n.start[at]
			}
		}
		format := other.format
		if l.legal && at != lvl {
			format = "decimal"
		}
		if format == "bullet" {
			continue
		}
		s := formatNumber(value, format)
		for pad := other.padding - len(s); pad > 0 && pad < 10; pad-- {
			b = append(b, '0')
		}
		b = append(b, s...)
	}
	return string(b)
}

// readNumbering reads the numbering part, the first time it is needed.
func (r *reader) readNumbering() {
	name, ok := r.related("numbering")
	if !ok {
		return
	}
	data, err := r.pkg.Read(name)
	if err != nil {
		r.lost = r.lose(name, err)
		return
	}
	// The reader stands in the middle of another part.
	outer, part := r.s, r.part
	at := place{r.table, r.row, r.cell}
	r.part, r.s = name, opc.NewScanner(data, r.limits.MaxDepth)
	r.table, r.row, r.cell = 0, 0, 0
	n := &numbering{abstracts: map[int]*abstract{}, nums: map[int]*num{}, byStyle: map[string]*abstract{}}
	for t := r.s.Next(); t != opc.EOF; t = r.s.Next() {
		if t != opc.Start {
			continue
		}
		switch r.s.Name {
		case opc.W | opc.AbstractNum:
			r.readAbstract(n)
		case opc.W | opc.Num:
			r.readNum(n)
		case opc.W | opc.NumPicBullet:
			r.s.Skip()
		}
	}
	for _, m := range n.nums {
		m.abstract = n.abstracts[m.base]
	}
	r.numbering = n
	r.lost = r.leave()
	r.s, r.part = outer, part
	r.table, r.row, r.cell = at.table, at.row, at.cell
}

func (r *reader) readAbstract(n *numbering) {
	a := &abstract{}
	for i := range a.levels {
		a.levels[i].restart = -1
	}
	if id, ok := r.number("abstractNumId"); ok {
		if n.abstracts[id] = a; len(n.abstracts) > r.limits.MaxEntries {
			r.stop("--max-entries", "more than %d lists at byte %d", r.limits.MaxEntries, r.s.At)
		}
	}
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		switch r.s.Name {
		case opc.W | opc.Lvl:
			if i, ok := r.number("ilvl"); ok && i >= 0 && i < len(a.levels) {
				r.readLevel(&a.levels[i])
				continue
			}
		case opc.W | opc.StyleLink:
			v, _ := r.s.Attr(opc.W, "val")
			n.byStyle[string(v)] = a
		case opc.W | opc.NumStyleLink:
			v, _ := r.s.Attr(opc.W, "val")
			a.numStyleLink = string(v)
		}
		r.s.Skip()
	}
}

// readLevel reads w:lvl.
func (r *reader) readLevel(l *level9) {
	*l = level9{set: true, start: 0, restart: -1, format: "decimal"}
	r.levelChildren(l)
}

func (r *reader) levelChildren(l *level9) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		v, _ := r.s.Attr(opc.W, "val")
		switch r.s.Name {
		case opc.W | opc.StartAt:
			l.start, _ = atoi(v)
		case opc.W | opc.NumFmt:
			l.format = string(v)
			if l.format == "custom" {
				// "001, 002, 003, ...": a decimal number of that many digits.
				f, _ := r.s.Attr(opc.W, "format")
				for l.padding < len(f) && f[l.padding] >= '0' && f[l.padding] <= '9' {
					l.padding++
				}
				l.format = "decimal"
			}
		case opc.W | opc.LvlText:
			l.text = string(v)
		case opc.W | opc.LvlRestart:
			if i, ok := atoi(v); ok {
				l.restart = i
			}
		case opc.W | opc.IsLgl:
			l.legal = r.on()
		case opc.W | opc.PStyle:
			l.style = string(v)
		case opc.MC | opc.AlternateContent:
			if depth := r.s.Depth() - 1; r.branch() {
				r.levelChildren(l)
				r.s.SkipTo(depth)
			}
			continue
		}
		r.s.Skip()
	}
}

// readNum reads w:num.
func (r *reader) readNum(n *numbering) {
	m := &num{base: -1}
	for i := range m.start {
		m.start[i] = -1
	}
	if id, ok := r.number("numId"); ok {
		if n.nums[id] = m; len(n.nums) > r.limits.MaxEntries {
			r.stop("--max-entries", "more than %d lists at byte %d", r.limits.MaxEntries, r.s.At)
		}
	}
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		switch r.s.Name {
		case opc.W | opc.AbstractNumId:
			m.base, _ = r.number("val")
		case opc.W | opc.LvlOverride:
			if i, ok := r.number("ilvl"); ok && i >= 0 && i < len(m.levels) {
				r.readOverride(m, i)
				continue
			}
		}
		r.s.Skip()
	}
}

func (r *reader) readOverride(m *num, i int) {
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return
		}
		switch r.s.Name {
		case opc.W | opc.StartOverride:
			if v, ok := r.number("val"); ok {
				m.start[i] = max(v, 0)
			}
		case opc.W | opc.Lvl:
			m.levels[i] = &level9{}
			r.readLevel(m.levels[i])
			continue
		}
		r.s.Skip()
	}
}

// itoa is the decimal number.
func itoa(n int) string { return strconv.Itoa(n) }
