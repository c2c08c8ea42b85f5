// Command build writes the input.docx of every sample from its source.txt:
//
//	go run ./samples/build [DIR...]      below samples unless folders are named
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/nianbao/nianbao/samples/source"
)

func main() {
	roots := os.Args[1:]
	if len(roots) == 0 {
		roots = []string{"samples"}
	}
	status := 0
	for _, root := range roots {
		dirs, err := folders(root)
		if err == nil && len(dirs) == 0 {
			err = fmt.Errorf("%s: no source.txt below it", root)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			status = 1
		}
		for _, dir := range dirs {
			if err := write(dir); err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", dir, err)
				status = 1
			}
		}
	}
	os.Exit(status)
}

// folders lists the folders with a source.txt at or below root.
func folders(root string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Name() == "source.txt" {
			out = append(out, filepath.Dir(path))
		}
		return err
	})
	return out, err
}

// build makes the file of one sample.
func build(dir string) ([]byte, error) {
	d, err := source.Read(os.DirFS(dir))
	if err != nil {
		return nil, err
	}
	return d.DOCX()
}

// write leaves a file alone that is as it should be.
func write(dir string) error {
	data, err := build(dir)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "input.docx")
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	fmt.Println(path)
	return os.WriteFile(path, data, 0o644)
}
