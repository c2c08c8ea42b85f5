package opc

import "strings"

// Name is a resolved XML name: a namespace in the high half, a local name in
// the low half, joined by |, as in W|Tbl. Names outside both lists compare as
// unknown; their spelling is not kept.
type Name uint32

// Space is the namespace of n.
func (n Name) Space() Name { return n &^ 0xffff }

// The namespaces. Transitional and strict forms of one vocabulary are one
// constant, so no reader can treat them unlike. The zero Name is no namespace
// or one that nobody here looks at.
const (
	W            Name = (iota + 1) << 16 // WordprocessingML
	MC                                   // markup compatibility
	NSRel                                // r:id and its like
	NSWordDraw                           // wp
	NSDraw                               // a
	NSPicture                            // pic
	NSShape                              // wps
	NSGroup                              // wpg
	NSCanvas                             // wpc
	NSVML                                // v
	NSOffice                             // o
	NSMath                               // m
	NSWord14                             // w14
	NSChart                              // c, cx
	NSDiagram                            // dgm
	NSPackage                            // pkg
	NSRelations                          // .rels
	NSTypes                              // [Content_Types].xml
	NSCore                               // docProps/core.xml
	NSApp                                // docProps/app.xml
	NSDC                                 // Dublin Core
	NSTerms                              // Dublin Core terms
	NSXML                                // xml
	NSUnderstood                         // extensions that change nothing that is read here
	NSOther                              // any other namespace
)

// spaces knows each namespace by its address.
var spaces = map[string]Name{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":              W,
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                          W,
	"http://schemas.openxmlformats.org/markup-compatibility/2006":               MC,
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":       NSRel,
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                   NSRel,
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing":    NSWordDraw,
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":                NSWordDraw,
	"http://schemas.openxmlformats.org/drawingml/2006/main":                     NSDraw,
	"http://purl.oclc.org/ooxml/drawingml/main":                                 NSDraw,
	"http://schemas.openxmlformats.org/drawingml/2006/picture":                  NSPicture,
	"http://purl.oclc.org/ooxml/drawingml/picture":                              NSPicture,
	"http://schemas.microsoft.com/office/word/2010/wordprocessingShape":         NSShape,
	"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup":         NSGroup,
	"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas":        NSCanvas,
	"urn:schemas-microsoft-com:vml":                                             NSVML,
	"urn:schemas-microsoft-com:office:office":                                   NSOffice,
	"http://schemas.openxmlformats.org/officeDocument/2006/math":                NSMath,
	"http://purl.oclc.org/ooxml/officeDocument/math":                            NSMath,
	"http://schemas.microsoft.com/office/word/2010/wordml":                      NSWord14,
	"http://schemas.microsoft.com/office/word/2015/wordml/symex":                NSOther, // its characters are read from the fallback
	"http://schemas.openxmlformats.org/drawingml/2006/chart":                    NSChart,
	"http://purl.oclc.org/ooxml/drawingml/chart":                                NSChart,
	"http://schemas.microsoft.com/office/drawing/2014/chartex":                  NSChart,
	"http://schemas.openxmlformats.org/drawingml/2006/diagram":                  NSDiagram,
	"http://purl.oclc.org/ooxml/drawingml/diagram":                              NSDiagram,
	"http://schemas.microsoft.com/office/2006/xmlPackage":                       NSPackage,
	"http://schemas.openxmlformats.org/package/2006/relationships":              NSRelations,
	"http://schemas.openxmlformats.org/package/2006/content-types":              NSTypes,
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties":   NSCore,
	"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": NSApp,
	"http://purl.oclc.org/ooxml/officeDocument/extendedProperties":              NSApp,
	"http://purl.org/dc/elements/1.1/":                                          NSDC,
	"http://purl.org/dc/terms/":                                                 NSTerms,
	"http://www.w3.org/XML/1998/namespace":                                      NSXML,
}

// understood are the beginnings of the addresses of Microsoft's extensions of
// WordprocessingML and DrawingML.
var understood = []string{
	"http://schemas.microsoft.com/office/word/",
	"http://schemas.microsoft.com/office/drawing/",
	"http://schemas.microsoft.com/office/2019/",
	"http://schemas.microsoft.com/ink/",
}

// customary are the prefixes that everybody uses; they stand in where a file
// forgot to declare them.
var customary = map[string]Name{
	"w": W, "mc": MC, "r": NSRel, "wp": NSWordDraw, "a": NSDraw, "pic": NSPicture, "wps": NSShape,
	"wpg": NSGroup, "wpc": NSCanvas, "v": NSVML, "o": NSOffice, "m": NSMath, "w14": NSWord14, "c": NSChart,
	"dgm": NSDiagram, "pkg": NSPackage, "cp": NSCore, "dc": NSDC, "dcterms": NSTerms, "xml": NSXML,
}

// spaceOf resolves the address of a namespace.
func spaceOf(address string) Name {
	if n, ok := spaces[address]; ok {
		return n
	}
	if address == "" {
		return 0
	}
	for _, p := range understood {
		if strings.HasPrefix(address, p) {
			return NSUnderstood
		}
	}
	return NSOther
}
