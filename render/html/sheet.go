package html

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"strings"
	"sync"
)

//go:embed sheet.css
var source string

// styles is the style sheet as it stands in every page, and the policy that
// allows it and nothing else.
type styles struct{ css, policy string }

var sheet = sync.OnceValue(func() styles {
	css := shrink(source)
	sum := sha256.Sum256([]byte(css))
	return styles{css, "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"}
})

// shrink leaves comments and the indentation out. The style sheet has neither
// within a string.
func shrink(css string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(css, "/*")
		for line := range strings.SplitSeq(before, "\n") {
			b.WriteString(strings.TrimSpace(line))
		}
		if !ok {
			return b.String()
		}
		_, css, _ = strings.Cut(rest, "*/")
	}
}
