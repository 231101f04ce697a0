package main

import (
	"maps"
	"slices"
	"strconv"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/words"
)

// invented are facts of nouns that the example has none of, or too few: each is tried
// until the council takes one. A new noun has its facts in a play of the example, or here.
func invented(n council.Noun, s *council.State) (all []*council.Thing) {
	ev := council.Evidence{Basis: charter.Specimen, Source: "source", Note: words.Text{"en": "n", "ru": "n"}}
	text := words.Text{"en": "t", "ru": "t"}
	day, _ := calendar.ParseDay("2030-01-01")
	add := func(f council.Facts) { all = append(all, &council.Thing{Noun: n, Audience: access.Public, Facts: f}) }
	public := func(n council.Noun, f func(t *council.Thing)) {
		for _, t := range s.All(n) {
			if t.Audience == access.Public {
				f(t)
			}
		}
	}
	switch n {
	case council.NounNotification:
		public(council.NounDecision, func(t *council.Thing) {
			add(&council.Notification{About: t.ID, Kind: council.NotifiedEvent, Name: "event", Day: day, Evidence: ev})
		})
	case council.NounStatus:
		add(&council.Status{Member: "uz", Standing: charter.Observer, Force: calendar.Span{From: day}, Evidence: ev})
	case council.NounDelegation:
		public(council.NounSession, func(t *council.Thing) {
			for _, m := range s.Charter.Precedence() {
				add(&council.Delegation{Session: t.ID, Member: m, People: []council.Person{{Name: text, Title: text, Evidence: ev}}, Evidence: ev})
			}
		})
	case council.NounPaper:
		public(council.NounSession, func(t *council.Thing) { add(&council.Paper{Session: t.ID, Title: text, Evidence: ev}) })
	case council.NounAgenda:
		public(council.NounItem, func(t *council.Thing) {
			for version := range 20 {
				line := council.AgendaLine{Item: t.ID, Number: "1", Title: text}
				add(&council.IssuedAgenda{Session: t.Facts.Of()[0], Version: version + 1, Lines: []council.AgendaLine{line}, Note: text, Evidence: ev})
			}
		})
	}
	return all
}

// each calls f for every text below v, in one order.
func each(v any, path string, f func(path, was string, set func(string))) {
	visit := func(x any, path string, set func(any)) {
		if was, ok := x.(string); ok {
			f(path, was, func(s string) { set(s) })
			return
		}
		each(x, path, f)
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			visit(v[key], path+"."+key, func(x any) { v[key] = x })
		}
	case []any:
		for i := range v {
			visit(v[i], path+"."+strconv.Itoa(i), func(x any) { v[i] = x })
		}
	}
}
