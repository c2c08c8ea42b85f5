package numeral

import "strings"

// digitsOf and unitsOf are the everyday and the financial Chinese numerals.
var digitsOf = map[rune]int64{
	'〇': 0, '零': 0, '○': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9,
}

var unitsOf = map[rune]int64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000}

// Chinese reads a Chinese numeral below 10^8, by units ("一百二十三") or digit
// by digit ("二〇二三").
func Chinese(s string) (int64, bool) {
	var digits int64
	length, byDigits := 0, true
	for _, r := range s {
		d, ok := digitsOf[r]
		if _, unit := unitsOf[r]; !ok && !unit && r != '万' {
			return 0, false
		}
		byDigits = byDigits && ok
		digits = digits*10 + d
		if length++; length > 16 {
			return 0, false
		}
	}
	if length == 0 || byDigits {
		return digits, length > 0 && length <= 8
	}
	high, low, ok := strings.Cut(s, "万")
	if !ok {
		return belowTenThousand(s)
	}
	h, ok := belowTenThousand(high)
	if !ok || h == 0 || low == "" {
		return h * 10000, ok && h != 0
	}
	l, ok := belowTenThousand(low)
	return h*10000 + l, ok
}

// belowTenThousand reads a numeral whose units fall: 一千零五, 十二.
func belowTenThousand(s string) (int64, bool) {
	var total, digit int64
	have, last := false, int64(10000)
	for _, r := range s {
		if d, ok := digitsOf[r]; ok {
			if have && digit != 0 {
				return 0, false
			}
			digit, have = d, true
			continue
		}
		u := unitsOf[r]
		switch {
		case u == 0 || u >= last:
			return 0, false
		case !have && (u != 10 || total != 0), have && digit == 0:
			return 0, false
		case !have:
			digit = 1
		}
		total, last = total+digit*u, u
		digit, have = 0, false
	}
	return total + digit, s != ""
}
