package html

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/nianbao/nianbao/schema"
)

// Every sample's page, in both editions, wide and narrow, in a real browser:
// axe-core finds nothing against WCAG 2.2 AA, and the page is no wider than its
// window. The browser is Debian's chromium; NIANBAO_AXE names axe.min.js.
func TestPagesAreAccessible(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	axe, errAxe := os.ReadFile(os.Getenv("NIANBAO_AXE"))
	if err != nil || errAxe != nil || testing.Short() {
		t.Skip("needs chromium, and axe.min.js in NIANBAO_AXE")
	}
	reports, err := filepath.Glob("../../samples/*/*/report.json")
	if err != nil || len(reports) == 0 {
		t.Fatalf("no reports of samples: %v", err)
	}
	ctx, end := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(browser), chromedp.Headless, chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	defer end()
	ctx, end = chromedp.NewContext(ctx)
	defer end()
	ctx, end = context.WithTimeout(ctx, 8*time.Minute)
	defer end()
	dir := t.TempDir()
	pages := 0
	for _, path := range reports {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		r, err := schema.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, review := range []bool{false, true} {
			page, err := Write(r, Options{Review: review})
			if err != nil {
				t.Fatal(err)
			}
			// The page's policy forbids scripts, so the browser's driver brings axe.
			file := filepath.Join(dir, fmt.Sprintf("%d.html", pages))
			pages++
			if err := os.WriteFile(file, page, 0o600); err != nil {
				t.Fatal(err)
			}
			link := url.URL{Scheme: "file", Path: filepath.ToSlash(file)}
			for _, width := range []int64{1280, 320} {
				name := fmt.Sprintf("%s, review %v, %d px", strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../../samples/"), review, width)
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), chromedp.Navigate(link.String())); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](string(axe)+";true")); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				out, err := chromedp.Run(ctx, chromedp.Evaluate[string](
					`axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r => JSON.stringify({
						found: r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(" | ")),
						passed: r.passes.length, over: document.documentElement.scrollWidth - innerWidth}))`, chromedp.EvalAwaitPromise))
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				var said struct {
					Found        []string
					Passed, Over int
				}
				if err := json.Unmarshal([]byte(out), &said); err != nil {
					t.Fatalf("%s: %v in %s", name, err, out)
				}
				if len(said.Found) > 0 || said.Passed == 0 || said.Over > 0 {
					t.Errorf("%s: %d rules passed; %d px too wide; violations:\n%s", name, said.Passed, said.Over, strings.Join(said.Found, "\n"))
				}
			}
		}
	}
	t.Logf("%d pages at two widths", pages)
}
