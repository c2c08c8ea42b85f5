package html

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/nianbao/nianbao/schema"
)

// TestSamples holds the pages of the sample reports to what every page must be.
func TestSamples(t *testing.T) {
	names, err := filepath.Glob("../../samples/*/*/report.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := schema.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range editions {
			t.Run(filepath.Base(filepath.Dir(name)), func(t *testing.T) { hold(t, r, o) })
		}
	}
}
