package html

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/normalize"
)

// Every sample's page, in both editions, wide and narrow, in a real browser:
// axe-core finds nothing against WCAG 2.2 AA, and the page is no wider than its
// window. Of drafts it is the edition for review: their clean pages have nothing
// that the others' have not. NIANBAO_AXE_ALL asks for them all the same. The
// browser is Debian's chromium; NIANBAO_AXE names axe.min.js.
func TestPagesAreAccessible(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	axe, errAxe := os.ReadFile(os.Getenv("NIANBAO_AXE"))
	if err != nil || errAxe != nil || testing.Short() {
		t.Skip("needs chromium, and axe.min.js in NIANBAO_AXE")
	}
	ctx, end := chromedp.NewExecAllocator(context.Background(), chromedp.ExecPath(browser), chromedp.Headless, chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	defer end()
	ctx, end = chromedp.NewContext(ctx)
	defer end()
	ctx, end = context.WithTimeout(ctx, 8*time.Minute)
	defer end()
	// The pages' policy forbids scripts, so the browser's driver brings axe.
	rules := string(axe) + `;const look = () => axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]}).then(r => JSON.stringify({
		found: r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(" | ")),
		passed: r.passes.length, over: document.documentElement.scrollWidth - innerWidth}));true`
	file := filepath.Join(t.TempDir(), "page.html")
	link := url.URL{Scheme: "file", Path: filepath.ToSlash(file)}
	pages := 0
	for name, r := range sampleReports(t) {
		editions := []bool{false, true}
		if strings.HasPrefix(name, "drafts/") && os.Getenv("NIANBAO_AXE_ALL") == "" {
			editions = []bool{true}
		}
		for _, review := range editions {
			page, err := Write(r, Options{Review: review})
			if err != nil {
				t.Fatal(err)
			}
			pages++
			if err := os.WriteFile(file, page, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := chromedp.Do(ctx, chromedp.Navigate(link.String())); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](rules)); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, width := range []int64{1280, 320} {
				at := fmt.Sprintf("%s, review %v, %d px", name, review, width)
				if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
					t.Fatalf("%s: %v", at, err)
				}
				out, err := chromedp.Run(ctx, chromedp.Evaluate[string]("look()", chromedp.EvalAwaitPromise))
				if err != nil {
					t.Fatalf("%s: %v", at, err)
				}
				var said struct {
					Found        []string
					Passed, Over int
				}
				if err := json.Unmarshal([]byte(out), &said); err != nil {
					t.Fatalf("%s: %v in %s", at, err, out)
				}
				if len(said.Found) > 0 || said.Passed == 0 || said.Over > 0 {
					t.Errorf("%s: %d rules passed; %d px too wide; violations:\n%s", at, said.Passed, said.Over, strings.Join(said.Found, "\n"))
				}
			}
		}
	}
	t.Logf("%d pages at two widths", pages)
}

// sampleReports are the reports of the samples and drafts, by their folders.
func sampleReports(t *testing.T) map[string]schema.Report {
	out := map[string]schema.Report{}
	err := filepath.WalkDir("../../samples", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "input.docx" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		document, err := parse.Document(data, parse.Limits{})
		if err != nil {
			return nil // one that cannot be read, on purpose, has no page
		}
		name := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../../samples/")
		out[name] = normalize.Report(document, schema.Source{Name: name, Format: "docx"}, normalize.Options{})
		return nil
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	return out
}
