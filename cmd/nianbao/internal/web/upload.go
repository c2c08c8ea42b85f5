package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/schema/normalize"
)

// mostFiles bounds the files of one upload.
const mostFiles = 20

// hardRatio is how many times the allowed size is read through before a
// browser is cut off: it shows no answer while it is still sending.
const hardRatio = 8

var (
	errTooLarge = errors.New("the file is too large")
	errNoFile   = errors.New("no file was chosen")
)

// upload takes drafts in. One that cannot be read is answered with a sentence;
// with several, those that can be read are kept.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	if !enqueue(r.Context(), s.reading) {
		return
	}
	defer func() { <-s.reading }()
	r.Body = http.MaxBytesReader(w, r.Body, s.MaxFile*hardRatio)
	read, last := 0, ""
	var failures []failure
	err := files(r, s.MaxFile, func(name string, data []byte, err error) error {
		var of document
		if err == nil {
			if read+len(failures) == mostFiles {
				return errNoFile
			}
			of, err = s.read(r.Context(), name, data, nil)
		}
		if err != nil {
			if r.Context().Err() != nil {
				return err
			}
			failures = append(failures, failure{name, s.fault(r, err)})
			return nil
		}
		last = s.drafts.add(of, nil).id
		read++
		return nil
	})
	switch {
	case r.Context().Err() != nil:
	case err == nil && read == 1 && len(failures) == 0:
		http.Redirect(w, r, "/d/"+last, http.StatusSeeOther)
	case err == nil && read > 0 && len(failures) == 0:
		http.Redirect(w, r, "/", http.StatusSeeOther)
	case err == nil && read+len(failures) > 0:
		status := http.StatusUnprocessableEntity
		for _, f := range failures {
			if f.Why == s.fault(r, errTooLarge) {
				status = http.StatusRequestEntityTooLarge
			}
		}
		s.showHome(w, r, status, failures)
	case isTooLarge(err):
		s.showHome(w, r, http.StatusRequestEntityTooLarge, []failure{{"", s.fault(r, errTooLarge)}})
	default:
		s.showHome(w, r, http.StatusBadRequest, []failure{{"", s.fault(r, errNoFile)}})
	}
}

// failure is a file that could not be taken in.
type failure struct{ Name, Why string }

// files gives the files of an upload, one after the other. A file that is too
// large is given as an error and read over.
func files(r *http.Request, most int64, each func(name string, data []byte, err error) error) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return errNoFile
	}
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		var b bytes.Buffer
		n, err := b.ReadFrom(io.LimitReader(part, most+1))
		if err != nil {
			return err
		}
		var fault error
		if n > most {
			b.Reset()
			fault = errTooLarge
			if _, err := io.Copy(io.Discard, part); err != nil {
				return err
			}
		}
		if err := each(baseName(part.FileName()), b.Bytes(), fault); err != nil {
			return err
		}
	}
}

func isTooLarge(err error) bool {
	var large *http.MaxBytesError
	return errors.Is(err, errTooLarge) || errors.As(err, &large)
}

// maxName bounds a file's name, in bytes, as file systems do.
const maxName = 255

// baseName is the last part of a name that a browser gave, which is shown and
// stands in reports, and is never a path on this disk.
func baseName(name string) string {
	name = strings.ToValidUTF8(name, "\uFFFD")
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return -1
		}
		return r
	}, name)
	for len(name) > maxName {
		_, size := utf8.DecodeRuneInString(name)
		name = name[size:]
	}
	if strings.Trim(name, ". ") == "" {
		return "upload"
	}
	return name
}

// enqueue waits for a place; false where the browser went away.
func enqueue(ctx context.Context, places chan struct{}) bool {
	select {
	case places <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// convert makes the one call, as many at a time as there are processors.
func (s *Server) convert(ctx context.Context, of document, given []answers.Answer, formats []render.Format, o render.Options) (convert.Result, error) {
	if !enqueue(ctx, s.working) {
		return convert.Result{}, ctx.Err()
	}
	defer func() { <-s.working }()
	options := convert.Options{Limits: s.Limits, Formats: formats, Render: o}
	options.Render.Fonts = s.Fonts
	// As the command does with the answers file, so that the files are the same.
	options.Normalize = normalize.Options{}
	options.Normalize.Choices.Supplied = answers.Supplies(nil, given, "answers")
	return convert.From(of.name, of.source, of.original, options)
}

// fault says in one sentence why a file could not be taken in.
func (s *Server) fault(r *http.Request, err error) string {
	say := s.language(r)
	var limit *parse.LimitError
	switch {
	case errors.Is(err, errNoFile):
		return say.Say("error.no-file", mostFiles)
	case isTooLarge(err):
		return say.Say("error.large", s.MaxFile>>20)
	case errors.As(err, &limit):
		return say.Say("error.limit", limit.Detail)
	case s.Fault == nil:
		return fmt.Sprint(err)
	}
	return s.Fault(err, say.English)
}

// disposition names a download: in ASCII for old browsers, then as it is.
func disposition(name string) string {
	ascii := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '"' || r == '\\' || r == '%' {
			return '_'
		}
		return r
	}, name)
	return `attachment; filename="` + ascii + `"; filename*=UTF-8''` + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}
