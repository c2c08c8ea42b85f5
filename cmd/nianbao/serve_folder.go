package main

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/web"
)

// openServed opens a folder that the page shows: what a run recorded in it,
// else the documents that are in it.
func openServed(dir string) (*web.Folder, error) {
	whole, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &web.Folder{Name: dir, Root: root, Kinds: batch.Kinds, List: func(inEnglish bool) ([]web.Document, error) {
		v := voice{lang: chinese}
		if inEnglish {
			v.lang = english
		}
		var list []web.Document
		told := false
		for _, at := range ledgers(dir, root) {
			rows, err := recorded(at, whole, v)
			if errors.Is(err, ledger.ErrNone) {
				continue
			}
			if err != nil {
				return nil, err
			}
			list, told = append(list, rows...), true
		}
		if !told {
			return found(root)
		}
		slices.SortStableFunc(list, func(a, b web.Document) int { return cmp.Compare(ranks[a.State], ranks[b.State]) })
		return list, nil
	}}, nil
}

// ranks put what failed first.
var ranks = map[web.State]int{web.Failed: 0, web.Waiting: 1, web.Done: 2}

// ledgers are the folders in which a run may have been recorded: the folder
// itself and those in it, one of which its outputs often are.
func ledgers(dir string, root *os.Root) []string {
	out := []string{dir}
	entries, _ := fs.ReadDir(root.FS(), ".") // a folder that cannot be listed has none
	for _, e := range entries {
		if e.IsDir() && ledger.Exists(filepath.Join(dir, e.Name())) {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out
}

// recorded lists what a folder's ledger has; what stands below whole can be opened.
func recorded(dir, whole string, v voice) ([]web.Document, error) {
	r, err := ledger.Read(dir)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var list []web.Document
	err = r.Each(ledger.All, func(row ledger.Row) error {
		f := row.Summary.Facts
		d := web.Document{Name: row.Name, State: web.Done, Open: f.Unresolved + f.Conflict, Errors: row.Summary.Findings.Error}
		switch {
		case row.Code != "":
			d.State, d.Why = web.Failed, v.fault(batch.Recall(batch.Code(row.Code), row.Failure))
		case d.Open+d.Errors > 0:
			d.State = web.Waiting
		}
		if below, err := filepath.Rel(whole, row.Place); err == nil && filepath.IsLocal(below) {
			d.Path = filepath.ToSlash(below)
		}
		list = append(list, d)
		return nil
	})
	return list, err
}

// mostFound bounds the documents that are looked for in a folder.
const mostFound = 5000

// found lists the documents of a folder where nothing was recorded.
func found(root *os.Root) ([]web.Document, error) {
	var list []web.Document
	err := fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil && name == ".":
			return err
		case err != nil:
			return nil // a folder that may not be read
		case len(list) == mostFound:
			return fs.SkipAll
		case name != "." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$")):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular() && slices.Contains(batch.Kinds, strings.ToLower(path.Ext(name))):
			list = append(list, web.Document{Name: name, Path: name})
		}
		return nil
	})
	return list, err
}
