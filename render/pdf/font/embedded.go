package font

import (
	_ "embed"
	"fmt"
	"sync"
)

// The faces are made by make.py; data/PROVENANCE.md says from what.
var (
	//go:embed data/regular.ttf.gz
	regularGz string
	//go:embed data/bold.ttf.gz
	boldGz string
	//go:embed data/hei.ttf.gz
	heiGz string
	//go:embed data/kai.ttf.gz
	kaiGz string
	//go:embed data/wide.ttf.gz
	wideGz string
)

// Each is read at its first use, and inflated no further than its characters ask.
var (
	// Regular is Noto Serif SC: body text (宋体, and 仿宋, of which no free face is
	// known). It has all of 通用规范汉字表 and GB 2312, and the usual signs.
	Regular = embedded(&regularGz)
	// Bold is Noto Serif SC Bold: titles (小标宋).
	Bold = embedded(&boldGz)
	// Hei is Noto Sans SC Medium: headings (黑体). Regular stands behind it for
	// the rarer han.
	Hei = embedded(&heiGz)
	// Kai is Nianbao Kai: second headings (楷体). Regular stands behind it for the
	// rarer han.
	Kai = embedded(&kaiGz)
	// Wide has the han of U+4E00 to U+9FFF that Regular lacks, and nothing else,
	// in a lighter Hei.
	Wide = embedded(&wideGz)
)

func embedded(gz *string) func() *Face {
	return sync.OnceValue(func() *Face {
		in, err := newInflater(*gz)
		if err != nil {
			panic(fmt.Sprintf("embedded font: %v", err))
		}
		f, err := openInflater(in)
		if err != nil {
			panic(fmt.Sprintf("embedded font: %v", err))
		}
		return f
	})
}

// openInflater reads all tables but the last, glyf, which make.py puts there.
func openInflater(in *inflater) (*Face, error) {
	start, err := in.upTo(12)
	if err != nil {
		return nil, err
	}
	start, err = in.upTo(12 + 16*int(be16(start, 4)))
	if err != nil {
		return nil, err
	}
	tables, err := directory(start, 0, in.size())
	if err != nil {
		return nil, err
	}
	glyf := tables["glyf"]
	front, err := in.upTo(glyf.offset)
	if err != nil {
		return nil, err
	}
	return parse(front, tables, &inflating{in, glyf})
}
