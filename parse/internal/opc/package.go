// Package opc reads the container of an Office file: the ZIP archive or the
// flat XML form, its parts, their relationships, and XML itself. It bounds
// what an input may cost, and it mends what can be mended without choosing:
// what it mended stands in Package.Remarks.
//
// It knows nothing of documents: which parts matter and what their elements
// mean is the readers' business. It never opens anything outside the input.
package opc

import (
	"fmt"
	"path"
	"strings"
)

// RemarkKind says what kind of thing was noticed in a container.
type RemarkKind uint8

// What containers are found to have.
const (
	Repaired  RemarkKind = iota // odd, but of one meaning; Detail says what
	Duplicate                   // several members of one name; the directory's last was taken
	Checksum                    // the CRC-32 differs from the directory's
	Damaged                     // packed data that cannot be inflated to its end
	Missing                     // a part that another refers to
)

// Remark is one thing noticed in the container.
type Remark struct {
	Kind   RemarkKind
	Part   string
	Offset int
	Detail string
}

// Package is one opened container. It is not safe for concurrent use.
type Package struct {
	// Remarks grow as parts are read.
	Remarks []Remark

	limits Limits
	parts  map[string]*part // by folded name
	order  []*part
	total  int64
	// inflated are the buffers that Release gives back.
	inflated [][]byte
	types    map[string]string // content types; nil before typeOf is first asked
}

// part is one member: either packed in the archive or already there.
type part struct {
	name   string // with slashes, none in front, case as written
	member *member
	data   []byte
	base64 bool // data is still packed so, in a flat package
}

// fold makes the key under which a part is found: part names are equal without
// regard to case (ISO/IEC 29500-2 §6.2.2), and some archivers write backslashes.
func fold(name string) string {
	return strings.ToLower(clean(name))
}

func clean(name string) string {
	if strings.IndexByte(name, '\\') >= 0 {
		name = strings.ReplaceAll(name, `\`, "/")
	}
	if strings.HasPrefix(name, "/") || strings.Contains(name, "//") || strings.Contains(name, "./") {
		name = strings.TrimPrefix(path.Clean("/"+name), "/")
	}
	return name
}

func (p *Package) add(m *part) {
	key := fold(m.name)
	if old := p.parts[key]; old != nil {
		p.remark(Duplicate, m.name, "the archive has several members of this name; the last one in its directory is read")
		for i, o := range p.order {
			if o == old {
				p.order[i] = m
			}
		}
	} else {
		p.order = append(p.order, m)
	}
	p.parts[key] = m
}

func (p *Package) remark(kind RemarkKind, part, detail string) {
	p.Remarks = append(p.Remarks, Remark{Kind: kind, Part: part, Detail: detail})
}

// Name is the name of a part as the container spells it, and whether it is there.
func (p *Package) Name(name string) (string, bool) {
	if m := p.find(name); m != nil {
		return m.name, true
	}
	return name, false
}

// Names are the parts in the container's order.
func (p *Package) Names() []string {
	out := make([]string, len(p.order))
	for i, m := range p.order {
		out[i] = m.name
	}
	return out
}

func (p *Package) find(name string) *part {
	key := fold(name)
	if m := p.parts[key]; m != nil {
		return m
	}
	if strings.IndexByte(key, '%') >= 0 {
		return p.parts[unpercent(key)]
	}
	return nil
}

// Read returns a part, inflated, in UTF-8.
func (p *Package) Read(name string) ([]byte, error) {
	m := p.find(name)
	if m == nil {
		return nil, fmt.Errorf("read %s: no such part", name)
	}
	data := m.data
	if m.base64 {
		data = p.fromBase64(m)
	}
	if m.member != nil {
		var err error
		if data, err = p.inflate(m); err != nil {
			return nil, fmt.Errorf("read %s: %w", m.name, err)
		}
	}
	out, err := Decode(data)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", m.name, err)
	}
	return out, nil
}

// Limits are the limits in force, defaults filled in.
func (p *Package) Limits() Limits { return p.limits }

// mainTypes are the content types of main parts that hold a Word document.
var mainTypes = []string{
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
	"application/vnd.ms-word.document.macroenabled.main+xml",
	"application/vnd.ms-word.template.macroenabledtemplate.main+xml",
}

// Main finds the main part: by the package's officeDocument relationship,
// without one by content type, and last by its usual name.
func (p *Package) Main() (string, error) {
	if _, ok := p.Name("[Content_Types].xml"); !ok {
		p.remark(Repaired, "", "the package has no [Content_Types].xml")
	}
	relations, err := p.Relations("")
	if err != nil {
		return "", err
	}
	for _, r := range relations {
		if r.Kind == "officeDocument" && !r.External {
			if name, ok := p.Name(r.Target); ok {
				return name, nil
			}
			p.remark(Missing, r.Target, "the main part that _rels/.rels names is not in the package")
		}
	}
	if _, ok := p.Name("_rels/.rels"); !ok {
		p.remark(Repaired, "", "the package has no _rels/.rels")
	}
	for _, m := range p.order {
		t := strings.ToLower(p.typeOf(m.name))
		for _, want := range mainTypes {
			if t == want {
				p.remark(Repaired, m.name, "the main part was found by its content type")
				return m.name, nil
			}
		}
	}
	if name, ok := p.Name("word/document.xml"); ok {
		p.remark(Repaired, name, "the main part was found by its name")
		return name, nil
	}
	return "", &FormatError{Found: p.foreign()}
}

// foreign names the format of a container without a Word document.
func (p *Package) foreign() string {
	has := func(name string) bool { _, ok := p.parts[name]; return ok }
	switch {
	case has("xl/workbook.xml"), has("xl/workbook.bin"):
		return "an Excel workbook (XLSX); save the report as DOCX"
	case has("ppt/presentation.xml"):
		return "a PowerPoint presentation (PPTX); save the report as DOCX"
	case has("ofd.xml"):
		return "an OFD document; use the DOCX that it was made from"
	case has("content.xml") && has("mimetype"):
		return "an OpenDocument file; save it as DOCX"
	case has("meta-inf/manifest.mf"):
		return "a Java archive; choose the report's DOCX file"
	case len(p.order) == 0:
		return "an empty ZIP archive; get the file again"
	}
	for _, m := range p.order {
		if l := strings.ToLower(m.name); strings.HasSuffix(l, ".docx") || strings.HasSuffix(l, ".doc") {
			return "a ZIP archive with documents in it; unpack it first"
		}
	}
	return "a ZIP archive without a Word document; choose the report's DOCX file"
}

// typeOf is the content type of a part, by Override or else by extension.
func (p *Package) typeOf(name string) string {
	if p.types == nil {
		p.types = map[string]string{}
		if data, err := p.Read("[Content_Types].xml"); err == nil {
			s := NewScanner(data, p.limits.MaxDepth)
			for t := s.Next(); t != EOF; t = s.Next() {
				if t != Start || len(p.types) > p.limits.MaxEntries {
					continue
				}
				value, _ := s.Attr(NSTypes, "ContentType")
				switch s.Name & 0xffff {
				case Override:
					n, _ := s.Attr(NSTypes, "PartName")
					p.types[fold(string(n))] = string(value)
				case DefaultType:
					n, _ := s.Attr(NSTypes, "Extension")
					p.types["."+strings.ToLower(string(n))] = string(value)
				}
			}
		}
	}
	if t, ok := p.types[fold(name)]; ok {
		return t
	}
	return p.types[strings.ToLower(path.Ext(name))]
}

// FormatError says that an input is no document that can be read, what it is
// instead, and what to do.
type FormatError struct {
	Found string
}

func (e *FormatError) Error() string { return "not DOCX or HTML: " + e.Found }
