package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/schema"
)

func each(t *testing.T, test func(t *testing.T, name string, r schema.Report, o Options)) {
	for name, r := range samples() {
		for _, review := range []bool{false, true} {
			full := name
			if review {
				full += ", review edition"
			}
			t.Run(full, func(t *testing.T) { test(t, full, r, Options{Review: review}) })
		}
	}
}

func TestPages(t *testing.T) {
	each(t, func(t *testing.T, _ string, r schema.Report, o Options) {
		c, err := compose(layout.View(r, layout.Options{Review: o.Review}), &r, o)
		if err != nil {
			t.Fatal(err)
		}
		checkSheets(t, c)
	})
}

func TestSameBytesTwice(t *testing.T) {
	each(t, func(t *testing.T, name string, r schema.Report, o Options) {
		a, err := Write(r, o)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Write(r, o)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes, b.Bytes) {
			t.Error("two runs differ")
		}
		if dir := os.Getenv("PDF_TEST_DIR"); dir != "" { // to look at
			name = strings.NewReplacer(" ", "-", ",", "").Replace(name)
			if err := os.WriteFile(filepath.Join(dir, name+".pdf"), a.Bytes, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
}
