// Package convert is the one pure call behind every command and page: a
// document's bytes and a person's choices in, the report and its files' bytes
// out. It keeps nothing between calls and may run on many goroutines; it knows
// nothing of folders and streams.
package convert

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/normalize"
	"github.com/nianbao/nianbao/schema/repair"
)

// Options are a person's choices; the zero value takes every default and makes
// the report alone.
type Options struct {
	Limits    parse.Limits
	Normalize normalize.Options
	Formats   []render.Format
	Render    render.Options
}

// Supplied are figures that a person gave, by fact id.
type Supplied = map[string]repair.Supply

// Supply is the same options for a document to which a person gave figures of
// its own; nil are none.
func (o Options) Supply(own Supplied) Options {
	if own != nil {
		o.Normalize.Choices.Supplied = own
	}
	return o
}

// Result is what came of one document.
type Result struct {
	Report schema.Report
	// Outputs stand in the order of Options.Formats.
	Outputs []render.Output
}

// Panic is the error of a document that met a fault of the program's own.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string {
	return fmt.Sprintf("a fault in the program stopped it (%v): please report it, with the file if it can be shared", p.Value)
}

// Original is the file that a document was made from by another program, where
// nianbao does not read the file itself.
type Original struct {
	// Format is the file's format, as the report gives it.
	Format string `json:"format"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Document converts one document. Name is the name that the report gives its
// source: relative, with forward slashes. All formats are made or none.
func Document(name string, data []byte, o Options) (Result, error) {
	return From(name, data, nil, o)
}

// From converts one document like Document; its source is of, unless that is nil.
func From(name string, data []byte, of *Original, o Options) (result Result, err error) {
	defer func() {
		if v := recover(); v != nil {
			result, err = Result{}, &Panic{v, debug.Stack()}
		}
	}()
	d, err := parse.Document(data, o.Limits)
	if err != nil {
		return Result{}, err
	}
	if of == nil {
		sum := sha256.Sum256(data)
		of = &Original{d.Format, int64(len(data)), hex.EncodeToString(sum[:])}
	}
	result.Report = normalize.Report(d, schema.Source{
		Name:   strings.ToValidUTF8(name, "\uFFFD"),
		Format: of.Format,
		Bytes:  of.Bytes,
		SHA256: of.SHA256,
	}, o.Normalize)
	in := render.Input{Report: result.Report, Source: data, Options: o.Render}
	in.Options.Limits = o.Limits
	for _, f := range o.Formats {
		out, err := f.Write(in)
		if err != nil {
			return Result{}, fmt.Errorf("write %s: %w", f.Name, err)
		}
		result.Outputs = append(result.Outputs, out)
	}
	return result, nil
}
