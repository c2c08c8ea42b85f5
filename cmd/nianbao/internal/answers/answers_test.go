package answers

import (
	"reflect"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/schema"
)

func TestAnswersComeBackAsWritten(t *testing.T) {
	want := []Answer{
		{"proactive.regulations.in_force", schema.Count(3), "办公室", "与规章目录核对：共 3 件"},
		{"proactive.fees.amount", schema.Number{Unscaled: 1605964, Scale: 4}, "", ""},
		{"proactive.licensing.change", schema.Count(-8), "", "减 8"},
	}
	data, err := Write(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Read(data)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v from\n%s", got, err, data)
	}
	got, err = Read([]byte(`{"answers": [{"id": "review.total", "value": 0.50, "who": "甲"}]}`))
	if err != nil || len(got) != 1 || got[0].Value.String() != "0.5" {
		t.Errorf("JSON gives %+v, %v", got, err)
	}
	if got, err = Read(nil); err != nil || len(got) != 0 {
		t.Errorf("an empty file gives %v, %v", got, err)
	}
}

func TestWrongAnswersAreNamed(t *testing.T) {
	for text, want := range map[string]string{
		"answers:\n- value: 3\n":                                   "answer 1 has no id",
		"answers:\n- id: review.total\n  value: many\n":            `review.total: the value "many" is no number`,
		"answers:\n- id: review.total\n  value: [1]\n":             "is no number",
		"answers:\n- id: a\n  value: 1\n- id: a\n  value: 2\n":     "a is answered twice",
		"answers:\n- id: a\n  vlaue: 1\n":                          "vlaue",
		"<html>":                                                   "not an answers file",
		"answers:\n- id: a\n  value: 99999999999999999999999999\n": "is no number",
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q in it", text, err, want)
		}
	}
	for _, s := range []string{"review.total", "=3", "review.total=three", "review.total="} {
		if a, err := Parse(s); err == nil {
			t.Errorf("Parse(%q) = %+v, want an error", s, a)
		}
	}
}
