package tidy

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/schema"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

// cells are a table as every reader sees it: "∅" where there is no value.
type cells [][]string

const missing = "∅"

// straight is a table without any format between.
func straight(t *testing.T, o Options, reports []schema.Report) cells {
	t.Helper()
	shape, err := newShape(o)
	if err != nil {
		t.Fatal(err)
	}
	var out cells
	for _, r := range reports {
		if err := shape.rows(r, func(schema.Status) {}, func(row []cell) error {
			line := make([]string, len(row))
			for i, c := range row {
				switch {
				case c.null:
					line[i] = missing
				case shape.columns()[i].Type == Integer || shape.columns()[i].Type == Number:
					line[i] = c.number.String()
				default:
					line[i] = c.text
				}
			}
			out = append(out, line)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// same compares tables; of numbers, the digits that the format keeps.
func same(t *testing.T, what string, digits int, columns []Column, got, want cells) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d rows, want %d", what, len(got), len(want))
	}
	for r := range want {
		for c := range want[r] {
			g, w := got[r][c], want[r][c]
			if g == w {
				continue
			}
			if columns[c].Type == Number && g != missing && w != missing {
				x, errX := strconv.ParseFloat(g, 64)
				y, errY := strconv.ParseFloat(w, 64)
				if errX == nil && errY == nil && strconv.FormatFloat(x, 'g', digits, 64) == strconv.FormatFloat(y, 'g', digits, 64) {
					continue
				}
			}
			t.Fatalf("%s: row %d, %s is %q, want %q", what, r, columns[c].Name, g, w)
		}
	}
}

func TestEveryFormatSaysTheSame(t *testing.T) {
	reports := append(samples(t), odd())
	for _, o := range []Options{{}, {Wide: true}, {Wide: true, Form: "2019", Statuses: []schema.Status{schema.Given}}, {Wide: true, Form: "2014"}} {
		columns, err := Columns(o)
		if err != nil {
			t.Fatal(err)
		}
		want := straight(t, o, reports)
		what := fmt.Sprintf("wide %v %s: ", o.Wide, o.Form)
		same(t, what+JSONL, 17, columns, readJSONL(t, columns, made(t, JSONL, o, reports...)), want)
		same(t, what+Parquet, 17, columns, readParquet(t, columns, made(t, Parquet, o, reports...)), want)
		same(t, what+CSV, 17, columns, readCSV(t, columns, made(t, CSV, o, reports...)), spread(want, "\r\n", "\n"))
		same(t, what+XLSX, 17, columns, readXLSX(t, columns, made(t, XLSX, o, reports...)), spread(want))
	}
}

// spread is a table for readers that do not tell blank from missing, with
// texts replaced as strings.NewReplacer does.
func spread(t cells, replace ...string) cells {
	r := strings.NewReplacer(append(replace, missing, "")...)
	out := make(cells, len(t))
	for i := range t {
		for _, s := range t[i] {
			out[i] = append(out[i], r.Replace(s))
		}
	}
	return out
}

func readJSONL(t *testing.T, columns []Column, data []byte) cells {
	t.Helper()
	var out cells
	for _, line := range bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n")) {
		d := json.NewDecoder(bytes.NewReader(line))
		d.UseNumber()
		d.Token()
		row := []string{}
		for i := 0; d.More(); i++ {
			key, err := d.Token()
			if err != nil || key != columns[i].Name {
				t.Fatalf("key %v, want %s: %v", key, columns[i].Name, err)
			}
			v, err := d.Token()
			switch v := v.(type) {
			case nil:
				if err != nil {
					t.Fatal(err)
				}
				row = append(row, missing)
			case string:
				row = append(row, v)
			case json.Number:
				row = append(row, v.String())
			default:
				t.Fatalf("%s is %v", columns[i].Name, v)
			}
		}
		if len(row) != len(columns) {
			t.Fatalf("%d keys, want %d", len(row), len(columns))
		}
		out = append(out, row)
	}
	return out
}

func readCSV(t *testing.T, columns []Column, data []byte) cells {
	t.Helper()
	if bytes.Count(data, []byte("\n")) < 2 || !bytes.HasSuffix(data, []byte("\r\n")) {
		t.Error("lines do not end in CR LF")
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range columns {
		if rows[0][i] != c.Name {
			t.Fatalf("head %d is %s, want %s", i, rows[0][i], c.Name)
		}
	}
	for _, row := range rows[1:] {
		for i, s := range row {
			if columns[i].Type == Text {
				if s != "" && strings.ContainsAny(s[:1], "=+-@\t\r\n") {
					t.Errorf("%s %q would run as a formula", columns[i].Name, s)
				}
				row[i] = strings.TrimPrefix(s, "'")
			}
		}
	}
	return rows[1:]
}

func readParquet(t *testing.T, columns []Column, data []byte) cells {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for i, field := range f.Schema().Fields() {
		kind := map[Type]parquet.Kind{Text: parquet.ByteArray, Decimal: parquet.ByteArray, Integer: parquet.Int64, Number: parquet.Double}[columns[i].Type]
		if field.Name() != columns[i].Name || field.Optional() == columns[i].Required || field.Type().Kind() != kind {
			t.Errorf("column %d is %s %v", i, field.Name(), field)
		}
	}
	if labels, ok := f.Lookup(columnsKey); !ok || !strings.Contains(labels, "机关") {
		t.Errorf("heads in the metadata: %q", labels)
	}
	var out cells
	for _, group := range f.RowGroups() {
		rows := group.Rows()
		buffer := make([]parquet.Row, 64)
		for {
			n, err := rows.ReadRows(buffer)
			for _, row := range buffer[:n] {
				line := make([]string, len(columns))
				for i, v := range row {
					if line[i] = v.String(); v.IsNull() {
						line[i] = missing
					} else if columns[i].Type == Number {
						line[i] = strconv.FormatFloat(v.Double(), 'f', -1, 64)
					}
				}
				out = append(out, line)
			}
			if err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		rows.Close()
	}
	return out
}

func readXLSX(t *testing.T, columns []Column, data []byte) cells {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(factsSheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range columns {
		if rows[0][i] != c.Zh || rows[1][i] != c.En || rows[2][i] != c.Name {
			t.Errorf("heads of column %d are %s, %s, %s", i, rows[0][i], rows[1][i], rows[2][i])
		}
	}
	if panes, err := f.GetPanes(factsSheet); err != nil || !panes.Freeze || panes.YSplit != heads {
		t.Errorf("panes %+v, %v", panes, err)
	}
	out := cells(rows[heads:])
	for i := range out {
		for len(out[i]) < len(columns) {
			out[i] = append(out[i], "")
		}
	}
	return out
}
