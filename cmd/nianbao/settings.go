package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/schema/message"
)

// folder is what the settings in one folder say, and how often each was used.
type folder struct {
	name    string
	settled []answers.Skip
	used    map[string]int
}

// settingsOf reads the settings beside an input, once for each folder. Standard
// input has none.
func settingsOf(known map[string]*folder, in batch.Input, v voice) (*folder, error) {
	if in.Path == batch.Stdin {
		return nil, nil
	}
	name := filepath.Join(filepath.Dir(in.Path), answers.SettingsName)
	if f, ok := known[name]; ok {
		return f, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		// A folder that cannot be looked into has an error of its own.
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) && in.Err == nil {
			return nil, wrongLine(v.say("line.settings", name, v.system(err)))
		}
		known[name] = nil
		return nil, nil
	}
	f := &folder{name: name, used: map[string]int{}}
	if f.settled, err = answers.ReadSkips(data); err != nil {
		return nil, wrongLine(v.say("line.settings", name, err))
	}
	for _, s := range f.settled {
		if !slices.Contains(message.Codes(), s.Code) {
			return nil, wrongLine(v.say("line.settings", name, v.say("explain.no-code", s.Code)))
		}
	}
	known[name] = f
	return f, nil
}

// skips tells whether a code is settled in the folder, and counts that.
func (f *folder) skips(code string) bool {
	if f == nil || !slices.ContainsFunc(f.settled, func(s answers.Skip) bool { return s.Code == code }) {
		return false
	}
	f.used[code]++
	return true
}

// tellSkipped says what the settings left out, and why.
func tellSkipped(w io.Writer, v voice, known map[string]*folder) error {
	var names []string
	for name, f := range known {
		if f != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, s := range known[name].settled {
			n := known[name].used[s.Code]
			if n == 0 {
				continue
			}
			if _, err := fmt.Fprintln(w, v.say("check.skipped", filepath.ToSlash(name), s.Code, n, s.Why)); err != nil {
				return outputError{err}
			}
		}
	}
	return nil
}
