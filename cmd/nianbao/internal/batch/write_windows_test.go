package batch

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// A PDF that is open in another program keeps its name, and the outputs beside
// it stay those of the same run.
func TestAnOutputThatIsHeldOpen(t *testing.T) {
	dir := t.TempDir()
	files := func(content string) []file {
		return []file{{filepath.Join(dir, "a.json"), []byte(content)}, {filepath.Join(dir, "a.pdf"), []byte(content)}}
	}
	if err := writeFiles(files("old")); err != nil {
		t.Fatal(err)
	}
	name, err := syscall.UTF16PtrFromString(filepath.Join(dir, "a.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	held, err := syscall.CreateFile(name, syscall.GENERIC_READ, syscall.FILE_SHARE_READ, nil, syscall.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	err = writeFiles(files("new"))
	if reason := ReasonOf(err); !slices.Contains([]Reason{InUse, Denied}, reason) {
		t.Errorf("%v: %q", err, reason)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "a.json")); string(data) != "old" {
		t.Errorf("a.json has %q", data)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("left: %v", entries)
	}
	syscall.CloseHandle(held)
	if err := writeFiles(files("new")); err != nil {
		t.Error(err)
	}
}
