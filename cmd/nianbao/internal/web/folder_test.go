package web

import (
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/schema/normalize"
)

// shelf is a folder in memory, with the record of a run in "out".
type shelf struct {
	mu    sync.Mutex
	files fstest.MapFS
	kept  map[string][]answers.Answer
	state map[string]Document
	busy  error
}

func newShelf(files map[string][]byte) *shelf {
	s := &shelf{files: fstest.MapFS{}, kept: map[string][]answers.Answer{}, state: map[string]Document{}}
	for name, data := range files {
		s.files[name] = &fstest.MapFile{Data: data}
		s.again(ID{"out", name}, false)
	}
	return s
}

func (s *shelf) folder() *Folder {
	return &Folder{Name: "2023年报", List: s.list, Open: s.open, Keep: s.keep, Again: s.again}
}

func (s *shelf) list(bool) (list []Document, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, state := range []State{Failed, Waiting, Done} {
		for _, d := range s.state {
			if d.State == state {
				list = append(list, d)
			}
		}
	}
	return list, nil
}

func (s *shelf) open(id ID, _ bool) (fs.File, []answers.Answer, error) {
	f, err := s.files.Open(id.Name)
	return f, s.kept[id.Name], err
}

func (s *shelf) keep(id ID, given []answers.Answer, _ bool) error {
	s.kept[id.Name] = given
	return nil
}

func (s *shelf) again(id ID, _ bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.files[id.Name] == nil || id.Run != "out" {
		return fs.ErrNotExist
	}
	if s.busy != nil {
		return s.busy
	}
	var o convert.Options
	o.Normalize = normalize.Options{}
	result, err := convert.Document(id.Name, s.files[id.Name].Data, o.Supply(answers.Supplies(nil, s.kept[id.Name], "answers")))
	d := Document{ID: id, State: Done}
	f := result.Report.Summary.Facts
	d.Open, d.Errors = f.Unresolved+f.Conflict, result.Report.Summary.Findings.Error
	switch {
	case err != nil:
		d = Document{ID: id, State: Failed, Why: err.Error()}
	case d.Open+d.Errors > 0:
		d.State = Waiting
	}
	s.state[id.Name] = d
	return nil
}

// of is a form that names a document.
func of(name string) url.Values { return url.Values{"run": {"out"}, "name": {name}} }

func TestAFolderIsShownAndOpened(t *testing.T) {
	s := newShelf(map[string][]byte{"县/<b>.docx": []byte("%PDF & co"), "县/a.docx": sample(t, "2021/dingxiang-2023"), "folder.docx/x.docx": open22(t)})
	v := guest(t, Options{Folder: s.folder()})
	list := v.get("/folder")
	isPage(t, list, http.StatusOK)
	for _, want := range []string{"县/&lt;b&gt;.docx", "PDF", `value="县/a.docx"`, "数字 2 个", "未能读取 1 份，需要处理 2 份"} {
		if !strings.Contains(list.Body.String(), want) {
			t.Errorf("the list does not say %s", want)
		}
	}
	for _, name := range []string{"none.docx", "", "folder.docx", "../a.docx"} {
		isPage(t, v.post("/folder", of(name)), http.StatusNotFound)
	}
	isPage(t, v.post("/folder", of("县/<b>.docx")), http.StatusUnprocessableEntity)
	s.kept["县/a.docx"] = []answers.Answer{{ID: blank}}
	r := v.post("/folder", of("县/a.docx"))
	if r.Code != http.StatusSeeOther || !strings.HasPrefix(r.Header().Get("Location"), "/d/") {
		t.Fatalf("open: %d", r.Code)
	}
	drafts := v.server.drafts.list()
	if len(drafts) != 1 || drafts[0].name != "a.docx" {
		t.Fatalf("%d drafts", len(drafts))
	}
	if given, steps := drafts[0].now(); len(given) != 1 || steps != 0 {
		t.Errorf("%d kept answers, %d steps", len(given), steps)
	}
	// Opened twice it is one draft, unless the file was changed meanwhile.
	if again := v.post("/folder", of("县/a.docx")); again.Header().Get("Location") != r.Header().Get("Location") {
		t.Error("the same document is opened twice")
	}
	s.files["县/a.docx"].Data = open22(t)
	if again := v.post("/folder", of("县/a.docx")); again.Header().Get("Location") == r.Header().Get("Location") {
		t.Error("a mended document is not read anew")
	}
	isPage(t, guest(t, Options{}).get("/folder"), http.StatusNotFound)
}

func TestADocumentIsConvertedAgain(t *testing.T) {
	s := newShelf(map[string][]byte{"a.docx": sample(t, "2021/dingxiang-2023"), "b.docx": []byte("%PDF")})
	v := guest(t, Options{Folder: s.folder()})
	page := v.post("/folder", of("a.docx")).Header().Get("Location")

	// What is typed and cannot be stops it; what can be is taken along.
	isPage(t, v.post(page+"/again", url.Values{"v:" + blank: {"-1"}}), http.StatusUnprocessableEntity)
	r := v.post(page+"/again", url.Values{"v:" + blank: {"3"}, "v:proactive.normative_documents.in_force": {"0"}})
	if to := r.Header().Get("Location"); r.Code != http.StatusSeeOther || to != "/folder?after="+(ID{"out", "a.docx"}).Key() {
		t.Fatalf("again: %d to %q: %s", r.Code, to, r.Body)
	}
	if len(s.kept["a.docx"]) != 2 || s.state["a.docx"].State != Done {
		t.Errorf("%v, %+v", s.kept, s.state["a.docx"])
	}
	after := v.get(r.Header().Get("Location"))
	isPage(t, after, http.StatusOK)
	if body := after.Body.String(); !strings.Contains(body, "已再次转换：") || !strings.Contains(body, "未能读取 1 份，需要处理 0 份，没有待办 1 份") {
		t.Error("the folder does not say how it went")
	}

	// One that failed, once its file is mended.
	s.files["b.docx"].Data = open22(t)
	if r := v.post("/folder/again", of("b.docx")); r.Code != http.StatusSeeOther || s.state["b.docx"].State != Waiting {
		t.Errorf("mended: %d, %+v", r.Code, s.state["b.docx"])
	}

	// Where it cannot be done, the page says why and keeps what was given.
	s.busy = errors.New("另一次运行正在写入")
	for _, r := range []*struct {
		path string
		form url.Values
	}{{page + "/again", nil}, {"/folder/again", of("b.docx")}} {
		a := v.post(r.path, r.form)
		isPage(t, a, http.StatusConflict)
		if !strings.Contains(a.Body.String(), "没有再次转换") || !strings.Contains(a.Body.String(), "正在写入") {
			t.Errorf("%s: no sentence", r.path)
		}
	}
	if given, _ := v.server.drafts.list()[0].now(); len(given) != 2 {
		t.Errorf("%d answers after", len(given))
	}
}

func TestOnlyARecordedDocumentIsConvertedAgain(t *testing.T) {
	s := newShelf(map[string][]byte{"a.docx": sample(t, "2021/dingxiang-2023")})
	v := guest(t, Options{Folder: s.folder()})
	uploaded := v.open("2021/dingxiang-2023", "a.docx")
	isPage(t, v.post(uploaded+"/again", nil), http.StatusNotFound)
	isPage(t, v.post("/folder/again", of("none.docx")), http.StatusNotFound)
	isPage(t, v.post("/folder/again", url.Values{"name": {"a.docx"}}), http.StatusNotFound)
	isPage(t, guest(t, Options{}).post("/folder/again", of("a.docx")), http.StatusNotFound)
	page := v.post("/folder", of("a.docx")).Header().Get("Location")

	// Held to the same guard as every other form.
	outside := &visitor{t, v.server, map[string]string{}, http.Header{}}
	for _, path := range []string{page + "/again", "/folder/again", "/folder"} {
		isPage(t, outside.post(path, of("a.docx")), http.StatusUnauthorized)
		if r := v.get(path); path != "/folder" && r.Code != http.StatusNotFound {
			t.Errorf("GET %s: %d", path, r.Code)
		}
		for _, c := range [][2]string{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://evil.example"}} {
			v.header = http.Header{c[0]: {c[1]}}
			isPage(t, v.post(path, of("a.docx")), http.StatusForbidden)
		}
		v.header = http.Header{"Host": {"evil.example"}}
		isPage(t, v.post(path, of("a.docx")), http.StatusMisdirectedRequest)
		v.header = http.Header{}
	}
	if len(s.kept) > 0 {
		t.Error("answers were kept")
	}
}
