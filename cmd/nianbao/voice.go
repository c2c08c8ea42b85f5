package main

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/legacy"
	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/render"
	"github.com/spf13/pflag"
)

// messagesJSON holds every sentence of the program in both languages; what a
// document's findings say is not here (package message).
//
//go:embed messages.json
var messagesJSON []byte

// sentence is one message, with the verbs of package fmt.
type sentence struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

var messages = sync.OnceValue(func() map[string]sentence {
	m := map[string]sentence{}
	if err := json.Unmarshal(messagesJSON, &m); err != nil {
		panic(err)
	}
	return m
})

// The languages.
const (
	chinese = "zh"
	english = "en"
)

// voice speaks to the person, in one language.
type voice struct {
	lang string
	// chosen is true where --lang chose it, rather than the machine.
	chosen bool
}

// voiceFor takes the language from --lang, else from the locale. The flag is
// looked for before the command line is understood, as help and errors speak too.
func voiceFor(args []string, getenv func(string) string) (voice, error) {
	v := voice{lang: systemLanguage(getenv)}
	for i, arg := range args {
		if arg == "--" {
			break
		}
		value, ok := strings.CutPrefix(arg, "--lang=")
		if !ok && arg == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if !ok {
			continue
		}
		if value != chinese && value != english {
			return v, wrongLine(v.say("bad-lang", value))
		}
		v = voice{value, true}
	}
	return v, nil
}

// systemLanguage is Chinese where the locale is; the first variable set decides.
func systemLanguage(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := getenv(name); locale != "" {
			if strings.HasPrefix(strings.ToLower(locale), "zh") {
				return chinese
			}
			return english
		}
	}
	return displayLanguage()
}

// say is the message of an id. An id that is not there is a fault of the
// program, which a test over the sources finds.
func (v voice) say(id string, args ...any) string {
	m := messages()[id]
	text := m.En
	if v.lang == chinese {
		text = m.Zh
	}
	if text == "" {
		return id
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// fault says in one sentence why an input ended without outputs.
func (v voice) fault(err error) string {
	var (
		panicked *convert.Panic
		read     *batch.ReadError
		write    *batch.WriteError
		format   *parse.FormatError
		limit    *parse.LimitError
		large    *batch.TooLarge
		long     *batch.TooLong
		crash    *batch.Crash
		old      *batch.OldError
		notDOCX  *render.NotDOCX
	)
	switch {
	case errors.Is(err, batch.ErrNoMatch):
		return v.say("fault.no-match")
	case errors.Is(err, batch.ErrNoOffice):
		return v.say("fault.no-office")
	case errors.As(err, &old):
		return v.say("fault.office", v.office(old.Err))
	case errors.As(err, &panicked):
		return v.say("fault.panic", panicked.Value)
	case errors.As(err, &read):
		return v.say("fault.read", v.system(read.Err))
	case errors.As(err, &write):
		return v.say("fault.write", write.Path, v.system(write.Err))
	case errors.As(err, &long):
		return v.say("fault.time", long.Limit)
	case errors.As(err, &crash):
		return v.say("fault.crash")
	case errors.As(err, &large):
		return v.say("fault.limit", v.say("fault.large", large.Most), "--max-input")
	case errors.As(err, &limit):
		return v.say("fault.limit", limit.Detail, limit.Flag)
	case errors.As(err, &format):
		return v.say("fault.format", v.refusal(format.Found))
	case errors.As(err, &notDOCX):
		if v.lang == english {
			return notDOCX.En
		}
		return notDOCX.Zh
	}
	return v.system(err)
}

// office is why LibreOffice gave no document. Once it was kept, an error is
// known by its words alone.
func (v voice) office(err error) string {
	switch err.Error() {
	case legacy.ErrNothing.Error():
		return v.say("office.nothing")
	case legacy.ErrLate.Error():
		return v.say("office.late")
	}
	return v.system(err)
}

// refusal is what a reader found instead of a report. Readers speak English;
// the phrases they are known to use stand in the messages, by their beginning.
func (v voice) refusal(found string) string {
	if v.lang == english {
		return found
	}
	best := ""
	for id := range messages() {
		if begins, ok := strings.CutPrefix(id, "found."); ok && strings.HasPrefix(found, begins) && len(id) > len(best) {
			best = id
		}
	}
	if best == "" {
		return found
	}
	return v.say(best)
}

// system is the reason that the operating system gave.
func (v voice) system(err error) string {
	if reason := batch.ReasonOf(err); reason != "" {
		return v.say("system." + string(reason))
	}
	return err.Error()
}

// line says what is wrong with a command line, from the flag parser's error.
func (v voice) line(err error) string {
	var (
		unknown  *pflag.NotExistError
		required *pflag.ValueRequiredError
		invalid  *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		dashes := "--"
		if len(unknown.GetSpecifiedShortnames()) > 0 {
			dashes = "-"
		}
		return v.say("line.unknown", dashes+unknown.GetSpecifiedName())
	case errors.As(err, &required):
		return v.say("line.required", "--"+required.GetFlag().Name)
	case errors.As(err, &invalid):
		return v.say("line.invalid", "--"+invalid.GetFlag().Name, invalid.GetValue())
	}
	return err.Error()
}
