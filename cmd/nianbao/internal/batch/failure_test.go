package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
)

func TestAFailureIsRecalledAsItWas(t *testing.T) {
	for _, err := range []error{
		ErrNoMatch, ErrNoOffice,
		&ReadError{Permission},
		&WriteError{"out/a.json", Taken},
		&OldError{errors.New("nothing")},
		&TooLarge{5}, &TooLong{time.Minute}, &Crash{"log"},
		&convert.Panic{Value: "v", Stack: []byte("stack")},
		&parse.FormatError{Found: "a PDF"}, &parse.LimitError{Flag: "--max-cells", Detail: "cells"},
		&render.NotDOCX{En: "signed", Zh: "已签名"},
		errors.New("another"),
	} {
		code, words := Keep(err)
		back := Recall(code, words)
		if fmt.Sprintf("%T %+v", back, back) != fmt.Sprintf("%T %+v", err, err) {
			t.Errorf("%T %v: %T %v", err, err, back, back)
		}
	}
	if code, words := Keep(nil); Recall(code, words) != nil {
		t.Error("a failure where there was none")
	}
	read := &ReadError{&fs.PathError{Op: "read", Path: "a", Err: os.ErrPermission}}
	if code, words := Keep(read); !errors.Is(Recall(code, words), fs.ErrPermission) {
		t.Error("the reason was lost")
	}
}

// oldDocument is the head of a compound file and the name of a stream.
func oldDocument() []byte {
	return []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 512) + "W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00")
}

// office makes one sound document of all old ones, and counts its calls.
type office struct {
	sound []byte
	calls []int
	err   error
}

func (o *office) Convert(documents [][]byte, _ time.Duration) ([][]byte, []error) {
	o.calls = append(o.calls, len(documents))
	made, errs := make([][]byte, len(documents)), make([]error, len(documents))
	for i := range documents {
		made[i], errs[i] = o.sound, o.err
	}
	return made, errs
}

func TestOldDocumentsShareACall(t *testing.T) {
	in := inputs(t, "0.docx")
	sound, err := os.ReadFile(in[0].Path)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for i := range 20 {
		name := filepath.Join(dir, fmt.Sprintf("%02d.doc", i))
		data := oldDocument()
		switch {
		case i%7 == 3:
			name = strings.TrimSuffix(name, ".doc") + ".docx"
			data = sound
		case i == 5: // no old document, whatever its name says
			data = sound
		}
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	found, _ := Find([]string{dir}, t.TempDir(), append(OldKinds, Kinds...))
	o := options(t.TempDir(), 1)
	maker := &office{sound: sound}
	o.Old = maker
	var names []string
	if err := Run(t.Context(), found, o, func(out Outcome) {
		if out.Err != nil {
			t.Error(out.Err)
		}
		names = append(names, out.Input.Name)
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(maker.calls) // in whatever order they were made
	if got := fmt.Sprint(maker.calls); got != "[1 7 8]" || len(names) != 20 || names[3] != "03.docx" || names[19] != "19.doc" {
		t.Errorf("calls of %s, order %v", got, names)
	}

	for _, old := range []Old{nil, &office{err: errors.New("nothing")}} {
		o.Old = old
		failed := 0
		if err := Run(t.Context(), found, o, func(out Outcome) {
			var made *OldError
			if errors.Is(out.Err, ErrNoOffice) && old == nil || errors.As(out.Err, &made) && old != nil {
				failed++
			}
		}); err != nil || failed != 16 {
			t.Errorf("%d failed, %v", failed, err)
		}
	}
}
