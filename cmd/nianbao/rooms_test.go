package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"strings"
	"testing"
)

const module = "github.com/nianbao/nianbao"

// rooms says which room may import which, tests aside. The vocabularies at the
// bottom import nothing of ours, and each stage knows only those before it. A
// new arrow is a decision: make it here. Patterns are those of path.Match; with
// /... they take in all below.
var rooms = map[string]string{
	"cmd/nianbao":                  "cmd/nianbao/internal/* parse render render/* schema schema/*",
	"cmd/nianbao/internal/answers": "schema schema/repair",
	"cmd/nianbao/internal/batch":   "cmd/nianbao/internal/convert cmd/nianbao/internal/ledger parse render schema",
	"cmd/nianbao/internal/gather":  "cmd/nianbao/internal/batch schema",
	"cmd/nianbao/internal/ledger":  "schema",
	"cmd/nianbao/internal/legacy":  "",
	"cmd/nianbao/internal/worker":  "cmd/nianbao/internal/batch cmd/nianbao/internal/convert render schema",
	"cmd/nianbao/internal/convert": "parse render schema schema/normalize schema/repair",
	"cmd/nianbao/internal/web":     "cmd/nianbao/internal/answers cmd/nianbao/internal/convert parse render render/html schema schema/numeral schema/normalize schema/template",

	"parse":                  "parse/*  parse/internal/opc",
	"parse/doc":              "",
	"parse/docx":             "parse/doc parse/internal/counter parse/internal/opc",
	"parse/html":             "parse/doc parse/internal/counter parse/internal/opc",
	"parse/grid":             "parse/doc",
	"parse/internal/counter": "",
	"parse/internal/opc":     "",

	"schema":           "",
	"schema/relation":  "",
	"schema/numeral":   "schema",
	"schema/message":   "schema",
	"schema/template":  "schema/relation",
	"schema/match":     "schema schema/template schema/numeral",
	"schema/check":     "parse/doc schema schema/template schema/numeral schema/message schema/match",
	"schema/repair":    "schema schema/template schema/relation schema/message",
	"schema/normalize": "parse/doc parse/grid schema schema/*",

	"render":                 "render/* render/pdf/font schema schema/template",
	"render/html":            "render/internal/layout schema schema/template",
	"render/pdf":             "render/internal/layout render/pdf/font schema schema/template",
	"render/pdf/font":        "",
	"render/trace":           "schema schema/template",
	"render/findings":        "schema schema/message",
	"render/tidy":            "schema schema/template",
	"render/docx":            "parse parse/doc parse/grid schema schema/template",
	"render/internal/layout": "schema schema/template",

	// What tests and samples are made from; no room of the product imports it.
	"parse/internal/pack": "",
	"samples/...":         "samples/... parse/doc schema/template",
}

// libraries says in which rooms an outside library lives: its types cross no
// room's door.
var libraries = map[string]string{
	"github.com/spf13/cobra":            "cmd/nianbao",
	"github.com/spf13/pflag":            "cmd/nianbao",
	"go.yaml.in/yaml/v3":                "cmd/nianbao/internal/answers",
	"github.com/vbauerster/...":         "cmd/nianbao",
	"modernc.org/sqlite":                "cmd/nianbao/internal/ledger",
	"golang.org/x/sys/...":              "cmd/nianbao",
	"golang.org/x/text/encoding/...":    "cmd/nianbao",
	"golang.org/x/text/unicode/norm":    "cmd/nianbao/internal/answers cmd/nianbao/internal/batch cmd/nianbao/internal/web",
	"golang.org/x/text/...":             "parse/html",
	"github.com/PuerkitoBio/...":        "parse/html",
	"golang.org/x/net/...":              "parse/html",
	"github.com/klauspost/compress/...": "parse/internal/opc",
	"github.com/jung-kurt/gofpdf":       "render/pdf",
	"github.com/nguyenthenguyen/docx":   "render/docx",
	"github.com/parquet-go/...":         "render/tidy",
	"github.com/xuri/...":               "render/tidy",
	"github.com/rogpeppe/go-internal":   "",
	"github.com/santhosh-tekuri/...":    "",
}

func TestEachRoomImportsWhatItMay(t *testing.T) {
	list := exec.Command("go", "list", "-json=ImportPath,Imports,Standard", "-deps", module+"/...")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	standard := map[string]bool{}
	imports := map[string][]string{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
			Standard   bool
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		standard[p.ImportPath] = p.Standard
		if room, ok := strings.CutPrefix(p.ImportPath, module+"/"); ok {
			imports[room] = p.Imports
		}
	}
	if len(imports) == 0 {
		t.Fatal("go list names no room")
	}
	for room, names := range imports {
		may, ok := roomOf(room)
		if !ok {
			t.Errorf("room %s is not in the table", room)
			continue
		}
		for _, name := range names {
			switch ours, isOurs := strings.CutPrefix(name, module+"/"); {
			case isOurs && !allowed(may, ours):
				t.Errorf("%s imports %s", room, ours)
			case !isOurs && !standard[name] && name != "C" && !atHome(name, room):
				t.Errorf("%s imports %s", room, name)
			}
		}
	}
}

// roomOf is what a room may import.
func roomOf(room string) (may string, ok bool) {
	if may, ok := rooms[room]; ok {
		return may, true
	}
	for pattern, may := range rooms {
		if matches(pattern, room) {
			return may, true
		}
	}
	return "", false
}

func allowed(patterns, name string) bool {
	for _, p := range strings.Fields(patterns) {
		if matches(p, name) {
			return true
		}
	}
	return false
}

func atHome(library, room string) bool {
	for pattern, homes := range libraries {
		if matches(pattern, library) && allowed(homes, room) {
			return true
		}
	}
	return false
}

func matches(pattern, name string) bool {
	if below, ok := strings.CutSuffix(pattern, "/..."); ok {
		return name == below || strings.HasPrefix(name, below+"/")
	}
	ok, _ := path.Match(pattern, name)
	return ok
}
