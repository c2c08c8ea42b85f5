package web

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFolderIsReadBelowItselfOnly(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "年报")
	put := func(path string, data []byte) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	good := sample(t, "2021/dingxiang-2023")
	put(filepath.Join(dir, "县", "a.docx"), good)
	put(filepath.Join(dir, "bad.docx"), []byte("%PDF"))
	put(filepath.Join(dir, "notes.txt"), good)
	put(filepath.Join(above, "secret.docx"), good)
	if err := os.Mkdir(filepath.Join(dir, "folder.docx"), 0o700); err != nil {
		t.Fatal(err)
	}
	paths := []string{"../secret.docx", filepath.Join(above, "secret.docx"), "notes.txt", "folder.docx", "none.docx", "", "县/../../secret.docx"}
	if os.Symlink(filepath.Join(above, "secret.docx"), filepath.Join(dir, "link.docx")) == nil {
		paths = append(paths, "link.docx")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	v := guest(t, Options{Folder: &Folder{Name: dir, Root: root, Kinds: []string{".docx"}, List: func(bool) ([]Document, error) {
		return []Document{{Name: "<b>", State: Failed, Why: "cut & off"}, {Name: "县/a.docx", Path: "县/a.docx", State: Waiting, Open: 3}}, nil
	}}})
	list := v.get("/folder")
	isPage(t, list, http.StatusOK)
	for _, want := range []string{"&lt;b&gt;", "cut &amp; off", `value="县/a.docx"`, "数字 3 个", "不在这个文件夹内"} {
		if !strings.Contains(list.Body.String(), want) {
			t.Errorf("the list does not say %s", want)
		}
	}
	for _, p := range paths {
		isPage(t, v.post("/folder", url.Values{"path": {p}}), http.StatusNotFound)
	}
	isPage(t, v.post("/folder", url.Values{"path": {"bad.docx"}}), http.StatusUnprocessableEntity)
	if r := v.post("/folder", url.Values{"path": {"县/a.docx"}}); r.Code != http.StatusSeeOther || !strings.HasPrefix(r.Header().Get("Location"), "/d/") {
		t.Errorf("open: %d", r.Code)
	}
	if list := v.server.drafts.list(); len(list) != 1 || list[0].name != "a.docx" {
		t.Errorf("%d drafts", len(list))
	}
	isPage(t, guest(t, Options{}).get("/folder"), http.StatusNotFound)
}
