package main

import (
	"context"
	"errors"
	"fmt"

	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/procedure/told"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
)

func rejudgeCmd() command {
	return command{
		name: "rejudge", usage: "-data DIR [-charter FILE.yaml]",
		help: `Rejudge judges every ruling of a register again and lists those that come out
otherwise: by the rules that stand with the rulings, or with -charter by the rules
and weights that another charter has for the matter and the day. So the decisions
that a changed rule would have turned are seen before it is changed, and a rule that
somebody changed in the past is found.

It prints what was recorded and what is found now, with the conditions that are not
met, then how many agree, and exits with status 8 if any differs. Nothing is written.

    chancery rejudge -data csto -charter proposed.yaml`,
		run: func(ctx context.Context, e *env, args []string) error {
			f := newFlags()
			dir := f.String("data", "", "data directory")
			other := f.String("charter", "", "charter to judge by")
			if err := f.parse(args, 0, 0); err != nil {
				return err
			}
			at, err := need(*dir)
			if err != nil {
				return err
			}
			return e.rejudge(ctx, at, *other)
		},
	}
}

// rejudge folds a register and judges its rulings again, by its own rules if no
// other charter is named.
func (e *env) rejudge(ctx context.Context, dir, other string) (err error) {
	var c *charter.Charter
	if other != "" {
		if c, err = readCharter(other); err != nil {
			return err
		}
	}
	st, err := store.OpenRead(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	state, err := secretariat.Fold(ctx, st)
	if err != nil {
		return err
	}
	rulings, ds := state.RejudgeUnder(c)
	for _, d := range ds {
		e.difference(state, d)
	}
	e.say("%d rulings, %d agree, %d differ", rulings, rulings-len(ds), len(ds))
	if len(ds) > 0 {
		return fmt.Errorf("%w: %d of %d rulings", errDiffers, len(ds), rulings)
	}
	return nil
}

// difference prints both findings of a ruling that differs.
func (e *env) difference(state *council.State, d council.Difference) {
	t, _ := state.Thing(d.Decision)
	title, _ := t.Facts.(*council.Decision).Title.In("en", state.Charter.Languages...)
	e.say("%s %q", d.Decision, title)
	for _, f := range []struct {
		what    string
		finding procedure.Finding
	}{{"recorded", d.Recorded}, {"now", d.Now}} {
		by := f.finding.Rule
		if by == "" {
			by = "no rule"
		}
		e.say("  %-8s %s by %s, binds %d", f.what, told.Outcome(f.finding.Outcome), by, len(f.finding.Bound))
		for _, line := range told.Reasons(told.Unmet(f.finding.Reasons), "  ") {
			e.say("%s", line)
		}
	}
}
