package main

import (
	"context"
	"errors"
	"fmt"

	"chancery.example/chancery/internal/doorkeeper"
	"chancery.example/chancery/internal/store/account"
)

func personCmd() command {
	return command{
		name: "person", usage: "invite|link|list|revoke|withdraw|erase -data DIR …",
		help: `Person says who may sign in. It works beside a running server.

    invite    prints an invitation, with which the person makes a passkey. It works
              once, within 72 hours. A person who is not there is added; with -lost
              the passkeys and sessions from before stop working.
    link      prints a one-time link and a code for paper, for who has no passkey:
              give them in two ways. With -codes N there are N codes: one signs in,
              each other confirms one act. After five wrong codes all stop working.
              With -emergency it also works where people sign in at a provider.
    list      prints who may sign in, as what, and with how many passkeys.
    revoke    ends every session of a person, and their links and codes.
    withdraw  takes a capacity away.
    erase     removes a person and all that is here of them. What they did stands
              in the register under the actor, not the account.

ID is a short name for commands. ACTOR is secretariat, chair:MEMBER or
member:MEMBER; -as may stand several times, each with a mandate after a space.

    chancery person invite -data csto -name "A. Ivanova" -as member:kz ivanova
    chancery person invite -data csto -lost ivanova
    chancery person link -data csto -codes 4 -url https://council.example ivanova
    chancery person withdraw -data csto -as member:kz ivanova`,
		run: func(ctx context.Context, e *env, args []string) error {
			if len(args) == 0 {
				return errUsage
			}
			return e.person(ctx, args)
		},
	}
}

// person reads what an operator orders, and carries it out.
func (e *env) person(ctx context.Context, args []string) error {
	var o doorkeeper.Order
	f := newFlags()
	data := dataFlag(f)
	f.StringVar(&o.Name, "name", "", "the person's name")
	f.StringVar(&o.Subject, "subject", "", "the person's subject at the provider")
	f.StringVar(&o.Base, "url", "http://localhost:8080", "address under which people reach the site")
	f.Func("as", "actor and mandate", o.AddCapacity)
	f.BoolVar(&o.Lost, "lost", false, "keys from before stop working")
	f.BoolVar(&o.Emergency, "emergency", false, "also where people sign in at a provider")
	f.IntVar(&o.Codes, "codes", 1, "how many paper codes")
	if err := f.parse(args[1:], 0, 1); err != nil {
		return err
	}
	if len(f.args) == 1 {
		o.ID = f.args[0]
	}
	dir, err := need(*data)
	if err != nil {
		return err
	}
	book, err := account.Open(ctx, dir)
	if err != nil {
		return err
	}
	o.Do, o.Out, o.Note = args[0], e.out, e.err
	err = errors.Join(o.Carry(ctx, book), book.Close())
	if errors.Is(err, doorkeeper.ErrUsage) {
		err = fmt.Errorf("%w: %w", errUsage, err)
	}
	return err
}
