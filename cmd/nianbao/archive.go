package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"syscall"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/ledger"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/legacy"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/worker"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// failedName is the file in the output folder that says why inputs failed. It
// is there only where some did.
const failedName = "failed.jsonl"

// archive is what a run over many inputs has besides them: the ledger of the
// output folder, and processes that can be ended.
type archive struct {
	dir    string
	ledger *ledger.Ledger
	pool   *worker.Pool
	err    error // why the ledger or failed.jsonl is not as it should be
}

// Memory beyond which garbage is collected before there is as much of it as of
// what is in use: enough for a process, and for each input that is listed, in
// bytes. An ordinary report takes less; one that takes more gets it.
const (
	enough   = 48 << 20
	perInput = 400
)

// seldom is how much garbage there may be, in percent of what is in use, while
// there is memory enough: reports are small and soon done with.
const seldom = 400

// openArchive opens the output folder for this run alone, takes out what a run
// that was killed left, and completes the options of the run.
func openArchive(o convertOptions, hash string, run *batch.Options, found int) (*archive, error) {
	l, err := ledger.Open(o.dir)
	if err != nil {
		return nil, err
	}
	a := &archive{dir: o.dir, ledger: l, pool: &worker.Pool{Identity: hash, Command: workerCommand(o)}}
	batch.Sweep(o.dir, legacy.Prefix)
	run.Identity = batch.Identity{Options: hash, Version: programVersion()}
	if err := l.Begin(ledger.Run{Version: run.Identity.Version, Options: run.Identity.Options, Shard: o.shard, Found: found, Given: o.given}); err != nil {
		a.close()
		return nil, err
	}
	run.Ledger, run.Worker = l, a.pool
	return a, nil
}

// sparing keeps this process, which only hands documents on, small.
func sparing(found int) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(enough + int64(found)*perInput)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(seldom)
	}
}

// unopened says why an output folder cannot be written to.
func (v voice) unopened(dir string, err error) error {
	if errors.Is(err, ledger.ErrBusy) {
		return wrongLine(v.say("line.busy", dir))
	}
	if errors.Is(err, syscall.ENAMETOOLONG) {
		return wrongLine(v.say("line.ledger-long", dir))
	}
	return wrongLine(v.say("line.ledger", filepath.Join(dir, ledger.Name), v.record(err)))
}

// workerCommand makes the commands of worker processes.
func workerCommand(o convertOptions) func() *exec.Cmd {
	args := append([]string{os.Args[0], workerName}, o.given...)
	return func() *exec.Cmd {
		// Linux runs this very program again, replaced on the disk or not.
		name := "/proc/self/exe"
		if runtime.GOOS != "linux" {
			name, _ = os.Executable()
		}
		cmd := &exec.Cmd{Path: name, Args: args, Env: os.Environ()}
		if os.Getenv("GOMAXPROCS") == "" {
			// One thread converts, another collects garbage beside it.
			cmd.Env = append(cmd.Env, "GOMAXPROCS=2")
		}
		if os.Getenv("GOMEMLIMIT") == "" {
			cmd.Env = append(cmd.Env, fmt.Sprintf("GOMEMLIMIT=%d", enough))
		}
		if os.Getenv("GOGC") == "" {
			cmd.Env = append(cmd.Env, fmt.Sprintf("GOGC=%d", seldom))
		}
		return cmd
	}
}

// given are flags of a set as they were given on a command line, and the
// language, if it was.
func given(cmd *cobra.Command, of *pflag.FlagSet, v voice) []string {
	var args []string
	if v.chosen {
		args = append(args, "--lang="+v.lang)
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if of.Lookup(f.Name) == nil {
			return
		}
		if several, ok := f.Value.(pflag.SliceValue); ok {
			for _, value := range several.GetSlice() {
				args = append(args, "--"+f.Name+"="+value)
			}
			return
		}
		args = append(args, "--"+f.Name+"="+f.Value.String())
	})
	return args
}

// passMade leaves out inputs that are outputs of an earlier run: where outputs
// stand beside the inputs, web pages among them would be taken for reports.
func passMade(inputs []batch.Input, dir string) ([]batch.Input, error) {
	root, err := filepath.Abs(dir)
	if err != nil || !ledger.Exists(dir) {
		return inputs, nil
	}
	name := func(in batch.Input) string { // below dir; empty where it is not
		whole, err := filepath.Abs(in.Path)
		if err != nil {
			return ""
		}
		rel, err := filepath.Rel(root, whole)
		if err != nil || !filepath.IsLocal(rel) {
			return ""
		}
		return filepath.ToSlash(rel)
	}
	if !slices.ContainsFunc(inputs, func(in batch.Input) bool { return name(in) != "" }) {
		return inputs, nil
	}
	r, err := ledger.Read(dir)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	made := map[string]bool{}
	err = r.Each(ledger.All, func(row ledger.Row) error {
		for _, o := range row.Outputs {
			if slices.Contains(batch.Kinds, filepath.Ext(o.Name)) {
				made[o.Name] = true
			}
		}
		return nil
	})
	return slices.DeleteFunc(inputs, func(in batch.Input) bool { return made[name(in)] }), err
}

// end closes the run in the ledger, and writes down what failed. Kept is the
// error of keeping the rows; all are the inputs of all shards.
func (a *archive) end(whole bool, all []batch.Input, kept error) {
	a.err = kept
	if a.err != nil {
		return
	}
	var names map[string]bool
	a.err = a.ledger.End(whole, func(name string) bool {
		if names == nil {
			names = make(map[string]bool, len(all))
			for _, in := range all {
				names[in.Name] = true
			}
		}
		return names[name]
	})
	if a.err == nil {
		a.err = writeFailed(a.dir)
	}
}

// close ends the processes and lets the folder go.
func (a *archive) close() {
	a.pool.Close()
	a.ledger.Close() // every row was kept, or its error told
}

// failure is one line of failed.jsonl.
type failure struct {
	Path      string `json:"path"`
	Name      string `json:"name"`
	Code      string `json:"code"`
	Message   string `json:"message"`
	MessageZh string `json:"message_zh"`
}

func failureOf(r ledger.Row) failure {
	err := batch.Recall(batch.Code(r.Code), r.Failure)
	return failure{r.Path, r.Name, r.Code, voice{lang: english}.fault(err), voice{lang: chinese}.fault(err)}
}

// writeFailed writes failed.jsonl anew, or takes it away.
func writeFailed(dir string) error {
	r, err := ledger.Read(dir)
	if err != nil {
		return err
	}
	defer r.Close()
	var b bytes.Buffer
	line := json.NewEncoder(&b)
	line.SetEscapeHTML(false)
	if err := r.Each(ledger.Failed, func(row ledger.Row) error { return line.Encode(failureOf(row)) }); err != nil {
		return err
	}
	name := filepath.Join(dir, failedName)
	if b.Len() == 0 {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	}
	return batch.WriteFile(name, b.Bytes())
}

// record is why a ledger cannot be used.
func (v voice) record(err error) string {
	switch {
	case errors.Is(err, ledger.ErrNone):
		return v.say("ledger.none")
	case errors.Is(err, ledger.ErrNewer):
		return v.say("ledger.newer")
	case errors.Is(err, ledger.ErrBusy):
		return v.say("ledger.busy")
	}
	return v.fault(err)
}
