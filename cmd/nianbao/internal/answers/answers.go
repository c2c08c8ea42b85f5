// Package answers keeps the figures that a person supplied for one draft, in a
// small file beside it, with who gave them and why. The file is YAML (or JSON,
// which is YAML too):
//
//	answers:
//	  - id: proactive.regulations.in_force
//	    value: 3
//	    who: 办公室
//	    why: 与规章目录核对
package answers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/repair"
	"go.yaml.in/yaml/v3"
)

// MaxBytes bounds an answers file: a form has some two hundred figures.
const MaxBytes = 1 << 20

// Answer is one figure, and where it comes from.
type Answer struct {
	ID    string
	Value schema.Number
	Who   string
	Why   string
}

// file is the file's shape. Values are kept as they are written, since a
// binary fraction would not be exact.
type file struct {
	Answers []entry `yaml:"answers"`
}

type entry struct {
	ID    string    `yaml:"id"`
	Value yaml.Node `yaml:"value"`
	Who   string    `yaml:"who,omitempty"`
	Why   string    `yaml:"why,omitempty"`
}

// Read reads an answers file. An error says which answer is wrong, and how.
func Read(data []byte) ([]Answer, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("larger than %d bytes, which no answers file is", MaxBytes)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	var f file
	switch err := d.Decode(&f); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("not an answers file: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	return read(f.Answers)
}

// read checks the entries of a file.
func read(entries []entry) ([]Answer, error) {
	seen := map[string]bool{}
	out := make([]Answer, 0, len(entries))
	for i, e := range entries {
		n, err := schema.ParseNumber(e.Value.Value)
		switch {
		case e.ID == "":
			return nil, fmt.Errorf("answer %d has no id", i+1)
		case seen[e.ID]:
			return nil, fmt.Errorf("%s is answered twice", e.ID)
		case e.Value.Kind != yaml.ScalarNode || err != nil:
			return nil, fmt.Errorf("%s: the value %q is no number", e.ID, e.Value.Value)
		}
		seen[e.ID] = true
		out = append(out, Answer{e.ID, n, e.Who, e.Why})
	}
	return out, nil
}

// Write writes an answers file, the same bytes for the same answers.
func Write(answers []Answer) ([]byte, error) {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(file{entries(answers)}); err != nil {
		return nil, fmt.Errorf("write answers: %w", err)
	}
	return b.Bytes(), e.Close()
}

// entries are the entries of a file.
func entries(answers []Answer) []entry {
	out := make([]entry, len(answers))
	for i, a := range answers {
		out[i] = entry{ID: a.ID, Who: a.Who, Why: a.Why, Value: yaml.Node{Kind: yaml.ScalarNode, Value: a.Value.String()}}
	}
	return out
}

// Parse reads one "ID=VALUE".
func Parse(s string) (Answer, error) {
	id, value, ok := strings.Cut(s, "=")
	if !ok || id == "" {
		return Answer{}, fmt.Errorf("%q is not ID=VALUE", s)
	}
	n, err := schema.ParseNumber(strings.TrimSpace(value))
	if err != nil {
		return Answer{}, fmt.Errorf("%s: %q is no number", id, value)
	}
	return Answer{ID: strings.TrimSpace(id), Value: n}, nil
}

// Supplies turns answers into choices; by says how they were given ("set",
// "answers", "web"). A later answer takes the place of an earlier one.
func Supplies(into map[string]repair.Supply, answers []Answer, by string) map[string]repair.Supply {
	if into == nil && len(answers) > 0 {
		into = map[string]repair.Supply{}
	}
	for _, a := range answers {
		into[a.ID] = repair.Supply{Value: a.Value, Origin: schema.Origin{By: by, Who: a.Who, Why: a.Why}}
	}
	return into
}
