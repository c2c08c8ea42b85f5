package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/answers"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/schema/message"
	"github.com/nianbao/nianbao/schema/repair"
)

// folder is what the settings in one folder say, and how often each was used.
type folder struct {
	name   string
	kept   answers.Settings
	used   map[string]int
	filled map[string]int // figures supplied, by file name
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
		// A folder that cannot be looked into has an error of its own; where the
		// path would be too long, there is no such file.
		none := []batch.Reason{batch.NotExist, batch.Permission, batch.Denied, batch.LongName, batch.BadName}
		if in.Err == nil && !slices.Contains(none, batch.ReasonOf(err)) {
			return nil, wrongLine(v.say("line.settings", name, v.system(err)))
		}
		known[name] = nil
		return nil, nil
	}
	f := &folder{name: name, used: map[string]int{}, filled: map[string]int{}}
	kept, err := answers.ReadSettings(data)
	if err != nil {
		return nil, wrongLine(v.say("line.settings", name, err))
	}
	f.kept = kept
	for _, s := range f.kept.Skip {
		if !slices.Contains(message.Codes(), s.Code) {
			return nil, wrongLine(v.say("line.settings", name, v.say("explain.no-code", s.Code)))
		}
	}
	known[name] = f
	return f, nil
}

// supplied are the figures that the settings supply for an input, nil where
// there are none; those of the command line take their place.
func (f *folder) supplied(in batch.Input, line repair.Choices) convert.Supplied {
	if f == nil {
		return nil
	}
	base := filepath.Base(in.Path)
	given := f.kept.For(base)
	if len(given) == 0 {
		return nil
	}
	f.filled[base] = len(given)
	own := answers.Supplies(nil, given, "answers")
	maps.Copy(own, line.Supplied)
	return own
}

// supply gives every input the figures that are kept beside it, and says how
// many inputs have some.
func supply(inputs []batch.Input, line repair.Choices, v voice) (n int, err error) {
	known := map[string]*folder{}
	for i := range inputs {
		beside, err := settingsOf(known, inputs[i], v)
		if err != nil {
			return n, err
		}
		if inputs[i].Supplied = beside.supplied(inputs[i], line); inputs[i].Supplied != nil {
			n++
		}
	}
	return n, nil
}

// skips tells whether a code is settled in the folder, and counts that.
func (f *folder) skips(code string) bool {
	if f == nil || !slices.ContainsFunc(f.kept.Skip, func(s answers.Skip) bool { return s.Code == code }) {
		return false
	}
	f.used[code]++
	return true
}

// tellSettings says what the settings supplied and left out, and why.
func tellSettings(w io.Writer, v voice, known map[string]*folder) error {
	var names []string
	for name, f := range known {
		if f != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, file := range slices.Sorted(maps.Keys(known[name].filled)) {
			if _, err := fmt.Fprintln(w, v.say("check.answered", filepath.ToSlash(name), file, known[name].filled[file])); err != nil {
				return outputError{err}
			}
		}
		for _, s := range known[name].kept.Skip {
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
