package tidy

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"strings"
	"sync"

	"github.com/nianbao/nianbao/schema/template"
)

// comparisonRules is the judgement of which figures of two forms may be set
// side by side, for people to read and correct. The first rule that fits a
// figure is its own; a figure without one is comparable with no other form's.
//
//go:embed comparable.json
var comparisonRules []byte

// rule is one judgement on the figures of a form whose ids begin with IDs; "*"
// stands for all.
type rule struct {
	Template string `json:"template"`
	IDs      string `json:"ids"`
	// Comparison is "same", "sum" or "none".
	Comparison string `json:"comparison"`
	With       string `json:"with"`
	// Series may hold {id} and {column}; empty is a series of the form's own.
	Series string `json:"series"`
	Zh     string `json:"zh"`
	En     string `json:"en"`
}

var rules = sync.OnceValue(func() []rule {
	var r []rule
	if err := json.Unmarshal(comparisonRules, &r); err != nil {
		panic(err)
	}
	return r
})

// comparisons are the values of the column comparison.
var comparisons = []Value{
	{"same", "可比较", "the same figure in both forms"},
	{"sum", "合计可比较", "comparable when the report's figures of the series are added up"},
	{"none", "不可比较", "comparable with no other form's figure"},
}

var comparableColumns = []Column{
	{Name: "template", Required: true, Zh: "表样", En: "form", TellZh: "数字所在的表样", TellEn: "the form that the figure stands on"},
	{Name: "id", Required: true, Zh: "数字编号", En: "id", TellZh: "数字的编号", TellEn: "the figure's id"},
	{Name: "table_id", Required: true, Zh: "表", En: "table", TellZh: "proactive、applications、review 或 stats", TellEn: "proactive, applications, review or stats"},
	{Name: "comparison", Required: true, Zh: "可比性", En: "comparison", TellZh: "能否与另一种表样的数字比较", TellEn: "whether it may be compared with a figure of another form", Values: comparisons},
	{Name: "with_template", Zh: "可比较的表样", En: "with form", TellZh: "可与之比较的表样", TellEn: "the form it may be compared with"},
	{Name: "series", Required: true, Zh: "序列", En: "series", TellZh: "同一序列的数字可以比较；同一份年报中属于同一序列的数字先相加", TellEn: "figures of one series may be compared; those of one report in one series are added up first"},
	{Name: "reason_zh", Required: true, Zh: "理由", En: "reason (Chinese)", TellZh: "理由", TellEn: "why, in Chinese"},
	{Name: "reason_en", Required: true, Zh: "理由（英文）", En: "reason (English)", TellZh: "理由的英文", TellEn: "why, in English"},
}

// ComparableColumns are the columns of Comparable, in order.
func ComparableColumns() []Column { return append([]Column(nil), comparableColumns...) }

// Comparable is a CSV with a row for each figure of each form: whether it may
// be compared across forms, and why. Nil stands for the known forms.
func Comparable(forms []*template.Form) []byte {
	var b bytes.Buffer
	c, _ := newCSV(&b, comparableColumns, false) // a buffer takes all
	for _, f := range (Options{Forms: forms}).forms() {
		for i := range f.Tables {
			t := &f.Tables[i]
			for _, fact := range t.Facts {
				r := ruleFor(f.ID, fact.ID)
				series := f.ID + ":" + fact.ID
				if r.Series != "" {
					series = strings.NewReplacer("{id}", fact.ID, "{column}", t.Column(fact).ID).Replace(r.Series)
				}
				_ = c.write([]cell{
					text(f.ID), text(fact.ID), text(t.ID), text(r.Comparison), filled(r.With), text(series), text(r.Zh), text(r.En),
				})
			}
		}
	}
	_ = c.close()
	return b.Bytes()
}

// ruleFor finds a figure's rule.
func ruleFor(form, id string) rule {
	for _, r := range rules() {
		if r.Template == form && (r.IDs == "*" || strings.HasPrefix(id, r.IDs)) {
			return r
		}
	}
	return rule{Comparison: "none", Zh: "没有作过比较的判断", En: "nobody has judged whether it may be compared"}
}
