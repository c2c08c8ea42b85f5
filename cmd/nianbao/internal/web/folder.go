package web

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/render"
)

// Folder is a folder of documents that the person named on the command line.
// It is only read, and only what stands below Root.
type Folder struct {
	// Name is the folder as the person named it.
	Name string
	Root *os.Root
	// List gives the documents, those that failed first, then those that need a
	// person.
	List func(english bool) ([]Document, error)
	// Kinds are the extensions of documents, in lower case, with the dot.
	Kinds []string
}

// Document is one document of a folder, and how a run ended with it.
type Document struct {
	Name string
	// Path is below the folder, with forward slashes; empty where it is elsewhere.
	Path  string
	State State
	// Why says why it failed.
	Why string
	// Open counts figures that are missing or contradicted, Errors findings.
	Open, Errors int
}

// State is how a run ended with a document.
type State string

// The states.
const (
	Unread  State = ""       // no run was recorded
	Failed  State = "failed" // it could not be read
	Waiting State = "waiting"
	Done    State = "done"
)

// mostListed bounds the rows of a page.
const mostListed = 500

func (s *Server) folder(w http.ResponseWriter, r *http.Request) {
	f := s.frame(r, s.language(r).Say("folder.title"))
	if s.Folder == nil {
		s.message(w, r, http.StatusNotFound, "error.not-found")
		return
	}
	list, err := s.Folder.List(f.English)
	if err != nil {
		s.message(w, r, http.StatusInternalServerError, "error.fault", s.fault(r, err))
		return
	}
	counts := map[State]int{}
	for _, d := range list {
		counts[d.State]++
	}
	show(w, http.StatusOK, "folder.html", struct {
		frame
		Name                        string
		Failed, Waiting, Done, More int
		List                        []Document
	}{f, s.Folder.Name, counts[Failed], counts[Waiting], counts[Done], max(0, len(list)-mostListed), list[:min(len(list), mostListed)]})
}

// openDocument makes a document of the folder a draft.
func (s *Server) openDocument(w http.ResponseWriter, r *http.Request) {
	name := r.PostFormValue("path")
	if s.Folder == nil || !slices.Contains(s.Folder.Kinds, strings.ToLower(path.Ext(name))) {
		s.message(w, r, http.StatusNotFound, "error.not-found")
		return
	}
	if !enqueue(r, s.reading) {
		return
	}
	defer func() { <-s.reading }()
	data, err := s.Folder.read(name, s.MaxFile)
	switch {
	case errors.Is(err, fs.ErrNotExist), err != nil && !isTooLarge(err):
		// A way out of the folder is no file of it.
		s.message(w, r, http.StatusNotFound, "error.no-file-there")
		return
	case err == nil:
		_, err = s.convert(r, baseName(name), data, nil, nil, render.Options{})
	}
	if err != nil {
		s.message(w, r, http.StatusUnprocessableEntity, "error.fault", s.fault(r, err))
		return
	}
	http.Redirect(w, r, "/d/"+s.drafts.add(baseName(name), data).id, http.StatusSeeOther)
}

// read reads a file below the folder; what is no plain file is none.
func (f *Folder) read(name string, most int64) ([]byte, error) {
	info, err := f.Root.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fs.ErrNotExist
	}
	file, err := f.Root.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(data)) > most {
		return nil, errTooLarge
	}
	return data, err
}
