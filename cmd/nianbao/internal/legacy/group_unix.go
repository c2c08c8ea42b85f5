//go:build !windows

package legacy

import (
	"os/exec"
	"syscall"
)

// group gives a process a group of its own, so that an interrupt at the
// terminal does not reach it, and it ends with its children.
func group(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func endGroup(cmd *exec.Cmd) { syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
