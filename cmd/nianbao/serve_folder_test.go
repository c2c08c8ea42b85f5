package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/web"
)

// place puts files below a folder of their own.
func place(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// dingxiang is a report with two blanks that only a person can fill.
func dingxiang(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile("../../samples/2021/dingxiang-2023/input.docx")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// command runs the program and gives its exit status and what it said.
func command(args ...string) (int, string) {
	var said bytes.Buffer
	status := run(args, streams{strings.NewReader(""), io.Discard, &said}, func(string) string { return "" })
	return status, said.String()
}

// listOf is what the page lists of a folder.
func listOf(t *testing.T, dir string) []web.Document {
	t.Helper()
	s, err := openServed(dir, voice{lang: english})
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	list, err := s.list(false)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// What a run recorded in a folder of outputs is shown for that folder and the
// one around it.
func TestServeShowsWhatARunRecorded(t *testing.T) {
	dir := place(t, map[string][]byte{"甲.docx": dingxiang(t), "坏.docx": []byte("%PDF-1.7")})
	if before := listOf(t, dir); len(before) != 2 || before[0].State != web.Unread || before[0].Run != "" {
		t.Errorf("without a run: %+v", before)
	}
	out := filepath.Join(dir, "out")
	if status, said := command("convert", dir, "-o", out, "--formats", "json"); status != failed {
		t.Fatalf("convert: %d %s", status, said)
	}
	for shown, run := range map[string]string{dir: "out", out: "."} {
		after := listOf(t, shown)
		if len(after) != 2 || after[0].State != web.Failed || after[0].ID != (web.ID{Run: run, Name: "坏.docx"}) || !strings.Contains(after[0].Why, "PDF") ||
			after[1].State != web.Waiting || after[1].Name != "甲.docx" || after[1].Open != 2 {
			t.Errorf("after a run: %+v", after)
		}
	}
}

// Files that were named are on the desk, with the answers kept beside them; a
// single one is the page that opens.
func TestServeOpensTheFilesNamed(t *testing.T) {
	dir := place(t, map[string][]byte{
		"甲.docx": dingxiang(t), "乙.docx": dingxiang(t), "坏.docx": []byte("%PDF-1.7"),
		".nianbao.yaml": []byte("answers:\n  甲.docx:\n    - {id: proactive.regulations.in_force, value: 3, who: 办公室}\n"),
	})
	one := browse(t, filepath.Join(dir, "甲.docx"))
	if page, body := one.enter(); !strings.HasPrefix(page, "/d/") || !strings.Contains(body, `data-status="supplied"`) {
		t.Errorf("one file opens %s", page)
	}
	several := browse(t, filepath.Join(dir, "甲.docx"), filepath.Join(dir, "坏.docx"), filepath.Join(dir, "乙.docx"))
	if page, body := several.enter(); page != "/" || !strings.Contains(body, "甲.docx") || !strings.Contains(body, "乙.docx") || strings.Contains(body, "坏.docx") {
		t.Errorf("several files open %s", page)
	}
	bad := filepath.Join(dir, "坏.docx")
	if status, said := command("serve", "--no-open", bad); status != failed || !strings.Contains(said, bad+": not a report that can be read: a PDF file") {
		t.Errorf("nothing that can be read: %d %s", status, said)
	}
	if status, said := command("serve", "--no-open", bad, dir); status != wrong || !strings.Contains(said, dir+": it is a folder") {
		t.Errorf("a folder among files: %d %s", status, said)
	}
}

// Only what a ledger names, or stands below the folder, is read.
func TestServeReadsNothingElse(t *testing.T) {
	above := place(t, map[string][]byte{"年报/县/a.docx": dingxiang(t), "年报/notes.txt": dingxiang(t), "secret.docx": dingxiang(t), "in/a.docx": dingxiang(t)})
	dir := filepath.Join(above, "年报")
	s, err := openServed(dir, voice{lang: english})
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	opens := func(id web.ID) bool {
		file, _, err := s.open(id, false)
		if err == nil {
			file.Close()
		}
		return err == nil
	}
	if !opens(web.ID{Name: "县/a.docx"}) {
		t.Error("what is below the folder is not opened")
	}
	names := []string{"../secret.docx", filepath.Join(above, "secret.docx"), "notes.txt", "none.docx", "", "县/../../secret.docx"}
	if os.Symlink(filepath.Join(above, "secret.docx"), filepath.Join(dir, "link.docx")) == nil {
		names = append(names, "link.docx")
	}
	if status, said := command("convert", filepath.Join(above, "in"), "-o", filepath.Join(dir, "out"), "--formats", "json"); status != done {
		t.Fatal(said)
	}
	if !opens(web.ID{Run: "out", Name: "a.docx"}) {
		t.Error("what the ledger names is not opened")
	}
	for _, name := range names {
		for _, run := range []string{"", "out", ".", "..", "../in", above} {
			if id := (web.ID{Run: run, Name: name}); opens(id) {
				t.Errorf("%+v is opened", id)
			} else if run != "" && s.again(id, false) == nil {
				t.Errorf("%+v is converted", id)
			}
		}
	}
}

// browsing is the page of a folder, come into by its link.
type browsing struct {
	t    *testing.T
	http http.Client
	base string
	link string
}

func browse(t *testing.T, paths ...string) *browsing {
	t.Helper()
	in, keys := io.Pipe()
	out := newSpoken()
	ctx, end := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- runServe(ctx, streams{in, out, io.Discard}, voice{english, true}, serveOptions{addr: localAddr, noOpen: true, paths: paths})
	}()
	t.Cleanup(func() {
		end()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		keys.Close()
	})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := &browsing{t: t, http: http.Client{Jar: jar}, link: linkPattern.FindString(<-out)}
	b.base, _, _ = strings.Cut(b.link, "/enter")
	return b
}

// post sends a form and gives the page to which it leads, and its address.
func (b *browsing) post(path string, form url.Values) (status int, at, body string) {
	b.t.Helper()
	answer, body := b.read(b.http.PostForm(b.base+path, form))
	return answer.StatusCode, answer.Request.URL.Path, body
}

// read takes an answer with all it says.
func (b *browsing) read(answer *http.Response, err error) (*http.Response, string) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer, string(text)
}

// enter follows the link, and gives the page that it opens.
func (b *browsing) enter() (page, body string) {
	b.t.Helper()
	answer, _ := b.read(b.http.Get(b.link))
	_, page, _ = strings.Cut(answer.Header.Get("Refresh"), "url=")
	_, body = b.read(b.http.Get(b.base + page))
	return page, body
}

// The two blanks of dingxiang, as they are typed and as they are kept.
var (
	typed = url.Values{"v:proactive.regulations.in_force": {"3"}, "v:proactive.normative_documents.in_force": {"0"}, "who": {"办公室"}}
	kept  = "answers:\n  甲.docx:\n    - id: proactive.regulations.in_force\n      value: 3\n      who: 办公室\n    - id: proactive.normative_documents.in_force\n      value: 0\n      who: 办公室\n"
)

// sameFile tells whether two files have the same bytes.
func sameBytes(t *testing.T, a, b string) {
	t.Helper()
	x, err := os.ReadFile(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := os.ReadFile(b)
	if err != nil || !bytes.Equal(x, y) {
		t.Errorf("%s and %s differ (%v)", a, b, err)
	}
}

// What the page writes is what the command line writes with the same answers,
// from the settings or from a file of answers; a run after it finds it done.
func TestConvertedAgainAsTheCommandWould(t *testing.T) {
	dir := place(t, map[string][]byte{"in/县/甲.docx": dingxiang(t), "in/坏.docx": []byte("%PDF-1.7"), "in/坏.html": []byte("<p>年报"), "single/县/甲.docx": dingxiang(t)})
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	options := []string{"--formats", "json,html", "--edition", "review", "--lang", "en"}
	convert := func(args ...string) (int, string) {
		return command(append(append([]string{"convert"}, args...), options...)...)
	}
	if status, said := convert(in, "-o", out); status != failed {
		t.Fatal(said)
	}
	b := browse(t, out)
	b.enter()

	status, page, _ := b.post("/folder", url.Values{"run": {"."}, "name": {"县/甲.docx"}})
	if status != http.StatusOK || !strings.HasPrefix(page, "/d/") {
		t.Fatalf("open: %d %s", status, page)
	}
	status, at, body := b.post(page+"/again", typed)
	if status != http.StatusOK || at != "/folder" || !strings.Contains(body, `class="key done"`) {
		t.Fatalf("again: %d %s %s", status, at, body)
	}
	if settings, err := os.ReadFile(filepath.Join(in, "县", ".nianbao.yaml")); string(settings) != kept {
		t.Errorf("kept: %s, %v", settings, err)
	}
	if i := slices.IndexFunc(listOf(t, out), func(d web.Document) bool { return d.Name == "县/甲.docx" && d.State == web.Done }); i < 0 {
		t.Error("the folder has an open point still")
	}
	if status, said := convert(in, "-o", out); status != failed || !strings.Contains(said, "unchanged: 3.") {
		t.Errorf("a run after it does it anew: %d %s", status, said)
	}
	if status, said := convert(in, "-o", filepath.Join(dir, "fresh")); status != failed || !strings.Contains(said, "supplied by a person: 1 (.nianbao.yaml") {
		t.Errorf("a fresh run: %d %s", status, said)
	}
	answer, err := b.http.Get(b.base + page + "/answers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	file, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if err != nil {
		t.Fatal(err)
	}
	given := filepath.Join(place(t, map[string][]byte{"answers.yaml": file}), "answers.yaml")
	if status, said := convert(filepath.Join(dir, "single"), "-o", filepath.Join(dir, "alone"), "--answers", given); status != done {
		t.Fatal(said)
	}
	for _, name := range []string{"县/甲.json", "县/甲.html"} {
		sameBytes(t, filepath.Join(out, name), filepath.Join(dir, "fresh", name))
		sameBytes(t, filepath.Join(out, name), filepath.Join(dir, "alone", name))
	}

	// The failed one is mended. Its neighbour has its name, so it keeps its extension.
	if err := os.WriteFile(filepath.Join(in, "坏.docx"), dingxiang(t), 0o666); err != nil {
		t.Fatal(err)
	}
	if status, _, body := b.post("/folder/again", url.Values{"run": {"."}, "name": {"坏.docx"}}); status != http.StatusOK || strings.Contains(body, `class="key failed"`) {
		t.Errorf("mended: %d %s", status, body)
	}
	if _, err := os.Stat(filepath.Join(out, failedName)); err == nil {
		t.Errorf("%s is there still", failedName)
	}
	if status, said := convert(in, "-o", filepath.Join(dir, "mended")); status != done {
		t.Fatal(said)
	}
	sameBytes(t, filepath.Join(out, "坏.docx.json"), filepath.Join(dir, "mended", "坏.docx.json"))
	if status, said := convert(in, "-o", out); status != done || !strings.Contains(said, "unchanged: 3.") {
		t.Errorf("a run after it: %d %s", status, said)
	}

	// An answer that is taken back is kept no more, and the outputs are as before.
	b.post(page+"/again", url.Values{"clear": {"proactive.regulations.in_force", "proactive.normative_documents.in_force"}})
	if _, err := os.Stat(filepath.Join(in, "县", ".nianbao.yaml")); err == nil {
		t.Error("nothing is kept in a file that stays")
	}
	if status, said := convert(filepath.Join(dir, "single"), "-o", filepath.Join(dir, "before")); status != done {
		t.Fatal(said)
	}
	sameBytes(t, filepath.Join(out, "县/甲.json"), filepath.Join(dir, "before", "县/甲.json"))
}

// Where it cannot be done the page says why, and what is there stays.
func TestWhatCannotBeConvertedAgain(t *testing.T) {
	dir := place(t, map[string][]byte{"in/甲.docx": dingxiang(t), "in/县/乙.docx": dingxiang(t)})
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	if status, said := command("convert", in, "-o", out, "--formats", "json"); status != done {
		t.Fatal(said)
	}
	if status, said := command("convert", filepath.Join(in, "县"), "-o", filepath.Join(dir, "set"), "--formats", "json", "--set", "proactive.fees.amount=0"); status != done {
		t.Fatal(said)
	}
	b := browse(t, dir)
	b.enter()
	refused := func(run, name, why string) {
		t.Helper()
		before := listOf(t, dir)
		status, _, body := b.post("/folder/again", url.Values{"run": {run}, "name": {name}})
		if status != http.StatusConflict || !strings.Contains(body, why) {
			t.Errorf("%s: %d %s", name, status, body)
		}
		if after := listOf(t, dir); !slices.Equal(before, after) {
			t.Errorf("%s: %+v becomes %+v", name, before, after)
		}
	}
	refused("set", "乙.docx", "on the command line")
	_, page, _ := b.post("/folder", url.Values{"run": {"out"}, "name": {"甲.docx"}})

	busy, err := ledger.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	refused("out", "甲.docx", "another run is writing")
	status, _, body := b.post(page+"/again", typed)
	if status != http.StatusConflict || !strings.Contains(body, "another run is writing") || !strings.Contains(body, `data-status="supplied"`) {
		t.Errorf("a busy folder: %d %s", status, body)
	}
	if settings, err := os.ReadFile(filepath.Join(in, ".nianbao.yaml")); string(settings) != kept {
		t.Errorf("kept: %s, %v", settings, err)
	}
	if err := busy.Close(); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(filepath.Join(in, ".nianbao.yaml"), []byte("skip: 3"), 0o666); err != nil {
		t.Fatal(err)
	}
	refused("out", "甲.docx", "cannot be used")
	if err := os.Remove(filepath.Join(in, "甲.docx")); err != nil {
		t.Fatal(err)
	}
	refused("out", "甲.docx", "put it back")

	if err := os.Rename(filepath.Join(out, "县"), filepath.Join(dir, "elsewhere")); err != nil {
		t.Fatal(err)
	}
	if os.Symlink(t.TempDir(), filepath.Join(out, "县")) == nil {
		refused("out", "县/乙.docx", "would not stand below")
	}
}

// The same in a browser: what is open is answered, converted, and open no more.
func TestConvertedAgainInABrowser(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil || testing.Short() {
		t.Skip("needs chromium")
	}
	dir := place(t, map[string][]byte{"in/甲.docx": dingxiang(t), "in/乙.docx": dingxiang(t)})
	out := filepath.Join(dir, "in", "结果")
	if status, said := command("convert", filepath.Join(dir, "in"), "-o", out, "--formats", "json"); status != done {
		t.Fatal(said)
	}
	b := browse(t, filepath.Join(dir, "in"))
	ctx, end := chromedp.NewExecAllocator(t.Context(), chromedp.ExecPath(browser), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun)
	defer end()
	ctx, end = chromedp.NewContext(ctx)
	defer end()
	ctx, end = context.WithTimeout(ctx, 2*time.Minute)
	defer end()
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatal(err)
		}
	}
	do(chromedp.Navigate(b.link), chromedp.WaitVisible("button[value='甲.docx']"),
		chromedp.Click("button[value='甲.docx']"),
		chromedp.SendKeys("input[name='v:proactive.regulations.in_force']", "3"),
		chromedp.SendKeys("input[name='v:proactive.normative_documents.in_force']", "0"),
		chromedp.Click("button[formaction$=again]"), chromedp.WaitVisible(".box.told .key.done"))
	for name, state := range map[string]web.State{"甲.docx": web.Done, "乙.docx": web.Waiting} {
		if !slices.ContainsFunc(listOf(t, out), func(d web.Document) bool { return d.Name == name && d.State == state }) {
			t.Errorf("%s is not %s", name, state)
		}
	}
	if status, said := command("convert", filepath.Join(dir, "in"), "-o", out, "--formats", "json", "--lang", "zh"); status != done || !strings.Contains(said, "其中 2 份先前已经完成") {
		t.Errorf("a run after it: %d %s", status, said)
	}
}
