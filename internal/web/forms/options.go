package forms

import (
	"slices"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/form"
	"chancery.example/chancery/internal/reading/foresee"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
)

// A Desk is where an actor gives commands: the room and the page, the actor and
// the moment, as an order that holds nothing but these.
type Desk struct {
	*pages.Paper
	Room  *foresee.Room
	Order council.Order // By and Given; the rest is of the order that is tried
	Zone  form.Zoner
	Back  bool // the actor comes back to a form that was put aside
}

// looked is how many things of a kind are tried for whether a command could be
// given about them, the latest first.
const looked = 60

// Options are what may be chosen in the fields of a form: what the actor may see.
func (d *Desk) Options(f *form.Form) Options {
	made := map[string][]Choices{}
	return func(x *form.Field, path string) []Choices {
		key := string(x.Kind) + listOf(path)
		if have, ok := made[key]; ok && path != f.Fields[0].Name {
			return have
		}
		cs := d.choices(f, x, path)
		made[key] = cs
		return cs
	}
}

func (d *Desk) choices(f *form.Form, x *form.Field, path string) []Choices {
	switch x.Kind {
	case form.Thing:
		return d.things(f, x, path)
	case form.Member:
		return []Choices{{List: d.members()}}
	case form.Body:
		var list []Option
		for _, b := range d.Room.Bodies() {
			list = append(list, Option{b.ID, d.Plain(b.Name)})
		}
		return []Choices{{List: list}}
	case form.Office:
		var all []Choices
		for _, b := range d.Room.Bodies() {
			c := Choices{Name: d.Plain(b.Name)}
			for _, o := range b.Offices {
				c.List = append(c.List, Option{o.ID, d.Plain(o.Name)})
			}
			if len(c.List) > 0 {
				all = append(all, c)
			}
		}
		return all
	case form.Language:
		var list []Option
		for _, l := range d.languages() {
			list = append(list, Option{string(l), d.Language(l)})
		}
		return []Choices{{List: list}}
	case form.Audience:
		return d.audiences(x.Need)
	case form.Side:
		return d.sides()
	}
	return nil
}

// sides are for whom somebody can act.
func (d *Desk) sides() []Choices {
	all := []Choices{{List: []Option{{string(access.SideSecretariat), d.Say("choice.for.secretariat")}}}, {Name: d.Say("choice.for.members")}, {Name: d.Say("choice.for.bodies")}, {Name: d.Say("choice.for.offices")}}
	for _, m := range d.All {
		all[1].List = append(all[1].List, Option{string(access.SideOf(m.ID)), d.Plain(m.Name)})
	}
	for _, b := range d.Room.Bodies() {
		all[2].List = append(all[2].List, Option{string(access.SideOfBody(b.ID)), d.Plain(b.Name)})
		for _, o := range b.Offices {
			all[3].List = append(all[3].List, Option{"office:" + o.ID, d.Plain(o.Name)})
		}
	}
	return slices.DeleteFunc(all, func(c Choices) bool { return len(c.List) == 0 })
}

func (d *Desk) languages() []words.Lang { return d.Org.Languages }

func (d *Desk) members() []Option {
	var list []Option
	for _, m := range d.All {
		list = append(list, Option{string(m.ID), d.Plain(m.Name)})
	}
	return list
}

// audiences are who the thing may be for, as far as the actor belongs to them.
func (d *Desk) audiences(need bool) []Choices {
	general, open := Choices{}, access.Nobody // what is recorded for nobody is public
	if need {
		open = access.Public
	}
	for _, a := range []access.Audience{open, access.Members, access.OfSecretariat} {
		if m, is := d.Room.Class().Member(); is && a == access.OfSecretariat && m != "" {
			continue
		}
		general.List = append(general.List, Option{string(a), d.Audience1(a)})
	}
	if m, ok := d.Room.Class().Member(); ok {
		a := access.OfDelegation(m)
		general.List = append(general.List, Option{string(a), d.Audience1(a)})
	}
	sittings := Choices{Name: d.Say("choice.audience.sittings")}
	for _, t := range d.Room.Choosable(council.NounSitting) {
		sittings.List = append(sittings.List, Option{string(access.OfSitting(string(t.ID))), d.called(t)})
	}
	if len(sittings.List) == 0 {
		return []Choices{general}
	}
	return []Choices{general, sittings}
}

// Audience1 says in a line who may read what is for an audience.
func (d *Desk) Audience1(a access.Audience) string {
	if a == access.Nobody {
		a = access.Public
	}
	kind := string(a)
	if _, ok := a.Sitting(); ok {
		kind = "sitting"
	}
	m, ok := a.Delegation()
	if ok {
		kind = "delegation"
	}
	return d.Say("audience."+kind, "member", d.member(string(m)))
}

func (d *Desk) member(id string) string {
	for _, m := range d.All {
		if string(m.ID) == id {
			return d.Plain(m.Name)
		}
	}
	return id
}

// called names a thing: what has no name of its own by its kind and its entry.
func (d *Desk) called(t foresee.Choosable) string {
	s := d.Plain(t.Title)
	if s == "" {
		s = d.Say("do.unnamed", "what", d.noun(t.Noun), "n", d.Number(int64(t.Place)))
	}
	if r := []rune(s); len(r) > 120 {
		s = string(r[:119]) + "…"
	}
	return s
}

func (d *Desk) noun(n council.Noun) string { return d.Say("noun." + string(n)) }

// things are those that a reference may name. Where the command does something to
// one thing, those that it can be done to now come first.
func (d *Desk) things(f *form.Form, x *form.Field, path string) []Choices {
	all := d.Room.Choosable(x.Nouns...)
	if path == f.Fields[0].Name && !records(f) {
		return d.possible(f, path, all)
	}
	var cs []Choices
	for _, t := range all {
		name := ""
		if len(x.Nouns) != 1 {
			name = d.noun(t.Noun)
		}
		if n := len(cs); n == 0 || cs[n-1].Name != name {
			cs = append(cs, Choices{Name: name})
		}
		c := &cs[len(cs)-1]
		c.List = append(c.List, Option{string(t.ID), d.called(t)})
	}
	return cs
}

// records reports whether a command records facts, or corrects them.
func records(f *form.Form) bool {
	c, err := council.Empty(f.Command)
	_, ok := c.(*council.Record)
	return err == nil && ok
}

func (d *Desk) possible(f *form.Form, path string, all []foresee.Choosable) []Choices {
	now, rest := Choices{Name: d.Say("do.possible")}, Choices{Name: d.Say("do.others")}
	for i, t := range all {
		o := Option{string(t.ID), d.called(t)}
		if i < looked && d.Might(f, form.Values{path: o.Value}) {
			now.List = append(now.List, o)
		} else {
			rest.List = append(rest.List, o)
		}
	}
	var cs []Choices
	for _, c := range []Choices{now, rest} {
		if len(c.List) > 0 {
			cs = append(cs, c)
		}
	}
	return cs
}
