package batch

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"slices"
)

// file is one output: Path is its final name.
type file struct {
	path string
	data []byte
}

// WriteError is the error of an output that could not be written.
type WriteError struct {
	Path string
	Err  error
}

func (w *WriteError) Error() string { return "write " + w.Path + ": " + w.Err.Error() }
func (w *WriteError) Unwrap() error { return w.Err }

// tempPrefix begins the names of files that are not whole yet.
const tempPrefix = ".nianbao-"

// writeFiles writes the outputs of one input: all are whole on the disk under
// names of their own before the first takes its final name. On an error no file
// that is not whole is left.
func writeFiles(files []file) error {
	temps := make([]string, 0, len(files))
	defer func() {
		for _, t := range temps {
			os.Remove(t)
		}
	}()
	for _, f := range files {
		switch info, err := os.Lstat(f.path); {
		case err == nil && info.IsDir():
			return &WriteError{f.path, Taken}
		case err != nil && ReasonOf(err) == LongName:
			return &WriteError{f.path, LongName}
		}
		dir := filepath.Dir(f.path)
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return &WriteError{f.path, reason(err)}
		}
		temp := filepath.Join(dir, tempPrefix+rand.Text())
		temps = append(temps, temp)
		if err := writeNew(temp, f.data); err != nil {
			return &WriteError{f.path, reason(err)}
		}
	}
	// The last first: what people have open, and Windows then holds fast, is PDF
	// and DOCX, and these come last.
	for i, f := range slices.Backward(files) {
		if err := os.Rename(temps[i], f.path); err != nil {
			return &WriteError{f.path, reason(err)}
		}
	}
	temps = nil
	return nil
}

// WriteFile writes one file, whole or not at all.
func WriteFile(name string, data []byte) error { return writeFiles([]file{{name, data}}) }

// writeNew writes a file that must not exist, and brings it to the disk.
func writeNew(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
