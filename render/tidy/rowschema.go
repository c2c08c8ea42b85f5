package tidy

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// RowSchemaID begins the $id of what RowSchema returns.
const RowSchemaID = "urn:nianbao:export:"

// RowSchema is a JSON Schema (2020-12) of one line of the JSONL that the
// options ask for. Every column is a key of every line, null where it has no
// value; a later version may have more.
func RowSchema(o Options) ([]byte, error) {
	columns, err := Columns(o)
	if err != nil {
		return nil, err
	}
	id := RowSchemaID + "facts:v1"
	if o.Wide {
		form, _ := o.form()
		id = RowSchemaID + "wide:" + form.ID + ":v1"
	}
	type property struct {
		Type        any    `json:"type"`
		Title       string `json:"title"`
		Description string `json:"description"`
		Enum        []any  `json:"enum,omitempty"`
		Pattern     string `json:"pattern,omitempty"`
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\n \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n \"$id\": %q,\n \"type\": \"object\",\n \"required\": ", id)
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	b.Write(plainJSON(names))
	b.WriteString(",\n \"properties\": {\n")
	for i, c := range columns {
		p := property{Title: c.Zh + " / " + c.En, Description: c.TellZh + " / " + c.TellEn}
		name := map[Type]string{Text: "string", Decimal: "string", Integer: "integer", Number: "number"}[c.Type]
		if p.Type = name; !c.Required {
			p.Type = []string{name, "null"}
		}
		if c.Type == Decimal {
			p.Pattern = decimalPattern
		}
		for _, v := range c.Values {
			p.Enum = append(p.Enum, v.Name)
		}
		if len(p.Enum) > 0 && !c.Required {
			p.Enum = append(p.Enum, nil)
		}
		fmt.Fprintf(&b, "  %q: %s", c.Name, plainJSON(p))
		if i < len(columns)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString(" }\n}\n")
	return b.Bytes(), nil
}

// decimalPattern is what a Decimal looks like.
const decimalPattern = `^-?[0-9]+(\.[0-9]+)?$`

// plainJSON writes a value on one line, with < and > as they are.
func plainJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // a defect: the values are ours
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
