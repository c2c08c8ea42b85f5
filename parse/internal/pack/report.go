package pack

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Report is a document like an office's annual report: prose and three tables,
// one of 28 rows by 10 columns with merges, each run with its own properties.
// Its identifiers and widths are random, so that it compresses as real reports
// do; pages adds prose and repeats the tables.
func Report(seed uint64, pages int) []byte {
	return Zip(ReportParts(seed, pages)...)
}

// ReportParts are the members of Report.
func ReportParts(seed uint64, pages int) []Part {
	r := &reporter{Rand: rand.New(rand.NewPCG(seed, 7))}
	for range max(pages, 1) {
		for _, h := range []string{"一、总体情况", "二、主动公开政府信息情况"} {
			r.paragraph(h, "Heading1")
			for range 4 {
				r.paragraph(r.prose(), "")
			}
		}
		r.table(14, 4)
		r.paragraph("三、收到和处理政府信息公开申请情况", "Heading1")
		r.table(28, 10)
		r.paragraph("四、政府信息公开行政复议、行政诉讼情况", "Heading1")
		r.table(4, 15)
		for range 6 {
			r.paragraph(r.prose(), "")
		}
	}
	r.WriteString(`<w:sectPr w:rsidR="` + r.id() + `"><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>`)
	return Parts(r.String(), Styles(r.styles()))
}

type reporter struct {
	strings.Builder
	*rand.Rand
}

func (r *reporter) id() string { return fmt.Sprintf("%08X", r.Uint32()) }

func (r *reporter) prose() string {
	words := []rune("本单位认真落实上级关于政务公开的工作部署围绕重点领域和群众关切及时准确公开各类政府信息全年通过门户网站发布条其中政策文件件解读篇规范登记审核答复归档环节严格执行审查制度优化栏目设置组织业务培训纳入年度考核")
	b := make([]rune, 0, 160)
	for range 60 + r.IntN(90) {
		b = append(b, words[r.IntN(len(words))])
	}
	return string(b) + "。"
}

func (r *reporter) paragraph(text, style string) {
	fmt.Fprintf(r, `<w:p w14:paraId="%s" w:rsidR="%s" w:rsidRDefault="%s" w:rsidP="%s"><w:pPr>`, r.id(), r.id(), r.id(), r.id())
	if style != "" {
		fmt.Fprintf(r, `<w:pStyle w:val="%s"/>`, style)
	}
	r.WriteString(`<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>`)
	r.run(text, 32)
	r.WriteString(`</w:p>`)
}

func (r *reporter) run(text string, size int) {
	fmt.Fprintf(r, `<w:r w:rsidRPr="%s"><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="宋体" w:cs="宋体" w:hint="eastAsia"/><w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr><w:t>%s</w:t></w:r>`, r.id(), size, size, text)
}

func (r *reporter) table(rows, columns int) {
	fmt.Fprintf(r, `<w:tbl><w:tblPr><w:tblW w:w="9741" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for range columns {
		fmt.Fprintf(r, `<w:gridCol w:w="%d"/>`, 500+r.IntN(900))
	}
	r.WriteString(`</w:tblGrid>`)
	for row := range rows {
		fmt.Fprintf(r, `<w:tr w:rsidR="%s" w:rsidTr="%s"><w:trPr><w:trHeight w:val="%d"/><w:jc w:val="center"/></w:trPr>`, r.id(), r.id(), 300+r.IntN(200))
		for column := 0; column < columns; column++ {
			span, merge := 1, ""
			if row == 0 && column == 0 && columns > 4 {
				span = 3
			}
			if column == 0 && row > 3 && row < rows-2 && columns > 4 {
				merge = `<w:vMerge/>`
				if row == 4 {
					merge = `<w:vMerge w:val="restart"/>`
				}
			}
			fmt.Fprintf(r, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, 400+r.IntN(900))
			if span > 1 {
				fmt.Fprintf(r, `<w:gridSpan w:val="%d"/>`, span)
			}
			fmt.Fprintf(r, `%s<w:vAlign w:val="center"/></w:tcPr><w:p w14:paraId="%s" w:rsidR="%s" w:rsidRDefault="%s"><w:pPr><w:widowControl/><w:jc w:val="center"/></w:pPr>`, merge, r.id(), r.id(), r.id())
			switch {
			case merge == `<w:vMerge/>`:
			case column < 2 || row < 2:
				r.run("予以公开信息数量"[:3*(1+r.IntN(7))], 21)
			default:
				r.run(fmt.Sprint(r.IntN(300)), 21)
			}
			r.WriteString(`</w:p></w:tc>`)
			column += span - 1
		}
		r.WriteString(`</w:tr>`)
	}
	r.WriteString(`</w:tbl>`)
}

// styles is a style part of the size that Word and WPS write.
func (r *reporter) styles() string {
	var b strings.Builder
	b.WriteString(`<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="宋体" w:hAnsi="Times New Roman" w:cs="Times New Roman"/></w:rPr></w:rPrDefault></w:docDefaults><w:latentStyles w:count="260" w:defQFormat="0" w:defUnhideWhenUsed="1" w:defSemiHidden="1" w:defUIPriority="99">`)
	for i := range 260 {
		fmt.Fprintf(&b, `<w:lsdException w:name="Latent Style %d" w:qFormat="1" w:semiHidden="0" w:uiPriority="%d"/>`, i, i%99)
	}
	b.WriteString(`</w:latentStyles><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr><w:rPr><w:kern w:val="2"/><w:sz w:val="21"/></w:rPr></w:style>`)
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="Heading%d"><w:name w:val="heading %d"/><w:basedOn w:val="a"/><w:next w:val="a"/><w:pPr><w:outlineLvl w:val="%d"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>`, i, i, i-1)
	}
	return b.String()
}
