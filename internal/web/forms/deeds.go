package forms

import (
	"chancery.example/chancery/internal/reading/foresee"
	"crypto/rand"
	"errors"
	"strconv"
	"strings"
	"time"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/form"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/web/pages"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// Deeds makes the pages on which commands are given.
type Deeds struct {
	Now func() time.Time // the clock; nil: time.Now
}

// desk is where the actor of a deed gives commands.
func (g Deeds) desk(d pages.Deed) *Desk {
	now := time.Now
	if g.Now != nil {
		now = g.Now
	}
	return &Desk{
		Paper: d.Paper, Room: foresee.From(d.Room), Order: council.Order{By: d.By, Mandate: d.Mandate, Given: now().UTC().Truncate(time.Second)}, Zone: zoner(d.Org.Zone),
		Back: d.Query["kept"] != nil,
	}
}

// zoner reads times of a wall clock; an empty zone is the organisation's.
func zoner(seat string) form.Zoner {
	return func(local, zone string) (string, error) {
		if zone == "" {
			zone = seat
		}
		at, err := secretariat.Resolve(local, zone)
		return at.String(), err
	}
}

// Offer is the page of what the actor may give now.
func (g Deeds) Offer(d pages.Deed) (pages.DeedPage, error) {
	k := g.desk(d)
	groups, err := k.Offer()
	return pages.DeedPage{Title: d.Say("do.title"), Body: Index(k, groups)}, err
}

// A sent form is one that was posted.
type sent struct {
	form *form.Form
	vs   form.Values
	key  string
	seen register.Place
	step string // the button: "check", "confirm", "change", "add:people", "remove:people.2"
}

// read takes a posted form.
func read(d pages.Deed) (sent, error) {
	f, err := form.Of(d.Command)
	if err != nil {
		return sent{}, err
	}
	first := func(name string) string {
		if all := d.Posted[name]; len(all) > 0 {
			return all[0]
		}
		return ""
	}
	x := sent{form: f, step: first("step"), key: first("_key")}
	if n, err := strconv.ParseInt(first("_seen"), 10, 64); err == nil && n > 0 {
		x.seen = register.Place(n)
	}
	if !words.ValidID(x.key) {
		x.key = fresh()
	}
	x.vs, err = f.Read(d.Posted)
	return x, err
}

// fresh is a key for an order that nobody has given yet.
func fresh() string { return strings.ToLower(rand.Text()) }

// sheet is a form with values.
func (d *Desk) sheet(x sent) *Sheet {
	return &Sheet{Paper: d.Paper, Form: x.form, Values: x.vs, Key: x.key, Seen: int64(x.seen), Options: d.Options(x.form), Back: d.Back}
}

// formPage is the page of a form.
func formPage(s *Sheet) pages.DeedPage {
	title := s.Title()
	if s.Refused != nil {
		title = s.Say("do.error", "title", title)
	}
	return pages.DeedPage{Title: title, Crumbs: crumbs(s.Paper), Body: Page(s), Refused: s.Refused}
}

func crumbs(p *pages.Paper) []pages.Link {
	return []pages.Link{{Text: p.Say("do.title"), URL: p.To("do")}}
}

// Form is the form of a command with what a link gives for it, or what the button
// of a form says that was sent: a row more or less, the form to change, the answers
// to check. With a refusal it is the form that was sent, and what was refused.
func (g Deeds) Form(d pages.Deed, refused *council.Refusal) (pages.DeedPage, error) {
	k := g.desk(d)
	if d.Posted == nil {
		f, err := form.Of(d.Command)
		if err != nil {
			return pages.DeedPage{}, err
		}
		vs, err := k.Prefill(f, d.Query)
		return formPage(k.sheet(sent{form: f, vs: vs, key: fresh(), seen: d.Room.Entries() - 1})), err
	}
	x, err := read(d)
	if err != nil {
		return pages.DeedPage{}, err
	}
	if refused != nil {
		x.vs = x.form.Tidy(x.vs)
		return k.again(x, refused, d.Reasons(refused)), nil
	}
	switch what, path, _ := strings.Cut(x.step, ":"); what {
	case "add":
		if f, ok := x.form.At(path); ok && (f.Kind == form.List || f.Kind == form.Pairs) {
			x.vs = x.vs.Add(path)
			if x.vs.Rows(path) == 1 && f.Need {
				x.vs = x.vs.Add(path) // the first row was there to be filled
			}
		}
	case "remove":
		x.vs = x.vs.Remove(path)
	case "change":
	default:
		return g.check(d, k, x)
	}
	return formPage(k.sheet(x)), nil
}

// check is the page of answers to check, or the form again.
func (g Deeds) check(d pages.Deed, k *Desk, x sent) (pages.DeedPage, error) {
	x.vs = x.form.Tidy(x.vs)
	foreseen, err := k.Try(x.form, x.vs, x.seen)
	if refused, ok := errors.AsType[*council.Refusal](err); ok {
		return k.again(x, refused, d.Reasons(refused)), nil
	}
	if err != nil {
		return pages.DeedPage{}, err
	}
	s := k.sheet(x)
	return pages.DeedPage{
		Title: d.Say("do.check.title"), Crumbs: append(crumbs(d.Paper), pages.Link{Text: s.Title(), URL: s.action()}),
		Body: Check(s, k.Preview(foreseen)),
	}, nil
}

// Order is the order that a form confirms.
func (g Deeds) Order(d pages.Deed) (secretariat.Order, error) {
	x, err := read(d)
	if err != nil {
		return secretariat.Order{}, err
	}
	typed, err := x.form.Parse(x.form.Tidy(x.vs), zoner(d.Org.Zone))
	return secretariat.Order{Key: "form:" + x.key, Seen: x.seen, Texts: typed.Texts, Command: typed.Command}, err
}

// again is the form that was sent, with what was refused and what has changed since
// its page was made.
func (d *Desk) again(x sent, refused *council.Refusal, reasons []string) pages.DeedPage {
	s := d.sheet(x)
	s.Refused, s.Reasons = refused, reasons
	s.Changed = d.Changes(x.form, x.vs, x.seen)
	s.Seen = int64(d.Room.Entries()) - 1 // what has changed is on the page now
	return formPage(s)
}

// Next are the commands that the actor could give about a decision now, each with
// what would come of it.
func (g Deeds) Next(d pages.Deed, decision council.ID) ([]pages.Thing, error) {
	return g.desk(d).Next(decision)
}
