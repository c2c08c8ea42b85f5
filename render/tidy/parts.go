package tidy

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"os"
	"strings"
)

// spoolMemory is what a waiting part may hold before it goes into a file.
const spoolMemory = 1 << 20

// spool is a part of the archive that waits for its turn, compressed.
type spool struct {
	flate *flate.Writer
	crc   hash.Hash32
	whole uint64 // bytes before compression
	held  bytes.Buffer
	file  *os.File
}

// begin gives what the part is written to.
func (p *spool) begin() io.Writer {
	p.crc = crc32.NewIEEE()
	p.flate, _ = flate.NewWriter(packed{p}, flate.DefaultCompression) // the level is a valid one
	return p
}

func (p *spool) Write(b []byte) (int, error) {
	p.crc.Write(b)
	p.whole += uint64(len(b))
	return p.flate.Write(b)
}

// packed takes the compressed bytes.
type packed struct{ *spool }

func (p packed) Write(b []byte) (int, error) {
	if p.file == nil && p.held.Len()+len(b) > spoolMemory {
		f, err := os.CreateTemp("", "nianbao-")
		if err != nil {
			return 0, spoolError(err)
		}
		p.file = f
		if _, err := p.held.WriteTo(f); err != nil {
			return 0, spoolError(err)
		}
		p.held = bytes.Buffer{}
	}
	if p.file == nil {
		return p.held.Write(b)
	}
	n, err := p.file.Write(b)
	if err != nil {
		err = spoolError(err)
	}
	return n, err
}

// into puts the part into the archive, as it is.
func (p *spool) into(z *zip.Writer, name string) error {
	if err := p.flate.Close(); err != nil {
		return err
	}
	var from io.Reader = &p.held
	size := int64(p.held.Len())
	if p.file != nil {
		var err error
		if size, err = p.file.Seek(0, io.SeekCurrent); err == nil {
			_, err = p.file.Seek(0, io.SeekStart)
		}
		if err != nil {
			return spoolError(err)
		}
		from = p.file
	}
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Deflate, CRC32: p.crc.Sum32(),
		UncompressedSize64: p.whole, CompressedSize64: uint64(size),
	})
	if err != nil {
		return err
	}
	if n, err := io.Copy(w, from); err != nil {
		return err
	} else if n != size {
		return spoolError(fmt.Errorf("%d bytes of %d", n, size))
	}
	return nil
}

func (p *spool) discard() {
	if p.file != nil {
		p.file.Close()
		os.Remove(p.file.Name())
		p.file = nil
	}
}

// mainPart and widePart name the parts of sheets, from 1.
func mainPart(n int) string { return fmt.Sprintf("xl/worksheets/facts%d.xml", n) }
func widePart(n int) string { return fmt.Sprintf("xl/worksheets/table%d.xml", n) }

// part is a small part of the archive.
type part struct{ name, text string }

const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainNS    = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	officeNS  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageNS = "http://schemas.openxmlformats.org/package/2006/"
	sheetML   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// styles are two formats of cells: the plain one, and that of heads.
const styles = xmlHead + `<styleSheet xmlns="` + mainNS + `">` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FFE7ECF3"/><bgColor indexed="64"/></patternFill></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

// binding is all that makes sheets a workbook; the first mains of them are the
// table's own.
func binding(sheets []*sheet, mains int) []part {
	var list, names, types, links strings.Builder
	for i, s := range sheets {
		name := mainPart(i + 1)
		if i >= mains {
			name = widePart(i - mains + 1)
		}
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, s.name, i+1, i+1)
		fmt.Fprintf(&names, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">'%s'!%s</definedName>`, i, s.name, s.filter(true))
		fmt.Fprintf(&types, `<Override PartName="/%s" ContentType="%sworksheet+xml"/>`, name, sheetML)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/worksheet" Target="%s"/>`, i+1, officeNS, strings.TrimPrefix(name, "xl/"))
	}
	return []part{
		{"xl/workbook.xml", xmlHead + `<workbook xmlns="` + mainNS + `" xmlns:r="` + officeNS + `"><sheets>` + list.String() +
			`</sheets><definedNames>` + names.String() + `</definedNames></workbook>`},
		{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships xmlns="` + packageNS + `relationships">` + links.String() +
			fmt.Sprintf(`<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, len(sheets)+1, officeNS)},
		{"xl/styles.xml", styles},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="` + packageNS + `relationships"><Relationship Id="rId1" Type="` + officeNS +
			`/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"[Content_Types].xml", xmlHead + `<Types xmlns="` + packageNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + sheetML + `sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="` + sheetML + `styles+xml"/>` + types.String() + `</Types>`},
	}
}
