package persons

import (
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// as says in what capacity somebody acts under a mandate: "acting head of delegation".
func as(p *pages.Paper, f council.Mandate, side access.Side) string {
	kind := "member"
	if _, ok := side.Body(); ok {
		kind = "body"
	} else if side == access.SideSecretariat {
		kind = "secretariat"
	} else if _, ok := side.Office(); ok {
		kind = "office"
	}
	s := p.Say("mandate.as." + kind + "." + string(f.Capacity))
	if f.Acting {
		s = p.Say("mandate.acting", "as", s)
	}
	return s
}

// titled says as what somebody acts: the title that the source gives, or the capacity.
func titled(p *pages.Paper, f council.Mandate, side access.Side) string {
	if s := p.Plain(f.Title); s != "" {
		return s
	}
	return as(p, f, side)
}

// forWhom names for whom a mandate is in the end, and leads there.
func forWhom(p *pages.Paper, room *reading.Room, side access.Side) pages.Link {
	if m, ok := side.Member(); ok {
		for _, x := range p.All {
			if x.ID == m {
				return p.Named(x.Name, p.To("delegations", string(m)))
			}
		}
	}
	if id, ok := side.Body(); ok {
		if b, err := room.Body(id); err == nil {
			return p.Named(b.Name, p.To("bodies", id))
		}
	}
	if side == access.SideSecretariat {
		return pages.Link{Text: p.Say("choice.for.secretariat")}
	}
	return pages.Link{Text: string(side)}
}

// link is a link as a cell; one that leads nowhere is its words.
func link(l pages.Link) pages.Cell {
	switch {
	case l.URL != "":
		return pages.Go(l)
	case l.Lang != "":
		return pages.Foreign(l.Text, l.Lang)
	}
	return pages.Text(l.Text)
}

// from says since when a mandate is in force.
func from(p *pages.Paper, l reading.MandateLine) pages.Cell { return p.At(l.Facts.From) }

// until says until when a mandate is in force.
func until(p *pages.Paper, l reading.MandateLine) pages.Cell {
	switch {
	case l.Ended != nil:
		return pages.Cells(p.At(l.Ended.At), pages.Tag(pages.Status{Text: p.Say("mandate.ended"), Tone: pages.Warn}))
	case l.Facts.To.Known():
		return p.At(l.Facts.To)
	}
	return pages.Text(p.Say("mandate.open"))
}

// untilWords is until in plain words: "until 31 December 2019".
func untilWords(p *pages.Paper, l reading.MandateLine) string {
	switch {
	case l.Ended != nil:
		return p.Say("span.to", "b", p.When(l.Ended.At))
	case l.Facts.To.Known():
		return p.Say("span.to", "b", p.When(l.Facts.To))
	}
	return p.Say("mandate.open")
}

// state says whether a mandate is in force now.
func state(p *pages.Paper, l reading.MandateLine, now time.Time) pages.Status {
	switch {
	case l.InForce(now):
		return pages.Status{Text: p.Say("mandate.inforce"), Tone: pages.Good}
	case now.Before(l.From):
		return pages.Status{Text: p.Say("mandate.notyet")}
	}
	return pages.Status{Text: p.Say("mandate.over")}
}

// restricted is the tag of what is not for everyone, if it is not.
func restricted(p *pages.Paper, a access.Audience) []pages.Cell {
	if s, ok := p.Audience(a); ok {
		return []pages.Cell{pages.Tag(s)}
	}
	return nil
}

// instant is a moment in words and in the form of programs.
func instant(p *pages.Paper, at time.Time) pages.Cell {
	return pages.Time(p.Instant(at), at.Format(time.RFC3339))
}

// entry leads to an entry of the register.
func entry(p *pages.Paper, n int64) pages.Cell {
	return pages.Go(pages.Link{Text: p.Say("entries.entry", "n", p.Number(n)), URL: p.Place(n).URL})
}

// Mandate says in words under what somebody acts, and leads to its page; false: the
// reader may not read it.
func Mandate(p *pages.Paper, room *reading.Room, id council.ID) (pages.Link, bool) {
	m, err := room.Mandate(id)
	if err != nil {
		return pages.Link{}, false
	}
	l := m.Line
	return pages.Link{
		Text: p.Say("viewer.under", "name", p.Plain(l.Facts.Name), "as", titled(p, l.Facts, l.Side), "for", forWhom(p, room, l.Side).Text, "until", untilWords(p, l)),
		URL:  p.To("mandates", string(id)),
	}, true
}
