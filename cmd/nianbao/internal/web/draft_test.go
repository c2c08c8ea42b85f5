package web

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/normalize"
)

const blank = "proactive.regulations.in_force" // of the sample dingxiang-2023

// written is what the command writes.
func written(t *testing.T, name string, data []byte, given []answers.Answer, format string, o render.Options) []byte {
	t.Helper()
	for _, f := range render.Formats() {
		if f.Name == format {
			options := convert.Options{Formats: []render.Format{f}, Render: o, Normalize: normalize.Options{}}
			options.Normalize.Choices.Supplied = answers.Supplies(nil, given, "answers")
			result, err := convert.Document(name, data, options)
			if err != nil {
				t.Fatal(err)
			}
			return result.Outputs[0].Bytes
		}
	}
	t.Fatalf("no format %s", format)
	return nil
}

func TestDownloadsAreWhatTheCommandWrites(t *testing.T) {
	v := guest(t, Options{})
	name, data := "丁香县 2023年报.docx", sample(t, "2021/dingxiang-2023")
	page := v.open("2021/dingxiang-2023", name)
	if r := v.post(page+"/answers", url.Values{"v:" + blank: {"３"}, "who": {"法制科"}, "why": {"与规章目录核对"}}); r.Code != http.StatusSeeOther {
		t.Fatalf("answer: %d %s", r.Code, r.Body)
	}
	file := v.get(page + "/answers.yaml")
	given, err := answers.Read(file.Body.Bytes())
	if err != nil || len(given) != 1 || given[0] != (answers.Answer{ID: blank, Value: schema.Count(3), Who: "法制科", Why: "与规章目录核对"}) {
		t.Fatalf("answers %v, %v", given, err)
	}
	for _, f := range render.Formats() {
		for _, edition := range []string{clean, review} {
			r := v.get(page + "/file/" + edition + "/" + f.Name)
			if !bytes.Equal(r.Body.Bytes(), written(t, name, data, given, f.Name, render.Options{Review: edition == review})) {
				t.Errorf("%s, %s: other bytes than the command's", f.Name, edition)
			}
			if d := r.Header().Get("Content-Disposition"); !strings.HasPrefix(d, "attachment; ") || !strings.Contains(d, "%E4%B8%81%E9%A6%99%E5%8E%BF%202023") {
				t.Errorf("%s: %q", f.Name, d)
			}
		}
	}
	r := v.get(page + "/preview/review")
	if !bytes.Equal(r.Body.Bytes(), written(t, name, data, given, "html", render.Options{Review: true})) {
		t.Error("the preview is not the page that is written")
	}
	if p := r.Header().Get("Content-Security-Policy"); !strings.Contains(p, "sandbox") || !strings.Contains(p, "default-src 'none'") {
		t.Errorf("preview's policy %q", p)
	}

	all := v.get(page + "/all.zip").Body.Bytes()
	z, err := zip.NewReader(bytes.NewReader(all), int64(len(all)))
	if err != nil {
		t.Fatal(err)
	}
	for _, member := range z.File {
		in, err := member.Open()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		want := file.Body.Bytes()
		if ext := strings.TrimPrefix(filepath.Ext(member.Name), "."); ext != "yaml" {
			want = written(t, name, data, given, ext, render.Options{Review: strings.HasPrefix(member.Name, "review/")})
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s in the archive differs", member.Name)
		}
	}
	if want := len(render.Formats()) + 3; len(z.File) != want {
		t.Errorf("%d files in the archive, not %d", len(z.File), want)
	}
	if !bytes.Equal(all, v.get(page+"/all.zip").Body.Bytes()) {
		t.Error("the archive differs the second time")
	}
	// The switch chooses as --lang does; what a browser prefers does not.
	v.header.Set("Accept-Language", "en")
	if !bytes.Equal(v.get(page+"/file/clean/html").Body.Bytes(), written(t, name, data, given, "html", render.Options{})) {
		t.Error("the browser's language changed a file")
	}
	v.post("/lang", url.Values{"lang": {"en"}})
	if !bytes.Equal(v.get(page+"/file/review/html").Body.Bytes(), written(t, name, data, given, "html", render.Options{Review: true, English: true})) {
		t.Error("the chosen language did not")
	}
}

func TestAnswersAreTakenUndoneAndReadAgain(t *testing.T) {
	v := guest(t, Options{})
	page := v.open("2021/dingxiang-2023", "a.docx")
	before := v.get(page).Body.String()
	if !strings.Contains(before, `name="v:`+blank+`"`) || strings.Contains(before, page+`/undo"`) {
		t.Fatal("no field for the blank, or something to undo")
	}
	v.post(page+"/answers", url.Values{"v:" + blank: {"3"}})
	after := v.get(page).Body.String()
	for _, want := range []string{`data-status="supplied"`, page + `/undo"`, `name="was:` + blank + `" value="3"`} {
		if !strings.Contains(after, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
	// A page that was made before the answer takes nothing back.
	v.post(page+"/answers", url.Values{"v:" + blank: {""}, "why": {"x"}})
	if given, _ := v.server.drafts.list()[0].now(); len(given) != 1 {
		t.Error("an older page took an answer back")
	}
	file := v.get(page + "/answers.yaml").Body.String()
	v.post(page+"/undo", nil)
	if got := v.get(page).Body.String(); got != before {
		t.Error("after undo the page is another")
	}
	v.post(page+"/undo", nil)
	if r := v.send(page+"/answers-file", "a.yaml", file); r.Code != http.StatusSeeOther {
		t.Fatalf("answers file: %d", r.Code)
	}
	if got := v.get(page).Body.String(); got != after {
		t.Error("the answers file gives another page")
	}
	// An emptied field takes the answer back; so does its button.
	v.post(page+"/answers", url.Values{"v:" + blank: {""}, "was:" + blank: {"3"}})
	if given, _ := v.server.drafts.list()[0].now(); len(given) != 0 {
		t.Error("an emptied field keeps its answer")
	}
	v.post(page+"/undo", nil)
	v.post(page+"/answers", url.Values{"clear": {blank}})
	if given, steps := v.server.drafts.list()[0].now(); len(given) != 0 || steps != 2 {
		t.Errorf("%d answers after removal, %d steps", len(given), steps)
	}
}

func TestFiguresThatCannotBeAreShownAgain(t *testing.T) {
	v := guest(t, Options{})
	data := open22(t)
	page := v.send("/drafts", "a.docx", string(data)).Header().Get("Location")
	report := reportOf(t, data)
	id, high := "", schema.Number{}
	for _, f := range report.Facts {
		if f.Status == schema.Unresolved && f.Range != nil && f.Range.High != nil {
			id, high = f.ID, *f.Range.High
			break
		}
	}
	if id == "" {
		t.Fatal("the draft has no bounded blank")
	}
	above := schema.Count(high.Unscaled + 1).String()
	for typed, soft := range map[string]bool{"many": false, "-1": false, "1.5": false, above: true, "99999999999999": false} {
		r := v.post(page+"/answers", url.Values{"v:" + id: {typed}})
		isPage(t, r, http.StatusUnprocessableEntity)
		body := r.Body.String()
		if !strings.Contains(body, `value="`+typed+`"`) || !strings.Contains(body, `aria-invalid="true"`) || !strings.Contains(body, `role="alert"`) {
			t.Errorf("%s is not shown again", typed)
		}
		if strings.Contains(body, `name="force"`) != soft {
			t.Errorf("%s: taken all the same? %v", typed, !soft)
		}
	}
	if given, _ := v.server.drafts.list()[0].now(); len(given) != 0 {
		t.Errorf("taken: %v", given)
	}
	if r := v.post(page+"/answers", url.Values{"v:" + id: {above}, "force": {"1"}}); r.Code != http.StatusSeeOther {
		t.Errorf("on demand: %d", r.Code)
	}
	if r := v.post(page+"/answers", url.Values{"v:" + id: {"-1"}, "force": {"1"}}); r.Code != http.StatusUnprocessableEntity {
		t.Errorf("a negative count on demand: %d", r.Code)
	}
}

func reportOf(t testing.TB, data []byte) schema.Report {
	t.Helper()
	result, err := convert.Document("a.docx", data, convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return result.Report
}

func TestACorrectionIsTriedBeforeItIsTaken(t *testing.T) {
	v := guest(t, Options{})
	page := v.open("drafts/sum-mismatch-zero", "a.docx")
	body := v.get(page).Body.String()
	_, rest, ok := strings.Cut(body, `<a class="try button small" lang="zh-CN" href="`)
	if !ok {
		t.Fatal("no correction is offered")
	}
	link, _, _ := strings.Cut(rest, `"`)
	link = strings.ReplaceAll(link, "&amp;", "&")
	trial := v.get(link)
	isPage(t, trial, http.StatusOK)
	for _, want := range []string{"试改：尚未采用", "改后：", `data-status="supplied"`} {
		if !strings.Contains(trial.Body.String(), want) {
			t.Errorf("the trial does not say %s", want)
		}
	}
	if given, _ := v.server.drafts.list()[0].now(); len(given) != 0 {
		t.Error("a trial is an answer")
	}
	query, _ := url.Parse(link)
	form := url.Values{}
	for _, s := range query.Query()["try"] {
		id, value, _ := strings.Cut(s, "=")
		form.Set("v:"+id, value)
	}
	v.post(page+"/answers", form)
	settled := v.get(page).Body.String()
	if strings.Contains(settled, `data-status="conflict"`) {
		t.Error("the sums did not settle")
	}
	v.post(page+"/undo", nil)
	if v.get(page).Body.String() != body {
		t.Error("undo does not bring the page back")
	}
	for _, bad := range []string{"?try=x", "?try=applications.new.total=many", "?try=%3D1"} {
		isPage(t, v.get(page+bad), http.StatusBadRequest)
	}
	isPage(t, v.get(page+"?try=no.such.figure=1"), http.StatusOK)
}

func TestEveryBadFileIsAnsweredWithASentence(t *testing.T) {
	v := guest(t, Options{Fault: func(err error, english bool) string { return "拒绝：" + err.Error() }})
	for name, data := range map[string]string{
		"empty.docx": "", "a.pdf": "%PDF-1.7", "a.txt": "text", "a.png": "\x89PNG\r\n", "cut.docx": string(sample(t, "2021/dingxiang-2023")[:2000]),
		"zip.docx": "PK\x05\x06" + strings.Repeat("\x00", 18), "a.doc": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600), "junk": strings.Repeat("\x00\xff", 999),
	} {
		r := v.send("/drafts", name, data)
		isPage(t, r, http.StatusUnprocessableEntity)
		if !strings.Contains(r.Body.String(), "拒绝：") || !strings.Contains(r.Body.String(), name) {
			t.Errorf("%s: no sentence", name)
		}
	}
	isPage(t, v.send("/drafts"), http.StatusBadRequest)
	isPage(t, v.post("/drafts", url.Values{"file": {"x"}}), http.StatusBadRequest)
	isPage(t, v.do("POST", "/drafts", "multipart/form-data; boundary=x", strings.NewReader("--x\r\nbroken")), http.StatusBadRequest)
	if len(v.server.drafts.list()) != 0 {
		t.Error("a bad file became a draft")
	}
	// Beside bad ones the good one is kept.
	r := v.send("/drafts", "bad.docx", "x", "good.docx", string(sample(t, "2021/dingxiang-2023")))
	isPage(t, r, http.StatusUnprocessableEntity)
	if list := v.server.drafts.list(); len(list) != 1 || list[0].name != "good.docx" {
		t.Errorf("%d drafts", len(list))
	}
	page := "/d/" + v.server.drafts.list()[0].id
	for _, bad := range []string{"answers: 3", "answers:\n  - id: a\n    value: b\n", "%PDF", "\x00"} {
		isPage(t, v.send(page+"/answers-file", "a.yaml", bad), http.StatusUnprocessableEntity)
	}
	isPage(t, v.send(page+"/answers-file"), http.StatusBadRequest)
}

func TestADocumentFullOfScriptIsText(t *testing.T) {
	const evil = `<script>alert(1)</script><img src=x onerror=alert(2)>`
	name := evil + `".docx`
	v := guest(t, Options{})
	r := v.send("/drafts", name, string(flat(t, evil)))
	if r.Code != http.StatusSeeOther {
		t.Fatalf("upload: %d %s", r.Code, r.Body)
	}
	page := r.Header().Get("Location")
	v.post(page+"/answers", url.Values{"v:" + blank: {evil}})
	for _, path := range []string{page, "/", page + "?all=1", page + "/preview/clean", page + "/preview/review", page + "?try=" + url.QueryEscape(evil+"=1")} {
		body := v.get(path).Body.String()
		if strings.Contains(body, "<script>") || strings.Contains(body, "<img") {
			t.Errorf("%s: the text is markup", path)
		}
		if path == page && !strings.Contains(body, "&lt;script&gt;alert(1)") {
			t.Errorf("%s: the text is not there", path)
		}
	}
}

// flat is a Word document in one XML file.
func flat(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	text = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(text)
	for _, part := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`},
	} {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, part[1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestNamesAreNoPaths(t *testing.T) {
	for name, want := range map[string]string{
		"a.docx": "a.docx", "/etc/passwd": "passwd", `C:\年报\a.docx`: "a.docx", "../../a.docx": "a.docx", "..": "upload", "": "upload",
		"a\r\nb.docx": "ab.docx", "a\u202excod.exe": "axcod.exe", strings.Repeat("长", 200) + ".docx": strings.Repeat("长", 83) + ".docx", "\xff.docx": "\uFFFD.docx",
	} {
		if got := baseName(name); got != want {
			t.Errorf("%q becomes %q", name, got)
		}
	}
}

// A draft keeps the name that it came with; what is taken away has one that any
// system takes for the same.
func TestNamesThatAreTakenAway(t *testing.T) {
	v := guest(t, Options{})
	for name, want := range map[string]string{
		"报告 cafe\u0301.docx":              "%E6%8A%A5%E5%91%8A%20caf%C3%A9",
		"报告 café.docx":                    "%E6%8A%A5%E5%91%8A%20caf%C3%A9",
		strings.Repeat("长", 83) + ".docx": strings.Repeat("%E9%95%BF", 83),
		"a;b\"c=.docx":                    "a%3Bb%22c%3D",
	} {
		page := v.open("2021/dingxiang-2023", name)
		d := v.get(page + "/file/clean/json")
		kind, parameters, err := mime.ParseMediaType(d.Header().Get("Content-Disposition"))
		plain, _ := url.PathUnescape(want)
		if err != nil || kind != "attachment" || parameters["filename"] != plain+".json" || !strings.HasSuffix(d.Header().Get("Content-Disposition"), "''"+want+".json") {
			t.Errorf("%q: %q, %v", name, d.Header().Get("Content-Disposition"), err)
		}
		if !strings.Contains(d.Body.String(), `"name":`+strconv.Quote(name)) && !strings.ContainsAny(name, "\u0301") {
			t.Errorf("%q: the report names another source", name)
		}
		all := v.get(page + "/all.zip").Body.Bytes()
		z, err := zip.NewReader(bytes.NewReader(all), int64(len(all)))
		if err != nil || z.File[0].Name != plain+".html" {
			t.Errorf("%q: %q in the archive, %v", name, z.File[0].Name, err)
		}
	}
}

// An old document is made DOCX of; its report says what it was.
func TestAnOldDocumentIsTakenIn(t *testing.T) {
	old := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 512) + "W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00"
	asked := ""
	v := guest(t, Options{Old: func(document []byte) ([]byte, error) {
		asked = string(document)
		return sample(t, "2021/dingxiang-2023"), nil
	}})
	r := v.send("/drafts", "旧稿.doc", old)
	if r.Code != http.StatusSeeOther || asked != old {
		t.Fatalf("%d %s", r.Code, r.Body)
	}
	page := r.Header().Get("Location")
	isPage(t, v.get(page), http.StatusOK)
	var report schema.Report
	if err := json.Unmarshal(v.get(page+"/file/clean/json").Body.Bytes(), &report); err != nil || report.Source.Format != "doc" || report.Source.Bytes != int64(len(old)) || report.Source.SHA256 != hashOf([]byte(old)) {
		t.Errorf("source %+v, %v", report.Source, err)
	}

	v = guest(t, Options{Old: func([]byte) ([]byte, error) { return nil, errors.New("nothing here reads it") },
		Fault: func(err error, _ bool) string { return err.Error() }})
	if r := v.send("/drafts", "旧稿.doc", old); r.Code != http.StatusUnprocessableEntity || !strings.Contains(r.Body.String(), "nothing here reads it") {
		t.Errorf("%d %s", r.Code, r.Body)
	}
}

func TestDraftsArePutAwayInTurn(t *testing.T) {
	v := guest(t, Options{MaxDrafts: 2})
	first := v.open("2021/dingxiang-2023", "1.docx")
	second := v.open("2021/dingxiang-2023", "2.docx")
	v.get(first)
	v.open("2021/dingxiang-2023", "3.docx")
	isPage(t, v.get(first), http.StatusOK)
	isPage(t, v.get(second), http.StatusGone)
	isPage(t, v.get(second+"/all.zip"), http.StatusGone)
	v.post(first+"/close", nil)
	isPage(t, v.get(first), http.StatusGone)

	small := newStore(100, 10)
	small.add(document{name: "a", source: make([]byte, 6)}, nil)
	small.add(document{name: "b", source: make([]byte, 6)}, nil)
	if len(small.list()) != 1 || small.bytes != 6 {
		t.Errorf("%d drafts, %d bytes", len(small.list()), small.bytes)
	}
}

// Run with -race: twenty people at once, each with a draft of their own, and
// all with one; memory stays within what the desk may hold.
func TestTwentyAtOnce(t *testing.T) {
	v := guest(t, Options{MaxDrafts: 8})
	shared := v.open("2021/dingxiang-2023", "shared.docx")
	data := string(sample(t, "2021/dingxiang-2023"))
	var wait sync.WaitGroup
	for i := range 20 {
		wait.Go(func() {
			own := &visitor{t, v.server, map[string]string{v.server.cookie: v.server.session}, http.Header{}}
			if r := own.send("/drafts", fmt.Sprintf("%d.docx", i), data); r.Code != http.StatusSeeOther {
				t.Errorf("upload %d: %d", i, r.Code)
			}
			own.post(shared+"/answers", url.Values{"v:" + blank: {fmt.Sprint(i)}})
			if r := own.get(shared); r.Code != http.StatusOK && r.Code != http.StatusGone {
				t.Errorf("page %d: %d", i, r.Code)
			}
			own.post(shared+"/undo", nil)
			own.get(shared + "/file/review/pdf")
		})
	}
	wait.Wait()
	if n := len(v.server.drafts.list()); n != 8 {
		t.Errorf("%d drafts are kept", n)
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapAlloc > 200<<20 {
		t.Errorf("%d MB in use", m.HeapAlloc>>20)
	}
}

func TestLimitsSpeakPlainly(t *testing.T) {
	v := guest(t, Options{Limits: parse.Limits{MaxEntries: 2}})
	r := v.send("/drafts", "a.docx", string(sample(t, "2021/dingxiang-2023")))
	isPage(t, r, http.StatusUnprocessableEntity)
	if strings.Contains(r.Body.String(), "--max") {
		t.Error("a flag is named to someone who has none")
	}
}

// Every word of the page is there in both languages, with the same verbs, and
// none is left over.
func TestWords(t *testing.T) {
	var sources strings.Builder
	for _, pattern := range []string{"*.go", "pages/*.html"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			sources.Write(data)
		}
	}
	for id, m := range words() {
		if m.Zh == "" || m.En == "" || strings.Count(m.Zh, "%") != strings.Count(m.En, "%") {
			t.Errorf("%s: %q, %q", id, m.Zh, m.En)
		}
		base := strings.TrimSuffix(id, ".title")
		if !strings.Contains(sources.String(), `"`+base+`"`) && !strings.HasPrefix(id, "take.") && !strings.HasPrefix(id, "state.") {
			t.Errorf("%s is used nowhere", id)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	v := guest(b, Options{})
	page := v.open("2021/dingxiang-2023", "a.docx")
	for b.Loop() {
		v.get(page)
	}
}

func BenchmarkUpload(b *testing.B) {
	v := guest(b, Options{})
	data := string(sample(b, "2021/dingxiang-2023"))
	for b.Loop() {
		v.send("/drafts", "a.docx", data)
	}
}
