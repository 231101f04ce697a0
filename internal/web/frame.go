package web

import (
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/pages"
)

// sections are the words of the service navigation, each also the first part of
// its addresses and of its message.
var sections = [...]string{"sessions", "decisions", "acts", "members", "bodies", "record", "register", "verify"}

// frame is what stands around a page.
func (s *Site) frame(v *visit, p page, room *reading.Room) pages.Frame {
	org := room.Organisation()
	name, _ := org.Name.In(v.t.Lang(), org.Languages...)
	f := s.bare(v, p.title)
	f.Description, f.Forms = p.description, p.forms
	f.Org = name
	for _, k := range sections {
		f.Sections = append(f.Sections, pages.Link{Text: v.t.Say("nav." + k), URL: v.to("/" + k), Here: k == p.section})
	}
	if v.path != "/" {
		f.Crumbs = append([]pages.Link{{Text: v.t.Say("site.home"), URL: f.Home}}, p.crumbs...)
	}
	f.Foot = append(p.foot,
		pages.Link{Text: v.t.Say("site.register"), URL: v.to("/register")},
		pages.Link{Text: v.t.Say("site.verify"), URL: v.to("/verify")},
		pages.Link{Text: v.t.Say("record.about"), URL: v.to("/about")})
	if id := v.PathValue("id"); id != "" && s.beside.Strip != nil {
		f.Strip = s.beside.Strip(s.paper(v, room), room, council.ID(id))
	}
	if v.Account != "" {
		f.NoIndex = true
		f.Viewer = &pages.Viewer{Mandate: pages.Link{Text: v.t.Say("viewer.mandate", "mandate", v.Mandate)}, Lapsed: v.Lapsed, SignOut: signOut, Own: v.to(ownPath), Choose: v.to(choosePath), More: p.more}
		if v.Actor.Role != access.Stranger {
			f.Viewer.Capacity = capacity(v.t, v.Actor, room)
		}
		s.under(v, room, f.Viewer)
	} else if s.enter.Who != nil {
		f.Foot = append(f.Foot, pages.Link{Text: v.t.Say("signin.title"), URL: v.to("/sign-in")})
	}
	return f
}

// under says in the strip of the viewer under what mandate they act.
func (s *Site) under(v *visit, room *reading.Room, x *pages.Viewer) {
	if v.Mandate == "" {
		x.Mandate = pages.Link{}
	} else if s.beside.Mandate != nil {
		if l, ok := s.beside.Mandate(s.paper(v, room), room, council.ID(v.Mandate)); ok {
			x.Mandate = l
		}
	}
}

// capacity says as what an actor acts.
func capacity(t *locale.Tongue, a access.Actor, room *reading.Room) string {
	var member string
	for _, m := range room.Members() {
		if m.ID == a.Member {
			member, _ = m.Name.In(t.Lang())
		}
	}
	return t.Say("capacity."+string(a.Role), "member", member)
}

// Addresses that package people serves, without their language.
const (
	ownPath     = "/me"
	choosePath  = "/me/capacity"
	confirmPath = "/me/confirm"
)

// signOut is where the form that ends a signed-in visit goes.
const signOut = "/sign-out"

// bare is the frame of a page that may be made without the record, such as an
// error.
func (s *Site) bare(v *visit, title string) pages.Frame {
	f := pages.Frame{
		T: v.t, Title: title, Org: v.t.Say("site.name"), Home: v.to("/"),
		Style: s.files.Style(), Icon: s.files.Icon(),
	}
	if s.base != "" {
		f.Canonical = s.base + v.to(v.path)
	}
	for _, l := range s.book.Langs() {
		url := "/" + string(l) + v.path
		f.Langs = append(f.Langs, pages.Alternate{Lang: l, Name: s.book.Self(l), URL: url, Abs: s.base + url, Here: l == v.t.Lang()})
	}
	return f
}
