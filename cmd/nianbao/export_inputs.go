package main

import (
	"cmp"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/render/tidy"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/normalize"
)

// exportInputs settles what is read, in the order of the names: converted
// reports, and the documents beside which no converted report of the same name
// stands. Other JSON files are passed over unless they were named directly. It
// also says how many are converted reports.
func exportInputs(found []batch.Input, named []string, passed *batch.Passed) (inputs []batch.Input, converted int) {
	stems := map[string]bool{} // of converted reports, by path
	isReport := make([]bool, len(found))
	for i, in := range found {
		if in.Err == nil && in.Path != batch.Stdin && isJSON(in.Path) && beginsAsReport(in.Path) {
			isReport[i] = true
			converted++
			stems[stem(in.Path)] = true
		}
	}
	for i, in := range found {
		if in.Err == nil && !isReport[i] && in.Path != batch.Stdin && !slices.Contains(named, in.Path) {
			kind := strings.ToLower(filepath.Ext(in.Path))
			if kind == ".json" || stems[stem(in.Path)] || stems[in.Path] {
				passed.Kinds[kind]++
				continue
			}
		}
		inputs = append(inputs, in)
	}
	slices.SortStableFunc(inputs, func(a, b batch.Input) int {
		return cmp.Or(cmp.Compare(stem(a.Name), stem(b.Name)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Path, b.Path))
	})
	return inputs, converted
}

func isJSON(name string) bool { return strings.EqualFold(filepath.Ext(name), ".json") }

// stem is a path without its extension.
func stem(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }

// beginsAsReport looks at a file's first bytes. One that cannot be opened is
// not passed over: reading it says why.
func beginsAsReport(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return true
	}
	defer f.Close()
	head := make([]byte, tidy.Head)
	n, _ := io.ReadFull(f, head)
	return tidy.IsReport(head[:n])
}

// sharedNames are names that more than one input has.
func sharedNames(inputs []batch.Input) map[string]bool {
	shared := map[string]bool{}
	for _, in := range inputs {
		_, twice := shared[in.Name]
		shared[in.Name] = twice
	}
	for name, twice := range shared {
		if !twice {
			delete(shared, name)
		}
	}
	return shared
}

// report reads one input. It is named after where it stands now and what its
// document was called; inputs that would share that name, by their paths.
func (e *exporting) report(in batch.Input) (schema.Report, error) {
	data, err := readInput(e.stdin, in, e.o.read.maxInput)
	if err != nil {
		return schema.Report{}, err
	}
	name := in.Name
	if e.names[in.Name] {
		name = filepath.ToSlash(filepath.Clean(in.Path))
	}
	if isJSON(in.Name) || tidy.IsReport(data[:min(len(data), tidy.Head)]) {
		r, err := tidy.Decode(data)
		if err != nil {
			return r, wrongLine(e.v.say("export.not-report", err))
		}
		r.Source.Name = path.Join(path.Dir(name), path.Base(r.Source.Name))
		return r, nil
	}
	result, err := convert.Document(name, data, convert.Options{Limits: e.o.read.limits, Normalize: normalize.Options{Choices: e.choices}}.Supply(in.Supplied))
	return result.Report, err
}
