package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"chancery.example/chancery/internal/depositary"
	"chancery.example/chancery/internal/door"
	"chancery.example/chancery/internal/line"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/web"
)

func serveCmd() command {
	return command{
		name: "serve", usage: "-data DIR [-addr HOST:PORT] [-url URL] [-cert FILE -key FILE | -acme HOST] [-oidc FILE] [-client HEADER] [-terms FILE] [-heed CHECKPOINT]",
		help: `Serve serves the pages and the register of a council until it is stopped, and
enters the end of each silence when it comes. It never begins a register: run init
first. The whole register is verified behind the first page; a fault is in the log
and in /healthz.

Plain HTTP is for this machine only. Others are served with -cert and -key, PEM
files with a certificate and its key, which are read again when they change; or
with -acme, which gets a certificate for a host name from an authority that speaks
ACME, needs port 443, and keeps it in the data directory; or by a server that
speaks TLS before this one, on the same machine, whose address is then -url.
Passkeys are bound to the host name of that address.

Who asks too often has to wait. Behind another server only that one knows who asks:
-client names the header in which it says so, such as X-Forwarded-For, of which the
last address counts. Without it nobody is held off by address.

With -oidc people sign in at the organisation's own provider, and no longer here.
The file is JSON: issuer, client, secret-file, and claim, whose value is the
subject that "chancery person" gave a person; without claim it is sub.

With -terms the words of the organisation are known in all their forms where amending
prose is read, as in chancery amend. Texts rest on the operations that were recorded: other
words, later, change nothing that stands.

After a backup was put back, give -heed a checkpoint that somebody else holds, as
/log/checkpoint served it: if the register is behind it or does not extend it,
nothing is served and nothing is signed.

    chancery serve -data csto -addr localhost:8080
    chancery serve -data csto -addr :443 -acme council.example
    chancery serve -data csto -addr localhost:8080 -url https://council.example -oidc provider.json`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data, terms := dataFlag(f), termsFlag(f)
			var at line.Line
			addr := f.String("addr", "localhost:8080", "address to serve at")
			heed := f.String("heed", "", "file with a checkpoint that others hold")
			f.StringVar(&at.Base, "url", "", "address under which readers reach it")
			f.StringVar(&at.Cert, "cert", "", "file with the certificate")
			f.StringVar(&at.Key, "key", "", "file with the key of the certificate")
			f.StringVar(&at.Header, "client", "", "header in which the server before this one says who asks")
			f.StringVar(&at.ACME, "acme", "", "host name to get a certificate for")
			oidc := f.String("oidc", "", "file that says how people sign in at a provider")
			if err := f.parse(args, 0, 0); err != nil {
				return err
			}
			dir, err := need(*data)
			if err != nil {
				return err
			}
			return e.serveAt(ctx, dir, *terms, *addr, *heed, *oidc, at)
		},
	}
}

// serveAt opens a data directory and serves it at an address.
func (e *env) serveAt(ctx context.Context, dir string, terms secretariat.Door, addr, heed, oidc string, at line.Line) error {
	if err := at.Check(addr); errors.Is(err, line.ErrUsage) {
		return fmt.Errorf("%w: %w", errUsage, err)
	} else if err != nil {
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	if at.Base == "" {
		at.Base = at.Own(l.Addr())
	}
	k, err := open(ctx, dir, terms)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	if err := k.heed(ctx, heed); err != nil {
		return errors.Join(err, l.Close(), k.store.Close())
	}
	d, shut, err := k.door(ctx, at.Base, oidc)
	if err != nil {
		return errors.Join(err, l.Close(), k.close(ctx))
	}
	e.say("Serving after %d ms: %s", time.Since(e.began).Milliseconds(), at.Base)
	return errors.Join(e.serve(ctx, k, d, l, at), shut())
}

// heed makes the depositary mind a checkpoint that somebody else holds.
func (k *keeping) heed(ctx context.Context, file string) error {
	if file == "" {
		return nil
	}
	signed, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	err = k.depositary.Heed(ctx, signed)
	if _, differs := errors.AsType[*depositary.DiffersError](err); differs {
		return fmt.Errorf("%w: %w: restore a fuller register, or take the missing entries from a mirror", errDiffers, err)
	}
	return err
}

// serve serves until ctx ends, then finishes what is under way.
func (e *env) serve(ctx context.Context, k *keeping, d *door.Door, l net.Listener, at line.Line) error {
	site, err := k.site(at, d)
	if err != nil {
		return errors.Join(err, l.Close(), k.close(ctx))
	}
	srv := web.NewServer(site)
	srv.ErrorLog = slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn)
	if l, err = at.Secure(k.dir, l, srv); err != nil {
		return errors.Join(err, k.close(ctx))
	}
	go k.audit(ctx)
	go d.Sweep(ctx, time.Hour)
	go k.secretariat.RunClock(ctx, func(err error) { slog.Error("an expiry was not entered", "err", err) })
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()
	select {
	case err = <-served:
	case <-ctx.Done():
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		err = srv.Shutdown(end)
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	return errors.Join(err, k.close(context.WithoutCancel(ctx)))
}

// audit verifies the whole register behind the first page.
func (k *keeping) audit(ctx context.Context) {
	if err := k.store.Check(ctx); err != nil && ctx.Err() == nil {
		k.wrong.Store(&err)
		slog.Error("the register does not fit", "err", err)
	}
}
