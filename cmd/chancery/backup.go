package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"chancery.example/chancery/internal/depositary"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/store/account"
)

func backupCmd() command {
	return command{
		name: "backup", usage: "-data DIR FILE",
		help: `Backup writes a consistent copy of the register to a new file, also while the
server runs. The depositary's key is not in it: keep that apart, because whoever
has it can sign in the register's name. Who may sign in, with the public halves of
their passkeys, goes to FILE.accounts; sessions, links and codes go nowhere.

    chancery backup -data csto csto-2026-11-24.backup`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data := dataFlag(f)
			if err := f.parse(args, 1, 1); err != nil {
				return err
			}
			return e.reading(ctx, *data, func(dir string, st *store.Store) error {
				if err := st.Backup(ctx, f.args[0]); err != nil {
					return err
				}
				if err := account.Backup(ctx, dir, f.args[0]); err != nil {
					return err
				}
				head, err := st.Head(ctx)
				if err != nil {
					return err
				}
				e.say("%s: at most %d entries", f.args[0], head.Size)
				return nil
			})
		},
	}
}

func restoreCmd() command {
	return command{
		name: "restore", usage: "-data DIR FILE",
		help: `Restore makes a data directory from a backup. Every hash is computed again
before the directory appears; one that holds a register already is refused. Put
the depositary's key beside it afterwards. FILE.accounts, if it is there, is put
back too: a passkey that was removed after the backup works again, so look through
"chancery person list".

An old backup lacks the newest entries. Do not go on writing to a register that
was restored behind a checkpoint somebody has seen: compare the size first.

    chancery restore -data csto csto-2026-11-24.backup`,
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
			if err := store.Restore(ctx, f.args[0], dir); err != nil {
				return err
			}
			if err := account.Restore(ctx, f.args[0], dir); err != nil {
				return err
			}
			return e.reading(ctx, dir, func(_ string, st *store.Store) error {
				head, err := st.Head(ctx)
				if err != nil {
					return err
				}
				e.say("%s: %d entries, root %v", dir, head.Size, head.Root)
				return nil
			})
		},
	}
}

// publicKey returns the public key of the depositary whose key is in dir.
func publicKey(dir string) (string, error) {
	d, err := depositary.Load(dir, nil)
	if err != nil {
		return "", err
	}
	return d.PublicKey(), nil
}

// json prints JSON with indents.
func (e *env) json(b []byte) error {
	var out bytes.Buffer
	if err := json.Indent(&out, b, "", "  "); err != nil {
		return err
	}
	e.say("%s", out.Bytes())
	return nil
}

// value prints a value as JSON.
func (e *env) value(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return e.json(b)
}

// wrap breaks a line at blanks.
func wrap(s string, width int) string {
	var b strings.Builder
	n := 0
	for i, w := range strings.Fields(s) {
		if i > 0 && n+1+len(w) > width {
			b.WriteByte('\n')
			n = 0
		} else if i > 0 {
			b.WriteByte(' ')
			n++
		}
		fmt.Fprint(&b, w)
		n += len(w)
	}
	return b.String()
}
