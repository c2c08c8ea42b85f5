package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
)

// document is what a draft is made from.
type document struct {
	name   string
	source []byte
	// original is the old document that source was made of; nil where it was
	// taken in as it is.
	original *convert.Original
}

// madeOf tells whether these were the bytes taken in.
func (d document) madeOf(data []byte) bool {
	if d.original == nil {
		return bytes.Equal(d.source, data)
	}
	return d.original.SHA256 == hashOf(data)
}

// read takes a document in that can be converted.
func (s *Server) read(ctx context.Context, name string, data []byte, given []answers.Answer) (document, error) {
	of := document{name: name, source: data}
	if parse.IsDOC(data) && s.Old != nil {
		made, err := s.Old(data)
		if err != nil {
			return document{}, err
		}
		of.source, of.original = made, &convert.Original{Format: "doc", Bytes: int64(len(data)), SHA256: hashOf(data)}
	}
	_, err := s.convert(ctx, of, given, nil, render.Options{})
	return of, err
}

// Put takes a document in before the page is opened, with the answers that are
// kept beside it.
func (s *Server) Put(name string, data []byte, given []answers.Answer) error {
	of, err := s.read(context.Background(), baseName(name), data, given)
	if err == nil {
		s.drafts.add(of, func(d *draft) { d.answers = given })
	}
	return err
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
