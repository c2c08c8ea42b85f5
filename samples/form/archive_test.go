package form

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/nianbao/nianbao/parse"
)

func TestArchiveHoldsWhatItSays(t *testing.T) {
	dir := t.TempDir()
	count, err := Archive(dir, 120, 0.2, 7)
	if err != nil {
		t.Fatal(err)
	}
	var read Count
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if _, err := parse.Document(data, parse.Limits{}); err != nil {
			read.Bad++
		} else {
			read.Good++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if read != count || count.Bad < 10 || count.Good+count.Bad != 120 {
		t.Errorf("the archive says %+v, its files %+v", count, read)
	}
}

func BenchmarkReportDOCX(b *testing.B) {
	r := NewMutant(1).Report
	for b.Loop() {
		if _, err := r.DOCX(); err != nil {
			b.Fatal(err)
		}
	}
}
