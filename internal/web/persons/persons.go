// Package persons makes the pages about who acts for whom and who reads what:
// people, mandates, delegations, releases, and who could read a thing when.
//
// They are made of views of package reading alone, for each request anew, because
// whether a mandate is in force is a matter of the hour. A page says of whom it may
// not speak as little as a page of what is not there.
package persons

import (
	"net/http"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
)

// A Site lends its frame: make is called while the state is held.
type Site interface {
	Leaf(w http.ResponseWriter, r *http.Request, make func(pages.Ask) (pages.Leaf, error))
}

// A Desk is these pages for one site.
type Desk struct {
	Site  Site
	Langs []words.Lang
}

// Add puts every address of the desk into a table.
func (d *Desk) Add(mux *http.ServeMux) {
	for path, make := range map[string]func(pages.Ask) (pages.Leaf, error){
		"/people": people, "/people/{id}": person,
		"/mandates": mandates, "/mandates/{id}": mandate,
		"/delegations/{id}": delegation, "/releases": releases,
		"/things/{thing}/readers": readers,
	} {
		for _, l := range d.Langs {
			mux.HandleFunc("GET /"+string(l)+path, func(w http.ResponseWriter, r *http.Request) { d.Site.Leaf(w, r, make) })
		}
	}
}

// Paths are the addresses, in any language, of these pages as far as a room has them.
func Paths(room *reading.Room) []string {
	all := []string{"/people", "/mandates", "/releases"}
	for _, p := range room.People() {
		all = append(all, "/people/"+p.ID)
	}
	for _, m := range room.Mandates() {
		all = append(all, "/mandates/"+string(m.ID))
	}
	for _, m := range room.Members() {
		all = append(all, "/delegations/"+string(m.ID))
	}
	for _, s := range room.Sessions() {
		all = append(all, "/things/"+string(s.ID)+"/readers")
	}
	return all
}

// anyRestricted reports whether a mandate of a list is not for everyone to read.
func anyRestricted(list []reading.MandateLine) bool {
	for _, l := range list {
		if l.Audience != access.Public {
			return true
		}
	}
	return false
}

// people is the page of everybody who acts for somebody.
func people(a pages.Ask) (pages.Leaf, error) {
	list := a.Room.People()
	leaf := pages.Leaf{Title: a.Say("persons.people.title"), Description: a.Say("persons.people.lead"), Section: "record", Body: peoplePage(a, list)}
	for _, p := range list {
		leaf.More = leaf.More || anyRestricted(p.Mandates)
	}
	return leaf, nil
}

// person is the page of one person.
func person(a pages.Ask) (pages.Leaf, error) {
	p, err := a.Room.Person(a.ID)
	if err != nil {
		return pages.Leaf{}, err
	}
	return pages.Leaf{
		Title: a.Plain(p.Name), Section: "record", Crumbs: crumbs(a, "people"), More: anyRestricted(p.Mandates), Body: personPage(a, p),
	}, nil
}

// mandates is the page of all mandates.
func mandates(a pages.Ask) (pages.Leaf, error) {
	list := a.Room.Mandates()
	return pages.Leaf{
		Title: a.Say("persons.mandates.title"), Description: a.Say("persons.mandates.lead"), Section: "record",
		More: anyRestricted(list), Body: mandatesPage(a, list),
	}, nil
}

// mandate is the page of one mandate.
func mandate(a pages.Ask) (pages.Leaf, error) {
	m, err := a.Room.Mandate(council.ID(a.ID))
	if err != nil {
		return pages.Leaf{}, err
	}
	return pages.Leaf{
		Title: a.Say("persons.mandate.of", "name", a.Plain(m.Line.Facts.Name)), Section: "record", Crumbs: crumbs(a, "mandates"),
		More: m.Audience != access.Public, Body: mandatePage(a, m),
	}, nil
}

// delegation is the page of those who act for a member.
func delegation(a pages.Ask) (pages.Leaf, error) {
	d, err := a.Room.Delegation(procedure.Member(a.ID))
	if err != nil {
		return pages.Leaf{}, err
	}
	name := a.Plain(d.Member.Name)
	return pages.Leaf{
		Title: a.Say("persons.delegation.of", "member", name), Section: "members",
		Crumbs: []pages.Link{{Text: a.Say("nav.members"), URL: a.To("members")}, {Text: name, URL: a.To("members", a.ID)}},
		More:   anyRestricted(d.Mandates) || len(d.Contradictions) > 0, Body: delegationPage(a, d),
	}, nil
}

// releases is the page of what was opened to wider readers, and what will be.
func releases(a pages.Ask) (pages.Leaf, error) {
	v := a.Room.Releases()
	leaf := pages.Leaf{Title: a.Say("persons.releases.title"), Description: a.Say("persons.releases.lead"), Section: "record", Body: releasesPage(a, v)}
	for _, x := range v.Things {
		leaf.More = leaf.More || x.Audience != access.Public
	}
	return leaf, nil
}

// readers is the page of who could see a thing, and when.
func readers(a pages.Ask) (pages.Leaf, error) {
	v, err := a.Room.Readership(council.ID(a.ID))
	if err != nil {
		return pages.Leaf{}, err
	}
	leaf := pages.Leaf{Title: a.Say("persons.readers.title"), Section: "record", More: v.Now != access.Public, Body: readersPage(a, v)}
	if l := a.Ref(v.Ref); l.URL != "" {
		leaf.Crumbs = []pages.Link{l}
	}
	return leaf, nil
}

func crumbs(a pages.Ask, list string) []pages.Link {
	return []pages.Link{{Text: a.Say("persons." + list + ".title"), URL: a.To(list)}}
}
