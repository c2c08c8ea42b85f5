package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/schema"
)

// window is a real browser, come in by a link. With NIANBAO_AXE its views are
// held to WCAG 2.2 AA; NIANBAO_SHOTS names a folder for pictures of them.
type window struct {
	t    *testing.T
	ctx  context.Context
	url  string
	page *Server
	axe  string
}

func open(t *testing.T, o Options) *window {
	t.Helper()
	browser, err := exec.LookPath("chromium")
	if err != nil || testing.Short() {
		t.Skip("needs chromium")
	}
	server := httptest.NewUnstartedServer(nil)
	o.Hosts = []string{server.Listener.Addr().String()}
	if o.Lang == "" {
		o.Lang = "zh"
	}
	page := New(o)
	server.Config.Handler = page
	server.Start()
	t.Cleanup(server.Close)
	ctx, end := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(browser), chromedp.Headless, chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	t.Cleanup(end)
	ctx, end = chromedp.NewContext(ctx)
	t.Cleanup(end)
	ctx, end = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(end)
	axe, _ := os.ReadFile(os.Getenv("NIANBAO_AXE"))
	w := &window{t, ctx, server.URL, page, string(axe)}
	w.size(1280)
	w.do(chromedp.Navigate(w.url+"/enter?token="+page.Token()), chromedp.WaitReady("body"))
	w.until("location.pathname !== '/enter' && document.querySelector('main h1')")
	return w
}

func (w *window) do(steps ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	if err := chromedp.Do(w.ctx, steps...); err != nil {
		w.t.Fatal(err)
	}
}

func (w *window) size(width int64) {
	w.t.Helper()
	w.do(chromedp.EmulateViewport(width, 900))
}

// eval gives the value of an expression, as JSON where it is no string.
func (w *window) eval(expression string) string {
	w.t.Helper()
	out, err := chromedp.Run(w.ctx, chromedp.Evaluate[string]("(async () => { const v = await ("+expression+"); return typeof v === 'string' ? v : JSON.stringify(v) ?? '' })()", chromedp.EvalAwaitPromise))
	if err != nil {
		w.t.Fatalf("%s: %v", expression, err)
	}
	return out
}

// until waits for a fact of the page.
func (w *window) until(expression string) {
	w.t.Helper()
	last := ""
	for range 150 {
		out, err := chromedp.Run(w.ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		if err == nil && out {
			return
		}
		last = fmt.Sprint(err)
		time.Sleep(40 * time.Millisecond)
	}
	w.t.Fatalf("never: %s (%s)\n%s", expression, last, w.eval("document.body.innerText.slice(0, 600)"))
}

// view holds what is shown to the rules, wide and narrow.
func (w *window) view(name string) {
	w.t.Helper()
	// The note beside what has the focus lies over its neighbours, until Escape.
	for _, width := range []int64{1280, 1279, 320} {
		w.size(width)
		w.do(chromedp.KeyEvent("\x1b"))
		w.eval("scrollTo(0, 0)")
		// The odd width is looked at in the dark.
		scheme := "light"
		if width == 1279 {
			scheme = "dark"
		}
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
		if _, err := chromedp.Call(w.ctx, emulation.SetEmulatedMedia, media); err != nil {
			w.t.Fatal(err)
		}
		if over := w.eval("document.documentElement.scrollWidth - innerWidth"); over != "0" && !strings.HasPrefix(over, "-") {
			w.t.Errorf("%s, %d px: %s px too wide", name, width, over)
		}
		// The frame's style sheet leaves the report's tables alone.
		if bad := w.eval("[...document.querySelectorAll('th, td')].filter(c => getComputedStyle(c).display !== 'table-cell').length"); bad != "0" {
			w.t.Errorf("%s, %d px: %s cells are none", name, width, bad)
		}
		if w.axe != "" {
			if _, err := chromedp.Run(w.ctx, chromedp.Evaluate[bool](w.axe+";true")); err != nil {
				w.t.Fatal(err)
			}
			found := w.eval(`axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r =>
				r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + n.failureSummary.slice(0, 200)).join(" | ")).join("\n"))`)
			if found != "" {
				w.t.Errorf("%s, %d px:\n%s", name, width, found)
			}
		}
		if dir := os.Getenv("NIANBAO_SHOTS"); dir != "" {
			for _, part := range []string{"body", ".pair .matrix", ".given"} {
				if w.eval("(e => { e?.scrollIntoView(); return e !== null })(document.querySelector('"+part+"'))") != "true" {
					continue
				}
				shot, err := chromedp.Run(w.ctx, chromedp.CaptureScreenshot())
				if err != nil {
					w.t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s%s-%d.png", name, strings.ReplaceAll(part, " ", ""), width)), shot, 0o600); err != nil {
					w.t.Fatal(err)
				}
			}
		}
	}
	w.size(1280)
}

// A visit to a folder: what needs a person is opened, answered and converted
// again, and is not open any more; so is what failed, once it was mended.
func TestADayWithAFolder(t *testing.T) {
	s := newShelf(map[string][]byte{"县/甲局.docx": []byte("%PDF"), "县/乙局.docx": sample(t, "2021/dingxiang-2023"), "丙局.docx": sample(t, "2021/wangyu-2024")})
	w := open(t, Options{Folder: s.folder()})
	// A folder that was named is what one comes to; drafts are a step away.
	w.do(chromedp.Click("header .brand"), chromedp.WaitVisible("#file"), chromedp.Click("a[href='/folder']"))
	w.until("document.querySelectorAll('.ledger li').length === 3")
	w.view("folder")
	w.do(chromedp.Click("button[value='县/乙局.docx']"))
	w.until("document.querySelectorAll('td[data-status=unresolved] .fill').length === 2")
	w.view("opened")
	w.do(chromedp.SendKeys("input[name='v:proactive.regulations.in_force']", "3"), chromedp.SendKeys("input[name='v:proactive.normative_documents.in_force']", "0"))
	s.busy = errors.New("另一次运行正在写入这个文件夹")
	w.do(chromedp.Click("button[formaction$=again]"))
	w.until("document.querySelector('.box.wrong')")
	w.view("busy")
	s.busy = nil
	w.do(chromedp.Click("button[formaction$=again]"))
	w.until("location.pathname === '/folder' && document.querySelector('.box.told .key.done')")
	w.view("again")
	if left := w.eval("document.querySelectorAll('.ledger .key.waiting').length"); left != "0" {
		t.Errorf("%s need a person", left)
	}
	s.files["县/甲局.docx"].Data = open22(t)
	w.do(chromedp.Click("button[formaction='/folder/again']"))
	w.until("document.querySelector('.box.told .key.waiting') && !document.querySelector('.ledger .key.failed')")
	w.do(chromedp.Click(".bar form[action='/lang'] button"))
	w.until("document.documentElement.lang === 'en'")
	w.view("folder-english")
}

// file puts a draft where a browser can choose it.
func file(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// get takes a download with the browser's own cookies.
func (w *window) get(path string) []byte {
	w.t.Helper()
	out := w.eval("fetch('" + path + "').then(r => r.arrayBuffer()).then(b => Array.from(new Uint8Array(b)))")
	var numbers []int
	if err := json.Unmarshal([]byte(out), &numbers); err != nil {
		w.t.Fatal(err)
	}
	data := make([]byte, len(numbers))
	for i, n := range numbers {
		data[i] = byte(n)
	}
	return data
}

func TestAWholeVisit(t *testing.T) {
	w := open(t, Options{})
	w.view("home")
	name, data := "年报草稿.docx", open22(t)
	w.do(chromedp.SetUploadFiles("#file", []string{file(t, name, data)}), chromedp.Click(".drop button"))
	w.until("document.querySelector('.verdict.wrong h1') && document.querySelector('.fill')")
	w.view("draft")

	w.do(chromedp.Focus("td[data-status=unresolved] a.mark"))
	w.until("!document.querySelector('.bubble').hidden && document.querySelector('.bubble').textContent.includes('不能唯一确定')")
	w.do(chromedp.KeyEvent("\x1b"))
	w.until("document.querySelector('.bubble').hidden")

	// To the first open point, and on by key; a figure settles the rest.
	w.do(chromedp.Click("a.next"))
	w.until("document.activeElement.matches('td[data-status=unresolved] .fill')")
	first := w.eval("document.activeElement.name.slice(2)")
	w.do(chromedp.KeyEvent("n"))
	w.until("document.activeElement.matches('.fill') && document.activeElement.name.slice(2) !== '" + first + "'")
	w.do(chromedp.KeyEvent("p"))
	w.until("document.activeElement.name.slice(2) === '" + first + "'")
	open := w.eval("document.querySelectorAll('td[data-status=unresolved]').length")

	// What is typed and not sent stays.
	w.do(chromedp.KeyEvent("12"), chromedp.Reload())
	w.until("document.querySelector('input[name=\"v:" + first + "\"]')?.value === '12'")
	w.view("typed")
	w.do(chromedp.Click("#answers button"))
	w.until("document.querySelector('td[data-status=supplied]')")
	if now := w.eval("document.querySelectorAll('td[data-status=unresolved]').length"); now == open {
		t.Errorf("%s blanks before and after", now)
	}
	if repaired := w.eval("document.querySelectorAll('td[data-status=repaired]').length"); repaired == "0" {
		t.Error("nothing was worked out from the answer")
	}
	w.view("answered")
	value, err := schema.ParseNumber("12")
	if err != nil {
		t.Fatal(err)
	}
	given := []answers.Answer{{ID: first, Value: value}}
	here := w.eval("location.pathname")
	for _, f := range render.Formats() {
		if !bytes.Equal(w.get(here+"/file/clean/"+f.Name), written(t, name, data, given, f.Name, render.Options{})) {
			t.Errorf("%s: other bytes than the command's", f.Name)
		}
	}
	w.do(chromedp.Click("form[action$=undo] button"))
	w.until("!document.querySelector('td[data-status=supplied]') && document.querySelector('.fill')")
	if now := w.eval("document.querySelectorAll('td[data-status=unresolved]').length"); now != open {
		t.Errorf("%s blanks after undo, not %s", now, open)
	}

	// A figure that cannot be is shown with its reason.
	w.do(chromedp.SendKeys("input[name=\"v:"+first+"\"]", "999\r"))
	w.until("document.querySelector('.box.wrong')")
	w.view("refused")
}

func TestATrialInTheBrowser(t *testing.T) {
	w := open(t, Options{})
	w.do(chromedp.SetUploadFiles("#file", []string{file(t, "合计不符.docx", sample(t, "drafts/sum-mismatch-two-cells"))}), chromedp.Click(".drop button"))
	w.until("document.querySelector('a.try')")
	w.view("conflict")
	w.do(chromedp.Click("a.try"))
	w.until("document.querySelector('#try-who')")
	w.view("trial")
	w.do(chromedp.Click(".verdict button.main"))
	w.until("document.querySelector('.given td')")
	w.view("taken")
	w.do(chromedp.Click(".bar form[action='/lang'] button"))
	w.until("document.documentElement.lang === 'en'")
	w.view("english")
}

func TestAFileIsDropped(t *testing.T) {
	w := open(t, Options{})
	data, err := json.Marshal(sample(t, "2021/dingxiang-2023"))
	if err != nil {
		t.Fatal(err)
	}
	w.eval(`(() => {
		const bytes = Uint8Array.from(atob(` + string(data) + `), c => c.charCodeAt(0));
		const d = new DataTransfer();
		d.items.add(new File([bytes], "拖入.docx"));
		document.querySelector(".drop").dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: d}));
		return true })()`)
	w.until("document.querySelector('.verdict h1')")
	if name := w.eval("document.querySelector('.verdict bdi').textContent"); name != "拖入.docx" {
		t.Errorf("name %q", name)
	}
}

func TestByKeyboardAlone(t *testing.T) {
	w := open(t, Options{})
	w.do(chromedp.SetUploadFiles("#file", []string{file(t, "a.docx", open22(t))}))
	tab := func(selector string) {
		t.Helper()
		for range 400 {
			if w.eval("document.activeElement.matches('"+selector+"')") == "true" {
				return
			}
			w.do(chromedp.KeyEvent("\t"))
		}
		t.Fatalf("%s is not reached", selector)
	}
	tab(".drop button")
	w.do(chromedp.KeyEvent("\r"))
	w.until("document.querySelector('.fill')")
	tab("td[data-status=unresolved] a.mark")
	w.do(chromedp.KeyEvent("\r"))
	w.until("document.querySelector('.notes :target')")
	tab("td[data-status=unresolved] .fill")
	w.do(chromedp.KeyEvent("12\r"))
	w.until("document.querySelector('td[data-status=supplied]')")
	tab("form[action$=undo] button")
	w.do(chromedp.KeyEvent("\r"))
	w.until("!document.querySelector('td[data-status=supplied]') && document.querySelector('.fill')")
}

func TestWithoutScript(t *testing.T) {
	w := open(t, Options{})
	if _, err := chromedp.Call(w.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	w.do(chromedp.Navigate(w.url+"/"),
		chromedp.SetUploadFiles("#file", []string{file(t, "a.docx", open22(t))}), chromedp.Click(".drop button"),
		chromedp.WaitVisible(".fill"), chromedp.SendKeys("td[data-status=unresolved] .fill", "12"), chromedp.Click("#answers button"),
		chromedp.WaitVisible("td[data-status=supplied]"), chromedp.Click("form[action$=undo] button"), chromedp.WaitNotPresent("td[data-status=supplied]"))
}

func TestTheOtherViews(t *testing.T) {
	unread := &Folder{Name: "2023年报", List: func(bool) ([]Document, error) {
		return []Document{{ID: ID{Name: "县/甲局.docx"}}, {ID: ID{Name: strings.Repeat("很长的名称", 16) + ".docx"}}}, nil
	}}
	w := open(t, Options{Quit: func() {}, Folder: unread})
	w.do(chromedp.Navigate(w.url + "/"))
	w.do(chromedp.SetUploadFiles("#file", []string{file(t, "好.docx", sample(t, "2021/dingxiang-2023")), file(t, "坏.docx", []byte("%PDF-1.7"))}), chromedp.Click(".drop button"))
	w.until("document.querySelector('.box.wrong') && document.querySelector('.drafts')")
	w.view("failures")
	w.do(chromedp.Click(".drafts a"))
	w.until("document.querySelector('.verdict')")
	w.view("repaired")
	w.do(chromedp.Navigate(w.eval("location.href") + "?all=1"))
	w.view("all")
	w.do(chromedp.Navigate(w.url + "/folder"))
	w.view("unread")
	w.do(chromedp.Navigate(w.url + "/nothing"))
	w.view("not-found")
	w.do(chromedp.Click("form[action='/quit'] button"))
	w.until("!document.querySelector('.bar form')")
	w.view("ended")
}
