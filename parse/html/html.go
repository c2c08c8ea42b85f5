// Package html reads web pages (HTML, XHTML, and the MHT archives that
// browsers, Word and WPS save them in) into package doc: tables as written
// with their spans, text as a reader of the page sees it.
//
// It knows HTML, the few properties of CSS on which the text depends, and what
// Word and WPS make of both; it knows nothing of annual reports and resolves no
// merges. It runs nothing and fetches nothing. What a page hides, and what it
// leaves to other files, is noted. data-* attributes are not read: any page
// could say anything there.
//
// A page comes in three steps: its bytes become text (encoding.go), a sieve
// takes out what is no content and keeps the limits (sieve.go), and the tree
// that goquery makes of the rest is walked (walk.go).
package html

import (
	"errors"
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/opc"
)

// Read reads a page or an archive of one. An error means that there is nothing
// to go on with: a limit, or an archive without a page.
func Read(data []byte, limits opc.Limits) (doc.Document, error) {
	limits = limits.WithDefaults()
	if int64(len(data)) > limits.MaxPart {
		return doc.Document{}, &opc.LimitError{Flag: "--max-part", Detail: fmt.Sprintf("read the page: larger than %d bytes", limits.MaxPart)}
	}
	page := page{data: data}
	if IsArchive(data) {
		var err error
		if page, err = unpack(data, limits); err != nil {
			return doc.Document{}, err
		}
	}
	return read(page, limits)
}

// page is one page to read, with what an archive said of it.
type page struct {
	data    []byte
	charset string // "" is unknown
	notes   []doc.Note
}

// maxTree is the depth at which the parser underneath gives up.
const maxTree = 512

func read(p page, limits opc.Limits) (doc.Document, error) {
	text, lossy := decode(p.data, p.charset)
	s := newSieve(text, limits)
	tree, err := goquery.NewDocumentFromReader(s)
	var limit *opc.LimitError
	switch {
	case errors.As(s.err, &limit):
		return doc.Document{}, limit
	case err != nil && strings.Contains(err.Error(), "exceeds 512"):
		return doc.Document{}, &opc.LimitError{Flag: "--max-depth", Detail: fmt.Sprintf("read the page: elements nest deeper than %d, the most that is read", maxTree)}
	case err != nil:
		return doc.Document{}, fmt.Errorf("read the page: %w", err)
	}
	r := &reader{s: s, limits: limits, doc: &doc.Document{Format: "html"}, sheet: parseSheet(s.css, s.rules)}
	r.doc.Notes = append(r.doc.Notes, p.notes...)
	r.doc.Properties = s.properties()
	if lossy && s.replaced > 0 {
		r.note(doc.BrokenXML, fmt.Sprintf("%d characters that are not of the page's encoding", s.replaced))
	}
	s.remark(r)
	for _, body := range tree.Find("body").Nodes {
		r.page(body)
	}
	if r.err != nil {
		return doc.Document{}, r.err
	}
	return *r.doc, nil
}

// name is the element's name in lower case, "" of what is no element.
func name(n *html.Node) string {
	if n.Type != html.ElementNode {
		return ""
	}
	return n.Data
}
