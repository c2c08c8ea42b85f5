package docx

import (
	"strings"

	"github.com/nianbao/nianbao/parse/internal/opc"
)

// properties reads docProps/core.xml and app.xml, by relationship.
func (r *reader) properties() error {
	relations, err := r.pkg.Relations("")
	if err != nil {
		return err
	}
	parts := map[string]string{"core-properties": "docProps/core.xml", "extended-properties": "docProps/app.xml"}
	for _, rel := range relations {
		switch {
		case rel.External:
		case rel.Kind == "core-properties":
			parts["core-properties"] = rel.Target
		case rel.Kind == "extended-properties", rel.Kind == "extendedProperties":
			parts["extended-properties"] = rel.Target
		}
	}
	for _, kind := range []string{"core-properties", "extended-properties"} {
		name, ok := r.pkg.Name(parts[kind])
		if !ok {
			continue
		}
		data, err := r.pkg.Read(name)
		if err != nil {
			if err := r.lose(name, err); err != nil {
				return err
			}
			continue
		}
		r.enter(name, nil)
		r.s = opc.NewScanner(data, r.limits.MaxDepth)
		r.readProperties()
		if err := r.leave(); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) readProperties() {
	p := &r.doc.Properties
	for t := r.s.Next(); t != opc.EOF; t = r.s.Next() {
		if t != opc.Start {
			continue
		}
		var to *string
		switch r.s.Name {
		case opc.NSDC | opc.Title:
			to = &p.Title
		case opc.NSDC | opc.Subject:
			to = &p.Subject
		case opc.NSDC | opc.Creator:
			to = &p.Creator
		case opc.NSCore | opc.LastModifiedBy:
			to = &p.LastModifiedBy
		case opc.NSTerms | opc.Created:
			to = &p.Created
		case opc.NSTerms | opc.Modified:
			to = &p.Modified
		case opc.NSApp | opc.Manager:
			to = &p.Manager
		case opc.NSApp | opc.Company:
			to = &p.Company
		default:
			continue
		}
		*to = strings.TrimSpace(string(r.s.Text(nil)))
	}
}
