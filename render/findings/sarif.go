package findings

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
)

// The parts of SARIF 2.1.0 (OASIS, March 2020) that findings need.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool       `json:"tool"`
		Artifacts  []sarifArtifact `json:"artifacts"`
		Results    []sarifResult   `json:"results"`
		ColumnKind string          `json:"columnKind"`
		Language   string          `json:"language"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string       `json:"id"`
		Short         sarifText    `json:"shortDescription"`
		Full          sarifText    `json:"fullDescription"`
		Help          sarifText    `json:"help"`
		Configuration sarifDefault `json:"defaultConfiguration"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifArtifact struct {
		Location sarifURI          `json:"location"`
		Length   int64             `json:"length"`
		Hashes   map[string]string `json:"hashes,omitempty"`
	}
	sarifURI struct {
		URI   string `json:"uri"`
		Index *int   `json:"index,omitempty"`
	}
	sarifResult struct {
		RuleID       string            `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Properties   map[string]any    `json:"properties,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical  `json:"physicalLocation"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifURI `json:"artifactLocation"`
	}
	sarifLogical struct {
		Name string `json:"name,omitempty"`
		Full string `json:"fullyQualifiedName"`
		Kind string `json:"kind"`
	}
)

// SARIF writes the findings of reports as one SARIF log. A document has no
// lines, so a place in it is a logical location: section, or table and cell.
func SARIF(reports []schema.Report, version string, english bool) ([]byte, error) {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Language: "zh-CN", Artifacts: []sarifArtifact{}, Results: []sarifResult{}}
	if english {
		run.Language = "en"
	}
	run.Tool.Driver = sarifDriver{Name: "nianbao", Version: version, InformationURI: "https://github.com/nianbao/nianbao", Rules: []sarifRule{}}
	rules := map[string]int{}
	for i := range reports {
		for _, f := range reports[i].Findings {
			rules[f.Code] = 0
		}
	}
	var codes []string
	for code := range rules {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for i, code := range codes {
		rules[code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, ruleOf(code, english))
	}
	for i := range reports {
		r := &reports[i]
		a := sarifArtifact{Location: sarifURI{URI: uri(r.Source.Name)}, Length: r.Source.Bytes}
		if r.Source.SHA256 != "" {
			a.Hashes = map[string]string{"sha-256": r.Source.SHA256}
		}
		run.Artifacts = append(run.Artifacts, a)
		tables := map[int]int{}
		for j, s := range r.Sections {
			for _, b := range s.Blocks {
				if b.Table != nil {
					tables[*b.Table] = j
				}
			}
		}
		for j := range r.Findings {
			run.Results = append(run.Results, result(r, &r.Findings[j], i, rules, tables, english))
		}
	}
	return encode(sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

// level is a severity's name in SARIF.
func level(s schema.Severity) string {
	switch s {
	case schema.Error, schema.Warning:
		return string(s)
	}
	return "note"
}

func ruleOf(code string, english bool) sarifRule {
	x, _ := message.Explain(code)
	say := func(t message.Text) string {
		if english {
			return t.En
		}
		return t.Zh
	}
	r := sarifRule{ID: code, Short: sarifText{code}, Full: sarifText{code}, Help: sarifText{code}, Configuration: sarifDefault{level(x.Severity)}}
	if len(x.Says) > 0 {
		r.Short.Text = say(x.Says[0])
	}
	if why := say(x.Why); why != "" {
		r.Full.Text, r.Help.Text = why, why
	}
	if do := say(x.Do); do != "" && !strings.Contains(do, "{") {
		r.Help.Text = do
	}
	return r
}

func result(r *schema.Report, f *schema.Finding, artifact int, rules map[string]int, tables map[int]int, english bool) sarifResult {
	text, do := f.MessageZh, f.SuggestionZh
	if english {
		text, do = f.Message, f.Suggestion
	}
	location := sarifLocation{Physical: sarifPhysical{sarifURI{URI: uri(r.Source.Name), Index: &artifact}}}
	if f.At != nil {
		location.Logical = append(location.Logical, sarifLogical{Full: fmt.Sprintf("tables/%d/rows/%d/columns/%d", f.At.Table, f.At.Row, f.At.Column), Kind: "cell"})
	}
	if i := sectionOf(r, f, tables); i >= 0 {
		location.Logical = append(location.Logical, sarifLogical{Name: heading(r, i, english), Full: fmt.Sprintf("sections/%d", i), Kind: "section"})
	}
	out := sarifResult{
		RuleID: f.Code, RuleIndex: rules[f.Code], Level: level(f.Severity), Message: sarifText{text}, Locations: []sarifLocation{location},
		Fingerprints: map[string]string{"nianbao/v1": fingerprint(f)}, Properties: map[string]any{},
	}
	if len(f.Facts) > 0 {
		out.Properties["facts"] = f.Facts
	}
	if f.Excerpt != "" {
		out.Properties["excerpt"] = f.Excerpt
	}
	if do != nil {
		out.Properties["suggestion"] = *do
	}
	if f.Mismatch != nil {
		out.Properties["relation"], out.Properties["suspects"] = f.Relation, f.Suspects
		if f.Delta != nil {
			out.Properties["delta"] = *f.Delta
		}
	}
	return out
}

// fingerprint knows a finding again in another version of the document, where
// its place may have moved.
func fingerprint(f *schema.Finding) string {
	relation := ""
	if f.Mismatch != nil {
		relation = f.Relation
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{f.Code, f.Section, f.Excerpt, relation, strings.Join(f.Facts, " ")}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// uri is a relative name as a URI reference.
func uri(name string) string {
	u := (&url.URL{Path: name}).EscapedPath()
	if first, _, _ := strings.Cut(u, "/"); strings.Contains(first, ":") {
		u = "./" + u // a colon would make it a scheme
	}
	return u
}
