package tidy

import (
	"encoding/json"
	"fmt"
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"
)

// cellsPerGroup bounds the cells of a row group, which is what is in memory at
// a time: 122 880 rows, DuckDB's own measure, of the 26 columns of a figure's
// row, and proportionally fewer of a wide table's.
const cellsPerGroup = 122_880 * 26

// pageBytes is the size at which a column's page is compressed; a wide table
// has hundreds of them open.
const pageBytes = 64 << 10

// columnsKey is the file's metadata that holds the columns' heads in both
// languages, as JSON.
const columnsKey = "nianbao.columns"

// parquetRows writes Parquet: strings and 64-bit integers and fractions, each
// column with a dictionary, pages compressed with Zstandard.
type parquetRows struct {
	w       *parquet.GenericWriter[any]
	columns []Column
	row     parquet.Row
	one     [1]parquet.Row
}

func newParquet(w io.Writer, columns []Column) (*parquetRows, error) {
	heads := make([]map[string]string, len(columns))
	for i, c := range columns {
		heads[i] = map[string]string{"name": c.Name, "zh": c.Zh, "en": c.En}
	}
	labels, err := json.Marshal(heads)
	if err != nil {
		return nil, fmt.Errorf("write the columns' heads: %w", err)
	}
	return &parquetRows{
		w: parquet.NewGenericWriter[any](w, schemaOf(columns),
			parquet.Compression(&parquet.Zstd),
			parquet.MaxRowsPerRowGroup(int64(max(1, cellsPerGroup/len(columns)))),
			parquet.PageBufferSize(pageBytes),
			parquet.CreatedBy("nianbao", "", ""),
			parquet.KeyValueMetadata(columnsKey, string(labels))),
		columns: columns,
		row:     make(parquet.Row, len(columns)),
	}, nil
}

// schemaOf keeps the columns' order, which a parquet.Group would not.
func schemaOf(columns []Column) *parquet.Schema {
	fields := make([]reflect.StructField, len(columns))
	for i, c := range columns {
		options := ",optional,dict"
		if c.Required {
			options = ",dict"
		}
		fields[i] = reflect.StructField{
			Name: fmt.Sprintf("C%d", i),
			Type: goType(c.Type),
			Tag:  reflect.StructTag(fmt.Sprintf("parquet:%q", c.Name+options)),
		}
	}
	return parquet.NewSchema("facts", parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()))
}

func goType(t Type) reflect.Type {
	switch t {
	case Integer:
		return reflect.TypeFor[int64]()
	case Number:
		return reflect.TypeFor[float64]()
	default:
		return reflect.TypeFor[string]()
	}
}

func (p *parquetRows) write(row []cell) error {
	for i, c := range row {
		defined := 1
		if p.columns[i].Required {
			defined = 0
		}
		var v parquet.Value
		switch {
		case c.null:
			defined = 0
		case p.columns[i].Type == Integer:
			n, _ := c.number.Int()
			v = parquet.Int64Value(n)
		case p.columns[i].Type == Number:
			v = parquet.DoubleValue(float(c.number))
		default:
			v = parquet.ValueOf(c.text)
		}
		p.row[i] = v.Level(0, defined, i)
	}
	p.one[0] = p.row
	_, err := p.w.WriteRows(p.one[:])
	return err
}

func (p *parquetRows) close() error { return p.w.Close() }
