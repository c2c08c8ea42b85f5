package answers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// SettingsName is the file that keeps, beside the documents of a folder, which
// findings are settled there:
//
//	skip:
//	  - code: fee-unreported
//	    why: 信息处理费统一在区政府的报告中说明
const SettingsName = ".nianbao.yaml"

// Skip is a finding's code that is not told of in a folder, and why.
type Skip struct {
	Code string `yaml:"code"`
	Why  string `yaml:"why"`
}

// ReadSkips reads a folder's settings. A skip without a reason is an error:
// what is left out must be explained.
func ReadSkips(data []byte) ([]Skip, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("larger than %d bytes, which no settings are", MaxBytes)
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	var f struct {
		Skip []Skip `yaml:"skip"`
	}
	switch err := d.Decode(&f); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("not settings: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	for i, s := range f.Skip {
		if s.Code == "" || strings.TrimSpace(s.Why) == "" {
			return nil, fmt.Errorf("skip %d: a code and a why are needed", i+1)
		}
	}
	return f.Skip, nil
}
