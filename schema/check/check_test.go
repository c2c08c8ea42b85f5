package check

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/parse/doc"
	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/message"
)

var update = flag.Bool("update", false, "rewrite testdata/sentences.txt")

// office changes the office of a report.
func office(r *schema.Report, agency string) *schema.Report {
	r.Agency = &agency
	return r
}

// forms changes the forms of a report's tables.
func forms(r *schema.Report, proactive, applications string) *schema.Report {
	r.Template.Tables.Proactive, r.Template.Tables.Applications, r.Template.ID = proactive, applications, applications
	return r
}

// blanks empties facts, as if they had been proved to be 0.
func blanks(r *schema.Report, ids ...string) *schema.Report {
	for i := range r.Facts {
		if slices.Contains(ids, r.Facts[i].ID) {
			raw := "\u3000"
			r.Facts[i].Raw, r.Facts[i].Status, r.Facts[i].Value = &raw, schema.Repaired, &schema.Number{}
		}
	}
	return r
}

// raw writes a fact's cell otherwise.
func raw(r *schema.Report, id, text string) *schema.Report {
	for i := range r.Facts {
		if r.Facts[i].ID == id {
			r.Facts[i].Raw = &text
		}
	}
	return r
}

const six = "preface: 报告由总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，政府信息公开行政复议、行政诉讼情况，存在的主要问题及改进情况，其他需要报告的事项六个部分组成。\n" +
	"overview# 一、总体情况\noverview: 认真做好公开。\nproactive# 二、主动公开政府信息情况\napplications# 三、收到和处理政府信息公开申请情况\nreview# 四、政府信息公开行政复议、行政诉讼情况\n" +
	"problems# 五、存在的主要问题及改进情况\nproblems: 形式单一。\nother# 六、其他需要报告的事项\nother: 未收取信息处理费。\n"

// Every rule: what it tells, and beside it what it must leave alone.
func TestRules(t *testing.T) {
	long := "落实政府信息公开审查制度，做到先审查、后公开，全年未发生失泄密事件。"
	for _, c := range []struct {
		name   string
		report *schema.Report
		extra  Document
		want   []string
	}{
		{"a sound report", write(t, figures, six), Document{}, nil},

		{"an old form", forms(write(t, "", six), "2019", "2021"), Document{}, []string{"warning form-outdated"}},
		{"two old tables are one finding", forms(write(t, "", six), "2019", "2019"), Document{}, []string{"warning form-outdated"}},
		{"mixed forms of a year when both were used", year(forms(write(t, "", six), "2021", "2019"), 2020), Document{}, []string{"info form-mixed"}},
		{"blanks beside zeros", blanks(write(t, "review.upheld=0 review.other=0 review.total=0", six), "review.other"), Document{}, []string{"info blank-mixed"}},
		{"blanks alone", blanks(write(t, "review.upheld=3 review.other=0 review.total=3", six), "review.other"), Document{}, nil},
		{"a fee in yuan", raw(write(t, "proactive.fees.amount=25.1", six), "proactive.fees.amount", "251000元"), Document{}, []string{"warning unit-slip"}},
		{"a fee with its unit", raw(write(t, "proactive.fees.amount=25.1", six), "proactive.fees.amount", "25.1万元"), Document{}, nil},
		{"a bureau's fee of billions", office(write(t, "proactive.fees.amount=251000", six), "望榆区教育局"), Document{}, []string{"info unit-slip"}},
		{"a city's fee of billions", office(write(t, "proactive.fees.amount=251000", six), "澜川市人民政府"), Document{}, nil},
		{"rules of a bureau", write(t, "proactive.regulations.made=2", six), Document{}, []string{"info rules-without-power"}},
		{"rules in force are those of others", write(t, "proactive.regulations.in_force=5", six), Document{}, nil},
		{"rules of a city", office(write(t, "proactive.regulations.made=2", six), "澜川市人民政府"), Document{}, nil},
		{"rules of a province", office(write(t, "proactive.regulations.made=2", six), "青桐省人民政府"), Document{}, nil},

		{"silent on fees", write(t, "", strings.Replace(six, "未收取信息处理费", "没有其他事项", 1)), Document{}, []string{"info fee-unreported"}},
		{"fees under another name", write(t, "", strings.Replace(six, "未收取信息处理费", "全年没有收费", 1)), Document{}, nil},
		{"another heading", write(t, "", strings.Replace(six, "一、总体情况\n", "一、工作基本情况\n", 1)), Document{}, []string{"info heading-renamed: 一、工作基本情况"}},
		{"the heading of the trial form", write(t, "", strings.Replace(six, "五、存在的主要问题及改进情况\n", "五、政府信息公开工作存在的主要问题及改进情况\n", 1)), Document{}, nil},
		{"a section without text", write(t, "", strings.Replace(six, "problems: 形式单一。\n", "", 1)), Document{}, []string{"warning heading-empty: 五、存在的主要问题及改进情况"}},
		{"five named of six", write(t, "", strings.Replace(six, "政府信息公开行政复议、行政诉讼情况，存", "存", 1)), Document{}, []string{"warning parts-miscounted: 六个部分"}},
		{"five announced of six", write(t, "", strings.Replace(six, "六个部分", "五个部分", 1)), Document{}, []string{"warning parts-miscounted: 五个部分"}},

		{"the year is over", write(t, "", six+"other: 2024年，我局将继续提高公开质量。"), Document{}, []string{"warning year-leftover: 2024年，我局将继续提高公开质量"}},
		{"an earlier plan", write(t, "", six+"other: 2023年，我局将继续提高公开质量。"), Document{}, []string{"warning year-leftover: 2023年，我局将继续提高公开质量"}},
		{"next year", write(t, "", six+"other: 2025年，我局将继续提高公开质量。"), Document{}, nil},
		{"将 before an object", write(t, "", six+"other: 2024年，我局将政务公开纳入年度考核，将以上信息全部公开。"), Document{}, nil},
		{"a plan quoted", write(t, "", six+"other: 2024年初提出将继续提高质量的要求，现已落实。"), Document{}, nil},
		{"the period of another year", write(t, "", six+"preface: 统计期限为2023年1月1日至2023年12月31日。"), Document{}, []string{"warning year-inconsistent: 统计期限为2023年1月1日至2023年12月31日"}},
		{"the period of this year", write(t, "", six+"preface: 统计期限为2024年1月1日至2024年12月31日。"), Document{}, nil},
		{"this year's figures under last year's name", write(t, figures, six+"overview: 2023年，我局新收政府信息公开申请26件，上年结转2件。"), Document{}, []string{"warning year-inconsistent: 2023年"}},
		{"last year's own figures", write(t, figures, six+"overview: 2023年，我局新收政府信息公开申请14件，上年结转0件。"), Document{}, nil},
		{"late", write(t, "", six+"other: 2025年3月18日"), Document{}, []string{"warning published-late: 2025年3月18日"}},
		{"in time", write(t, "", six+"other: 2025年1月31日"), Document{}, nil},
		{"a government has until March", office(write(t, "", six+"other: 2025年3月18日"), "望榆区人民政府"), Document{}, nil},
		{"the law of before 2019", year(write(t, "", six+"other: 2018年3月18日"), 2017), Document{}, nil},
		{"dated before the year was over", write(t, "", six+"other: 2024年1月18日"), Document{}, []string{"warning year-leftover: 2024年1月18日"}},

		{"placeholders", write(t, "", six+"other: 更新栏目××个，点击XX万次，粉丝____人，培训【】次，结果待定，得分***。（此处填写结果）"), Document{}, []string{
			"warning placeholder-text: 更新栏目××个", "warning placeholder-text: 点击XX万次", "warning placeholder-text: 粉丝____人", "warning placeholder-text: 培训【】次",
			"warning placeholder-text: 结果待定", "warning placeholder-text: 得分***", "warning placeholder-text: （此处填写结果）"}},
		{"what only looks like one", write(t, "", six+"other: （联系人：李××，电话：6141496），联系人：张XX，等待定向培养，XXL号，2×3。\nother: 负责人（签字）：______"), Document{}, nil},
		{"a paragraph twice", write(t, "", six+"other: "+long+"\nother: "+long), Document{}, []string{"warning paragraph-repeated: " + long}},
		{"a paragraph in two sections", write(t, "", six+"problems: "+long+"\nother: "+long), Document{}, []string{"warning paragraph-repeated: " + long}},
		{"notes to tables may repeat", write(t, "", six+"applications: 注："+long+"\nreview: 注："+long), Document{}, nil},

		{"comments", write(t, "", six), Document{Comments: []string{"与信息中心再核一次", "是否有材料？"}}, []string{"warning draft-comment"}},
		{"highlights", write(t, "", six), Document{Highlighted: []string{"不予处理3件"}}, []string{"warning highlighted-text"}},
		{"broken fields", write(t, "", six), Document{Fields: []string{"错误!未找到引用源。"}}, []string{"warning field-error"}},
		{"prompts", write(t, "", six), Document{Prompts: []string{"单击此处输入文字"}}, []string{"warning placeholder-text"}},
		{"an empty heading", write(t, "", six), Document{EmptyHeadings: []string{"未发生责任追究情形。"}}, []string{"warning heading-empty"}},
		{"a person in the properties", write(t, "", six), Document{Properties: doc.Properties{Creator: "张三", LastModifiedBy: "教育局办公室", Manager: "010-00000000"}}, []string{"info property-person"}},
		{"an office in the properties", write(t, "", six), Document{Properties: doc.Properties{Creator: "教育局办公室", LastModifiedBy: "Administrator", Manager: "高新区"}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) { alike(t, c.name, told(Report(c.report, c.extra)), c.want) })
	}
}

// year changes the year of a report.
func year(r *schema.Report, y int) *schema.Report {
	r.Year = &y
	return r
}

const last = `applications.carried_out.natural_person=1 applications.carried_out.enterprise=2 applications.carried_out.total=3
 proactive.normative_documents.in_force=8 proactive.licensing.decisions=79 proactive.licensing.last_year=14 proactive.licensing.change=1`
const this = `applications.carried_in.natural_person=1 applications.carried_in.enterprise=1 applications.carried_in.total=2
 proactive.normative_documents.made=2 proactive.normative_documents.repealed=1 proactive.normative_documents.in_force=12 proactive.licensing.decisions=8700 proactive.licensing.last_year=16`
const problems = "problems: 一是政策解读形式较为单一，公众参与不够；二是依申请公开答复的说理性不强，文书不够规范。2024年，将增加图解、问答等解读形式，编印答复文书范本，组织案例学习。"

func TestYears(t *testing.T) {
	before := year(write(t, last, strings.Replace(problems, "2024", "2023", 1)), 2023)
	now := write(t, this, problems)
	var codes []string
	for _, f := range Years(now, before) {
		codes = append(codes, string(f.Severity)+" "+f.Code+" "+strings.Join(f.Facts, " ")+f.Section)
	}
	alike(t, "a year and the next", codes, []string{
		"error carry-over-mismatch applications.carried_in.enterprise", "info in-force-mismatch proactive.normative_documents.in_force",
		"info items-mismatch proactive.licensing.last_year", "info figure-jump proactive.licensing.decisions", "info text-copied problems"})

	alike(t, "what agrees", told(Years(write(t, "applications.carried_in.total=3 applications.carried_in.enterprise=2 proactive.normative_documents.made=1 proactive.normative_documents.repealed=0 proactive.normative_documents.in_force=9", "problems: 今年新的情况是另外一回事，与去年的问题完全不同，需要逐项说明清楚，并提出改进的办法和时间。"), before)), nil)
	alike(t, "the total alone", told(Years(write(t, "applications.carried_in.total=2", ""), before)), []string{"error carry-over-mismatch"})
	alike(t, "not the year before", told(Years(now, year(write(t, last, ""), 2021))), []string{"warning previous-other"})
	alike(t, "another office", told(Years(write(t, "", ""), office(year(write(t, "", ""), 2023), "望榆区教体局"))), []string{"info previous-other"})
}

// Each wording that check can give stands in testdata/sentences.txt, in both
// languages, as it was read and found good.
func TestSentences(t *testing.T) {
	var all []schema.Finding
	report := func(facts, text string, extra Document) { all = append(all, Report(write(t, facts, text), extra)...) }
	add := func(r *schema.Report) { all = append(all, Report(r, Document{})...) }
	report(figures, "overview: 新收政府信息公开申请28件。", Document{})
	report(figures, "overview: 累计收到政府信息公开申请29件。", Document{})
	conflict := write(t, "applications.new.total=26", "overview: 新收政府信息公开申请28件。")
	conflict.Facts[0].Status = schema.Conflict
	add(conflict)
	report(figures, "review: 未发生行政复议。\noverview: 新收政府信息公开申请26件，均已按期答复。", Document{})
	report("", "overview: 共公开100条，其中政策50条，动态30条，其他10条。\noverview: 公开63条，其中政策190条。\noverview: 公开164条，其中政策18条，动态92条，公告45条。\noverview: 公开164条，其中政策18条，动态92条，公告51条。", Document{})
	report("", "overview: 主动公开政府信息153条。\nproactive: 主动公开政府信息9条。", Document{})
	report(figures, "applications: 答复26件，其中予以公开12件，占64.2%。", Document{})
	add(raw(write(t, "proactive.fees.amount=25.1", ""), "proactive.fees.amount", "251000元"))
	add(write(t, "proactive.fees.amount=251000", "overview: 收取行政事业性收费251000元。"))
	report("", strings.Replace(six, "政府信息公开行政复议、行政诉讼情况，存", "存", 1), Document{})
	report("", strings.Replace(six, "六个部分", "五个部分", 1), Document{})
	report("", strings.NewReplacer("一、总体情况\n", "一、工作基本情况\n", "problems: 形式单一。\n", "", "未收取信息处理费", "没有其他事项").Replace(six), Document{})
	add(forms(write(t, "", ""), "2019", "2019"))
	stats := forms(write(t, "", ""), "", "")
	stats.Template.Tables.Stats, stats.Template.ID = "2014", "2014"
	add(stats)
	add(year(forms(write(t, "", ""), "2021", "2019"), 2020))
	add(blanks(write(t, "review.upheld=0 review.other=0", ""), "review.other"))
	report("proactive.regulations.made=2", "", Document{})
	report(figures, "overview: 2023年，我局新收政府信息公开申请26件，上年结转2件。\noverview: 统计期限为2023年1月1日至2023年12月31日。\nproblems: 2024年，我局将继续提高质量。2023年，我局将继续提高质量。\nother: 2024年1月18日", Document{})
	report("", "other: 2025年3月18日", Document{})
	report("", "other: 更新栏目××个。\nother: "+strings.TrimPrefix(problems, "problems: ")+"\nother: "+strings.TrimPrefix(problems, "problems: ")+"\n"+problems, Document{Comments: []string{"再核"}, Highlighted: []string{"3件"}, Fields: []string{"错误!"}, Prompts: []string{"单击此处"}, EmptyHeadings: []string{"前文。"}, Properties: doc.Properties{Creator: "张三"}})
	before := year(write(t, last, strings.Replace(problems, "2024", "2023", 1)), 2023)
	all = append(all, Years(write(t, this, problems), office(before, "望榆区教体局"))...)
	all = append(all, Years(write(t, this, problems), year(write(t, "", ""), 2020))...)
	all = append(Years(forms(write(t, "proactive.licensing.last_year=16", ""), "2019", "2019"), before), all...)

	lines := map[string]string{}
	for _, f := range all {
		text := string(f.Severity) + "[" + f.Code + "]\n  " + f.MessageZh + "\n  " + f.Message + "\n"
		if f.SuggestionZh != nil {
			text += "  → " + *f.SuggestionZh + "\n  → " + *f.Suggestion + "\n"
		}
		if strings.ContainsAny(text, "{}") {
			t.Errorf("a place is not filled: %s", text)
		}
		key := f.Code
		x, _ := message.Explain(f.Code)
		for i, says := range x.Says {
			if follows(f.MessageZh, says.Zh) && follows(f.Message, says.En) {
				key = f.Code + "/" + string(rune('a'+i))
			}
		}
		if _, ok := lines[key]; !ok {
			lines[key] = text
		}
	}
	var keys []string
	for k := range lines {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var got strings.Builder
	for _, k := range keys {
		got.WriteString(lines[k])
	}
	for _, code := range own {
		x, ok := message.Explain(code)
		if !ok {
			t.Errorf("no code %s", code)
			continue
		}
		if x.Why.Zh == "" || x.Why.En == "" || x.Example == "" {
			t.Errorf("%s is not explained", code)
		}
		for i := range x.Says {
			if _, ok := lines[code+"/"+string(rune('a'+i))]; !ok && code != "year-inconsistent" {
				t.Errorf("%s: “%s” is never said here", code, x.Says[i].Zh)
			}
		}
	}
	golden := filepath.Join("testdata", "sentences.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("sentences differ from %s; read them, and run with -update:\n%s", golden, got.String())
	}
}

// own are the codes that this package gives; year-inconsistent has a wording
// of package normalize, too.
var own = []string{
	"blank-mixed", "carry-over-mismatch", "draft-comment", "fee-unreported", "field-error", "figure-jump", "form-mixed", "form-outdated", "heading-empty", "heading-renamed",
	"highlighted-text", "in-force-mismatch", "items-mismatch", "narrative-mismatch", "narrative-percent", "narrative-sum", "narrative-twice", "paragraph-repeated", "parts-miscounted",
	"placeholder-text", "previous-other", "property-person", "published-late", "rules-without-power", "text-copied", "unit-slip", "year-inconsistent", "year-leftover",
}

// follows tells whether a sentence is one of a pattern with names in braces.
func follows(s, pattern string) bool {
	first := true
	for {
		fixed, rest, more := strings.Cut(pattern, "{")
		i := strings.Index(s, fixed)
		if i < 0 || first && i != 0 {
			return false
		}
		s, first = s[i+len(fixed):], false
		if !more {
			return s == "" || fixed == "" || strings.HasSuffix(s, fixed)
		}
		_, pattern, _ = strings.Cut(rest, "}")
	}
}
