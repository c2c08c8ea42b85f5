package legacy

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/nianbao/nianbao/parse"
)

// fake is an Office whose program is a shell script.
func fake(t *testing.T, script string) *Office {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("there is no shell")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "soffice")
	// $out is the folder of results; what is left are the documents.
	head := "#!/bin/sh\nwhile [ \"$1\" != --outdir ]; do shift; done\nout=$2\nshift 2\n"
	if err := os.WriteFile(path, []byte(head+script), 0o700); err != nil {
		t.Fatal(err)
	}
	o := &Office{Path: path, Dir: t.TempDir()}
	t.Cleanup(func() {
		o.Close()
		if left, err := os.ReadDir(o.Dir); err != nil || len(left) > 0 {
			t.Errorf("left %v, %v", left, err)
		}
	})
	return o
}

func TestSeveralDocumentsAreOneCall(t *testing.T) {
	o := fake(t, `echo x >>`+"\"$HOME/../calls\""+`
for f; do cp "$f" "$out/$(basename "$f")x"; done`)
	for range 2 {
		made, errs := o.Convert([][]byte{[]byte("a"), []byte("b")}, time.Minute)
		if string(made[0]) != "a" || string(made[1]) != "b" || errors.Join(errs...) != nil {
			t.Errorf("%q %v", made, errs)
		}
	}
	calls := filepath.Join(o.Dir, "calls")
	if data, err := os.ReadFile(calls); err != nil || len(data) != 4 || len(o.every) != 1 {
		t.Errorf("%q %v, %d profiles", data, err, len(o.every))
	}
	os.Remove(calls)
}

func TestADocumentThatFailsFailsAlone(t *testing.T) {
	o := fake(t, `for f; do grep -q bad "$f" && exit 3; cp "$f" "$out/$(basename "$f")x"; done`)
	made, errs := o.Convert([][]byte{[]byte("a"), []byte("bad"), []byte("c")}, time.Minute)
	if string(made[0]) != "a" || made[1] != nil || string(made[2]) != "c" || errs[0] != nil || errs[1] == nil || errs[2] != nil {
		t.Errorf("%q %v", made, errs)
	}
	made, errs = fake(t, "exit 0").Convert([][]byte{[]byte("a")}, time.Minute)
	if made[0] != nil || !errors.Is(errs[0], ErrNothing) {
		t.Errorf("%q %v", made, errs)
	}
}

// All that a call began ends with it.
func TestACallThatTakesTooLongIsEnded(t *testing.T) {
	o := fake(t, "sleep 600 & echo $! >\"$HOME/../child\"; wait")
	_, errs := o.Convert([][]byte{[]byte("a")}, time.Second)
	if !errors.Is(errs[0], ErrLate) {
		t.Errorf("%v", errs)
	}
	child := filepath.Join(o.Dir, "child")
	pid, err := os.ReadFile(child)
	if err != nil {
		t.Fatal(err)
	}
	os.Remove(child)
	for range 100 { // a moment may pass until it is gone
		if err = exec.Command("kill", "-0", string(bytes.TrimSpace(pid))).Run(); err != nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("a child still runs")
}

// LibreOffice itself, where it is installed: there and back.
func TestOldDocumentsKeepTheirTables(t *testing.T) {
	path := Find()
	if path == "" {
		t.Skip("LibreOffice is not installed")
	}
	o := &Office{Path: path, Dir: t.TempDir()}
	defer o.Close()
	old := oldDocument(t, path)
	if !parse.IsDOC(old) {
		t.Fatal("it is no DOC")
	}
	made, errs := o.Convert([][]byte{old, []byte("no document"), old}, 2*time.Minute)
	if errs[0] != nil || errs[2] != nil {
		t.Fatal(errs)
	}
	d, err := parse.Document(made[0], parse.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	tables := 0
	for range d.Tables() {
		tables++
	}
	if tables < 3 {
		t.Errorf("%d tables", tables)
	}
}

// oldDocument is a sample as LibreOffice saves it in the old format.
func oldDocument(t *testing.T, path string) []byte {
	t.Helper()
	dir := t.TempDir()
	o := &Office{Path: path, Dir: dir}
	sample, err := filepath.Abs("../../../../samples/2021/dingxiang-2023/input.docx")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := run(t.Context(), o.command(dir, "--convert-to", "doc:MS Word 97", "--outdir", dir, sample)); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(filepath.Join(dir, "input.doc"))
	if err != nil {
		t.Fatal(err)
	}
	return old
}
