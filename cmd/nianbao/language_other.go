//go:build !windows

package main

// displayLanguage is the language where no locale is set.
func displayLanguage() string { return english }
