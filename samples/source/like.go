package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// A source may be another one with a few lines changed, which it shows the way
// a comparison does:
//
//	@like 2021/wangyu-2024          the folder of the other source
//	- | 规章 | 0 | 0 | 0            a line there, whole or up to an ellipsis …
//	+ | 规章 | 2 | 0 | 2            what takes its place: no line or several
//	= # 三、收到                    or a line that stays, and what follows it
//	+ 补充的一段。
//
// Lines are found in order. A line that begins with @ sets a property anew.

// read returns the source of a folder with all its changes made.
func read(root fs.FS, dir string, depth int) (string, error) {
	raw, err := fs.ReadFile(root, path.Join(dir, "source.txt"))
	if err != nil {
		return "", err
	}
	text := string(raw)
	like, edits, ok := cutLike(text)
	if !ok {
		return text, nil
	}
	if depth > 4 {
		return "", errors.New("too many sources that are like others")
	}
	base, err := read(root, like, depth+1)
	if err != nil {
		return "", err
	}
	return patch(base, edits)
}

// cutLike finds the line that names the other source, and what follows it.
func cutLike(text string) (like, edits string, ok bool) {
	for rest := text; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		switch like, ok := strings.CutPrefix(line, "@like "); {
		case ok:
			return strings.TrimSpace(like), rest, true
		case line != "" && !strings.HasPrefix(line, "%"):
			return "", "", false
		}
	}
	return "", "", false
}

// patch makes the edits to the lines of a source.
func patch(base, edits string) (string, error) {
	lines := strings.Split(base, "\n")
	var out, properties []string
	inserting := false
	for n, edit := range strings.Split(edits, "\n") {
		mark, text, _ := strings.Cut(edit, " ")
		switch {
		case edit == "" || strings.HasPrefix(edit, "%"):
		case strings.HasPrefix(edit, "@"):
			properties = append(properties, edit)
		case mark == "+":
			if !inserting {
				return "", fmt.Errorf("edit %d: + follows neither - nor =", n+1)
			}
			out = append(out, text)
		case mark == "-" || mark == "=":
			at, err := find(lines, text)
			if err != nil {
				return "", fmt.Errorf("edit %d: %w", n+1, err)
			}
			out = append(out, lines[:at]...)
			if mark == "=" {
				out = append(out, lines[at])
			}
			lines = lines[at+1:]
			inserting = true
		default:
			return "", fmt.Errorf("edit %d: %q is none of - + = @ %%", n+1, edit)
		}
	}
	// The last word on a property is the one that counts.
	out = append(append(out, lines...), properties...)
	return strings.Join(out, "\n"), nil
}

// find returns the first line that is a text, or begins with it where it ends
// with an ellipsis.
func find(lines []string, text string) (int, error) {
	beginning, open := strings.CutSuffix(text, "…")
	for i, line := range lines {
		if line == text || open && strings.HasPrefix(line, beginning) {
			return i, nil
		}
	}
	return 0, fmt.Errorf("no line %q from here on", text)
}
