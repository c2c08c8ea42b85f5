package pdf

import (
	"bytes"
	"encoding/xml"
)

// producer is the same in every file, of every version: the file is to depend
// on the report alone.
const producer = "nianbao"

// metadata writes the XMP packet (ISO 19005-1 §6.7). What Info says too is the
// same there; neither has a date or a name.
func (a *archive) metadata() int {
	var title bytes.Buffer
	xml.EscapeText(&title, []byte(a.info.title)) // into memory: no error
	return a.stream("/Type /Metadata /Subtype /XML", []byte("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"+
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"+
		"<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n"+
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:format>application/pdf</dc:format>"+
		"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">"+title.String()+"</rdf:li></rdf:Alt></dc:title>"+
		"<dc:language><rdf:Bag><rdf:li>"+a.info.language+"</rdf:li></rdf:Bag></dc:language></rdf:Description>\n"+
		"<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><pdf:Producer>"+producer+"</pdf:Producer></rdf:Description>\n"+
		"</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"), false)
}
