package main

import (
	"fmt"
	"slices"
	"strings"
)

// shape is one hostile file.
type shape struct {
	name  string
	build func() []byte
}

// shapes are all that is tried.
var shapes = slices.Concat(bodies, packages, pages)

// large is about the size of the largest part that is read.
const large = 60 << 20

// fill repeats what until there are most bytes.
func fill(what string, most int) string { return strings.Repeat(what, most/len(what)) }

// each makes n distinct pieces.
func each(n int, piece string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, piece, i)
	}
	return b.String()
}

func run(text string) string     { return "<w:r><w:t>" + text + "</w:t></w:r>" }
func p(content string) string    { return "<w:p>" + content + "</w:p>" }
func cell(content string) string { return "<w:tc><w:p>" + content + "</w:p></w:tc>" }
func row(cells string) string    { return "<w:tr>" + cells + "</w:tr>" }
func table(rows string) string   { return "<w:tbl>" + rows + "</w:tbl>" }

func body(name string, make func() string) shape {
	return shape{name, func() []byte { return docx(make()) }}
}

func page(name string, make func() string) shape {
	return shape{name, func() []byte { return []byte("<!DOCTYPE html><html><meta charset=utf-8><body>" + make()) }}
}

func beside(name, partName, root, body string, make func() string) shape {
	return shape{name, func() []byte {
		return docx(body, part{name: partName, text: "<w:" + root + namespaces + ">" + make() + "</w:" + root + ">"})
	}}
}
