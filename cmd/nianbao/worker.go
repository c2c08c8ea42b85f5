package main

import (
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/worker"
	"github.com/spf13/cobra"
)

// workerName is the command of worker processes, which no person gives.
const workerName = "worker"

func newWorker(s streams, v voice) *cobra.Command {
	var o convertOptions
	cmd := &cobra.Command{
		Use:    workerName,
		Hidden: true,
		RunE:   func(*cobra.Command, []string) error { return runWorker(s, v, o) },
	}
	cmd.Flags().AddFlagSet(o.outputFlags(v))
	return cmd
}

// mostStack bounds the stack of a worker, in bytes. Documents nest no deeper than
// their limit, so one that grows beyond this does so for ever.
const mostStack = 128 << 20

// runWorker converts what standard input brings until it ends. An interrupt
// from the terminal comes to every process; only the one that began the run
// goes by it.
func runWorker(s streams, v voice, o convertOptions) error {
	signal.Ignore(os.Interrupt, syscall.SIGTERM)
	debug.SetMaxStack(mostStack)
	formats, err := o.chosen(v)
	if err != nil {
		return err
	}
	made, hash, err := o.options(v, formats, 1)
	if err != nil {
		return err
	}
	return worker.Serve(s.in, raw(s.out), hash, made)
}
