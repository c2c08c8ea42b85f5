// Command nianbao normalises, repairs and renders annual reports on open
// government information (政府信息公开工作年度报告).
package main

import (
	"os"
	"runtime/debug"
)

// manyBytes is the memory beyond which garbage is collected before there is as
// much of it as of what is in use. No ordinary report takes so much; a hostile
// one, within its limits, must not take twice as much.
const manyBytes = 128 << 20

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(manyBytes)
	}
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv))
}
