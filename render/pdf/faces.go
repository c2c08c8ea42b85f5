package pdf

import (
	"fmt"
	"slices"

	"github.com/nianbao/nianbao/render/pdf/font"
)

// FaceNames are the faces of GB/T 9704-2012 that an office may bring along.
var FaceNames = [...]string{"仿宋", "小标宋", "黑体", "楷体"}

// faceID is an index into faces.all.
type faceID uint8

// faces are those that one document is set in, and what it used of them.
type faces struct {
	all     []*font.Face
	used    []usedRunes
	missing map[rune]bool
}

// usedRunes is a set, one bit a rune of the basic plane, the rest in a list.
type usedRunes struct {
	basic *[1024]uint64
	high  []rune
	any   bool
}

// style is a face with those that stand in for it, in order.
type style struct{ chain []faceID }

// styles are those of the document.
type styles struct{ body, title, hei, kai style }

// newFaces maps the prescribed faces to what there is.
func newFaces(own map[string]*font.Face) (*faces, styles, error) {
	for name := range own {
		if !slices.Contains(FaceNames[:], name) {
			return nil, styles{}, fmt.Errorf("no face %q in this layout; there are %v", name, FaceNames)
		}
	}
	fs := &faces{missing: map[rune]bool{}}
	chain := func(name string, embedded func() *font.Face, behind ...*font.Face) style {
		list := []*font.Face{own[name], embedded()}
		list = append(list, behind...)
		var s style
		for _, f := range list {
			if f != nil {
				s.chain = append(s.chain, fs.id(f))
			}
		}
		return s
	}
	regular, wide := font.Regular(), font.Wide()
	var st styles
	st.body = chain("仿宋", font.Regular, wide)
	st.title = chain("小标宋", font.Bold, regular, wide)
	st.hei = chain("黑体", font.Hei, regular, wide)
	st.kai = chain("楷体", font.Kai, regular, wide)
	return fs, st, nil
}

func (fs *faces) id(f *font.Face) faceID {
	for i, g := range fs.all {
		if f == g {
			return faceID(i)
		}
	}
	fs.all = append(fs.all, f)
	fs.used = append(fs.used, usedRunes{})
	return faceID(len(fs.all) - 1)
}

// pick gives the face that draws r, the rune that is drawn, and its advance in
// thousandths of the em.
func (fs *faces) pick(s *style, r rune) (faceID, rune, int) {
	for _, id := range s.chain {
		if w, ok := fs.all[id].Width(r); ok {
			return id, r, w
		}
	}
	fs.missing[r] = true
	for _, id := range s.chain {
		if w, ok := fs.all[id].Width(font.Missing); ok {
			return id, font.Missing, w
		}
	}
	return s.chain[0], ' ', 250 // no face of the chain is without 〓, the embedded ones being in it
}

// use notes that the face draws the runes.
func (fs *faces) use(id faceID, text []rune) {
	u := &fs.used[id]
	if u.basic == nil {
		u.basic = new([1024]uint64)
	}
	u.any = true
	for _, r := range text {
		if r > 0xFFFF {
			if !slices.Contains(u.high, r) {
				u.high = append(u.high, r)
			}
			continue
		}
		u.basic[r>>6] |= 1 << (r & 63)
	}
}

// runes are in ascending order.
func (u *usedRunes) runes() []rune {
	var list []rune
	for i, word := range u.basic {
		for b := 0; word != 0; b, word = b+1, word>>1 {
			if word&1 != 0 {
				list = append(list, rune(i<<6|b))
			}
		}
	}
	high := slices.Clone(u.high)
	slices.Sort(high)
	return append(list, high...)
}
