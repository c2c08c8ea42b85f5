package docx

import (
	"strings"

	"github.com/nianbao/nianbao/parse/internal/counter"
)

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
		if format == "lowerRoman" {
			return strings.ToLower(counter.Roman(n))
		}
		return counter.Roman(n)
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
			return counter.Places(n, "〇一二三四五六七八九", "十百千万", true, false)
		}
		return counter.Digits(n, "○一二三四五六七八九")
	case "japaneseCounting":
		return counter.Places(n, "〇一二三四五六七八九", "十百千万", true, true)
	case "chineseCountingThousand", "taiwaneseCountingThousand", "koreanDigital2":
		return counter.Places(n, "零一二三四五六七八九", "十百千万", false, false)
	case "chineseLegalSimplified":
		return counter.Places(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟万", false, false)
	case "ideographLegalTraditional":
		return counter.Places(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟萬", false, false)
	case "japaneseLegal":
		return counter.Places(n, "零壱弐参四伍六七八九", "拾百阡萬", false, false)
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital":
		return counter.Digits(n, "〇一二三四五六七八九")
	case "ideographTraditional":
		return counter.Cycle(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return counter.Cycle(n, "子丑寅卯辰巳午未申酉戌亥")
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
