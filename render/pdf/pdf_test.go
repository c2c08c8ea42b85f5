package pdf

import (
	"bytes"
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

// All that the view says is drawn, once and in its order.
func TestAllTextIsDrawnInOrder(t *testing.T) {
	for name, r := range samples() {
		if name == "plain tables" {
			continue // cut into bands, they are read band by band: TestAnyTableComesOutWhole
		}
		t.Run(name, func(t *testing.T) {
			view := layout.View(r, layout.Options{})
			c, err := compose(view, &r, Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, at := told(c), 0
			for _, want := range said(view) {
				want = printable(c, want)
				if want == "" {
					continue
				}
				i := strings.Index(got[at:], want)
				if i < 0 {
					t.Fatalf("no %.60q after %.60q", want, got[max(0, at-60):at])
				}
				if i > 0 && !strings.HasPrefix(got[at:], "单位：") && !strings.HasPrefix(got[at:], "［图片") && !strings.HasPrefix(got[at:], "］") && !strings.HasPrefix(got[at:], "政府信息公开情况统计表") {
					t.Fatalf("%.60q stands before %.60q", got[at:at+i], want)
				}
				at += i + len(want)
			}
			if rest := strings.Trim(got[at:], "］"); rest != "" {
				t.Errorf("%.60q at the end", rest)
			}
		})
	}
}

// said lists the texts of a view in their order.
func said(view layout.Page) []string {
	list := view.Title
	for _, s := range view.Sections {
		list = append(list, s.Heading)
		for i := range s.Pieces {
			p := &s.Pieces[i]
			if p.Table == nil {
				list = append(append(list, p.Numbering, p.Text), p.Equations...)
				continue
			}
			for _, c := range p.Table.Cells {
				list = append(list, c.Numbering+c.Text)
			}
		}
	}
	return list
}

// printable is a text as the faces have it, without white space.
func printable(c *composer, s string) string {
	return solid(strings.ReplaceAll(textOf(c.faces.shape(nil, s, &c.styles.body)), string(longDash), "——"))
}
