package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
)

// raw packs one member as small as it goes.
func raw(name, text string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

// overlapping is an archive whose members all have the same packed bytes: a
// small file of many large parts, each with a name that is read.
func overlapping() []byte {
	text := []byte(`<w:hdr` + namespaces + `>` + fill(p(run("一")), 1<<20-1000) + `</w:hdr>`)
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err == nil {
		_, err = w.Write(text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err)
	}
	const parts = 300
	rels := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	refs := ""
	for i := range parts {
		rels += fmt.Sprintf(`<Relationship Id="h%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="header%[1]d.xml"/>`, i)
		refs += fmt.Sprintf(`<w:headerReference r:id="h%d"/>`, i)
	}
	own := archive(part{name: "word/document.xml", text: mainPart("<w:p/><w:sectPr>" + refs + "</w:sectPr>")}, part{name: "word/_rels/document.xml.rels", text: rels + "</Relationships>"})
	end := bytes.LastIndex(own, []byte("PK\x05\x06"))
	directory := int(binary.LittleEndian.Uint32(own[end+16:]))
	var b bytes.Buffer
	b.Write(own[:directory])
	at := b.Len()
	local := binary.LittleEndian.AppendUint32(nil, 0x04034b50)
	local = append(local, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0)
	tail := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(text))
	tail = binary.LittleEndian.AppendUint32(tail, uint32(packed.Len()))
	tail = binary.LittleEndian.AppendUint32(tail, uint32(len(text)))
	b.Write(local)
	b.Write(tail)
	b.Write([]byte{1, 0, 0, 0, 'x'})
	b.Write(packed.Bytes())
	from := b.Len()
	b.Write(own[directory:end])
	for i := range parts {
		name := fmt.Sprintf("word/header%d.xml", i)
		entry := binary.LittleEndian.AppendUint32(nil, 0x02014b50)
		entry = append(entry, 20, 0, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0)
		entry = append(entry, tail...)
		entry = binary.LittleEndian.AppendUint16(entry, uint16(len(name)))
		entry = append(entry, make([]byte, 12)...)
		entry = binary.LittleEndian.AppendUint32(entry, uint32(at))
		b.Write(entry)
		b.WriteString(name)
	}
	size := b.Len() - from
	tailOf := binary.LittleEndian.AppendUint32(nil, 0x06054b50)
	tailOf = append(tailOf, 0, 0, 0, 0)
	tailOf = binary.LittleEndian.AppendUint16(tailOf, parts+2)
	tailOf = binary.LittleEndian.AppendUint16(tailOf, parts+2)
	tailOf = binary.LittleEndian.AppendUint32(tailOf, uint32(size))
	tailOf = binary.LittleEndian.AppendUint32(tailOf, uint32(from))
	tailOf = append(tailOf, 0, 0)
	b.Write(tailOf)
	return b.Bytes()
}
