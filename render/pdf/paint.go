package pdf

import (
	"bytes"
	"fmt"
	"strconv"
	"time"

	"github.com/jung-kurt/gofpdf"

	"github.com/nianbao/nianbao/render/pdf/font"
)

// undated takes the place of the time of writing, which a file that depends on
// its input alone does not know.
var undated = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// paint writes the sheets: gofpdf draws, archive makes PDF/A of it.
func (c *composer) paint(info metadata) ([]byte, error) {
	f := gofpdf.NewCustom(&gofpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: gofpdf.SizeType{Wd: paperWidth, Ht: paperHeight}})
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	f.SetCatalogSort(true)
	f.SetCreationDate(undated)
	f.SetModificationDate(undated)
	f.SetCompression(false) // the pages' content; fonts it compresses all the same

	a := &archive{comp: c, info: info, cuts: make([]cutFace, len(c.faces.all))}
	for i := range c.faces.all {
		if !c.faces.used[i].any {
			continue
		}
		var err error
		if a.cuts[i], err = c.faces.cut(faceID(i)); err != nil {
			return nil, err
		}
	}
	// A face that gofpdf has at hand, so that it writes texts: byte by byte as it
	// is given them. archive puts ours in its place.
	f.SetFont("Helvetica", "", size3)
	for _, s := range c.sheets {
		f.AddPage()
		p := &painter{f: f, cuts: a.cuts, size: -1}
		p.sheet(s)
		a.pages = append(a.pages, p.tags)
	}
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		return nil, fmt.Errorf("write pages: %w", err)
	}
	var err error
	if a.objects, err = objectsOf(b.Bytes()); err != nil {
		return nil, fmt.Errorf("read pages back: %w", err)
	}
	return a.write()
}

// painter holds the state of one page's content.
type painter struct {
	f    *gofpdf.Fpdf
	cuts []cutFace
	tags pageTags

	face   faceID
	size   float64
	extra  float64
	weight float64
	elem   int32
	open   bool
	codes  []byte
}

func (p *painter) sheet(s *sheet) {
	if s.sideways {
		// x runs up the left edge of the paper, y to the right.
		p.f.RawWriteStr("q 0 1 -1 0 " + strconv.FormatFloat(paperHeight, 'f', 3, 64) + " 0 cm")
	}
	if len(s.rules) > 0 {
		p.belong(artifact)
	}
	for _, r := range s.rules {
		p.rule(r)
	}
	for _, r := range s.runs {
		p.run(r)
	}
	if s.sideways {
		p.close()
		p.spacing(0)
		p.f.RawWriteStr("Q")
		p.size = -1
	}
	for _, r := range s.folio {
		p.run(r)
	}
	p.close()
}

// belong says to which element the following content belongs.
func (p *painter) belong(elem int32) {
	if p.open && p.elem == elem {
		return
	}
	p.close()
	p.open, p.elem = true, elem
	if elem == artifact {
		p.f.RawWriteStr("/Artifact BMC")
		return
	}
	p.f.RawWriteStr("/Span <</MCID " + strconv.Itoa(len(p.tags)) + ">> BDC")
	p.tags = append(p.tags, elem)
}

func (p *painter) close() {
	if p.open {
		p.f.RawWriteStr("EMC")
		p.open = false
	}
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
	p.belong(r.elem)
	if r.face != p.face || r.size != p.size {
		p.f.RawWriteStr("BT /" + resourceName(r.face) + " " + strconv.FormatFloat(r.size, 'f', 2, 64) + " Tf ET")
		p.face, p.size = r.face, r.size
	}
	if len(r.text) > 1 {
		p.spacing(r.extra)
	}
	p.codes = p.codes[:0]
	codes := p.cuts[r.face].code
	for _, c := range r.text {
		code, ok := codes[c]
		if !ok {
			code = codes[font.Missing]
		}
		p.codes = append(p.codes, byte(code>>8), byte(code))
	}
	p.f.Text(r.x, r.y, string(p.codes))
}
