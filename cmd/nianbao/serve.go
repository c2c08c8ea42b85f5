package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/legacy"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/web"
	"github.com/nianbao/nianbao/render"
	"github.com/spf13/cobra"
)

// serveOptions are what the command line of serve says.
type serveOptions struct {
	paths  []string // a folder to show, or files of one folder
	addr   string
	noOpen bool
	fonts  []string
}

// localAddr lets the system choose a port that is free.
const localAddr = "127.0.0.1:0"

func newServe(s streams, v voice) *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:                   v.say("serve.use"),
		Short:                 v.say("serve.short"),
		Long:                  v.say("serve.long"),
		Example:               v.say("serve.example"),
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			return runServe(cmd.Context(), s, v, o)
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVar(&o.addr, "addr", localAddr, v.say("flag.addr"))
	flags.BoolVar(&o.noOpen, "no-open", false, v.say("flag.no-open"))
	flags.StringArrayVar(&o.fonts, "font", nil, v.say("flag.font", strings.Join(render.FaceNames(), v.say("passed.comma"))))
	return cmd
}

// runServe shows the page until the program is interrupted, or ended from the
// page.
func runServe(ctx context.Context, s streams, v voice, o serveOptions) error {
	fonts, err := openFonts(o.fonts, v)
	if err != nil {
		return err
	}
	shown, err := openPaths(o.paths, v)
	if err != nil {
		return err
	}
	var folder *web.Folder
	if shown != nil {
		defer shown.close()
		folder = shown.folder()
	}
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return wrongLine(v.say("serve.listen", o.addr, v.system(err)))
	}
	defer listener.Close()
	hosts, local := hostsOf(listener.Addr().(*net.TCPAddr))
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()

	lang := ""
	if v.chosen {
		lang = v.lang
	}
	office := &legacy.Office{Path: legacy.Find()}
	defer office.Close()
	page := web.New(web.Options{
		Hosts: hosts, Lang: lang, Fonts: fonts, Quit: stop, Folder: folder,
		Old:   func(document []byte) ([]byte, error) { return docxOf(office, document) },
		Fault: func(err error, inEnglish bool) string { return speaking(inEnglish).fault(err) },
	})
	if shown == nil && !putFiles(page, o.paths, s.err, v) {
		return errFailed
	}
	server := &http.Server{
		Handler:           page,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       5 * time.Minute,
		WriteTimeout:      10 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	if !local {
		fmt.Fprintln(s.err, v.say("serve.open-to-all", listener.Addr()))
	}
	say := sync.Mutex{}
	link := func() string {
		say.Lock()
		defer say.Unlock()
		url := "http://" + hosts[0] + "/enter?token=" + page.Token()
		fmt.Fprintln(s.out, v.say("serve.link", url))
		return url
	}
	url := link()
	fmt.Fprintln(s.err, v.say("serve.how"))
	if !o.noOpen {
		if err := openBrowser(url); err != nil {
			fmt.Fprintln(s.err, v.say("serve.no-browser"))
		}
	}
	// Each Enter gives a new link: one opens the page once only.
	go func() {
		for lines := bufio.NewReader(s.in); ; {
			if _, err := lines.ReadString('\n'); err != nil {
				return
			}
			url := link()
			if !o.noOpen {
				openBrowser(url)
			}
		}
	}()

	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		if !errors.Is(err, http.ErrServerClosed) {
			fmt.Fprintln(s.err, v.say("error", v.say("serve.stopped", v.system(err))))
			return errFailed
		}
	case <-ctx.Done():
		grace, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		if server.Shutdown(grace) != nil {
			server.Close()
		}
	}
	io.WriteString(s.err, v.say("serve.ended")+"\n")
	return nil
}

// openPaths opens the folder that was named; nil where files were, or nothing.
func openPaths(paths []string, v voice) (*served, error) {
	for _, name := range paths {
		info, err := os.Stat(name)
		if err == nil && info.IsDir() {
			if len(paths) == 1 {
				return openServed(name, v)
			}
			err = batch.IsFolder
		}
		if err != nil {
			return nil, wrongLine(v.say("line.input", name, v.system(err)))
		}
	}
	return nil, nil
}

// putFiles takes files in and says which cannot be; false where none can.
func putFiles(page *web.Server, files []string, w io.Writer, v voice) bool {
	taken := len(files) == 0
	for _, name := range files {
		if err := putFile(page, name, v); err != nil {
			fmt.Fprintln(w, v.say("error", v.say("line.input", name, err)))
		} else {
			taken = true
		}
	}
	return taken
}

// putFile takes a file in, with the answers that are kept beside it. An error is
// a sentence.
func putFile(page *web.Server, name string, v voice) error {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return wrongLine(v.system(err))
	case info.Size() > page.MaxFile:
		return wrongLine(v.say("fault.large", page.MaxFile))
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return wrongLine(v.system(err))
	}
	beside, err := os.ReadFile(besideOf(name))
	given, err := keptFor(name, beside, err, v)
	if err != nil {
		return err
	}
	if err := page.Put(filepath.Base(name), data, given); err != nil {
		return wrongLine(v.fault(err))
	}
	return nil
}

// docxOf makes DOCX of one old document.
func docxOf(office *legacy.Office, document []byte) ([]byte, error) {
	if office.Path == "" {
		return nil, batch.ErrNoOffice
	}
	made, errs := office.Convert([][]byte{document}, defaultTimeout)
	if errs[0] != nil {
		return nil, &batch.OldError{Err: errs[0]}
	}
	return made[0], nil
}

// hostsOf are the names by which a browser may call this server, the one of
// the link first; local is false where other machines can reach it.
func hostsOf(addr *net.TCPAddr) (hosts []string, local bool) {
	port := fmt.Sprint(addr.Port)
	with := func(host string) string {
		if port == "80" {
			if strings.Contains(host, ":") {
				return "[" + host + "]"
			}
			return host
		}
		return net.JoinHostPort(host, port)
	}
	switch {
	case addr.IP.IsLoopback():
		return []string{with(addr.IP.String()), with("localhost")}, true
	case !addr.IP.IsUnspecified():
		return []string{with(addr.IP.String())}, false
	}
	// Any address of this machine: all that it has now.
	found, err := net.InterfaceAddrs()
	if err == nil {
		for _, a := range found {
			if ip, ok := a.(*net.IPNet); ok && !ip.IP.IsLoopback() && !ip.IP.IsLinkLocalUnicast() {
				hosts = append(hosts, with(ip.IP.String()))
			}
		}
	}
	if name, err := os.Hostname(); err == nil {
		hosts = append(hosts, with(strings.ToLower(name)))
	}
	return append(hosts, with("127.0.0.1"), with("localhost")), false
}

// fromDesktop tells whether the program was started by a double click, or by
// files that were dropped on it: without a command, and without a terminal to
// answer in.
func fromDesktop(args []string, s streams, getenv func(string) string) bool {
	for _, arg := range args {
		if _, err := os.Stat(arg); err != nil || !filepath.IsAbs(arg) {
			return false
		}
	}
	if runtime.GOOS == "windows" {
		return ownConsole()
	}
	if runtime.GOOS != "darwin" && getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "" {
		return false
	}
	// A desktop gives the null device for input; a script gives a pipe or a file.
	in, ok := s.in.(*os.File)
	if !ok {
		return false
	}
	null, err := os.Stat(os.DevNull)
	if err != nil {
		return false
	}
	for _, f := range []any{s.out, s.err} {
		if f, ok := f.(*os.File); !ok || isTerminal(f) {
			return false
		}
	}
	info, err := in.Stat()
	return err == nil && os.SameFile(info, null)
}
