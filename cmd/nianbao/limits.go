package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// defaultInput is the size up to which an input is read; reports with many
// photographs stay below 100 MiB.
const defaultInput = 128 << 20

// limitFlags are the limits that one input may cost.
func limitFlags(flags *pflag.FlagSet, o *convertOptions, v voice) {
	o.maxInput = defaultInput
	flags.Var((*size)(&o.maxInput), "max-input", v.say("flag.max-input"))
	l := &o.limits
	flags.Var((*size)(&l.MaxPart), "max-part", v.say("flag.max-part"))
	flags.Var((*size)(&l.MaxTotal), "max-total", v.say("flag.max-total"))
	flags.Var((*count)(&l.MaxRatio), "max-ratio", v.say("flag.max-ratio"))
	flags.Var((*count)(&l.MaxEntries), "max-entries", v.say("flag.max-entries"))
	flags.Var((*count)(&l.MaxDepth), "max-depth", v.say("flag.max-depth"))
	flags.Var((*count)(&l.MaxCells), "max-cells", v.say("flag.max-cells"))
	flags.Var((*count)(&l.MaxSpan), "max-span", v.say("flag.max-span"))
	flags.Var((*count)(&l.MaxText), "max-text", v.say("flag.max-text"))
}

// size is a flag's number of bytes: 1048576, 1024K, 1M.
type size int64

func (s *size) String() string { return strconv.FormatInt(int64(*s), 10) }
func (s *size) Type() string   { return "size" }

func (s *size) Set(text string) error {
	number, shift := text, 0
	if n := len(text); n > 0 {
		if i := strings.IndexByte("KMG", text[n-1]&^0x20); i >= 0 {
			number, shift = text[:n-1], 10*(i+1)
		}
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 1 || n<<shift>>shift != n {
		return errors.New("not a size")
	}
	*s = size(n << shift)
	return nil
}

// count is a flag's number, from 1; 0 stands for the default.
type count int

func (c *count) String() string { return strconv.Itoa(int(*c)) }
func (c *count) Type() string   { return "number" }

func (c *count) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return errors.New("not a number from 1")
	}
	*c = count(n)
	return nil
}
