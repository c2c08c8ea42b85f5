package relation

import (
	"fmt"
	"slices"
)

// MaxFigure is the largest figure that can be reckoned with, about 10^15. A block
// has at most maxArcs cells, so that figures of a block add up to at most 2^59;
// what a blank carries at any time is at most three times that (as the figures
// are sent, and then moved down and up by no more than the width of a range), so
// nothing in this package can overflow an int64.
const MaxFigure = 1 << 50

const (
	maxNodes = 64 // sets of nodes are single words
	maxArcs  = 512
)

// Term is one cell of an equation. Sign is 1 or -1.
type Term struct {
	Cell int
	Sign int8
}

// Equation says that its terms add up to 0. ID is for messages only.
type Equation struct {
	ID    string
	Terms []Term
}

// Block is a part of a system that shares no cell with the rest. Cells and
// Equations are numbers as given to New, ascending.
type Block struct {
	Cells     []int
	Equations []int
}

// System is a compiled set of equations. It never changes, and any number of
// goroutines may use it.
type System struct {
	cells     int
	equations []Equation
	blocks    []network
	blockOf   []int32 // by cell; -1 for a cell in no equation
	arcOf     []int32 // by cell: its arc in the block
}

// New compiles equations over the cells 0..cells-1. It returns an error when a
// block is no network (see the package comment) or larger than 63 equations or
// 512 cells.
func New(cells int, equations []Equation) (*System, error) {
	s := &System{cells: cells, blockOf: make([]int32, cells), arcOf: make([]int32, cells)}
	in := make([][]int, cells) // equations of each cell
	for e, q := range equations {
		if len(q.Terms) == 0 {
			return nil, fmt.Errorf("equation %q has no terms", q.ID)
		}
		for _, t := range q.Terms {
			if t.Cell < 0 || t.Cell >= cells {
				return nil, fmt.Errorf("equation %q: no cell %d among %d", q.ID, t.Cell, cells)
			}
			if t.Sign != 1 && t.Sign != -1 {
				return nil, fmt.Errorf("equation %q: sign %d of cell %d is neither 1 nor -1", q.ID, t.Sign, t.Cell)
			}
			if n := len(in[t.Cell]); n > 0 && in[t.Cell][n-1] == e {
				return nil, fmt.Errorf("equation %q: cell %d stands in it twice", q.ID, t.Cell)
			}
			in[t.Cell] = append(in[t.Cell], e)
		}
		s.equations = append(s.equations, Equation{ID: q.ID, Terms: slices.Clone(q.Terms)})
	}
	for c := range s.blockOf {
		s.blockOf[c], s.arcOf[c] = -1, -1
	}
	taken := make([]bool, len(equations))
	for first := range equations {
		if taken[first] {
			continue
		}
		b := s.gather(first, in, taken)
		n, err := compile(s.equations, b)
		if err != nil {
			return nil, fmt.Errorf("block of %q: %w", equations[first].ID, err)
		}
		for a, c := range b.Cells {
			s.blockOf[c], s.arcOf[c] = int32(len(s.blocks)), int32(a)
		}
		s.blocks = append(s.blocks, n)
	}
	return s, nil
}

// gather collects the block of an equation and marks its equations as taken.
func (s *System) gather(first int, in [][]int, taken []bool) Block {
	b := Block{Equations: []int{first}}
	taken[first] = true
	met := make(map[int]bool)
	for i := 0; i < len(b.Equations); i++ {
		for _, t := range s.equations[b.Equations[i]].Terms {
			if met[t.Cell] {
				continue
			}
			met[t.Cell] = true
			b.Cells = append(b.Cells, t.Cell)
			for _, e := range in[t.Cell] {
				if !taken[e] {
					taken[e] = true
					b.Equations = append(b.Equations, e)
				}
			}
		}
	}
	slices.Sort(b.Cells)
	slices.Sort(b.Equations)
	return b
}

// Blocks lists the blocks in the order of their first equations. The caller may
// change what it gets.
func (s *System) Blocks() []Block {
	blocks := make([]Block, len(s.blocks))
	for i := range s.blocks {
		b := s.blocks[i].Block
		blocks[i] = Block{Cells: slices.Clone(b.Cells), Equations: slices.Clone(b.Equations)}
	}
	return blocks
}

// BlockOf returns the number of the cell's block, -1 for a cell in no equation.
func (s *System) BlockOf(cell int) int { return int(s.blockOf[cell]) }
