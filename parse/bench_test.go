package parse_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

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
	b.ReportAllocs()
	if ratio := float64(f.UncompressedSize64) / float64(f.CompressedSize64); ratio < 8 || ratio > 10 {
		b.Fatalf("the report compresses %.1f : 1, real ones 8 to 10", ratio)
	}
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

// BenchmarkTimesInflate reports how many times longer it takes to open and read
// a report than to inflate its main part.
func BenchmarkTimesInflate(b *testing.B) {
	data := report(b)
	read, only := turns(b, func() { open(b, data) }, func() { inflate(b, data) })
	b.ReportMetric(read/only, "times-inflate")
	b.ReportMetric(read, "ns-read")
	b.ReportMetric(only, "ns-inflate")
}

// BenchmarkTimesFaster reports how many times longer the plain way takes.
func BenchmarkTimesFaster(b *testing.B) {
	data := report(b)
	read, plain := turns(b, func() { open(b, data) }, func() { encodingXML(b, data) })
	b.ReportMetric(plain/read, "times-faster")
}

// turns runs two things by turns, so that whatever else the machine does weighs
// on both, and gives how long one run of each takes, in nanoseconds: the median
// over the turns. A turn is a stretch of runs that begins without garbage, so
// that neither collects what the other left.
func turns(b *testing.B, one, two func()) (first, second float64) {
	const stretch = 20 * time.Millisecond
	var times [2][]float64
	for b.Loop() {
		for i, f := range []func(){one, two} {
			runtime.GC()
			start, runs := time.Now(), 0
			for time.Since(start) < stretch {
				f()
				runs++
			}
			times[i] = append(times[i], float64(time.Since(start).Nanoseconds())/float64(runs))
		}
	}
	slices.Sort(times[0])
	slices.Sort(times[1])
	n := len(times[0]) / 2
	return times[0][n], times[1][n]
}

func open(b *testing.B, data []byte) {
	if _, err := parse.Document(data, parse.Limits{}); err != nil {
		b.Fatal(err)
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
		encodingXML(b, data)
	}
}

// encodingXML opens with nguyenthenguyen/docx and takes the least out of the main
// part that a reader of tables needs, with encoding/xml: the text of each cell,
// by rows. Spans, styles, fields and all else it leaves.
func encodingXML(b *testing.B, data []byte) [][]string {
	r, err := nguyen.ReadDocxFromMemory(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		b.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(r.Editable().GetContent()))
	var rows [][]string
	var cell strings.Builder
	text := false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			b.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "tr":
				rows = append(rows, nil)
			case "tc":
				cell.Reset()
			case "t":
				text = true
			}
		case xml.EndElement:
			switch token.Name.Local {
			case "tc":
				rows[len(rows)-1] = append(rows[len(rows)-1], cell.String())
			case "t":
				text = false
			}
		case xml.CharData:
			if text {
				cell.Write(token)
			}
		}
	}
}
