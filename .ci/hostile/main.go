// Command hostile holds nianbao against files that ask for more than they are:
// each must be answered, with a report or a refusal, within 2 s and 256 MiB. It
// prints what each took, and ends with status 1 where one took more.
//
//	go run ./.ci/hostile PROGRAM [WORD...]
//
// PROGRAM is nianbao, built; with words, only the shapes whose names have one
// of them are tried.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	mostTime   = 2 * time.Second
	mostMemory = 256 << 10 // KiB
)

func main() {
	switch {
	case len(os.Args) == 4 && os.Args[1] == building:
		build(os.Args[2], os.Args[3])
		return
	case len(os.Args) < 2:
		fmt.Fprintln(os.Stderr, "hostile PROGRAM [WORD...]")
		os.Exit(2)
	}
	dir, err := os.MkdirTemp("", "hostile-")
	if err != nil {
		fail(err)
	}
	tried, over := 0, 0
	for _, s := range shapes {
		if !asked(s.name, os.Args[2:]) {
			continue
		}
		tried++
		if !try(os.Args[1], dir, s.name) {
			over++
		}
	}
	os.RemoveAll(dir)
	fmt.Printf("%d shapes, %d beyond %s or %d MiB\n", tried, over, mostTime, mostMemory>>10)
	if over > 0 {
		os.Exit(1)
	}
}

// building is the word with which this program asks itself for one file: on
// Linux a process begins with the peak memory of the one that started it, so
// the one that measures must be small.
const building = "-build"

func build(name, file string) {
	for _, s := range shapes {
		if s.name == name {
			if err := os.WriteFile(file, s.build(), 0o600); err != nil {
				fail(err)
			}
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func asked(name string, words []string) bool {
	for _, w := range words {
		if strings.Contains(name, w) {
			return true
		}
	}
	return len(words) == 0
}

// try converts one file and says whether it kept within the bounds.
func try(program, dir, name string) bool {
	file := filepath.Join(dir, "input")
	if out, err := exec.Command(os.Args[0], building, name, file).CombinedOutput(); err != nil {
		fail(fmt.Errorf("build %s: %w: %s", name, err, out))
	}
	info, err := os.Stat(file)
	if err != nil {
		fail(err)
	}
	var said bytes.Buffer
	cmd := exec.Command(program, "convert", file, "-o", filepath.Join(dir, "out"), "--formats", "json", "--timeout", "0", "--lang", "en", "--force")
	cmd.Stdout, cmd.Stderr = &said, &said
	begun := time.Now()
	if err := cmd.Run(); cmd.ProcessState == nil {
		fail(err)
	}
	state := cmd.ProcessState
	wall, used := time.Since(begun), state.UserTime()+state.SystemTime()
	took := min(wall, used) // what else the machine does is not its fault
	memory := state.SysUsage().(*syscall.Rusage).Maxrss
	good, mark := took <= mostTime && memory <= mostMemory && state.ExitCode() <= 1, "!"
	if good {
		mark = " "
	}
	fmt.Printf("%s %-46s %7.1f MB %6.2f s %6.2f s CPU %5d MiB  %s\n", mark, name, float64(info.Size())/1e6, wall.Seconds(),
		used.Seconds(), memory>>10, answer(state.ExitCode(), said.String()))
	return good
}

// answer is what was said, in short.
func answer(status int, said string) string {
	if status == 0 {
		return "done"
	}
	for _, line := range strings.Split(said, "\n") {
		if i := strings.Index(line, "--max-"); i >= 0 {
			return strings.TrimRight(strings.Fields(line[i:])[0], ").,;")
		}
	}
	said = strings.TrimSpace(said)
	return said[strings.LastIndexByte(said, '\n')+1:]
}
