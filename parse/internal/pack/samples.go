package pack

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Samples are the project's own sample documents by their paths, found from a
// package's folder, where its tests run.
func Samples() (map[string][]byte, error) {
	root := "."
	for range 8 {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		root = filepath.Join(root, "..")
	}
	out := map[string][]byte{}
	err := filepath.WalkDir(filepath.Join(root, "samples"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "input.docx" {
			out[path], err = os.ReadFile(path)
		}
		return err
	})
	return out, err
}

// Member is the content of one member of an archive, "" where there is none.
func Member(archive []byte, name string) string {
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return ""
	}
	f, err := z.Open(name)
	if err != nil {
		return ""
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return ""
	}
	return string(text)
}

// Inner is what stands in the root element of a part, or in the first element
// of this name in it.
func Inner(part, name string) string {
	_, rest, _ := strings.Cut(part, "<"+name)
	_, rest, _ = strings.Cut(rest, ">")
	if i := strings.LastIndex(rest, "</"+name); i >= 0 {
		return rest[:i]
	}
	return ""
}
