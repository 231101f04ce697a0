package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/register"
)

func verifyCmd() command {
	return command{
		name: "verify", usage: "[-key KEY] DIR|URL|FILE.proof.json",
		help: `Verify reads a register back and computes everything from its bytes: every
content's digests, every leaf, the tiles, the root, the signature, the state that
the entries give and every adoption under the rule of its day. It takes a data
directory, a folder that export wrote, the address of a running server, or one
proof file. It names the first entry that is wrong and exits with status 8.

Give the key that you got from the depositary in another way, as text or as
@FILE: without it the source's own key is used, which shows that the register
fits together and not whose it is.

    chancery verify https://records.example.org -key chancery.example/csto+…`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			key := f.String("key", "", "public key of the depositary")
			if err := f.parse(args, 1, 1); err != nil {
				return err
			}
			if err := keyFrom(key); err != nil {
				return err
			}
			what := f.args[0]
			switch info, err := os.Stat(what); {
			case strings.HasPrefix(what, "http://"), strings.HasPrefix(what, "https://"):
				return e.verify(ctx, mirror.NewServer(what), *key)
			case err != nil:
				return err
			case !info.IsDir():
				return e.verifyProof(what, *key)
			}
			if _, err := os.Stat(what + "/checkpoint"); err == nil {
				return e.verify(ctx, mirror.Folder(what), *key)
			}
			return e.verifyData(ctx, what, *key)
		},
	}
}

// keyFrom reads the key from a file if it is given as @FILE.
func keyFrom(key *string) error {
	name, ok := strings.CutPrefix(*key, "@")
	if !ok {
		return nil
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("key: %w", err)
	}
	*key = strings.TrimSpace(string(b))
	return nil
}

// verify verifies a register from its files and prints what was found.
func (e *env) verify(ctx context.Context, src mirror.Source, key string) error {
	r, err := mirror.Verify(ctx, src, key, func(done, of int64) {
		if done%(64*register.TileWidth) == 0 {
			e.note("%d of %d entries", done, of)
		}
	})
	if wrong, ok := errors.AsType[*mirror.WrongError](err); ok {
		return fmt.Errorf("%w: %w", errDiffers, wrong)
	}
	if err != nil {
		return err
	}
	e.say("%s: %d entries, root %v", r.Origin, r.Size, r.Root)
	e.say("%d public, %d sealed, %d erased; every entry fits the tree and the signed checkpoint", r.Public, r.Sealed, r.Erased)
	e.say("public fold %x", r.Fold)
	if !r.KeyGiven {
		e.say("the key was the source's own; give -key to check whose register it is")
	}
	if len(r.Differ) > 0 {
		return fmt.Errorf("%w: %d decisions are judged otherwise than recorded, first %s", errDiffers, len(r.Differ), r.Differ[0].Decision)
	}
	return nil
}

// verifyData checks a data directory from the rows of its database, then as a
// stranger would.
func (e *env) verifyData(ctx context.Context, dir, key string) (err error) {
	st, err := store.OpenRead(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	if err := st.Check(ctx); err != nil {
		if wrong, ok := errors.AsType[*store.WrongError](err); ok {
			return fmt.Errorf("%w: %w", errDiffers, wrong)
		}
		return err
	}
	full, err := secretariat.Fold(ctx, st)
	if err != nil {
		return fmt.Errorf("%w: %w", errDiffers, err)
	}
	if ds := full.Rejudge(); len(ds) > 0 {
		return fmt.Errorf("%w: %d decisions are judged otherwise than recorded, first %s", errDiffers, len(ds), ds[0].Decision)
	}
	own := key
	if own == "" {
		if own, err = publicKey(dir); err != nil {
			return err
		}
	}
	log, err := logOf(ctx, st, own)
	if err != nil {
		return err
	}
	return e.verify(ctx, log, key)
}

// verifyProof checks one proof file.
func (e *env) verifyProof(name, key string) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	p, err := register.ParseProof(b)
	if err != nil {
		return fmt.Errorf("%w: %w", errDiffers, err)
	}
	if key == "" {
		return fmt.Errorf("%w: a proof is checked with the depositary's key: give -key", errUsage)
	}
	v, err := note.NewVerifier(key)
	if err != nil {
		return fmt.Errorf("%w: key: %w", errUsage, err)
	}
	c, err := p.Check(note.VerifierList(v))
	if err != nil {
		return fmt.Errorf("%w: %w", errDiffers, err)
	}
	e.say("entry %d of %s, recorded %s, stands under the checkpoint of %d entries", p.Place, c.Origin, p.Leaf.Time.Format("2006-01-02 15:04:05Z"), c.Size)
	for _, f := range p.Content.Fields {
		e.say("%s: %s", f.Name, f.Value)
	}
	return nil
}

// reading opens a data directory beside whoever writes it.
func (e *env) reading(ctx context.Context, data string, f func(dir string, st *store.Store) error) (err error) {
	dir, err := need(data)
	if err != nil {
		return err
	}
	st, err := store.OpenRead(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	return f(dir, st)
}

func showCmd() command {
	return command{
		name: "show", usage: "-data DIR [-as ACTOR] VIEW [ID]",
		help: fmt.Sprintf(`Show prints a view of the record as JSON: what the page of the same name is
made from. Without -as it is what the public may read. The views are
%s.

    chancery show -data csto decisions
    chancery show -data csto session 5f0c…`, wrap(strings.Join(reading.Views(), ", "), 76)),
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data, as := dataFlag(f), f.String("as", "public", "whose view")
			if err := f.parse(args, 1, 2); err != nil {
				return err
			}
			return e.room(ctx, *data, *as, func(_ *store.Store, room *reading.Room) error {
				id := ""
				if len(f.args) == 2 {
					id = f.args[1]
				}
				b, err := room.View(f.args[0], id)
				if err != nil {
					return err
				}
				return e.json(b)
			})
		},
	}
}

func entryCmd() command {
	return command{
		name: "entry", usage: "-data DIR [-as ACTOR] PLACE",
		help: `Entry prints one entry of the register as JSON, as far as the actor may read
it: without -as, as the public may.

    chancery entry -data csto 0`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data, as := dataFlag(f), f.String("as", "public", "whose view")
			if err := f.parse(args, 1, 1); err != nil {
				return err
			}
			return e.room(ctx, *data, *as, func(st *store.Store, room *reading.Room) error {
				row, err := rowAt(ctx, st, f.args[0])
				if err != nil {
					return err
				}
				v, err := room.Entry(row.Place, row.Leaf, row.Content)
				if err != nil {
					return err
				}
				return e.value(v)
			})
		},
	}
}

func proofCmd() command {
	return command{
		name: "proof", usage: "-data DIR PLACE",
		help: `Proof prints the proof of one entry: a file to hand on, which verify checks
with the depositary's key and nothing else. Of an entry that is not public it
holds no content, only that the entry stands in the register and since when.

    chancery proof -data csto 12 > 12.proof.json`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data := dataFlag(f)
			if err := f.parse(args, 1, 1); err != nil {
				return err
			}
			return e.reading(ctx, *data, func(_ string, st *store.Store) error {
				row, err := rowAt(ctx, st, f.args[0])
				if err != nil {
					return err
				}
				log, err := logOf(ctx, st, "")
				if err != nil {
					return err
				}
				p, err := log.Proof(ctx, row.Place, log.Public(row.Place))
				if err != nil {
					return err
				}
				_, err = e.out.Write(p.Bytes())
				return err
			})
		},
	}
}

func rowAt(ctx context.Context, st *store.Store, text string) (store.Row, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return store.Row{}, fmt.Errorf("%w: place %q: want a number from 0", errUsage, text)
	}
	row, err := st.Row(ctx, register.Place(n))
	if errors.Is(err, store.ErrAbsent) {
		return store.Row{}, fmt.Errorf("there is no entry %d", n)
	}
	return row, err
}

func rebuildCmd() command {
	return command{
		name: "rebuild", usage: "-data DIR",
		help: `Rebuild throws the snapshot away, folds every entry anew, compares the result
with what the snapshot gave and keeps a new one. If they differ it says so and
exits with status 8.

    chancery rebuild -data csto`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data := dataFlag(f)
			if err := f.parse(args, 0, 0); err != nil {
				return err
			}
			dir, err := need(*data)
			if err != nil {
				return err
			}
			return with(ctx, dir, secretariat.Door{}, func(k *keeping) error { return e.rebuild(ctx, k) })
		},
	}
}

func (e *env) rebuild(ctx context.Context, k *keeping) error {
	was, err := secretariat.Load(ctx, k.store)
	if err != nil {
		return err
	}
	now, err := secretariat.Fold(ctx, k.store)
	if err != nil {
		return err
	}
	a, err := secretariat.Hash(was)
	if err != nil {
		return err
	}
	b, err := secretariat.Hash(now)
	if err != nil {
		return err
	}
	if err := k.store.DropSnapshot(ctx); err != nil {
		return err
	}
	e.say("%d entries, state %x", now.Size, b[:])
	if a != b {
		return fmt.Errorf("%w: the snapshot gave state %x; it was thrown away", errDiffers, a[:])
	}
	return nil
}
