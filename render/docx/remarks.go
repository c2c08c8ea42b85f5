package docx

import (
	"fmt"
	"strings"

	"github.com/nianbao/nianbao/schema"
	"github.com/nianbao/nianbao/schema/template"
)

// reasons say why figures were left, in the order in which they are told.
var reasons = [...]struct {
	why    Reason
	zh, en string
}{
	{NoCell, "文件中没有单元格（所在的行、列或表缺失），未写入", "no cell in the document (a row, a column or a table is missing), not written"},
	{Merged, "所在位置被合并单元格占用，未写入", "a merged cell in their place, not written"},
	{Elsewhere, "单元格不在正文中（页眉、页脚或注释），未写入", "cells outside the main text (headers, footers, notes), not written"},
	{TwoForms, "单元格在文件中有新旧两个版本（文本框），未写入", "cells that the file holds in two versions (a text box), not written"},
	{Bound, "单元格显示的是文件中另存的数据，写入后会被还原，未写入", "cells that show data kept elsewhere in the file, which would come back, not written"},
	{Mixed, "单元格中除文字外另有图片、公式或不完整的域，未写入", "cells with a picture, an equation or an unfinished field in them, not written"},
	{Unseen, "单元格的样式会隐藏文字，未写入", "cells with a style that hides text, not written"},
}

// remarks say what the copy does not have.
func remarks(r *schema.Report, out Output, signed bool, o Options) []Remark {
	var all []Remark
	for _, s := range reasons {
		ids := map[string]bool{}
		for _, l := range out.Left {
			if l.Why == s.why {
				ids[l.ID] = true
			}
		}
		if len(ids) == 0 {
			continue
		}
		var which, text string
		if names := named(r, ids, o); o.English {
			which = fmt.Sprintf("%d figures: %s", len(ids), strings.Join(names, ", "))
			text = s.en + ": " + which
		} else {
			which = fmt.Sprintf("%d 项数字：%s", len(ids), strings.Join(names, "、"))
			text = s.zh + "：" + which
		}
		all = append(all, Remark{s.why, text, which})
	}
	if signed && len(out.Written) > 0 {
		text := "文件带有数字签名，对修补稿不再有效"
		if o.English {
			text = "the file is signed; the signature does not hold for the mended copy"
		}
		all = append(all, Remark{Signed, text, ""})
	}
	return all
}

// named names figures; a row of which every figure is meant is named once.
func named(r *schema.Report, ids map[string]bool, o Options) []string {
	forms := o.Forms
	if forms == nil {
		forms = template.Forms()
	}
	var out []string
	told := map[string]bool{}
	for _, f := range r.Facts {
		if !ids[f.ID] || told[f.ID] {
			continue
		}
		t := tableOf(r, forms, f.ID)
		if t == nil {
			told[f.ID] = true
			out = append(out, f.ID)
			continue
		}
		own := t.Facts[t.Index(f.ID)]
		row := rowOf(r, t, own)
		whole := len(row) > 1
		for _, id := range row {
			whole = whole && ids[id]
		}
		if !whole {
			row = []string{f.ID}
		}
		for _, id := range row {
			told[id] = true
		}
		out = append(out, name(t, own, row, o.English))
	}
	return out
}

// name is one figure's name or its row's, with the id.
func name(t *template.Table, f template.Fact, row []string, english bool) string {
	zh, en := t.Name(f)
	id := f.ID
	if len(row) > 1 {
		zh, en = t.RowName(f.Block, f.Row)
		if zh == "" {
			zh, en = t.Title, t.TitleEn
		}
		zh, en = fmt.Sprintf("“%s”行 %d 项", zh, len(row)), fmt.Sprintf("row “%s” (%d figures)", en, len(row))
		id = id[:strings.LastIndexByte(id, '.')+1] + "*"
	}
	if english {
		return en + " [" + id + "]"
	}
	return zh + "［" + id + "］"
}

// tableOf is the form table of a fact: that of the form which its table was
// read with.
func tableOf(r *schema.Report, forms []*template.Form, id string) *template.Table {
	var any *template.Table
	for _, form := range forms {
		for i := range form.Tables {
			t := &form.Tables[i]
			if t.Index(id) < 0 {
				continue
			}
			if any == nil || form.ID == r.Template.ID {
				any = t
			}
			tables := r.Template.Tables
			if found := map[string]string{"proactive": tables.Proactive, "applications": tables.Applications, "review": tables.Review, "stats": tables.Stats}[t.ID]; found == form.ID {
				return t
			}
		}
	}
	return any
}

// rowOf lists the facts of one row that the report has.
func rowOf(r *schema.Report, t *template.Table, f template.Fact) []string {
	var ids []string
	for _, other := range r.Facts {
		if i := t.Index(other.ID); i >= 0 && t.Facts[i].Block == f.Block && t.Facts[i].Row == f.Row {
			ids = append(ids, other.ID)
		}
	}
	return ids
}
