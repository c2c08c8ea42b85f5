package web

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/http"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
)

// Folder is a folder of documents that the person named on the command line.
// What may be read there, and what is written, is its functions' business.
type Folder struct {
	// Name is the folder as the person named it.
	Name string
	// List gives the documents, those that failed first, then those that need a
	// person.
	List func(english bool) ([]Document, error)
	// Open opens a document's file, and gives the answers kept beside it.
	Open func(id ID, english bool) (fs.File, []answers.Answer, error)
	// Keep keeps the answers for a document of a run beside it, Again converts it
	// anew with those that are kept. An error is a sentence.
	Keep  func(id ID, given []answers.Answer, english bool) error
	Again func(id ID, english bool) error
}

// ID names a document of a folder.
type ID struct {
	// Run is the folder of the run that recorded it; empty where none did, and
	// then it can be looked at but not converted again.
	Run  string
	Name string
}

// Key is the document's mark on the page.
func (id ID) Key() string {
	sum := sha256.Sum256([]byte(id.Run + "\x00" + id.Name))
	return hex.EncodeToString(sum[:6])
}

// Document is one document of a folder, and how a run ended with it.
type Document struct {
	ID
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
	s.showFolder(w, r, http.StatusOK, "")
}

// showFolder shows the folder, and above it what went wrong, or how the document
// stands that was converted again.
func (s *Server) showFolder(w http.ResponseWriter, r *http.Request, status int, wrong string) {
	if s.Folder == nil {
		s.message(w, r, http.StatusNotFound, "error.not-found")
		return
	}
	f := s.frame(r, s.language(r).Say("folder.title"))
	if r.Method != http.MethodGet {
		f.Back = "/folder"
	}
	list, err := s.Folder.List(f.English)
	if err != nil {
		s.message(w, r, http.StatusInternalServerError, "error.fault", s.fault(r, err))
		return
	}
	counts := map[State]int{}
	var after *Document
	for i := range list {
		counts[list[i].State]++
		if list[i].Key() == r.URL.Query().Get("after") {
			after = &list[i]
		}
	}
	show(w, status, "folder.html", struct {
		frame
		Name                        string
		Wrong                       string
		After                       *Document
		Failed, Waiting, Done, More int
		Recorded                    bool
		List                        []Document
	}{f, s.Folder.Name, wrong, after, counts[Failed], counts[Waiting], counts[Done], max(0, len(list)-mostListed), counts[Unread] < len(list), list[:min(len(list), mostListed)]})
}

// openDocument makes a document of the folder a draft, with the answers that
// are kept beside it. One that is on the desk already stays as it is.
func (s *Server) openDocument(w http.ResponseWriter, r *http.Request) {
	id := ID{r.PostFormValue("run"), r.PostFormValue("name")}
	if s.Folder == nil {
		s.message(w, r, http.StatusNotFound, "error.not-found")
		return
	}
	if !enqueue(r.Context(), s.reading) {
		return
	}
	defer func() { <-s.reading }()
	data, given, err := s.readDocument(r, id)
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.As(err, &path):
		// A way out of the folder is no file of it.
		s.message(w, r, http.StatusNotFound, "error.no-file-there")
		return
	}
	for _, d := range s.drafts.list() {
		if err == nil && d.from == id && d.madeOf(data) {
			http.Redirect(w, r, "/d/"+d.id, http.StatusSeeOther)
			return
		}
	}
	var of document
	if err == nil {
		of, err = s.read(r.Context(), baseName(id.Name), data, given)
	}
	if err != nil {
		s.message(w, r, http.StatusUnprocessableEntity, "error.fault", s.fault(r, err))
		return
	}
	d := s.drafts.add(of, func(d *draft) { d.from, d.answers = id, given })
	http.Redirect(w, r, "/d/"+d.id, http.StatusSeeOther)
}

// readDocument reads a document of the folder; what is no plain file is none.
func (s *Server) readDocument(r *http.Request, id ID) ([]byte, []answers.Answer, error) {
	file, given, err := s.Folder.Open(id, s.language(r).English)
	if file != nil {
		defer file.Close()
	}
	if err != nil {
		return nil, nil, err
	}
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, nil, fs.ErrNotExist
	}
	data, err := io.ReadAll(io.LimitReader(file, s.MaxFile+1))
	if err == nil && int64(len(data)) > s.MaxFile {
		err = errTooLarge
	}
	return data, given, err
}

// again converts a document of the folder with the answers that are kept, as
// one does whose file was mended.
func (s *Server) again(w http.ResponseWriter, r *http.Request) {
	id := ID{r.PostFormValue("run"), r.PostFormValue("name")}
	if s.Folder == nil || id.Run == "" {
		s.message(w, r, http.StatusNotFound, "error.not-found")
		return
	}
	switch err := s.Folder.Again(id, s.language(r).English); {
	case errors.Is(err, fs.ErrNotExist):
		s.message(w, r, http.StatusNotFound, "error.no-file-there")
	case err != nil:
		s.showFolder(w, r, http.StatusConflict, s.fault(r, err))
	default:
		http.Redirect(w, r, "/folder?after="+id.Key(), http.StatusSeeOther)
	}
}

// answerAgain takes what was typed, keeps all answers beside the document, and
// converts it with them.
func (s *Server) answerAgain(w http.ResponseWriter, r *http.Request, d *draft) {
	if s.Folder == nil || d.from.Run == "" {
		s.message(w, r, http.StatusNotFound, "error.not-found")
		return
	}
	if _, ok := s.takeTyped(w, r, d); !ok {
		return
	}
	english := s.language(r).English
	given, _ := d.now()
	err := s.Folder.Keep(d.from, given, english)
	if err == nil {
		err = s.Folder.Again(d.from, english)
	}
	if err != nil {
		s.showSheet(w, r, d, http.StatusConflict, &sheet{Notice: s.fault(r, err)}, nil, nil)
		return
	}
	http.Redirect(w, r, "/folder?after="+d.from.Key(), http.StatusSeeOther)
}
