package pdf

import (
	"bytes"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"
	"github.com/nianbao/nianbao/render/pdf/font"
)

// undated stands for the time of writing, which a file that depends on its
// input alone does not know.
var undated = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// paint writes the sheets with gofpdf.
func (c *composer) paint(title string) ([]byte, error) {
	f := gofpdf.NewCustom(&gofpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: gofpdf.SizeType{Wd: paperWidth, Ht: paperHeight}})
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	f.SetCatalogSort(true)
	f.SetCreationDate(undated)
	f.SetModificationDate(undated)
	f.SetCompression(true)

	names := make([]string, len(c.faces.all))
	stand := make([]map[rune]rune, len(c.faces.all))
	for i, face := range c.faces.all {
		if !c.faces.used[i].any {
			continue
		}
		var data []byte
		names[i] = "f" + strconv.Itoa(i)
		data, stand[i] = face.SubsetStandIns(c.faces.used[i].runes())
		f.AddUTF8FontFromBytes(names[i], "", data)
	}
	for _, s := range c.sheets {
		f.AddPage()
		p := &painter{f: f, names: names, stand: stand, size: -1}
		if s.sideways {
			// x runs up the left edge of the paper, y to the right.
			f.RawWriteStr("q 0 1 -1 0 " + strconv.FormatFloat(paperHeight, 'f', 3, 64) + " 0 cm")
		}
		for _, r := range s.rules {
			p.rule(r)
		}
		for _, r := range s.runs {
			p.run(r)
		}
		if s.sideways {
			p.spacing(0)
			f.RawWriteStr("Q")
			p.size = -1
		}
		for _, r := range s.folio {
			p.run(r)
		}
	}
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// painter holds the state of one page's content.
type painter struct {
	f      *gofpdf.Fpdf
	names  []string
	stand  []map[rune]rune
	face   faceID
	size   float64
	extra  float64
	weight float64
}

func (p *painter) rule(r rule) {
	if r.weight != p.weight {
		p.f.SetLineWidth(r.weight)
		p.weight = r.weight
	}
	p.f.Line(r.x1, r.y1, r.x2, r.y2)
}

func (p *painter) spacing(extra float64) {
	if differ(extra, p.extra) {
		p.f.RawWriteStr(strconv.FormatFloat(extra, 'f', 3, 64) + " Tc")
		p.extra = extra
	}
}

func (p *painter) run(r run) {
	if r.face != p.face || r.size != p.size {
		p.f.SetFont(p.names[r.face], "", r.size)
		p.face, p.size = r.face, r.size
	}
	if len(r.text) > 1 {
		p.spacing(r.extra)
	}
	text := make([]rune, len(r.text))
	for i, c := range r.text {
		if c > 0xFFFF {
			c = p.code(r.face, c)
		}
		text[i] = c
	}
	p.f.Text(r.x, r.y, string(text))
}

// code is what stands for a character beyond the basic plane.
func (p *painter) code(id faceID, c rune) rune {
	if s, ok := p.stand[id][c]; ok {
		return s
	}
	return font.Missing
}

