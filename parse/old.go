package parse

import "strings"

// IsDOC tells whether an input is a Word 97-2003 document, or one of WPS of the
// same kind. No reader here reads it; other programs make DOCX of it.
func IsDOC(data []byte) bool {
	kind, found := sniff(data)
	return kind == kindNone && strings.HasPrefix(found, "a Word 97-2003 document")
}
