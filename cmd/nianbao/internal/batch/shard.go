package batch

import (
	"crypto/sha256"
	"encoding/binary"
)

// Shard is one of several machines' part of the inputs, Number from 1 to Of;
// the zero value is all of them.
type Shard struct{ Number, Of int }

// Has tells whether an input falls to this shard. It depends on the input's
// name alone, so that machines need not speak with each other.
func (s Shard) Has(in Input) bool {
	if s.Of < 2 {
		return true
	}
	sum := sha256.Sum256([]byte(in.Name))
	return int(binary.BigEndian.Uint64(sum[:])%uint64(s.Of)) == s.Number-1
}
