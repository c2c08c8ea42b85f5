package tidy

// tableSchema is the Table Schema (v2) of a Data Package's table.
type tableSchema struct {
	Fields        []field        `json:"fields"`
	MissingValues []missingValue `json:"missingValues"`
	PrimaryKey    []string       `json:"primaryKey"`
	ForeignKeys   []foreignKey   `json:"foreignKeys,omitempty"`
}

type missingValue struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

type field struct {
	Name          string         `json:"name"`
	Type          string         `json:"type"`
	Title         string         `json:"title"`
	TitleEn       string         `json:"title_en"`
	Description   string         `json:"description"`
	DescriptionEn string         `json:"description_en"`
	Unit          string         `json:"unit,omitempty"`
	Constraints   map[string]any `json:"constraints,omitempty"`
	Categories    []category     `json:"categories,omitempty"`
}

type category struct {
	Value   string `json:"value"`
	Label   string `json:"label"`
	LabelEn string `json:"label_en"`
}

// schemaFor describes columns in a format. Formats that know null have no
// values that stand for it: an empty text is a blank cell there.
func schemaFor(columns []Column, format string, key ...string) tableSchema {
	s := tableSchema{PrimaryKey: key, MissingValues: []missingValue{}}
	if format == CSV || format == XLSX {
		s.MissingValues = append(s.MissingValues, missingValue{"", "没有数值 / none"})
	}
	for _, c := range columns {
		f := field{
			Name: c.Name, Type: map[Type]string{Text: "string", Decimal: "string", Integer: "integer", Number: "number"}[c.Type],
			Title: c.Zh, TitleEn: c.En, Description: c.TellZh, DescriptionEn: c.TellEn, Unit: c.Unit,
		}
		constraints := map[string]any{}
		if c.Required {
			constraints["required"] = true
		}
		if c.Type == Decimal {
			constraints["pattern"] = decimalPattern
		}
		if len(constraints) > 0 {
			f.Constraints = constraints
		}
		for _, v := range c.Values {
			f.Categories = append(f.Categories, category{v.Name, v.Zh, v.En})
		}
		s.Fields = append(s.Fields, f)
	}
	return s
}
