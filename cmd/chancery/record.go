package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/secretariat"
)

// officer is who runs the program on the command line.
var officer = access.Actor{Role: access.Secretariat}

func initCmd() command {
	return command{
		name: "init", usage: "-data DIR CHARTER.yaml",
		help: `Init begins the register of a council in a new data directory. Its first
entry is the charter: members, bodies, offices, rules, languages, scale. A
directory that holds a register already is left as it is and refused.

    chancery init -data csto charter.yaml`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data := dataFlag(f)
			if err := f.parse(args, 1, 1); err != nil {
				return err
			}
			dir, err := need(*data)
			if err != nil {
				return err
			}
			c, err := readCharter(f.args[0])
			if err != nil {
				return err
			}
			k, err := create(ctx, dir, *c, secretariat.Door{})
			if err != nil {
				return err
			}
			e.say("entry 0: the charter of %s\nkey: %s", c.ID, k.depositary.PublicKey())
			return k.close(ctx)
		},
	}
}

func playCmd() command {
	return command{
		name: "play", usage: "-data DIR [-terms FILE] FILE.yaml …",
		help: `Play gives the commands of a file, one after another, and stops at the first
that is refused. The file is a list; each element names an actor and a command:

    - secretariat convene-session:
        as: s
        body: csc
        title: {ru: Сессия, en: Session}

A later command, also of a later file, names the thing as $s. A file that is
played again does nothing twice: what was carried out before is passed over.
-terms is as in chancery serve.

    chancery play -data csto bishkek.yaml`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data, door := dataFlag(f), termsFlag(f)
			if err := f.parse(args, 1, -1); err != nil {
				return err
			}
			dir, err := need(*data)
			if err != nil {
				return err
			}
			var steps []secretariat.Step
			for _, name := range f.args {
				b, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				more, err := secretariat.ParsePlay(name, b)
				if err != nil {
					return err
				}
				steps = append(steps, more...)
			}
			return with(ctx, dir, *door, func(k *keeping) error {
				done, before, err := k.play(ctx, steps)
				e.say("%d commands carried out, %d had been before", done, before)
				return err
			})
		},
	}
}

// with opens a data directory, calls f and closes it.
func with(ctx context.Context, dir string, door secretariat.Door, f func(*keeping) error) error {
	k, err := open(ctx, dir, door)
	if err != nil {
		return err
	}
	err = f(k)
	return errors.Join(err, k.close(ctx))
}

// play gives steps and counts those that were new and those that were not.
func (k *keeping) play(ctx context.Context, steps []secretariat.Step) (done, before int, err error) {
	done, before, err = k.secretariat.PlayAll(ctx, steps)
	if err != nil && done+before < len(steps) {
		step := steps[done+before]
		err = fmt.Errorf("%s: %v %s: %w", step.Where, step.By, step.Name, err)
	}
	return done, before, err
}

func doCmd() command {
	return command{
		name: "do", usage: "-data DIR [-terms FILE] -as ACTOR [-mandate ID] [-key KEY] COMMAND [KEY=VALUE …]",
		help: `Do gives one command and prints the entries that it became, or why it is
refused. An actor is secretariat, chair:MEMBER or member:MEMBER. Where the charter
asks for mandates, the first is taken that the actor has and that allows the
command, or the one that is named. A key with
points reaches into a field; key:=value gives a number, a truth value, a list or
an object where key=value gives text. With -list it prints the names of all
commands.

    chancery do -data csto -as member:kz take-stance decision=2zr… stance=for`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data, as := dataFlag(f), f.String("as", "", "who gives the command")
			door := termsFlag(f)
			key := f.String("key", "", "names the order; the same key does nothing twice")
			under := f.String("mandate", "", "the mandate that the actor acts under")
			list := f.Bool("list", false, "print the names of all commands")
			if err := f.parse(args, 0, -1); err != nil {
				return err
			}
			if *list {
				for _, name := range council.Commands() {
					e.say("%s", name)
				}
				return nil
			}
			if len(f.args) == 0 || *as == "" {
				return errUsage
			}
			dir, err := need(*data)
			if err != nil {
				return err
			}
			step, err := secretariat.ParseArgs(*as, f.args[0], f.args[1:])
			if err != nil {
				return fmt.Errorf("%w: %w", errUsage, err)
			}
			step.Key = *key
			step.Under = cmp.Or(*under, step.Under)
			return with(ctx, dir, *door, func(k *keeping) error {
				p := &secretariat.Player{Do: k.secretariat.Do}
				r, err := p.Play(ctx, step)
				if err != nil {
					return err
				}
				for place := r.From; place < r.To; place++ {
					e.say("entry %d %s", place, r.IDs[min(int(place-r.From), len(r.IDs)-1)])
				}
				return nil
			})
		},
	}
}
