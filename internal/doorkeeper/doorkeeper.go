// Package doorkeeper carries out what an operator of the program orders about who
// may sign in: invitations, links with paper codes, withdrawals, erasure. It works on
// the accounts of a data directory, beside a running server.
package doorkeeper

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/store/account"
)

// ErrUsage is an order that cannot be understood.
var ErrUsage = errors.New("order")

// An Order is what an operator asks for.
type Order struct {
	Do         string // invite, link, list, revoke, withdraw or erase
	ID         string // of the person
	Name       string // of a person who is not there yet
	Subject    string // at the provider; "" is none
	Base       string // address under which people reach the site
	Capacities []account.Capacity
	Lost       bool // what the person had before stops working
	Emergency  bool // the link also works where people sign in at a provider
	Codes      int  // on paper, from 1 to 20
	Out, Note  io.Writer
}

// Open opens the accounts of a data directory and makes the door to it; shut gives
// the accounts back. The Book of the configuration is not looked at.
func Open(ctx context.Context, dir string, c door.Config) (d *door.Door, shut func() error, err error) {
	if c.Book, err = account.Open(ctx, dir); err != nil {
		return nil, nil, err
	}
	if d, err = door.New(c); err != nil {
		return nil, nil, errors.Join(err, c.Book.Close())
	}
	return d, c.Book.Close, nil
}

// Links makes one open link for each capacity of a demonstration and prints them.
func Links(ctx context.Context, d *door.Door, as []account.Capacity, base string, out io.Writer) error {
	o := Order{Out: out}
	o.say("Sign-in links; each works once, within %v:", door.LinkLife)
	for _, c := range as {
		id := "demo-" + strings.ReplaceAll(c.Actor, ":", "-")
		p := account.Person{ID: id, Name: c.Actor, Capacities: []account.Capacity{c}}
		if err := d.Admit(ctx, p); err != nil {
			return err
		}
		token, _, err := d.NewLink(ctx, id, account.OpenLink, 0)
		if err != nil {
			return err
		}
		o.say("    %-12s %s/sign-in/%s", c.Actor, base, token)
	}
	return nil
}

// AddCapacity reads "member:kz M-12": an actor, and a mandate after a space.
func (o *Order) AddCapacity(text string) error {
	actor, mandate, _ := strings.Cut(text, " ")
	a, err := access.ParseActor(actor)
	if err != nil || a.Role == access.Stranger || a.Role == access.Clock {
		return fmt.Errorf("%q: want secretariat, chair:MEMBER or member:MEMBER, and a mandate after a space", text)
	}
	o.Capacities = append(o.Capacities, account.Capacity{Actor: actor, Mandate: strings.TrimSpace(mandate)})
	return nil
}

// Carry carries the order out, and prints what it made to Out.
func (o Order) Carry(ctx context.Context, book *account.Book) error {
	if o.Do == "list" {
		return o.people(ctx, book)
	}
	if o.ID == "" || strings.ContainsAny(o.ID, " \t\n/") || len(o.ID) > 64 {
		return fmt.Errorf("%w: name a person by a short ID without spaces", ErrUsage)
	}
	d, err := door.New(door.Config{Book: book, Base: o.Base, Name: "chancery"})
	if err != nil {
		return err
	}
	switch o.Do {
	case "invite":
		return o.invite(ctx, book, d)
	case "link":
		return o.link(ctx, d)
	case "revoke":
		err = book.In(ctx, func(t *account.Tx) error {
			if _, err := t.Person(o.ID); err != nil {
				return err
			}
			return errors.Join(t.DropSessions(o.ID, [32]byte{}), t.DropLinks(o.ID))
		})
	case "withdraw":
		if len(o.Capacities) == 0 {
			return fmt.Errorf("%w: say which capacity, with -as", ErrUsage)
		}
		err = book.In(ctx, func(t *account.Tx) error {
			for _, c := range o.Capacities {
				if err := t.Withdraw(o.ID, c); err != nil {
					return err
				}
			}
			return nil
		})
	case "erase":
		err = book.In(ctx, func(t *account.Tx) error { return t.Erase(o.ID) })
	default:
		return fmt.Errorf("%w: there is no %q", ErrUsage, o.Do)
	}
	if err == nil {
		o.say("done: %s %s", o.Do, o.ID)
	}
	return err
}

// invite prints an invitation.
func (o Order) invite(ctx context.Context, book *account.Book, d *door.Door) error {
	err := book.In(ctx, func(t *account.Tx) error { _, err := t.Person(o.ID); return err })
	switch {
	case errors.Is(err, account.ErrAbsent) && (o.Name == "" || o.Lost):
		return fmt.Errorf("%w: %s is nobody yet: give -name, and -as for a capacity", ErrUsage, o.ID)
	case err != nil && !errors.Is(err, account.ErrAbsent):
		return err
	}
	if o.Lost {
		if err := d.Lost(ctx, o.ID); err != nil {
			return err
		}
	}
	token, err := d.Invite(ctx, account.Person{ID: o.ID, Name: o.Name, Subject: o.Subject, Capacities: o.Capacities})
	if err != nil {
		return err
	}
	o.say("%s/invitation/%s", o.Base, token)
	o.note("The invitation works once, until %s.", time.Now().Add(door.LinkLife).UTC().Format(time.RFC3339))
	return nil
}

// link prints a one-time link and its codes.
func (o Order) link(ctx context.Context, d *door.Door) error {
	if o.Codes < 1 || o.Codes > 20 {
		return fmt.Errorf("%w: -codes: from 1 to 20", ErrUsage)
	}
	kind := account.Coded
	if o.Emergency {
		kind = account.Emergency
	}
	token, codes, err := d.NewLink(ctx, o.ID, kind, o.Codes)
	if err != nil {
		return err
	}
	o.say("%s/sign-in/%s", o.Base, token)
	for _, c := range codes {
		o.say("code %s", c)
	}
	o.note("The link works once, until %s. The codes are shown this once: give them on paper.", time.Now().Add(door.LinkLife).UTC().Format(time.RFC3339))
	return nil
}

// people prints who may sign in.
func (o Order) people(ctx context.Context, book *account.Book) error {
	all, err := book.People(ctx)
	if err != nil {
		return err
	}
	for _, p := range all {
		var keys []account.Passkey
		var sessions []account.Session
		err := book.In(ctx, func(t *account.Tx) (err error) {
			if keys, err = t.Passkeys(p.ID); err == nil {
				sessions, err = t.Sessions(p.ID, time.Now())
			}
			return err
		})
		if err != nil {
			return err
		}
		o.say("%s\t%s\t%d passkeys, %d sessions", p.ID, p.Name, len(keys), len(sessions))
		for _, c := range p.Capacities {
			o.say("\t%s", strings.TrimSpace(c.Actor+" "+c.Mandate))
		}
	}
	return nil
}

// say prints one line of the answer. A reader that has gone away is no reason to
// undo what was done.
func (o Order) say(format string, args ...any) { fmt.Fprintf(o.Out, format+"\n", args...) }

// note prints one line beside the answer.
func (o Order) note(format string, args ...any) { fmt.Fprintf(o.Note, format+"\n", args...) }
