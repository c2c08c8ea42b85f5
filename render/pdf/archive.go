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

// firstPage is the object of the first page.
const firstPage = 3

func pageObject(index int) int { return firstPage + 2*index }

// objectsOf cuts gofpdf's file by its table of offsets.
func objectsOf(file []byte) ([][]byte, error) {
	const mark = "startxref\n"
	at := bytes.LastIndex(file, []byte(mark))
	if at < 0 {
		return nil, fmt.Errorf("no table of offsets")
	}
	number, _, _ := strings.Cut(string(file[at+len(mark):]), "\n")
	table, err := strconv.Atoi(number)
	if err != nil || table < 0 || table > at {
		return nil, fmt.Errorf("table of offsets at %q", number)
	}
	lines := bytes.Split(file[table:at], []byte("\n"))
	if len(lines) < 3 {
		return nil, fmt.Errorf("empty table of offsets")
	}
	var size int
	if _, err := fmt.Sscanf(string(lines[1]), "0 %d", &size); err != nil || len(lines) < 2+size {
		return nil, fmt.Errorf("table of offsets begins with %q", lines[1])
	}
	objects := make([][]byte, size)
	for n := 1; n < size; n++ {
		from, err := strconv.Atoi(string(lines[2+n][:min(10, len(lines[2+n]))]))
		if err != nil || from > table {
			return nil, fmt.Errorf("object %d at %q", n, lines[2+n])
		}
		head := strconv.Itoa(n) + " 0 obj\n"
		if !bytes.HasPrefix(file[from:], []byte(head)) {
			return nil, fmt.Errorf("no object %d at %d", n, from)
		}
		objects[n] = file[from+len(head) : table]
	}
	// Each ends where the next in the file begins; a stream's bytes may say
	// "endobj", so its length counts.
	for n := 1; n < size; n++ {
		o := objects[n]
		from := 0
		if i := bytes.Index(o, []byte("\nstream\n")); i >= 0 && i < bytes.Index(o, []byte("endobj")) {
			length := lengthOf(o[:i])
			if length < 0 || i+8+length > len(o) {
				return nil, fmt.Errorf("object %d has no length", n)
			}
			from = i + 8 + length
		}
		end := bytes.Index(o[from:], []byte("endobj"))
		if end < 0 {
			return nil, fmt.Errorf("object %d has no end", n)
		}
		objects[n] = o[:from+end]
	}
	return objects, nil
}

// lengthOf is the value of /Length in a dictionary, -1 where there is none.
func lengthOf(dict []byte) int {
	const key = "/Length "
	i := bytes.Index(dict, []byte(key))
	if i < 0 {
		return -1
	}
	n, any := 0, false
	for _, c := range dict[i+len(key):] {
		if c < '0' || c > '9' {
			break
		}
		n, any = n*10+int(c-'0'), true
	}
	if !any {
		return -1
	}
	return n
}

// streamOf is the content of a stream object.
func streamOf(object []byte) []byte {
	const mark = "\nstream\n"
	i := bytes.Index(object, []byte(mark))
	if i < 0 {
		return nil
	}
	n := lengthOf(object[:i])
	return object[i+len(mark):][:n]
}

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

// outline writes the bookmarks, one level below the other, and returns their root.
func (a *archive) outline() int {
	marks := a.comp.bookmarks
	if len(marks) == 0 {
		return 0
	}
	root := a.reserve()
	numbers := make([]int, len(marks))
	parent := make([]int, len(marks)) // index, or -1 for the root
	children := map[int][]int{}
	var path []int
	for i, m := range marks {
		numbers[i] = a.reserve()
		for len(path) > 0 && marks[path[len(path)-1]].level >= m.level {
			path = path[:len(path)-1]
		}
		parent[i] = -1
		if len(path) > 0 {
			parent[i] = path[len(path)-1]
		}
		children[parent[i]] = append(children[parent[i]], i)
		path = append(path, i)
	}
	span := func(of int) string {
		kids := children[of]
		if len(kids) == 0 {
			return ""
		}
		count := len(kids)
		if of >= 0 {
			count = -count // closed
		}
		return fmt.Sprintf("/First %d 0 R /Last %d 0 R /Count %d", numbers[kids[0]], numbers[kids[len(kids)-1]], count)
	}
	a.begin(root)
	a.out = append(a.out, "<</Type /Outlines "+span(-1)+">>\n"...)
	a.end()
	for i, m := range marks {
		a.begin(numbers[i])
		up := root
		if parent[i] >= 0 {
			up = numbers[parent[i]]
		}
		a.out = append(a.out, "<</Title "...)
		a.out = appendText(a.out, m.text)
		a.out = fmt.Appendf(a.out, "/Parent %d 0 R", up)
		kids := children[parent[i]]
		for k, id := range kids {
			if id != i {
				continue
			}
			if k > 0 {
				a.out = fmt.Appendf(a.out, "/Prev %d 0 R", numbers[kids[k-1]])
			}
			if k < len(kids)-1 {
				a.out = fmt.Appendf(a.out, "/Next %d 0 R", numbers[kids[k+1]])
			}
		}
		x, y := 0.0, paperHeight-m.y
		if a.comp.sheets[m.page].sideways {
			x, y = m.y, paperHeight
		}
		a.out = fmt.Appendf(a.out, "%s/Dest [%d 0 R /XYZ %.2f %.2f null]>>\n", span(i), pageObject(m.page), x, y)
		a.end()
	}
	return root
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
