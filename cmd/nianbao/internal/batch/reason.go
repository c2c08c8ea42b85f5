package batch

import (
	"errors"
	"io/fs"
	"syscall"
)

// Reason is why an operating system refused something, where that has a name:
// the same on every system, and kept in the ledger by it.
type Reason string

// The reasons. Whoever tells them has words for each.
const (
	NotExist   Reason = "not-exist"
	Permission Reason = "permission"
	Denied     Reason = "denied" // no permission, or another program holds the file
	InUse      Reason = "in-use" // another program holds the file
	Full       Reason = "full"
	ReadOnly   Reason = "read-only"
	LongName   Reason = "long-name"
	BadName    Reason = "bad-name" // no file can have this name
	IsFolder   Reason = "folder"
	NotFolder  Reason = "not-folder"
	Taken      Reason = "taken" // by a folder
	Port       Reason = "port"  // another program listens there
)

func (r Reason) Error() string { return string(r) }

// Is says that a reason that was kept is the error it was.
func (r Reason) Is(err error) bool { return ReasonOf(err) == r }

// ReasonOf names the reason of an error; "" where it has no name.
func ReasonOf(err error) Reason {
	var reason Reason
	var number syscall.Errno
	switch {
	case errors.As(err, &reason):
		return reason
	case errors.As(err, &number) && reasons[number] != "":
		return reasons[number]
	case errors.Is(err, fs.ErrNotExist):
		return NotExist
	case errors.Is(err, fs.ErrPermission):
		return Permission
	}
	return ""
}
