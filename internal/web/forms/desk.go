package forms

import (
	"errors"
	"slices"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/form"
	"chancery.example/chancery/internal/reading/foresee"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/register"
)

// Try says what the council would record of tidy values, or its refusal.
func (d *Desk) Try(f *form.Form, vs form.Values, seen register.Place) ([]foresee.Foreseen, error) {
	typed, err := f.Parse(vs, d.Zone)
	unread, ok := errors.AsType[*council.Refusal](err)
	if err != nil && (!ok || typed.Command == nil) {
		return nil, err
	}
	o := d.Order
	o.Command, o.Seen, o.Texts = typed.Command, seen, typed.Sizes()
	foreseen, err := d.Room.Foresee(o)
	if unread != nil {
		return nil, both(f, vs, unread, err)
	}
	return foreseen, err
}

// both joins what cannot be read with what else is wrong: all is said at once. Of a
// field that cannot be read the council sees nothing, and what it says of that is
// left out.
func both(f *form.Form, vs form.Values, unread *council.Refusal, err error) error {
	more, ok := errors.AsType[*council.Refusal](err)
	if !ok || more.Kind != council.Malformed && more.Kind != council.Unknown {
		return unread
	}
	all := *unread
	for _, x := range more.Faults {
		at := f.Locate(x.Field, vs)
		if !slices.ContainsFunc(unread.Faults, func(u council.Fault) bool { return u.Field == at }) {
			all.Faults = append(slices.Clip(all.Faults), x)
		}
	}
	return &all
}

// Might reports whether a command could be given now about what the values name,
// if the rest were filled in well.
func (d *Desk) Might(f *form.Form, vs form.Values) bool {
	_, err := d.Step(f, vs)
	refusal, ok := errors.AsType[*council.Refusal](err)
	return err == nil || ok && refusal.Kind == council.Malformed
}

// Step is what would come of a command about what the values name, with likely
// answers to the rest.
func (d *Desk) Step(f *form.Form, vs form.Values) ([]foresee.Foreseen, error) {
	vs = f.Likely(vs, d.Order.Given)
	foreseen, err := d.Try(f, vs, 0)
	if refusal, ok := errors.AsType[*council.Refusal](err); ok && refusal.Kind == council.Malformed {
		again := false // the secretariat says for whom it enters a letter
		for _, x := range refusal.Faults {
			if y, ok := f.At(x.Field); ok && y.Kind == form.Member && vs[x.Field] == "" && len(d.All) > 0 {
				vs[x.Field], again = string(d.All[0].ID), true
			}
		}
		if again {
			return d.Try(f, vs, 0)
		}
	}
	return foreseen, err
}

// A Group is commands that belong together.
type Group struct {
	Key  string // of its heading
	List []pages.Thing
}

// Offer is what the actor may give now: about a decision, about a session, and
// what is only recorded.
func (d *Desk) Offer() ([]Group, error) {
	groups := []Group{{Key: "do.group.decision"}, {Key: "do.group.session"}, {Key: "do.group.record"}, {Key: "do.group.charter"}}
	for _, name := range council.Commands() {
		if !council.MayGive(d.Order.By, name) {
			continue
		}
		f, err := form.Of(name)
		if err != nil {
			return nil, err
		}
		if !d.possibleNow(f) {
			continue
		}
		at := 1
		_, decision := f.At("decision")
		_, session := f.At("session")
		switch {
		case records(f):
			at = 2
		case decision:
			at = 0
		case !session:
			at = 3
		}
		groups[at].List = append(groups[at].List, pages.Thing{Name: pages.Link{Text: Title(d.Paper, name), URL: d.To("do", name)}})
	}
	return groups, nil
}

// possibleNow reports whether there is anything that a command could be about.
func (d *Desk) possibleNow(f *form.Form) bool {
	if !records(f) && f.Fields[0].Kind != form.Thing {
		return d.Might(f, form.Values{})
	}
	if !records(f) {
		for i, t := range d.Room.Choosable(f.Fields[0].Nouns...) {
			if i < looked && d.Might(f, form.Values{f.Fields[0].Name: string(t.ID)}) {
				return true
			}
		}
		return false
	}
	for _, x := range f.Fields {
		if x.Kind == form.Thing && x.Need && len(d.Room.Choosable(x.Nouns...)) == 0 {
			return false
		}
	}
	return true
}

// Next are the commands that the actor could give about a decision now, each with
// what would come of it.
func (d *Desk) Next(id council.ID) ([]pages.Thing, error) {
	var list []pages.Thing
	for _, name := range council.Commands() {
		if !council.MayGive(d.Order.By, name) {
			continue
		}
		f, err := form.Of(name)
		if err != nil {
			return nil, err
		}
		x := f.Fields[0]
		if records(f) || x.Kind != form.Thing || x.Name != "decision" {
			continue
		}
		foreseen, err := d.Step(f, form.Values{x.Name: string(id)})
		refusal, refused := errors.AsType[*council.Refusal](err)
		line := pages.Thing{Name: pages.Link{Text: Title(d.Paper, name), URL: d.To("do", name) + "?decision=" + string(id)}}
		switch {
		case err == nil && len(foreseen) > 0 && foreseen[0].Outcome != "":
			line.About = []pages.Cell{pages.Text(d.outcome(foreseen[0]))}
		case refused && refusal.Kind == council.NotMet && refusal.Finding != nil:
			line.Name.URL = ""
			line.About = []pages.Cell{pages.Text(d.Say("do.notyet"))}
		case err != nil && !(refused && refusal.Kind == council.Malformed):
			continue
		}
		list = append(list, line)
	}
	return list, nil
}

// outcome says what a decision would come to, and by which rule.
func (d *Desk) outcome(f foresee.Foreseen) string {
	return d.Say("do.outcome", "outcome", Word(d.Paper, "outcome", string(f.Outcome)), "rule", d.Plain(f.Rule))
}

// A Preview is what would be recorded, in sentences, and who would read it.
type Preview struct {
	What []string
	Who  []string
}

// Preview says what would be recorded and who would read it.
func (d *Desk) Preview(all []foresee.Foreseen) Preview {
	var p Preview
	told := map[access.Audience]bool{}
	for _, f := range all {
		name := d.Plain(f.About.Title)
		if name == "" && f.About.Noun != "" {
			name = d.noun(f.About.Noun)
		}
		s := d.Say("do.will", "event", d.Say("event."+f.Type), "what", name)
		if f.Outcome != "" {
			s += " " + d.outcome(f)
		}
		p.What = append(p.What, s)
		if !told[f.Audience] {
			told[f.Audience] = true
			p.Who = append(p.Who, d.who(f.Audience))
		}
		if f.Type == "thing-released.v1" {
			p.Who = append(p.Who, d.added(f)...)
		}
	}
	return p
}

// added names the persons who would read a released thing and cannot now, as far as
// the actor may know who they are. A release to everyone names nobody.
func (d *Desk) added(f foresee.Foreseen) []string {
	v, err := d.Room.Readership(f.About.ID)
	if err != nil {
		return nil
	}
	var names []string
	for _, w := range v.Wider {
		for _, x := range w.People {
			if name := d.Plain(x.Name); w.To == f.Audience && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{d.Say("do.who.named", "names", d.Join(names))}
}

// who names everybody who may read what is for an audience.
func (d *Desk) who(a access.Audience) string {
	if a == access.Public {
		return d.Say("do.who.public")
	}
	var names []string
	for _, m := range d.Room.Readers(a) {
		names = append(names, d.Plain(m.Name))
	}
	_, own := a.Delegation()
	switch {
	case len(names) == 0:
		return d.Say("do.who.secretariat")
	case own:
		return d.Say("do.who.delegation", "members", d.Join(names))
	}
	return d.Say("do.who.some", "members", d.Join(names))
}

// Changes are the entries since a place about the things that the values name.
func (d *Desk) Changes(f *form.Form, vs form.Values, seen register.Place) []Change {
	var all []Change
	for _, path := range vs.Paths() {
		x, ok := f.At(path)
		if !ok || x.Kind != form.Thing || seen == 0 {
			continue
		}
		t, ok := d.Room.Called(council.ID(vs[path]))
		if !ok {
			continue
		}
		for _, m := range d.Room.Since(t.ID, seen) {
			all = append(all, Change{t.Ref, m})
		}
	}
	return all
}

// Prefill is what a link gives for a form: the values of its fields, and for a
// correction what it corrects, as it stands.
func (d *Desk) Prefill(f *form.Form, query map[string][]string) (form.Values, error) {
	vs, err := f.Read(query)
	if err != nil {
		return nil, err
	}
	x, ok := f.At("corrects")
	if id := vs["corrects"]; ok && x.Kind == form.Thing && id != "" {
		c, err := d.Room.Recorded(council.ID(id), x.Nouns...)
		if err != nil {
			return nil, err
		}
		return f.Values(c)
	}
	for _, x := range f.Fields {
		if x.Kind == form.Choice && len(x.Values) == 1 {
			vs[x.Name] = x.Values[0]
		}
		if x.Kind == form.Member && x.Name == "member" && vs[x.Name] == "" && d.Order.By.Role == access.Delegate {
			vs[x.Name] = string(d.Order.By.Member)
		}
		if x.Kind == form.Group {
			for _, y := range x.Parts {
				if y.Name == "zone" && vs[x.Name+".zone"] == "" && x.Need {
					vs[x.Name+".zone"] = d.Org.Zone
				}
			}
		}
	}
	return vs, nil
}

// Answers are the values as they are shown to be checked, each with the way back
// to its field.
func (s *Sheet) Answers() []Answer {
	var all []Answer
	for _, path := range s.Values.Paths() {
		f, ok := s.Form.At(path)
		if v := strings.TrimSpace(s.Values[path]); ok && v != "" {
			all = append(all, Answer{path, s.answerLabel(path), s.shown(f, path, v)})
		}
	}
	return all
}

// An Answer is one value to check.
type Answer struct {
	Path, Label, Value string
}

// answerLabel is the label of a value, with its language if it has one.
func (s *Sheet) answerLabel(path string) string {
	label := s.full(path)
	if f, ok := s.Form.At(path); ok && f.Kind == form.Wording {
		label = s.Say("do.answer.lang", "label", label, "lang", s.Language(lastLang(path)))
	}
	return label
}

// shown is a value in words.
func (s *Sheet) shown(f *form.Field, path, v string) string {
	switch f.Kind {
	case form.Truth:
		return s.Say("do.yes")
	case form.Choice:
		return s.option(f, path, v)
	case form.Thing, form.Member, form.Body, form.Office, form.Audience, form.Language, form.Side:
		for _, c := range s.Options(f, path) {
			for _, o := range c.List {
				if o.Value == v {
					return o.Text
				}
			}
		}
	}
	return v
}
