package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/legacy"
	"github.com/nianbao/nianbao/render"
	"github.com/spf13/cobra"
)

func newDoctor(s streams, v voice) *cobra.Command {
	return &cobra.Command{
		Use:                   "doctor",
		Short:                 v.say("doctor.short"),
		Long:                  v.say("doctor.long"),
		Example:               "nianbao doctor",
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return wrongLine(v.say("line.extra", args[0]))
			}
			return runDoctor(cmd.Context(), s, v)
		},
	}
}

// longestAnswer is how long LibreOffice may take to say which version it is; a
// first start makes a profile.
const longestAnswer = 30 * time.Second

// runDoctor says what there is on this machine, and what follows from it.
// Nothing that is missing is a failure: each thing is needed for something only.
func runDoctor(ctx context.Context, s streams, v voice) error {
	var b bytes.Buffer
	say := func(id string, args ...any) { fmt.Fprintln(&b, v.say(id, args...)) }
	say("doctor.program", versionOf(debug.ReadBuildInfo()), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	say("doctor.reads", strings.Join(batch.Kinds, " "))
	if path := legacy.Find(); path == "" {
		say("doctor.no-office")
	} else {
		office := &legacy.Office{Path: path}
		defer office.Close()
		ctx, cancel := context.WithTimeout(ctx, longestAnswer)
		defer cancel()
		switch version, err := office.Version(ctx); {
		case errors.Is(ctx.Err(), context.DeadlineExceeded):
			say("doctor.office-fails", path, v.say("office.late"))
		case err != nil:
			say("doctor.office-fails", path, err)
		default:
			say("doctor.office", path, version)
		}
	}
	say("doctor.fonts", strings.Join(render.FaceNames(), v.say("passed.comma")))
	if dir, err := os.MkdirTemp("", legacy.Prefix); err != nil {
		say("doctor.no-temp", os.TempDir(), v.system(err))
	} else {
		os.Remove(dir)
		say("doctor.temp", os.TempDir())
	}
	say("doctor.browser")
	return output(s.out, b.Bytes())
}
