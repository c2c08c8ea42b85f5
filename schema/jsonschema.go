package schema

import (
	_ "embed"
	"slices"
)

//go:embed report.schema.json
var jsonSchema []byte

// JSONSchema returns the JSON Schema (2020-12) of a report as Encode writes it.
// Keys may be added in later versions, so it allows keys that it does not name.
func JSONSchema() []byte { return slices.Clone(jsonSchema) }
