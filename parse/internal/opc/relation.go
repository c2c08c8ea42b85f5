package opc

import (
	"fmt"
	"path"
	"strings"
)

// Relation is one relationship of a part.
type Relation struct {
	ID string
	// Kind is the last step of its type, "styles": the same in transitional and
	// strict files.
	Kind string
	// Target is the name of the part; where External, the address as written.
	Target   string
	External bool
}

// Relations are the relationships of a part, in order; "" is the package
// itself. A part without any has none: that is no error.
func (p *Package) Relations(part string) ([]Relation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	if _, ok := p.Name(name); !ok {
		return nil, nil
	}
	data, err := p.Read(name)
	if err != nil {
		return nil, err
	}
	var out []Relation
	s := NewScanner(data, p.limits.MaxDepth)
	for t := s.Next(); t != EOF; t = s.Next() {
		if t != Start || s.Name&0xffff != Relationship {
			continue
		}
		r := Relation{}
		if v, ok := s.Attr(NSRelations, "Id"); ok {
			r.ID = string(v)
		}
		if v, ok := s.Attr(NSRelations, "Type"); ok {
			r.Kind = path.Base(string(v))
		}
		if v, ok := s.Attr(NSRelations, "TargetMode"); ok {
			r.External = strings.EqualFold(string(v), "External")
		}
		if v, ok := s.Attr(NSRelations, "Target"); ok {
			r.Target = string(v)
		}
		if !r.External {
			r.Target = resolve(dir, r.Target)
		}
		if out = append(out, r); len(out) > p.limits.MaxEntries {
			return nil, &LimitError{Flag: "--max-entries", Detail: fmt.Sprintf("read %s: more than %d relationships", name, p.limits.MaxEntries)}
		}
	}
	if b := s.Broken(); b != nil {
		p.Remarks = append(p.Remarks, Remark{Kind: Damaged, Part: name, Offset: b.Offset, Detail: b.Error()})
	}
	err = s.Err()
	s.Release()
	return out, err
}

// resolve makes a part name from a target, which is relative to the folder of
// the part that it belongs to unless it begins with a slash.
func resolve(dir, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if i := strings.IndexByte(target, '#'); i >= 0 {
		target = target[:i]
	}
	if !strings.HasPrefix(target, "/") {
		target = "/" + dir + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// unpercent resolves %20 and its like; a wrong escape stands for itself.
func unpercent(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, lo := hexDigit(s[i+1]), hexDigit(s[i+2])
			if hi >= 0 && lo >= 0 {
				b.WriteByte(byte(hi<<4 | lo))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return strings.ToLower(b.String())
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
