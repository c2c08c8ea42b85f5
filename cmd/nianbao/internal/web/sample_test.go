package web

import (
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"github.com/nianbao/nianbao/samples/source"
)

// beside is the samples' folder with a source more.
type beside struct {
	fs.FS
	more fstest.MapFS
}

func (b beside) Open(name string) (fs.File, error) {
	if f, err := b.more.Open(name); err == nil && name != "." {
		return f, nil
	}
	return b.FS.Open(name)
}

// open22 is a draft with four blanks, two by two, of which one settles the
// others; each is bounded.
func open22(t testing.TB) []byte {
	t.Helper()
	text := "@like 2021/wangyu-2024\n\n" +
		"- |v 三、本年度办理结果 |2 （一）予以公开…\n+ |v 三、本年度办理结果 |2 （一）予以公开 | | | 0 | 0 | 0 | 0 | 12\n" +
		"- |^ |2 （二）部分公开…\n+ |^ |2 （二）部分公开（区分处理的，只计这一情形，不计其他情形） | | | 0 | 0 | 0 | 0 | 3\n"
	d, err := source.Read(beside{os.DirFS("../../../../samples"), fstest.MapFS{"draft/source.txt": {Data: []byte(text)}}}, "draft")
	if err != nil {
		t.Fatal(err)
	}
	data, err := d.DOCX()
	if err != nil {
		t.Fatal(err)
	}
	return data
}
