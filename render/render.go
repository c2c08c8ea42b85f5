// Package render lists the formats that a report can be written in. A format is
// a name, an extension and a function; it knows the report and, for a mended
// copy, the document's bytes, and nothing of files and folders.
package render

import (
	"github.com/nianbao/nianbao/render/docx"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// Format is one kind of output.
type Format struct {
	// Name is what a person asks for; Extension is what the file's name ends
	// in, without the dot.
	Name, Extension string
	Write           func(Input) (Output, error)
}

// Input is what a format is written from. Formats read it only, and may be
// written from one Input at the same time.
type Input struct {
	Report schema.Report
	// Source is the document that the report was read from.
	Source  []byte
	Options Options
}

// Options are choices of edition and language; the zero value is the clean
// edition in Chinese. The JSON depends on none of them.
type Options struct {
	// Review marks each figure that is not as given, with its reason.
	Review bool
	// English writes headings and labels in English.
	English bool
	// Accept writes a mended copy in plain text instead of tracked changes;
	// Limits are those that the document was read with.
	Accept bool
	Limits docx.Limits
	// Fonts are an office's own faces for PDF; nil means those that nianbao has.
	Fonts Fonts
	// Forms are those that the report was read with; nil means the known ones.
	Forms []*template.Form
}

// Output is one file's content.
type Output struct {
	Bytes   []byte
	Remarks []Remark
}

// Remark is something about the output that the report does not say, because
// it depends on fonts or on the format.
type Remark struct {
	Code RemarkCode
	// Detail is the case: the characters, the ids.
	Detail string
}

// RemarkCode says what a remark is about.
type RemarkCode string

// The remarks.
const (
	// NoGlyph: no font at hand has the characters of Detail; a mark stands for each.
	NoGlyph RemarkCode = "no-glyph"
	// NoCell: the figures of Detail have no cell to be written in.
	NoCell RemarkCode = "no-cell"
	// NotMended is what else a mended copy lacks; Detail is the sentence.
	NotMended RemarkCode = "not-mended"
)
