package render

import (
	"fmt"
	"slices"

	"github.com/nianbao/nianbao/render/pdf"
	"github.com/nianbao/nianbao/render/pdf/font"
)

// Fonts are an office's own faces, by the names of FaceNames; nil has none.
type Fonts map[string]*font.Face

// FaceNames are the faces that an office may bring along.
func FaceNames() []string { return slices.Clone(pdf.FaceNames[:]) }

// Add takes a face from a TrueType file or collection; member names one of a
// collection, by name or by number from 0, and is empty for the first.
func (f Fonts) Add(name string, data []byte, member string) error {
	if !slices.Contains(pdf.FaceNames[:], name) {
		return fmt.Errorf("no face %q", name)
	}
	face, err := font.OpenNamed(data, member)
	if err != nil {
		return err
	}
	f[name] = face
	return nil
}
