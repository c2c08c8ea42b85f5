package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
)

// before takes the outcome from the ledger, if an earlier run converted these
// bytes with these options and every output still is what it was; or if it
// failed for a reason that stays.
func (out *Outcome) before(o *Options) bool {
	row, ok := o.Ledger.Find(out.Input.Name)
	same := ok && row.Bytes == out.row.Bytes && row.SHA256 == out.row.SHA256 &&
		row.Options == out.row.Options && row.Version == out.row.Version
	if !same {
		return false
	}
	if row.Code != "" {
		if !Code(row.Code).lasts() {
			return false
		}
		out.Err = Recall(Code(row.Code), row.Failure)
	} else {
		if len(row.Outputs) != len(o.Convert.Formats) {
			return false
		}
		for i, f := range o.Convert.Formats {
			made := row.Outputs[i]
			if made.Name != outputName(out.Input, f.Extension) || !is(filepath.Join(o.Dir, filepath.FromSlash(made.Name)), made.SHA256) {
				return false
			}
		}
		if row.Remarks != "" && json.Unmarshal([]byte(row.Remarks), &out.Remarks) != nil {
			return false
		}
	}
	// The same file may be named by another path now.
	out.moved = row.Path != out.row.Path || row.Place != out.row.Place
	row.Path, row.Place = out.row.Path, out.row.Place
	out.Kept, out.Summary, out.row = true, row.Summary, row
	return true
}

// with identifies the options together with figures of an input's own. What
// stands before the sign is that of the options, by which a ledger knows them.
func (i Identity) with(own convert.Supplied) string {
	if own == nil {
		return i.Options
	}
	text, err := json.Marshal(own)
	if err != nil { // words and exact numbers are always written
		panic(err)
	}
	sum := sha256.Sum256(text)
	return i.Options + ledger.OwnMark + hex.EncodeToString(sum[:])
}

// is tells whether there is a file with these bytes.
func is(name, sum string) bool {
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return false
	}
	return hex.EncodeToString(h.Sum(nil)) == sum
}

// Sweep removes what a run left below dir when it was killed: files that are
// not whole, and folders in dir that begin with one of the prefixes. Only
// whoever holds the folder's ledger may call it.
func Sweep(dir string, prefixes ...string) {
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if entry.IsDir() && slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(entry.Name(), p) }) {
			os.RemoveAll(filepath.Join(dir, entry.Name()))
		}
	}
	filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && unfinished(entry.Name()) {
			os.Remove(path) // one that stays is in nobody's way
		}
		return nil
	})
}

// unfinished tells whether a name is one that writeFiles makes.
func unfinished(name string) bool {
	random, ok := strings.CutPrefix(name, tempPrefix)
	return ok && len(random) == 26 && strings.Trim(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == ""
}
