package parse_test

import (
	"bytes"
	"runtime"
	"testing"

	nguyen "github.com/nguyenthenguyen/docx"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/parse/internal/opc"
	"github.com/nianbao/nianbao/parse/internal/pack"
)

// samples are the files that the project's own generator builds.
func samples(t testing.TB) map[string][]byte {
	out, err := pack.Samples()
	if err != nil || len(out) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	return out
}

// Mended copies are written by another library than the one that reads: both
// must have the same main part before them.
func TestTheWritingLibraryReadsTheSameMainPart(t *testing.T) {
	for path, data := range samples(t) {
		theirs, err := nguyen.ReadDocxFromMemory(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		p, err := opc.Open(data, opc.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		name, err := p.Main()
		if err != nil {
			t.Fatal(err)
		}
		ours, err := p.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := theirs.Editable().GetContent(); got != string(ours) {
			t.Errorf("%s: %d bytes of main part there, %d here", path, len(got), len(ours))
		}
		if err := theirs.Close(); err != nil {
			t.Error(err)
		}
		p.Release()
	}
}

// What is allocated grows with the file and not faster: the ratio to the
// inflated main part stays.
func TestMemoryIsLinearInTheFile(t *testing.T) {
	ratio := func(pages int) float64 {
		data := pack.Report(1, pages)
		part := 0
		for _, p := range pack.ReportParts(1, pages) {
			part = max(part, len(p.Text))
		}
		read := func() {
			if _, err := parse.Document(data, parse.Limits{}); err != nil {
				t.Fatal(err)
			}
		}
		read() // what is kept for the next reading is made
		var before, after runtime.MemStats
		const times = 5
		runtime.ReadMemStats(&before)
		for range times {
			read()
		}
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc-before.TotalAlloc) / times / float64(part)
	}
	small, large := ratio(1), ratio(40)
	t.Logf("bytes allocated for a byte of main part: %.2f in a report of one page, %.2f in one of forty", small, large)
	if large > 1.5*small+1 || large > 4 {
		t.Errorf("%.2f bytes are allocated for a byte in a large report, %.2f in a small one", large, small)
	}
}
