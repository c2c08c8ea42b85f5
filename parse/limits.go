package parse

// Limits bound what one input may cost. The zero value means the defaults; so
// does each field that is zero. Each limit has its own error, a *LimitError
// with the flag that raises it.
type Limits struct {
	// MaxPart is the size of one part of the package when inflated, in bytes;
	// 64 MiB by default (--max-part).
	MaxPart int64
	// MaxTotal is the size of all parts that are read together, in bytes;
	// 96 MiB by default (--max-total). Pictures are not read.
	MaxTotal int64
	// MaxRatio is how many times larger than packed a part may be, where it is
	// larger than 1 MiB; 200 by default (--max-ratio).
	MaxRatio int
	// MaxEntries is the number of members in the archive; 10 000 by default
	// (--max-entries). It bounds styles, lists and relationships too.
	MaxEntries int
	// MaxDepth is how deep elements may nest; 256 by default (--max-depth).
	MaxDepth int
	// MaxCells is the number of written table cells; 100 000 by default
	// (--max-cells). Rows and notes may be as many, paragraphs and tables twice,
	// grid positions twenty times.
	MaxCells int
	// MaxSpan is the number of columns or rows that one cell may cover; 1 000 by
	// default (--max-span). A larger span is cut, with a note.
	MaxSpan int
	// MaxText is the size of one paragraph's text, in bytes; 1 MiB by default
	// (--max-text). All text together may be four times as much.
	MaxText int
}
