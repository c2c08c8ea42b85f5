package message

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/schema"
)

var place = regexp.MustCompile(`\{[a-z]+\}`)

// places lists the names that a sentence takes.
func places(s string) []string {
	names := place.FindAllString(s, -1)
	slices.Sort(names)
	return slices.Compact(names)
}

func TestEntries(t *testing.T) {
	for key, e := range entries() {
		code, _, _ := strings.Cut(key, "/")
		if !regexp.MustCompile(`^[a-z]+(-[a-z]+)*(/[a-z0-9]+)?$`).MatchString(key) {
			t.Errorf("%s is no code", key)
		}
		if e.Severity != schema.Error && e.Severity != schema.Warning && e.Severity != schema.Info {
			t.Errorf("%s: severity %q", key, e.Severity)
		}
		if e.Zh == "" || e.En == "" || (e.DoZh == "") != (e.DoEn == "") {
			t.Errorf("%s lacks a language", key)
		}
		if !slices.Equal(places(e.Zh), places(e.En)) || !slices.Equal(places(e.DoZh), places(e.DoEn)) {
			t.Errorf("%s: the languages say different things", key)
		}
		if strings.ContainsAny(e.Zh+e.DoZh, "!！") || strings.HasSuffix(e.Zh, "。") || strings.HasSuffix(e.En, ".") {
			t.Errorf("%s: findings are calm, and end without a stop", key)
		}
		if x, ok := Explain(code); !ok || x.Why.Zh == "" || x.Why.En == "" || x.Example == "" || len(x.Says) == 0 {
			t.Errorf("%s is not explained", code)
		}
	}
	if _, ok := Explain("no-such-code"); ok {
		t.Error("a code that is not there is explained")
	}
	if !slices.IsSorted(Codes()) || !slices.Contains(Codes(), "sum-mismatch") {
		t.Errorf("codes are %q", Codes())
	}
}

func TestFind(t *testing.T) {
	f := Find("table-missing/picture", Args{"table": {Zh: "表", En: "the table"}})
	if f.Code != "table-missing" || f.Severity != schema.Warning || !strings.Contains(f.MessageZh, "“表”") || !strings.Contains(f.Message, "the table") || f.Suggestion == nil || f.Facts == nil {
		t.Errorf("found %+v", f)
	}
}
