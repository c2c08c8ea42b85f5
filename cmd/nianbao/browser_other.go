//go:build !windows

package main

import (
	"os"
	"os/exec"
	"runtime"

	"github.com/vbauerster/cupwriter"
)

// openBrowser asks the desktop to open a link, and does not wait.
func openBrowser(url string) error {
	name := "xdg-open"
	if runtime.GOOS == "darwin" {
		name = "open"
	}
	cmd := exec.Command(name, url)
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait()
	return nil
}

// ownConsole is of Windows alone.
func ownConsole() bool { return false }

func isTerminal(f *os.File) bool { return cupwriter.New(f, false).IsTerminal() }
