package docx

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/grid"
	"github.com/nianbao/nianbao/parse/internal/opc"
	"github.com/nianbao/nianbao/parse/internal/pack"
)

// agree holds the reader against the reference on one generated body.
func agree(t *testing.T, data []byte) {
	g := &generator{data: data}
	g.blocks(0, 5)
	body := g.String()
	tree, err := parseTree(pack.Main(body))
	if err != nil {
		t.Fatalf("the generator wrote broken XML: %v", err)
	}
	want := referenceTexts(tree.child("document", "body"))
	d := read(t, body)
	if got := texts(d.Blocks); got != want {
		t.Fatalf("%s\ngot  %q\nwant %q", body, got, want)
	}
	// Each text is in the document, in a note, or where nothing shows it.
	all := texts(d.Blocks)
	for _, n := range d.Notes {
		all += " " + n.Detail
	}
	for i := 1; i <= g.texts; i++ {
		word := "t" + strconv.Itoa(i) + "."
		if !strings.Contains(all, word) && !unseen(tree, word, false) {
			t.Fatalf("%s\nlost %s; have %q", body, word, all)
		}
	}
	for place := range d.Tables() {
		laid := grid.Lay(place.Table)
		sound(t, &laid)
		ordinal := map[*doc.Cell]int{}
		n := 0
		for i := range place.Table.Rows {
			for j := range place.Table.Rows[i].Cells {
				n++
				ordinal[&place.Table.Rows[i].Cells[j]] = n
			}
		}
		for row, cells := range referenceGrid(place.Table) {
			for column, want := range cells {
				got := 0
				if i := laid.At(row, column); i >= 0 {
					got = ordinal[laid.Cells[i].From]
				}
				if got != want {
					t.Fatalf("%s\ntable %d r%dc%d: cell %d, want %d", body, place.Table.Pos.Table, row+1, column+1, got, want)
				}
			}
		}
	}
}

// unseen says whether a text stands only where Word shows nothing and no note
// is due: in a field's code, or in the branch that was not chosen.
func unseen(n *node, word string, hidden bool) bool {
	switch n.name {
	case "mc:AlternateContent":
		// One of the two branches is not read.
		hidden = true
	case "p":
		if strings.Contains(n.content(), "PAGE") {
			hidden = true // the first run of each field is code
		}
	}
	if (n.name == "t" || n.name == "m:t") && n.content() != "" && strings.Contains(n.content(), word) {
		return hidden
	}
	for _, c := range n.children {
		if unseen(c, word, hidden) {
			return true
		}
	}
	return false
}

// sound checks that each grid position is covered by one cell at most.
func sound(t *testing.T, g *grid.Grid) {
	t.Helper()
	area, holes := 0, 0
	for i := range g.Cells {
		c := &g.Cells[i]
		area += c.RowSpan * c.ColumnSpan
		for row := c.Row; row < c.Row+c.RowSpan; row++ {
			for column := c.Column; column < c.Column+c.ColumnSpan; column++ {
				if g.At(row, column) != i {
					t.Fatalf("r%dc%d is covered twice", row, column)
				}
			}
		}
	}
	for row := range g.Rows {
		for column := range g.Columns {
			if g.At(row, column) < 0 {
				holes++
			}
		}
	}
	if area+holes != g.Rows*g.Columns {
		t.Fatalf("%d covered, %d holes, %d × %d positions", area, holes, g.Rows, g.Columns)
	}
}

func TestAgreesWithTheReference(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		data := make([]byte, random.IntN(400))
		for i := range data {
			data[i] = byte(random.Uint32())
		}
		agree(t, data)
	}
}

func FuzzAgainstReference(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("1+2=3, and the rest of it"))
	for b := 0; b < 96; b += 5 { // each branch, again and again
		f.Add(bytes.Repeat([]byte{byte(b), byte(b / 3), 1}, 40))
	}
	// More makes the same things once more, and the reference slow.
	f.Fuzz(func(t *testing.T, data []byte) { agree(t, data[:min(len(data), 2000)]) })
}

// pastBodies were once read wrongly, or too slowly.
var pastBodies = []string{
	// A deleted cell's note has all that it held.
	tbl(tr(tc("<w:tcPr><w:cellDel/></w:tcPr>", p(tx("1"), "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", r(vmlBox(p(tx("2"))))), tbl(tr(cel("3"))), p()))),
	// Rows, notes, lists and the fields open around tables were without limit.
	tbl(strings.Repeat("<w:tr/>", 2001)),
	strings.Repeat(p("<w:del>"+tx("1")+"</w:del>"), 2001),
	strings.Repeat(p(`<w:pPr><w:sectPr><w:headerReference r:id="x"/></w:sectPr></w:pPr>`), 50),
	p(strings.Repeat(fld("begin")+fld("separate"), 50)) + strings.Repeat(tbl(tr(cel("1"))), 50) + p(strings.Repeat(fld("end"), 50)),
	tbl(tr(tc(p(fld("begin")), tbl(tr(tc(p(fld("end"))))), p(fld("end"), fld("separate"))))),
	// An element left open at the end of a part is closed once.
	tbl(tr("<w:tc>"+p(tx("1")))) + "<w:p><w:r><w:t>2",
	// What was remembered of properties belongs to its namespace and its place.
	p(hid("1")) + `<w:p xmlns:w="urn:x">` + hid("2") + "</w:p>" + p(hid("3")),
	// Merges that continue nothing, or what ended above.
	tbl(tr("<w:tc><w:tcPr><w:vMerge/><w:hMerge/></w:tcPr>"+p(tx("1"))+"</w:tc>"), tr(), tr("<w:tc><w:tcPr><w:vMerge/></w:tcPr>"+p(tx("2"))+"</w:tc>")),
	tbl(`<w:tr><w:trPr><w:gridBefore w:val="-1"/><w:gridAfter w:val="99999999999"/></w:trPr>` + cel("1") + "</w:tr>"),
	// A paragraph that waits for its continuation, at the end of all.
	tbl(tr(tc(p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", tx("1"))))) + p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"),
	// Digits raised by a style.
	p(r(`<w:rPr><w:rStyle w:val="n"/><w:vertAlign/></w:rPr><w:t>1</w:t>`)),
}

// FuzzDocument reads any body, style part and list part: it must end, say the same twice, and lay
// out whole grids.
func FuzzDocument(f *testing.F) {
	g := &generator{data: []byte(strings.Repeat("\x01\x07\x03\x55\x02", 40))}
	g.blocks(0, 5)
	style := `<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:basedOn w:val="n"/><w:rPr><w:vanish/></w:rPr><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`
	list := `<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`
	f.Add(g.String(), style, list)
	f.Add(tbl(tr(cel("1"), "<w:tc><w:tcPr><w:gridSpan w:val=\"999999\"/><w:vMerge/></w:tcPr>"+p()+"</w:tc>")), "", list)
	f.Add(p(fld("begin"), tx("1"))+p(`<w:pPr><w:pStyle w:val="n"/></w:pPr>`, hid("2")), style, list)
	f.Add("<w:tbl><w:tr><w:tr><w:tc><w:tc>", "", "")
	for _, c := range slices.Concat(textCases, tableCases) {
		f.Add(c.body, "", "")
	}
	for _, c := range listCases {
		f.Add(c.body, listStyles, lists)
	}
	for _, body := range pastBodies {
		f.Add(body, style, list)
	}
	samples, err := pack.Samples()
	if err != nil || len(samples) == 0 {
		f.Fatalf("no samples: %v", err)
	}
	for _, data := range samples {
		part := func(name, root string) string { return pack.Inner(pack.Member(data, "word/"+name), root) }
		f.Add(part("document.xml", "w:body"), part("styles.xml", "w:styles"), part("numbering.xml", "w:numbering"))
	}
	limits := opc.Limits{MaxCells: 2000, MaxSpan: 50}
	f.Fuzz(func(t *testing.T, body, style, list string) {
		data := pack.DOCX(body, pack.Styles(style), pack.Numbering(list))
		d, err := Read(data, limits)
		again, err2 := Read(data, limits)
		if (err == nil) != (err2 == nil) || err != nil && err.Error() != err2.Error() || !reflect.DeepEqual(d, again) {
			t.Fatalf("read twice, got two things: %v, %v", err, err2)
		}
		number := 0
		for place := range d.Tables() {
			number++
			if place.Table.Pos.Table != number {
				t.Fatalf("table %d has number %d", number, place.Table.Pos.Table)
			}
			if grid.Area(place.Table) < 1<<20 {
				laid := grid.Lay(place.Table)
				sound(t, &laid)
			}
		}
	})
}
