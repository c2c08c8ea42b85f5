package normalize

import (
	"slices"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/match"
	"github.com/nianbao/nianbao/schema/message"
	"github.com/nianbao/nianbao/schema/template"
)

// tableFindings tells how the form tables were found and what of them was not.
func tableFindings(t schema.Template, placed match.Result, s story, l laid, forms []*template.Form) []schema.Finding {
	var out []schema.Finding
	if len(placed.Found) == 0 {
		out = append(out, message.Find("table-missing/none", nil))
	}
	for i := range placed.Found {
		out = append(out, placingFindings(&placed.Found[i])...)
	}
	if len(placed.Found) > 0 {
		for _, table := range wanted(t, forms) {
			if t.Tables.Of(table.ID) != "" {
				continue
			}
			key := "table-missing"
			if s.images[table.Section] {
				key = "table-missing/picture"
			}
			out = append(out, message.Find(key, message.Args{"table": {Zh: table.Title, En: table.TitleEn}}))
		}
	}
	repeated := map[int]bool{}
	for _, i := range placed.Repeated {
		repeated[i] = true
	}
	for i := range l.tables {
		if placed.Owner[i] != "" || repeated[i] || l.margin[i] || i >= s.first || !written(&l.tables[i]) {
			continue
		}
		f := message.Find("table-unknown", message.Args{"number": message.Int(i + 1)})
		f.At = &schema.Place{Table: i, Row: l.tables[i].Cells[0].Row, Column: l.tables[i].Cells[0].Column}
		out = append(out, f)
	}
	return out
}

// written tells whether anything stands in a table's own cells.
func written(t *schema.Table) bool {
	for i := range t.Cells {
		if clean(t.Cells[i].Text) != "" {
			return true
		}
	}
	return false
}

// noteKeys are the messages of the notes that are told one by one.
var noteKeys = map[match.NoteCode]string{
	match.RowForeign:     "row-orphaned/foreign",
	match.RowAgain:       "row-orphaned/again",
	match.RowDoubled:     "row-orphaned/doubled",
	match.RowMoved:       "row-order",
	match.LabelSimilar:   "label-mistyped",
	match.ColumnForeign:  "column-foreign",
	match.CellOrphaned:   "column-shifted/cell",
	match.CellsShifted:   "column-shifted",
	match.TableJoined:    "table-joined",
	match.TableRepeated:  "table-repeated",
	match.TableDiffers:   "table-repeated/differs",
	match.TableOtherYear: "table-repeated/year",
}

// listKeys are the messages of those that are told together, in this order.
var listKeys = []struct {
	code match.NoteCode
	key  string
}{
	{match.RowByPosition, "label-restored"}, {match.ColumnByPosition, "label-restored/column"},
	{match.RowMissing, "row-missing"}, {match.ColumnMissing, "column-missing"},
}

// noteList is what notes of one code are about.
type noteList struct {
	names []message.Text
	ids   []string
	at    *schema.Place
}

// placingFindings tells what placing one form table noticed.
func placingFindings(f *match.Found) []schema.Finding {
	var out []schema.Finding
	var orphans []schema.Place
	lists := map[match.NoteCode]*noteList{}
	for i := range f.Notes {
		n := &f.Notes[i]
		switch n.Code {
		case match.RowOrphaned:
			orphans = append(orphans, *n.At)
		case match.RowMissing, match.RowByPosition, match.ColumnMissing, match.ColumnByPosition:
			l := lists[n.Code]
			if l == nil {
				l = &noteList{at: n.At}
				lists[n.Code] = l
			}
			name, ids := concerned(f.Table, n)
			l.names, l.ids = append(l.names, name), append(l.ids, ids...)
		default:
			out = append(out, noteFinding(f, n, noteKeys[n.Code]))
		}
	}
	if len(orphans) > 0 {
		// Rows without labels and rows that are not there are one fault.
		out = append(out, orphansFinding(orphans, lists[match.RowMissing]))
		delete(lists, match.RowMissing)
	}
	for _, k := range listKeys {
		if l := lists[k.code]; l != nil {
			finding := message.Find(k.key, message.Args{"table": titleOf(f.Table), "n": message.Int(len(l.names)), "rows": message.List(l.names, 12)})
			finding.Facts, finding.At = l.ids, l.at
			out = append(out, finding)
		}
	}
	return out
}

func titleOf(t *template.Table) message.Text { return message.Text{Zh: t.Title, En: t.TitleEn} }

// concerned is the row or column of a form that a note is about, and its facts;
// empty where it is about neither.
func concerned(t *template.Table, n *match.Note) (name message.Text, ids []string) {
	switch {
	case n.Slot >= 0:
		name.Zh, name.En = t.RowName(n.Block, n.Slot)
		if name.Zh == "" { // the form prints no label
			name = message.Text{Zh: "数字所在的行", En: "the row of figures"}
		}
	case n.Column >= 0:
		name.Zh, name.En = t.ColumnName(n.Block, n.Column)
	default:
		return name, nil
	}
	for i := range t.Facts {
		if f := &t.Facts[i]; f.Block == n.Block && (n.Slot >= 0 && f.Row == n.Slot || n.Slot < 0 && f.Column == n.Column) {
			ids = append(ids, f.ID)
		}
	}
	return name, ids
}

// noteFinding tells one note.
func noteFinding(f *match.Found, n *match.Note, key string) schema.Finding {
	name, ids := concerned(f.Table, n)
	args := message.Args{"table": titleOf(f.Table), "rows": name, "text": message.Quote(n.Text, 30)}
	if n.At != nil {
		args["number"], args["row"] = message.Int(n.At.Table+1), message.Int(n.At.Row+1)
	}
	switch n.Code {
	case match.TableJoined:
		args["n"] = message.Int(len(f.Tables))
	case match.TableRepeated, match.TableDiffers, match.TableOtherYear:
		args["number"], args["other"] = message.Int(n.Table+1), message.Int(f.Tables[0]+1)
		if n.Code == match.TableDiffers {
			ids = n.Facts
		}
	}
	finding := message.Find(key, args)
	finding.At = n.At
	if ids != nil {
		finding.Facts = ids
	} else if n.At == nil {
		finding.Section = f.Table.Section
	}
	return finding
}

// orphansFinding tells of rows that could not be placed, and of those of the
// form that were not found, if any.
func orphansFinding(orphans []schema.Place, missing *noteList) schema.Finding {
	key, args := "row-orphaned", message.Args{"where": rowsText(orphans)}
	if missing != nil {
		key, args["n"], args["rows"] = "row-orphaned/missing", message.Int(len(missing.names)), message.List(missing.names, 12)
	}
	finding := message.Find(key, args)
	finding.At = &orphans[0]
	if missing != nil {
		finding.Facts = missing.ids
	}
	return finding
}

// rowsText names rows: 表2第6至8行.
func rowsText(rows []schema.Place) message.Text {
	var out message.Text
	for i := 0; i < len(rows); {
		first, last := rows[i], rows[i]
		for i++; i < len(rows) && rows[i].Table == last.Table && rows[i].Row == last.Row+1; i++ {
			last = rows[i]
		}
		zh := strconv.Itoa(first.Row + 1)
		en := "row " + zh
		if last != first {
			zh, en = zh+"至"+strconv.Itoa(last.Row+1), "rows "+zh+" to "+strconv.Itoa(last.Row+1)
		}
		table := strconv.Itoa(first.Table + 1)
		if out.Zh != "" {
			out.Zh, out.En = out.Zh+"、", out.En+"; "
		}
		out.Zh, out.En = out.Zh+"表"+table+"第"+zh+"行", out.En+"table "+table+", "+en
	}
	return out
}

// storyFindings tells what is wrong with the chapters and the years.
func storyFindings(form string, s story, forms []*template.Form) []schema.Finding {
	var out []schema.Finding
	have := map[string]bool{}
	numbered := 0
	for _, section := range s.sections {
		have[section.ID] = true
		if section.ID != "preface" && section.ID != "unknown" {
			numbered++
		}
	}
	order := map[string]int{}
	if numbered > 0 && (form == schema.Form2021 || form == schema.Form2019) {
		// Chapters of other forms are free.
		for _, want := range forms[0].Sections {
			order[want.ID] = want.Number
			if !have[want.ID] {
				f := message.Find("section-missing", message.Args{"n": {Zh: "一二三四五六七八九"[3*(want.Number-1) : 3*want.Number], En: strconv.Itoa(want.Number)}, "text": {Zh: want.Heading, En: want.En}})
				f.Section = want.ID
				out = append(out, f)
			}
		}
	}
	last := 0
	for _, section := range s.sections {
		n := order[section.ID]
		if n > 0 && n < last {
			f := message.Find("section-order", message.Args{"text": message.Same(*section.Heading)})
			f.Section = section.ID
			out = append(out, f)
		}
		last = max(last, n)
	}
	if s.year != nil && s.stated != 0 && *s.year != s.stated {
		f := message.Find("year-inconsistent", message.Args{"text": message.Int(*s.year), "other": message.Int(s.stated)})
		for _, section := range s.sections {
			if slices.ContainsFunc(section.Blocks, func(b schema.Block) bool { return strings.Contains(b.Text, s.statedBy) }) {
				f.Section, f.Excerpt = section.ID, s.statedBy
				break
			}
		}
		out = append(out, f)
	}
	if s.rest != "" {
		out = append(out, message.Find("report-repeated", message.Args{"text": message.Quote(s.rest, 40)}))
	}
	return out
}
