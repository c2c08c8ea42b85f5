package findings

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/nianbao/nianbao/schema"
)

// checked is what the JSON says of one report: the report's own keys, without
// its text and tables.
type checked struct {
	Source   schema.Source       `json:"source"`
	Title    *string             `json:"title"`
	Agency   *string             `json:"agency"`
	Year     *int                `json:"year"`
	Findings []schema.Finding    `json:"findings"`
	Summary  schema.FindingCount `json:"summary"`
}

// JSON writes the findings of reports as an array, one element a report.
func JSON(reports []schema.Report) ([]byte, error) {
	all := make([]checked, 0, len(reports))
	for i := range reports {
		r := &reports[i]
		all = append(all, checked{r.Source, r.Title, r.Agency, r.Year, append([]schema.Finding{}, r.Findings...), schema.Summarise(nil, r.Findings).Findings})
	}
	return encode(all)
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode findings: %w", err)
	}
	return b.Bytes(), nil
}
