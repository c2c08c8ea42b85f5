package web

import (
	"archive/zip"
	"bytes"
	"errors"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/render"
	"golang.org/x/text/unicode/norm"
)

// Editions, by their names in addresses.
const (
	clean  = "clean"
	review = "review"
)

// preview shows the very page that is written, as a page without rights.
func (s *Server) preview(w http.ResponseWriter, r *http.Request, d *draft) {
	out, ok := s.make(w, r, d, r.PathValue("edition"), "html")
	if !ok {
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	// Its own policy allows its style sheet alone; this one adds what a page
	// cannot say of itself.
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox")
	w.Write(out)
}

// download gives one file, as the command writes it.
func (s *Server) download(w http.ResponseWriter, r *http.Request, d *draft) {
	edition, format := r.PathValue("edition"), r.PathValue("format")
	out, ok := s.make(w, r, d, edition, format)
	if !ok {
		return
	}
	name := stem(d.name)
	if edition == review && format != "json" {
		name += ".review"
	}
	attach(w, name+"."+extension(format), out)
}

// make converts a draft into one format; false where that was answered with a
// message.
func (s *Server) make(w http.ResponseWriter, r *http.Request, d *draft, edition, format string) ([]byte, bool) {
	var f []render.Format
	for _, known := range render.Formats() {
		if known.Name == format {
			f = append(f, known)
		}
	}
	if len(f) == 0 || edition != clean && edition != review {
		s.message(w, r, http.StatusNotFound, "error.not-found")
		return nil, false
	}
	now, _ := d.now()
	result, err := s.convert(r.Context(), d.document, now, f, s.edition(r, edition))
	if err != nil {
		s.message(w, r, http.StatusUnprocessableEntity, "error.fault", s.fault(r, err))
		return nil, false
	}
	return result.Outputs[0].Bytes, true
}

// edition are the options that the command would have.
func (s *Server) edition(r *http.Request, edition string) render.Options {
	l := s.language(r)
	return render.Options{Review: edition == review, English: l.Chosen && l.English}
}

func (s *Server) takeAnswers(w http.ResponseWriter, r *http.Request, d *draft) {
	now, _ := d.now()
	out, err := answers.Write(now)
	if err != nil {
		s.message(w, r, http.StatusInternalServerError, "error.fault", err.Error())
		return
	}
	attach(w, stem(d.name)+".answers.yaml", out)
}

// takeAll gives everything in one archive: the clean edition, the review
// edition in a folder of its own, and the answers.
func (s *Server) takeAll(w http.ResponseWriter, r *http.Request, d *draft) {
	now, _ := d.now()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name string, data []byte) error {
		// No time of day: the same answers give the same archive.
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err == nil {
			_, err = f.Write(data)
		}
		return err
	}
	base := stem(d.name)
	err := func() error {
		for _, edition := range []string{clean, review} {
			var formats []render.Format
			for _, f := range render.Formats() {
				if edition == clean || f.Name == "html" || f.Name == "pdf" {
					formats = append(formats, f)
				}
			}
			result, err := s.convert(r.Context(), d.document, now, formats, s.edition(r, edition))
			var notDOCX *render.NotDOCX
			if errors.As(err, &notDOCX) {
				// A web page, say, has no copy to be mended: the rest is given.
				formats = slices.DeleteFunc(formats, func(f render.Format) bool { return f.Name == "docx" })
				result, err = s.convert(r.Context(), d.document, now, formats, s.edition(r, edition))
			}
			if err != nil {
				return err
			}
			folder := ""
			if edition == review {
				folder = "review/"
			}
			for i, out := range result.Outputs {
				if err := put(folder+base+"."+formats[i].Extension, out.Bytes); err != nil {
					return err
				}
			}
		}
		if len(now) > 0 {
			out, err := answers.Write(now)
			if err != nil {
				return err
			}
			if err := put(base+".answers.yaml", out); err != nil {
				return err
			}
		}
		return z.Close()
	}()
	if err != nil {
		s.message(w, r, http.StatusUnprocessableEntity, "error.fault", s.fault(r, err))
		return
	}
	attach(w, base+".zip", b.Bytes())
}

// kinds are the media types of what can be taken away.
var kinds = map[string]string{
	"html": "text/html; charset=utf-8", "pdf": "application/pdf", "json": "application/json", "zip": "application/zip", "yaml": "application/yaml",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

func attach(w http.ResponseWriter, name string, data []byte) {
	kind := kinds[strings.TrimPrefix(path.Ext(name), ".")]
	if kind == "" {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", disposition(name))
	w.Write(data)
}

func extension(format string) string {
	for _, f := range render.Formats() {
		if f.Name == format {
			return f.Extension
		}
	}
	return format
}

// stem is a name without its extension, as the command's outputs have it, in
// the form that systems other than macOS expect of a name that is new to them.
func stem(name string) string {
	name = norm.NFC.String(name)
	if dot := strings.LastIndexByte(name, '.'); dot > 0 {
		return name[:dot]
	}
	return name
}
