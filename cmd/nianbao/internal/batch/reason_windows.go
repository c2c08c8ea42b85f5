package batch

import "syscall"

// reasons are the system's error codes (winerror.h); package syscall has names
// for few of them, and its ENOSPC and the like never come from the system.
var reasons = map[syscall.Errno]Reason{
	5:     Denied,    // ERROR_ACCESS_DENIED
	19:    ReadOnly,  // ERROR_WRITE_PROTECT
	32:    InUse,     // ERROR_SHARING_VIOLATION
	33:    InUse,     // ERROR_LOCK_VIOLATION
	39:    Full,      // ERROR_HANDLE_DISK_FULL
	112:   Full,      // ERROR_DISK_FULL
	123:   BadName,   // ERROR_INVALID_NAME
	206:   LongName,  // ERROR_FILENAME_EXCED_RANGE
	267:   NotFolder, // ERROR_DIRECTORY
	1224:  InUse,     // ERROR_USER_MAPPED_FILE
	1295:  Full,      // ERROR_DISK_QUOTA_EXCEEDED
	10048: Port,      // WSAEADDRINUSE

	// What package os makes up itself.
	syscall.EISDIR:  IsFolder,
	syscall.ENOTDIR: NotFolder,
}
