package opc

import (
	"bytes"
	"encoding/base64"
	"fmt"
)

// IsFlat recognises the flat form of a package: one XML file whose root is
// pkg:package.
func IsFlat(data []byte) bool {
	head := data[:min(len(data), 4096)]
	head, err := Decode(head)
	return err == nil && bytes.Contains(head, []byte("http://schemas.microsoft.com/office/2006/xmlPackage"))
}

// openFlat cuts a flat package into its parts. An XML part is the very bytes
// inside its xmlData, so its offsets count from there.
func (p *Package) openFlat(data []byte) error {
	if int64(len(data)) > p.limits.MaxTotal {
		return &LimitError{Flag: "--max-total", Detail: fmt.Sprintf("the file is larger than %d bytes", p.limits.MaxTotal)}
	}
	data, err := Decode(data)
	if err != nil {
		return err
	}
	s := NewScanner(data, p.limits.MaxDepth)
	name := ""
	for t := s.Next(); t != EOF; t = s.Next() {
		if t != Start {
			continue
		}
		switch s.Name {
		case NSPackage | PartOf:
			v, _ := s.Attr(NSPackage, "name")
			name = clean(string(v))
			if len(p.order) >= p.limits.MaxEntries {
				return p.tooMany(len(p.order) + 1)
			}
		case NSPackage | XmlData, NSPackage | BinaryData:
			m := &part{name: name, base64: s.Name == NSPackage|BinaryData}
			from := s.Offset()
			s.Skip()
			to := s.At
			if s.Broken() != nil {
				to = len(data)
			}
			m.data = data[min(from, to):to]
			p.add(m)
		}
	}
	if b := s.Broken(); b != nil && len(p.order) == 0 {
		return fmt.Errorf("read the flat package: %w", b)
	}
	return s.Err()
}

// fromBase64 unpacks a part that is not XML, as far as it is sound.
func (p *Package) fromBase64(m *part) []byte {
	text := bytes.Join(bytes.Fields(m.data), nil)
	out := make([]byte, base64.StdEncoding.DecodedLen(len(text)))
	n, err := base64.StdEncoding.Decode(out, text)
	if err != nil {
		p.remark(Damaged, m.name, "its base64 is damaged")
	}
	return out[:n]
}
