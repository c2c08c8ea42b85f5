package pdf

// GB/T 9704-2012 §5: A4 turned upright, top margin 37 mm, left margin 28 mm,
// type area 156 × 225 mm, 22 lines of 28 characters. All lengths are in points,
// x from the left edge, y downwards from the top edge.
const (
	mm = 72 / 25.4

	paperWidth  = 210 * mm
	paperHeight = 297 * mm
	typeLeft    = 28 * mm
	typeTop     = 37 * mm
	typeWidth   = 156 * mm
	typeHeight  = 225 * mm
	typeRight   = typeLeft + typeWidth
	typeBottom  = typeTop + typeHeight

	linesPerPage = 22
	charsPerLine = 28
	linePitch    = typeHeight / linesPerPage // 28.99; the nominal 30 would give 21 lines
	charPitch    = size3 + tighten           // 15.79
	firstIndent  = 2 * charPitch
	size2        = 22.0 // 二号
	size3        = 16.0 // 三号
	size4        = 14.0 // 四号
	size5        = 10.5 // 五号
	smallest     = 7.5  // 六号: nothing is set smaller
	// 28 characters of 16 are wider than the line: the gaps between them give way.
	tighten       = (typeWidth - charsPerLine*size3) / (charsPerLine - 1)
	numberGap     = 7 * mm // from the type area to the dash of the page number
	titlePitch    = 36.0
	emAscent      = 0.88 // of the em box above the baseline, as in the embedded faces
	hairline      = 0.4
	outerLine     = 0.8
	sidewaysWidth = typeHeight // the type area of a page turned sideways
	sidewaysDepth = typeWidth
)

// A sheet turned sideways has the head of its table at the left edge of the
// paper: the binding edge of odd pages, the cut edge of even ones.
type frame struct{ left, top, width, height float64 }

func (s *sheet) frame() frame {
	if s.sideways {
		// x runs up the paper from its lower edge, y from its left edge.
		return frame{paperHeight - typeBottom, typeLeft, sidewaysWidth, sidewaysDepth}
	}
	return frame{typeLeft, typeTop, typeWidth, typeHeight}
}
