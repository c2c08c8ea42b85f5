package render

import "github.com/nianbao/nianbao/render/docx"

// NotDOCX is the error of a document that no mended copy can be made of: what
// it is, and what to do, in both languages.
type NotDOCX = docx.Refused

// writeMended writes a copy of the source with the figures in their cells.
func writeMended(in Input) (Output, error) {
	o := in.Options
	written, err := docx.Write(in.Source, in.Report, docx.Options{Accept: o.Accept, English: o.English, Limits: o.Limits, Forms: o.Forms})
	if err != nil {
		return Output{}, err
	}
	out := Output{Bytes: written.Bytes}
	for _, r := range written.Remarks {
		if r.Why == docx.NoCell {
			out.Remarks = append(out.Remarks, Remark{NoCell, r.Which})
		} else {
			out.Remarks = append(out.Remarks, Remark{NotMended, r.Text})
		}
	}
	return out, nil
}
