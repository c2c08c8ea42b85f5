package opc

// Limits bound what one input may cost. A zero field means its default.
type Limits struct {
	MaxPart    int64 // bytes of one part when inflated
	MaxTotal   int64 // bytes of all parts that are read, when inflated
	MaxRatio   int   // inflated to packed size of a part, where it is larger than 1 MiB
	MaxEntries int   // members of the archive
	MaxDepth   int   // nested elements
	MaxCells   int   // written table cells
	MaxSpan    int   // columns or rows that one cell may cover; more is cut, with a note
	MaxText    int   // bytes of text in one paragraph
}

// The defaults.
const (
	DefaultPart    = 64 << 20
	DefaultTotal   = 96 << 20
	DefaultRatio   = 200
	DefaultEntries = 10000
	DefaultDepth   = 256
	DefaultCells   = 100000
	DefaultSpan    = 1000
	DefaultText    = 1 << 20
)

// WithDefaults fills in the fields that are zero or negative.
func (l Limits) WithDefaults() Limits {
	fill(&l.MaxPart, DefaultPart)
	fill(&l.MaxTotal, DefaultTotal)
	fill(&l.MaxRatio, DefaultRatio)
	fill(&l.MaxEntries, DefaultEntries)
	fill(&l.MaxDepth, DefaultDepth)
	fill(&l.MaxCells, DefaultCells)
	fill(&l.MaxSpan, DefaultSpan)
	fill(&l.MaxText, DefaultText)
	return l
}

// AllText is how many bytes of text a whole document may have.
func (l Limits) AllText() int { return 4 * l.MaxText }

func fill[T int | int64](p *T, v T) {
	if *p <= 0 {
		*p = v
	}
}

// LimitError says which limit an input met.
type LimitError struct {
	Flag   string // the flag that sets the limit, "--max-part"
	Detail string // what met it, and how large the limit is
}

func (e *LimitError) Error() string { return e.Detail + " (" + e.Flag + ")" }
