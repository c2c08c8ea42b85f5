package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/schema/message"
)

var update = flag.Bool("update", false, "rewrite findings.txt and findings.en.txt of the drafts")

// Each draft below samples/drafts is told of as its findings.txt and, in
// English, its findings.en.txt say: whoever changes a sentence reads it there
// once. A draft bears the name of its code, or the code's and one word more;
// "sound" drafts look wrong and are not. Every code has its draft.
func TestDrafts(t *testing.T) {
	t.Chdir("../..")
	abouts, err := filepath.Glob("samples/drafts/*/ABOUT.md")
	if err != nil || len(abouts) == 0 {
		t.Fatalf("no drafts: %v", err)
	}
	shown := map[string]bool{}
	for _, about := range abouts {
		dir := filepath.Dir(about)
		name := filepath.Base(dir)
		zh, en := told(t, about, "zh"), told(t, about, "en")
		golden(t, filepath.Join(dir, "findings.txt"), zh)
		golden(t, filepath.Join(dir, "findings.en.txt"), en)
		if strings.HasPrefix(name, "sound-") {
			if !bytes.HasSuffix(zh, []byte("：没有发现问题\n")) {
				t.Errorf("%s: something is found", name)
			}
			continue
		}
		code := codeOf(name)
		if code == "" || !bytes.Contains(zh, []byte("["+code+"]\n")) || !bytes.Contains(en, []byte("["+code+"]\n")) {
			t.Errorf("%s does not show what it is named after", name)
		}
		shown[name] = true
	}
	for _, code := range message.Codes() {
		if !shown[code] {
			t.Errorf("there is no draft samples/drafts/%s", code)
		}
	}
}

// Every wording stands in a draft's findings, in a sample's, or in the list of
// those that take another report.
func TestEachWordingIsShown(t *testing.T) {
	t.Chdir("../..")
	var shown strings.Builder
	for _, pattern := range []string{"samples/*/*/findings*.txt", "samples/*/*/report.json", "schema/check/testdata/sentences.txt"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: nothing, %v", pattern, err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			shown.Write(text)
		}
	}
	place := regexp.MustCompile(`\\{[a-z]+\\}`)
	for _, code := range message.Codes() {
		x, _ := message.Explain(code)
		for _, wording := range x.Says {
			for _, says := range []string{wording.Zh, wording.En} {
				if !regexp.MustCompile(place.ReplaceAllString(regexp.QuoteMeta(says), `.*?`)).MatchString(shown.String()) {
					t.Errorf("%s: nothing shows %q", code, says)
				}
			}
		}
	}
}

// codeOf is the longest code that a draft's name begins with, "" for none.
func codeOf(name string) string {
	code := ""
	for _, c := range message.Codes() {
		if len(c) > len(code) && strings.HasPrefix(name+"-", c+"-") {
			code = c
		}
	}
	return code
}

// told is what check says of a draft: of all in its folder, else as the
// command says that stands in its ABOUT.md.
func told(t *testing.T, about, lang string) []byte {
	t.Helper()
	text, err := os.ReadFile(about)
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"check", filepath.Dir(about)}
	if _, command, ok := strings.Cut(string(text), "\n    nianbao "); ok {
		args = strings.Fields(command)
	}
	var stdout, stderr bytes.Buffer
	status := run(append(args, "--fail-on", "never", "--lang", lang), streams{nil, &stdout, &stderr}, func(string) string { return "" })
	if status != done || stderr.Len() > 0 {
		t.Errorf("%v: exit status %d: %s", args, status, &stderr)
	}
	return stdout.Bytes()
}

// golden holds what was written against a file.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
	} else if !slices.Equal(want, got) {
		t.Errorf("%s differs; run with -update, and read it:\n%s", path, got)
	}
}
