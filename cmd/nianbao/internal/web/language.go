package web

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// wordsJSON holds every sentence of the page in both languages.
//
//go:embed words.json
var wordsJSON []byte

var words = sync.OnceValue(func() map[string]struct{ Zh, En string } {
	m := map[string]struct{ Zh, En string }{}
	if err := json.Unmarshal(wordsJSON, &m); err != nil {
		panic(err)
	}
	return m
})

// language is the language of one answer.
type language struct {
	English bool
	// Chosen is true where the person chose it, rather than the browser; then
	// the files' own words are in it too, as with --lang.
	Chosen bool
}

// Say is a sentence of the page.
func (l language) Say(id string, args ...any) string {
	m, ok := words()[id]
	if !ok {
		return id
	}
	text := m.Zh
	if l.English {
		text = m.En
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Tag is the language's BCP 47 tag.
func (l language) Tag() string {
	if l.English {
		return "en"
	}
	return "zh-CN"
}

// language is that of the switch, else of the command line, else the browser's.
func (s *Server) language(r *http.Request) language {
	if c, err := r.Cookie(s.cookie + "-lang"); err == nil && (c.Value == "zh" || c.Value == "en") {
		return language{c.Value == "en", true}
	}
	if s.Lang != "" {
		return language{s.Lang == "en", true}
	}
	return language{English: prefersEnglish(r.Header.Get("Accept-Language"))}
}

// prefersEnglish tells whether a browser ranks English above Chinese.
func prefersEnglish(accept string) bool {
	best := map[string]float64{}
	for part := range strings.SplitSeq(accept, ",") {
		tag, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if v, ok := strings.CutPrefix(strings.TrimSpace(weight), "q="); ok {
			if n, err := strconv.ParseFloat(v, 64); err == nil {
				q = n
			}
		}
		tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
		best[tag] = max(best[tag], q)
	}
	return best["en"] > best["zh"]
}

func (s *Server) chooseLanguage(w http.ResponseWriter, r *http.Request) {
	if lang := r.PostFormValue("lang"); lang == "zh" || lang == "en" {
		http.SetCookie(w, &http.Cookie{Name: s.cookie + "-lang", Value: lang, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	}
	http.Redirect(w, r, back(r.PostFormValue("back")), http.StatusSeeOther)
}

// back is a path of this server, whatever a form says.
func back(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return "/"
	}
	return path
}
