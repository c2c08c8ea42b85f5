package numeral

import (
	"math"
	"strings"

	"github.com/nianbao/nianbao/schema"
)

// badUnit marks a unit that cannot be converted to the wanted one.
const badUnit = math.MaxInt

// moneyUnits are powers of ten of one yuan, longer words before those that end them.
var moneyUnits = [...]struct {
	unit  string
	power int
}{{"亿元", 8}, {"百万元", 6}, {"万元", 4}, {"千元", 3}, {"元", 0}}

// countWords are words that count things one by one.
var countWords = [...]string{"人次", "件次", "件", "条", "次", "个", "份", "项", "宗", "起", "篇", "人", "例", "部"}

// cutUnit takes the unit off the end of s (and a currency sign off its start).
// factor is the power of ten that turns the number into the wanted unit, or
// badUnit where none does.
func cutUnit(s, want string) (body, unit string, factor int) {
	if want == "" || strings.HasSuffix(want, "元") {
		sign := false
		for _, mark := range [...]string{"人民币", "¥", "￥"} {
			if after, ok := strings.CutPrefix(s, mark); ok {
				s, sign = strings.TrimLeft(after, " "), true
			}
		}
		for _, m := range moneyUnits {
			if before, ok := strings.CutSuffix(s, m.unit); ok {
				return strings.TrimRight(before, " "), m.unit, m.power - power(want, m.power)
			}
		}
		if sign && want != "" && want != "元" && strings.Trim(s, "0.") != "" {
			// "￥96.5" under 万元 is as often 96.5万元 as 96.5元.
			return s, "", badUnit
		}
		return s, "", 0
	}
	for _, m := range moneyUnits {
		if strings.HasSuffix(s, m.unit) {
			return s, m.unit, badUnit
		}
	}
	for _, w := range countWords {
		if before, ok := strings.CutSuffix(s, w); ok {
			s, unit = strings.TrimRight(before, " "), w
			break
		}
	}
	if before, ok := strings.CutSuffix(s, "万"); ok {
		if before = strings.TrimRight(before, " "); before != "" && before[len(before)-1] >= '0' && before[len(before)-1] <= '9' {
			return before, "万" + unit, 4
		}
	}
	return s, unit, 0
}

// power is the power of ten of a money unit; no unit keeps the written one.
func power(unit string, written int) int {
	for _, m := range moneyUnits {
		if m.unit == unit {
			return m.power
		}
	}
	return written
}

// scale multiplies by a power of ten, exactly; ok is false where it does not fit.
func scale(n schema.Number, factor int) (_ schema.Number, ok bool) {
	for ; factor > 0; factor-- {
		switch {
		case n.Scale > 0:
			n.Scale--
		case n.Unscaled > math.MaxInt64/10:
			return n, false
		default:
			n.Unscaled *= 10
		}
	}
	if int(n.Scale)-factor > 18 {
		return n, false
	}
	n.Scale += uint8(-factor)
	return n.Add(schema.Number{}) // in lowest terms
}
