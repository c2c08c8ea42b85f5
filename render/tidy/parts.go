package tidy

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
)

// parts is the workbook's archive. The library hands sheets over in no order
// and would hold the whole archive in memory: here it goes into a temporary
// file, and from there, part by part in the order of their names, to its end.
type parts struct {
	*zip.Writer
	temp *os.File
	w    io.Writer
}

func newParts(w io.Writer) (*parts, error) {
	temp, err := os.CreateTemp("", "nianbao-")
	if err != nil {
		return nil, fmt.Errorf("make temporary file: %w", err)
	}
	return &parts{zip.NewWriter(temp), temp, w}, nil
}

// AddFS is not needed by a workbook.
func (p *parts) AddFS(fs.FS) error { return errors.ErrUnsupported }

// Close ends the temporary archive and copies it, compressed as it is.
func (p *parts) Close() error {
	if err := p.Writer.Close(); err != nil {
		return err
	}
	size, err := p.temp.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	from, err := zip.NewReader(p.temp, size)
	if err != nil {
		return err
	}
	slices.SortFunc(from.File, func(a, b *zip.File) int { return cmp.Compare(a.Name, b.Name) })
	to := zip.NewWriter(p.w)
	for _, f := range from.File {
		if err := to.Copy(f); err != nil {
			return err
		}
	}
	return to.Close()
}

// discard removes the temporary file.
func (p *parts) discard() {
	p.temp.Close()
	os.Remove(p.temp.Name())
}
