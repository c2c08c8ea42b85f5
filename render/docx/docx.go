// Package docx writes the draft, mended: a copy of a DOCX in which the figures
// that a report repaired, assumed or was supplied with stand in their cells,
// and nothing else is changed. Each is a tracked insertion that Word and WPS
// show and can undo, or plain text where that is asked for.
//
// It knows WordprocessingML (the clauses of ISO/IEC 29500-1 are cited as §) and
// the report; whether a figure is right is not its business. A figure is put
// only where the reader found its cell: rows and columns are never added. What
// it cannot do without a doubt it leaves, and says.
//
// The package is opened and written by github.com/nguyenthenguyen/docx. That
// library knows the main part by one name, reads without limit and ignores
// errors of copying, so the archive is checked before (archive.go) and the copy
// after, part by part and by our own reader (verify.go). What the library does
// not keep of an archive is what no reader of documents looks at: the times of
// its members, how each is packed, and what stands around it.
package docx

import (
	"bytes"
	"fmt"

	"github.com/nguyenthenguyen/docx"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// Options choose how figures are put in. The zero value tracks them and says
// what it left in Chinese.
type Options struct {
	// Accept writes plain text in the place of tracked changes.
	Accept bool
	// English makes Output.Remarks English.
	English bool
	// Limits are those that the report was read with.
	Limits Limits
	// Forms are those that the report was read with; nil means the known ones.
	Forms []*template.Form
}

// Output is one mended copy.
type Output struct {
	// Bytes are the original's where there was nothing to write.
	Bytes []byte
	// Written are the ids of the figures that were put in, in the report's order.
	Written []string
	// Left are the figures that were not, in the report's order.
	Left []Left
	// Remarks say how many were left and which, and what else a person should
	// know of the copy.
	Remarks []Remark
}

// Remark is one thing to tell of a copy, in the language of Options.
type Remark struct {
	Why Reason
	// Text is the sentence; Which is its end alone: how many figures, and their
	// names and ids.
	Text, Which string
}

// Limits are the reader's.
type Limits = parse.Limits

// Left is a figure of the report that the copy does not have.
type Left struct {
	ID  string
	Why Reason
}

// Reason says why a figure was not written.
type Reason string

// The reasons.
const (
	NoCell    Reason = "no-cell"   // its row, column or table is missing
	Merged    Reason = "merged"    // a merged cell covers its place, or holds several figures
	Elsewhere Reason = "elsewhere" // its cell is not in the main part
	TwoForms  Reason = "two-forms" // its cell stands twice in the file, for newer and older programs
	Bound     Reason = "bound"     // its cell shows data kept elsewhere in the file, which would come back
	Mixed     Reason = "mixed"     // its cell holds more than text: a picture, an equation, half a field
	Unseen    Reason = "unseen"    // it would not be read: a style hides the cell's text
	Signed    Reason = "signed"    // of a remark alone: the file's signature does not hold for the copy
)

// Refused is the error of a file that cannot be mended: what it is, and what to do.
type Refused struct{ Zh, En string }

func (e *Refused) Error() string { return e.En }

// mainPart is the only name under which the library finds the main part, and
// mainRelations the part that it asks for besides.
const (
	mainPart      = "word/document.xml"
	mainRelations = "word/_rels/document.xml.rels"
)

// Write mends a copy of the document that the report was read from. The same
// input gives the same bytes. An error is a file that cannot be mended (a
// *Refused, *parse.FormatError or *parse.LimitError), a report of another file,
// or a defect.
func Write(original []byte, r schema.Report, o Options) (Output, error) {
	d, err := parse.Document(original, o.Limits)
	if err != nil {
		return Output{}, err
	}
	if d.Format != "docx" {
		return Output{}, &Refused{"只有 DOCX 文件可以写出修补稿", "only DOCX can be mended; take another format for this file"}
	}
	a, err := openArchive(original, o.Limits)
	if err != nil {
		return Output{}, err
	}
	p, err := place(&d, &r)
	if err != nil {
		return Output{}, err
	}
	out := Output{Bytes: bytes.Clone(original)}
	if len(p.figures) > 0 {
		if err := a.suits(); err != nil {
			return Output{}, err
		}
		if out.Bytes, err = a.mend(p, o); err != nil {
			return Output{}, err
		}
	}
	for i := range r.Facts {
		id := r.Facts[i].ID
		if why, ok := p.left[id]; ok {
			out.Left = append(out.Left, Left{id, why})
		} else if p.written[id] {
			out.Written = append(out.Written, id)
		}
	}
	out.Remarks = remarks(&r, out, a.signed, o)
	return out, nil
}

// mend writes the copy. A figure that our reader would not see in it is taken
// out again, and the copy made without it.
func (a *archive) mend(p *placing, o Options) ([]byte, error) {
	source, err := docx.ReadDocxFromMemory(bytes.NewReader(a.data), int64(len(a.data)))
	if err != nil {
		return nil, fmt.Errorf("open the copy: %w", err)
	}
	defer source.Close()
	content := source.Editable().GetContent()
	for range 3 {
		edited, err := edit(content, p, &writer{accept: o.Accept, id: a.nextID})
		if err != nil {
			return nil, err
		}
		if len(p.figures) == 0 {
			return bytes.Clone(a.data), nil // each was left, with its reason
		}
		copied := source.Editable()
		copied.SetContent(edited)
		var buf bytes.Buffer
		buf.Grow(len(a.data) + len(a.data)/8)
		if err := copied.Write(&buf); err != nil {
			return nil, fmt.Errorf("write the copy: %w", err)
		}
		if err := a.sameParts(buf.Bytes(), edited); err != nil {
			return nil, err
		}
		unseen, err := p.reread(buf.Bytes(), o.Limits)
		if err != nil {
			return nil, err
		}
		if len(unseen) == 0 {
			for _, f := range p.figures {
				p.written[f.id] = true
			}
			return buf.Bytes(), nil
		}
		p.drop(unseen, Unseen)
	}
	return nil, fmt.Errorf("check the copy: figures are not read where they were written, which is a defect of this program")
}
