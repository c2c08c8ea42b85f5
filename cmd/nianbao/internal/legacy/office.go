// Package legacy has old formats converted to DOCX by LibreOffice, where that is
// installed: Word 97-2003 documents, and those of WPS that are of the same kind.
// It runs a program that nianbao does not trust to end, to keep its hands off
// the person's own settings, or to say the truth: each process has a profile
// and a folder of its own and a time limit, all that it started ends with it,
// and whoever takes what it made is to read it before believing it.
package legacy

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"
)

// Prefix begins the names of folders that an Office works in.
const Prefix = ".nianbao-office-"

// ErrNothing is the error of a document that LibreOffice made nothing of.
var ErrNothing = errors.New("LibreOffice made nothing of it")

// ErrLate is the error of a document that took too long.
var ErrLate = errors.New("LibreOffice took too long")

// Find finds LibreOffice on this machine; the name is empty where there is none.
func Find() string {
	for _, name := range []string{"soffice", "libreoffice"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	var usual []string
	switch runtime.GOOS {
	case "windows":
		for _, root := range []string{os.Getenv("ProgramFiles"), os.Getenv("ProgramFiles(x86)")} {
			if root != "" {
				usual = append(usual, filepath.Join(root, "LibreOffice", "program", "soffice.com"))
			}
		}
	case "darwin":
		usual = []string{"/Applications/LibreOffice.app/Contents/MacOS/soffice"}
	default:
		usual = []string{"/opt/libreoffice/program/soffice", "/usr/lib/libreoffice/program/soffice"}
	}
	for _, path := range usual {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path
		}
	}
	return ""
}

// Office is LibreOffice, with profiles that are used again.
type Office struct {
	// Path is the program, as Find found it.
	Path string
	// Dir is where folders to work in are made; empty is the machine's own.
	Dir string

	mu    sync.Mutex
	idle  []string // folders, each with a profile
	every []string
}

// Version is what the program says of itself.
func (o *Office) Version(ctx context.Context) (string, error) {
	room, err := o.take()
	if err != nil {
		return "", err
	}
	out, err := run(ctx, o.command(room, "--version"))
	return strings.TrimSpace(out), err
}

// Convert makes DOCX of documents, in one process for all. Each gets its bytes
// or an error; where the process fails or takes longer than limit for each,
// they are tried one by one, so that one fails alone.
func (o *Office) Convert(documents [][]byte, limit time.Duration) ([][]byte, []error) {
	made, errs := make([][]byte, len(documents)), make([]error, len(documents))
	whole := limit * time.Duration(len(documents))
	err := o.once(documents, whole, made)
	for i := range documents {
		switch {
		case made[i] != nil:
		case len(documents) == 1 && err != nil:
			errs[i] = err
		case len(documents) == 1:
			errs[i] = ErrNothing
		default:
			alone := make([][]byte, 1)
			if errs[i] = o.once(documents[i:i+1], limit, alone); errs[i] == nil && alone[0] == nil {
				errs[i] = ErrNothing
			}
			made[i] = alone[0]
		}
	}
	return made, errs
}

// Close removes all that was worked in.
func (o *Office) Close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, room := range o.every {
		os.RemoveAll(room)
	}
	o.idle, o.every = nil, nil
}

// take gives a folder that no other process works in.
func (o *Office) take() (string, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if n := len(o.idle); n > 0 {
		room := o.idle[n-1]
		o.idle = o.idle[:n-1]
		return room, nil
	}
	room, err := os.MkdirTemp(o.Dir, Prefix)
	if err != nil {
		return "", err
	}
	if room, err = filepath.Abs(room); err != nil {
		return "", err
	}
	o.every = append(o.every, room)
	return room, nil
}

// once runs one process over documents and takes what it made of them.
func (o *Office) once(documents [][]byte, limit time.Duration, made [][]byte) error {
	room, err := o.take()
	if err != nil {
		return err
	}
	in, out := filepath.Join(room, "in"), filepath.Join(room, "out")
	defer os.RemoveAll(in)
	defer os.RemoveAll(out)
	for _, dir := range []string{in, out} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
	}
	args := []string{"--convert-to", "docx:MS Word 2007 XML", "--outdir", out}
	for i, data := range documents {
		name := filepath.Join(in, fmt.Sprintf("%d.doc", i))
		if err := os.WriteFile(name, data, 0o600); err != nil {
			return err
		}
		args = append(args, name)
	}
	ctx := context.Background()
	if limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	_, err = run(ctx, o.command(room, args...))
	for i := range documents {
		// A process that was ended may have been writing the last one.
		if data, e := os.ReadFile(filepath.Join(out, fmt.Sprintf("%d.docx", i))); e == nil && len(data) > 0 && err == nil {
			made[i] = data
		}
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		err = ErrLate
	}
	if err == nil {
		o.mu.Lock()
		o.idle = append(o.idle, room) // a profile is not trusted again after a failure
		o.mu.Unlock()
	}
	return err
}

// command is a call of the program with the profile in a folder.
func (o *Office) command(room string, args ...string) *exec.Cmd {
	profile := filepath.ToSlash(filepath.Join(room, "profile"))
	if !strings.HasPrefix(profile, "/") {
		profile = "/" + profile
	}
	at := url.URL{Scheme: "file", Path: profile}
	cmd := exec.Command(o.Path, append([]string{"-env:UserInstallation=" + at.String(),
		"--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"}, args...)...)
	cmd.Env = append(os.Environ(), "HOME="+room, "SAL_USE_VCLPLUGIN=svp")
	return cmd
}

// run runs a process and ends all that it began when ctx ends.
func run(ctx context.Context, cmd *exec.Cmd) (string, error) {
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.WaitDelay = 5 * time.Second // for pipes that a survivor holds
	group(cmd)
	if err := cmd.Start(); err != nil {
		return "", fmt.Errorf("start LibreOffice: %w", err)
	}
	defer context.AfterFunc(ctx, func() { endGroup(cmd) })()
	err := cmd.Wait()
	endGroup(cmd) // what it left behind
	if err != nil {
		err = fmt.Errorf("LibreOffice: %w", err)
	}
	return said.String(), err
}
