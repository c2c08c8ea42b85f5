package main

import (
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// openBrowser asks the desktop to open a link.
func openBrowser(url string) error {
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	file, err := windows.UTF16PtrFromString(url)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL)
}

// ownConsole tells whether the console was made for this program: after a
// double click it is the only one there, in a command prompt it is not.
func ownConsole() bool {
	var ids [2]uint32
	n, _, _ := windows.NewLazySystemDLL("kernel32.dll").NewProc("GetConsoleProcessList").Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	return n == 1
}

func isTerminal(*os.File) bool { return false }
