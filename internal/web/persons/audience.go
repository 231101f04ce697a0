package persons

import (
	"slices"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/reading/foresee"
	"chancery.example/chancery/internal/web/pages"
)

// Who is who belongs to an audience, in words.
type who struct {
	Kind  string   // "Those who took part in the sitting"
	Names []string // of delegations, or of persons
}

// whoIs says who belongs to an audience: the delegations by name, of a circle its
// persons, as far as the reader may know them.
func whoIs(p *pages.Paper, room *reading.Room, a access.Audience, people []reading.Reader) who {
	w := who{Kind: p.Say("readers." + a.Kind())}
	if id, ok := a.Body(); ok {
		if b, err := room.Body(id); err == nil {
			w.Kind = p.Say("readers.body.of", "body", p.Plain(b.Name))
		}
	}
	if id, ok := a.Circle(); ok {
		if c, ok := foresee.From(room).Called(council.ID(id)); ok {
			w.Kind = p.Say("readers.circle.of", "circle", p.Plain(c.Title))
		}
		for _, x := range people {
			if name := p.Plain(x.Name); x.Side != access.SideSecretariat && !slices.Contains(w.Names, name) {
				w.Names = append(w.Names, name)
			}
		}
		w.Names = append(w.Names, p.Say("choice.for.secretariat"))
		return w
	}
	if a == access.Public {
		return w
	}
	for _, m := range foresee.From(room).Readers(a) {
		if name := p.Plain(m.Name); !slices.Contains(w.Names, name) {
			w.Names = append(w.Names, name)
		}
	}
	if _, papers := a.Delegation(); !papers {
		w.Names = append(w.Names, p.Say("choice.for.secretariat"))
	}
	return w
}

// now is who can read a thing now.
func now(v reading.Readership) []reading.Reader { return v.Spans[len(v.Spans)-1].People }

// Strip says on the page of a thing who may read it, by name; nil: there is no such
// thing for the reader.
func Strip(p *pages.Paper, room *reading.Room, id council.ID) templ.Component {
	if _, ok := foresee.From(room).Called(id); !ok {
		return nil
	}
	v, err := room.Readership(id)
	if err != nil {
		return nil
	}
	return strip(p, v.Now == access.Public, whoIs(p, room, v.Now, now(v)), p.To("things", string(id), "readers"))
}
