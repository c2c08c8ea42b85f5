// Package worker converts documents in processes of their own, so that work
// that goes on for ever, or takes all memory, can be ended: a goroutine cannot
// be. The pool hands a document's bytes to a process of this same program and
// gets the outputs' bytes back; the process reads and writes no inputs and no
// outputs itself, so that ending it leaves nothing behind, and what it makes is
// what package convert makes anywhere.
package worker

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"

	"github.com/nianbao/nianbao/cmd/nianbao/internal/batch"
	"github.com/nianbao/nianbao/cmd/nianbao/internal/convert"
	"github.com/nianbao/nianbao/render"
	"github.com/nianbao/nianbao/schema"
)

// A frame is a head and the bytes that it announces: the head's length in four
// bytes, big-endian, the head as JSON, the bytes.

// hello is what a process says first: whom it takes itself for.
type hello struct {
	Identity string `json:"identity"`
}

// request is a document to convert; its bytes follow.
type request struct {
	Name  string            `json:"name"`
	Bytes int               `json:"bytes"`
	Of    *convert.Original `json:"of,omitempty"`
	// Supplied are the figures of this document's own.
	Supplied convert.Supplied `json:"supplied,omitempty"`
}

// reply is what came of it; the outputs' bytes follow.
type reply struct {
	Code    batch.Code     `json:"code,omitempty"`
	Failure string         `json:"failure,omitempty"`
	Summary schema.Summary `json:"summary"`
	Outputs []announced    `json:"outputs,omitempty"`
}

type announced struct {
	Bytes   int             `json:"bytes"`
	Remarks []render.Remark `json:"remarks,omitempty"`
}

// mostHead bounds a head; remarks and a stack are the longest things in one.
const mostHead = 64 << 20

func writeHead(w io.Writer, head any) error {
	text, err := json.Marshal(head)
	if err != nil {
		return err
	}
	_, err = w.Write(append(binary.BigEndian.AppendUint32(nil, uint32(len(text))), text...))
	return err
}

func readHead(r io.Reader, head any) error {
	var length [4]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return err
	}
	n := binary.BigEndian.Uint32(length[:])
	if n > mostHead {
		return fmt.Errorf("a head of %d bytes", n)
	}
	text := make([]byte, n)
	if _, err := io.ReadFull(r, text); err != nil {
		return err
	}
	return json.Unmarshal(text, head)
}

func readBytes(r io.Reader, n int) ([]byte, error) {
	if n < 0 {
		return nil, fmt.Errorf("%d bytes", n)
	}
	data := make([]byte, n)
	_, err := io.ReadFull(r, data)
	return data, err
}
