package tidy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/nianbao/nianbao/schema"
)

// PackageFile and ComparableFile are the names of the files beside a table.
const (
	PackageFile    = "datapackage.json"
	ComparableFile = "comparable.csv"
)

// generator marks a descriptor as ours.
const generator = "nianbao export"

// ErrForeign is the error of a descriptor that another program or a person
// made: it is not changed.
var ErrForeign = errors.New("not a descriptor that nianbao export made")

// File is a table that was written.
type File struct {
	// Name is its name beside the descriptor.
	Name    string
	Format  string
	Options Options
	Summary Summary
	Bytes   int64
	// SHA256 is in lower-case hexadecimal.
	SHA256 string
}

// CheckPackage tells whether a descriptor is one that Package may change; nil
// is one that is not there.
func CheckPackage(previous []byte) error {
	if previous == nil {
		return nil
	}
	_, err := readPackage(previous)
	return err
}

func readPackage(previous []byte) (map[string]json.RawMessage, error) {
	var kept map[string]json.RawMessage
	if err := json.Unmarshal(previous, &kept); err != nil {
		return nil, fmt.Errorf("read %s: %w", PackageFile, err)
	}
	var by string
	if err := json.Unmarshal(kept["generator"], &by); err != nil || by != generator {
		return nil, fmt.Errorf("read %s: %w", PackageFile, ErrForeign)
	}
	return kept, nil
}

// Package is the Data Package (v2) descriptor of a table and of the table of
// comparable figures, of comparableBytes bytes and its hash. Of the one that was
// there before, previous, it keeps what a person added, such as licenses, and
// the tables of other names that exist reports as still there.
func Package(f File, comparable []byte, comparableSHA256 string, previous []byte, exists func(name string) bool) ([]byte, error) {
	kept := map[string]json.RawMessage{}
	if previous != nil {
		var err error
		if kept, err = readPackage(previous); err != nil {
			return nil, err
		}
	}
	main, err := f.resource()
	if err != nil {
		return nil, err
	}
	resources := []any{main}
	var before []json.RawMessage
	if kept["resources"] != nil {
		if err := json.Unmarshal(kept["resources"], &before); err != nil {
			return nil, fmt.Errorf("read %s: resources: %w", PackageFile, err)
		}
	}
	for _, raw := range before {
		var old struct {
			Path string `json:"path"`
		}
		if json.Unmarshal(raw, &old) == nil && old.Path != "" && old.Path != f.Name && old.Path != ComparableFile && exists(old.Path) {
			resources = append(resources, raw)
		}
	}
	slices.SortFunc(resources[1:], func(a, b any) int { return bytes.Compare(a.(json.RawMessage), b.(json.RawMessage)) })
	resources = append(resources, comparableResource(int64(len(comparable)), comparableSHA256))

	ours := map[string]any{
		"$schema":     "https://datapackage.org/profiles/2.0/datapackage.json",
		"name":        "nianbao-export",
		"title":       "政府信息公开工作年度报告：数据",
		"title_en":    "Annual reports on open government information: figures",
		"description": "每个数字都带有状态（status）：原有、补齐、按空白为零、人工填入、未定或矛盾。空值表示没有数值，不等于 0。许可（licenses）由发布者填写，再次导出时保留。",
		"description_en": "Every figure has a status that says where it comes from. A missing value means that there is none; it is not 0. " +
			"The licence (licenses) is for the publisher to fill in; exporting again keeps it.",
		"generator": generator,
		"sources":   f.sources(),
		"resources": resources,
	}
	for _, own := range []string{"name", "title", "title_en", "description", "description_en", "sources"} {
		if raw := kept[own]; raw != nil {
			ours[own] = raw // a person may have put it better
		}
	}
	for key, raw := range kept {
		if ours[key] == nil {
			ours[key] = raw
		}
	}
	return orderedJSON(ours, "$schema", "name", "title", "title_en", "description", "description_en", "generator", "licenses", "sources", "resources")
}

// orderedJSON writes an object with some keys first, the others in their own order.
func orderedJSON(o map[string]any, first ...string) ([]byte, error) {
	keys := slices.Sorted(maps.Keys(o))
	keys = slices.DeleteFunc(keys, func(k string) bool { return slices.Contains(first, k) })
	var b bytes.Buffer
	b.WriteByte('{')
	n := 0
	for _, k := range append(slices.Clone(first), keys...) {
		if o[k] == nil {
			continue
		}
		if n++; n > 1 {
			b.WriteByte(',')
		}
		b.Write(plainJSON(k))
		b.WriteByte(':')
		b.Write(plainJSON(o[k]))
	}
	b.WriteByte('}')
	var out bytes.Buffer
	if err := json.Indent(&out, b.Bytes(), "", " "); err != nil {
		return nil, fmt.Errorf("write %s: %w", PackageFile, err)
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}

// source is where data came from.
type source struct {
	Title string `json:"title"`
}

// sources names the forms; the reports themselves are in the data.
func (f File) sources() []source {
	s := []source{{"各机关的政府信息公开工作年度报告，见数据的 report 和 sha256 列 / the annual reports of the bodies, named in the columns report and sha256"}}
	for _, form := range f.Options.forms() {
		s = append(s, source{form.Name + "（" + form.Notice + "）"})
	}
	return s
}

// resource is one file of a Data Package.
type resource struct {
	Name        string         `json:"name"`
	Path        string         `json:"path"`
	Type        string         `json:"type"`
	Title       string         `json:"title"`
	TitleEn     string         `json:"title_en"`
	Description string         `json:"description,omitempty"`
	Format      string         `json:"format"`
	MediaType   string         `json:"mediatype"`
	Encoding    string         `json:"encoding,omitempty"`
	Bytes       int64          `json:"bytes"`
	Hash        string         `json:"hash"`
	Dialect     map[string]any `json:"dialect,omitempty"`
	Counts      *counts        `json:"counts,omitempty"`
	Schema      tableSchema    `json:"schema"`
}

// counts say what is in a table, and what was left out of it.
type counts struct {
	Reports  int                   `json:"reports"`
	Rows     int                   `json:"rows"`
	Statuses map[schema.Status]int `json:"figures_by_status"`
	// Only are the statuses asked for; absent where all were.
	Only []schema.Status `json:"only_status,omitempty"`
}

var mediaTypes = map[string]string{
	JSONL: "application/jsonl", CSV: "text/csv", Parquet: "application/vnd.apache.parquet",
	XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// csvDialect is RFC 4180.
var csvDialect = map[string]any{"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": `"`, "doubleQuote": true, "header": true}

// csvNote says what Harmless does.
const csvNote = "CSV 的文字列中，以 = + - @、制表符、换行、撇号或全角 ＝＋－＠ 开头的内容前加了一个撇号，以免电子表格当作公式运行；去掉开头一个撇号即为原文。数字列没有改动。 / " +
	"In text columns of CSV, a cell that begins with = + - @, a tab, a line break, an apostrophe or full-width ＝＋－＠ has one apostrophe more at its beginning, so that no spreadsheet runs it; take one off to have the text as it was. Columns of numbers are unchanged."

func (f File) resource() (resource, error) {
	columns, err := Columns(f.Options)
	if err != nil {
		return resource{}, err
	}
	r := resource{
		Name: slug(f.Name), Path: f.Name, Type: "table", Title: "数字，每行一个", TitleEn: "figures, one a row",
		Format: f.Format, MediaType: mediaTypes[f.Format], Bytes: f.Bytes, Hash: "sha256:" + f.SHA256,
		Counts: &counts{f.Summary.Reports, f.Summary.Rows, f.Summary.Statuses, f.Options.Statuses},
		Schema: schemaFor(columns, f.Format, "report", "id"),
	}
	r.Schema.ForeignKeys = []foreignKey{{[]string{"template", "id"}, reference{slug(ComparableFile), []string{"template", "id"}}}}
	if f.Options.Wide {
		r.Title, r.TitleEn = "年报，每行一份", "reports, one a row"
		r.Schema.PrimaryKey, r.Schema.ForeignKeys = []string{"report"}, nil
	}
	switch f.Format {
	case CSV:
		r.Encoding, r.Dialect, r.Description = "utf-8", csvDialect, csvNote
	case JSONL:
		r.Encoding = "utf-8"
	case XLSX:
		r.Dialect = map[string]any{"headerRows": []int{heads}, "sheetName": factsSheet}
		if f.Summary.Cut > 0 {
			r.Description = fmt.Sprintf("%d 处文字超过单元格上限，已截断并注明 / %d texts too long for a cell end in a mark", f.Summary.Cut, f.Summary.Cut)
		}
	}
	return r, nil
}

func comparableResource(size int64, sha string) resource {
	return resource{
		Name: slug(ComparableFile), Path: ComparableFile, Type: "table", Title: "哪些数字可以跨表样比较", TitleEn: "which figures may be compared across forms",
		Description: csvNote, Format: CSV, MediaType: mediaTypes[CSV], Encoding: "utf-8", Bytes: size, Hash: "sha256:" + sha,
		Dialect: csvDialect, Schema: schemaFor(comparableColumns, CSV, "template", "id"),
	}
}

// slug is a resource's name: that of its file, in lower case, with hyphens.
func slug(file string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' {
			return unicode.ToLower(r)
		}
		return '-'
	}, file)
	if file == ComparableFile {
		name = strings.TrimSuffix(file, path.Ext(file))
	}
	return name
}
