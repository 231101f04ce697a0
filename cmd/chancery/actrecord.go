package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/inquiry"
	"chancery.example/chancery/internal/mirror"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/secretariat"
	"chancery.example/chancery/internal/store"
	"chancery.example/chancery/internal/wording/reader"
	"chancery.example/chancery/internal/words"
)

// onRecord reports whether a question is about acts on record.
func onRecord(args []string) bool {
	data := slices.ContainsFunc(args, func(s string) bool {
		name, _, _ := strings.Cut(strings.TrimLeft(s, "-"), "=")
		return strings.HasPrefix(s, "-") && name == "data"
	})
	return args[0] == "show" || data && (args[0] == "at" || args[0] == "compare")
}

// dayFlag is a flag for a day.
func dayFlag(f *flags, name string, d *calendar.Day) {
	f.Func(name, "day", func(s string) (err error) {
		*d, err = calendar.ParseDay(s)
		return err
	})
}

// actRecord answers about an act on record.
func (e *env) actRecord(ctx context.Context, f *flags, lang *string, verb string, args []string) error {
	var q inquiry.Question
	var from calendar.Day
	data, as := dataFlag(f), f.String("reader", "public", "whose view")
	form := f.String("as", "text", "text, json or akn")
	dayFlag(f, "day", &q.Day)
	dayFlag(f, "at", &q.Day)
	dayFlag(f, "known", &q.Known)
	dayFlag(f, "from", &from)
	f.Func("member", "member", func(s string) error { q.Member = procedure.Member(s); return nil })
	least := 1
	if verb == "show" {
		least = 0
	}
	if err := f.parse(args, least, 1); err != nil {
		return err
	}
	return e.room(ctx, *data, *as, func(st *store.Store, room *reading.Room) error {
		if len(f.args) == 0 {
			for _, id := range room.ActsWithText(reader.Reads) {
				a, err := room.Act(id)
				if err != nil {
					return err
				}
				name, _ := a.Facts.Title.In(words.Lang(*lang), "en")
				e.say("%s  %s, amendments: %d", id, name, len(a.AmendedBy))
			}
			return nil
		}
		id, err := inquiry.Find(room, f.args[0])
		if err != nil {
			return err
		}
		desk, err := inquiry.New(room, id, words.Lang(*lang), mirror.Keeper{Log: &mirror.Log{Store: st}}.Text)
		if err != nil {
			return err
		}
		switch verb {
		case "show":
			lines, err := desk.Show(ctx, q)
			e.lines(lines)
			return err
		case "at":
			text, says, err := desk.At(ctx, q, *form)
			for _, l := range says {
				e.note("%s", l)
			}
			if err == nil {
				_, err = e.out.Write(text)
			}
			return err
		}
		return e.unlike(desk.Compare(ctx, from, q))
	})
}

// room opens the reading room of an actor in a data directory.
func (e *env) room(ctx context.Context, data, as string, f func(*store.Store, *reading.Room) error) error {
	actor, err := access.ParseActor(as)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	return e.reading(ctx, data, func(_ string, st *store.Store) error {
		state, err := secretariat.Load(ctx, st)
		if err != nil {
			return err
		}
		return f(st, reading.Enter(state, access.ClassOf(actor)))
	})
}
