// Package web is the local page for staff: a draft goes in, what is wrong is
// shown, answers are typed in, and the files are taken away. Its handlers are
// thin: all that they show and write comes from the one call that the commands
// make. It keeps drafts in memory, within bounds. The disk, a socket and a
// browser are the command's: through a Folder it shows the one that the person
// named, if any.
package web

import (
	"crypto/rand"
	"net/http"
	"runtime"
	"strings"
	"sync"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
)

// Options are what the page needs to know of the program around it.
type Options struct {
	// Hosts are the values of the Host header that are answered: exactly these.
	Hosts []string
	// Lang is "zh" or "en" where the person chose it on the command line; ""
	// leaves it to the browser, Chinese where that has no preference.
	Lang string
	// Fault says in one sentence why a document could not be read.
	Fault func(err error, english bool) string
	// Old makes DOCX of a document in the old format.
	Old func(document []byte) ([]byte, error)
	// Quit ends the program, from a button of the page; nil shows none.
	Quit func()

	// Folder is shown beside the drafts; nil where there is none.
	Folder *Folder

	Fonts  render.Fonts
	Limits parse.Limits
	// MaxFile bounds one uploaded file, MaxHeld the bytes of all drafts kept and
	// MaxDrafts their number; zero means the defaults below.
	MaxFile, MaxHeld int64
	MaxDrafts        int
}

// The defaults: reports with many photographs stay below 100 MiB.
const (
	maxFile   = 100 << 20
	maxHeld   = 256 << 20
	maxDrafts = 40
)

// mostReading is how many uploads are taken in at one time; others wait, so
// that memory stays bounded.
const mostReading = 3

// Server answers the page's requests.
type Server struct {
	Options
	drafts  *store
	mux     *http.ServeMux
	cross   *http.CrossOriginProtection
	cookie  string // its name, of this instance
	session string // its value

	tokens struct {
		sync.Mutex
		fresh map[string]bool
	}
	reading, working chan struct{}
}

// New makes a server with an empty desk.
func New(o Options) *Server {
	if o.MaxFile == 0 {
		o.MaxFile = maxFile
	}
	if o.MaxHeld == 0 {
		o.MaxHeld = maxHeld
	}
	if o.MaxDrafts == 0 {
		o.MaxDrafts = maxDrafts
	}
	s := &Server{
		Options: o,
		drafts:  newStore(o.MaxDrafts, o.MaxHeld),
		mux:     http.NewServeMux(),
		cross:   http.NewCrossOriginProtection(),
		cookie:  "nianbao-" + strings.ToLower(rand.Text()[:10]),
		session: rand.Text(),
		reading: make(chan struct{}, mostReading),
		working: make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
	s.tokens.fresh = map[string]bool{}
	s.mux.HandleFunc("GET /{$}", s.home)
	s.mux.HandleFunc("GET /assets/{name}", s.asset)
	s.mux.HandleFunc("POST /lang", s.chooseLanguage)
	s.mux.HandleFunc("POST /quit", s.quit)
	s.mux.HandleFunc("POST /drafts", s.upload)
	s.mux.HandleFunc("GET /folder", s.folder)
	s.mux.HandleFunc("POST /folder", s.openDocument)
	s.mux.HandleFunc("POST /folder/again", s.again)
	s.mux.HandleFunc("GET /d/{id}", s.with(s.showDraft))
	s.mux.HandleFunc("POST /d/{id}/answers", s.with(s.answer))
	s.mux.HandleFunc("POST /d/{id}/again", s.with(s.answerAgain))
	s.mux.HandleFunc("POST /d/{id}/answers-file", s.with(s.answersFile))
	s.mux.HandleFunc("POST /d/{id}/undo", s.with(s.undo))
	s.mux.HandleFunc("POST /d/{id}/close", s.with(s.close))
	s.mux.HandleFunc("GET /d/{id}/preview/{edition}", s.with(s.preview))
	s.mux.HandleFunc("GET /d/{id}/file/{edition}/{format}", s.with(s.download))
	s.mux.HandleFunc("GET /d/{id}/answers.yaml", s.with(s.takeAnswers))
	s.mux.HandleFunc("GET /d/{id}/all.zip", s.with(s.takeAll))
	s.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.message(w, r, http.StatusNotFound, "error.not-found")
	})
	return s
}

// with finds the draft that a path names.
func (s *Server) with(next func(http.ResponseWriter, *http.Request, *draft)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		d, gone := s.drafts.get(r.PathValue("id"))
		switch {
		case d != nil:
			next(w, r, d)
		case gone:
			s.message(w, r, http.StatusGone, "error.put-away", s.MaxDrafts)
		default:
			s.message(w, r, http.StatusNotFound, "error.no-draft")
		}
	}
}

func (s *Server) quit(w http.ResponseWriter, r *http.Request) {
	if s.Quit == nil {
		s.message(w, r, http.StatusNotFound, "error.not-found")
		return
	}
	s.message(w, r, http.StatusOK, "quit.done")
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	s.Quit()
}
