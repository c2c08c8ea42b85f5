//go:build !windows

package ledger

import (
	"errors"
	"os"
	"syscall"
)

// takeLock holds a file for this process alone. The file stays when the lock
// goes: were it removed, two runs could each hold one of that name.
func takeLock(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err != syscall.EINTR {
			break
		}
	}
	if err == nil {
		return f, nil
	}
	f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, ErrBusy
	}
	return nil, &os.PathError{Op: "lock", Path: name, Err: err}
}
