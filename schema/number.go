package schema

import (
	"errors"
	"fmt"
	"math"
	"strconv"
)

// Number is an exact decimal: Unscaled × 10^-Scale. A count has Scale 0. Its
// zero value is 0.
type Number struct {
	Unscaled int64
	Scale    uint8
}

// MaxFigure bounds the figures that arithmetic takes part in, in units of the
// cell; a larger one is read and kept, but in no relation.
const MaxFigure = 1_000_000_000_000

// maxScale is the number of decimals kept: 18 digits fit in an int64.
const maxScale = 18

// Count is the number n.
func Count(n int64) Number { return Number{Unscaled: n} }

// Int returns the number as an integer; ok is false where it has a fraction.
func (n Number) Int() (value int64, ok bool) {
	n = n.reduced()
	return n.Unscaled, n.Scale == 0
}

// Negative tells whether the number is below zero.
func (n Number) Negative() bool { return n.Unscaled < 0 }

// Equal tells whether two numbers are the same, however written: 1.50 is 1.5.
func (n Number) Equal(m Number) bool { return n.reduced() == m.reduced() }

// reduced drops trailing zeros of the fraction.
func (n Number) reduced() Number {
	for n.Scale > 0 && n.Unscaled%10 == 0 {
		n.Unscaled /= 10
		n.Scale--
	}
	return n
}

// String writes the number without an exponent, "-8", "160.5964".
func (n Number) String() string { return string(n.append(nil)) }

func (n Number) append(b []byte) []byte {
	if n.Scale == 0 {
		return strconv.AppendInt(b, n.Unscaled, 10)
	}
	digits := strconv.FormatUint(magnitude(n.Unscaled), 10)
	for len(digits) <= int(n.Scale) {
		digits = "0" + digits
	}
	if n.Unscaled < 0 {
		b = append(b, '-')
	}
	point := len(digits) - int(n.Scale)
	b = append(b, digits[:point]...)
	b = append(b, '.')
	return append(b, digits[point:]...)
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-(n + 1)) + 1
	}
	return uint64(n)
}

// Add returns n + m exactly; ok is false where the sum does not fit.
func (n Number) Add(m Number) (sum Number, ok bool) {
	n, m = n.reduced(), m.reduced()
	for n.Scale < m.Scale {
		if n.Unscaled > math.MaxInt64/10 || n.Unscaled < math.MinInt64/10 {
			return Number{}, false
		}
		n.Unscaled, n.Scale = n.Unscaled*10, n.Scale+1
	}
	for m.Scale < n.Scale {
		if m.Unscaled > math.MaxInt64/10 || m.Unscaled < math.MinInt64/10 {
			return Number{}, false
		}
		m.Unscaled, m.Scale = m.Unscaled*10, m.Scale+1
	}
	s := n.Unscaled + m.Unscaled
	if (s > n.Unscaled) != (m.Unscaled > 0) && m.Unscaled != 0 {
		return Number{}, false
	}
	return Number{s, n.Scale}.reduced(), true
}

// MarshalJSON writes the number as a JSON number, exactly.
func (n Number) MarshalJSON() ([]byte, error) { return n.append(nil), nil }

// UnmarshalJSON reads a JSON number without exponent.
func (n *Number) UnmarshalJSON(data []byte) error {
	m, err := ParseNumber(string(data))
	if err != nil {
		return err
	}
	*n = m
	return nil
}

// ErrNumber is the error of a text that is no decimal number.
var ErrNumber = errors.New("not a decimal number")

// ParseNumber reads an ASCII decimal, "12", "-8", "160.5964", exactly. What has
// other characters, or more digits than fit, is an error.
func ParseNumber(s string) (Number, error) {
	var n Number
	rest, negative := s, false
	if rest != "" && (rest[0] == '-' || rest[0] == '+') {
		negative, rest = rest[0] == '-', rest[1:]
	}
	digits, point := 0, false
	for i := 0; i < len(rest); i++ {
		c := rest[i]
		switch {
		case c == '.' && !point && digits > 0:
			point = true
		case c >= '0' && c <= '9':
			if n.Unscaled > (math.MaxInt64-int64(c-'0'))/10 || n.Scale == maxScale {
				return Number{}, fmt.Errorf("number %q has more than %d digits", s, maxScale)
			}
			n.Unscaled = n.Unscaled*10 + int64(c-'0')
			digits++
			if point {
				n.Scale++
			}
		default:
			return Number{}, fmt.Errorf("%q: %w", s, ErrNumber)
		}
	}
	if digits == 0 || point && n.Scale == 0 {
		return Number{}, fmt.Errorf("%q: %w", s, ErrNumber)
	}
	if negative {
		n.Unscaled = -n.Unscaled
	}
	return n.reduced(), nil
}
