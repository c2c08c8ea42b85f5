package numeral

import "testing"

func TestParse(t *testing.T) {
	count, signed, fees, open := Want{Unit: "件"}, Want{Signed: true, Unit: "件"}, Want{Decimal: true, Unit: "万元"}, Want{Decimal: true}
	for _, c := range []struct {
		text  string
		want  Want
		state State
		value string
		unit  string
		plain bool
	}{
		{"12", count, Figure, "12", "", true},
		{" 12\u00a0", count, Figure, "12", "", true},
		{"\u30000", count, Figure, "0", "", true},
		{"１２", count, Figure, "12", "", false},
		{"24，068", count, Figure, "24068", "", false},
		{"1,234,567", count, Figure, "1234567", "", false},
		{"1 234", count, Figure, "1234", "", false},
		{"\u200b1\u20602\ufeff", count, Figure, "12", "", false},
		{"2\u00ad94", count, Figure, "294", "", false},
		{"12件", count, Figure, "12", "件", false},
		{"0　件", count, Figure, "0", "件", false},
		{"3万件", count, Figure, "30000", "万件", false},
		{"十二", count, Figure, "12", "", false},
		{"一百零五", count, Figure, "105", "", false},
		{"两万三千", count, Figure, "23000", "", false},
		{"0.0", count, Figure, "0", "", false},
		{"-8", signed, Figure, "-8", "", true},
		{"－8", signed, Figure, "-8", "", false},
		{"+22", signed, Figure, "22", "", true},
		{"减8", signed, Figure, "-8", "", true},
		{"7.8412", fees, Figure, "7.8412", "", true},
		{"２７５．１６", fees, Figure, "275.16", "", false},
		{"0万元", fees, Figure, "0", "万元", false},
		{"251000元", fees, Figure, "25.1", "元", false},
		{"1.2亿元", fees, Figure, "12000", "亿元", false},
		{"￥12元", fees, Figure, "0.0012", "元", false},
		{"￥0", fees, Figure, "0", "", false},
		{"￥251000", open, Figure, "251000", "", false},
		{"251000元", open, Figure, "251000", "元", false},
		{"160.5964万元", open, Figure, "160.5964", "万元", false},

		{"", count, Missing, "", "", false},
		{"\u00a0", count, Missing, "", "", false},
		{"\u3000\u3000", count, Missing, "", "", false},
		{"／", count, Missing, "", "", false},
		{"—", count, Missing, "", "", false},
		{"——", count, Missing, "", "", false},
		{"－", signed, Missing, "", "", false},
		{"无", count, Missing, "", "", false},

		{"￥12", fees, NotANumber, "", "", false},
		{"1.5", count, Fractional, "", "", false},
		{"-5", count, Negative, "", "", false},
		{"--253", count, NotANumber, "", "", false},
		{"--253", signed, NotANumber, "", "", false},
		{"+22", count, NotANumber, "", "", false},
		{"十几", count, NotANumber, "", "", false},
		{"一", count, NotANumber, "", "", false},
		{"400余", count, NotANumber, "", "", false},
		{"1 2", count, NotANumber, "", "", false},
		{"1\n2", count, NotANumber, "", "", false},
		{"1,5", count, NotANumber, "", "", false},
		{"1,234 567", count, NotANumber, "", "", false},
		{"5（注1）", count, NotANumber, "", "", false},
		{"12³", count, NotANumber, "", "", false},
		{"3元", count, NotANumber, "", "", false},
		{"#REF!", count, NotANumber, "", "", false},
		{"99999999999999999999", count, NotANumber, "", "", false},
	} {
		r := Parse(c.text, c.want)
		if r.State != c.state || r.State == Figure && (r.Value.String() != c.value || r.Unit != c.unit || r.Normalised == c.plain) {
			t.Errorf("Parse(%q, %+v) = state %d, %s, unit %q, normalised %v; want state %d, %s, unit %q, normalised %v",
				c.text, c.want, r.State, r.Value, r.Unit, r.Normalised, c.state, c.value, c.unit, !c.plain)
		}
	}
}

func TestLettersForDigitsAreOnlySuggested(t *testing.T) {
	for text, meant := range map[string]string{"O": "0", "l2": "12", "1O5": "105"} {
		r := Parse(text, Want{Unit: "件"})
		if r.State != NotANumber || r.Meant == nil || r.Meant.String() != meant {
			t.Errorf("Parse(%q) = %+v, want no number, and %s suggested", text, r, meant)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"12", "１２ 件", "24，068", "一百二十三", "--253", "1.2亿元", "99999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range []Want{{Unit: "件"}, {Signed: true, Unit: "件"}, {Decimal: true, Unit: "万元"}, {Decimal: true}} {
			r := Parse(s, w)
			if r.State != Figure {
				continue
			}
			if !w.Signed && r.Value.Negative() {
				t.Errorf("Parse(%q, %+v) is %s", s, w, r.Value)
			}
			if _, whole := r.Value.Int(); !whole && !w.Decimal {
				t.Errorf("Parse(%q, %+v) is %s", s, w, r.Value)
			}
		}
	})
}
