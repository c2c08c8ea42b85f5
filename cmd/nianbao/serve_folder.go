package main

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/web"
)

// served is a folder that the page shows: what runs recorded in it, else the
// documents that are in it.
type served struct {
	dir  string
	root *os.Root
	turn sync.Mutex // answers are kept, and documents converted, one after the other
}

func openServed(dir string, v voice) (*served, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, wrongLine(v.say("line.input", dir, v.system(err)))
	}
	return &served{dir: dir, root: root}, nil
}

func (s *served) close() { s.root.Close() }

// folder is what the page may do with it.
func (s *served) folder() *web.Folder {
	return &web.Folder{Name: s.dir, List: s.list, Open: s.open, Keep: s.keep, Again: s.again}
}

// speaking is the voice of a page.
func speaking(inEnglish bool) voice {
	if inEnglish {
		return voice{lang: english}
	}
	return voice{lang: chinese}
}

func (s *served) list(inEnglish bool) ([]web.Document, error) {
	var list []web.Document
	runs := s.runs()
	for _, run := range runs {
		rows, err := recorded(s.dir, run, speaking(inEnglish))
		if err != nil {
			return nil, err
		}
		list = append(list, rows...)
	}
	if len(runs) == 0 {
		return found(s.root)
	}
	slices.SortStableFunc(list, func(a, b web.Document) int { return cmp.Compare(ranks[a.State], ranks[b.State]) })
	return list, nil
}

// ranks put what failed first.
var ranks = map[web.State]int{web.Failed: 0, web.Waiting: 1, web.Done: 2}

// runs are the folders in which a run was recorded, below the one shown: itself
// and those in it, one of which its outputs often are.
func (s *served) runs() []string {
	var out []string
	if ledger.Exists(s.dir) {
		out = append(out, ".")
	}
	entries, _ := fs.ReadDir(s.root.FS(), ".") // a folder that cannot be listed has none
	for _, e := range entries {
		if e.IsDir() && ledger.Exists(filepath.Join(s.dir, e.Name())) {
			out = append(out, e.Name())
		}
	}
	return out
}

// recorded lists what the ledger of a run has.
func recorded(dir, run string, v voice) ([]web.Document, error) {
	r, err := ledger.Read(filepath.Join(dir, run))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var list []web.Document
	err = r.Each(ledger.All, func(row ledger.Row) error {
		f := row.Summary.Facts
		d := web.Document{ID: web.ID{Run: run, Name: row.Name}, State: web.Done, Open: f.Unresolved + f.Conflict, Errors: row.Summary.Findings.Error}
		switch {
		case row.Code != "":
			d.State, d.Why = web.Failed, v.fault(batch.Recall(batch.Code(row.Code), row.Failure))
		case d.Open+d.Errors > 0:
			d.State = web.Waiting
		}
		list = append(list, d)
		return nil
	})
	return list, err
}

// row is what a ledger has of a document that the page names.
func (s *served) row(id web.ID) (row ledger.Row, given []string, err error) {
	if !slices.Contains(s.runs(), id.Run) {
		return row, nil, fs.ErrNotExist
	}
	r, err := ledger.Read(filepath.Join(s.dir, id.Run))
	if err != nil {
		return row, nil, err
	}
	defer r.Close()
	row, ok, err := r.Row(id.Name)
	if err == nil && !ok {
		err = fs.ErrNotExist
	}
	if err == nil {
		given, err = r.Given(row)
	}
	return row, given, err
}

// open opens a document with the answers that are kept beside it: one that a
// ledger names, wherever it stands, else one below the folder.
func (s *served) open(id web.ID, inEnglish bool) (fs.File, []answers.Answer, error) {
	v := speaking(inEnglish)
	if id.Run == "" {
		if !slices.Contains(batch.Kinds, strings.ToLower(path.Ext(id.Name))) {
			return nil, nil, fs.ErrNotExist
		}
		file, err := s.root.Open(id.Name)
		if err != nil {
			return nil, nil, err
		}
		beside, err := s.root.ReadFile(path.Join(path.Dir(id.Name), answers.SettingsName))
		given, err := keptFor(id.Name, beside, err, v)
		return file, given, err
	}
	row, _, err := s.row(id)
	if err != nil {
		return nil, nil, err
	}
	file, err := os.Open(row.Place)
	if err != nil {
		return nil, nil, err
	}
	beside, err := os.ReadFile(besideOf(row.Place))
	given, err := keptFor(row.Place, beside, err, v)
	return file, given, err
}

// besideOf is the file that keeps the answers for a document.
func besideOf(place string) string { return filepath.Join(filepath.Dir(place), answers.SettingsName) }

// keptFor finds a document's answers in settings that were read with an error,
// or without.
func keptFor(place string, settings []byte, err error, v voice) ([]answers.Answer, error) {
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, wrongLine(v.say("line.settings", besideOf(place), v.system(err)))
	}
	kept, err := answers.ReadSettings(settings)
	if err != nil {
		return nil, wrongLine(v.say("line.settings", besideOf(place), err))
	}
	return kept.For(filepath.Base(place)), nil
}

// keep keeps the answers for a recorded document beside it, where every later
// run finds them.
func (s *served) keep(id web.ID, given []answers.Answer, inEnglish bool) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	row, _, err := s.row(id)
	if err != nil {
		return err
	}
	v, name := speaking(inEnglish), besideOf(row.Place)
	was, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return wrongLine(v.say("line.settings", name, v.system(err)))
	}
	now, err := answers.Keep(was, filepath.Base(row.Place), given)
	switch {
	case err != nil:
		return wrongLine(v.say("line.settings", name, err))
	case bytes.Equal(was, now):
		return nil
	case now == nil:
		err = os.Remove(name)
	default:
		err = batch.WriteFile(name, now)
	}
	if err != nil {
		return wrongLine(v.say("serve.not-kept", v.fault(err)))
	}
	return nil
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
			list = append(list, web.Document{ID: web.ID{Name: name}})
		}
		return nil
	})
	return list, err
}
