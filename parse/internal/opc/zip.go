package opc

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"
)

// member is one entry of the archive's directory.
type member struct {
	file    *zip.File
	archive []byte
}

// Open opens a container. Members are inflated one by one, when they are read.
func Open(data []byte, limits Limits) (*Package, error) {
	p := &Package{limits: limits.WithDefaults(), parts: map[string]*part{}}
	if IsFlat(data) {
		return p, p.openFlat(data)
	}
	archive, err := p.bounds(data)
	if err != nil {
		return nil, err
	}
	// A small file cannot have too many entries, nor names too long; a large one
	// is looked through before anything is made of it.
	if len(archive)/entryLength > p.limits.MaxEntries {
		n, names := count(archive)
		if n > 2*p.limits.MaxEntries {
			return nil, p.tooMany(n)
		}
		if most := longName * p.limits.MaxEntries; names > most {
			return nil, &LimitError{Flag: "--max-entries", Detail: fmt.Sprintf("open the archive: its members' names are longer than %d bytes in all", most)}
		}
	}
	r, err := zip.NewReader(uncommented(archive), int64(len(archive)))
	if err != nil {
		return nil, &FormatError{Found: "a ZIP archive whose directory is damaged (" + strings.TrimPrefix(err.Error(), "zip: ") + "); get the file again"}
	}
	if len(r.File) > p.limits.MaxEntries {
		return nil, p.tooMany(len(r.File))
	}
	backslash := false
	for _, f := range r.File {
		if strings.HasSuffix(f.Name, "/") || strings.HasSuffix(f.Name, `\`) {
			continue // a folder
		}
		backslash = backslash || strings.IndexByte(f.Name, '\\') >= 0
		p.add(&part{name: clean(f.Name), member: &member{file: f, archive: archive}})
	}
	if backslash {
		p.remark(Repaired, "", "member names are written with backslashes")
	}
	return p, nil
}

const (
	entrySignature = "PK\x01\x02"
	entryLength    = 46
	// longName is how long, in bytes, the names of members may be on average,
	// with what else their entries hold.
	longName = 512
)

// count finds what look like entries of a directory, and how long their names,
// extra fields and comments are in all.
func count(archive []byte) (entries, names int) {
	for {
		i := bytes.Index(archive, []byte(entrySignature))
		if i < 0 || len(archive)-i < entryLength {
			return entries, names
		}
		entries++
		for k := 28; k <= 32; k += 2 {
			names += int(binary.LittleEndian.Uint16(archive[i+k:]))
		}
		archive = archive[i+entryLength:]
	}
}

func (p *Package) tooMany(n int) error {
	return &LimitError{Flag: "--max-entries", Detail: fmt.Sprintf("open the archive: %d members, more than %d", n, p.limits.MaxEntries)}
}

const (
	endSignature = "PK\x05\x06"
	endLength    = 22
)

// bounds cuts off what stands behind the archive, its comment with it. What stands before it is
// archive/zip's business: it reckons all offsets from the directory's end.
func (p *Package) bounds(data []byte) ([]byte, error) {
	i := bytes.LastIndex(data, []byte(endSignature))
	for i >= 0 && len(data)-i < endLength {
		i = bytes.LastIndex(data[:i], []byte(endSignature))
	}
	if i < 0 {
		return nil, &FormatError{Found: "a ZIP archive that is cut off (its directory is missing); get the file again"}
	}
	if !bytes.HasPrefix(data, []byte("PK")) {
		p.remark(Repaired, "", "there is something before the archive")
	}
	end := i + endLength
	switch comment := int(binary.LittleEndian.Uint16(data[end-2:])); {
	case end+comment < len(data):
		p.remark(Repaired, "", fmt.Sprintf("there are %d bytes behind the archive", len(data)-end-comment))
	case end+comment > len(data):
		p.remark(Repaired, "", "the archive's comment is cut off")
	}
	return data[:end], nil
}

// uncommented reads an archive whose comment was cut off: the comment's length,
// its last two bytes, is 0.
type uncommented []byte

func (a uncommented) ReadAt(p []byte, from int64) (int, error) {
	n, err := bytes.NewReader(a).ReadAt(p, from)
	for i := max(0, len(a)-2-int(from)); i < n; i++ {
		p[i] = 0
	}
	return n, err
}

// inflaters keep their windows between parts. They are not the standard
// library's, since inflating is half of the time of reading.
var inflaters = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}

// inflate unpacks a member within the limits and checks it.
func (p *Package) inflate(m *part) ([]byte, error) {
	f := m.member.file
	if f.Flags&1 != 0 {
		return nil, errors.New("the member is encrypted; save the file without a password")
	}
	offset, err := f.DataOffset()
	if err != nil {
		return nil, fmt.Errorf("its place in the archive is wrong: %w", err)
	}
	archive := m.member.archive
	if offset > int64(len(archive)) {
		offset = int64(len(archive))
	}
	packed := archive[offset:]
	if f.CompressedSize64 < uint64(len(packed)) {
		packed = packed[:f.CompressedSize64]
	}

	bound, flag := p.limits.MaxPart, "--max-part"
	if rest := p.limits.MaxTotal - p.total; rest < bound {
		bound, flag = rest, "--max-total"
	}
	if byRatio := max(1<<20, int64(len(packed))*int64(p.limits.MaxRatio)); byRatio < bound {
		bound, flag = byRatio, "--max-ratio"
	}
	exceeded := func() error {
		var detail string
		switch flag {
		case "--max-part":
			detail = fmt.Sprintf("larger than %d bytes when inflated", p.limits.MaxPart)
		case "--max-total":
			detail = fmt.Sprintf("all parts together are larger than %d bytes when inflated", p.limits.MaxTotal)
		default:
			detail = fmt.Sprintf("inflates to more than %d times its packed size", p.limits.MaxRatio)
		}
		return &LimitError{Flag: flag, Detail: detail}
	}

	var out []byte
	var damage error
	switch f.Method {
	case zip.Store:
		if int64(len(packed)) > bound {
			return nil, exceeded()
		}
		out = packed
	case zip.Deflate:
		// Deflate packs at most 1032 : 1, so a directory that lies about the size
		// cannot make this buffer large.
		size := min(f.UncompressedSize64, uint64(bound), uint64(len(packed))*1032)
		out, damage = unpack(packed, int(size), bound)
		p.inflated = append(p.inflated, out)
		if int64(len(out)) > bound {
			return nil, exceeded()
		}
	default:
		return nil, fmt.Errorf("packed by method %d, which is not read; open the file in Word or WPS and save it again", f.Method)
	}
	p.total += int64(len(out))
	switch {
	case damage != nil:
		p.Remarks = append(p.Remarks, Remark{Kind: Damaged, Part: m.name, Offset: len(out), Detail: "the packed data is damaged; what comes behind is lost"})
	case crc32.ChecksumIEEE(out) != f.CRC32:
		p.remark(Checksum, m.name, "the part's checksum does not match its content; it was read all the same")
	}
	return out, nil
}

// buffers hold inflated parts; Package.Release gives them back.
var buffers sync.Pool

// maxPooled keeps a rare huge part from staying in memory.
const maxPooled = 4 << 20

func buffer(size int) []byte {
	if p, ok := buffers.Get().(*[]byte); ok && cap(*p) >= size {
		return (*p)[:size]
	}
	return make([]byte, size, max(size, 64<<10))
}

// Release gives the memory of the parts that were read back: no slice that
// Read returned may be used any more.
func (p *Package) Release() {
	for _, b := range p.inflated {
		if cap(b) <= maxPooled {
			buffers.Put(&b)
		}
	}
	p.inflated = nil
}

// unpack inflates into a buffer of the expected size, more if there is more,
// up to one byte beyond bound. With an error, what was good comes with it.
func unpack(packed []byte, size int, bound int64) ([]byte, error) {
	r := inflaters.Get().(io.ReadCloser)
	defer inflaters.Put(r)
	if err := r.(flate.Resetter).Reset(bytes.NewReader(packed), nil); err != nil {
		return nil, err
	}
	out := buffer(size + 1) // one more, so that the end shows without growing
	n := 0
	for {
		k, err := r.Read(out[n:])
		n += k
		switch {
		case err == io.EOF:
			return out[:n], nil
		case err != nil:
			return out[:n], err
		case int64(n) > bound:
			return out[:n], nil
		case n == len(out):
			out = append(out, make([]byte, min(int64(len(out)), bound+1-int64(n)))...)
		}
	}
}
