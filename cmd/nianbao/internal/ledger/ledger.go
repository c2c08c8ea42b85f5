// Package ledger keeps what runs did to an output folder, in the folder itself:
// for each input what it was, how it ended, and which files came of it. It is
// what a second run goes by to do only what changed, and what nianbao status
// tells from. It lags behind the disk: after a power cut the last rows may be
// missing, so a row counts only as far as files and hashes agree with it, which
// is package batch's business. Clocks are read here and nowhere else; no output
// depends on the ledger.
package ledger

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/nianbao/nianbao/schema"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// Name is the ledger's name in the output folder. A walk over a folder passes
// it over, as it begins with a dot; so do its companions, which have the same
// beginning: "-wal" and "-shm" while a run is going on, and the lock.
const Name = ".nianbao.db"

const lockName = ".nianbao.lock"

// ErrBusy is the error of a folder that another run is writing to.
var ErrBusy = errors.New("another run is writing to this folder")

// ErrNewer is the error of a ledger that a later version of nianbao made.
var ErrNewer = errors.New("made by a later version of nianbao")

// format is the version of the tables below.
const format = 1

const tables = `
CREATE TABLE IF NOT EXISTS inputs (
  name TEXT PRIMARY KEY, path TEXT NOT NULL, place TEXT NOT NULL,
  bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
  options TEXT NOT NULL, version TEXT NOT NULL,
  code TEXT NOT NULL, failure TEXT NOT NULL,
  outputs TEXT NOT NULL, remarks TEXT NOT NULL,
  given INTEGER NOT NULL, repaired INTEGER NOT NULL, assumed INTEGER NOT NULL,
  supplied INTEGER NOT NULL, unresolved INTEGER NOT NULL, conflict INTEGER NOT NULL,
  error INTEGER NOT NULL, warning INTEGER NOT NULL, info INTEGER NOT NULL,
  millis INTEGER NOT NULL, ended TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
  id INTEGER PRIMARY KEY, begun TEXT NOT NULL, ended TEXT NOT NULL,
  version TEXT NOT NULL, options TEXT NOT NULL, shard TEXT NOT NULL,
  found INTEGER NOT NULL, done INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS options (
  hash TEXT PRIMARY KEY, given TEXT NOT NULL
) WITHOUT ROWID;`

const columns = `name, path, place, bytes, sha256, options, version, code, failure, outputs, remarks,
  given, repaired, assumed, supplied, unresolved, conflict, error, warning, info, millis, ended`

// Row is how one input ended.
type Row struct {
	// Name is the input's place below the output folder, Path where the person
	// said it was, Place the same from the root of the machine.
	Name, Path, Place string
	// Bytes and SHA256 are of the input; none where it could not be read.
	Bytes  int64
	SHA256 string
	// Options and Version are what outputs depend on beside the input: a run's
	// options and, after OwnMark, what is of this input alone.
	Options, Version string
	// Code is the kind of failure, empty where the input was converted. Failure
	// and Remarks are kept for package batch, as it wrote them.
	Code, Failure, Remarks string
	Outputs                []Output
	Summary                schema.Summary
	// Millis is the time that the work took, Ended when it ended.
	Millis int64
	Ended  string
}

// Output is one file that came of an input.
type Output struct {
	// Name is its place below the output folder.
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// Run is one run over a folder.
type Run struct {
	Begun, Ended     string // Ended is empty where it was cut off
	Version, Options string
	Shard            string // i/N, or empty
	Found, Done      int
	// Given are the options as the person gave them.
	Given []string
}

// OwnMark stands between what identifies a run's options and what identifies an
// input's own.
const OwnMark = "+"

// Ledger is an output folder's ledger, open for one run. Its methods may be
// called from many goroutines.
type Ledger struct {
	dir  string
	lock *os.File
	db   *sql.DB // the one writer
	read *sql.DB
	find *sql.Stmt

	mu      sync.Mutex
	tx      *sql.Tx // nil where nothing is waiting to be kept
	waiting int
	since   time.Time
	run     int64
	done    int
}

// Open opens the ledger of a folder, or makes one, for one run at a time: a
// second one gets ErrBusy. What holds it ends with the process.
func Open(dir string) (*Ledger, error) {
	lock, err := takeLock(filepath.Join(dir, lockName))
	if err != nil {
		return nil, err
	}
	l := &Ledger{lock: lock}
	if err := l.open(filepath.Join(dir, Name)); err != nil {
		l.Close()
		return nil, because(dir, err)
	}
	l.dir = dir
	return l, nil
}

// because puts the file system's reason before the database's, which knows but
// that something cannot be written.
func because(dir string, err error) error {
	if err == nil {
		return nil
	}
	f, e := os.CreateTemp(dir, Name+"-")
	if e == nil {
		_, e = f.Write(make([]byte, 64<<10)) // more than a first page needs
		e = errors.Join(e, f.Close(), os.Remove(f.Name()))
	}
	return errors.Join(e, err)
}

func (l *Ledger) open(name string) (err error) {
	if l.db, err = open(name, "_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)"); err != nil {
		return err
	}
	var version int
	if err := l.db.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version > format {
		return ErrNewer
	}
	if _, err := l.db.Exec(tables + fmt.Sprintf("PRAGMA user_version = %d", format)); err != nil {
		return err
	}
	if l.read, err = open(name, "_pragma=query_only(1)"); err != nil {
		return err
	}
	l.find, err = l.read.Prepare("SELECT " + columns + " FROM inputs WHERE name = ?")
	return err
}

// mostPath is the length in bytes up to which SQLite takes a path, less than
// systems do; on Windows it takes what they do.
const mostPath = 504

// open opens a database file, whatever characters its path has.
func open(name, pragmas string) (*sql.DB, error) {
	whole, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	if len(whole) > mostPath && runtime.GOOS != "windows" {
		return nil, syscall.ENAMETOOLONG
	}
	path := filepath.ToSlash(whole)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	at := url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: "_pragma=busy_timeout(10000)&" + pragmas}
	db, err := sql.Open("sqlite", at.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// Ours tells whether a name in an output folder is the ledger's or one of its
// companions'.
func Ours(name string) bool { return name == lockName || strings.HasPrefix(name, Name) }

// Exists tells whether a folder has a ledger.
func Exists(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, Name))
	return err == nil && info.Mode().IsRegular()
}

// Begin enters a run.
func (l *Ledger) Begin(r Run) error {
	given, err := json.Marshal(append([]string{}, r.Given...)) // none is not null
	if err != nil {
		return err
	}
	if _, err := l.db.Exec("INSERT OR REPLACE INTO options (hash, given) VALUES (?, ?)", r.Options, string(given)); err != nil {
		return err
	}
	result, err := l.db.Exec("INSERT INTO runs (begun, ended, version, options, shard, found, done) VALUES (?, '', ?, ?, ?, ?, 0)",
		now(), r.Version, r.Options, r.Shard, r.Found)
	if err == nil {
		l.run, err = result.LastInsertId()
	}
	return err
}

// Find returns what was entered for an input before this run. A row that
// cannot be read counts as none.
func (l *Ledger) Find(name string) (Row, bool) {
	row, err := scan(l.find.QueryRow(name))
	return row, err == nil
}

// Rows wait for each other, as a commit costs more than a row; a run that is
// killed loses those that wait, and does their inputs again.
const (
	mostWaiting = 256
	longestWait = time.Second
)

// Enter enters how an input ended; kept says that it ended so before.
func (l *Ledger) Enter(r Row, kept bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return because(l.dir, l.enter(r, kept))
}

func (l *Ledger) enter(r Row, kept bool) error {
	l.done++
	if l.tx == nil {
		tx, err := l.db.Begin()
		if err != nil {
			return err
		}
		l.tx, l.since = tx, time.Now()
	}
	if !kept {
		outputs, err := json.Marshal(r.Outputs)
		if err != nil {
			return err
		}
		f, n := r.Summary.Facts, r.Summary.Findings
		if _, err := l.tx.Exec("INSERT OR REPLACE INTO inputs ("+columns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
			r.Name, r.Path, r.Place, r.Bytes, r.SHA256, r.Options, r.Version, r.Code, r.Failure, string(outputs), r.Remarks,
			f.Given, f.Repaired, f.Assumed, f.Supplied, f.Unresolved, f.Conflict, n.Error, n.Warning, n.Info, r.Millis, now()); err != nil {
			return err
		}
	}
	l.waiting++
	if l.waiting >= mostWaiting || time.Since(l.since) >= longestWait {
		return l.commit()
	}
	return nil
}

// commit keeps the rows that wait.
func (l *Ledger) commit() error {
	if l.tx == nil {
		return nil
	}
	tx := l.tx
	l.tx, l.waiting = nil, 0
	if _, err := tx.Exec("UPDATE runs SET done = ? WHERE id = ?", l.done, l.run); err != nil {
		tx.Rollback()
		return err
	}
	return tx.Commit()
}

// End keeps all rows and says that the run came to its end, or was stopped; it
// takes out the failures of inputs that are not there any more, unless the run
// met them.
func (l *Ledger) End(whole bool, met func(name string) bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return because(l.dir, l.end(whole, met))
}

func (l *Ledger) end(whole bool, met func(name string) bool) error {
	if err := l.commit(); err != nil {
		return err
	}
	if !whole {
		return nil
	}
	rows, err := l.db.Query("SELECT name, place FROM inputs WHERE code <> ''")
	if err != nil {
		return err
	}
	var gone []string
	for rows.Next() {
		var name, place string
		if err := rows.Scan(&name, &place); err != nil {
			break
		}
		if _, err := os.Lstat(place); errors.Is(err, fs.ErrNotExist) && !met(name) {
			gone = append(gone, name)
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for _, name := range gone {
		if _, err := l.db.Exec("DELETE FROM inputs WHERE name = ?", name); err != nil {
			return err
		}
	}
	_, err = l.db.Exec("UPDATE runs SET ended = ?, done = ? WHERE id = ?", now(), l.done, l.run)
	return err
}

// Close closes the ledger and lets the folder go.
func (l *Ledger) Close() error {
	var errs []error
	if l.tx != nil {
		errs = append(errs, l.tx.Rollback())
	}
	if l.find != nil {
		errs = append(errs, l.find.Close())
	}
	for _, db := range []*sql.DB{l.read, l.db} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(append(errs, l.lock.Close())...)
}

func now() string { return time.Now().UTC().Format(time.RFC3339) }

// scan reads one row of columns.
func scan(from interface{ Scan(...any) error }) (Row, error) {
	var r Row
	var outputs string
	f, n := &r.Summary.Facts, &r.Summary.Findings
	err := from.Scan(&r.Name, &r.Path, &r.Place, &r.Bytes, &r.SHA256, &r.Options, &r.Version, &r.Code, &r.Failure, &outputs, &r.Remarks,
		&f.Given, &f.Repaired, &f.Assumed, &f.Supplied, &f.Unresolved, &f.Conflict, &n.Error, &n.Warning, &n.Info, &r.Millis, &r.Ended)
	if err == nil {
		err = json.Unmarshal([]byte(outputs), &r.Outputs)
	}
	return r, err
}
