// Package counter prints the numbers of lists and headings in the scripts that
// Word and web pages share. A number that a script has no form for is decimal.
package counter

import (
	"strconv"
	"strings"
)

// Roman prints 1 to 3999 in capitals.
func Roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= d.value {
			b.WriteString(d.text)
			n -= d.value
		}
	}
	return b.String()
}

// Cycle prints one of a few signs; beyond them the number is decimal.
func Cycle(n int, signs string) string {
	list := []rune(signs)
	if n < 1 || n > len(list) {
		return strconv.Itoa(n)
	}
	return string(list[n-1])
}

// Digits writes each decimal digit with its sign.
func Digits(n int, signs string) string {
	list := []rune(signs)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return list[r-'0']
		}
		return r
	}, strconv.Itoa(n))
}

// Places writes a number below 100 000 with place signs: 一百零五. Ten to
// nineteen have no 一 in front; bare leaves it out before every 十, 百 and 千
// where the digit is one and closes gaps without 零, as Japanese does.
func Places(n int, digits, places string, plain, bare bool) string {
	if n < 0 || n >= 100000 {
		return strconv.Itoa(n)
	}
	d, p := []rune(digits), []rune(places)
	if n == 0 {
		return string(d[0])
	}
	var b strings.Builder
	gap := false
	for place := 4; place >= 0; place-- {
		unit := 1
		for range place {
			unit *= 10
		}
		v := n / unit % 10
		if v == 0 {
			gap = b.Len() > 0
			continue
		}
		if gap && !bare && !plain {
			b.WriteRune(d[0])
		}
		gap = false
		silent := v == 1 && (place == 1 && b.Len() == 0 && d[1] == '一' || bare && place >= 1 && place <= 3)
		if !silent {
			b.WriteRune(d[v])
		}
		if place > 0 {
			b.WriteRune(p[place-1])
		}
	}
	return b.String()
}
