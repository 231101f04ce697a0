// Package workspace makes the pages on which a session is prepared: what is done,
// missing and late, the agenda and its versions, the delegations, the statements.
//
// What is recorded on them goes through the one way in, command by command, after a
// page that lists every command. A batch is made anew when it is confirmed: where
// that makes another one than was checked, the new one is shown and nothing is done.
package workspace

import (
	"net/http"
	"slices"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/preparation"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/reading/prepare"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
)

// A Site lends its frame.
type Site interface {
	// Leaf answers with a page for readers; make is called while the state is held.
	Leaf(w http.ResponseWriter, r *http.Request, make func(pages.Ask) (pages.Leaf, error))
	// Deed answers with a page on which commands are given, or with the error.
	Deed(w http.ResponseWriter, r *http.Request, f func(pages.Deed) (pages.DeedPage, error))
	// Enter calls f with what whoever asks sees and has sent, while the state is held.
	// The form of the request was parsed.
	Enter(r *http.Request, f func(pages.Deed) error) error
}

// A Desk is these pages for one site.
type Desk struct {
	Site  Site
	Langs []words.Lang
	Do    func(r *http.Request, o secretariat.Order) (secretariat.Receipt, error) // carries out an order of whoever asks
	Now   func() time.Time                                                        // the clock; nil: time.Now
}

// Add puts every address of the desk into a table.
func (d *Desk) Add(mux *http.ServeMux) {
	for _, l := range d.Langs {
		at := "/" + string(l) + "/sessions/{session}"
		for path, make := range map[string]func(*look) (pages.Leaf, error){"/agenda": agenda, "/delegations": delegations, "/speeches": speeches} {
			mux.HandleFunc("GET "+at+path, func(w http.ResponseWriter, r *http.Request) { d.read(w, r, make) })
		}
		mux.HandleFunc("GET "+at+"/prepare", func(w http.ResponseWriter, r *http.Request) { d.work(w, r, tasks) })
		mux.HandleFunc("GET "+at+"/prepare/done", func(w http.ResponseWriter, r *http.Request) { d.work(w, r, done) })
		mux.HandleFunc("GET "+at+"/prepare/order", d.sort)
		mux.HandleFunc("POST "+at+"/prepare/order", d.sort)
		mux.HandleFunc("GET "+at+"/prepare/{batch}", d.check)
		mux.HandleFunc("POST "+at+"/prepare/{batch}", d.check)
	}
}

// Paths are the addresses, in any language, of the pages for readers as far as a room
// has them.
func Paths(room *reading.Room) (all []string) {
	for _, s := range room.Sessions() {
		at := "/sessions/" + string(s.ID)
		all = append(all, at+"/agenda", at+"/delegations", at+"/speeches")
	}
	return all
}

// A look is a session as somebody looks at it.
type look struct {
	*pages.Paper
	Room  *prepare.Room
	By    access.Actor
	Query map[string][]string
	V     prepare.Session
	Tpl   *charter.Template // nil: there is none for sessions of this body
	S     preparation.Session
	Plan  preparation.Plan
	Zone  *time.Location // of the seat
}

// may reports whether whoever looks may give a command at all.
func (k *look) may(command string) bool { return council.MayGive(k.By, command) }

// first is the first value that a link gives for a name.
func (k *look) first(name string) string {
	if all := k.Query[name]; len(all) > 0 {
		return all[0]
	}
	return ""
}

// day is the day of a moment at the seat.
func (k *look) day(unix int64) calendar.Day {
	if unix == 0 {
		return calendar.Day{}
	}
	return calendar.DayOf(time.Unix(unix, 0).In(k.Zone))
}

// at is an address below that of the session.
func (k *look) at(parts ...string) string {
	return k.To(append([]string{"sessions", string(k.V.ID)}, parts...)...)
}

// do is the address of the form of a command, with what it is about.
func (k *look) do(command string, pairs ...string) string {
	return k.To("do", command) + query(pairs...)
}

// look looks at the session of an address.
func (d *Desk) look(p *pages.Paper, room *reading.Room, id string, by access.Actor, query map[string][]string) (*look, error) {
	k := &look{Paper: p, Room: prepare.From(room), By: by, Query: query, Zone: zone(p.Org.Zone)}
	var err error
	if k.V, err = k.Room.Session(council.ID(id)); err != nil {
		return nil, err
	}
	for i := range k.V.Templates {
		if t := &k.V.Templates[i]; k.Tpl == nil || t.ID == k.first("template") {
			k.Tpl = t
		}
	}
	now := time.Now
	if d.Now != nil {
		now = d.Now
	}
	k.S = k.session(calendar.DayOf(now().In(k.Zone)))
	k.Plan = preparation.Make(k.Room.Charter(), k.Tpl, k.S)
	return k, nil
}

// zone is a zone of the database, or that of Greenwich.
func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return z
}

// session is what there is, in days.
func (k *look) session(today calendar.Day) preparation.Session {
	f := k.V.Facts
	s := preparation.Session{ID: string(k.V.ID), Body: f.Body, Day: f.At.Day(), Today: today, Presides: string(f.Presides), Host: string(f.Host), Members: len(k.V.Delegations)}
	for _, x := range k.V.Items {
		s.Items = append(s.Items, preparation.Item{ID: string(x.ID), Kind: x.Facts.Kind, Open: x.Audience != access.OfSecretariat})
		if !x.Part {
			s.Last = max(s.Last, x.Facts.Order)
		}
	}
	for _, x := range k.V.Papers {
		s.Papers = append(s.Papers, preparation.Paper{
			ID: string(x.ID), Kind: x.Facts.Kind, Title: x.Facts.Title, Due: x.Facts.Due.Day(), Written: k.day(x.Written), Sent: k.day(x.Sent),
		})
	}
	for _, x := range k.V.Versions {
		s.Versions = append(s.Versions, preparation.Version{ID: string(x.ID), Number: x.Facts.Version, Sent: k.day(x.Sent), Adopted: x.Adopted != nil})
	}
	for _, x := range k.V.Delegations {
		if x.ID == "" {
			continue
		}
		s.Delegations++
		switch {
		case x.Examined == nil:
		case x.Examined.Finding == "in-order":
			s.InOrder++
		case x.Examined.Finding == "questioned":
			s.Questioned++
		}
	}
	return s
}

// read answers with a page for readers.
func (d *Desk) read(w http.ResponseWriter, r *http.Request, make func(*look) (pages.Leaf, error)) {
	d.Site.Leaf(w, r, func(a pages.Ask) (pages.Leaf, error) {
		k, err := d.look(a.Paper, a.Room, r.PathValue("session"), a.By, r.URL.Query())
		if err != nil {
			return pages.Leaf{}, err
		}
		leaf, err := make(k)
		leaf.Section, leaf.Crumbs = "sessions", k.crumbs()
		leaf.More = leaf.More || k.V.Audience != access.Public
		return leaf, err
	})
}

// crumbs lead from the sessions to a page of this one.
func (k *look) crumbs(more ...pages.Link) []pages.Link {
	return append([]pages.Link{{Text: k.Say("nav.sessions"), URL: k.To("sessions")}, {Text: k.Plain(k.V.Title), URL: k.at()}}, more...)
}

// inner leads to a page below that of the tasks.
func (k *look) inner() []pages.Link {
	return k.crumbs(pages.Link{Text: k.Say("prep.title"), URL: k.at("prepare")})
}

// worker looks at the session of a deed, for those who prepare sessions. To others
// there is no such page.
func (d *Desk) worker(x pages.Deed, r *http.Request) (*look, error) {
	if !council.MayGive(x.By, "place-item") {
		return nil, absent()
	}
	return d.look(x.Paper, x.Room, r.PathValue("session"), x.By, x.Query)
}

// work answers with a page for those who prepare sessions.
func (d *Desk) work(w http.ResponseWriter, r *http.Request, make func(*look) (pages.DeedPage, error)) {
	d.Site.Deed(w, r, func(x pages.Deed) (pages.DeedPage, error) {
		k, err := d.worker(x, r)
		if err != nil {
			return pages.DeedPage{}, err
		}
		return make(k)
	})
}

// tasks is the page of what is done, missing and late.
func tasks(k *look) (pages.DeedPage, error) {
	return pages.DeedPage{Title: k.Say("prep.of", "session", k.Plain(k.V.Title)), Crumbs: k.crumbs(), Body: tasksPage(k)}, nil
}

// agenda is the page of the agenda: as it stands, its versions, two of them beside
// each other.
func agenda(k *look) (pages.Leaf, error) {
	leaf := pages.Leaf{Title: k.Say("agenda.title"), Description: k.Plain(k.V.Title), Body: agendaPage(k)}
	leaf.More = slices.ContainsFunc(k.V.Items, func(x prepare.Item) bool { return x.Audience != access.Public })
	return leaf, nil
}

// delegations is the page of who is sent.
func delegations(k *look) (pages.Leaf, error) {
	return pages.Leaf{Title: k.Say("deleg.title"), Description: k.Plain(k.V.Title), Body: delegationsPage(k)}, nil
}

// speeches is the page of what was said, with its texts, and of what was proposed.
func speeches(k *look) (pages.Leaf, error) {
	full, err := k.Room.Room.Session(k.V.ID)
	if err != nil {
		return pages.Leaf{}, err
	}
	return pages.Leaf{Title: k.Say("speech.title"), Description: k.Plain(k.V.Title), Body: speechesPage(k, full.Proposals)}, nil
}
