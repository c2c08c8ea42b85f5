package font

import (
	"compress/gzip"
	"encoding/binary"
	"io"
	"strings"
	"sync"
)

// outlines gives the glyf table.
type outlines interface {
	// upTo is the table's first n bytes; they may be read while more is inflated.
	upTo(n int) ([]byte, error)
	size() int
}

type whole []byte

func (w whole) upTo(n int) ([]byte, error) { return w[:n], nil }
func (w whole) size() int                  { return len(w) }

// inflater inflates one gzip member as far as asked. Its buffer never moves, so
// what it gave out stays valid.
type inflater struct {
	mu  sync.Mutex
	z   *gzip.Reader
	buf []byte // the capacity is all of it
}

func newInflater(gz string) (*inflater, error) {
	z, err := gzip.NewReader(strings.NewReader(gz))
	if err != nil {
		return nil, err
	}
	size := binary.LittleEndian.Uint32([]byte(gz[len(gz)-4:]))
	return &inflater{z: z, buf: make([]byte, 0, size)}, nil
}

func (in *inflater) size() int { return cap(in.buf) }

func (in *inflater) upTo(n int) ([]byte, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if n > cap(in.buf) {
		return nil, io.ErrUnexpectedEOF
	}
	have := len(in.buf)
	if have < n {
		read, err := io.ReadFull(in.z, in.buf[have:n])
		in.buf = in.buf[:have+read]
		if err != nil {
			return nil, err
		}
	}
	return in.buf[:n:n], nil
}

// inflating is the glyf table at the end of a font that is still being inflated.
type inflating struct {
	in    *inflater
	table extent
}

func (g *inflating) upTo(n int) ([]byte, error) {
	b, err := g.in.upTo(g.table.offset + n)
	if err != nil {
		return nil, err
	}
	return b[g.table.offset:], nil
}

func (g *inflating) size() int { return g.table.length }
