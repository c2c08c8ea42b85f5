package web

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
)

const host = "127.0.0.1:8321"

// sample is a document of the samples.
func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../../../samples/" + name + "/input.docx")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// visitor is a browser without a browser: it keeps cookies and follows nothing.
type visitor struct {
	t       testing.TB
	server  *Server
	cookies map[string]string
	header  http.Header
}

func stranger(t testing.TB, o Options) *visitor {
	t.Helper()
	if o.Hosts == nil {
		o.Hosts = []string{host, "localhost:8321"}
	}
	return &visitor{t, New(o), map[string]string{}, http.Header{}}
}

// guest has come in by a link.
func guest(t testing.TB, o Options) *visitor {
	t.Helper()
	v := stranger(t, o)
	if r := v.get("/enter?token=" + v.server.Token()); r.Code != http.StatusOK || len(v.cookies) != 1 {
		t.Fatalf("enter: %d", r.Code)
	}
	return v
}

func (v *visitor) do(method, path, kind string, body io.Reader) *httptest.ResponseRecorder {
	v.t.Helper()
	r := httptest.NewRequest(method, "http://"+host+path, body)
	for k, values := range v.header {
		r.Header[k] = values
	}
	if h := v.header.Get("Host"); h != "" {
		r.Host = h
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	v.server.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		v.cookies[c.Name] = c.Value
	}
	return w
}

func (v *visitor) get(path string) *httptest.ResponseRecorder {
	v.t.Helper()
	return v.do("GET", path, "", nil)
}

func (v *visitor) post(path string, form url.Values) *httptest.ResponseRecorder {
	v.t.Helper()
	return v.do("POST", path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// send uploads files by name and content, in turn.
func (v *visitor) send(path string, files ...string) *httptest.ResponseRecorder {
	v.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := m.CreateFormFile("file", files[i])
		if err != nil {
			v.t.Fatal(err)
		}
		io.WriteString(w, files[i+1])
	}
	m.Close()
	return v.do("POST", path, m.FormDataContentType(), &b)
}

// open uploads a sample and gives the path of its page.
func (v *visitor) open(sampleName, name string) string {
	v.t.Helper()
	r := v.send("/drafts", name, string(sample(v.t, sampleName)))
	if r.Code != http.StatusSeeOther || !strings.HasPrefix(r.Header().Get("Location"), "/d/") {
		v.t.Fatalf("upload: %d %s", r.Code, r.Body)
	}
	return r.Header().Get("Location")
}

// isPage tells what is wrong with an answer that must be a page of ours.
func isPage(t *testing.T, r *httptest.ResponseRecorder, status int) {
	t.Helper()
	if r.Code != status {
		t.Errorf("status %d, not %d: %s", r.Code, status, r.Body)
	}
	for name, want := range map[string]string{"Content-Type": "text/html; charset=utf-8", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Content-Security-Policy": policy} {
		if got := r.Header().Get(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if body := r.Body.String(); !strings.Contains(body, "<h1") || !strings.HasSuffix(strings.TrimSpace(body), "</html>") {
		t.Errorf("no whole page: %s", body)
	}
}

func TestWithoutTheCookieNothingIsShown(t *testing.T) {
	inside := guest(t, Options{})
	page := inside.open("2021/dingxiang-2023", "年报.docx")
	outside := &visitor{t, inside.server, map[string]string{}, http.Header{}}
	for _, path := range []string{"/", page, page + "/all.zip", page + "/file/clean/html", page + "/preview/clean", page + "/answers.yaml", "/nowhere"} {
		r := outside.get(path)
		isPage(t, r, http.StatusUnauthorized)
		if strings.Contains(r.Body.String(), "年报.docx") {
			t.Errorf("%s names a draft", path)
		}
	}
	isPage(t, outside.post(page+"/undo", nil), http.StatusUnauthorized)
	isPage(t, outside.send("/drafts", "a.docx", "x"), http.StatusUnauthorized)
	outside.cookies[inside.server.cookie] = "guess"
	isPage(t, outside.get("/"), http.StatusUnauthorized)
}

func TestALinkWorksOnce(t *testing.T) {
	v := stranger(t, Options{})
	token := v.server.Token()
	if r := v.get("/enter?token=" + token); r.Code != http.StatusOK || len(r.Result().Cookies()) != 1 {
		t.Fatalf("first: %d", r.Code)
	}
	c := v.server
	other := &visitor{t, c, map[string]string{}, http.Header{}}
	isPage(t, other.get("/enter?token="+token), http.StatusUnauthorized)
	isPage(t, other.get("/enter?token="), http.StatusUnauthorized)
	isPage(t, other.get("/enter"), http.StatusUnauthorized)
	if len(other.cookies) > 0 {
		t.Error("a used link gave a cookie")
	}
	// Whoever is in stays in.
	isPage(t, v.get("/enter?token="+token), http.StatusOK)
}

func TestTheCookieIsStrictAndOfThisInstance(t *testing.T) {
	v := stranger(t, Options{})
	cookies := v.get("/enter?token=" + v.server.Token()).Result().Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d cookies", len(cookies))
	}
	if c := cookies[0]; !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" {
		t.Errorf("cookie %+v", c)
	}
	if stranger(t, Options{}).server.cookie == v.server.cookie {
		t.Error("two instances share the name of a cookie")
	}
}

func TestOtherNamesOfThisAddressAreRefused(t *testing.T) {
	v := guest(t, Options{})
	for _, name := range []string{"evil.example:8321", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8321", "[::1]:8321", ""} {
		v.header.Set("Host", name)
		if name == "" {
			v.header.Set("Host", " ")
		}
		isPage(t, v.get("/"), http.StatusMisdirectedRequest)
	}
	v.header.Set("Host", "localhost:8321")
	isPage(t, v.get("/"), http.StatusOK)
}

func TestRequestsOfOtherSitesAreRefused(t *testing.T) {
	v := guest(t, Options{})
	page := v.open("2021/dingxiang-2023", "a.docx")
	for _, c := range []struct{ name, value string }{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"},
		{"Origin", "https://evil.example"}, {"Origin", "http://127.0.0.1:9999"}, {"Origin", "null"},
	} {
		v.header = http.Header{c.name: {c.value}}
		isPage(t, v.post(page+"/undo", nil), http.StatusForbidden)
		isPage(t, v.post("/quit", nil), http.StatusForbidden)
		isPage(t, v.send("/drafts", "a.docx", "x"), http.StatusForbidden)
		if c.name == "Sec-Fetch-Site" {
			isPage(t, v.get(page), http.StatusForbidden)
		}
	}
	v.header = http.Header{"Origin": {"http://" + host}, "Sec-Fetch-Site": {"same-origin"}}
	if r := v.post(page+"/undo", nil); r.Code != http.StatusSeeOther {
		t.Errorf("own form: %d", r.Code)
	}
}

func TestWhatIsTooLargeIsRefused(t *testing.T) {
	v := guest(t, Options{MaxFile: 1 << 20})
	r := v.send("/drafts", "a.docx", strings.Repeat("x", 3<<20))
	isPage(t, r, http.StatusRequestEntityTooLarge)
	if !strings.Contains(r.Body.String(), "1 MB") {
		t.Error("the page does not say what is allowed")
	}
	isPage(t, v.send("/drafts", "a.docx", strings.Repeat("x", 9<<20)), http.StatusRequestEntityTooLarge)
	page := v.open("2021/dingxiang-2023", "a.docx")
	isPage(t, v.post(page+"/answers", url.Values{"who": {strings.Repeat("x", 2<<20)}}), http.StatusRequestEntityTooLarge)
	isPage(t, v.send(page+"/answers-file", "a.yaml", strings.Repeat("x", 2<<20)), http.StatusRequestEntityTooLarge)
}

func TestPathsLeadNowhereElse(t *testing.T) {
	v := guest(t, Options{})
	page := v.open("2021/dingxiang-2023", "a.docx")
	for _, path := range []string{
		"/assets/", "/assets/page.css.bak", "/assets/..%2fweb.go", "/assets/%2e%2e%2fweb.go", "/assets/..%5cweb.go", "/d/", "/d/x",
		page + "/file/clean/exe", page + "/file/..%2f..%2fetc/passwd", page + "/file/other/html", page + "/preview/x", "/web.go", "/d/..%2f..%2fetc%2fpasswd",
	} {
		isPage(t, v.get(path), http.StatusNotFound)
	}
	for _, path := range []string{"/../web.go", "/assets/../../web.go", "//etc/passwd"} {
		if r := v.get(path); r.Code == http.StatusOK {
			t.Errorf("%s: %d", path, r.Code)
		}
	}
}

func TestLanguageGoesBackToThisServerOnly(t *testing.T) {
	v := guest(t, Options{})
	for path, want := range map[string]string{"/d/x?all=1": "/d/x?all=1", "//evil.example": "/", "https://evil.example": "/", `/\evil.example`: "/", "": "/"} {
		if r := v.post("/lang", url.Values{"lang": {"en"}, "back": {path}}); r.Code != http.StatusSeeOther || r.Header().Get("Location") != want {
			t.Errorf("%q: %d to %q", path, r.Code, r.Header().Get("Location"))
		}
	}
	if r := v.get("/"); !strings.Contains(r.Body.String(), `<html lang="en">`) {
		t.Error("the page is not in English")
	}
}
