package form

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/nianbao/nianbao/schema/template"
)

// Count says what an archive holds.
type Count struct {
	// Good are reports that can be read, mutants among them; Bad are files
	// that cannot be.
	Good, Bad int
}

// Archive writes n files below dir, in a folder for each year and place:
// reports on the forms of 2021 and 2019, every tenth damaged in its tables,
// and among them files that are no reports. A file depends on the seed, on its
// number and on nothing else.
func Archive(dir string, n int, badShare float64, seed uint64) (Count, error) {
	var all Count
	var first error
	var mu sync.Mutex
	var group sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for i := range next {
				bad, err := writeOne(dir, i, badShare, seed)
				mu.Lock()
				switch {
				case err != nil:
					if first == nil {
						first = err
					}
				case bad:
					all.Bad++
				default:
					all.Good++
				}
				mu.Unlock()
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
	return all, first
}

func writeOne(dir string, i int, badShare float64, seed uint64) (bad bool, err error) {
	rng := rand.New(rand.NewPCG(seed, uint64(i)))
	forms := template.Forms()
	f := forms[0]
	if rng.IntN(4) == 0 {
		f = forms[1]
	}
	r := Random(rng, f, 30)
	paper := r.Paper()
	if rng.IntN(10) == 0 {
		paper = Mutate(rng, r, seed, 1).Paper
	}
	data, err := paper.DOCX()
	if err != nil {
		return false, err
	}
	if bad = rng.Float64() < badShare; bad {
		data = spoil(rng, data)
	}
	place := r.Agency[:strings.IndexAny(r.Agency, "市县区")+len("市")]
	path := filepath.Join(dir, fmt.Sprint(r.Year), place, fmt.Sprintf("%06d-%s.docx", i, r.Agency))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return bad, err
	}
	return bad, os.WriteFile(path, data, 0o644)
}

// spoil makes a file that no reader can make a report of.
func spoil(rng *rand.Rand, data []byte) []byte {
	switch rng.IntN(4) {
	case 0:
		return nil
	case 1:
		return data[:len(data)/8]
	case 2:
		return []byte("本文件由其他软件另存，内容为纯文本。\n")
	}
	return []byte("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
}
