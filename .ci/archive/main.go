// Command archive makes folders of reports to try long runs on, one in a
// hundred of them a file that cannot be read:
//
//	go run ./.ci/archive DIR N
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/nianbao/nianbao/samples/form"
)

// badShare is the share of files that are no reports.
const badShare = 0.01

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "archive DIR N")
		os.Exit(2)
	}
	n, err := strconv.Atoi(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	count, err := form.Archive(os.Args[1], n, badShare, 1)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%d reports, %d bad files\n", count.Good, count.Bad)
}
