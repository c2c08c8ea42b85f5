package tidy

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/nianbao/nianbao/schema"
)

var update = flag.Bool("update", false, "rewrite the results in README.md, by DuckDB")

// duck runs queries, each an argument, and writes the last one's rows as CSV.
// DuckDB comes from the npm package @duckdb/node-api, found through NODE_PATH.
const duck = `
const { DuckDBInstance } = require('@duckdb/node-api');
(async () => {
  const c = await (await DuckDBInstance.create(':memory:')).connect();
  for (const q of process.argv.slice(1)) {
    const r = await c.runAndReadAll(q);
    const rows = r.getRowsJson().map(row => row.map(v => v ?? ''));
    console.log([r.columnNames(), ...rows].map(row => row.join(',')).join('\n'));
  }
})().catch(e => { console.error(e); process.exit(1); });
`

// duckDB answers a query in a folder, or skips the test where there is none.
func duckDB(t *testing.T, dir, query string) string {
	t.Helper()
	if exec.Command("node", "-e", "require('@duckdb/node-api')").Run() != nil {
		t.Skip("the npm package @duckdb/node-api is not on NODE_PATH")
	}
	run := exec.Command("node", "-e", duck, query)
	run.Dir = dir
	return answer(t, run)
}

// pandas runs a program in a folder, or skips the test.
func pandas(t *testing.T, dir, program string) string {
	t.Helper()
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import pandas").Run() == nil {
			run := exec.Command(python, "-c", program)
			run.Dir = dir
			return answer(t, run)
		}
	}
	t.Skip("pandas is not here")
	return ""
}

func answer(t *testing.T, run *exec.Cmd) string {
	t.Helper()
	var stderr strings.Builder
	run.Stderr = &stderr
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, &stderr)
	}
	return strings.TrimSpace(strings.ReplaceAll(string(out), "\r\n", "\n")) + "\n"
}

// exported is a folder with every format of the reports, and comparable.csv.
func exported(t *testing.T, reports ...schema.Report) string {
	t.Helper()
	dir := t.TempDir()
	put := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, format := range Formats() {
		put("facts."+format, made(t, format, Options{}, reports...))
		put("wide."+format, made(t, format, Options{Wide: true}, reports...))
	}
	put(ComparableFile, Comparable(nil))
	return dir
}

// question is one of README.md: a query, a program, and their one result.
var question = regexp.MustCompile("(?s)```sql\n(.*?)```.*?```python\n(.*?)```.*?```csv\n(.*?)```")

func TestExamples(t *testing.T) {
	var reports []schema.Report
	for _, r := range samples(t) {
		if r.Template.ID == "2019" || r.Template.ID == "2021" {
			reports = append(reports, r)
		}
	}
	dir := exported(t, reports...)
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	questions := question.FindAllStringSubmatch(string(readme), -1)
	if len(questions) != 3 {
		t.Fatalf("%d questions", len(questions))
	}
	for _, q := range questions {
		if *update {
			whole := strings.Replace(q[0], "```csv\n"+q[3]+"```", "```csv\n"+duckDB(t, dir, q[1])+"```", 1)
			readme = []byte(strings.Replace(string(readme), q[0], whole, 1))
			continue
		}
		name, _, _ := strings.Cut(q[1], "\n")
		t.Run("duckdb/"+name, func(t *testing.T) {
			if got := duckDB(t, dir, q[1]); got != q[3] {
				t.Errorf("got\n%s, want\n%s", got, q[3])
			}
		})
		t.Run("pandas/"+name, func(t *testing.T) {
			if got := pandas(t, dir, q[2]); got != q[3] {
				t.Errorf("got\n%s, want\n%s", got, q[3])
			}
		})
	}
	if *update {
		if err := os.WriteFile("README.md", readme, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// Another reader finds the sums that the reports themselves have, exactly.
func TestDuckDBFindsTheSameSums(t *testing.T) {
	reports := samples(t)
	dir := exported(t, reports...)
	sums, counts := map[schema.Status]schema.Number{}, map[schema.Status]int64{}
	for _, r := range reports {
		for _, f := range r.Facts {
			counts[f.Status]++
			if f.Value != nil {
				sum, ok := sums[f.Status].Add(*f.Value)
				if !ok {
					t.Fatal("the sum is too large")
				}
				sums[f.Status] = sum
			}
		}
	}
	want := "status,n,sum,exact\n"
	for _, s := range []schema.Status{schema.Conflict, schema.Given, schema.Repaired, schema.Unresolved} {
		sum := sums[s].String()
		if s == schema.Unresolved {
			sum = "-"
		}
		want += string(s) + "," + schema.Count(counts[s]).String() + "," + sum + "," + sum + "\n"
	}
	for _, from := range []string{"'facts.parquet'", "read_csv('facts.csv')", "read_json('facts.jsonl')"} {
		const bare = "coalesce(rtrim(rtrim(%s::DECIMAL(24, 6)::VARCHAR, '0'), '.'), '-')"
		got := duckDB(t, dir, fmt.Sprintf("SELECT status, count(*) AS n, "+bare+" AS sum, "+bare+" AS exact FROM %s GROUP BY status ORDER BY status",
			"round(sum(value), 6)", "sum(value_text::DECIMAL(24, 6))", from))
		if got != want {
			t.Errorf("%s: got\n%s, want\n%s", from, got, want)
		}
	}
	types := duckDB(t, dir, "SELECT string_agg(column_name || ' ' || column_type, ' ') AS types FROM (DESCRIBE SELECT year, value, value_text, at_row, status FROM 'facts.parquet')")
	if want := "types\nyear BIGINT value DOUBLE value_text VARCHAR at_row BIGINT status VARCHAR\n"; types != want {
		t.Errorf("types %s", types)
	}
	packed := duckDB(t, dir, "SELECT DISTINCT compression FROM parquet_metadata('facts.parquet')")
	if packed != "compression\nZSTD\n" {
		t.Errorf("packed by %s", packed)
	}
}
