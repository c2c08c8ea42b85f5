package batch

import (
	"fmt"
	"hash/maphash"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clash is the error of two inputs whose outputs would have the same name.
type Clash struct {
	// Output is the name below the output folder.
	Output string
	// First and Second are the inputs' paths.
	First, Second string
}

func (c *Clash) Error() string {
	return fmt.Sprintf("%s and %s would both be written to %s", c.First, c.Second, c.Output)
}

// Overwrite is the error of an output that would replace an input.
type Overwrite struct {
	// Output is the output's path, Input the input that it would replace, and
	// From the input that it comes from.
	Output, Input, From string
}

func (o *Overwrite) Error() string {
	return fmt.Sprintf("%s, written for %s, would replace the input %s", o.Output, o.From, o.Input)
}

// Name decides the names of all outputs, and refuses any two that would be one
// file, and any that would replace an input. Names that differ only in case or
// in Unicode composition count as one everywhere, so that a tree of outputs can
// be carried to Windows or macOS and is the same wherever it is made.
func Name(inputs []Input, dir string, extensions []string) error {
	stems := newIndex(func(i int) string { return inputs[i].Stem() })
	var shared []int
	for i := range inputs {
		if inputs[i].Err != nil {
			continue
		}
		j, taken := stems.add(i)
		if !taken {
			continue
		}
		alike := fold(extension(inputs[j].Name)) == fold(extension(inputs[i].Name))
		if alike || !neighbours(inputs[j].Path, inputs[i].Path) {
			return &Clash{inputs[i].Stem() + "." + extensions[0], inputs[j].Path, inputs[i].Path}
		}
		// Listed, not renamed yet: a third of the same stem still has to meet them.
		shared = append(shared, j, i)
	}
	for _, i := range shared {
		inputs[i].keep = true
	}
	final := newIndex(func(i int) string { return inputs[i].Stem() })
	for i := range inputs {
		if inputs[i].Err != nil {
			continue
		}
		if j, taken := final.add(i); taken {
			return &Clash{inputs[i].Stem() + "." + extensions[0], inputs[j].Path, inputs[i].Path}
		}
	}
	if err := clashWithFolder(inputs, final, extensions); err != nil {
		return err
	}
	return overwrites(inputs, dir, extensions)
}

// neighbours tells whether two inputs stand in one folder.
func neighbours(a, b string) bool {
	x, y := filepath.Dir(a), filepath.Dir(b)
	return x == y || realFolder(x) == realFolder(y)
}

// clashWithFolder refuses an output that has the name of a folder of outputs.
func clashWithFolder(inputs []Input, stems *index, extensions []string) error {
	checked := map[string]bool{}
	for i := range inputs {
		for folder := path.Dir(inputs[i].Name); folder != "." && !checked[folder]; folder = path.Dir(folder) {
			checked[folder] = true
			for _, e := range extensions {
				stem, ok := strings.CutSuffix(fold(folder), "."+fold(e))
				if !ok {
					continue
				}
				if j, taken := stems.find(stem); taken {
					return &Clash{inputs[j].Stem() + "." + e, inputs[j].Path, inputs[i].Path}
				}
			}
		}
	}
	return nil
}

// overwrites refuses an output that would take the place of an input.
func overwrites(inputs []Input, dir string, extensions []string) error {
	var real resolver
	candidates := newIndex(func(i int) string { return real.path(inputs[i].Path) })
	some := false
	for i, in := range inputs {
		kind := strings.TrimPrefix(strings.ToLower(filepath.Ext(in.Path)), ".")
		for _, e := range extensions {
			if kind == e && in.Path != Stdin {
				candidates.add(i)
				some = true
			}
		}
	}
	if !some {
		return nil
	}
	var realOutput resolver
	for _, in := range inputs {
		for _, e := range extensions {
			output := filepath.Join(dir, filepath.FromSlash(in.Stem())+"."+e)
			if j, taken := candidates.find(fold(realOutput.path(output))); taken {
				return &Overwrite{output, inputs[j].Path, in.Path}
			}
		}
	}
	return nil
}

// fold makes names equal that some file system takes for one.
func fold(name string) string {
	plain := true
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= 0x80 || c >= 'A' && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return name
	}
	return strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, norm.NFC.String(name))
}

// index finds inputs by folded name. It keeps a hash for each, not the name.
type index struct {
	seed maphash.Seed
	name func(i int) string
	at   map[uint64]int
}

func newIndex(name func(i int) string) *index {
	return &index{maphash.MakeSeed(), name, map[uint64]int{}}
}

// add enters input i, or returns the earlier input of the same name.
func (x *index) add(i int) (earlier int, taken bool) {
	name := fold(x.name(i))
	for h := maphash.String(x.seed, name); ; h++ {
		j, ok := x.at[h]
		if !ok {
			x.at[h] = i
			return 0, false
		}
		if fold(x.name(j)) == name {
			return j, true
		}
	}
}

// find returns the input of a folded name.
func (x *index) find(name string) (int, bool) {
	for h := maphash.String(x.seed, name); ; h++ {
		j, ok := x.at[h]
		if !ok || fold(x.name(j)) == name {
			return j, ok
		}
	}
}

// resolver finds where a name really stands, following links of its folder; it
// remembers the last folder, as neighbours follow each other.
type resolver struct {
	dir, real string
	known     bool
}

func (r *resolver) path(p string) string {
	dir, base := filepath.Split(p)
	if !r.known || dir != r.dir {
		r.dir, r.real, r.known = dir, realFolder(dir), true
	}
	return filepath.Join(r.real, base)
}

// realFolder resolves the part of a folder's path that exists.
func realFolder(dir string) string {
	whole, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	rest := ""
	for at := whole; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(real, rest)
		} else if !os.IsNotExist(err) || at == filepath.Dir(at) {
			return whole
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}
