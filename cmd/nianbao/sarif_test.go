package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// What check writes of every sample and draft, and of every document below the
// folder NIANBAO_CASES, is valid against the published schema of SARIF 2.1.0,
// which NIANBAO_SARIF names.
func TestSARIFFollowsItsSchema(t *testing.T) {
	path := os.Getenv("NIANBAO_SARIF")
	if path == "" {
		t.Skip("needs the schema of SARIF 2.1.0 in NIANBAO_SARIF")
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	published, err := c.Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, root := range []string{"../../samples", os.Getenv("NIANBAO_CASES")} {
		for _, lang := range []string{"zh", "en"} {
			if root == "" {
				continue
			}
			var stdout, stderr bytes.Buffer
			status := run([]string{"check", root, "--format", "sarif", "--fail-on", "never", "--lang", lang}, streams{nil, &stdout, &stderr}, func(string) string { return "" })
			if status != done {
				t.Errorf("%s: exit status %d: %s", root, status, &stderr)
			}
			if err := validate(published, stdout.Bytes()); err != nil {
				t.Errorf("%s, %s: %v", root, lang, err)
			}
		}
	}
}
