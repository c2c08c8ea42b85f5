package opc

// The local names that the readers look at. Every other name is Other.
const (
	Other Name = iota
	AbstractNum
	AbstractNumId
	AlternateContent
	AltChunk
	Arg
	Attr
	BasedOn
	Bdo
	BinaryData
	Body
	Br
	Blip
	CellDel
	CellIns
	CellMerge
	CheckBox
	Checked
	Choice
	Chart
	Company
	ConflictDel
	ConflictIns
	Control
	CommentReference
	Comment
	Comments
	ContinuationSeparator
	CoreProperties
	Cr
	Created
	Creator
	CustomXml
	DdList
	Default
	Deg
	DelInstrText
	DelText
	Del
	Den
	Dir
	DocDefaults
	Document
	DocPr
	Drawing
	E
	EastAsianLayout
	Endnote
	EndnoteReference
	Endnotes
	EqArr
	F
	Fallback
	FfData
	FldChar
	FldSimple
	FooterReference
	Footnote
	FootnoteReference
	Footnotes
	Ftr
	Func
	FName
	GlossaryDocument
	GraphicData
	GridAfter
	GridBefore
	GridCol
	GridSpan
	Hdr
	HeaderReference
	HMerge
	Highlight
	Hyperlink
	Ilvl
	Imagedata
	Ins
	InstrText
	IsLgl
	Jc
	LastModifiedBy
	Lim
	LimLow
	LimUpp
	ListEntry
	List
	Lvl
	LvlOverride
	LvlRestart
	LvlText
	Manager
	Modified
	MoveFrom
	MoveTo
	Mr
	NameOf
	Nary
	NoBreakHyphen
	Num
	Numbering
	NumFmt
	NumId
	NumPr
	NumStyleLink
	Object
	OLEObject
	OMath
	OMathPara
	OutlineLvl
	Override
	P
	PackageRoot
	PartOf
	PgNum
	Pic
	Pict
	PPr
	PPrChange
	PPrDefault
	PStyle
	Properties
	R
	Rad
	RelIds
	Relationship
	Relationships
	Result
	RFonts
	RPr
	RPrChange
	RPrDefault
	RStyle
	Rt
	Ruby
	RubyBase
	Sdt
	SdtContent
	SdtEndPr
	SdtPr
	SectPr
	SectPrChange
	Separator
	ShowingPlcHdr
	SmartTag
	SoftHyphen
	SPre
	SSub
	SSubSup
	SSup
	StartAt
	StartOverride
	Style
	StyleLink
	Styles
	Sub
	SubDoc
	Subject
	Sup
	Sym
	Sz
	T
	Tab
	Tbl
	TblGrid
	TblGridChange
	TblHeader
	TblPr
	TblPrChange
	TblPrEx
	TblStyle
	Tc
	TcPr
	TcPrChange
	TcW
	Textbox
	Title
	Tr
	Textpath
	TrPr
	TrPrChange
	Txbx
	TxbxContent
	Types
	DefaultType
	Vanish
	VertAlign
	Position
	VMerge
	WordDocument
	Worksheet
	Workbook
	XmlData
	Presentation
	Html
	Ptab
	Hidden
	SpecVanish
	Chr
	BegChr
	EndChr
	GroupChr
	Acc
	Bar
	LatentStyles
	ContentPart
	CustomXmlPr
	SmartTagPr
	NumPicBullet
	BookmarkStart
	ProofErr
	BookmarkEnd
	OMathParaPr
	LowerD
	Strike
	Dstrike
	lastLocal
)

// localNames spells the constants above.
var localNames = [lastLocal]string{
	AbstractNum:           "abstractNum",
	AbstractNumId:         "abstractNumId",
	AlternateContent:      "AlternateContent",
	AltChunk:              "altChunk",
	Arg:                   "arg",
	Attr:                  "attr",
	BasedOn:               "basedOn",
	Bdo:                   "bdo",
	BinaryData:            "binaryData",
	Body:                  "body",
	Br:                    "br",
	Blip:                  "blip",
	CellDel:               "cellDel",
	CellIns:               "cellIns",
	CellMerge:             "cellMerge",
	CheckBox:              "checkBox",
	Checked:               "checked",
	Choice:                "Choice",
	Chart:                 "chart",
	Company:               "Company",
	ConflictDel:           "conflictDel",
	ConflictIns:           "conflictIns",
	Control:               "control",
	CommentReference:      "commentReference",
	Comment:               "comment",
	Comments:              "comments",
	ContinuationSeparator: "continuationSeparator",
	CoreProperties:        "coreProperties",
	Cr:                    "cr",
	Created:               "created",
	Creator:               "creator",
	CustomXml:             "customXml",
	DdList:                "ddList",
	Default:               "default",
	Deg:                   "deg",
	DelInstrText:          "delInstrText",
	DelText:               "delText",
	Del:                   "del",
	Den:                   "den",
	Dir:                   "dir",
	DocDefaults:           "docDefaults",
	Document:              "document",
	DocPr:                 "docPr",
	Drawing:               "drawing",
	E:                     "e",
	EastAsianLayout:       "eastAsianLayout",
	Endnote:               "endnote",
	EndnoteReference:      "endnoteReference",
	Endnotes:              "endnotes",
	EqArr:                 "eqArr",
	F:                     "f",
	Fallback:              "Fallback",
	FfData:                "ffData",
	FldChar:               "fldChar",
	FldSimple:             "fldSimple",
	FooterReference:       "footerReference",
	Footnote:              "footnote",
	FootnoteReference:     "footnoteReference",
	Footnotes:             "footnotes",
	Ftr:                   "ftr",
	Func:                  "func",
	FName:                 "fName",
	GlossaryDocument:      "glossaryDocument",
	GraphicData:           "graphicData",
	GridAfter:             "gridAfter",
	GridBefore:            "gridBefore",
	GridCol:               "gridCol",
	GridSpan:              "gridSpan",
	Hdr:                   "hdr",
	HeaderReference:       "headerReference",
	HMerge:                "hMerge",
	Highlight:             "highlight",
	Hyperlink:             "hyperlink",
	Ilvl:                  "ilvl",
	Imagedata:             "imagedata",
	Ins:                   "ins",
	InstrText:             "instrText",
	IsLgl:                 "isLgl",
	Jc:                    "jc",
	LastModifiedBy:        "lastModifiedBy",
	Lim:                   "lim",
	LimLow:                "limLow",
	LimUpp:                "limUpp",
	ListEntry:             "listEntry",
	List:                  "list",
	Lvl:                   "lvl",
	LvlOverride:           "lvlOverride",
	LvlRestart:            "lvlRestart",
	LvlText:               "lvlText",
	Manager:               "Manager",
	Modified:              "modified",
	MoveFrom:              "moveFrom",
	MoveTo:                "moveTo",
	Mr:                    "mr",
	NameOf:                "name",
	Nary:                  "nary",
	NoBreakHyphen:         "noBreakHyphen",
	Num:                   "num",
	Numbering:             "numbering",
	NumFmt:                "numFmt",
	NumId:                 "numId",
	NumPr:                 "numPr",
	NumStyleLink:          "numStyleLink",
	Object:                "object",
	OLEObject:             "OLEObject",
	OMath:                 "oMath",
	OMathPara:             "oMathPara",
	OutlineLvl:            "outlineLvl",
	Override:              "Override",
	P:                     "p",
	PackageRoot:           "package",
	PartOf:                "part",
	PgNum:                 "pgNum",
	Pic:                   "pic",
	Pict:                  "pict",
	PPr:                   "pPr",
	PPrChange:             "pPrChange",
	PPrDefault:            "pPrDefault",
	PStyle:                "pStyle",
	Properties:            "Properties",
	R:                     "r",
	Rad:                   "rad",
	RelIds:                "relIds",
	Relationship:          "Relationship",
	Relationships:         "Relationships",
	Result:                "result",
	RFonts:                "rFonts",
	RPr:                   "rPr",
	RPrChange:             "rPrChange",
	RPrDefault:            "rPrDefault",
	RStyle:                "rStyle",
	Rt:                    "rt",
	Ruby:                  "ruby",
	RubyBase:              "rubyBase",
	Sdt:                   "sdt",
	SdtContent:            "sdtContent",
	SdtEndPr:              "sdtEndPr",
	SdtPr:                 "sdtPr",
	SectPr:                "sectPr",
	SectPrChange:          "sectPrChange",
	Separator:             "separator",
	ShowingPlcHdr:         "showingPlcHdr",
	SmartTag:              "smartTag",
	SoftHyphen:            "softHyphen",
	SPre:                  "sPre",
	SSub:                  "sSub",
	SSubSup:               "sSubSup",
	SSup:                  "sSup",
	StartAt:               "start",
	StartOverride:         "startOverride",
	Style:                 "style",
	StyleLink:             "styleLink",
	Styles:                "styles",
	Sub:                   "sub",
	SubDoc:                "subDoc",
	Subject:               "subject",
	Sup:                   "sup",
	Sym:                   "sym",
	Sz:                    "sz",
	T:                     "t",
	Tab:                   "tab",
	Tbl:                   "tbl",
	TblGrid:               "tblGrid",
	TblGridChange:         "tblGridChange",
	TblHeader:             "tblHeader",
	TblPr:                 "tblPr",
	TblPrChange:           "tblPrChange",
	TblPrEx:               "tblPrEx",
	TblStyle:              "tblStyle",
	Tc:                    "tc",
	TcPr:                  "tcPr",
	TcPrChange:            "tcPrChange",
	TcW:                   "tcW",
	Textbox:               "textbox",
	Title:                 "title",
	Tr:                    "tr",
	Textpath:              "textpath",
	TrPr:                  "trPr",
	TrPrChange:            "trPrChange",
	Txbx:                  "txbx",
	TxbxContent:           "txbxContent",
	Types:                 "Types",
	DefaultType:           "Default",
	Vanish:                "vanish",
	VertAlign:             "vertAlign",
	Position:              "position",
	VMerge:                "vMerge",
	WordDocument:          "wordDocument",
	Worksheet:             "worksheet",
	Workbook:              "workbook",
	XmlData:               "xmlData",
	Presentation:          "presentation",
	Html:                  "html",
	Ptab:                  "ptab",
	Hidden:                "hidden",
	SpecVanish:            "specVanish",
	Chr:                   "chr",
	BegChr:                "begChr",
	EndChr:                "endChr",
	GroupChr:              "groupChr",
	Acc:                   "acc",
	Bar:                   "bar",
	LatentStyles:          "latentStyles",
	ContentPart:           "contentPart",
	CustomXmlPr:           "customXmlPr",
	SmartTagPr:            "smartTagPr",
	NumPicBullet:          "numPicBullet",
	BookmarkStart:         "bookmarkStart",
	ProofErr:              "proofErr",
	BookmarkEnd:           "bookmarkEnd",
	OMathParaPr:           "oMathParaPr",
	LowerD:                "d",
	Strike:                "strike",
	Dstrike:               "dstrike",
}

// localByName finds a constant by its spelling.
var localByName = func() map[string]Name {
	m := make(map[string]Name, len(localNames))
	for n, s := range localNames {
		if s != "" {
			m[s] = Name(n)
		}
	}
	return m
}()
