package main

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk mounts a file system of some bytes.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("nianbao", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("a file system cannot be mounted here: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

func remount(t *testing.T, dir string, flags uintptr, size string) {
	t.Helper()
	if err := syscall.Mount("nianbao", dir, "tmpfs", syscall.MS_REMOUNT|flags, "size="+size); err != nil {
		t.Fatal(err)
	}
}

// On a full disk each file that does not fit fails, with the reason; no half
// file stands under a final name, and with room the run comes to its end.
func TestAFullDiskLosesNothing(t *testing.T) {
	in, calm := archiveOf(t, 30), t.TempDir()
	if status, said := converted(in, calm); status != done {
		t.Fatal(said)
	}
	want := treeOf(t, calm)
	for _, size := range []string{"16k", "200k", "1m"} {
		out := smallDisk(t, size)
		status, said := converted(in, out)
		if status == done || !strings.Contains(said, "disk is full") {
			t.Errorf("%s: exit status %d: %s", size, status, said)
		}
		for name, data := range treeOf(t, out) {
			if name != failedName && string(data) != string(want[name]) {
				t.Errorf("%s: %s is not whole", size, name)
			}
		}
		remount(t, out, 0, "64m")
		if status, said := converted(in, out); status != done {
			t.Errorf("%s: exit status %d: %s", size, status, said)
		}
		sameTree(t, treeOf(t, out), want)
	}
}

// A pipe that nobody writes to fails after the time limit, and the run goes on.
func TestAPipeThatNobodyWritesToIsLeft(t *testing.T) {
	in, out := archiveOf(t, 2), t.TempDir()
	pipe := filepath.Join(t.TempDir(), "pipe.docx")
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	status := run([]string{"convert", pipe, in, "-o", out, "--formats", "json", "--timeout", "2s", "--lang", "en", "--progress", "none"},
		streams{nil, &text, &text}, func(string) string { return "" })
	if status != failed || !strings.Contains(text.String(), "pipe.docx: it took longer than 2s") || !strings.Contains(text.String(), "Converted: 2.") && !strings.Contains(text.String(), "Converted: 2,") {
		t.Errorf("exit status %d: %s", status, &text)
	}
}

func TestAReadOnlyFolderIsRefused(t *testing.T) {
	in, out := archiveOf(t, 2), smallDisk(t, "16m")
	if status, said := converted(in, out); status != done {
		t.Fatal(said)
	}
	remount(t, out, syscall.MS_RDONLY, "16m")
	status, said := converted(in, out)
	if status != wrong || !strings.Contains(said, "the disk is read-only") {
		t.Errorf("exit status %d: %s", status, said)
	}
	// What was done can be asked for all the same.
	var text strings.Builder
	if status := run([]string{"status", out, "--lang", "en"}, streams{nil, &text, &text}, func(string) string { return "" }); status != done || !strings.Contains(text.String(), "Converted: 2.") {
		t.Errorf("exit status %d: %s", status, &text)
	}
}
