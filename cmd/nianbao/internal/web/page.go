package web

import (
	"bytes"
	"embed"
	"html/template"
	"io"
	"net/http"

	"github.com/nianbao/nianbao/render/html"
)

//go:embed assets
var assets embed.FS

//go:embed pages
var pageFiles embed.FS

var pages = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// frame is what every page has.
type frame struct {
	language
	Title string
	// Back is where the switch of languages leads.
	Back string
	// CanQuit shows the button that ends the program; In is false for a
	// browser that has not come in.
	CanQuit, In bool
}

func (s *Server) frame(r *http.Request, title string) frame {
	f := frame{language: s.language(r), Title: title, Back: "/", CanQuit: s.Quit != nil, In: s.known(r)}
	if r.Method == http.MethodGet {
		f.Back = r.URL.RequestURI()
	}
	return f
}

// show writes a page. It is made whole before a byte is sent.
func show(w http.ResponseWriter, status int, name string, data any) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
}

// message answers with a page of one sentence, and what to do.
func (s *Server) message(w http.ResponseWriter, r *http.Request, status int, id string, args ...any) {
	f := s.frame(r, s.language(r).Say(id+".title"))
	f.Back = "/"
	if id == "quit.done" {
		f.CanQuit, f.In = false, false
	}
	show(w, status, "message.html", struct {
		frame
		Text, First string
		Enter       bool
	}{f, f.Say(id, args...), s.first(), id == "enter"})
}

// home shows where to put drafts, and those on the desk.
func (s *Server) home(w http.ResponseWriter, r *http.Request) {
	s.showHome(w, r, http.StatusOK, nil)
}

func (s *Server) showHome(w http.ResponseWriter, r *http.Request, status int, failures []failure) {
	f := s.frame(r, s.language(r).Say("home.title"))
	type item struct {
		ID, Name string
		Size     string
		Answers  int
	}
	var list []item
	for _, d := range s.drafts.list() {
		given, _ := d.now()
		list = append(list, item{d.id, d.name, sizeOf(int64(len(d.source))), len(given)})
	}
	show(w, status, "home.html", struct {
		frame
		Failures []failure
		Drafts   []item
		MaxMB    int64
		MaxBytes int64
		Folder   bool
	}{f, failures, list, s.MaxFile >> 20, s.MaxFile, s.Folder != nil})
}

// asset serves the style sheet, the script and the sign of the page.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	kind := map[string]string{"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8", "sign.svg": "image/svg+xml"}[name]
	data, err := assets.ReadFile("assets/" + name)
	if kind == "" || err != nil {
		s.message(w, r, http.StatusNotFound, "error.not-found")
		return
	}
	w.Header().Set("Content-Type", kind)
	if name == "page.css" {
		// First the report's own sheet, for which ours is a frame.
		io.WriteString(w, html.Sheet())
		io.WriteString(w, "\n")
	}
	w.Write(data)
}
