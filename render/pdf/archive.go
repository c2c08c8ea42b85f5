package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// gofpdf writes no PDF/A: no identifier, no metadata that the catalog knows, no
// output intent, font names without the mark of a subset, a name tree that is
// forbidden. archive writes its objects anew with all that (ISO 19005-1, level
// B), and adds what gofpdf has no words for: language, tags, an outline. It
// embeds the faces itself: gofpdf parses each face twice and lists the widths of
// all 65536 codes, which took twice as long as all the rest.
//
// gofpdf gives the pages' tree the number 1, the resources 2, page n, from 1, the
// number 1+2n and its content the one after. What follows is written anew.
type archive struct {
	out     []byte
	objects [][]byte // of gofpdf, by number, between "obj" and "endobj"
	offsets []int    // of what is written, by number
	comp    *composer
	info    metadata
	cuts    []cutFace // by face
	pages   []pageTags
}

// metadata is what the file says about itself.
type metadata struct {
	title    string
	language string
}

// pageTags lists the element of each marked piece of a page's content.
type pageTags []int32

// write gives the whole file.
func (a *archive) write() ([]byte, error) {
	last := pageObject(len(a.comp.sheets))
	if len(a.objects) < last {
		return nil, fmt.Errorf("%d objects for %d pages", len(a.objects), len(a.comp.sheets))
	}
	a.out = append(a.out, "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n"...)
	a.offsets = make([]int, last)
	fonts := make([]string, 0, len(a.cuts))
	for id := range a.cuts {
		if a.cuts[id].data != nil {
			fonts = append(fonts, fmt.Sprintf("/%s %d 0 R", resourceName(faceID(id)), a.font(faceID(id))))
		}
	}
	if err := a.resources(fonts); err != nil {
		return nil, err
	}
	a.begin(1)
	a.out = append(a.out, a.objects[1]...)
	a.end()
	for n := firstPage; n < last; n++ {
		a.page(n, a.objects[n])
	}
	info := a.begin(0)
	a.out = append(a.out, "<</Title "...)
	a.out = appendText(a.out, a.info.title)
	a.out = append(a.out, "/Producer ("+producer+")>>\n"...)
	a.end()

	xmp := a.metadata()
	profile := a.stream("/N 3", srgb(), true)
	outline := a.outline()
	tags := a.tags()

	catalog := a.begin(0)
	a.out = fmt.Appendf(a.out, "<</Type /Catalog /Pages 1 0 R /Lang (%s) /Metadata %d 0 R\n", a.info.language, xmp)
	a.out = fmt.Appendf(a.out, "/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /DestOutputProfile %d 0 R>>]\n", profile)
	a.out = fmt.Appendf(a.out, "/MarkInfo <</Marked true>> /StructTreeRoot %d 0 R\n", tags)
	if outline > 0 {
		a.out = fmt.Appendf(a.out, "/Outlines %d 0 R /PageMode /UseOutlines\n", outline)
	}
	a.out = append(a.out, "/ViewerPreferences <</DisplayDocTitle true>>>>\n"...)
	a.end()
	return a.trailer(catalog, info), nil
}

// resources names the fonts. gofpdf chooses its own face at the head of each
// page and draws nothing with it; its name stands for one of ours.
func (a *archive) resources(fonts []string) error {
	_, name, ok := bytes.Cut(a.objects[2], []byte("/Font <<\n/"))
	name, _, ok2 := bytes.Cut(name, []byte(" "))
	if !ok || !ok2 || len(fonts) == 0 {
		return fmt.Errorf("no font among the resources")
	}
	_, number, _ := strings.Cut(fonts[0], " ")
	a.begin(2)
	a.out = append(a.out, "<</ProcSet [/PDF /Text] /Font <<"+strings.Join(fonts, " ")+" /"+string(name)+" "+number+">>>>\n"...)
	a.end()
	return nil
}

// resourceName is what pages call a face.
func resourceName(id faceID) string { return "N" + strconv.Itoa(int(id)) }

func (a *archive) trailer(catalog, info int) []byte {
	sum := sha256.Sum256(a.out)
	id := strings.ToUpper(hex.EncodeToString(sum[:16]))
	table := len(a.out)
	a.out = fmt.Appendf(a.out, "xref\n0 %d\n0000000000 65535 f \n", len(a.offsets))
	for _, at := range a.offsets[1:] {
		a.out = fmt.Appendf(a.out, "%010d 00000 n \n", at)
	}
	return fmt.Appendf(a.out, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(a.offsets), catalog, info, id, id, table)
}

// begin opens an object of that number; one of 0 gets the next free one.
func (a *archive) begin(n int) int {
	if n == 0 {
		n = a.reserve()
	}
	a.offsets[n] = len(a.out)
	a.out = strconv.AppendInt(a.out, int64(n), 10)
	a.out = append(a.out, " 0 obj\n"...)
	return n
}

func (a *archive) reserve() int {
	a.offsets = append(a.offsets, 0)
	return len(a.offsets) - 1
}

func (a *archive) end() { a.out = append(a.out, "endobj\n"...) }

// stream writes a new stream object and returns its number.
func (a *archive) stream(dict string, data []byte, small bool) int {
	n := a.begin(0)
	a.streamBody(dict, data, small)
	a.end()
	return n
}

func (a *archive) streamBody(dict string, data []byte, small bool) {
	a.out = append(a.out, "<<"...)
	a.out = append(a.out, dict...)
	if small {
		data = deflate(data)
		a.out = append(a.out, "/Filter /FlateDecode"...)
	}
	a.out = fmt.Appendf(a.out, " /Length %d>>\nstream\n", len(data))
	a.out = append(a.out, data...)
	a.out = append(a.out, "\nendstream\n"...)
}

// page adds to a page that it lies on its side, and which tags its content has;
// the content, which gofpdf leaves as it is, is compressed.
func (a *archive) page(n int, o []byte) {
	a.begin(n)
	index := (n - firstPage) / 2
	if (n-firstPage)%2 == 1 {
		a.streamBody("", streamOf(o), true)
		a.end()
		return
	}
	const head = "<</Type /Page\n"
	a.out = append(a.out, head...)
	if a.comp.sheets[index].sideways {
		a.out = append(a.out, "/Rotate 90\n"...)
	}
	a.out = fmt.Appendf(a.out, "/StructParents %d /Tabs /S\n", index)
	a.out = append(a.out, bytes.TrimPrefix(o, []byte(head))...)
	a.end()
}

var deflaters = sync.Pool{New: func() any {
	w, _ := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	return w
}}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	b.Grow(len(data)/3 + 64)
	w := deflaters.Get().(*zlib.Writer)
	w.Reset(&b)
	w.Write(data) // into memory: no error
	w.Close()
	deflaters.Put(w)
	return b.Bytes()
}
