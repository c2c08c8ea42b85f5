package answers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/unicode/norm"
)

// SettingsName is the file that keeps, beside the documents of a folder, which
// findings are settled there, and which figures a person supplied for a document:
//
//	skip:
//	  - code: fee-unreported
//	    why: 信息处理费统一在区政府的报告中说明
//	answers:
//	  草稿.docx:
//	    - id: proactive.regulations.in_force
//	      value: 3
//	      who: 办公室
const SettingsName = ".nianbao.yaml"

// Skip is a finding's code that is not told of in a folder, and why.
type Skip struct {
	Code string `yaml:"code"`
	Why  string `yaml:"why"`
}

// Settings are what a person decided for a folder.
type Settings struct {
	Skip    []Skip
	answers map[string][]Answer // by key
}

// key makes one of the names that differ in Unicode composition alone, since a
// file's name may change so on its way from one system to another.
func key(name string) string { return norm.NFC.String(name) }

// For are the answers for a document, by its file name.
func (s Settings) For(name string) []Answer { return s.answers[key(name)] }

// ReadSettings reads a folder's settings. A skip without a reason is an error:
// what is left out must be explained.
func ReadSettings(data []byte) (Settings, error) {
	if len(data) > MaxBytes {
		return Settings{}, fmt.Errorf("larger than %d bytes, which no settings are", MaxBytes)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	var f struct {
		Skip    []Skip             `yaml:"skip"`
		Answers map[string][]entry `yaml:"answers"`
	}
	switch err := d.Decode(&f); {
	case errors.Is(err, io.EOF):
		return Settings{}, nil
	case err != nil:
		return Settings{}, fmt.Errorf("not settings: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	for i, s := range f.Skip {
		if s.Code == "" || strings.TrimSpace(s.Why) == "" {
			return Settings{}, fmt.Errorf("skip %d: a code and a why are needed", i+1)
		}
	}
	out := Settings{Skip: f.Skip}
	for name, entries := range f.Answers {
		given, err := read(entries)
		if err != nil {
			return Settings{}, fmt.Errorf("answers for %s: %w", name, err)
		}
		if out.answers == nil {
			out.answers = map[string][]Answer{}
		}
		if _, twice := out.answers[key(name)]; twice {
			return Settings{}, fmt.Errorf("answers for %s stand there twice", name)
		}
		out.answers[key(name)] = given
	}
	return out, nil
}
