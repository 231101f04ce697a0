package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"chancery.example/chancery/examples/bishkek2019"
	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/doorkeeper"
	"chancery.example/chancery/internal/line"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/store/account"
)

func demoCmd() command {
	return command{
		name: "demo", usage: "[-addr HOST:PORT] [-data DIR] [-terms FILE] [-once]",
		help: `Demo plays the worked example, a real session of a council, into a fresh data
directory and serves it. It prints the address and sign-in links that work once:
for an officer of the secretariat, the chair and a delegate of each member.
Without -data the directory is a new temporary one; with -data a second demo
verifies what is there and serves it. With -once it plays, verifies, prints a
summary and ends. -terms is as in chancery serve.

    chancery demo
    chancery demo -addr localhost:9000 -data bishkek`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data, terms := dataFlag(f), termsFlag(f)
			addr := f.String("addr", "localhost:8080", "address to serve at")
			once := f.Bool("once", false, "play, verify, print a summary and end")
			if err := f.parse(args, 0, 0); err != nil {
				return err
			}
			return e.demo(ctx, *terms, *addr, *data, *once)
		},
	}
}

func (e *env) demo(ctx context.Context, terms secretariat.Door, addr, dir string, once bool) (err error) {
	if dir == "" {
		if dir, err = os.MkdirTemp("", "chancery-demo-"); err != nil {
			return err
		}
		if once {
			defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		}
	}
	var listener net.Listener
	if !once {
		if listener, err = net.Listen("tcp", addr); err != nil {
			return err
		}
	}
	k, err := e.played(ctx, dir, terms)
	if err != nil {
		if listener != nil {
			err = errors.Join(err, listener.Close())
		}
		return err
	}
	if once {
		if err := k.close(ctx); err != nil {
			return err
		}
		return e.verifyData(ctx, dir, "")
	}
	return e.serveDemo(ctx, k, listener, dir)
}

// played returns the example's council: opened and verified if it is there,
// played if it is not.
func (e *env) played(ctx context.Context, dir string, terms secretariat.Door) (*keeping, error) {
	if store.Holds(dir) {
		k, err := open(ctx, dir, terms)
		if err != nil {
			return nil, err
		}
		if err := k.store.Check(ctx); err != nil {
			return nil, errors.Join(fmt.Errorf("%w: %w", errDiffers, err), k.close(ctx))
		}
		e.say("The register in %s was verified: every entry fits.", dir)
		return k, nil
	}
	steps, parsed := parsePlays()
	c, err := charter.Parse("charter.yaml", bishkek2019.Charter())
	if err != nil {
		return nil, err
	}
	k, err := create(ctx, dir, *c, terms)
	if err != nil {
		return nil, err
	}
	if err = parsed(); err == nil {
		_, _, err = k.play(ctx, *steps)
	}
	if err != nil {
		return nil, errors.Join(err, k.close(ctx))
	}
	return k, nil
}

// parsePlays reads the example's commands while the data directory is made. The
// steps are there when the function that it returns has returned.
func parsePlays() (*[]secretariat.Step, func() error) {
	var steps []secretariat.Step
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, name := range bishkek2019.Plays() {
			var more []secretariat.Step
			if more, err = secretariat.ParsePlay(name, bishkek2019.Play(name)); err != nil {
				return
			}
			steps = append(steps, more...)
		}
	}()
	return &steps, func() error { <-done; return err }
}

// serveDemo prints where to look and how to sign in, and serves until ctx ends.
func (e *env) serveDemo(ctx context.Context, k *keeping, l net.Listener, dir string) error {
	k.lends = true
	at := line.Line{Base: "http://" + line.HostPort(l.Addr())}
	d, shut, err := k.door(ctx, at.Base, "")
	if err != nil {
		return errors.Join(err, l.Close(), k.close(ctx))
	}
	if err := e.links(ctx, k, d, at.Base); err != nil {
		return errors.Join(err, shut(), l.Close(), k.close(ctx))
	}
	e.say("\nThe record lies in %s. Serving after %d ms; stop with Ctrl-C.\n\n    %s\n", dir, time.Since(e.began).Milliseconds(), at.Base)
	return errors.Join(e.serve(ctx, k, d, l, at), shut())
}

// links makes one sign-in link for each actor of the example and prints them.
func (e *env) links(ctx context.Context, k *keeping, d *door.Door, base string) error {
	actors, as := []access.Actor{officer}, []account.Capacity(nil)
	k.secretariat.Read(func(s *council.State) {
		today := s.Charter.Rotation.Terms
		if n := len(today); n > 0 {
			actors = append(actors, access.Actor{Role: access.Chair, Member: today[n-1].Member})
		}
		for _, m := range s.Charter.Precedence() {
			if s.StandingOn(m, calendar.DayOf(time.Now())) == charter.FullMember {
				actors = append(actors, access.Actor{Role: access.Delegate, Member: m})
			}
		}
		for _, a := range actors { // under the first mandate that is for every session
			m := s.MandateFor(council.Order{By: a, Given: time.Now(), Command: &council.TakeStance{}})
			as = append(as, account.Capacity{Actor: a.String(), Mandate: string(m)})
		}
	})
	return doorkeeper.Links(ctx, d, as, base, e.out)
}
