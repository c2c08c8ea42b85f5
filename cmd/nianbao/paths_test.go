package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// longest is a name of 255 bytes, beyond which file systems take none: Chinese,
// with an extension.
func longest(extension string) string {
	name := strings.Repeat("长", 80)
	return name + strings.Repeat("x", 255-len(name)-len(extension)) + extension
}

// filesBelow are the files below a folder, without the record of runs.
func filesBelow(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !strings.HasPrefix(e.Name(), ".nianbao.") {
			names = append(names, filepath.ToSlash(strings.TrimPrefix(path, dir+string(filepath.Separator))))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// A name at the limit is converted; where an output's name would be longer, its
// input fails alone and plainly, and leaves nothing.
func TestNamesAtTheLimit(t *testing.T) {
	report := dingxiang(t)
	in := place(t, map[string][]byte{"县区（一）/" + longest(".docx"): report, "县区（一）/z.docx": report, "htm/" + longest(".htm"): report,
		"both/" + longest(".docx"): report, "both/" + longest(".html"): []byte("<table>")})
	out := filepath.Join(t.TempDir(), "结果")
	status, said := command("convert", in, "-o", out, "--lang", "zh")
	if status != failed || strings.Count(said, "文件名太长") != 3 || !strings.Contains(said, "已转换 2 份") {
		t.Errorf("%d %s", status, said)
	}
	stem := "县区（一）/" + strings.TrimSuffix(longest(".docx"), ".docx")
	want := []string{"failed.jsonl", "县区（一）/z.html", "县区（一）/z.json", "县区（一）/z.pdf", stem + ".html", stem + ".json", stem + ".pdf"}
	if got := filesBelow(t, out); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("files %q", got)
	}
	if status, said := command("convert", in, "-o", out); status != failed || !strings.Contains(said, "unchanged: 2.") {
		t.Errorf("again: %d %s", status, said)
	}
}

// A path beyond what the system takes fails alone, of an input and of an output.
func TestPathsBeyondTheLimit(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("32767 characters")
	}
	in, report := t.TempDir(), dingxiang(t)
	root, err := os.OpenRoot(in)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	folder := strings.Repeat("深", 60)
	put := func(path string) {
		t.Helper()
		// Step by step, as no call takes the whole path.
		at := root
		parts := strings.Split(path, "/")
		for _, name := range parts[:len(parts)-1] {
			if err := at.Mkdir(name, 0o777); err != nil && !os.IsExist(err) {
				t.Fatal(err)
			}
			next, err := at.OpenRoot(name)
			if err != nil {
				t.Fatal(err)
			}
			defer next.Close()
			at = next
		}
		if err := at.WriteFile(parts[len(parts)-1], report, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("a.docx")
	put("远/" + strings.Repeat(folder+"/", 23) + "far.docx")
	put("近/" + strings.Repeat(folder+"/", 21) + "near.docx")
	// The longest path that the system takes, which leaves no room for settings.
	var longest strings.Builder
	for rest := 4095 - len(in) - len("/b.docx"); rest > 0; {
		n := min(rest, 200)
		if rest-n == 1 { // a name has a letter besides its slash
			n--
		}
		longest.WriteString("/" + strings.Repeat("b", n-1))
		rest -= n
	}
	put(longest.String()[1:] + "/b.docx")
	out := filepath.Join(t.TempDir(), strings.Repeat("出", 80), "出")
	status, said := command("convert", in, "-o", out, "--lang", "zh", "--formats", "json")
	if status != failed || strings.Count(said, "文件名太长") != 3 || !strings.Contains(said, "已转换 1 份") || !strings.Contains(said, "near.docx") {
		t.Errorf("%d %s", status, said)
	}
	if got := strings.Join(filesBelow(t, out), " "); !strings.HasPrefix(got, "a.json failed.jsonl") {
		t.Errorf("files %s", got)
	}
	// SQLite takes no path so long.
	out = filepath.Join(t.TempDir(), strings.Repeat("出", 80), strings.Repeat("出", 80))
	if status, said := command("convert", in, "-o", out, "--lang", "zh"); status != wrong || !strings.Contains(said, "路径太长") {
		t.Errorf("%d %s", status, said)
	}
	if status, said := command("convert", filepath.Join(in, "a.docx"), "-o", out); status != done || len(filesBelow(t, out)) != 3 {
		t.Errorf("one file: %d %s", status, said)
	}
}

// Two names that differ in normal form alone are one name to some systems: they
// clash before anything is written. One by itself keeps its form.
func TestNamesInTwoNormalForms(t *testing.T) {
	const composed, apart = "报告 café.docx", "报告 cafe\u0301.docx"
	report := dingxiang(t)
	both := place(t, map[string][]byte{composed: report})
	if err := os.WriteFile(filepath.Join(both, apart), report, 0o666); err != nil {
		t.Fatal(err)
	}
	if len(filesBelow(t, both)) != 2 {
		t.Skip("this file system takes them for one")
	}
	out := filepath.Join(t.TempDir(), "out")
	status, said := command("convert", both, "-o", out, "--formats", "json")
	if _, err := os.Stat(out); status != wrong || err == nil || !strings.Contains(said, composed) || !strings.Contains(said, apart) {
		t.Errorf("%d %s", status, said)
	}
	alone := place(t, map[string][]byte{"县é/" + apart: report, "县e\u0301.docx": report})
	if status, said := command("convert", alone, "-o", out, "--formats", "json"); status != done {
		t.Fatal(said)
	}
	if got := strings.Join(filesBelow(t, out), "|"); got != "县e\u0301.json|县é/报告 cafe\u0301.json" {
		t.Errorf("files %q", got)
	}
}
