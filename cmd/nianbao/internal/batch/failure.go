package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
)

// ReadError is the error of an input whose bytes could not be had.
type ReadError struct{ Err error }

func (r *ReadError) Error() string { return "read: " + r.Err.Error() }
func (r *ReadError) Unwrap() error { return r.Err }

// TooLarge is the error of an input of more bytes than Options.MaxInput.
type TooLarge struct{ Most int64 }

func (t *TooLarge) Error() string { return fmt.Sprintf("larger than %d bytes", t.Most) }

// TooLong is the error of an input that took longer than Options.Timeout.
type TooLong struct{ Limit time.Duration }

func (t *TooLong) Error() string { return "took longer than " + t.Limit.String() }

// Crash is the error of an input whose worker ended before it was done, from
// want of memory for instance. Log is the beginning of what the worker said.
type Crash struct{ Log string }

func (c *Crash) Error() string { return "the worker process ended before it was done" }

// Code is a kind of failure, in a word that stays.
type Code string

// The kinds of failure.
const (
	FormatFault  Code = "format"
	LimitFault   Code = "limit"
	LargeFault   Code = "large"
	PanicFault   Code = "panic"
	CrashFault   Code = "crash"
	TimeFault    Code = "time"
	ReadFault    Code = "read"
	WriteFault   Code = "write"
	MissingFault Code = "missing"
	OfficeFault  Code = "office"    // an old document that LibreOffice could not convert
	NoneFault    Code = "no-office" // an old document where there is no LibreOffice
	CopyFault    Code = "not-docx"  // no mended copy can be made of it
	OtherFault   Code = "other"
)

// lasts tells whether a failure stays as long as input, options and program do.
func (c Code) lasts() bool {
	switch c {
	case FormatFault, LimitFault, LargeFault, PanicFault, CopyFault:
		return true
	}
	return false
}

// kept is a failure in a form that can be kept and sent.
type kept struct {
	Detail string `json:"detail,omitempty"`
	Zh     string `json:"zh,omitempty"` // Detail in Chinese
	Flag   string `json:"flag,omitempty"`
	Path   string `json:"path,omitempty"`
	System Reason `json:"system,omitempty"`
	Number int64  `json:"number,omitempty"`
	Stack  string `json:"stack,omitempty"`
}

// Keep turns a failure into words that Recall turns back.
func Keep(err error) (Code, string) {
	var (
		panicked *convert.Panic
		read     *ReadError
		write    *WriteError
		format   *parse.FormatError
		limit    *parse.LimitError
		large    *TooLarge
		long     *TooLong
		crash    *Crash
		old      *OldError
		copied   *render.NotDOCX
		k        kept
		code     Code
	)
	switch {
	case err == nil:
		return "", ""
	case errors.Is(err, ErrNoMatch):
		code = MissingFault
	case errors.Is(err, ErrNoOffice):
		code = NoneFault
	case errors.As(err, &old):
		code, k = OfficeFault, keepSystem(old.Err)
	case errors.As(err, &panicked):
		code, k.Detail, k.Stack = PanicFault, fmt.Sprint(panicked.Value), string(panicked.Stack)
	case errors.As(err, &read):
		code, k = ReadFault, keepSystem(read.Err)
	case errors.As(err, &write):
		code, k = WriteFault, keepSystem(write.Err)
		k.Path = write.Path
	case errors.As(err, &large):
		code, k.Number = LargeFault, large.Most
	case errors.As(err, &long):
		code, k.Number = TimeFault, int64(long.Limit)
	case errors.As(err, &crash):
		code, k.Stack = CrashFault, crash.Log
	case errors.As(err, &limit):
		code, k.Detail, k.Flag = LimitFault, limit.Detail, limit.Flag
	case errors.As(err, &format):
		code, k.Detail = FormatFault, format.Found
	case errors.As(err, &copied):
		code, k.Detail, k.Zh = CopyFault, copied.En, copied.Zh
	default:
		code, k = OtherFault, keepSystem(err)
	}
	text, err := json.Marshal(k)
	if err != nil { // strings and a number are always written
		panic(err)
	}
	return code, string(text)
}

func keepSystem(err error) kept {
	if reason := ReasonOf(err); reason != "" {
		return kept{System: reason}
	}
	return kept{Detail: err.Error()}
}

// Recall is the failure that Keep put into words; nil where there was none.
func Recall(code Code, text string) error {
	var k kept
	if err := json.Unmarshal([]byte(text), &k); code != "" && err != nil {
		return errors.New(text)
	}
	system := errors.New(k.Detail)
	if k.System != "" {
		system = k.System
	}
	switch code {
	case "":
		return nil
	case MissingFault:
		return ErrNoMatch
	case NoneFault:
		return ErrNoOffice
	case OfficeFault:
		return &OldError{system}
	case PanicFault:
		return &convert.Panic{Value: k.Detail, Stack: []byte(k.Stack)}
	case ReadFault:
		return &ReadError{system}
	case WriteFault:
		return &WriteError{k.Path, system}
	case LargeFault:
		return &TooLarge{k.Number}
	case TimeFault:
		return &TooLong{time.Duration(k.Number)}
	case CrashFault:
		return &Crash{k.Stack}
	case LimitFault:
		return &parse.LimitError{Detail: k.Detail, Flag: k.Flag}
	case CopyFault:
		return &render.NotDOCX{En: k.Detail, Zh: k.Zh}
	case FormatFault:
		return &parse.FormatError{Found: k.Detail}
	}
	return system
}
