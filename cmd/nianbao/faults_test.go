package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
	"github.com/nianbao/nianbao/samples/form"
)

// archiveOf makes n reports, all of which can be read.
func archiveOf(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	if _, err := form.Archive(dir, n, 0, 3); err != nil {
		t.Fatal(err)
	}
	return dir
}

// converted runs convert and gives its exit status and what it said.
func converted(in, out string, more ...string) (int, string) {
	var said bytes.Buffer
	args := append([]string{"convert", in, "-o", out, "--formats", "json", "--lang", "en", "--progress", "none"}, more...)
	return run(args, streams{strings.NewReader(""), &said, &said}, func(string) string { return "" }), said.String()
}

func sameTree(t *testing.T, got, want map[string][]byte) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d files, not %d", len(got), len(want))
	}
	for name, data := range want {
		if !bytes.Equal(got[name], data) {
			t.Errorf("%s is not as it should be", name)
		}
	}
}

func TestASecondRunIntoOneFolderIsRefused(t *testing.T) {
	in, out := archiveOf(t, 3), t.TempDir()
	l, err := ledger.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	status, said := converted(in, out)
	if status != wrong || !strings.Contains(said, "another run is writing to "+out) || len(treeOf(t, out)) != 0 {
		t.Errorf("exit status %d: %s", status, said)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if status, said := converted(in, out); status != done {
		t.Errorf("exit status %d: %s", status, said)
	}
}

func TestWhatAKilledRunLeftIsTakenAway(t *testing.T) {
	in, out := archiveOf(t, 1), t.TempDir()
	left := []string{".nianbao-ABCDEFGHIJKLMNOPQRSTUVWXYZ", "x/.nianbao-22222222222222222222222222", ".nianbao-office-12/in/0.doc"}
	others := []string{".nianbao-notes", ".hidden", "x/nianbao-ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
	for _, name := range append(left, others...) {
		path := filepath.Join(out, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if status, said := converted(in, out); status != done {
		t.Fatalf("exit status %d: %s", status, said)
	}
	tree := treeOf(t, out)
	for _, name := range left {
		if tree[name] != nil {
			t.Errorf("%s was left", name)
		}
	}
	for _, name := range others {
		if tree[name] == nil {
			t.Errorf("%s was taken away", name)
		}
	}
}

// An interrupt ends a run after the files in hand, and it goes on from there.
func TestAnInterruptSaysHowToGoOn(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an interrupt cannot be sent to another process")
	}
	in, out, calm := archiveOf(t, 150), t.TempDir(), t.TempDir()
	var said bytes.Buffer
	cmd := exec.Command(os.Args[0], "convert", in, "-o", out, "--formats", "json", "--lang", "en", "--progress", "none", "--jobs", "2")
	cmd.Env, cmd.Stderr = append(os.Environ(), mainVariable+"=1"), &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for len(treeOf(t, out)) < 5 {
		time.Sleep(5 * time.Millisecond)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if got := said.String(); cmd.ProcessState.ExitCode() != failed || !strings.Contains(got, "Run the same command again") {
		t.Errorf("exit status %d: %s", cmd.ProcessState.ExitCode(), got)
	}
	if status, text := converted(in, calm); status != done {
		t.Fatal(text)
	}
	want := treeOf(t, calm)
	for name, data := range treeOf(t, out) {
		if !bytes.Equal(data, want[name]) {
			t.Errorf("%s is not whole", name)
		}
	}
	status, text := converted(in, out)
	if status != done || !strings.Contains(text, "unchanged: ") {
		t.Errorf("exit status %d: %s", status, text)
	}
	sameTree(t, treeOf(t, out), want)
}
