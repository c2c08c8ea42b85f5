package gather

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/schema"
)

func numbered(n int) []batch.Input {
	inputs := make([]batch.Input, n)
	for i := range inputs {
		inputs[i] = batch.Input{Name: fmt.Sprint(i)}
	}
	return inputs
}

var errOdd = errors.New("odd")

// named reads an input into a report of its name, and fails where that is odd.
func named(in batch.Input) (schema.Report, error) {
	r := schema.Report{}
	r.Source.Name = in.Name
	if (in.Name[len(in.Name)-1]-'0')%2 == 1 {
		return r, errOdd
	}
	return r, nil
}

func TestReportsComeInTheOrderOfInputs(t *testing.T) {
	for _, jobs := range []int{1, 2, 8} {
		next := 0
		err := Reports(t.Context(), numbered(200), jobs, named, func(in batch.Input, r schema.Report, err error) error {
			if in.Name != fmt.Sprint(next) || r.Source.Name != in.Name || (next%2 == 1) != errors.Is(err, errOdd) {
				t.Errorf("jobs %d: got %s, %v after %d", jobs, in.Name, err, next)
			}
			next++
			return nil
		})
		if err != nil || next != 200 {
			t.Errorf("jobs %d: %d reports, %v", jobs, next, err)
		}
	}
}

func TestFewReportsAreHeld(t *testing.T) {
	const jobs = 4
	var begun, ended atomic.Int64
	err := Reports(t.Context(), numbered(500), jobs, func(in batch.Input) (schema.Report, error) {
		// Beyond those that wait, one is in each worker's hands, one with the caller.
		if held := begun.Add(1) - ended.Load(); held > 4*jobs+2 {
			t.Errorf("%d are held", held)
		}
		return schema.Report{}, nil
	}, func(batch.Input, schema.Report, error) error { ended.Add(1); return nil })
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnErrorOrAnInterruptEndsIt(t *testing.T) {
	full := errors.New("full")
	n := 0
	if err := Reports(t.Context(), numbered(1000), 4, named, func(batch.Input, schema.Report, error) error {
		if n++; n == 10 {
			return full
		}
		return nil
	}); err != full || n != 10 {
		t.Errorf("%d calls, %v", n, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n = 0
	if err := Reports(ctx, numbered(1000), 4, named, func(batch.Input, schema.Report, error) error {
		if n++; n == 10 {
			cancel()
		}
		return nil
	}); err != nil || n >= 1000 {
		t.Errorf("%d calls, %v", n, err)
	}
}

func left(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	w, err := CreateWhole(path)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, "abc")
	if _, err := os.Stat(path); err == nil {
		t.Error("the file is there before it is whole")
	}
	w.Discard()
	if names := left(t, dir); len(names) > 0 {
		t.Errorf("%v were left", names)
	}

	first, err := CreateWhole(path)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(first, "abc")
	second, err := CreateWhole(filepath.Join(dir, "b.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if err := Commit(first, second); err != nil {
		t.Fatal(err)
	}
	first.Discard()
	if names := left(t, dir); fmt.Sprint(names) != "[a.csv b.csv]" {
		t.Errorf("%v", names)
	}
	if first.Size() != 3 || first.SHA256() != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("%d bytes, %s", first.Size(), first.SHA256())
	}
}

func TestFaultsNameTheFile(t *testing.T) {
	dir := t.TempDir()
	for _, path := range []string{dir, filepath.Join(dir, "no", "a.csv")} {
		_, err := CreateWhole(path)
		var write *batch.WriteError
		if !errors.As(err, &write) || write.Path != path {
			t.Errorf("%s: %v", path, err)
		}
	}
}
