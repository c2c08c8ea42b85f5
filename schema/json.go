package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Encode writes a report as UTF-8 JSON with a final line feed: one key a line
// for people, the same bytes for the same report.
func Encode(r Report) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(r); err != nil {
		return nil, fmt.Errorf("encode report of %s: %w", r.Source.Name, err)
	}
	return b.Bytes(), nil
}

// Decode reads a report that Encode wrote.
func Decode(data []byte) (Report, error) {
	var r Report
	if err := json.Unmarshal(data, &r); err != nil {
		return Report{}, fmt.Errorf("decode report: %w", err)
	}
	if r.Schema != Version {
		return Report{}, fmt.Errorf("decode report: schema is %q, not %q", r.Schema, Version)
	}
	return r, nil
}

// Within says what a table stands in; its zero value is the body. Either Story
// is set, or Cell.
type Within struct {
	// Story is "textbox", "header", "footer" or "note".
	Story string
	// Cell is the cell that holds a nested table.
	Cell *Place
}

// MarshalJSON writes null, a string or a place.
func (w Within) MarshalJSON() ([]byte, error) {
	switch {
	case w.Cell != nil:
		return json.Marshal(w.Cell)
	case w.Story != "":
		return json.Marshal(w.Story)
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (w *Within) UnmarshalJSON(data []byte) error {
	*w = Within{}
	switch {
	case len(data) == 0 || string(data) == "null":
		return nil
	case data[0] == '"':
		return json.Unmarshal(data, &w.Story)
	}
	return json.Unmarshal(data, &w.Cell)
}

// Range is the exact bounds of an undetermined fact; nil is an open end.
type Range struct {
	Low, High *Number
}

// MarshalJSON writes [low, high].
func (r Range) MarshalJSON() ([]byte, error) {
	b := []byte{'['}
	for i, n := range [...]*Number{r.Low, r.High} {
		if i > 0 {
			b = append(b, ',')
		}
		if n == nil {
			b = append(b, "null"...)
		} else {
			b = n.append(b)
		}
	}
	return append(b, ']'), nil
}

// UnmarshalJSON reads [low, high].
func (r *Range) UnmarshalJSON(data []byte) error {
	var ends [2]*Number
	if err := json.Unmarshal(data, &ends); err != nil {
		return err
	}
	r.Low, r.High = ends[0], ends[1]
	return nil
}

// Step is one signed relation of a proof.
type Step struct {
	Sign     int // 1 or -1
	Relation string
}

// MarshalJSON writes [sign, relation].
func (s Step) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{s.Sign, s.Relation})
}

// UnmarshalJSON reads [sign, relation].
func (s *Step) UnmarshalJSON(data []byte) error {
	pair := []any{&s.Sign, &s.Relation}
	if err := json.Unmarshal(data, &pair); err != nil {
		return err
	}
	if len(pair) != 2 {
		return fmt.Errorf("step of a proof: %d elements, not [sign, relation]", len(pair))
	}
	return nil
}
