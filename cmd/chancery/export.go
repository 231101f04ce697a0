package main

import (
	"context"
	"errors"
	"os"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/publish"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
)

func exportCmd() command {
	return command{
		name: "export", usage: "-data DIR [-session ID] FOLDER|FILE.zip",
		help: `Export writes the public register into a new folder: the checkpoint, the key,
the tiles, the entries and their public content, under the names that a server
serves. Verify and other people's tools read it; nothing restricted is in it.
With -session it writes one archive of a whole session: every fact as data, every
text, and a proof for every entry.

    chancery export -data csto csto-public
    chancery export -data csto -session 5f0c… bishkek.zip`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data, session := dataFlag(f), f.String("session", "", "id of a session")
			if err := f.parse(args, 1, 1); err != nil {
				return err
			}
			return e.reading(ctx, *data, func(dir string, st *store.Store) error {
				key, err := publicKey(dir)
				if err != nil {
					return err
				}
				log, err := logOf(ctx, st, key)
				if err != nil {
					return err
				}
				if *session != "" {
					return e.exportSession(ctx, log, council.ID(*session), f.args[0])
				}
				n, err := log.Export(ctx, f.args[0])
				if err != nil {
					return err
				}
				e.say("%d entries in %s", n, f.args[0])
				return nil
			})
		},
	}
}

// logOf returns the register in a store as the public may read it by now.
func logOf(ctx context.Context, st *store.Store, key string) (*mirror.Log, error) {
	state, err := secretariat.Load(ctx, st)
	log := &mirror.Log{Store: st, Key: key}
	log.Ask(func(f func(*council.State)) { f(state) })
	return log, err
}

// exportSession writes the archive of a session as the public may have it.
func (e *env) exportSession(ctx context.Context, log *mirror.Log, id council.ID, name string) (err error) {
	state, err := secretariat.Load(ctx, log.Store)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer func() {
		if err = errors.Join(err, file.Close()); err != nil {
			err = errors.Join(err, os.Remove(name))
		}
	}()
	if err := publish.Session(ctx, file, reading.Enter(state, access.PublicClass), id, log.Key, mirror.Keeper{Log: log}); err != nil {
		return err
	}
	e.say("%s", name)
	return nil
}
