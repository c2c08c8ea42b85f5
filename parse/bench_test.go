package parse_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"testing"

	nguyen "github.com/nguyenthenguyen/docx"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/parse/grid"
	"github.com/nianbao/nianbao/parse/internal/opc"
	"github.com/nianbao/nianbao/parse/internal/pack"
)

// The benchmarks read a report that compresses about 9 : 1. Beside opening and
// reading stands what it is measured by: inflating the main part and no more.

func mainPart(b *testing.B, data []byte) *zip.File {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range z.File {
		if f.Name == "word/document.xml" {
			return f
		}
	}
	b.Fatal("no main part")
	return nil
}

func report(b *testing.B) []byte {
	data := pack.Report(1, 1)
	f := mainPart(b, data)
	b.SetBytes(int64(f.UncompressedSize64))
	b.ReportMetric(float64(f.UncompressedSize64)/float64(f.CompressedSize64), "packed:1")
	b.ReportAllocs()
	return data
}

func inflate(b *testing.B, data []byte) []byte {
	f := mainPart(b, data)
	r, err := f.Open()
	if err != nil {
		b.Fatal(err)
	}
	out := make([]byte, f.UncompressedSize64)
	if _, err := io.ReadFull(r, out); err != nil {
		b.Fatal(err)
	}
	if _, err := r.Read(make([]byte, 1)); err != io.EOF {
		b.Fatal(err)
	}
	return out
}

func BenchmarkInflateOnly(b *testing.B) {
	data := report(b)
	for b.Loop() {
		inflate(b, data)
	}
}

func BenchmarkDocument(b *testing.B) {
	data := report(b)
	for b.Loop() {
		if _, err := parse.Document(data, parse.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLay(b *testing.B) {
	d, err := parse.Document(report(b), parse.Limits{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for p := range d.Tables() {
			grid.Lay(p.Table)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	data := inflate(b, report(b))
	s := opc.NewScanner(data, 0)
	for b.Loop() {
		s.Reset(data, 0)
		for s.Next() != opc.EOF {
		}
	}
}

func BenchmarkNguyenAndEncodingXML(b *testing.B) {
	data := report(b)
	for b.Loop() {
		r, err := nguyen.ReadDocxFromMemory(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			b.Fatal(err)
		}
		d := xml.NewDecoder(bytes.NewReader([]byte(r.Editable().GetContent())))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}
