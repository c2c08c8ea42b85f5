package html

import (
	"strconv"
	"strings"
)

// style is what CSS says of an element, as far as the text depends on it. A
// zero field is not set.
type style struct {
	display    display
	visibility visibility
	align      align
	white      white
	outline    int8 // Word's mso-outline-level, from 1; -1 is body text
	size       int  // in half-points
	relative   int  // of the size around it, in percent
	list       string
	name       string // Word's name of the style
	note       string // what part of a note Word says it is
	ignore     bool   // Word's printed list number
	tab        bool   // spaces that stand for a tab
	raised     bool   // or lowered
	struck     bool   // a line through it
	important  bool   // display
}

type (
	display    uint8
	visibility uint8
	align      uint8
	white      uint8
)

const (
	displayUnset display = iota
	displayNone
	displayInline
	displayBlock
	displayOther

	visibilityUnset visibility = iota - 5
	visible
	invisible

	alignUnset align = iota - 8
	alignOther
	alignCenter

	whiteUnset white = iota - 11
	whiteCollapse
	whiteKeep
	whiteLines
)

// displays are the other values of display. What is none of them is no
// declaration, so that another one holds.
var displays = func() map[string]bool {
	m := map[string]bool{}
	for v := range strings.FieldsSeq("inline-block inline-flex inline-grid inline-table table-row table-cell table-row-group table-header-group " +
		"table-footer-group table-caption table-column table-column-group ruby ruby-base ruby-text math " +
		"-webkit-box -webkit-inline-box -webkit-flex -webkit-inline-flex initial inherit unset revert revert-layer") {
		m[v] = true
	}
	return m
}()

// read reads declarations on top of what is set.
func (st *style) read(declarations string) {
	if strings.Contains(declarations, "/*") {
		declarations = uncomment(declarations)
	}
	for declarations != "" {
		var d string
		d, declarations = cut(declarations, ';')
		property, value, ok := strings.Cut(d, ":")
		if !ok {
			continue
		}
		st.declare(strings.ToLower(strings.TrimSpace(property)), strings.TrimSpace(value))
	}
}

// cut cuts at the first sign outside quotes and parentheses.
func cut(s string, sign byte) (before, behind string) {
	quote, depth := byte(0), 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == sign && depth <= 0:
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

func (st *style) declare(property, value string) {
	written := value
	value = strings.ToLower(value)
	value, flag, _ := strings.Cut(value, "!")
	important := strings.TrimSpace(flag) == "important"
	value = strings.TrimSpace(value)
	switch property {
	case "display":
		if st.important && !important {
			return
		}
		st.important = st.important || important
		switch value {
		case "none":
			st.display = displayNone
		case "inline", "contents":
			st.display = displayInline
		case "block", "flow-root", "list-item", "table", "flex", "grid":
			st.display = displayBlock
		default:
			if displays[value] {
				st.display = displayOther
			}
		}
	case "visibility":
		switch value {
		case "hidden", "collapse":
			st.visibility = invisible
		case "visible":
			st.visibility = visible
		}
	case "text-align":
		st.align = alignOther
		if value == "center" || value == "-webkit-center" {
			st.align = alignCenter
		}
	case "white-space":
		switch value {
		case "pre", "pre-wrap", "break-spaces":
			st.white = whiteKeep
		case "pre-line":
			st.white = whiteLines
		case "normal", "nowrap":
			st.white = whiteCollapse
		}
	case "font-size":
		st.length(value)
	case "font":
		for word := range strings.FieldsSeq(value) {
			word, _, _ = strings.Cut(word, "/")
			if st.length(word) {
				break
			}
		}
	case "list-style", "list-style-type":
		for word := range strings.FieldsSeq(value) {
			if word != "inside" && word != "outside" && !strings.HasPrefix(word, "url(") {
				st.list = strings.Trim(word, `"'`)
			}
		}
	case "vertical-align":
		st.raised = value == "super" || value == "sub"
	case "text-decoration", "text-decoration-line":
		st.struck = strings.Contains(value, "line-through")
	case "mso-outline-level":
		if n, ok := integer(value); ok && n >= 1 && n <= 9 {
			st.outline = int8(n)
		} else {
			st.outline = -1
		}
	case "mso-style-name":
		st.name = strings.ReplaceAll(strings.Trim(written, `"' `), `\`, "")
	case "mso-hide":
		if value == "all" {
			st.display = displayNone
		}
	case "mso-list":
		st.ignore = st.ignore || value == "ignore"
	case "mso-tab-count":
		st.tab = true
	case "mso-footnote-id", "mso-endnote-id", "mso-special-character":
		if property != "mso-special-character" || value == "footnote" || value == "comment" {
			st.note = "reference"
		}
	case "mso-element":
		switch value {
		case "footnote-list", "endnote-list", "comment-list", "header", "footer":
			st.note = strings.TrimSuffix(value, "-list")
		}
	}
}

// length reads a font size.
func (st *style) length(value string) bool {
	end := strings.IndexFunc(value, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end <= 0 {
		return false
	}
	n, err := strconv.ParseFloat(value[:end], 64)
	if err != nil || n <= 0 || n > 1000 {
		return false
	}
	factor, ok := map[string]float64{"pt": 2, "px": 1.5, "pc": 24, "in": 144, "cm": 56.7, "mm": 5.67, "rem": 24}[value[end:]]
	if ok {
		st.size, st.relative = int(n*factor+0.5), 0
		return true
	}
	switch value[end:] {
	case "em":
		n *= 100
	case "%":
	default:
		return false
	}
	st.size, st.relative = 0, int(n+0.5)
	return true
}

// fontSize reads the size attribute of a font element, 1 to 7.
func (st *style) fontSize(v string) {
	if n := natural(v); n >= 1 && n <= 7 && st.size == 0 && !strings.HasPrefix(strings.TrimSpace(v), "+") {
		st.size = [...]int{15, 20, 24, 27, 36, 48, 72}[n-1]
	}
}

// over puts what is set in a later style over what is set here.
func (st *style) over(by *style) {
	set := func(to *int8, v int8) {
		if v != 0 {
			*to = v
		}
	}
	if by.display != displayUnset && (!st.important || by.important) {
		st.display, st.important = by.display, by.important
	}
	if by.visibility != visibilityUnset {
		st.visibility = by.visibility
	}
	if by.align != alignUnset {
		st.align = by.align
	}
	if by.white != whiteUnset {
		st.white = by.white
	}
	set(&st.outline, by.outline)
	if by.size != 0 || by.relative != 0 {
		st.size, st.relative = by.size, by.relative
	}
	for _, p := range []struct{ to, by *string }{{&st.list, &by.list}, {&st.name, &by.name}, {&st.note, &by.note}} {
		if *p.by != "" {
			*p.to = *p.by
		}
	}
	st.ignore = st.ignore || by.ignore
	st.tab = st.tab || by.tab
	st.raised = st.raised || by.raised
	st.struck = st.struck || by.struck
}
