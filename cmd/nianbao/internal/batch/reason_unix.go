//go:build unix

package batch

import "syscall"

// reasons are those with numbers that fs has no error for.
var reasons = map[syscall.Errno]Reason{
	syscall.ETXTBSY:      InUse,
	syscall.EBUSY:        InUse,
	syscall.ENOSPC:       Full,
	syscall.EDQUOT:       Full,
	syscall.EROFS:        ReadOnly,
	syscall.ENAMETOOLONG: LongName,
	syscall.EISDIR:       IsFolder,
	syscall.ENOTDIR:      NotFolder,
	syscall.EADDRINUSE:   Port,
}
