package web

import (
	"crypto/rand"
	"slices"
	"strings"
	"sync"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
)

// draft is one document with the answers given to it. What it is, and where it
// is from, is never changed.
type draft struct {
	id string
	document
	from ID // of the folder, where it was opened from there

	mu      sync.Mutex
	answers []answers.Answer
	past    [][]answers.Answer // earlier answers, the last one newest
}

// mostUndo bounds the steps that can be undone.
const mostUndo = 200

// now are the answers as they stand; the slice is never written to again.
func (d *draft) now() (given []answers.Answer, steps int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.answers, len(d.past)
}

// change puts answers in and takes some out, as one step. It does nothing
// where nothing would change.
func (d *draft) change(put []answers.Answer, out []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	next := slices.Clone(d.answers)
	next = slices.DeleteFunc(next, func(a answers.Answer) bool { return slices.Contains(out, a.ID) })
	for _, a := range put {
		if i := slices.IndexFunc(next, func(b answers.Answer) bool { return a.ID == b.ID }); i >= 0 {
			next[i] = a
		} else {
			next = append(next, a)
		}
	}
	if slices.Equal(next, d.answers) {
		return
	}
	if len(d.past) == mostUndo {
		d.past = slices.Delete(d.past, 0, 1)
	}
	d.past = append(d.past, d.answers)
	d.answers = next
}

// undo takes the last step back.
func (d *draft) undo() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n := len(d.past); n > 0 {
		d.answers, d.past = d.past[n-1], d.past[:n-1]
	}
}

// store keeps drafts in memory; beyond its bounds the one that was looked at
// longest ago is put away.
type store struct {
	mu        sync.Mutex
	most      int
	mostBytes int64
	bytes     int64
	used      []*draft // the one used last stands last
	gone      []string // ids put away, the newest last
}

// mostGone is how many drafts that were put away are remembered as such.
const mostGone = 1000

func newStore(most int, mostBytes int64) *store { return &store{most: most, mostBytes: mostBytes} }

// add keeps a new draft; with, if it is not nil, fills in more of it.
func (s *store) add(of document, with func(*draft)) *draft {
	d := &draft{id: strings.ToLower(rand.Text()), document: of}
	if with != nil {
		with(d)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.used = append(s.used, d)
	s.bytes += int64(len(of.source))
	for len(s.used) > 1 && (len(s.used) > s.most || s.bytes > s.mostBytes) {
		s.drop(0)
	}
	return d
}

func (s *store) drop(i int) {
	s.bytes -= int64(len(s.used[i].source))
	s.gone = append(s.gone, s.used[i].id)
	if len(s.gone) > mostGone {
		s.gone = slices.Delete(s.gone, 0, len(s.gone)-mostGone)
	}
	s.used = slices.Delete(s.used, i, i+1)
}

// get finds a draft, which is then the one used last; gone tells that there
// was one.
func (s *store) get(id string) (d *draft, gone bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, d := range s.used {
		if d.id == id {
			s.used = append(slices.Delete(s.used, i, i+1), d)
			return d, false
		}
	}
	return nil, slices.Contains(s.gone, id)
}

// remove closes a draft on the person's wish.
func (s *store) remove(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, d := range s.used {
		if d.id == id {
			s.drop(i)
			return
		}
	}
}

// list gives the drafts, the one used last first.
func (s *store) list() []*draft {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := slices.Clone(s.used)
	slices.Reverse(out)
	return out
}
