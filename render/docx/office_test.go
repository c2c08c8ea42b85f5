package docx

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/repair"
)

// LibreOffice opens the copies and writes them again with the same figures.
func TestLibreOfficeReadsTheSameFigures(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("soffice is not installed")
	}
	dir := t.TempDir()
	values := map[string]map[string]string{} // by file and fact
	var paths []string
	add := func(name string, data []byte, o Options) {
		r := report(t, data, repair.Choices{BlankAsZero: true})
		out := mended(t, data, r, o)
		path := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(path, out.Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
		values[name] = figures(report(t, out.Bytes, repair.Choices{}))
	}
	real, err := os.ReadFile("../../samples/2021/dingxiang-2023/input.docx")
	if err != nil {
		t.Fatal(err)
	}
	field := with(t, "<w:p>"+begin+code+separate+`<w:r><w:t>/</w:t></w:r>`+end+"</w:p>")
	simple := with(t, `<w:p><w:fldSimple w:instr=" =SUM(LEFT) "><w:r><w:t>无</w:t></w:r></w:fldSimple></w:p>`)
	for _, o := range []Options{{}, {Accept: true}} {
		edition := "-tracked"
		if o.Accept {
			edition = "-accepted"
		}
		add("real"+edition, real, o)
		add("draft"+edition, draft(t), o)
		add("field"+edition, field, o)
		add("simple"+edition, simple, o)
	}

	for _, format := range []string{"docx", "html"} {
		converted := filepath.Join(dir, format)
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		defer cancel()
		args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", format, "--outdir", converted}, paths...)
		if said, err := exec.CommandContext(ctx, office, args...).CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v: %s", err, said)
		}
		for name, want := range values {
			// Its HTML has no tracked changes: what was deleted stands beside what
			// was inserted.
			if format == "html" && strings.HasSuffix(name, "-tracked") {
				continue
			}
			data, err := os.ReadFile(filepath.Join(converted, name+"."+format))
			if err != nil {
				t.Fatal(err)
			}
			got := figures(report(t, data, repair.Choices{}))
			for id, value := range want {
				if got[id] != value {
					t.Errorf("%s as %s: %s is %q, was %q", name, format, id, got[id], value)
				}
			}
		}
	}
}

// figures are the values that a document gives.
func figures(r schema.Report) map[string]string {
	out := map[string]string{}
	for _, f := range r.Facts {
		if f.Status == schema.Given {
			out[f.ID] = f.Value.String()
		}
	}
	return out
}
