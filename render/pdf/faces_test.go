package pdf

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/nianbao/nianbao/render/internal/layout"
	"github.com/nianbao/nianbao/render/pdf/font"
	"github.com/nianbao/nianbao/schema"
)

func said1(text string) schema.Report {
	return schema.Report{Title: ptr("标题"), Sections: []schema.Section{{Blocks: []schema.Block{{Kind: schema.ParagraphBlock, Text: text}}}}}
}

func TestMissingCharactersAreNamedAndMarked(t *testing.T) {
	r := said1("甲\U0001F600乙\u0E01丙\U0001F600")
	out, err := Write(r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(out.Missing, []rune{'\u0E01', '\U0001F600'}) {
		t.Errorf("missing %q", out.Missing)
	}
	c, err := compose(layout.View(r, layout.Options{}), &r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := told(c); !strings.Contains(got, "甲〓乙〓丙〓") {
		t.Error(got)
	}
}

func TestNamesBeyondTheBasicPlaneAreDrawn(t *testing.T) {
	r := said1("朱镕基、鄠邑区、王𬭎、喆、堃、㼆")
	out, err := Write(r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if slices.Contains(out.Missing, '𬭎') || slices.Contains(out.Missing, '堃') {
		t.Errorf("missing %q", out.Missing)
	}
	judge(t, "pdftotext")
	if text := judged(t, "pdftotext", write(t, r, Options{}), "-"); !strings.Contains(text, "鄠邑区、王𬭎、喆、堃") {
		t.Error(text)
	}
}

// Every character that is drawn has a glyph in the face it is drawn with.
func TestEveryCodeHasAGlyph(t *testing.T) {
	each(t, func(t *testing.T, _ string, r schema.Report, o Options) {
		c, err := compose(layout.View(r, layout.Options{Review: o.Review}), &r, o)
		if err != nil {
			t.Fatal(err)
		}
		cuts := make([]cutFace, len(c.faces.all))
		for id := range cuts {
			if c.faces.used[id].any {
				if cuts[id], err = c.faces.cut(faceID(id)); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, s := range c.sheets {
			for _, r := range append(s.runs, s.folio...) {
				for _, k := range r.text {
					if cuts[r.face].code[k] == 0 {
						t.Errorf("no glyph for %q in face %d", k, r.face)
					}
				}
			}
		}
	})
}

func TestOwnFaceComesFirst(t *testing.T) {
	own, err := font.Open(font.Kai().Subset([]rune("政府信息〓")))
	if err != nil {
		t.Fatal(err)
	}
	r := said1("政府信息公开")
	o := Options{Fonts: map[string]*font.Face{"仿宋": own}}
	c, err := compose(layout.View(r, layout.Options{}), &r, o)
	if err != nil {
		t.Fatal(err)
	}
	of := map[rune]*font.Face{}
	for _, s := range c.sheets {
		for _, r := range s.runs {
			for _, k := range r.text {
				of[k] = c.faces.all[r.face]
			}
		}
	}
	if of['政'] != own || of['公'] != font.Regular() {
		t.Error("政 is not from the office's own face, or 公 not from ours")
	}
	if out, err := Write(r, o); err != nil || len(out.Missing) > 0 {
		t.Error(err, out.Missing)
	}
	if _, err := Write(r, Options{Fonts: map[string]*font.Face{"宋体": own}}); err == nil {
		t.Error("a face of no use is taken")
	}
}

func TestManyAtOnce(t *testing.T) {
	r := samples()["marked"]
	want, err := Write(r, Options{Review: true})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			got, err := Write(r, Options{Review: true})
			if err != nil || string(got.Bytes) != string(want.Bytes) {
				t.Error("another file", err)
			}
		})
	}
	wg.Wait()
}
