package main

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
	"github.com/nianbao/nianbao/samples/form"
)

// A run that is killed at ten moments, and begun again each time, ends with the
// same files as one that nobody disturbed. What stands under a final name in
// between is whole. NIANBAO_ARCHIVE sets the number of files.
func TestAKilledRunGoesOnToTheSameFiles(t *testing.T) {
	n := 200
	if text := os.Getenv("NIANBAO_ARCHIVE"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	in, out, calm := filepath.Join(dir, "in"), filepath.Join(dir, "out"), filepath.Join(dir, "calm")
	count, err := form.Archive(in, n, 0.05, 7)
	if err != nil {
		t.Fatal(err)
	}
	convert := func(to string) *exec.Cmd {
		cmd := exec.Command(os.Args[0], "convert", "in", "-o", to, "--formats", "json,html", "--progress", "none", "--jobs", "4")
		cmd.Dir, cmd.Env = dir, append(os.Environ(), mainVariable+"=1", "LC_ALL=C")
		return cmd
	}
	begun := time.Now()
	if text, err := convert(calm).CombinedOutput(); err == nil || count.Bad == 0 {
		t.Fatalf("%d bad files: %s", count.Bad, text)
	}
	whole := time.Since(begun)
	want := treeOf(t, calm)
	if got := len(want); got != 2*count.Good+1 {
		t.Fatalf("%d files of %d reports", got, count.Good)
	}
	if failed := bytes.Count(want[failedName], []byte("\n")); failed != count.Bad {
		t.Errorf("%d of %d bad files in %s", failed, count.Bad, failedName)
	}

	// Begun again, a run is soon where the last one was, so the moments lie in
	// the length of what is left at first.
	rng := rand.New(rand.NewPCG(1, uint64(n)))
	killed := 0
	for range 10 {
		cmd := convert(out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(whole/40+rand.N(whole/6), func() { cmd.Process.Kill() })
		cmd.Wait()
		if !cmd.ProcessState.Exited() {
			killed++
		}
		for name, data := range treeOf(t, out) {
			if strings.HasPrefix(filepath.Base(name), ".nianbao-") || name == failedName {
				continue
			}
			if !bytes.Equal(data, want[name]) {
				t.Fatalf("%s is not as it should be after a kill", name)
			}
		}
		if rng.IntN(3) == 0 { // someone tampers meanwhile
			tamper(out, want, rng)
		}
	}
	if text, err := convert(out).CombinedOutput(); err == nil {
		t.Fatalf("bad files were not told: %s", text)
	}
	got := treeOf(t, out)
	for name, data := range want {
		if !bytes.Equal(got[name], data) {
			t.Errorf("%s differs from the calm run's", name)
		}
	}
	for name := range got {
		if want[name] == nil {
			t.Errorf("%s is left over", name)
		}
	}
	t.Logf("%d files, killed %d times, calm run %s", n, killed, whole)
}

// tamper deletes or alters an output.
func tamper(dir string, want map[string][]byte, rng *rand.Rand) {
	for name := range want {
		if strings.HasSuffix(name, ".json") {
			if path := filepath.Join(dir, name); rng.IntN(2) == 0 {
				os.Remove(path)
			} else {
				os.Truncate(path, 10)
			}
			return
		}
	}
}

// treeOf is every file below a folder but the record of runs, by its name.
func treeOf(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	tree := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || ledger.Ours(e.Name()) {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		tree[name], err = os.ReadFile(path)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return tree
}
