package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/schema/repair"
)

// optionsHash is the hash of all options that a run's outputs depend on. The
// order of formats, the number of jobs and the time limit are not among them.
func optionsHash(o convertOptions, made convert.Options) (string, error) {
	fonts, err := fontSums(o.fonts)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(struct {
		Formats  []string
		Review   bool
		English  bool
		Accept   bool
		Fonts    map[string]string
		Limits   parse.Limits
		MaxInput int64
		Choices  repair.Choices
	}{o.formats, made.Render.Review, made.Render.English, made.Render.Accept, fonts, made.Limits, o.maxInput, made.Normalize.Choices})
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// programVersion is the program's version. One that many programs share, being
// built from a tree that was changed since, goes with the program's own hash.
func programVersion() string {
	version := versionOf(debug.ReadBuildInfo())
	if !strings.Contains(version, "devel") && !strings.Contains(version, "dirty") {
		return version
	}
	name, err := os.Executable()
	if err != nil {
		return version
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return version
	}
	sum := sha256.Sum256(data)
	return version + " " + hex.EncodeToString(sum[:8])
}

// fontSums are the hashes of the files that --font names.
func fontSums(named []string) (map[string]string, error) {
	sums := map[string]string{}
	for _, f := range named {
		face, file, _ := strings.Cut(f, "=")
		name, member, _ := strings.Cut(file, "#")
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(data)
		sums[face] = hex.EncodeToString(sum[:]) + "#" + member
	}
	return sums, nil
}

// sortedFormats are formats in an order that does not depend on the person.
func sortedFormats(names []string) []string {
	out := slices.Clone(names)
	slices.Sort(out)
	return slices.Compact(out)
}
