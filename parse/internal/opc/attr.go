package opc

import "strings"

// resolve finds the Name for a written name, whose first colon is at colon
// (-1: none).
func (s *Scanner) resolve(written []byte, colon int) Name {
	// Few names are in use, and their length, middle and end tell most of them
	// apart.
	n := len(written)
	h := uint32(n) * 31
	h = (h + uint32(written[n/2])) * 31
	h = (h + uint32(written[n-1])) * 31
	h = (h + uint32(written[min(2, n-1)])) * 31
	h += uint32(written[n-1-n/4])
	slot := h % nameSlots
	for {
		c := &s.names[slot]
		if c.spelling == "" {
			break
		}
		if c.spelling == string(written) {
			return s.prefixes[c.prefix].space | c.local
		}
		slot = (slot + 1) % nameSlots
	}
	p, l := "", string(written)
	if colon >= 0 {
		p, l = l[:colon], l[colon+1:]
	}
	e := cached{spelling: string(written), prefix: int32(s.prefixNumber(p)), local: localByName[l]}
	// Half full is full: a part with this many names is not Word's, and it is
	// read all the same, more slowly.
	if s.filled < nameSlots/2 {
		s.names[slot] = e
		s.filled++
	}
	return s.prefixes[e.prefix].space | e.local
}

// maxPrefixes bounds the search below; Word declares about thirty. All further
// prefixes count as one unknown.
const maxPrefixes = 128

// prefixNumber finds or makes the entry of a prefix.
func (s *Scanner) prefixNumber(p string) int {
	for i := range s.prefixes {
		if s.prefixes[i].spelling == p {
			return i
		}
	}
	if len(s.prefixes) >= maxPrefixes {
		return maxPrefixes - 1
	}
	if len(s.prefixes) == maxPrefixes-1 {
		p = "\x00"
	}
	s.prefixes = append(s.prefixes, prefix{spelling: p, space: undeclared(p)})
	return len(s.prefixes) - 1
}

// undeclared is the namespace of a prefix that nothing declares.
func undeclared(p string) Name {
	if p == "" {
		return 0
	}
	if n, ok := customary[p]; ok {
		return n
	}
	return NSOther
}

// declare binds the namespaces that the last start tag declares and reports
// whether there were any.
func (s *Scanner) declare(depth int) bool {
	found := false
	for rest := s.attrs; ; {
		name, value, next, ok := nextAttr(rest)
		if !ok {
			return found
		}
		rest = next
		p := ""
		if n := string(name); n == "xmlns" {
		} else if strings.HasPrefix(n, "xmlns:") {
			p = n[len("xmlns:"):]
		} else {
			continue
		}
		i := s.prefixNumber(p)
		if s.prefixes[i].spelling != p {
			continue
		}
		s.binding++
		s.undo = append(s.undo, binding{depth: depth, prefix: i, space: s.prefixes[i].space})
		s.prefixes[i].space = spaceOf(strings.TrimSpace(string(unescape(value))))
		found = true
	}
}

// Attr is the value of an attribute of the last Start, entities resolved. An
// attribute without a prefix counts as one of its element's namespace: some
// producers write them so.
func (s *Scanner) Attr(space Name, local string) ([]byte, bool) {
	for rest := s.attrs; ; {
		name, value, next, ok := nextAttr(rest)
		if !ok {
			return nil, false
		}
		rest = next
		if len(name) < len(local) || string(name[len(name)-len(local):]) != local {
			continue
		}
		if len(name) == len(local) {
			return unescape(value), true
		}
		p := name[:len(name)-len(local)-1]
		if name[len(p)] != ':' {
			continue
		}
		for i := range s.prefixes {
			if s.prefixes[i].spelling == string(p) {
				if s.prefixes[i].space == space {
					return unescape(value), true
				}
				goto other
			}
		}
		if customary[string(p)] == space {
			return unescape(value), true
		}
	other:
	}
}

// Prefixed resolves a prefix as it stands at the last Start, for attributes
// whose values are prefixes (mc:Requires, mc:Ignorable).
func (s *Scanner) Prefixed(p string) Name {
	for i := range s.prefixes {
		if s.prefixes[i].spelling == p {
			return s.prefixes[i].space
		}
	}
	if n, ok := customary[p]; ok {
		return n
	}
	return NSOther
}

// nextAttr splits the first attribute off a tag. Values without quotes end at
// white space.
func nextAttr(b []byte) (name, value, rest []byte, ok bool) {
	i := 0
	for i < len(b) && b[i] <= ' ' {
		i++
	}
	if i >= len(b) {
		return nil, nil, nil, false
	}
	j := i
	for j < len(b) && b[j] != '=' && b[j] > ' ' {
		j++
	}
	name = b[i:j]
	for j < len(b) && b[j] <= ' ' {
		j++
	}
	if j >= len(b) || b[j] != '=' {
		if j == i {
			j++
		}
		return name, nil, b[min(j, len(b)):], true
	}
	j++
	for j < len(b) && b[j] <= ' ' {
		j++
	}
	if j >= len(b) {
		return name, nil, nil, true
	}
	if q := b[j]; q == '"' || q == '\'' {
		k := j + 1
		for k < len(b) && b[k] != q {
			k++
		}
		return name, b[j+1 : k], b[min(k+1, len(b)):], true
	}
	k := j
	for k < len(b) && b[k] > ' ' {
		k++
	}
	return name, b[j:k], b[k:], true
}
