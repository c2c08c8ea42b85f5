package pdf

import (
	"bytes"
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
			t.Run(full, func(t *testing.T) { test(t, name, r, Options{Review: review}) })
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
		keep(t, name, o, a.Bytes)
	})
}
