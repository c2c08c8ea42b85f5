package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/samples/form"
	"github.com/nianbao/nianbao/samples/paper"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/normalize"
	"github.com/nianbao/nianbao/schema/repair"
	"github.com/nianbao/nianbao/schema/template"
)

// sheet is a sound report on the form of 2021, to be changed by a test.
func sheet(seed uint64) *paper.Document {
	return form.Random(rand.New(rand.NewPCG(seed, 3)), template.Forms()[0], 9).Paper()
}

// cells calls f with every cell of a figure.
func cells(d *paper.Document, f func(fact string, c *paper.TableCell)) {
	for _, t := range d.Tables() {
		for i := range t.Rows {
			for j := range t.Rows[i].Cells {
				c := &t.Rows[i].Cells[j]
				if tag, ok := form.TagOf(c); ok && tag.Fact != "" {
					f(tag.Fact, c)
				}
			}
		}
	}
}

// packed writes a document.
func packed(t testing.TB, d *paper.Document) []byte {
	t.Helper()
	data, err := d.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// small is a report with one table, in which the cell of review.total says HERE.
var small = sync.OnceValue(func() []byte {
	d := sheet(1)
	d.Blocks = slices.DeleteFunc(d.Blocks, func(b paper.Block) bool {
		here := false
		cells(&paper.Document{Blocks: []paper.Block{b}}, func(fact string, c *paper.TableCell) {
			if fact == "review.total" {
				c.SetText("HERE")
				here = true
			}
		})
		return b.Table != nil && !here
	})
	data, err := d.DOCX()
	if err != nil {
		panic(err)
	}
	return data
})

// with is that report with this markup in the cell.
func with(t testing.TB, markup string) []byte {
	t.Helper()
	return repack(t, small(), func(name, text string) (string, string) {
		if name == mainPart {
			before, after, _ := strings.Cut(text, "HERE")
			_, after, _ = strings.Cut(after, "</w:p>")
			text = before[:strings.LastIndex(before, "<w:p ")] + "<!--from-->" + markup + "<!--to-->" + after
		}
		return name, strings.Replace(text, "</w:styles>", `<w:style w:type="paragraph" w:styleId="unseen"><w:name w:val="unseen"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`, 1)
	})
}

var changeID = regexp.MustCompile(`<w:(ins|del) w:id="[0-9]+"`)

// cellOf is the markup of that cell, with changes signed <ins> and <del>.
func cellOf(t testing.TB, data []byte) string {
	_, parts := members(t, data)
	_, rest, _ := strings.Cut(string(parts[mainPart]), "<!--from-->")
	markup, rest, _ := strings.Cut(rest, "<!--to-->")
	behind, _, _ := strings.Cut(rest, "</w:tc>")
	markup += behind
	markup = changeID.ReplaceAllString(markup, "<$1")
	return strings.NewReplacer(` w:author="nianbao"`, "", "<w:", "<", "</w:", "</").Replace(markup)
}

const (
	begin    = `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`
	code     = `<w:r><w:instrText xml:space="preserve"> =SUM(LEFT) </w:instrText></w:r>`
	separate = `<w:r><w:fldChar w:fldCharType="separate"/></w:r>`
	end      = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
)

func short(markup string) string {
	return strings.NewReplacer("<w:", "<", "</w:", "</").Replace(markup)
}

func TestACell(t *testing.T) {
	d := sheet(1)
	value := ""
	cells(d, func(fact string, c *paper.TableCell) {
		if fact == "review.total" {
			value = c.Text()
		}
	})
	num := func(look string) string { return "<r>" + look + "<t>" + value + "</t></r>" }
	ins := func(look string) string { return "<ins>" + num(look) + "</ins>" }
	const slash = `<w:r><w:t>/</w:t></w:r>`
	const gone = `<del><r><delText>/</delText></r></del>`
	for _, c := range []struct {
		name, cell        string
		tracked, accepted string
		left              Reason
	}{
		{name: "an empty paragraph", cell: `<w:p></w:p>`, tracked: "<p>" + ins("") + "</p>", accepted: "<p>" + num("") + "</p>"},
		{name: "an empty paragraph in one tag", cell: `<w:p />`, tracked: "<p >" + ins("") + "</p>", accepted: "<p >" + num("") + "</p>"},
		{name: "the look of the paragraph mark, without its history", cell: `<w:p><w:pPr><w:jc w:val="center"/><w:rPr><w:ins w:id="7" w:author="a"/><w:sz w:val="20"/><w:vanish/><w:rPrChange w:id="8" w:author="a"><w:rPr/></w:rPrChange></w:rPr></w:pPr></w:p>`,
			tracked:  `<p><pPr><jc w:val="center"/><rPr><ins w:author="a"/><sz w:val="20"/><vanish/><rPrChange w:id="8" w:author="a"><rPr/></rPrChange></rPr></pPr>` + ins(`<rPr><sz w:val="20"/></rPr>`) + "</p>",
			accepted: `<p><pPr><jc w:val="center"/><rPr><ins w:author="a"/><sz w:val="20"/><vanish/><rPrChange w:id="8" w:author="a"><rPr/></rPrChange></rPr></pPr>` + num(`<rPr><sz w:val="20"/></rPr>`) + "</p>"},
		{name: "an empty run gives its look", cell: `<w:p><w:r><w:rPr><w:sz w:val="18"/></w:rPr></w:r></w:p>`,
			tracked: `<p><r><rPr><sz w:val="18"/></rPr></r>` + ins(`<rPr><sz w:val="18"/></rPr>`) + "</p>", accepted: `<p><r><rPr><sz w:val="18"/></rPr></r>` + num(`<rPr><sz w:val="18"/></rPr>`) + "</p>"},
		{name: "a blank is left as it is", cell: "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>\u00a0</w:t></w:r></w:p>",
			tracked: "<p><r><rPr><b/></rPr><t>\u00a0</t></r>" + ins("<rPr><b/></rPr>") + "</p>", accepted: "<p><r><rPr><b/></rPr><t>\u00a0</t></r>" + num("<rPr><b/></rPr>") + "</p>"},
		{name: "a blank by reference", cell: "<w:p><w:r><w:t>&#160;</w:t></w:r></w:p>", tracked: "<p><r><t>&#160;</t></r>" + ins("") + "</p>", accepted: "<p><r><t>&#160;</t></r>" + num("") + "</p>"},
		{name: "a stroke goes", cell: "<w:p>" + slash + "</w:p>", tracked: "<p>" + gone + ins("") + "</p>", accepted: "<p>" + num("") + "</p>"},
		{name: "a stroke in pieces and paragraphs", cell: `<w:p><w:r><w:t>—</w:t></w:r><w:r><w:t xml:space="preserve">— </w:t></w:r></w:p><w:p>` + slash + `</w:p>`,
			tracked: `<p><del><r><delText>—</delText></r><r><delText xml:space="preserve">— </delText></r></del>` + ins("") + "</p><p>" + gone + "</p>", accepted: "<p>" + num("") + "</p><p></p>"},
		{name: "the second paragraph has the stroke", cell: `<w:p/><w:p>` + slash + `</w:p>`, tracked: "<p/><p>" + gone + ins("") + "</p>", accepted: "<p/><p>" + num("") + "</p>"},
		{name: "no paragraph", cell: ``, tracked: "<p>" + ins("") + "</p>", accepted: "<p>" + num("") + "</p>"},
		{name: "a hidden run stays", cell: `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r></w:p>`, tracked: "<p><r><rPr><vanish/></rPr><t>9</t></r>" + ins("") + "</p>", accepted: "<p><r><rPr><vanish/></rPr><t>9</t></r>" + num("") + "</p>"},
		{name: "what others inserted is deleted within it", cell: `<w:p><w:ins w:id="90" w:author="a"><w:r><w:t>?</w:t></w:r></w:ins></w:p>`,
			tracked: `<p><ins w:author="a"><del><r><delText>?</delText></r></del></ins>` + ins("") + "</p>", accepted: `<p><ins w:author="a"></ins>` + num("") + "</p>"},
		{name: "what others deleted stays so", cell: `<w:p><w:del w:id="90" w:author="a"><w:r><w:delText>8</w:delText></w:r></w:del></w:p>`,
			tracked: `<p><del w:author="a"><r><delText>8</delText></r></del>` + ins("") + "</p>", accepted: `<p><del w:author="a"><r><delText>8</delText></r></del>` + num("") + "</p>"},
		{name: "a field goes with its code", cell: "<w:p>" + begin + code + separate + slash + end + "</w:p>",
			tracked:  "<p><del>" + short(begin) + strings.ReplaceAll(short(code), "instrText", "delInstrText") + short(separate) + "<r><delText>/</delText></r>" + short(end) + "</del>" + ins("") + "</p>",
			accepted: "<p>" + num("") + "</p>"},
		{name: "a field with a blank result goes too", cell: "<w:p>" + begin + code + separate + `<w:r><w:t> </w:t></w:r>` + end + "</w:p>",
			tracked:  "<p><del>" + short(begin) + strings.ReplaceAll(short(code), "instrText", "delInstrText") + short(separate) + "<r><delText> </delText></r>" + short(end) + "</del>" + ins("") + "</p>",
			accepted: "<p>" + num("") + "</p>"},
		{name: "a field that shows nothing stays", cell: "<w:p>" + begin + code + end + "</w:p>", tracked: "<p>" + short(begin+code+end) + ins("") + "</p>", accepted: "<p>" + short(begin+code+end) + num("") + "</p>"},
		{name: "a simple field becomes a deleted complex one", cell: `<w:p><w:fldSimple w:instr=" =SUM(LEFT) "><w:r><w:t>无</w:t></w:r></w:fldSimple></w:p>`,
			tracked: `<p><del><r><fldChar w:fldCharType="begin"/></r><r><delInstrText xml:space="preserve"> =SUM(LEFT) </delInstrText></r><r><fldChar w:fldCharType="separate"/></r></del>` +
				`<del><r><delText>无</delText></r></del><del><r><fldChar w:fldCharType="end"/></r></del>` + ins("") + "</p>", accepted: "<p>" + num("") + "</p>"},
		{name: "into a content control", cell: `<w:p><w:sdt><w:sdtPr><w:id w:val="-5"/></w:sdtPr><w:sdtContent>` + slash + `</w:sdtContent></w:sdt></w:p>`,
			tracked: `<p><sdt><sdtPr><id w:val="-5"/></sdtPr><sdtContent>` + gone + ins("") + `</sdtContent></sdt></p>`, accepted: `<p><sdt><sdtPr><id w:val="-5"/></sdtPr><sdtContent>` + num("") + `</sdtContent></sdt></p>`},
		{name: "into an empty content control", cell: `<w:p><w:sdt><w:sdtPr/><w:sdtContent/></w:sdt><w:proofErr w:type="gramEnd"/></w:p>`,
			tracked: `<p><sdt><sdtPr/><sdtContent>` + ins("") + `</sdtContent></sdt><proofErr w:type="gramEnd"/></p>`, accepted: `<p><sdt><sdtPr/><sdtContent>` + num("") + `</sdtContent></sdt><proofErr w:type="gramEnd"/></p>`},
		{name: "a prompt is replaced, not deleted", cell: `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>单击此处</w:t></w:r></w:p></w:sdtContent></w:sdt>`,
			tracked: `<sdt><sdtPr></sdtPr><sdtContent><p>` + ins("") + `</p></sdtContent></sdt>`, accepted: `<sdt><sdtPr></sdtPr><sdtContent><p>` + num("") + `</p></sdtContent></sdt>`},
		{name: "a smart tag", cell: `<w:p><w:smartTag w:element="x">` + slash + `</w:smartTag></w:p>`, tracked: `<p><smartTag w:element="x">` + gone + `</smartTag>` + ins("") + "</p>", accepted: `<p><smartTag w:element="x"></smartTag>` + num("") + "</p>"},
		{name: "a link", cell: `<w:p><w:hyperlink w:anchor="x">` + slash + `</w:hyperlink></w:p>`, tracked: `<p><hyperlink w:anchor="x">` + gone + `</hyperlink>` + ins("") + "</p>", accepted: `<p><hyperlink w:anchor="x"></hyperlink>` + num("") + "</p>"},
		{name: "a nested table before the paragraph", cell: `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>`,
			tracked: `<tbl><tr><tc><p><r><t>甲</t></r></p></tc></tr></tbl><p>` + ins("") + "</p>", accepted: `<tbl><tr><tc><p><r><t>甲</t></r></p></tc></tr></tbl><p>` + num("") + "</p>"},
		{name: "a note mark stays", cell: `<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>`, tracked: `<p><r><footnoteReference w:id="1"/></r>` + ins("") + "</p>", accepted: `<p><r><footnoteReference w:id="1"/></r>` + num("") + "</p>"},
		{name: "a seal that floats", cell: `<w:p><w:r><w:drawing><wp:anchor/></w:drawing></w:r></w:p>`, tracked: `<p><r><drawing><wp:anchor/></drawing></r>` + ins("") + "</p>", accepted: `<p><r><drawing><wp:anchor/></drawing></r>` + num("") + "</p>"},

		{name: "no font of symbols", cell: `<w:p><w:pPr><w:rPr><w:rFonts w:ascii="Wingdings 2"/><w:b/></w:rPr></w:pPr></w:p>`,
			tracked: `<p><pPr><rPr><rFonts w:ascii="Wingdings 2"/><b/></rPr></pPr>` + ins("<rPr><b/></rPr>") + "</p>", accepted: `<p><pPr><rPr><rFonts w:ascii="Wingdings 2"/><b/></rPr></pPr>` + num("<rPr><b/></rPr>") + "</p>"},

		{name: "a picture in the line", cell: `<w:p><w:r><w:drawing><wp:inline/></w:drawing></w:r></w:p>`, left: Mixed},
		{name: "an equation", cell: `<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>5</m:t></m:r></m:oMath></w:p>`, left: Mixed},
		{name: "a note mark in the run with the stroke", cell: `<w:p><w:r><w:t>/</w:t><w:footnoteReference w:id="1"/></w:r></w:p>`, left: Mixed},
		{name: "half a field", cell: `<w:p>` + begin + code + separate + slash + `</w:p>`, left: Mixed},
		{name: "a field over two paragraphs", cell: `<w:p>` + begin + code + separate + slash + `</w:p><w:p>` + end + `</w:p>`, left: Mixed},
		{name: "two versions of a run", cell: `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="w14"><w:t>/</w:t></mc:Choice><mc:Fallback><w:t>/</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>`, left: Mixed},
		{name: "two versions of a paragraph", cell: `<mc:AlternateContent><mc:Choice Requires="w14"><w:p/></mc:Choice><mc:Fallback><w:p/></mc:Fallback></mc:AlternateContent>`, left: Mixed},
		{name: "two prompts", cell: strings.Repeat(`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>`, 2), left: Mixed},
		{name: "data from elsewhere", cell: `<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{0}"/></w:sdtPr><w:sdtContent>` + slash + `</w:sdtContent></w:sdt></w:p>`, left: Bound},
		{name: "a style that hides", cell: `<w:p><w:pPr><w:pStyle w:val="unseen"/></w:pPr></w:p>`, left: Unseen},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := with(t, c.cell)
			r := report(t, data, repair.Choices{})
			for _, o := range []Options{{}, {Accept: true}} {
				want := c.tracked
				if o.Accept {
					want = c.accepted
				}
				out := mended(t, data, r, o)
				if c.left != "" {
					if len(out.Written) > 0 || len(out.Left) != 1 || out.Left[0].Why != c.left || out.Remarks[0].Which != "1 项数字：“行政复议—总计”［review.total］" {
						t.Errorf("wrote %v, left %v, said %v", out.Written, out.Left, out.Remarks)
					}
				} else if got := cellOf(t, out.Bytes); got != want {
					t.Errorf("accept %t:\n got  %s\n want %s", o.Accept, got, want)
				}
			}
		})
	}
}

// Blanks of every kind in every total, which arithmetic fills.
func TestTotalsOfAllKindsOfBlanks(t *testing.T) {
	kinds := []string{"", "/", "\u00a0", "—", "无", "\u3000", "——", " ", "十几", "-"}
	for seed := range uint64(6) {
		for _, maker := range []paper.Maker{paper.Word, paper.WPS} {
			d := sheet(seed)
			d.Maker = maker
			n := 0
			cells(d, func(fact string, c *paper.TableCell) {
				if strings.HasSuffix(fact, ".total") && fact != "applications.results_total.total" {
					c.SetText(kinds[n%len(kinds)])
					n++
				}
			})
			data := packed(t, d)
			for _, e := range editions {
				out := mended(t, data, report(t, data, e.choices), e.options)
				if !e.options.Accept {
					undone(t, data, out)
				}
				if len(out.Written) != n || len(out.Left) > 0 {
					t.Errorf("seed %d, %s: %d of %d written, left %v", seed, e.name, len(out.Written), n, out.Left)
				}
			}
		}
	}
}

func TestSuppliedFigures(t *testing.T) {
	d := sheet(2)
	var fees string
	cells(d, func(fact string, c *paper.TableCell) {
		switch fact {
		case "proactive.fees.amount":
			fees = c.Text()
		case "proactive.penalty.decisions":
			c.SetText("暂无")
		}
	})
	data := packed(t, d)
	number := func(s string) schema.Number {
		n, err := schema.ParseNumber(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	choices := repair.Choices{Supplied: map[string]repair.Supply{
		"proactive.penalty.decisions":   {Value: number("24068")},
		"proactive.licensing.decisions": {Value: number("7")}, // written otherwise
		"proactive.fees.amount":         {Value: number(fees)},
	}}
	r := report(t, data, choices)
	out := mended(t, data, r, Options{})
	got := strings.Join(out.Written, " ")
	if got != "proactive.licensing.decisions proactive.penalty.decisions" {
		t.Errorf("wrote %s", got)
	}
}

// scribble writes random content of a cell: runs, blanks, fields, controls,
// links and the changes of others, one in another.
func scribble(rng *rand.Rand, depth int) string {
	var b strings.Builder
	for range rng.IntN(4) {
		text := []string{"/", "—", " ", "\u00a0", "x", "&#12288;", "1.5"}[rng.IntN(7)]
		run := `<w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
		inner := run
		if depth > 0 {
			inner = scribble(rng, depth-1)
		}
		switch rng.IntN(14) {
		case 0:
			b.WriteString(begin + code + separate + inner + end)
		case 1:
			b.WriteString(begin + code + end)
		case 2:
			b.WriteString(`<w:ins w:id="801" w:author="a">` + inner + `</w:ins>`)
		case 3:
			b.WriteString(`<w:del w:id="802" w:author="a"><w:r><w:delText>` + text + `</w:delText></w:r></w:del>`)
		case 4:
			b.WriteString(`<w:sdt><w:sdtPr><w:alias w:val="b"/></w:sdtPr><w:sdtContent>` + inner + `</w:sdtContent></w:sdt>`)
		case 5:
			b.WriteString(`<w:hyperlink w:anchor="c">` + inner + `</w:hyperlink>`)
		case 6:
			b.WriteString(`<w:smartTag w:element="d">` + inner + `</w:smartTag>`)
		case 7:
			b.WriteString(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r>`)
		case 8:
			b.WriteString(`<w:bookmarkStart w:id="803" w:name="e"/><w:bookmarkEnd w:id="803"/>`)
		case 9:
			b.WriteString(`<w:r><w:tab/><w:br/></w:r><w:r/>`)
		case 10:
			b.WriteString([]string{begin, end, separate}[rng.IntN(3)])
		default:
			b.WriteString(run)
		}
	}
	return b.String()
}

// What a cell holds never matters: a figure is put in rightly, or left.
func TestCellsOfAnyContent(t *testing.T) {
	seeds := uint64(120)
	if testing.Short() {
		seeds = 20
	}
	written := 0
	for seed := range seeds {
		rng := rand.New(rand.NewPCG(seed, 5))
		cell := ""
		for range 1 + rng.IntN(3) {
			cell += "<w:p>" + scribble(rng, 2) + "</w:p>"
		}
		data := with(t, cell)
		r := report(t, data, repair.Choices{})
		tracked := mended(t, data, r, Options{})
		undone(t, data, tracked)
		accepted := mended(t, data, r, Options{Accept: true})
		if len(tracked.Written) != len(accepted.Written) || t.Failed() {
			t.Fatalf("seed %d: wrote %v tracked, %v accepted: %s", seed, tracked.Written, accepted.Written, cell)
		}
		written += len(tracked.Written)
	}
	t.Logf("%d of %d cells were written", written, seeds)
	if written < int(seeds)/3 {
		t.Errorf("only %d of %d cells were written", written, seeds)
	}
}

// Whatever stands in a cell, the copy is as sound as the document was, and
// reads the same but for the figures.
func FuzzCell(f *testing.F) {
	for seed := range uint64(30) {
		f.Add("<w:p>" + scribble(rand.New(rand.NewPCG(seed, 6)), 3) + "</w:p>")
	}
	f.Add(`<w:p><w:fldSimple w:instr="a"><w:r><w:t>/</w:t></w:r></w:fldSimple></w:p>`)
	f.Add(`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:sdtContent></w:sdt>`)
	f.Add(`<x:p xmlns:x="` + transitional + `"><x:r><x:t>—</x:t></x:r></x:p>`)
	f.Add(`</w:tc><w:tc><w:p/>`)
	f.Fuzz(func(t *testing.T, markup string) {
		data := with(t, markup)
		d, err := parse.Document(data, parse.Limits{})
		if err != nil {
			return
		}
		r := normalize.Report(d, schema.Source{Format: "docx"}, normalize.Options{})
		out, err := Write(data, r, Options{})
		var refused *Refused
		switch {
		case errors.As(err, &refused):
			return
		case err != nil:
			t.Fatal(err)
		}
		_, was := members(t, data)
		_, now := members(t, out.Bytes)
		if sound(was[mainPart]) && !sound(now[mainPart]) {
			t.Errorf("the document was XML, and is no more: %s", cellOf(t, out.Bytes))
		}
		ours := map[string]bool{}
		for _, id := range out.Written {
			ours[id] = true
		}
		again := report(t, out.Bytes, repair.Choices{})
		for i, f := range r.Facts {
			if g := again.Facts[i]; ours[f.ID] && (g.ID != f.ID || g.Status != schema.Given || !g.Value.Equal(*f.Value)) {
				t.Errorf("%s is %v, not %v: %s", f.ID, g, f, cellOf(t, out.Bytes))
			}
		}
	})
}

// sound says whether a part is XML.
func sound(part []byte) bool {
	d := xml.NewDecoder(bytes.NewReader(part))
	for {
		if _, err := d.RawToken(); err != nil {
			return errors.Is(err, io.EOF)
		}
	}
}
