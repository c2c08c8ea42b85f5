package web

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"slices"
	"strings"
)

// policy is that of every page of ours: nothing but what this server has.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// maxForm bounds the body of every request that is no upload.
const maxForm = 1 << 20

// maxTokens bounds the links that were given out and not yet used.
const maxTokens = 64

// ServeHTTP lets through what comes from the person's own browser, by a link
// that this program gave out.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cache-Control", "no-store")
	// Not no-referrer, under which browsers send a form's Origin as null.
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")

	if !slices.Contains(s.Hosts, r.Host) {
		// Another name for this address: a page elsewhere may have made it up.
		s.message(w, r, http.StatusMisdirectedRequest, "error.host")
		return
	}
	if err := s.cross.Check(r); err != nil {
		s.message(w, r, http.StatusForbidden, "error.cross")
		return
	}
	if r.URL.Path == "/enter" {
		s.enter(w, r)
		return
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		s.message(w, r, http.StatusForbidden, "error.cross")
		return
	}
	// The style sheet is that of the page which says how to come in, too.
	if !s.known(r) && !strings.HasPrefix(r.URL.Path, "/assets/") {
		s.message(w, r, http.StatusUnauthorized, "error.link")
		return
	}
	if r.URL.Path != "/drafts" {
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	}
	s.mux.ServeHTTP(w, r)
}

// Token makes the secret of a new link, which lets one browser in, once.
func (s *Server) Token() string {
	s.tokens.Lock()
	defer s.tokens.Unlock()
	if len(s.tokens.fresh) >= maxTokens {
		clear(s.tokens.fresh)
	}
	token := rand.Text()
	s.tokens.fresh[token] = true
	return token
}

// take uses a token up.
func (s *Server) take(token string) bool {
	s.tokens.Lock()
	defer s.tokens.Unlock()
	ok := s.tokens.fresh[token]
	delete(s.tokens.fresh, token)
	return ok
}

// known tells whether a request carries this instance's cookie.
func (s *Server) known(r *http.Request) bool {
	// Cookies are shared by all ports of a host, hence the name of its own.
	c, err := r.Cookie(s.cookie)
	return err == nil && subtle.ConstantTimeCompare([]byte(c.Value), []byte(s.session)) == 1
}

// first is the page that a person comes for: the folder that was named, or the
// one draft there is.
func (s *Server) first() string {
	if s.Folder != nil {
		return "/folder"
	}
	if drafts := s.drafts.list(); len(drafts) == 1 {
		return "/d/" + drafts[0].id
	}
	return "/"
}

// enter changes a link's token for the cookie. The answer is a page, not a
// redirect: a browser that was sent here from elsewhere would not send a
// strict cookie along.
func (s *Server) enter(w http.ResponseWriter, r *http.Request) {
	switch {
	case r.Method != http.MethodGet:
		s.message(w, r, http.StatusMethodNotAllowed, "error.not-found")
		return
	case s.known(r):
	case !s.take(r.URL.Query().Get("token")):
		s.message(w, r, http.StatusUnauthorized, "error.link")
		return
	default:
		http.SetCookie(w, &http.Cookie{Name: s.cookie, Value: s.session, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	}
	w.Header().Set("Refresh", "0; url="+s.first())
	s.message(w, r, http.StatusOK, "enter")
}
