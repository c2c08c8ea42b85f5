package layout

// Places is a run of cells that are named together: those of one column by
// their rows, those of one row by their columns.
type Places struct {
	// Before and After stand around the names: “自然人”列： and the like.
	Before string
	Names  []string
	// Refs are as many as Names; one may stand for several cells of its row.
	Refs []Ref
}

// Gather names cells in as few words as tell them apart. More cells than most
// in several rows and columns are named by their rows.
func (w *Words) Gather(list []Ref, most int) []Places {
	if len(list) < 2 {
		return single(list)
	}
	oneRow, oneColumn := list[0].Row != "", true
	for i := range list {
		if list[i].Fact < 0 {
			return single(list)
		}
		oneRow = oneRow && list[i].Row == list[0].Row
		oneColumn = oneColumn && list[i].Column == list[0].Column && list[i].Row != ""
	}
	switch {
	case oneColumn:
		p := Places{Before: Fill(w.InColumn, list[0].Column), Refs: list}
		for i := range list {
			p.Names = append(p.Names, Fill(w.Quote, list[i].Row))
		}
		return []Places{p}
	case oneRow:
		p := Places{Before: Fill(w.InRow, list[0].Row), Refs: list}
		for i := range list {
			p.Names = append(p.Names, Fill(w.Quote, list[i].Column))
		}
		return []Places{p}
	case len(list) <= most:
		return single(list)
	}
	var out []Places
	for i := 0; i < len(list); {
		k := i + 1
		for k < len(list) && list[i].Row != "" && list[k].Row == list[i].Row {
			k++
		}
		if k == i+1 {
			out = append(out, single(list[i:k])...)
		} else {
			out = append(out, Places{Names: []string{Fill(w.RowCells, list[i].Row, Itoa(k-i))}, Refs: list[i : i+1]})
		}
		i = k
	}
	return out
}

func single(list []Ref) []Places {
	out := make([]Places, len(list))
	for i := range list {
		out[i] = Places{Names: []string{list[i].Name}, Refs: list[i : i+1]}
	}
	return out
}
