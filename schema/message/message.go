// Package message holds every sentence that a finding says, in Chinese and in
// English, as data: what was found, and apart from that what to do about it. It
// knows codes and words; whether a finding is true is for others to say.
package message

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nianbao/nianbao/schema"
)

//go:embed messages.json
var source []byte

// entry is one wording. Entries whose keys differ after a slash belong to one
// code: "table-missing/picture".
type entry struct {
	Severity schema.Severity `json:"severity"`
	Zh       string          `json:"zh"`
	En       string          `json:"en"`
	DoZh     string          `json:"do_zh"`
	DoEn     string          `json:"do_en"`
	// What explains a code stands in its first entry, the one without a slash.
	WhyZh   string `json:"why_zh"`
	WhyEn   string `json:"why_en"`
	Source  string `json:"source"`
	Example string `json:"example"`
}

var entries = sync.OnceValue(func() map[string]entry {
	m := map[string]entry{}
	if err := json.Unmarshal(source, &m); err != nil {
		panic(fmt.Errorf("read messages.json: %w", err))
	}
	return m
})

// Text is one piece of a sentence in both languages.
type Text struct{ Zh, En string }

// Same is a text that is alike in both languages: a figure, a quotation.
func Same(s string) Text { return Text{s, s} }

// Int is a number.
func Int(n int) Text { return Same(strconv.Itoa(n)) }

// Args fill the places of a sentence, by name.
type Args map[string]Text

// Find makes a finding. The key is a code, or a code and a wording of it
// ("table-missing/picture"); it must be one of the data file's.
func Find(key string, args Args) schema.Finding {
	e, ok := entries()[key]
	if !ok {
		panic("message: no such key " + key)
	}
	code, _, _ := strings.Cut(key, "/")
	f := schema.Finding{Code: code, Severity: e.Severity, Facts: []string{}}
	f.MessageZh, f.Message = fill(e.Zh, args, false), fill(e.En, args, true)
	if zh, en := fill(e.DoZh, args, false), fill(e.DoEn, args, true); zh != "" {
		f.SuggestionZh, f.Suggestion = &zh, &en
	}
	return f
}

// fill puts the arguments into a sentence; names without one stay as they are,
// which a test looks for.
func fill(s string, args Args, english bool) string {
	if !strings.Contains(s, "{") {
		return s
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		t, known := args[name]
		switch {
		case !closed || !known:
			b.WriteString("{")
			s = rest
			continue
		case english:
			b.WriteString(t.En)
		default:
			b.WriteString(t.Zh)
		}
		s = after
	}
}

// List joins up to limit texts and says how many more there are.
func List(all []Text, limit int) Text {
	var zh, en []string
	for _, t := range all[:min(limit, len(all))] {
		zh, en = append(zh, t.Zh), append(en, t.En)
	}
	out := Text{strings.Join(zh, "、"), strings.Join(en, ", ")}
	if more := len(all) - limit; more > 0 {
		out.Zh += "等 " + strconv.Itoa(len(all)) + " 项"
		out.En += " and " + strconv.Itoa(more) + " more"
	}
	return out
}

// Rows names up to limit rows and says how many there are.
func Rows(all []Text, limit int) Text {
	var zh, en []string
	for _, t := range all[:min(limit, len(all))] {
		zh, en = append(zh, "“"+t.Zh+"”"), append(en, "“"+t.En+"”")
	}
	out := Text{strings.Join(zh, "、") + "行", "rows " + strings.Join(en, ", ")}
	if more := len(all) - limit; more > 0 {
		out.Zh = strings.Join(zh, "、") + "等 " + strconv.Itoa(len(all)) + " 行"
		out.En += " and " + strconv.Itoa(more) + " more"
	}
	return out
}

// Quote shortens a text to n characters on one line.
func Quote(s string, n int) Text {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > n {
		r = append(r[:n:n], '…')
	}
	return Same(string(r))
}

// Explanation says what a code is about.
type Explanation struct {
	Code string
	// Severity is that of the code's first wording; another may be milder.
	Severity schema.Severity
	// Says are the code's sentences, with the names of what is put into them.
	Says []Text
	// Why it matters; Do says what to do, empty where there is nothing to.
	Why, Do Text
	// Source is the article or the notice behind it, empty where the rule is
	// nianbao's own; Example is one case. Both are Chinese.
	Source, Example string
}

// Explain explains a code; ok is false where there is none of that name.
func Explain(code string) (x Explanation, ok bool) {
	var keys []string
	for key := range entries() {
		if base, _, _ := strings.Cut(key, "/"); base == code {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return Explanation{}, false
	}
	slices.Sort(keys)
	e := entries()[keys[0]]
	x = Explanation{Code: code, Severity: e.Severity, Why: Text{e.WhyZh, e.WhyEn}, Do: Text{e.DoZh, e.DoEn}, Source: e.Source, Example: e.Example}
	for _, key := range keys {
		e := entries()[key]
		x.Says = append(x.Says, Text{e.Zh, e.En})
	}
	return x, true
}

// Codes lists every code, in alphabetical order.
func Codes() []string {
	var out []string
	for key := range entries() {
		code, _, _ := strings.Cut(key, "/")
		out = append(out, code)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
