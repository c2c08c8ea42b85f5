// Command nianbao normalises, repairs and renders annual reports on open
// government information (政府信息公开工作年度报告).
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv))
}
