package check_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/check"
	"github.com/nianbao/nianbao/schema/normalize"
)

const samples = "../../samples"

func sample(t testing.TB, dir string) (schema.Report, check.Document) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(samples, dir, "input.docx"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := parse.Document(data, parse.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return normalize.Report(d, schema.Source{}, normalize.Options{}), check.Of(&d)
}

// A sound report has no error and no warning.
func TestSoundReportsAreLeftAlone(t *testing.T) {
	for _, dir := range []string{"2014/songyu-2016", "2019/qinghe-2019", "2021/lanchuan-2023", "2021/wangyu-2024", "2021/yanhu-2022-pages"} {
		r, _ := sample(t, dir)
		for _, f := range r.Findings {
			if f.Severity != schema.Info {
				t.Errorf("%s: %s %s: %s", dir, f.Severity, f.Code, f.MessageZh)
			}
		}
	}
}

// The published report of 2023 says 153 in one section and 9 in another, and
// what it will do in a year that is over; its 0 applications agree.
func TestThePublishedReport(t *testing.T) {
	r, extra := sample(t, "2021/dingxiang-2023")
	r.Findings = nil
	var got []string
	for _, f := range check.Report(&r, extra) {
		got = append(got, string(f.Severity)+" "+f.Code+" "+f.Excerpt)
	}
	want := []string{
		"info blank-mixed ",
		"warning narrative-twice 2023年主动公开政府信息9条",
		"warning year-leftover 2023年，开发区将按照政府信息公开申请办理规程",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// What a finding quotes stands in the section that it names.
func FuzzReport(f *testing.F) {
	for _, s := range []string{
		"2024年，我局新收政府信息公开申请 28 件，其中自然人申请22件，法人或其他组织申请4件；上年结转2件。",
		"主动公开政府信息１５３条，其中网站73条、其他8０条，占4.2%。", "2024年，我局将继续××，____【】待定。", "未收到政府信息公开申请。", "2025年3月18日", "六个部分", "1年件。；，、约1.1.1,111件以上",
	} {
		f.Add(s, "overview")
		f.Add(s, "applications")
	}
	n := schema.Count(26)
	unit := "件"
	f.Fuzz(func(t *testing.T, text, section string) {
		year, agency := 2024, "望榆区教育局"
		r := schema.Report{Year: &year, Agency: &agency, Template: schema.Template{ID: "2021"}, Sections: []schema.Section{{ID: section, Blocks: []schema.Block{{Kind: schema.ParagraphBlock, Text: text}, {Kind: schema.ParagraphBlock, Text: text}}}}}
		for _, id := range []string{"applications.new.total", "applications.results_total.total", "applications.granted.total", "review.total"} {
			r.Facts = append(r.Facts, schema.Fact{ID: id, Value: &n, Unit: &unit, Status: schema.Given})
		}
		for _, finding := range check.Report(&r, check.Document{}) {
			if !strings.Contains(text, finding.Excerpt) {
				t.Errorf("%s quotes %q", finding.Code, finding.Excerpt)
			}
			if finding.MessageZh == "" || finding.Message == "" || strings.Contains(finding.MessageZh, "{text}") {
				t.Errorf("%s says %q", finding.Code, finding.MessageZh)
			}
		}
	})
}

// BenchmarkReport measures what the check costs beside making the report.
func BenchmarkReport(b *testing.B) {
	for _, dir := range []string{"2021/wangyu-2024", "2021/dingxiang-2023", "2021/lanchuan-2023"} {
		r, extra := sample(b, dir)
		r.Findings = nil
		b.Run(filepath.Base(dir), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				check.Report(&r, extra)
			}
		})
	}
}
