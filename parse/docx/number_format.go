package docx

import "strings"

// formatNumber prints a number in one of the formats of §17.18.59. Numbers
// that a format has no form for, and formats of other scripts, are decimal.
func formatNumber(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "decimalZero":
		if n >= 0 && n < 10 {
			return "0" + itoa(n)
		}
	case "upperRoman", "lowerRoman":
		if s := roman(n); s != "" {
			if format == "lowerRoman" {
				return strings.ToLower(s)
			}
			return s
		}
	case "upperLetter":
		return letters(n, 'A')
	case "lowerLetter":
		return letters(n, 'a')
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r - '0' + '０'
			}
			return r
		}, itoa(n))
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		switch {
		case n >= 1 && n <= 20:
			return string(rune('①' + n - 1))
		case n >= 21 && n <= 35:
			return string(rune('㉑' + n - 21))
		case n >= 36 && n <= 50:
			return string(rune('㊱' + n - 36))
		}
	case "decimalEnclosedParen":
		if n >= 1 && n <= 20 {
			return string(rune('⑴' + n - 1))
		}
	case "decimalEnclosedFullstop":
		if n >= 1 && n <= 20 {
			return string(rune('⒈' + n - 1))
		}
	case "ideographEnclosedCircle":
		if n >= 1 && n <= 10 {
			return string(rune('㊀' + n - 1))
		}
	case "numberInDash":
		return "- " + itoa(n) + " -"
	case "chineseCounting", "taiwaneseCounting":
		if n < 100 {
			return counted(n, "〇一二三四五六七八九", "十百千万", true, false)
		}
		return digitwise(n, "○一二三四五六七八九")
	case "japaneseCounting":
		return counted(n, "〇一二三四五六七八九", "十百千万", true, true)
	case "chineseCountingThousand", "taiwaneseCountingThousand", "koreanDigital2":
		return counted(n, "零一二三四五六七八九", "十百千万", false, false)
	case "chineseLegalSimplified":
		return counted(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万", false, false)
	case "ideographLegalTraditional":
		return counted(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬", false, false)
	case "japaneseLegal":
		return counted(n, "零壱弐参四伍六七八九", "拾百阡萬", false, false)
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital":
		return digitwise(n, "〇一二三四五六七八九")
	case "ideographTraditional":
		return cycle(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return cycle(n, "子丑寅卯辰巳午未申酉戌亥")
	}
	return itoa(n)
}

// letters counts A…Z, AA, BB…ZZ, AAA: the letter is repeated (§17.18.59).
func letters(n int, first byte) string {
	if n < 1 || n > 26*30 {
		return itoa(n)
	}
	return strings.Repeat(string(rune(int(first)+(n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return ""
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

// cycle prints one of a few signs; beyond them the number is decimal.
func cycle(n int, signs string) string {
	list := []rune(signs)
	if n < 1 || n > len(list) {
		return itoa(n)
	}
	return string(list[n-1])
}

// digitwise writes each decimal digit with its sign.
func digitwise(n int, signs string) string {
	list := []rune(signs)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return list[r-'0']
		}
		return r
	}, itoa(n))
}

// counted writes a number below 100 000 with place signs: 一百零五. Ten to
// nineteen have no 一 in front; bare leaves it out before every 十, 百 and 千
// where the digit is one and closes gaps without 零, as Japanese does.
func counted(n int, digits, places string, plain, bare bool) string {
	if n < 0 || n >= 100000 {
		return itoa(n)
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
