package tidy

import (
	"runtime"
	"testing"

	"github.com/nianbao/nianbao/schema"
)

// counter takes bytes and keeps none.
type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

// A longer table takes no more memory: rows leave before the end. Parquet holds
// one row group, of some 900 reports.
func TestMemoryDoesNotGrow(t *testing.T) {
	if testing.Short() {
		t.Skip("writes half a million rows")
	}
	reports := samples(t)
	for _, c := range []struct {
		format string
		// Between first and last reports, at most so many MiB may be added.
		first, last int
		most        int64
	}{{JSONL, 100, 500, 1}, {CSV, 100, 500, 1}, {Parquet, 900, 2000, 8}, {XLSX, 200, 600, 4}} {
		t.Run(c.format, func(t *testing.T) {
			var out counter
			w, err := New(&out, c.format, Options{})
			if err != nil {
				t.Fatal(err)
			}
			add := func(from, to int) {
				for i := from; i < to; i++ {
					if err := w.Add(numbered(reports[i%len(reports)], i)); err != nil {
						t.Fatal(err)
					}
				}
			}
			add(0, c.first)
			before := live()
			add(c.first, c.last)
			grown := (live() - before) >> 20
			if grown > c.most {
				t.Errorf("%d MiB more after %d reports more", grown, c.last-c.first)
			}
			early := out
			if _, err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if early < out/2 {
				t.Errorf("%d of %d bytes left before the end", early, out)
			}
			t.Logf("%d MiB more; %d of %d bytes before the end", grown, early, out)
		})
	}
}

// numbered is a report under another name, with texts of its own.
func numbered(r schema.Report, i int) schema.Report {
	r.Source.Name = string(rune('a'+i%26)) + "/" + string(appendJSON(nil, schema.Count(int64(i)).String())) + ".docx"
	return r
}

// live is what the program holds.
func live() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
