package pages

import "strconv"

// said is paragraphs of one message, or of the numbered messages under a key.
func (p *Paper) said(key string, n int, pairs ...string) Cell {
	if n == 0 {
		return paragraph(Text(p.Say(key, pairs...)))
	}
	var cells []Cell
	for i := range n {
		cells = append(cells, paragraph(Text(p.Say(key+"."+strconv.Itoa(i+1), pairs...))))
	}
	return Cells(cells...)
}

func (p *Paper) aboutParts() []Link {
	var parts []Link
	for _, id := range [...]string{"what", "evidence", "languages", "access", "privacy", "data", "licence"} {
		parts = append(parts, part(id, p.Say("about."+id)))
	}
	return parts
}

// listThings are lists with how much each holds.
func (p *Paper) listThings(lists []List) []Thing {
	var things []Thing
	for _, l := range lists {
		t := Thing{Name: Link{Text: p.Say(l.Key), URL: p.To(l.Name)}}
		switch {
		case l.N > 0:
			t.End = p.Number(int64(l.N))
		case l.N == 0:
			t.End = p.Say("record.count.none")
		}
		if lead := l.Lead; lead != "" {
			t.About = []Cell{Text(p.Say(lead))}
		}
		things = append(things, t)
	}
	return things
}
