package answers

import "testing"

func TestReadSettings(t *testing.T) {
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
		got, err := ReadSettings([]byte(c.text))
		if (err == nil) != c.ok || len(got.Skip) != c.n {
			t.Errorf("ReadSettings(%q) = %v, %v", c.text, got, err)
		}
	}
}

func TestSettingsKeepAnswersByFile(t *testing.T) {
	got, err := ReadSettings([]byte("answers:\n  草稿.docx:\n    - id: proactive.regulations.in_force\n      value: 3\n      who: 办公室\n"))
	if err != nil || len(got.Answers["草稿.docx"]) != 1 || got.Answers["草稿.docx"][0].Value.String() != "3" || got.Answers["草稿.docx"][0].Who != "办公室" {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := ReadSettings([]byte("answers:\n  a.docx:\n    - id: x\n      value: many\n")); err == nil {
		t.Error("an answer that is no number is taken")
	}
}
