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
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/web"
)

func serveCmd() command {
	return command{
		name: "serve", usage: "-data DIR [-addr HOST:PORT] [-url URL] [-heed CHECKPOINT]",
		help: `Serve serves the pages and the register of a council until it is stopped, and
enters the end of each silence when it comes. It never begins a register: run init
first. Plain HTTP is for this machine only; put
a server that speaks TLS before it, and give its address as -url. The whole
register is verified behind the first page; a fault is in the log and in /healthz.

After a backup was put back, give -heed a checkpoint that somebody else holds, as
/log/checkpoint served it: if the register is behind it or does not extend it,
nothing is served and nothing is signed.

    chancery serve -data csto -addr localhost:8080`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			data := dataFlag(f)
			addr := f.String("addr", "localhost:8080", "address to serve at")
			base := f.String("url", "", "address under which readers reach it")
			heed := f.String("heed", "", "file with a checkpoint that others hold")
			if err := f.parse(args, 0, 0); err != nil {
				return err
			}
			dir, err := need(*data)
			if err != nil {
				return err
			}
			l, err := net.Listen("tcp", *addr)
			if err != nil {
				return err
			}
			k, err := open(ctx, dir, secretariat.Door{})
			if err != nil {
				return errors.Join(err, l.Close())
			}
			if err := k.heed(ctx, *heed); err != nil {
				return errors.Join(err, l.Close(), k.store.Close())
			}
			if *base == "" {
				*base = "http://" + hostPort(l.Addr())
			}
			e.say("Serving after %d ms: %s", time.Since(e.began).Milliseconds(), *base)
			return e.serve(ctx, k, l, *base)
		},
	}
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

// hostPort returns the address of a listener as a reader types it.
func hostPort(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// serve serves until ctx ends, then finishes what is under way.
func (e *env) serve(ctx context.Context, k *keeping, l net.Listener, base string) error {
	site, err := k.site(base)
	if err != nil {
		return errors.Join(err, l.Close(), k.close(ctx))
	}
	srv := web.NewServer(site)
	srv.ErrorLog = slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn)
	go k.audit(ctx)
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
