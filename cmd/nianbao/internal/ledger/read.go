package ledger

import (
	"database/sql"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/nianbao/nianbao/schema"
)

// Reader reads a folder's ledger, also while a run is going on.
type Reader struct{ db *sql.DB }

// ErrNone is the error of a folder without a ledger.
var ErrNone = errors.New("no run was recorded in this folder")

// Read opens a folder's ledger to read it.
func Read(dir string) (*Reader, error) {
	name := filepath.Join(dir, Name)
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNone
	} else if err != nil {
		return nil, err
	}
	// While no run is going on, and where nothing may be written, the ledger is
	// read as it stands, without the files that readers and writers share.
	ways := []string{"mode=ro", "mode=ro&immutable=1"}
	if _, err := os.Stat(name + "-wal"); errors.Is(err, fs.ErrNotExist) {
		ways = ways[1:]
	}
	var err error
	for _, how := range ways {
		var db *sql.DB
		if db, err = open(name, how); err != nil {
			return nil, err
		}
		var version int
		if err = db.QueryRow("PRAGMA user_version").Scan(&version); err == nil {
			if version > format {
				db.Close()
				return nil, ErrNewer
			}
			return &Reader{db}, nil
		}
		db.Close()
	}
	return nil, err
}

// Close closes the ledger.
func (r *Reader) Close() error { return r.db.Close() }

// Total is what all rows come to.
type Total struct {
	Inputs, Converted, Failed int
	// Noted are converted inputs that need a person: with figures unresolved or
	// in conflict, or with findings that are errors.
	Noted   int
	Summary schema.Summary
	Millis  int64
}

// noted is the condition of a converted input that needs a person.
const noted = "(code = '' AND (unresolved > 0 OR conflict > 0 OR error > 0))"

// Total adds all rows up.
func (r *Reader) Total() (Total, error) {
	var t Total
	f, n := &t.Summary.Facts, &t.Summary.Findings
	err := r.db.QueryRow(`SELECT count(*), ifnull(sum(code = ''), 0), ifnull(sum(code <> ''), 0), ifnull(sum(`+noted+`), 0),
		ifnull(sum(given), 0), ifnull(sum(repaired), 0), ifnull(sum(assumed), 0), ifnull(sum(supplied), 0), ifnull(sum(unresolved), 0), ifnull(sum(conflict), 0),
		ifnull(sum(error), 0), ifnull(sum(warning), 0), ifnull(sum(info), 0), ifnull(sum(millis), 0) FROM inputs`).
		Scan(&t.Inputs, &t.Converted, &t.Failed, &t.Noted,
			&f.Given, &f.Repaired, &f.Assumed, &f.Supplied, &f.Unresolved, &f.Conflict, &n.Error, &n.Warning, &n.Info, &t.Millis)
	return t, err
}

// Which says which rows are asked for.
type Which string

// The rows that can be asked for.
const (
	All    Which = "1"
	Failed Which = "code <> ''"
	Noted  Which = noted
)

// Each calls f for each row asked for, in the order of names, until f fails.
func (r *Reader) Each(which Which, f func(Row) error) error {
	rows, err := r.db.Query("SELECT " + columns + " FROM inputs WHERE " + string(which) + " ORDER BY name")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		row, err := scan(rows)
		if err != nil {
			return err
		}
		if err := f(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Row is the row of one name; false where there is none.
func (r *Reader) Row(name string) (Row, bool, error) {
	row, err := scan(r.db.QueryRow("SELECT "+columns+" FROM inputs WHERE name = ?", name))
	if errors.Is(err, sql.ErrNoRows) {
		return row, false, nil
	}
	return row, err == nil, err
}

// Given are the options of a row as the person gave them; nil where they were
// not kept, which earlier versions did not do.
func (r *Reader) Given(row Row) ([]string, error) {
	hash, _, _ := strings.Cut(row.Options, OwnMark)
	var tables int
	if err := r.db.QueryRow("SELECT count(*) FROM sqlite_schema WHERE name = 'options'").Scan(&tables); err != nil || tables == 0 {
		return nil, err
	}
	var text string
	switch err := r.db.QueryRow("SELECT given FROM options WHERE hash = ?", hash).Scan(&text); {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, err
	}
	given := []string{}
	err := json.Unmarshal([]byte(text), &given)
	return given, err
}

// Last is the last run, if there was one.
func (r *Reader) Last() (Run, bool, error) {
	var run Run
	err := r.db.QueryRow("SELECT begun, ended, version, options, shard, found, done FROM runs ORDER BY id DESC LIMIT 1").
		Scan(&run.Begun, &run.Ended, &run.Version, &run.Options, &run.Shard, &run.Found, &run.Done)
	if errors.Is(err, sql.ErrNoRows) {
		return run, false, nil
	}
	return run, err == nil, err
}

// Add adds another folder's total.
func (t *Total) Add(o Total) {
	t.Inputs += o.Inputs
	t.Converted += o.Converted
	t.Failed += o.Failed
	t.Noted += o.Noted
	t.Millis += o.Millis
	f, g := &t.Summary.Facts, o.Summary.Facts
	f.Given += g.Given
	f.Repaired += g.Repaired
	f.Assumed += g.Assumed
	f.Supplied += g.Supplied
	f.Unresolved += g.Unresolved
	f.Conflict += g.Conflict
	n, m := &t.Summary.Findings, o.Summary.Findings
	n.Error += m.Error
	n.Warning += m.Warning
	n.Info += m.Info
}
