package render

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/render/html"
	"github.com/nianbao/nianbao/render/pdf"
	"github.com/nianbao/nianbao/schema"
)

// Formats lists the formats, in the order in which help names them.
func Formats() []Format {
	return []Format{
		{Name: "html", Extension: "html", Write: writeHTML},
		{Name: "pdf", Extension: "pdf", Write: writePDF},
		{Name: "json", Extension: "json", Write: writeJSON},
		{Name: "docx", Extension: "docx", Write: writeMended},
	}
}

func writeHTML(in Input) (Output, error) {
	o := in.Options
	b, err := html.Write(in.Report, html.Options{Review: o.Review, English: o.English, Forms: o.Forms})
	return Output{Bytes: b}, err
}

func writePDF(in Input) (Output, error) {
	o := in.Options
	written, err := pdf.Write(in.Report, pdf.Options{Review: o.Review, English: o.English, Forms: o.Forms, Fonts: o.Fonts})
	if err != nil {
		return Output{}, err
	}
	out := Output{Bytes: written.Bytes}
	if len(written.Missing) > 0 {
		named := make([]string, len(written.Missing))
		for i, r := range written.Missing {
			named[i] = fmt.Sprintf("%c (U+%04X)", r, r)
		}
		out.Remarks = []Remark{{NoGlyph, strings.Join(named, ", ")}}
	}
	return out, nil
}

func writeJSON(in Input) (Output, error) {
	b, err := schema.Encode(in.Report)
	return Output{Bytes: b}, err
}
