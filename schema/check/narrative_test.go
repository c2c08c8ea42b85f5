package check

import "testing"

// The tables of the sentences below: those of samples/2021/wangyu-2024.
const figures = `applications.new.natural_person=23 applications.new.enterprise=3 applications.new.research=0 applications.new.welfare=0 applications.new.legal_service=0 applications.new.other=0 applications.new.total=26
 applications.carried_in.natural_person=1 applications.carried_in.total=2 applications.granted.total=12 applications.partial.total=3 applications.refuse.subtotal.total=2 applications.unable.not_held.total=4 applications.unable.subtotal.total=5 applications.not_processed.subtotal.total=3 applications.other.subtotal.total=1
 applications.results_total.natural_person=22 applications.results_total.total=26 applications.carried_out.total=2
 review.upheld=2 review.corrected=0 review.other=1 review.pending=0 review.total=3
 litigation.direct.upheld=1 litigation.after_review.upheld=1 litigation.direct.pending=0 litigation.after_review.pending=1 litigation.direct.total=1 litigation.after_review.total=2
 proactive.normative_documents.made=2 proactive.normative_documents.repealed=1 proactive.normative_documents.in_force=9 proactive.licensing.decisions=87 proactive.penalty.decisions=4 proactive.coercion.decisions=0 proactive.fees.amount=12.5`

// A sentence, and what is told of it. Most are silent on purpose: a figure that
// is not the table's is no mistake where something else is counted.
func TestNarrative(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		// What agrees.
		{"received", "overview: 2024年，我局新收政府信息公开申请26件，上年结转2件。", nil},
		{"received and carried in", "overview: 全年共收到政府信息公开申请28件。", nil},
		{"full width and spaces", "overview: 全年共收到政府信息公开申请 ２６ 件。", nil},
		{"answered, with all parts", "applications: 全年办理答复26件，其中予以公开12件，占46.2%；部分公开3件，不予公开2件，无法提供5件，不予处理3件，其他处理1件。", nil},
		{"litigation is both columns", "review: 行政诉讼3件，其中结果维持2件，尚未审结1件。", nil},
		{"decisions in a list", "overview: 办理行政许可87件、行政处罚4件、行政强制0件。", nil},
		{"fees in yuan", "overview: 全年收取行政事业性收费125000元。", nil},

		{"outcomes that name their case", "review: 因政府信息公开产生行政复议案件3件和行政诉讼案件3件，其中行政复议结果维持2件，其他结果1件，行政诉讼结果维持2件，尚未审结1件。", nil},
		{"what real reports say", "overview: 2024年全区教育局共收到依申请公开件26件，上年度结转2件，共办结26件，结转下年度办理2件。收到248条网民留言，办结留言230条，公开答复4条。接到网络信件327件，办结300件，办结率92%。", nil},
		{"a part of other handling", "applications: 其中，予以公开12件，部分公开3件，逾期未补正2件，其他处理1件。", nil},
		{"the object behind its figure", "overview: 我局共受理26件政府信息公开申请（均为书面提交），同比上升16.13%，其中按期办结26件，按期办结率达100%。", nil},
		{"fewer in time than received", "overview: 全年受理政府信息公开申请26件，其中按期办结24件。", nil},

		// What does not.
		{"the object behind a wrong figure", "overview: 我局共受理36件政府信息公开申请。", []string{"warning narrative-mismatch: 我局共受理36件"}},
		{"an outcome that names its case", "review: 行政复议案件3件和行政诉讼案件3件，其中行政复议结果维持3件，行政诉讼结果维持2件。", []string{"warning narrative-mismatch: 其中行政复议结果维持3件"}},
		{"new", "overview: 2024年，我局新收政府信息公开申请28件。", []string{"warning narrative-mismatch: 我局新收政府信息公开申请28件"}},
		{"received, neither sum", "overview: 全年共收到政府信息公开申请27件。", []string{"warning narrative-mismatch: 全年共收到政府信息公开申请27件"}},
		{"with separators", "overview: 全年共收到政府信息公开申请1,026件。", []string{"warning narrative-mismatch: 全年共收到政府信息公开申请1,026件"}},
		{"of the applicants", "overview: 新收政府信息公开申请26件，其中自然人申请22件，法人或其他组织申请4件。", []string{"warning narrative-mismatch: 其中自然人申请22件", "warning narrative-mismatch: 法人或其他组织申请4件"}},
		{"granted", "applications: 共答复26件，其中予以公开13件。", []string{"warning narrative-mismatch: 其中予以公开13件"}},
		{"a sub-total without a cell", "applications: 不予公开5件。", []string{"warning narrative-mismatch: 不予公开5件"}},
		{"carried out", "overview: 收到政府信息公开申请26件，结转下年度继续办理4件。", []string{"warning narrative-mismatch: 结转下年度继续办理4件"}},
		{"review", "review: 2024年，因政府信息公开引发行政复议5件。", []string{"warning narrative-mismatch: 因政府信息公开引发行政复议5件"}},
		{"litigation, one column", "review: 行政复议3件；行政诉讼1件。", []string{"warning narrative-mismatch: 行政诉讼1件"}},
		{"outcome", "review: 行政复议3件，其中结果维持3件。", []string{"warning narrative-mismatch: 其中结果维持3件"}},
		{"documents", "overview: 制发行政规范性文件3件，废止2件。", []string{"warning narrative-mismatch: 制发行政规范性文件3件", "warning narrative-mismatch: 废止2件"}},
		{"decisions", "overview: 办理行政许可78件、行政处罚4件。", []string{"warning narrative-mismatch: 办理行政许可78件"}},
		{"denied", "applications: 2024年，我局未收到政府信息公开申请。", []string{"warning narrative-mismatch: 未收到政府信息公开申请"}},
		{"no review", "review: 未发生因政府信息公开引起的行政复议。", []string{"warning narrative-mismatch: 未发生因政府信息公开引起的行政复议"}},
		{"all answered, two carried over", "overview: 新收政府信息公开申请26件，均已按期答复。", []string{"info narrative-mismatch: 均已按期答复"}},
		{"fees in the wrong unit", "overview: 收取行政事业性收费12.5元。", []string{"warning unit-slip: 收取行政事业性收费12.5元"}},

		// What is no exact figure.
		{"nearly", "overview: 新收政府信息公开申请近30件。", nil},
		{"more than", "overview: 新收政府信息公开申请20余件，其中自然人申请20多件。", nil},
		{"at least", "overview: 新收政府信息公开申请超过20件。", nil},
		{"about", "overview: 新收政府信息公开申请30件左右。", nil},
		{"ten thousands", "overview: 收到政府信息公开申请1.2万件。", nil},

		{"rules and documents", "overview: 制发行政规范性文件2件。公开市政府规章13件（含新制定5件，修改4件，废止4件）。", nil},

		// What is another quantity.
		{"a part: by channel", "overview: 通过网络收到政府信息公开申请20件。", nil},
		{"a part: in time", "applications: 按时答复20件。", nil},
		{"a part: on paper", "applications: 书面答复15件，当场答复3件。", nil},
		{"a subject", "overview: 收到涉及土地征收的政府信息公开申请14件。", nil},
		{"more than last year", "overview: 收到政府信息公开申请26件，比上年增加9件。", nil},
		{"hotline", "overview: 承办市长热线转办件128件，按时办结率100%。", nil},
		{"proposals", "other: 2024年办理人大代表建议5件、政协提案2件，办结7件。", nil},
		{"proposals beside applications", "overview: 收到政府信息公开申请26件。办理人大代表建议5件，办结5件。", nil},
		{"an example", "applications: 注：同一申请人多次申请的，按件分别计数，如同一人申请3件计3件。", nil},
		{"documents made open", "overview: 制定文件12份，予以公开10件。", nil},
		{"all review cases", "review: 我局备案各类行政复议案件12件、行政诉讼案件5件，均与政府信息公开无关。", nil},
		{"a review organ", "overview: 全年受理行政复议申请134件。", nil},
		{"licences published", "overview: 公示行政许可信息120条、行政处罚信息43条。", nil},
		{"trainings", "overview: 组织业务培训2次，考核权重为4%。", nil},
		{"items of a law", "overview: 依据《条例》第二十条、第二十一条，梳理公开事项65项，其中第二十条第（一）项至第（十五）项10项。", nil},
		{"no correction", "review: 未发生行政复议被纠错的情况。", nil},
		{"nothing to answer for", "overview: 全年未发生责任追究情形，没有收到投诉举报。", nil},

		// What is another body or another year.
		{"for the district", "overview: 我局代表区政府受理政府信息公开申请17件。", nil},
		{"all schools", "overview: 全区教育系统共收到信息公开事项申请86件。", nil},
		{"half a year", "overview: 上半年收到政府信息公开申请11件。", nil},
		{"last year", "overview: 2023年收到政府信息公开申请14件。", nil},
		{"since", "overview: 自2008年以来，累计收到政府信息公开申请310件。", nil},

		// What a row alone may be meant by.
		{"a row of the group", "applications: 无法提供4件。", nil},
	} {
		r := write(t, figures, c.text)
		alike(t, c.name, told(Report(r, Document{}), "fee-unreported"), c.want)
	}
}

func TestTheSameQuantityTwice(t *testing.T) {
	const first = "overview: 我局通过网站、报纸、微信等多种途径主动公开政府信息153条，其中网站73条，微信53条，其他方式27条。\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"two wholes", first + "proactive: 2024年主动公开政府信息9条。其中网站5条，微信4条。", []string{"warning narrative-twice: 2024年主动公开政府信息9条"}},
		{"the same", first + "proactive: 2024年主动公开政府信息153条。", nil},
		{"one channel of the whole", first + "proactive: 通过微信公众号主动公开政府信息53条。", nil},
		{"one channel above the whole", "overview: 通过门户网站主动公开政府信息164条。\nproactive: 我局主动公开政府信息146条。", []string{"warning narrative-twice: 我局主动公开政府信息146条"}},
		{"two channels", "overview: 通过门户网站主动公开政府信息164条，通过微信公众号主动公开政府信息46条。", nil},
		{"another year", first + "proactive: 2023年主动公开政府信息90条。", nil},
		{"about", first + "proactive: 主动公开政府信息150余条。", nil},
		{"all the district", first + "proactive: 全区主动公开政府信息1530条。", nil},
	} {
		alike(t, c.name, told(Report(write(t, figures, c.text), Document{}), "fee-unreported"), c.want)
	}
}

func TestParts(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"all of it", "overview: 共发布信息100条，其中网站60条，微信30条，其他10条。", nil},
		{"named to the end, short", "overview: 共发布信息100条，其中政策50条，动态30条，其他10条。", []string{"warning narrative-sum: 共发布信息100条，其中政策50条，动态30条，其他10条"}},
		{"channels overlap", "overview: 主动公开政府信息1846条，其中通过政府网站公开1630条，政务微博公开412条，政务微信公开655条，其他方式公开138条。", nil},
		{"some of it", "overview: 公开信息663条，其中政策文件19条，政策解读13条。", nil},
		{"other units", "overview: 公开信息663条，其中政策文件19件，政策解读13篇。", nil},
		{"a part above the whole", "overview: 公开信息63条，其中政策文件190条。", []string{"warning narrative-sum: 其中政策文件190条"}},
		{"digits changed about", "overview: 公开信息164条，其中政策文件18条，工作动态92条，公告公示45条。", []string{"warning narrative-sum: 公开信息164条，其中政策文件18条，工作动态92条，公告公示45条"}},
		{"a little short", "overview: 公开信息164条，其中政策文件18条，工作动态92条，公告公示51条。", []string{"info narrative-sum: 公开信息164条，其中政策文件18条，工作动态92条，公告公示51条"}},
		{"the list ends at a semicolon", "overview: 新收政府信息公开申请26件，其中自然人申请23件，法人或其他组织申请3件；上年结转2件。", nil},
		{"another whole between", "overview: 新收政府信息公开申请26件，上年结转2件，均依法处理。其中予以公开12件，部分公开3件。", nil},
		{"approximate", "overview: 公开信息100余条，其中政策50条，其他10条。", nil},
		{"share right", "applications: 办理答复26件，其中予以公开12件，占46.2%。", nil},
		{"share cut off", "applications: 办理答复26件，其中予以公开12件，占46.1%。", nil},
		{"share wrong", "applications: 办理答复26件，其中予以公开12件，占64.2%。", []string{"warning narrative-percent: 其中予以公开12件，占64.2%"}},
		{"share of received and carried in", "applications: 办理答复26件，其中予以公开12件，占42.9%。", nil},
		{"share of something else", "overview: 政策文件12件，占64.2%。", nil},
	} {
		alike(t, c.name, told(Report(write(t, figures, c.text), Document{}), "fee-unreported"), c.want)
	}
}

// A figure that the tables do not settle is compared with nothing.
func TestUnknownFiguresAreNotCompared(t *testing.T) {
	r := write(t, "applications.new.total=26", "overview: 2024年，我局新收政府信息公开申请28件。")
	r.Facts[0].Value = nil
	alike(t, "unresolved", told(Report(r, Document{})), nil)
	r = write(t, "applications.new.total=26", "overview: 2024年，我局新收政府信息公开申请28件。")
	r.Facts[0].Status = "assumed"
	alike(t, "assumed", told(Report(r, Document{})), nil)
	r.Facts[0].Status = "conflict"
	alike(t, "conflict", told(Report(r, Document{})), []string{"info narrative-mismatch: 我局新收政府信息公开申请28件"})
}

func TestAWholeGovernmentCountsAllItsOffices(t *testing.T) {
	r := write(t, figures, "overview: 全区各级行政机关收到政府信息公开申请260件。")
	agency := "望榆区人民政府"
	r.Agency = &agency
	alike(t, "differs", told(Report(r, Document{})), []string{"info narrative-mismatch: 全区各级行政机关收到政府信息公开申请260件"})
	r = write(t, figures, "overview: 全区各级行政机关收到政府信息公开申请26件。")
	r.Agency = &agency
	alike(t, "agrees", told(Report(r, Document{})), nil)
}
