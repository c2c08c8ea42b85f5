package gather

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
)

// tempPrefix begins the names of files that are not whole yet; a name that
// begins with a dot is no input.
const tempPrefix = ".nianbao-"

// Whole is a file that is written piece by piece and appears whole or not at
// all. Its folder must be there.
type Whole struct {
	path, temp string
	f          *os.File
	sum        hash.Hash
	size       int64
}

// CreateWhole begins a file that Commit will put at path.
func CreateWhole(path string) (*Whole, error) {
	if info, err := os.Lstat(path); err == nil && info.IsDir() {
		return nil, fault(path, batch.Taken)
	}
	temp := filepath.Join(filepath.Dir(path), tempPrefix+rand.Text())
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, fault(path, err)
	}
	return &Whole{path: path, temp: temp, f: f, sum: sha256.New()}, nil
}

// fault is an error of a file, without the operation and the temporary name.
func fault(path string, err error) error {
	var at *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at):
		err = at.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return &batch.WriteError{Path: path, Err: err}
}

// Write adds to the file.
func (w *Whole) Write(p []byte) (int, error) {
	n, err := w.f.Write(p)
	w.sum.Write(p[:n])
	w.size += int64(n)
	if err != nil {
		err = fault(w.path, err)
	}
	return n, err
}

// Size and SHA256 are of what was written so far.
func (w *Whole) Size() int64    { return w.size }
func (w *Whole) SHA256() string { return hex.EncodeToString(w.sum.Sum(nil)) }

// Discard takes the file away unless it was committed.
func (w *Whole) Discard() {
	if w.f != nil {
		w.f.Close()
		w.f = nil
	}
	if w.temp != "" {
		os.Remove(w.temp)
		w.temp = ""
	}
}

// Commit brings all files to the disk, and then gives them their names, the
// first one last: where it stands, the others do.
func Commit(files ...*Whole) error {
	for _, w := range files {
		err := w.f.Sync()
		if e := w.f.Close(); err == nil {
			err = e
		}
		w.f = nil
		if err != nil {
			return fault(w.path, err)
		}
	}
	for i := len(files) - 1; i >= 0; i-- {
		w := files[i]
		if err := os.Rename(w.temp, w.path); err != nil {
			return fault(w.path, err)
		}
		w.temp = ""
	}
	return nil
}
