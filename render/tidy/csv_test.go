package tidy

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
)

func TestHarmless(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "0": "0", "１２": "１２", "—": "—", "/": "/", "无": "无", " =1": " =1", "a=1": "a=1",
		"=1+1": "'=1+1", "+36": "'+36", "-": "'-", "--253": "'--253", "@SUM(1)": "'@SUM(1)",
		"\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1",
		"＝1": "'＝1", "＋1": "'＋1", "－8": "'－8", "＠a": "'＠a",
		"'=1": "''=1", "'": "''",
	} {
		got := Harmless(in)
		if got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
		if strings.TrimPrefix(got, "'") != in && got != in {
			t.Errorf("%q cannot be had back from %q", in, got)
		}
	}
}

func TestNumbersAreNeverChanged(t *testing.T) {
	text := string(made(t, CSV, Options{}, odd()))
	if !strings.Contains(text, ",-1.5,-1.5,") {
		t.Errorf("no bare -1.5 in %s", text)
	}
}

func TestBOMOnRequest(t *testing.T) {
	with, without := made(t, CSV, Options{BOM: true}, odd()), made(t, CSV, Options{}, odd())
	if !bytes.Equal(with, append([]byte("\xef\xbb\xbf"), without...)) {
		t.Error("the mark is not all that differs")
	}
}

func TestMissingIsNotBlank(t *testing.T) {
	var b bytes.Buffer
	c, err := newCSV(&b, []Column{{Name: "a"}, {Name: "b"}, {Name: "c"}}, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.write([]cell{none, text(""), text("x")}); err != nil {
		t.Fatal(err)
	}
	c.close()
	if got, want := b.String(), "a,b,c\r\n,\"\",x\r\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Whatever a cell holds, another reader reads the same, one row, one field.
func FuzzField(f *testing.F) {
	for _, s := range []string{"", "a,b", "\"", "\"\"", "a\nb", " a ", "=1", "'", "\xff", "\r", "a\r\nb"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, a, z string) {
		var b bytes.Buffer
		c, _ := newCSV(&b, []Column{{Name: "a"}, {Name: "z"}}, false)
		c.write([]cell{text(a), text(z)})
		c.close()
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 2 || len(rows[1]) != 2 {
			t.Fatalf("%q, %q: %d rows, %v", a, z, len(rows), err)
		}
		for i, in := range []string{a, z} {
			want := strings.ReplaceAll(Harmless(strings.ToValidUTF8(in, "\uFFFD")), "\r\n", "\n") // as that reader does
			if rows[1][i] != want {
				t.Fatalf("%q is read as %q", in, rows[1][i])
			}
		}
	})
}
