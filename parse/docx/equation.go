package docx

import "github.com/nianbao/nianbao/parse/internal/opc"

// equation reads m:oMath as plain text on one line: a fraction is (a)/(b), a
// root √(a), indices follow ^ and _ (§22.1).
func (r *reader) equation() string {
	return r.keep(r.math(nil))
}

// math appends the text of the element that was just started.
func (r *reader) math(b []byte) []byte {
	parent := r.s.Name
	part := 0 // operands seen
	for {
		switch r.s.Next() {
		case opc.EOF, opc.End:
			return b
		}
		switch r.s.Name {
		case opc.NSMath | opc.T, opc.W | opc.T:
			b = r.s.Text(b)
		case opc.W | opc.Del, opc.W | opc.MoveFrom, opc.NSMath | opc.RPr, opc.W | opc.RPr:
			r.s.Skip()
		case opc.MC | opc.AlternateContent:
			if depth := r.s.Depth() - 1; r.branch() {
				b = r.math(b)
				r.s.SkipTo(depth)
			}
		case opc.NSMath | opc.Num, opc.NSMath | opc.Den:
			if r.s.Name == opc.NSMath|opc.Den {
				b = append(b, '/')
			}
			b = r.grouped(b)
		case opc.NSMath | opc.Sup:
			b = r.index(b, '^')
		case opc.NSMath | opc.Sub:
			b = r.index(b, '_')
		case opc.NSMath | opc.Deg:
			r.s.Skip()
		case opc.NSMath | opc.E:
			switch {
			case parent == opc.NSMath|opc.Rad:
				b = append(b, "√"...)
				b = r.grouped(b)
			case parent == opc.NSMath|opc.LowerD && part == 0:
				b = r.grouped(b)
			case part > 0:
				b = append(b, ',')
				b = r.math(b)
			default:
				b = r.math(b)
			}
			part++
		default:
			b = r.math(b)
		}
	}
}

// grouped reads an operand in parentheses, unless it is one character.
func (r *reader) grouped(b []byte) []byte {
	n := len(b)
	b = append(b, '(')
	b = r.math(b)
	if len(b) == n+2 {
		b[n] = b[n+1]
		return b[:n+1]
	}
	return append(b, ')')
}

// index reads an index, if there is one.
func (r *reader) index(b []byte, sign byte) []byte {
	n := len(b)
	b = append(b, sign)
	b = r.grouped(b)
	if string(b[n+1:]) == "()" {
		return b[:n]
	}
	return b
}
