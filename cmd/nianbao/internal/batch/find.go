package batch

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
)

// Stdin is the INPUT that stands for standard input, and StdinName its name.
const (
	Stdin     = "-"
	StdinName = "stdin"
)

// Kinds are the extensions of files in folders that are inputs, in lower case.
var Kinds = []string{".docx", ".docm", ".dotx", ".dotm", ".html", ".htm", ".xhtml", ".mht", ".mhtml"}

// ErrNoMatch is the error of an INPUT that is no file and no folder, and that
// matches none as a pattern.
var ErrNoMatch = errors.New("no such file or folder")

// Input is one file to convert.
type Input struct {
	// Path is where it is read; Stdin for standard input.
	Path string
	// Name is its place below the output folder, with its own extension and
	// forward slashes. Outputs are named after it, and the report's source.
	Name string
	// Err says why it cannot be read, where that was known from the start.
	Err error
	// Supplied are figures that a person gave for this input, in place of those
	// of the options; nil where there are none.
	Supplied convert.Supplied

	keep bool // outputs keep its extension
}

// Stem is what the names of the outputs begin with, before the dot and the
// format's extension.
func (in Input) Stem() string {
	if in.keep {
		return in.Name
	}
	return strings.TrimSuffix(in.Name, extension(in.Name))
}

// extension is a name's last dot and what follows; a name of one dot, at its
// beginning, has none.
func extension(name string) string {
	base := name[strings.LastIndexByte(name, '/')+1:]
	if dot := strings.LastIndexByte(base, '.'); dot > 0 {
		return base[dot:]
	}
	return ""
}

// Passed counts what stands in the folders and is no input.
type Passed struct {
	// Hidden are names that begin with "." or "~$", Links are links to
	// folders, Special are pipes, devices and the like.
	Hidden, Links, Special int
	// Kinds counts files of other kinds by extension, in lower case.
	Kinds map[string]int
}

// Total is the number of names passed over.
func (p Passed) Total() int {
	n := p.Hidden + p.Links + p.Special
	for _, k := range p.Kinds {
		n += k
	}
	return n
}

// Find lists the files that args name: files as they are, folders with all
// below them, patterns as the shell would expand them. Files of a folder are
// listed if their extension is one of kinds; dir, the output folder, is left
// out. What is not there, or cannot be opened, is listed with its error. The
// order is that of args, and of names within a folder.
func Find(args []string, dir string, kinds []string) ([]Input, Passed) {
	f := finder{kinds: kinds, passed: Passed{Kinds: map[string]int{}}}
	f.output, _ = os.Stat(dir)
	paths := f.expand(args)
	for _, path := range paths {
		f.add(path, len(paths) > 1)
	}
	return f.inputs, f.passed
}

type finder struct {
	kinds  []string
	output fs.FileInfo // nil where the output folder does not exist yet
	inputs []Input
	passed Passed
}

// expand replaces each pattern that is not itself a file's name by what it
// matches. Like a shell, it matches a name's leading dot only where the pattern
// has one.
func (f *finder) expand(args []string) []string {
	var paths []string
	for _, arg := range args {
		if _, err := os.Lstat(arg); err == nil || arg == Stdin || !strings.ContainsAny(arg, "*?[") {
			paths = append(paths, arg)
			continue
		}
		matches, _ := filepath.Glob(arg) // a malformed pattern matches nothing
		dotted := strings.HasPrefix(filepath.Base(arg), ".")
		shown := slices.DeleteFunc(matches, func(m string) bool {
			base := filepath.Base(m)
			if !dotted && hidden(base) {
				f.passed.Hidden++
				return true
			}
			return false
		})
		if len(shown) == 0 {
			shown = []string{arg}
		}
		paths = append(paths, shown...)
	}
	return paths
}

// add lists one file or all below one folder; several says that it is not the
// only INPUT.
func (f *finder) add(path string, several bool) {
	if path == Stdin {
		f.inputs = append(f.inputs, Input{Path: Stdin, Name: StdinName})
		return
	}
	base := baseName(path)
	info, err := os.Stat(path)
	switch {
	case slices.Contains([]Reason{NotExist, BadName}, ReasonOf(err)):
		f.inputs = append(f.inputs, Input{Path: path, Name: base, Err: ErrNoMatch})
	case err != nil:
		f.inputs = append(f.inputs, Input{Path: path, Name: base, Err: reason(err)})
	case !info.IsDir():
		f.inputs = append(f.inputs, Input{Path: path, Name: base})
	case several:
		f.walk(path, base)
	default:
		f.walk(path, "")
	}
}

// baseName is the last element of a path, also of "." and "..".
func baseName(path string) string {
	base := filepath.Base(path)
	if base == "." || base == ".." {
		if whole, err := filepath.Abs(path); err == nil {
			base = filepath.Base(whole)
		}
	}
	if base == string(filepath.Separator) || base == "." {
		return "root"
	}
	return base
}

// walk lists the inputs below root, whose outputs stand below the folder at.
func (f *finder) walk(root, at string) {
	// The separator at the end makes WalkDir look through a link at the root.
	start := filepath.Clean(root)
	if !os.IsPathSeparator(start[len(start)-1]) {
		start += string(filepath.Separator)
	}
	filepath.WalkDir(start, func(path string, entry fs.DirEntry, err error) error {
		name := ""
		if path != start {
			rel, err := filepath.Rel(start, path)
			if err != nil {
				rel = filepath.Base(path)
			}
			name = filepath.ToSlash(rel)
			if strings.HasSuffix(path, name) {
				name = path[len(path)-len(name):] // one string in memory, not two
			}
		}
		if err != nil {
			f.inputs = append(f.inputs, Input{Path: path, Name: join(at, name), Err: reason(err)})
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if name == "" {
			return nil
		}
		if ledger.Ours(entry.Name()) {
			return nil
		}
		if hidden(entry.Name()) {
			f.passed.Hidden++
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			// What a listing on Windows says of a file may not tell it from others.
			if info, err := os.Lstat(path); err == nil && f.output != nil && os.SameFile(info, f.output) {
				return fs.SkipDir
			}
			return nil
		}
		f.file(path, join(at, name), entry)
		return nil
	})
}

// file lists a folder's file, or counts why not.
func (f *finder) file(path, name string, entry fs.DirEntry) {
	kind := strings.ToLower(extension(name))
	if !slices.Contains(f.kinds, kind) {
		f.passed.Kinds[kind]++
		return
	}
	mode := entry.Type()
	if mode&fs.ModeSymlink != 0 {
		info, err := os.Stat(path)
		if err != nil {
			f.inputs = append(f.inputs, Input{Path: path, Name: name, Err: reason(err)})
			return
		}
		mode = info.Mode().Type()
		if mode.IsDir() {
			f.passed.Links++
			return
		}
	}
	if !mode.IsRegular() {
		f.passed.Special++
		return
	}
	f.inputs = append(f.inputs, Input{Path: path, Name: name})
}

func hidden(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~$")
}

func join(at, name string) string {
	if at == "" || name == "" {
		return at + name
	}
	return at + "/" + name
}

// reason is a file error without the operation and the path, which whoever
// speaks of the input says anyway.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
