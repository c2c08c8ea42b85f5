package relation

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"testing"
)

// bytesSource turns a fuzzer's bytes into choices, and goes on at random, though
// always the same, when there are no more.
type bytesSource struct {
	left []byte
	rest *rand.PCG
}

func (s *bytesSource) Uint64() uint64 {
	if len(s.left) == 0 {
		return s.rest.Uint64()
	}
	// rand takes high bits for small numbers.
	v := uint64(s.left[0])<<56 | s.rest.Uint64()>>8
	s.left = s.left[1:]
	return v
}

func newBytesSource(data []byte) *bytesSource {
	var seed [8]byte
	copy(seed[:], data)
	return &bytesSource{data, rand.NewPCG(binary.LittleEndian.Uint64(seed[:]), uint64(len(data)))}
}

// FuzzTiny compares small systems of every shape with enumeration.
func FuzzTiny(f *testing.F) {
	for i := range 32 {
		f.Add([]byte(fmt.Sprintf("%c%d", 8*i, i)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, equations, values, known := tiny(rand.New(newBytesSource(data)))
		if s == nil {
			return
		}
		if agree(t, s, equations, values, known); t.Failed() {
			t.Logf("%v\nvalues %v\nknown %v", equations, values, known)
		}
	})
}

// FuzzNew gives New any equations: it refuses them, or answers as enumeration
// does.
func FuzzNew(f *testing.F) {
	for i := range 32 {
		f.Add([]byte(fmt.Sprintf("%d%c", i, 8*i)))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := rand.New(newBytesSource(data))
		cells := 1 + r.IntN(7)
		var equations []Equation
		for e := range 1 + r.IntN(6) {
			q := Equation{ID: fmt.Sprint(e)}
			for c := range cells {
				if k := r.IntN(5); k < 2 {
					q.Terms = append(q.Terms, Term{c, int8(2*k - 1)})
				}
			}
			equations = append(equations, q)
		}
		s, err := New(cells, equations)
		if err != nil {
			return
		}
		values, known := figures(r, cells, equations)
		if agree(t, s, equations, values, known); t.Failed() {
			t.Logf("%v\nvalues %v\nknown %v", equations, values, known)
		}
	})
}
