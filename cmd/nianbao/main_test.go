package main

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
	"github.com/nianbao/nianbao/schema"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// mainVariable in the environment makes the test binary nianbao itself.
const mainVariable = "NIANBAO_TEST_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(mainVariable) != "" || len(os.Args) > 1 && os.Args[1] == workerName {
		main() // a test, or a run within one, began this process
	}
	testscript.Main(m, map[string]func(){"nianbao": main})
}

// TestScripts runs testdata/script: each file shows one fact of the command
// line. Beside the usual commands there are
//
//	status N COMMAND  run a command that ends with exit status N
//	report FILE       a copy of a clean sample
//	cut FILE N        leave the first N bytes
//	hex FILE BYTES    write bytes; with -pad N fill with zeros up to N
//	tree DIR          list the files below, one a line, into stdout
//	same DIR DIR      the same files with the same bytes
//
// and $SAMPLES is the folder of samples. Whatever JSON report a script leaves
// behind is held against the schema, and no script may leave a file that is
// not whole.
func TestScripts(t *testing.T) {
	samples, err := filepath.Abs("../../samples")
	if err != nil {
		t.Fatal(err)
	}
	strict := compileSchema(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SAMPLES", samples)
			env.Defer(func() { checkLeft(t, env.WorkDir, strict) })
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": cmdStatus, "report": cmdReport, "cut": cmdCut, "hex": cmdHex, "tree": cmdTree, "same": cmdSame,
		},
	})
}

func cmdStatus(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Check(err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, not %d", got, want)
	}
}

func cmdReport(ts *testscript.TestScript, _ bool, args []string) {
	data, err := os.ReadFile(filepath.Join(ts.Getenv("SAMPLES"), "2019", "qinghe-2019", "input.docx"))
	ts.Check(err)
	for _, name := range args {
		ts.Check(os.MkdirAll(filepath.Dir(ts.MkAbs(name)), 0o777))
		ts.Check(os.WriteFile(ts.MkAbs(name), data, 0o666))
	}
}

func cmdCut(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

func cmdHex(ts *testscript.TestScript, _ bool, args []string) {
	pad := 0
	if args[0] == "-pad" {
		n, err := strconv.Atoi(args[1])
		ts.Check(err)
		pad, args = n, args[2:]
	}
	data, err := hex.DecodeString(strings.Join(args[1:], ""))
	ts.Check(err)
	data = append(data, make([]byte, max(0, pad-len(data)))...)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o666))
}

func cmdTree(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range files(ts, args[0]) {
		fmt.Fprintln(ts.Stdout(), name)
	}
}

func cmdSame(ts *testscript.TestScript, _ bool, args []string) {
	a, b := files(ts, args[0]), files(ts, args[1])
	if len(a) == 0 || !slices.Equal(a, b) {
		ts.Fatalf("not the same files:\n%s\n%s", a, b)
	}
	for _, name := range a {
		if ts.ReadFile(filepath.Join(args[0], name)) != ts.ReadFile(filepath.Join(args[1], name)) {
			ts.Fatalf("%s differs", name)
		}
	}
}

// files lists the files below a folder, hidden ones too but the record of runs,
// with forward slashes.
func files(ts *testscript.TestScript, dir string) []string {
	var names []string
	root := ts.MkAbs(dir)
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && !ledger.Ours(e.Name()) {
			rel, _ := filepath.Rel(root, path)
			names = append(names, filepath.ToSlash(rel))
		}
		return err
	})
	if !errors.Is(err, fs.ErrNotExist) {
		ts.Check(err)
	}
	return names
}

// checkLeft holds what a script left behind against what is always true.
func checkLeft(t *testing.T, dir string, strict *jsonschema.Schema) {
	filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil
		}
		if strings.HasPrefix(e.Name(), ".nianbao-") {
			t.Errorf("%s was left", path)
		}
		if filepath.Ext(path) != ".json" {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(data, []byte(schema.Version)) {
			return nil
		}
		if err := validate(strict, data); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return nil
	})
}

// compileSchema compiles the published schema with every object closed to keys
// that it does not name.
func compileSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.JSONSchema()))
	if err != nil {
		t.Fatal(err)
	}
	closeObjects(doc)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("report.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func closeObjects(node any) {
	switch n := node.(type) {
	case map[string]any:
		if n["type"] == "object" && n["properties"] != nil {
			n["additionalProperties"] = false
		}
		for _, child := range n {
			closeObjects(child)
		}
	case []any:
		for _, child := range n {
			closeObjects(child)
		}
	}
}

func validate(s *jsonschema.Schema, data []byte) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

// Every sample, and every document below the folder NIANBAO_CASES, gives JSON
// that the schema describes, key for key.
func TestReportsFollowTheSchema(t *testing.T) {
	strict := compileSchema(t)
	for _, root := range []string{"../../samples", os.Getenv("NIANBAO_CASES")} {
		if root == "" {
			continue
		}
		out := t.TempDir()
		var stderr bytes.Buffer
		status := run([]string{"convert", root, "-o", out, "--formats", "json"}, streams{nil, nil, &stderr}, func(string) string { return "" })
		if status != done {
			t.Errorf("%s: exit status %d: %s", root, status, &stderr)
		}
		checkLeft(t, out, strict)
	}
}

// The program speaks with messages that are there, in both languages, with the
// same things to say.
func TestMessages(t *testing.T) {
	used := map[string]bool{}
	composed := []string{"found."} // beginnings of ids that are put together
	names, _ := filepath.Glob("*.go")
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for id := range messages() {
			if bytes.Contains(source, []byte(strconv.Quote(id))) {
				used[id] = true
			}
		}
		for rest := source; ; {
			_, after, ok := bytes.Cut(rest, []byte(`v.say("`))
			if !ok {
				break
			}
			rest = after
			id, more, _ := bytes.Cut(after, []byte(`"`))
			switch _, ok := messages()[string(id)]; {
			case bytes.HasPrefix(bytes.TrimLeft(more, " "), []byte("+")):
				composed = append(composed, string(id))
			case !ok:
				t.Errorf("%s: there is no message %q", name, id)
			}
		}
	}
	for id, m := range messages() {
		if m.Zh == "" || m.En == "" {
			t.Errorf("message %s is missing a language", id)
		}
		if slices.ContainsFunc(composed, func(begins string) bool { return strings.HasPrefix(id, begins) }) {
			continue
		}
		if strings.Count(m.Zh, "%") != strings.Count(m.En, "%") {
			t.Errorf("message %s: the languages take different arguments", id)
		}
		if !used[id] {
			t.Errorf("message %s is never said", id)
		}
	}
}

// Each reason that a system may give has words of its own.
func TestReasonsAreSaid(t *testing.T) {
	for _, reason := range []batch.Reason{
		batch.NotExist, batch.Permission, batch.Denied, batch.InUse, batch.Full, batch.ReadOnly,
		batch.LongName, batch.BadName, batch.IsFolder, batch.NotFolder, batch.Taken, batch.Port,
	} {
		for _, lang := range []string{chinese, english} {
			if said := (voice{lang: lang}).system(&fs.PathError{Op: "open", Path: "a", Err: reason}); strings.Contains(said, "system.") || strings.Contains(said, "open a") {
				t.Errorf("%s: %q", reason, said)
			}
		}
	}
	if said := (voice{lang: english}).system(syscall.ENOSPC); runtime.GOOS != "windows" && said != "the disk is full" {
		t.Errorf("a full disk: %q", said)
	}
}
