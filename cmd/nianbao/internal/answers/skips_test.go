package answers

import "testing"

func TestReadSkips(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		ok   bool
	}{
		{"", 0, true},
		{"skip:\n  - code: fee-unreported\n    why: 在区政府的报告中说明\n", 1, true},
		{`{"skip": [{"code": "blank-mixed", "why": "本地惯例"}]}`, 1, true},
		{"skip:\n  - code: fee-unreported\n", 0, false},
		{"skip:\n  - why: 没有代码\n", 0, false},
		{"skips: []\n", 0, false},
		{"skip: 3\n", 0, false},
		{"\t{", 0, false},
	} {
		got, err := ReadSkips([]byte(c.text))
		if (err == nil) != c.ok || len(got) != c.n {
			t.Errorf("ReadSkips(%q) = %v, %v", c.text, got, err)
		}
	}
}
