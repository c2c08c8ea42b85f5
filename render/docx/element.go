package docx

import "strings"

// element is one element of a cell, by where its tags stand in the part.
type element struct {
	prefix, local string
	// word is true for an element of the cell's own namespace, WordprocessingML
	// in its transitional or its strict form.
	word bool
	// start:open is the start tag, close:end the end tag; both of the latter are
	// open where the element is one tag, <w:p/>.
	start, open, close, end int
	parent                  *element
	children                []*element
}

// lone says whether the element is one tag.
func (e *element) lone() bool { return e.open == e.end }

// is says whether the element is one of WordprocessingML by one of these names.
func (e *element) is(names ...string) bool {
	if !e.word {
		return false
	}
	for _, n := range names {
		if e.local == n {
			return true
		}
	}
	return false
}

// child is the first child of a name, nil where there is none.
func (e *element) child(name string) *element {
	for _, c := range e.children {
		if c.is(name) {
			return c
		}
	}
	return nil
}

// has says whether an element of one of these local names stands anywhere in e.
func (e *element) has(names ...string) bool {
	for _, c := range e.children {
		for _, n := range names {
			if c.local == n {
				return true
			}
		}
		if c.has(names...) {
			return true
		}
	}
	return false
}

// name is the element's name as written.
func (e *element) name() string {
	if e.prefix == "" {
		return e.local
	}
	return e.prefix + ":" + e.local
}

const whiteSpace = " \t\r\n"

// nameEnd is the length of the name, with its "<", that a tag begins with.
func nameEnd(tag string) int {
	i := 1
	for i < len(tag) && tag[i] > ' ' && tag[i] != '/' && tag[i] != '>' {
		i++
	}
	return i
}

// attributes yields the attributes of a start tag as written.
func attributes(tag string) func(yield func(key, value string) bool) {
	return func(yield func(key, value string) bool) {
		rest := tag[nameEnd(tag):]
		for {
			key, after, ok := strings.Cut(rest, "=")
			if !ok {
				return
			}
			after = strings.TrimLeft(after, whiteSpace)
			if after == "" {
				return
			}
			value, next, ok := strings.Cut(after[1:], after[:1])
			if !ok || !yield(strings.TrimSpace(key), value) {
				return
			}
			rest = next
		}
	}
}

// attribute is an attribute of a start tag by its local name, as written.
func attribute(tag, local string) (string, bool) {
	for key, value := range attributes(tag) {
		if key == local || strings.HasSuffix(key, ":"+local) {
			return value, true
		}
	}
	return "", false
}

// on reads a toggle (§17.17.4): there means true unless its value says otherwise.
func on(tag string) bool {
	v, ok := attribute(tag, "val")
	return !ok || v != "0" && v != "false" && v != "off"
}
