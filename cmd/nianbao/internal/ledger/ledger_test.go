package ledger

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/nianbao/nianbao/schema"
)

func opened(t testing.TB, dir string) *Ledger {
	t.Helper()
	l, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func closed(t testing.TB, l *Ledger) {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestARowComesBackAsItWasEntered(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a ?b%41#年+&")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	l := opened(t, dir)
	if err := l.Begin(Run{Found: 1}); err != nil {
		t.Fatal(err)
	}
	in := Row{Name: "县/'年报\".docx", Path: "in/县/'年报\".docx", Bytes: 7, SHA256: "ab", Options: "o", Version: "v",
		Outputs: []Output{{"县/年报.json", "cd"}}, Summary: schema.Summary{Facts: schema.FactCount{Given: 3, Conflict: 1}}, Millis: 12}
	if err := l.Enter(in, false); err != nil {
		t.Fatal(err)
	}
	if err := l.End(true, func(string) bool { return true }); err != nil {
		t.Fatal(err)
	}
	got, ok := l.Find(in.Name)
	in.Ended = got.Ended
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", in) || !ok {
		t.Errorf("%+v, not %+v", got, in)
	}
	closed(t, l)
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	if total, err := r.Total(); err != nil || total.Converted != 1 || total.Noted != 1 {
		t.Errorf("%+v, %v", total, err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 2 {
		t.Errorf("left %v, %v", names, err)
	}
}

func TestASecondRunIsRefusedUntilTheFirstEnds(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	if _, err := Open(dir); !errors.Is(err, ErrBusy) {
		t.Errorf("%v", err)
	}
	closed(t, l)
	closed(t, opened(t, dir))
}

func TestRowsAreReadWhileARunGoesOn(t *testing.T) {
	dir := t.TempDir()
	if _, err := Read(dir); !errors.Is(err, ErrNone) {
		t.Errorf("%v", err)
	}
	l := opened(t, dir)
	defer closed(t, l)
	if err := l.Begin(Run{Found: 600, Shard: "1/2"}); err != nil {
		t.Fatal(err)
	}
	for i := range 2 * mostWaiting {
		row := Row{Name: fmt.Sprintf("%04d", i), Path: "p", Place: filepath.Join(dir, "gone")}
		if i%4 == 0 {
			row.Code = "format"
		}
		if err := l.Enter(row, false); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	total, err := r.Total()
	if err != nil || total.Inputs != 2*mostWaiting || total.Failed != mostWaiting/2 || total.Noted != 0 {
		t.Errorf("%+v, %v", total, err)
	}
	if run, ok, err := r.Last(); err != nil || !ok || run.Ended != "" || run.Done != 2*mostWaiting || run.Shard != "1/2" {
		t.Errorf("%+v %v %v", run, ok, err)
	}
	// The inputs that failed are gone, but for one that the run met.
	if err := l.End(true, func(name string) bool { return name == "0004" }); err != nil {
		t.Fatal(err)
	}
	var left []string
	if err := r.Each(Failed, func(row Row) error { left = append(left, row.Name); return nil }); err != nil || len(left) != 1 || left[0] != "0004" {
		t.Errorf("%v, %v", left, err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

// The ledger of a run that was killed opens again; what was not kept is missing.
func TestWhatWasNotKeptIsMissing(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	if err := l.Enter(Row{Name: "a"}, false); err != nil {
		t.Fatal(err)
	}
	closed(t, l)
	l = opened(t, dir)
	defer closed(t, l)
	if _, ok := l.Find("a"); ok {
		t.Error("a row without a commit")
	}
}

func TestALedgerThatIsNoneIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, Name), []byte("this is no ledger, but a text of some length"), 0o666); err != nil {
		t.Fatal(err)
	}
	if l, err := Open(dir); err == nil {
		closed(t, l)
		t.Error("it was opened")
	}
	if r, err := Read(dir); err == nil {
		r.Close()
		t.Error("it was read")
	}
}

func BenchmarkEnter(b *testing.B) {
	l := opened(b, b.TempDir())
	defer closed(b, l)
	i := 0
	for b.Loop() {
		i++
		if err := l.Enter(Row{Name: fmt.Sprintf("县/乡/%08d.docx", i), Outputs: []Output{{"a", "b"}}}, false); err != nil {
			b.Fatal(err)
		}
	}
}

// A ledger whose path is as long as SQLite takes is kept; beyond, the reason is
// the system's own.
func TestAPathThatIsTooLong(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("32767 characters")
	}
	dir := filepath.Join(t.TempDir(), strings.Repeat("a", 200))
	dir = filepath.Join(dir, strings.Repeat("b", mostPath-len(dir)-2-len(Name)))
	if err := os.MkdirAll(dir+"c", 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	l := opened(t, dir)
	if err := l.Begin(Run{}); err != nil {
		t.Error(err)
	}
	closed(t, l)
	if _, err := Open(dir + "c"); !errors.Is(err, syscall.ENAMETOOLONG) {
		t.Error(err)
	}
}

// The options of a row are known as they were given; of ledgers that earlier
// versions made they are not.
func TestOptionsAreKeptAsGiven(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	for _, r := range []Run{{Options: "none"}, {Options: "some", Given: []string{"--formats=json", "--lang=en"}}} {
		if err := l.Begin(r); err != nil {
			t.Fatal(err)
		}
	}
	given := func(options string) []string {
		t.Helper()
		r, err := Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		out, err := r.Given(Row{Options: options})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if got := given("none"); got == nil || len(got) != 0 {
		t.Errorf("%#v", got)
	}
	for _, options := range []string{"some", "some" + OwnMark + "0123"} {
		if got := given(options); len(got) != 2 || got[1] != "--lang=en" {
			t.Errorf("%s: %#v", options, got)
		}
	}
	if got := given("other"); got != nil {
		t.Errorf("%#v", got)
	}
	if _, err := l.db.Exec("DROP TABLE options"); err != nil {
		t.Fatal(err)
	}
	if got := given("some"); got != nil {
		t.Errorf("%#v", got)
	}
	closed(t, l)
}
