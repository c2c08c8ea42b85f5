package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Encode writes a report as UTF-8 JSON with a final line feed, the same bytes
// for the same report. A line holds one key of the report, or one block, fact,
// derived figure, table row or finding, so that reports can be compared line by
// line.
func Encode(r Report) ([]byte, error) {
	var w writer
	w.enc = json.NewEncoder(&w.buf)
	w.enc.SetEscapeHTML(false)
	w.put("{\n \"schema\": ", r.Schema)
	w.put(",\n \"source\": ", r.Source)
	w.put(",\n \"template\": ", r.Template)
	w.put(",\n \"title\": ", r.Title)
	w.put(",\n \"agency\": ", r.Agency)
	w.put(",\n \"year\": ", r.Year)
	w.text(",\n \"sections\": [")
	for i, s := range r.Sections {
		blocks := s.Blocks
		s.Blocks = nil
		w.open(i, "\n  ", s, "null}")
		w.text("[")
		for k := range blocks {
			w.element(k, "\n   ", &blocks[k])
		}
		w.text("]}")
	}
	w.text("],\n \"facts\": [")
	for i := range r.Facts {
		w.element(i, "\n  ", &r.Facts[i])
	}
	w.text("],\n \"derived\": [")
	for i := range r.Derived {
		w.element(i, "\n  ", &r.Derived[i])
	}
	w.text("],\n \"tables\": [")
	for i, t := range r.Tables {
		cells := t.Cells
		t.Cells = nil
		w.open(i, "\n  ", t, "null}")
		w.text("[")
		for k := range cells {
			separator := " "
			if k == 0 || cells[k].Row != cells[k-1].Row {
				separator = "\n   "
			}
			w.element(k, separator, &cells[k])
		}
		w.text("]}")
	}
	w.text("],\n \"findings\": [")
	for i := range r.Findings {
		w.element(i, "\n  ", &r.Findings[i])
	}
	w.put("],\n \"summary\": ", r.Summary)
	w.text("\n}\n")
	if w.err != nil {
		return nil, fmt.Errorf("encode report of %s: %w", r.Source.Name, w.err)
	}
	return w.buf.Bytes(), nil
}

// writer puts JSON values together, each on its line.
type writer struct {
	buf bytes.Buffer
	enc *json.Encoder
	err error
}

func (w *writer) text(s string) { w.buf.WriteString(s) }

// put writes a value behind some text.
func (w *writer) put(before string, v any) {
	w.text(before)
	if err := w.enc.Encode(v); err != nil && w.err == nil {
		w.err = err
	}
	w.cut("\n") // the encoder's line feed
}

// element writes one element of an array; n counts from 0.
func (w *writer) element(n int, separator string, v any) {
	if n > 0 {
		w.text(",")
	}
	w.put(separator, v)
}

// open writes an element whose last key is an array still to come: tail is
// what the element ends with while that array is nil.
func (w *writer) open(n int, separator string, v any, tail string) {
	w.element(n, separator, v)
	w.cut(tail)
}

// cut takes off what the buffer must end with.
func (w *writer) cut(tail string) {
	if !bytes.HasSuffix(w.buf.Bytes(), []byte(tail)) {
		if w.err == nil {
			w.err = fmt.Errorf("a value does not end in %q", tail)
		}
		return
	}
	w.buf.Truncate(w.buf.Len() - len(tail))
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
