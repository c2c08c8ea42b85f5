package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// said is a stream that may be read while it is written.
type said struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *said) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

var linkPattern = regexp.MustCompile(`http://\S+/enter\?token=\S+`)

// From the link to the page, a second link by Enter, and the end from the page.
func TestServeFromLinkToEnd(t *testing.T) {
	in, keys := io.Pipe()
	out, errs := newSpoken(), &said{}
	ended := make(chan error, 1)
	go func() {
		ended <- runServe(context.Background(), streams{in, out, errs}, voice{lang: english}, serveOptions{addr: localAddr, noOpen: true})
	}()
	first := linkPattern.FindString(<-out)
	io.WriteString(keys, "\n")
	second := linkPattern.FindString(<-out)
	if first == "" || second == "" || first == second {
		t.Fatalf("links %q, %q", first, second)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	base, _, _ := strings.Cut(first, "/enter")
	for _, step := range []struct {
		method, url string
		status      int
	}{
		{"GET", base + "/", http.StatusUnauthorized},
		{"GET", second, http.StatusOK},
		{"GET", base + "/", http.StatusOK},
		{"GET", strings.Replace(base, "127.0.0.1", "localhost", 1) + "/", http.StatusUnauthorized}, // another name, another cookie
		{"POST", base + "/quit", http.StatusOK},
	} {
		r, err := http.NewRequest(step.method, step.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, err := browser.Do(r)
		if err != nil {
			t.Fatalf("%s %s: %v", step.method, step.url, err)
		}
		a.Body.Close()
		if a.StatusCode != step.status {
			t.Errorf("%s %s: %d, not %d", step.method, step.url, a.StatusCode, step.status)
		}
	}
	browser.CloseIdleConnections()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if strings.Contains(errs.String(), "not of this computer") {
		t.Errorf("a warning: %s", errs)
	}
}

// spoken gives what is written, a write at a time.
type spoken chan string

func newSpoken() spoken { return make(spoken, 10) }

func (l spoken) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}

func TestHostsAreExact(t *testing.T) {
	for _, c := range []struct {
		addr  net.TCPAddr
		hosts []string
		local bool
	}{
		{net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 5}, []string{"127.0.0.1:5", "localhost:5"}, true},
		{net.TCPAddr{IP: net.IPv6loopback, Port: 5}, []string{"[::1]:5", "localhost:5"}, true},
		{net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 80}, []string{"127.0.0.1", "localhost"}, true},
		{net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 5}, []string{"192.0.2.7:5"}, false},
	} {
		hosts, local := hostsOf(&c.addr)
		if !slices.Equal(hosts, c.hosts) || local != c.local {
			t.Errorf("%v: %v, %v", c.addr, hosts, local)
		}
	}
	if hosts, local := hostsOf(&net.TCPAddr{IP: net.IPv4zero, Port: 5}); local || !slices.Contains(hosts, "127.0.0.1:5") {
		t.Errorf("all addresses: %v, %v", hosts, local)
	}
}

func TestADoubleClickIsToldFromAScript(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there the console tells it, which a test shares with others")
	}
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	file, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	desktop := func(name string) string { return map[string]string{"DISPLAY": ":0"}[name] }
	console := func(string) string { return "" }
	for _, c := range []struct {
		name   string
		args   []string
		s      streams
		getenv func(string) string
		want   bool
	}{
		{"desktop", nil, streams{null, file, null}, desktop, true},
		{"with arguments", []string{"convert"}, streams{null, file, null}, desktop, false},
		{"files dropped", []string{file.Name(), t.TempDir()}, streams{null, file, null}, desktop, true},
		{"a file that is not there", []string{file.Name() + "x"}, streams{null, file, null}, desktop, false},
		{"a name in this folder", []string{"internal"}, streams{null, file, null}, desktop, false},
		{"no desktop", nil, streams{null, file, null}, console, false},
		{"input from a file", nil, streams{file, file, null}, desktop, false},
		{"within a program", nil, streams{strings.NewReader(""), io.Discard, io.Discard}, desktop, false},
	} {
		if got := fromDesktop(c.args, c.s, c.getenv); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	// What is wrong with files that were dropped is to be read before the window closes.
	if status := run([]string{file.Name()}, streams{null, file, file}, desktop); status != failed {
		t.Errorf("an empty file: exit status %d", status)
	}
	if said, err := os.ReadFile(file.Name()); err != nil || !strings.Contains(string(said), "an empty file") || !strings.HasSuffix(string(said), "Enter closes this window.\n") {
		t.Errorf("an empty file: %s, %v", said, err)
	}
}
