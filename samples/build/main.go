// Command build writes the input.docx of every sample from its source.txt:
//
//	go run ./samples/build [DIR]      DIR holds the samples, "samples" unless named
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/nianbao/nianbao/samples/source"
)

func main() {
	root := "samples"
	if len(os.Args) > 1 {
		root = os.Args[1]
	}
	status := 0
	dirs, err := folders(root)
	if err == nil && len(dirs) == 0 {
		err = fmt.Errorf("%s: no source.txt below it", root)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = 1
	}
	for _, dir := range dirs {
		if err := write(root, dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			status = 1
		}
	}
	os.Exit(status)
}

// folders lists the folders with a source.txt below root, in slashes.
func folders(root string) ([]string, error) {
	var out []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.Name() == "source.txt" {
			out = append(out, path.Dir(name))
		}
		return err
	})
	return out, err
}

// build makes the file of one sample.
func build(root, dir string) ([]byte, error) {
	d, err := source.Read(os.DirFS(root), dir)
	if err != nil {
		return nil, err
	}
	return d.DOCX()
}

// write leaves a file alone that is as it should be.
func write(root, dir string) error {
	data, err := build(root, dir)
	if err != nil {
		return err
	}
	path := filepath.Join(root, dir, "input.docx")
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	fmt.Println(path)
	return os.WriteFile(path, data, 0o644)
}
