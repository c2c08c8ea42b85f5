package batch

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/parse"
)

// OldKinds are the extensions of files in folders that another program makes
// DOCX of, where it is installed.
var OldKinds = []string{".doc", ".wps"}

// Old makes DOCX of documents in the old format, several in one call: for each
// its bytes or an error.
type Old interface {
	Convert(documents [][]byte, limit time.Duration) ([][]byte, []error)
}

// ErrNoOffice is the error of an old document where nothing is installed that
// could read it.
var ErrNoOffice = errors.New("an old document, and LibreOffice is not installed")

// OldError is the error of an old document that could not be made DOCX of.
type OldError struct{ Err error }

func (o *OldError) Error() string { return "make DOCX of an old document: " + o.Err.Error() }
func (o *OldError) Unwrap() error { return o.Err }

// A call for old documents takes a second before it does anything, so several
// of them that stand near each other share one.
const (
	mostOld = 8
	near    = 64 // inputs
)

// job is one input, or several old ones, each with where its outcome goes.
type job struct {
	inputs  []Input
	results []chan Outcome
}

// group makes the jobs of inputs that stand near each other.
func group(inputs []Input, results []chan Outcome) []job {
	var jobs []job
	old := -1 // the job that old inputs are put in
	for i, in := range inputs {
		switch {
		case in.Err != nil || !slices.Contains(OldKinds, strings.ToLower(extension(in.Name))):
			jobs = append(jobs, job{inputs[i : i+1 : i+1], results[i : i+1 : i+1]})
		case old >= 0 && len(jobs[old].inputs) < mostOld:
			jobs[old].inputs = append(jobs[old].inputs, in)
			jobs[old].results = append(jobs[old].results, results[i])
		default:
			old = len(jobs)
			jobs = append(jobs, job{inputs[i : i+1 : i+1], results[i : i+1 : i+1]})
		}
	}
	return jobs
}

// do works through a job.
func (j job) do(o *Options) {
	type waiting struct {
		work
		data   []byte
		result chan Outcome
	}
	var old []waiting
	var documents [][]byte
	for i, in := range j.inputs {
		w, data, ended := begin(in, o)
		switch {
		case ended:
			w.end(j.results[i])
		case !parse.IsDOC(data):
			w.finish(data, nil, o, j.results[i])
		case o.Old == nil:
			w.out.fail(ErrNoOffice)
			w.end(j.results[i])
		default:
			old, documents = append(old, waiting{w, data, j.results[i]}), append(documents, data)
		}
	}
	if len(old) == 0 {
		return
	}
	o.turns <- struct{}{}
	made, errs := o.Old.Convert(documents, o.Timeout)
	<-o.turns
	for i, w := range old {
		if errs[i] != nil {
			w.out.fail(&OldError{errs[i]})
			w.end(w.result)
			continue
		}
		w.finish(made[i], &convert.Original{Format: "doc", Bytes: w.out.row.Bytes, SHA256: w.out.row.SHA256}, o, w.result)
	}
}
