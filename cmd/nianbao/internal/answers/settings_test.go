package answers

import (
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/schema"
)

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
	if err != nil || len(got.For("草稿.docx")) != 1 || got.For("草稿.docx")[0].Value.String() != "3" || got.For("草稿.docx")[0].Who != "办公室" {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := ReadSettings([]byte("answers:\n  a.docx:\n    - id: x\n      value: many\n")); err == nil {
		t.Error("an answer that is no number is taken")
	}
}

// What a person wrote into the settings stays; a document's answers come, are
// replaced, and go, under whatever name it has.
func TestKeepLeavesTheRestAsItIs(t *testing.T) {
	const written = "# 本地惯例\nskip:\n  - code: fee-unreported # 见区政府的报告\n    why: 统一说明\n"
	first := []Answer{{ID: "proactive.fees.amount", Value: schema.Number{Unscaled: 125, Scale: 2}, Who: "财务科", Why: "- 决算: #1"}, {ID: "review.total", Value: schema.Count(3)}}
	second := []Answer{{ID: "review.total", Value: schema.Count(4)}}
	for _, name := range []string{"草稿.docx", "a: b #c.docx", "7", "null", "- x.docx", "e\u0301.docx", "\xbc\xd7.docx"} {
		settings := []byte(written)
		for _, given := range [][]Answer{first, second, nil, nil} {
			var err error
			if settings, err = Keep(settings, name, given); err != nil {
				t.Fatalf("%q: %v", name, err)
			}
			got, err := ReadSettings(settings)
			if err != nil || !slices.Equal(got.For(name), given) || len(got.Skip) != 1 {
				t.Errorf("%q: %+v, %v, of\n%s", name, got, err, settings)
			}
			if text := string(settings); !strings.Contains(text, "# 本地惯例\n") || !strings.Contains(text, "# 见区政府的报告\n") {
				t.Errorf("%q: a remark is lost:\n%s", name, text)
			}
		}
	}
	alone, err := Keep(nil, "a.docx", second)
	if err != nil || string(alone) != "answers:\n  a.docx:\n    - id: review.total\n      value: 4\n" {
		t.Errorf("%q, %v", alone, err)
	}
	both, err := Keep(alone, "b.docx", first)
	if err != nil || !strings.HasPrefix(string(both), string(alone)) {
		t.Errorf("%q, %v", both, err)
	}
	if none, err := Keep(alone, "a.docx", nil); err != nil || none != nil {
		t.Errorf("%q, %v", none, err)
	}
	// A name may come back in another normal form.
	same, err := Keep([]byte("answers:\n  cafe\u0301.docx: []\n"), "café.docx", second)
	if got, e := ReadSettings(same); err != nil || e != nil || !slices.Equal(got.For("cafe\u0301.docx"), second) || !slices.Equal(got.For("café.docx"), second) {
		t.Errorf("%q, %v, %v", same, err, e)
	}
	if _, err := ReadSettings([]byte("answers:\n  cafe\u0301.docx: []\n  café.docx: []\n")); err == nil {
		t.Error("one document has answers twice")
	}
	if _, err := Keep([]byte("skip: 3\n"), "a.docx", second); err == nil {
		t.Error("settings that cannot be read are written over")
	}
}
