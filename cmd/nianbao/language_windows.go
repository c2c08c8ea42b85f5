package main

import (
	"strings"

	"golang.org/x/sys/windows"
)

// displayLanguage is the language of the person's desktop: Windows has no
// locale in the environment.
func displayLanguage() string {
	names, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err == nil && len(names) > 0 && strings.HasPrefix(strings.ToLower(names[0]), "zh") {
		return chinese
	}
	return english
}
