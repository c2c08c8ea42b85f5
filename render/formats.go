package render

import (
	"github.com/nianbao/nianbao/schema"
)

// Formats lists the formats, in the order in which help names them.
func Formats() []Format {
	return []Format{
		{Name: "json", Extension: "json", Write: writeJSON},
	}
}

func writeJSON(in Input) (Output, error) {
	b, err := schema.Encode(in.Report)
	return Output{Bytes: b}, err
}
