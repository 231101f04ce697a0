package differ

import (
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/prose"
)

// words makes one line read as another: by a change of words, if most of the
// line stays, else by a new wording.
func (w *work) words(at act.Address, was, now string) bool {
	return w.some(at, was, now, now) || w.try(amend.Operation{Kind: amend.Substitution, Targets: []act.Address{at}, Lines: []string{now}}, at, now)
}

// some makes one line read as another by a change of words, after which what at
// means reads as wanted.
func (w *work) some(at act.Address, was, now, want string) bool {
	a, b := act.Tokens(was), act.Tokens(now)
	p := 0
	for p < min(len(a), len(b)) && was[a[p].From:a[p].To] == now[b[p].From:b[p].To] {
		p++
	}
	s := 0
	for s < min(len(a), len(b))-p && was[a[len(a)-1-s].From:a[len(a)-1-s].To] == now[b[len(b)-1-s].From:b[len(b)-1-s].To] {
		s++
	}
	if p+s > 0 && (len(a)-p-s)*2 <= len(a)+2 {
		for k := range 12 {
			for _, o := range widened(was, now, a, b, p, s, k) {
				o.Targets = []act.Address{at}
				if prose.Paired(o.Old) && prose.Paired(o.New) && w.try(o, at, want) {
					return true
				}
			}
		}
	}
	return false
}

// widened are ways to say a change with k tokens more on either side.
func widened(was, now string, a, b []act.Token, p, s, k int) []amend.Operation {
	cut := func(text string, t []act.Token, from, to int) string {
		if from >= to {
			return ""
		}
		return strings.TrimSpace(text[t[from].From:t[to-1].To])
	}
	var out []amend.Operation
	old, fresh := cut(was, a, p, len(a)-s), cut(now, b, p, len(b)-s)
	left, right := max(p-k, 0), max(s-k, 0)
	switch {
	case old == "" && fresh != "":
		if anchor := cut(was, a, left, p); anchor != "" {
			out = append(out, amend.Operation{Kind: amend.TextInsertion, Old: anchor, New: fresh, At: amend.After})
		}
		if anchor := cut(was, a, len(a)-s, len(a)-right); anchor != "" {
			out = append(out, amend.Operation{Kind: amend.TextInsertion, Old: anchor, New: fresh, At: amend.Before})
		}
	case old != "" && fresh == "" && k == 0:
		out = append(out, amend.Operation{Kind: amend.TextDeletion, Old: old})
	}
	for _, e := range [][2]int{{left, s}, {p, right}, {left, right}} {
		o := amend.Operation{Kind: amend.TextSubstitution, Old: cut(was, a, e[0], len(a)-e[1]), New: cut(now, b, e[0], len(b)-e[1])}
		if o.Old != "" && o.New != "" {
			out = append(out, o)
		}
	}
	return out
}
