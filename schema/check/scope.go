package check

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/quantities.json
var quantitySource []byte

//go:embed data/scope.json
var scopeSource []byte

// quantity is something that narratives count and a table has, too: the
// entries of data/quantities.json, which a clerk can correct.
type quantity struct {
	ID string `json:"id"`
	// Topic is what the sentence speaks of from here on.
	Topic string `json:"topic"`
	// Sets names the whole that parts may follow: "new", "received", "answered".
	Sets string `json:"sets"`
	// Needs is true for words that are only meant so where the topic is known.
	Needs bool `json:"needs"`
	// After is the whole, or the topic, that must have been named before.
	After string `json:"after"`
	// Family joins parts of one partition: "results", "applicants".
	Family string `json:"family"`
	// Review is true for words that need "信息公开" near them.
	Review bool   `json:"review"`
	Unit   string `json:"unit"`
	Zh     string `json:"zh"`
	En     string `json:"en"`
	// Phrases end the words before the figure. "…" stands for any words of the
	// same clause; "^" for a phrase that is the whole clause.
	Phrases []string `json:"phrases"`
	// Is lists the sums of facts that the figure may repeat, the likeliest
	// first; Quiet those that it may be meant as, though the words say otherwise.
	Is    [][]string `json:"is"`
	Quiet [][]string `json:"quiet"`
	// Unless is a word of the paragraph that leaves no room for Quiet.
	Unless string `json:"unless"`
	// Rows is the prefix of rows any one of which the words may mean.
	Rows string `json:"rows"`
}

// phrase is one wording of a quantity, cut at its gap.
type phrase struct {
	head, tail string // head … tail, head "" where there is no gap
	whole      bool
	of         *quantity
}

// words are the data, made ready.
type words struct {
	quantities []quantity
	// byEnd lists phrases by the last character of their tail, longest first.
	byEnd map[rune][]phrase
	scope struct {
		Part, Others, Whole, Channels, WholeOfChannels []string
	}
}

var lexicon = sync.OnceValue(func() *words {
	w := &words{byEnd: map[rune][]phrase{}}
	if err := json.Unmarshal(quantitySource, &w.quantities); err != nil {
		panic(fmt.Errorf("read quantities.json: %w", err))
	}
	if err := json.Unmarshal(scopeSource, &w.scope); err != nil {
		panic(fmt.Errorf("read scope.json: %w", err))
	}
	for i := range w.quantities {
		q := &w.quantities[i]
		for _, p := range q.Phrases {
			made := phrase{tail: p, of: q}
			if after, ok := strings.CutPrefix(p, "^"); ok {
				made.tail, made.whole = after, true
			} else if head, tail, ok := strings.Cut(p, "…"); ok {
				made.head, made.tail = head, tail
			}
			last, _ := utf8.DecodeLastRuneInString(made.tail)
			w.byEnd[last] = append(w.byEnd[last], made)
		}
	}
	return w
})

// match finds the quantities whose wording ends a label; of several wordings
// the longest counts. More than one quantity may share it (结果维持).
func (w *words) match(label string) []*quantity {
	last, _ := utf8.DecodeLastRuneInString(label)
	var found []*quantity
	longest := 0
	for _, p := range w.byEnd[last] {
		n := len(p.head) + len(p.tail)
		if n < longest || !strings.HasSuffix(label, p.tail) || p.whole && label != p.tail {
			continue
		}
		if p.head != "" {
			before := label[:len(label)-len(p.tail)]
			i := strings.LastIndex(before, p.head)
			if i < 0 || len(before)-i-len(p.head) > 12*len("字") {
				continue
			}
		}
		if n > longest {
			found, longest = found[:0], n
		}
		found = append(found, p.of)
	}
	return found
}

// has tells whether a text has one of the words.
func has(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
