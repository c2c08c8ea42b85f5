package parse_test

import (
	"reflect"
	"sync"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/parse/internal/pack"
)

// Readers share pools of buffers and scanners: what one document holds must not
// change when the next one is read.
func TestDocumentsDoNotShareMemory(t *testing.T) {
	var inputs [8][]byte
	var alone [8]doc.Document
	for i := range inputs {
		inputs[i] = pack.Report(uint64(i), 1)
		d, err := parse.Document(inputs[i], parse.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		alone[i] = d
	}
	var wait sync.WaitGroup
	for i := range inputs {
		wait.Go(func() {
			for range 3 {
				d, err := parse.Document(inputs[i], parse.Limits{})
				if err != nil || !reflect.DeepEqual(d, alone[i]) {
					t.Errorf("document %d reads otherwise beside others: %v", i, err)
				}
			}
		})
	}
	wait.Wait()
}
