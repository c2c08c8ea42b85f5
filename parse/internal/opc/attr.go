package opc

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"strings"
)

// resolve finds the Name for the name written from at to end.
func (s *Scanner) resolve(at, end int) Name {
	written, k := s.data[at:end], s.key(at, end)
	var free *cached
	for i := range uint64(probes) {
		c := &s.names[(k.slot()+i)%nameSlots]
		if c.key == k && (k.length <= 16 || c.spelling == string(written)) {
			return s.prefixes[c.prefix].space | c.local
		}
		if c.length == 0 {
			free = c
			break
		}
	}
	p, l, ok := bytes.Cut(written, []byte(":"))
	if !ok {
		p, l = nil, written
	}
	c := cached{key: k, prefix: int32(s.prefixNumber(p)), local: localByName[string(l)]}
	// Half full is full: a part with this many names is not Word's, and it is
	// read all the same, more slowly.
	if free != nil && s.filled < nameSlots/2 {
		c.spelling = string(written)
		*free = c
		s.filled++
	}
	return s.prefixes[c.prefix].space | c.local
}

// probes is how many slots are looked into for a name: a part whose names all
// want the same slot is read no more slowly than one with many names.
const probes = 8

// key tells names apart: names of up to 16 bytes wholly, longer ones by their
// ends and length.
type key struct {
	first, last uint64 // the first and the last eight bytes; zeros fill them up
	length      uint32
}

// key is that of the name from at to end.
func (s *Scanner) key(at, end int) key {
	k := key{length: uint32(end - at)}
	switch {
	case end-at >= 8:
		k.first = binary.LittleEndian.Uint64(s.data[at:])
		k.last = binary.LittleEndian.Uint64(s.data[end-8:])
	case at+8 <= len(s.data):
		k.first = binary.LittleEndian.Uint64(s.data[at:]) & (1<<(8*(end-at)) - 1)
	default: // the part ends behind it
		for i, c := range s.data[at:end] {
			k.first |= uint64(c) << (8 * i)
		}
	}
	return k
}

// slot is where a key is looked for first. The factor is 2⁶⁴ over the golden
// ratio, which spreads what differs in any bits.
func (k key) slot() uint64 {
	return (k.first ^ bits.RotateLeft64(k.last, 23) ^ uint64(k.length)) * 0x9E3779B97F4A7C15 >> (64 - nameBits)
}

// maxPrefixes bounds the search below; Word declares about thirty. All further
// prefixes count as one unknown.
const maxPrefixes = 128

// prefixNumber finds or makes the entry of a prefix.
func (s *Scanner) prefixNumber(written []byte) int {
	for i := range s.prefixes {
		if s.prefixes[i].spelling == string(written) {
			return i
		}
	}
	if len(s.prefixes) >= maxPrefixes {
		return maxPrefixes - 1
	}
	p := string(written)
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
		p, ok := bytes.CutPrefix(name, []byte("xmlns:"))
		if !ok {
			if string(name) != "xmlns" {
				continue
			}
			p = nil
		}
		i := s.prefixNumber(p)
		if s.prefixes[i].spelling != string(p) {
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
