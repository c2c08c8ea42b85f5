// Package docx reads WordprocessingML packages (DOCX, DOCM, DOTX, DOTM and the
// flat XML form, transitional and strict) into package doc: tables as written
// with their merge marks, text in its final version.
//
// It knows ISO/IEC 29500-1 (the clauses are cited as §) and what Word and WPS
// make of it; it knows nothing of annual reports and resolves no merges. It
// loses nothing silently: whatever it leaves out, it notes.
package docx

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// reader is the state of one reading.
type reader struct {
	pkg       *opc.Package
	limits    opc.Limits
	doc       *doc.Document
	styles    *styles
	numbering *numbering // nil until a paragraph asks for a number
	asked     bool       // the numbering part was looked for
	relations map[string]opc.Relation
	mainPart  string
	mainRels  []opc.Relation

	// The part being read.
	s    *opc.Scanner
	part string

	// The place in it: numbers from 1, 0 outside tables.
	table, row, cell int
	tables           int // tables begun so far
	rowStart         int // where the rows of the open table begin on the row stack
	shown            int // paragraphs and tables so far that can be seen
	// Written so far, against the limits.
	cells, rows, blocks, noted, written int

	arena
	buf        []byte // text of the open paragraphs, the innermost last
	fields     fields
	stretches  [7]stretch
	prompt     bool // in a content control that shows its prompt
	pieces     int
	free       *para
	runLooks   [remembered]runLook
	paraLooks  [remembered]paraLook
	runNext    int
	paraNext   int
	hiddenAll  bool  // a table style hides its text
	lost       error // a limit met while another part was being read
	references []reference
	footnotes  map[string]bool
	endnotes   map[string]bool
}

// reference is a header or footer that a section asks for.
type reference struct {
	kind doc.AsideKind
	id   string
}

// Read reads a container. An error means that there is nothing to go on with:
// another format, a limit, a package without a readable main part.
func Read(data []byte, limits opc.Limits) (doc.Document, error) {
	pkg, err := opc.Open(data, limits)
	if err != nil {
		return doc.Document{}, err
	}
	r := &reader{pkg: pkg, limits: pkg.Limits(), doc: &doc.Document{Format: "docx"}}
	defer pkg.Release() // what stays of the parts are copies
	if r.mainPart, err = pkg.Main(); err != nil {
		return doc.Document{}, err
	}
	if r.mainRels, err = pkg.Relations(r.mainPart); err != nil {
		return doc.Document{}, err
	}
	if len(r.mainRels) == 0 {
		r.mainRels = r.guessRelations()
	}
	r.noteRelations()
	if err := r.readStyles(); err != nil {
		return doc.Document{}, err
	}
	if err := r.main(); err != nil {
		return doc.Document{}, err
	}
	if r.lost != nil {
		return doc.Document{}, r.lost
	}
	if err := r.asides(); err != nil {
		return doc.Document{}, err
	}
	if err := r.properties(); err != nil {
		return doc.Document{}, err
	}
	r.remarks()
	return *r.doc, nil
}

// main reads the main story.
func (r *reader) main() error {
	name := r.mainPart
	data, err := r.pkg.Read(name)
	if err != nil {
		return err
	}
	r.enter(name, r.mainRels)
	r.fields.part = data
	r.s = opc.NewScanner(data, r.limits.MaxDepth)
	r.s.MaxText = r.limits.MaxText
	body := false
	for t := r.s.Next(); t != opc.EOF; t = r.s.Next() {
		if t != opc.Start {
			continue
		}
		switch r.s.Name {
		case opc.W | opc.Document, opc.W | opc.GlossaryDocument:
		case opc.W | opc.Body:
			body = true
			r.doc.Blocks = append(r.doc.Blocks, r.story()...)
		default:
			if r.s.Depth() == 1 {
				return &opc.FormatError{Found: fmt.Sprintf("the main part %s is not WordprocessingML; open the file in Word or WPS and save it as DOCX", name)}
			}
			r.s.Skip()
		}
	}
	broken := r.s.Broken()
	if err := r.leave(); err != nil {
		return err
	}
	if broken != nil && len(r.doc.Blocks) == 0 {
		return fmt.Errorf("read %s: %w; get the file again", name, broken)
	}
	if !body {
		return fmt.Errorf("read %s: there is no document in it; get the file again", name)
	}
	return nil
}

// enter begins a part.
func (r *reader) enter(part string, relations []opc.Relation) {
	r.part = part
	r.table, r.row, r.cell = 0, 0, 0
	r.fields = fields{}
	// What was remembered belongs to another part.
	r.runLooks, r.paraLooks = [remembered]runLook{}, [remembered]paraLook{}
	r.relations = make(map[string]opc.Relation, len(relations))
	for _, rel := range relations {
		r.relations[rel.ID] = rel
	}
}

// leave ends a part: a limit is an error, a break is a note.
func (r *reader) leave() error {
	defer func() {
		r.s.Release()
		r.s = nil
	}()
	if err := r.s.Err(); err != nil {
		return r.wrap(err)
	}
	r.broken(r.s.Broken())
	return nil
}

func isLimit(err error) bool {
	var limit *opc.LimitError
	return errors.As(err, &limit)
}

// noteLost notes a part that could not be read.
func (r *reader) noteLost(part string, err error) {
	r.note(doc.BrokenXML, doc.Pos{Part: part}, err.Error())
}

func (r *reader) wrap(err error) error {
	var limit *opc.LimitError
	if errors.As(err, &limit) {
		return &opc.LimitError{Flag: limit.Flag, Detail: fmt.Sprintf("read %s: %s", r.part, limit.Detail)}
	}
	return fmt.Errorf("read %s: %w", r.part, err)
}

// broken notes where a part stopped being XML.
func (r *reader) broken(b *opc.Broken) {
	if b == nil {
		return
	}
	detail := b.Error()
	if b.Rest > 0 {
		detail += fmt.Sprintf("; %d tables behind it were not read", b.Rest)
	}
	r.doc.Notes = append(r.doc.Notes, doc.Note{Code: doc.BrokenXML, Pos: doc.Pos{Part: r.part, Offset: b.Offset, Table: r.table, Row: r.row, Cell: r.cell}, Detail: detail})
}

// stop ends the reading with a limit.
func (r *reader) stop(flag, format string, args ...any) {
	r.s.Stop(&opc.LimitError{Flag: flag, Detail: fmt.Sprintf(format, args...)})
}

// pos is the place of the last tag.
func (r *reader) pos() doc.Pos {
	return doc.Pos{Part: r.part, Offset: r.s.At, Table: r.table, Row: r.row, Cell: r.cell}
}

func (r *reader) note(code doc.NoteCode, pos doc.Pos, detail string) {
	r.doc.Notes = append(r.doc.Notes, doc.Note{Code: code, Pos: pos, Detail: detail})
	r.noted += len(detail)
	if r.s != nil && (len(r.doc.Notes) > r.limits.MaxCells || r.noted > r.limits.AllText()) {
		r.stop("--max-cells", "more notes than %d, or longer than %d bytes, at byte %d", r.limits.MaxCells, r.limits.AllText(), r.s.At)
	}
}

// countText keeps the whole text within the limit.
func (r *reader) countText(n int) {
	if r.written += n; r.written > r.limits.AllText() {
		r.stop("--max-text", "text of more than %d bytes in all at byte %d", r.limits.AllText(), r.s.At)
	}
}

// guessRelations stands in for a lost relationship part: the usual names
// beside the main part. Headers and footers are found, but not by which
// section; notes.go reads them all.
func (r *reader) guessRelations() []opc.Relation {
	dir := path.Dir(r.mainPart)
	var out []opc.Relation
	for _, name := range r.pkg.Names() {
		if !strings.EqualFold(path.Dir(name), dir) || !strings.EqualFold(path.Ext(name), ".xml") {
			continue
		}
		base := strings.ToLower(strings.TrimSuffix(path.Base(name), path.Ext(name)))
		kind := strings.TrimRight(base, "0123456789")
		switch kind {
		case "styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer":
			out = append(out, opc.Relation{ID: "\x00" + base, Kind: kind, Target: name})
		}
	}
	if len(out) > 0 {
		r.note(doc.PackageRepaired, doc.Pos{Part: r.mainPart}, "the main part's relationships are missing; its parts were found by their names")
	}
	return out
}

// related finds the part that the main part relates to by kind.
func (r *reader) related(kind string) (string, bool) {
	for _, rel := range r.mainRels {
		if rel.Kind == kind && !rel.External {
			if name, ok := r.pkg.Name(rel.Target); ok {
				return name, true
			}
			r.note(doc.PartMissing, doc.Pos{Part: r.mainPart}, rel.Target)
		}
	}
	return "", false
}

// noteRelations tells of what lies outside the package or could act.
func (r *reader) noteRelations() {
	for _, rel := range r.mainRels {
		r.noteRelation(r.mainPart, rel)
	}
}

func (r *reader) noteRelation(part string, rel opc.Relation) {
	pos := doc.Pos{Part: part}
	scheme, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(rel.Target)), ":")
	switch {
	case rel.External && (scheme == "javascript" || scheme == "vbscript" || scheme == "data" || scheme == "file"):
		r.note(doc.ActiveContent, pos, rel.Kind+" "+rel.Target)
	case rel.External && rel.Kind != "hyperlink":
		r.note(doc.ExternalLink, pos, rel.Target)
	case rel.Kind == "vbaProject":
		r.note(doc.ActiveContent, pos, "macros: "+rel.Target)
	}
}

// remarks turns what the container had to say into notes.
func (r *reader) remarks() {
	codes := map[opc.RemarkKind]doc.NoteCode{
		opc.Repaired:  doc.PackageRepaired,
		opc.Duplicate: doc.PartDuplicate,
		opc.Checksum:  doc.ChecksumWrong,
		opc.Damaged:   doc.BrokenXML,
		opc.Missing:   doc.PartMissing,
	}
	for _, m := range r.pkg.Remarks {
		r.note(codes[m.Kind], doc.Pos{Part: m.Part, Offset: m.Offset}, m.Detail)
	}
}
