package findings

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/schema"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "rewrite testdata")

// sample reads a report of testdata: copies of the reports of samples, so that
// what is written here changes only with this package. "sound" is one of them
// without findings.
func sample(t testing.TB, name string) schema.Report {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", strings.Replace(name, "sound", "wuqi", 1)+".json"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := schema.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if name == "sound" {
		r.Findings = nil
	}
	return r
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; read it, and run with -update:\n%s", path, got)
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		golden, sample string
		options        Options
	}{
		{"dingxiang.txt", "dingxiang", Options{}},
		{"wuqi.txt", "wuqi", Options{}},
		{"wuqi-80.txt", "wuqi", Options{Width: 80}},
		{"wuqi-en-80.txt", "wuqi", Options{Width: 80, English: true}},
		{"wuqi-colour.txt", "wuqi", Options{Width: 80, Colour: true}},
		{"sound.txt", "sound", Options{}},
	} {
		r := sample(t, c.sample)
		var b bytes.Buffer
		if err := Text(&b, &r, c.options); err != nil {
			t.Fatal(err)
		}
		golden(t, c.golden, b.Bytes())
		if c.options.Width > 0 && !c.options.Colour {
			for _, line := range strings.Split(b.String(), "\n") {
				if widthOf(line) > c.options.Width {
					t.Errorf("%s: %d columns: %s", c.golden, widthOf(line), line)
				}
			}
		}
		if got := strings.Contains(b.String(), "\x1b"); got != c.options.Colour {
			t.Errorf("%s: colour is %v", c.golden, got)
		}
	}
}

// A mark lies under the words that it means.
func TestMarks(t *testing.T) {
	r := schema.Report{
		Sections: []schema.Section{{ID: "overview", Blocks: []schema.Block{{Kind: schema.ParagraphBlock, Text: "前一句。共 ２ 件，收到申请28件，办结26件。后一句。"}}}},
	}
	f := schema.Finding{Code: "narrative-mismatch", Section: "overview", Excerpt: "收到申请28件"}
	d := draw(&r, &f, false, 0)
	if len(d) != 1 || d[0].lines[0] != "共 ２ 件，收到申请28件，办结26件。" || d[0].marks != strings.Repeat(" ", 10)+strings.Repeat("^", 12) {
		t.Errorf("drawn %q", d)
	}
	d = draw(&r, &f, false, 22)
	if len(d) != 1 || widthOf(d[0].lines[0]) > 22 || !strings.Contains(d[0].lines[0], "收到申请28件") {
		t.Errorf("cut to %q", d)
	}
	at := strings.Index(d[0].lines[0], "收到申请28件")
	if strings.IndexByte(d[0].marks, '^') != widthOf(d[0].lines[0][:at]) {
		t.Errorf("the mark of %q is at %q", d[0].lines[0], d[0].marks)
	}
}

func TestWidth(t *testing.T) {
	for s, want := range map[string]int{"": 0, "abc": 3, "件": 2, "１２": 4, "（一）": 6, "│^": 2, "e\u0301": 1, "\u200b": 0, "“x”": 3, "𠀀": 2} {
		if got := widthOf(s); got != want {
			t.Errorf("%q is %d columns wide, want %d", s, got, want)
		}
	}
	for _, c := range []struct {
		s    string
		most int
		want string
	}{
		{"一二三四五六七八九十，一二", 20, "一二三四五六七八九|十，一二"}, // no line begins with a comma
		{"one two three four five", 20, "one two three four|five"},
		{"数字为 1234567890 的单元格", 20, "数字为 1234567890 的|单元格"},
		{"短", 20, "短"},
		{"不折行的一句话不折行的一句话", 0, "不折行的一句话不折行的一句话"},
	} {
		if got := strings.Join(wrap(c.s, c.most), "|"); got != c.want {
			t.Errorf("wrap(%q, %d) = %q, want %q", c.s, c.most, got, c.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("一二三四五，six seven 八", 20)
	f.Fuzz(func(t *testing.T, s string, most int) {
		lines := wrap(s, most)
		if strings.ReplaceAll(strings.Join(lines, ""), " ", "") != strings.ReplaceAll(string([]rune(s)), " ", "") && most > 0 {
			t.Errorf("wrap(%q, %d) = %q", s, most, lines)
		}
	})
}

func TestJSON(t *testing.T) {
	r := sample(t, "wuqi")
	b, err := JSON([]schema.Report{r})
	if err != nil {
		t.Fatal(err)
	}
	var back []struct {
		Source   schema.Source
		Year     int
		Findings []schema.Finding
		Summary  schema.FindingCount
	}
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if len(back) != 1 || back[0].Source != r.Source || back[0].Year != 2024 || back[0].Summary != r.Summary.Findings || len(back[0].Findings) != len(r.Findings) {
		t.Errorf("read back %+v", back)
	}
	if b, _ := JSON(nil); string(b) != "[]\n" {
		t.Errorf("no reports are %q", b)
	}
}

// testdata/sarif-2.1.0-part.json is what SARIF 2.1.0 says of the objects that
// are written here, each closed to keys that the standard does not have.
func TestSARIF(t *testing.T) {
	raw, err := os.ReadFile("testdata/sarif-2.1.0-part.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	rules, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	wuqi := sample(t, "wuqi")
	wuqi.Source.Name = "2024 年/a:b%.docx"
	for _, reports := range [][]schema.Report{nil, {wuqi}, {sample(t, "dingxiang"), wuqi, sample(t, "sound")}} {
		for _, english := range []bool{false, true} {
			b, err := SARIF(reports, "(devel)", english)
			if err != nil {
				t.Fatal(err)
			}
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			if err := rules.Validate(v); err != nil {
				t.Errorf("%v", err)
			}
			var log sarifLog
			if err := json.Unmarshal(b, &log); err != nil {
				t.Fatal(err)
			}
			want := 0
			for _, r := range reports {
				want += len(r.Findings)
			}
			run := log.Runs[0]
			if len(run.Results) != want || len(run.Artifacts) != len(reports) {
				t.Errorf("%d results of %d findings, %d artifacts of %d reports", len(run.Results), want, len(run.Artifacts), len(reports))
			}
			for _, r := range run.Results {
				if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
					t.Errorf("rule %d is not %s", r.RuleIndex, r.RuleID)
				}
			}
		}
	}
	if got := uri("2024 年/a:b%.docx"); got != "2024%20%E5%B9%B4/a:b%25.docx" {
		t.Errorf("uri is %s", got)
	}
	if got := uri("a:b.docx"); got != "./a:b.docx" {
		t.Errorf("uri is %s", got)
	}
}

// What is worst comes first, sections else in the document's order.
func TestGroups(t *testing.T) {
	r := sample(t, "wuqi")
	var names []string
	last := 0
	for _, g := range groups(&r, false) {
		names = append(names, g.name)
		if g.worst < last {
			t.Errorf("%s comes too late", g.name)
		}
		last = g.worst
		for i := 1; i < len(g.findings); i++ {
			if rank(g.findings[i].Severity) < rank(g.findings[i-1].Severity) {
				t.Errorf("%s: %s comes too late", g.name, g.findings[i].Code)
			}
		}
	}
	if !slices.Equal(names, []string{"三、收到和处理政府信息公开申请情况", "一、总体情况"}) {
		t.Errorf("groups are %q", names)
	}
}
