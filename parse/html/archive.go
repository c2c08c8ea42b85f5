package html

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// IsArchive recognises an MHT file: a MIME header (RFC 2557) instead of a page.
func IsArchive(data []byte) bool {
	head := bytes.ToLower(data[:min(len(data), 8192)])
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte{0xEF, 0xBB, 0xBF}), " \t\r\n")
	// The header is over at the first empty line, and it begins with a field.
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if at := bytes.Index(head, []byte(end)); at >= 0 {
			head = head[:at]
		}
	}
	if len(head) == 0 || head[0] < 'a' || head[0] > 'z' {
		return false
	}
	return bytes.Contains(head, []byte("content-type:")) && (bytes.Contains(head, []byte("multipart/")) || bytes.Contains(head, []byte("text/html")) || bytes.Contains(head, []byte("xhtml"))) &&
		(bytes.Contains(head, []byte("mime-version:")) || bytes.HasPrefix(head, []byte("content-type:")) || bytes.HasPrefix(head, []byte("from:")))
}

// maxNested bounds multiparts in multiparts; saved pages have one or two.
const maxNested = 4

// archive is an MHT file while its parts are looked through.
type archive struct {
	limits opc.Limits
	pages  []part
	start  string // Content-ID of the root, as the header names it
	at     string // Content-Location of the archive
	parts  int
	total  int64
	notes  []doc.Note
}

// part is one part that is a page.
type part struct {
	data     []byte
	charset  string
	id       string
	location string
}

// unpack finds the page of an archive: the part that the header names as the
// start, else the one from the archive's own location, else the first page.
func unpack(data []byte, limits opc.Limits) (page, error) {
	a := &archive{limits: limits}
	head, body := cutHeader(data)
	header, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(head))).ReadMIMEHeader()
	if err != nil && len(header) == 0 {
		return page{}, fmt.Errorf("read the header of the web archive: %w", err)
	}
	a.at = header.Get("Snapshot-Content-Location")
	if a.at == "" {
		a.at = header.Get("Content-Location")
	}
	if _, params, err := mime.ParseMediaType(header.Get("Content-Type")); err == nil {
		a.start = strings.Trim(params["start"], "<> ")
	}
	if err := a.read(header, bytes.NewReader(body), 0); err != nil {
		return page{}, err
	}
	if len(a.pages) == 0 {
		return page{}, &opc.FormatError{Found: "a web archive (MHT) without a page in it; save the page again, or as DOCX"}
	}
	root := 0
	for i := len(a.pages) - 1; i >= 0; i-- {
		if p := &a.pages[i]; p.location != "" && p.location == a.at {
			root = i
		}
	}
	for i := range a.pages {
		if a.start != "" && a.pages[i].id == a.start {
			root = i
		}
	}
	for i := range a.pages {
		if i != root && len(bytes.TrimSpace(a.pages[i].data)) > 0 {
			a.notes = append(a.notes, doc.Note{Code: doc.AltChunk, Detail: "another page of the web archive: " + a.pages[i].location})
		}
	}
	return page{a.pages[root].data, a.pages[root].charset, a.notes}, nil
}

// maxHeader is the size of the longest header; multipart.Reader bounds those of
// parts in the same way.
const maxHeader = 1 << 20

// cutHeader divides a file at its first empty line. A header that is longer
// than maxHeader, or has no end, has no body.
func cutHeader(data []byte) (head, body []byte) {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte{0xEF, 0xBB, 0xBF}), " \t\r\n")
	head = data[:min(len(data), maxHeader)]
	for i := 0; ; {
		n := bytes.IndexByte(head[i:], '\n')
		if n < 0 {
			return head, nil
		}
		line := head[i : i+n]
		if i += n + 1; len(bytes.TrimRight(line, "\r")) == 0 {
			return head[:i], data[i:]
		}
	}
}

// readAll is io.ReadAll in pieces, so that no more than twice the size of what
// there is to read is taken.
func readAll(in io.Reader) ([]byte, error) {
	var pieces [][]byte
	for size := 4 << 10; ; size = min(2*size, 1<<20) {
		piece, n := make([]byte, size), 0
		for n < size {
			k, err := in.Read(piece[n:])
			n += k
			if err != nil {
				if errors.Is(err, io.EOF) {
					err = nil
				}
				return bytes.Join(append(pieces, piece[:n]), nil), err
			}
		}
		pieces = append(pieces, piece)
	}
}

// read reads one entity: a multipart, a page, or something that is no page.
func (a *archive) read(header textproto.MIMEHeader, body io.Reader, depth int) error {
	kind, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil && kind == "" {
		kind = "application/octet-stream"
	}
	if strings.HasPrefix(kind, "multipart/") {
		if depth == maxNested {
			return &opc.LimitError{Flag: "--max-depth", Detail: fmt.Sprintf("read the web archive: parts nest deeper than %d", maxNested)}
		}
		return a.readParts(multipart.NewReader(body, params["boundary"]), depth)
	}
	if kind != "text/html" && kind != "application/xhtml+xml" {
		return nil
	}
	switch strings.ToLower(strings.TrimSpace(header.Get("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, &alphabet{in: body})
	}
	data, err := readAll(io.LimitReader(body, a.limits.MaxPart+1))
	if int64(len(data)) > a.limits.MaxPart {
		return &opc.LimitError{Flag: "--max-part", Detail: fmt.Sprintf("read the web archive: a page of more than %d bytes", a.limits.MaxPart)}
	}
	if a.total += int64(len(data)); a.total > a.limits.MaxTotal {
		return &opc.LimitError{Flag: "--max-total", Detail: fmt.Sprintf("read the web archive: pages of more than %d bytes", a.limits.MaxTotal)}
	}
	location := header.Get("Content-Location")
	if err != nil {
		a.notes = append(a.notes, doc.Note{Code: doc.BrokenXML, Detail: fmt.Sprintf("the web archive is damaged in its page %s: %v", location, err)})
	}
	a.pages = append(a.pages, part{data, params["charset"], strings.Trim(header.Get("Content-ID"), "<> "), location})
	return nil
}

func (a *archive) readParts(parts *multipart.Reader, depth int) error {
	for {
		p, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			a.notes = append(a.notes, doc.Note{Code: doc.BrokenXML, Detail: fmt.Sprintf("the web archive breaks off after part %d: %v", a.parts, err)})
			return nil
		}
		if a.parts++; a.parts > a.limits.MaxEntries {
			return &opc.LimitError{Flag: "--max-entries", Detail: fmt.Sprintf("read the web archive: more than %d parts", a.limits.MaxEntries)}
		}
		if err := a.read(p.Header, p, depth+1); err != nil {
			return err
		}
	}
}

// alphabet passes on the characters of base64 alone.
type alphabet struct{ in io.Reader }

func (r *alphabet) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	kept := 0
	for _, c := range p[:n] {
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' {
			p[kept] = c
			kept++
		}
	}
	return kept, err
}
