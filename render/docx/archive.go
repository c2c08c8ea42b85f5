package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/nianbao/nianbao/parse"
)

// archive is an original that was found to be whole: every member inflates to
// its declared size and checksum.
type archive struct {
	data  []byte
	files []*zip.File
	// nextID is above every annotation id in use.
	nextID int
	// signed is true where the package has digital signatures.
	signed bool
	// kind is the content type of a main part that must not be named .docx.
	kind string
}

// The limits on what is copied, where nobody raised them: those of the reader
// for text, and more for all parts together, as the reader passes pictures over.
const (
	mostEntries = 10_000
	mostPart    = 64 << 20
	mostText    = 96 << 20
	mostRatio   = 200
	timesText   = 4
)

// openArchive checks an archive before the library sees it. Sizes are bounded
// as declared: archive/zip stops a member that is longer than its directory says.
func openArchive(data []byte, limits parse.Limits) (*archive, error) {
	if !bytes.Contains(data, []byte("PK\x05\x06")) {
		return nil, &Refused{"这是单个 XML 文件形式的 Word 文档；请用 Word 或 WPS 打开并另存为 DOCX", "this is a Word document in one XML file; open it in Word or WPS and save it as DOCX"}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		reason := strings.TrimPrefix(err.Error(), "zip: ")
		return nil, &Refused{"文件的目录已损坏（" + reason + "）；请重新获取该文件", "the file's directory is damaged (" + reason + "); get the file again"}
	}
	a := &archive{data: data, files: z.File, nextID: 1}
	if err := a.bounds(limits); err != nil {
		return nil, err
	}
	var content bytes.Buffer
	for _, f := range a.files {
		content.Reset()
		if err := inflate(&content, f); err != nil {
			return nil, damaged(f.Name, err)
		}
		a.look(f.Name, content.Bytes())
	}
	return a, nil
}

// bounds keeps the copy within the limits.
func (a *archive) bounds(limits parse.Limits) error {
	or := func(v, standard int64) int64 {
		if v > 0 {
			return v
		}
		return standard
	}
	entries, part, text := or(int64(limits.MaxEntries), mostEntries), or(limits.MaxPart, mostPart), or(limits.MaxTotal, mostText)
	ratio := or(int64(limits.MaxRatio), mostRatio)
	limit := func(flag, format string, args ...any) error {
		return &parse.LimitError{Flag: flag, Detail: "copy the document: " + fmt.Sprintf(format, args...)}
	}
	if int64(len(a.files)) > entries {
		return limit("--max-entries", "%d members, more than %d", len(a.files), entries)
	}
	var all, held uint64
	for _, f := range a.files {
		if f.UncompressedSize64 > uint64(part) {
			return limit("--max-part", "%s is larger than %d bytes", f.Name, part)
		}
		all += f.UncompressedSize64
		if !inMemory(f.Name) {
			continue
		}
		held += f.UncompressedSize64
		if f.UncompressedSize64 > 1<<20 && f.UncompressedSize64/uint64(ratio) > f.CompressedSize64 {
			return limit("--max-ratio", "%s is more than %d times its packed size", f.Name, ratio)
		}
	}
	if held > uint64(text) || all > timesText*uint64(text) {
		return limit("--max-total", "all parts together are larger than %d bytes", text)
	}
	return nil
}

// inMemory says whether the library keeps a member as text: it takes any name
// with one of these words for a header or a footer.
func inMemory(name string) bool {
	return name == mainPart || name == mainRelations || strings.Contains(name, "header") || strings.Contains(name, "footer") || strings.HasSuffix(name, ".xml")
}

// inflate unpacks a member and checks it. archive/zip takes a checksum of 0 for
// one that was not set; here it is a wrong one.
func inflate(into *bytes.Buffer, f *zip.File) error {
	if f.Flags&1 != 0 {
		return fmt.Errorf("it is encrypted")
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	into.Grow(int(min(f.UncompressedSize64, f.CompressedSize64*1032+1)) + bytes.MinRead)
	if _, err := io.Copy(into, r); err != nil {
		return err
	}
	if crc32.ChecksumIEEE(into.Bytes()) != f.CRC32 {
		return zip.ErrChecksum
	}
	return nil
}

func damaged(part string, err error) error {
	reason := strings.TrimPrefix(err.Error(), "zip: ")
	return &Refused{
		"文件中的部件 " + part + " 已损坏（" + reason + "）；请重新获取该文件，或用 Word 或 WPS 打开修复后另存",
		"the part " + part + " of the file is damaged (" + reason + "); get the file again, or open it in Word or WPS, let it be repaired and save it",
	}
}

// look takes from a part what the copy depends on.
func (a *archive) look(name string, content []byte) {
	switch {
	case strings.HasPrefix(strings.ToLower(name), "_xmlsignatures/"):
		a.signed = true
	case strings.EqualFold(name, "[Content_Types].xml"):
		for _, kind := range []string{"macroEnabled", "template.main+xml"} {
			if bytes.Contains(content, []byte(kind)) {
				a.kind = kind
			}
		}
	case strings.HasPrefix(name, "word/") && path.Ext(name) == ".xml":
		a.nextID = max(a.nextID, highestID(content)+1)
	}
}

// reserved bounds the ids that are looked at: none of ours comes near it.
const reserved = 1 << 30

// highestID is the largest id attribute below reserved, textually: an id that
// is no annotation's does no harm.
func highestID(content []byte) int {
	highest := 0
	for {
		i := bytes.Index(content, []byte("id="))
		if i < 0 {
			return highest
		}
		content = content[i+len("id="):]
		if len(content) < 2 {
			return highest
		}
		digits := content[1:min(len(content), 12)]
		if end := bytes.IndexByte(digits, content[0]); end > 0 {
			if n, err := strconv.Atoi(string(digits[:end])); err == nil && n < reserved {
				highest = max(highest, n)
			}
		}
	}
}

// suits says whether the library can write this archive.
func (a *archive) suits() error {
	if a.kind != "" {
		return &Refused{"这是带宏的文档或模板；请用 Word 或 WPS 另存为 DOCX", "this is a document with macros, or a template; save it as DOCX in Word or WPS"}
	}
	seen := map[string]bool{}
	main, relations := false, false
	for _, f := range a.files {
		key := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if seen[key] {
			return &Refused{"文件中有两个名为 " + f.Name + " 的部件；请用 Word 或 WPS 打开并另存", "the file has two parts named " + f.Name + "; open it in Word or WPS and save it again"}
		}
		seen[key] = true
		main, relations = main || f.Name == mainPart, relations || f.Name == mainRelations
	}
	if !main || !relations {
		return unusual(mainPart)
	}
	return nil
}

func unusual(part string) error {
	return &Refused{"文件的结构不寻常（缺少 " + part + " 或其关系部件）；请用 Word 或 WPS 打开并另存为 DOCX", "the file is built unusually (no " + part + " with its relationships); open it in Word or WPS and save it as DOCX"}
}

// sameParts checks what the library wrote against the original, as it would not
// have told of an error: the same members in the same order, each of the same
// content but the main part, which is as edited.
func (a *archive) sameParts(copied []byte, edited string) error {
	z, err := zip.NewReader(bytes.NewReader(copied), int64(len(copied)))
	if err != nil {
		return fmt.Errorf("check the copy: %w", err)
	}
	if len(z.File) != len(a.files) {
		return fmt.Errorf("check the copy: it has %d parts, not %d", len(z.File), len(a.files))
	}
	for i, f := range a.files {
		sum, size := f.CRC32, f.UncompressedSize64
		if f.Name == mainPart {
			sum, size = crc32.ChecksumIEEE([]byte(edited)), uint64(len(edited))
		}
		if g := z.File[i]; g.Name != f.Name || g.CRC32 != sum || g.UncompressedSize64 != size {
			return fmt.Errorf("check the copy: part %s was not copied whole", f.Name)
		}
	}
	return nil
}
