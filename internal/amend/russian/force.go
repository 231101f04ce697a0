package russian

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/prose"
)

// closing is a line about entry into force.
type closing struct{ r *reader }

// where is in which units of the amender an operation stands.
type where []unit

type unit struct {
	kind act.Kind
	num  string
}

// forces gives operations the days on which they enter into force. What is not
// understood is returned; it changes no text. doc/plaintext.md, rule 15.
func (p *parser) forces() {
	for _, c := range p.closing {
		if !p.enters(c.r) {
			p.refuse(c.r.b.Range, prose.Force)
		}
	}
	slices.SortStableFunc(p.out.Unparsed, func(a, b prose.Unparsed) int { return a.Range.From - b.Range.From })
}

// enters reads one line: «Решение вступает в силу с 1 мая 2027 года, за
// исключением подпункта 2 пункта 1, вступающего в силу с 1 июля 2027 года».
func (p *parser) enters(r *reader) bool {
	at := slices.IndexFunc(r.t, func(t token) bool { return strings.HasPrefix(t.low, "вступа") })
	if at < 0 {
		return true
	}
	var subject []path
	if q, ok := r.address(0); ok && q.next <= at {
		subject = q.paths
	}
	main, next, ok := r.entry(at)
	if !ok {
		return false
	}
	if !p.put(subject, main) {
		return false
	}
	for next < len(r.t) && r.t[next].low == "," {
		next++
	}
	if next+1 < len(r.t) && r.t[next].low == "за" && r.t[next+1].low == "исключением" {
		q, ok := r.address(next + 2)
		if !ok {
			return false
		}
		at := slices.IndexFunc(r.t[q.next:], func(t token) bool { return strings.HasPrefix(t.low, "вступ") })
		if at < 0 {
			return false
		}
		f, end, ok := r.entry(q.next + at)
		if !ok || !p.put(q.paths, f) {
			return false
		}
		next = end
	}
	return next >= len(r.t) || next == len(r.t)-1 && (r.t[next].low == "." || r.t[next].low == ";")
}

// entry reads «вступает в силу с 1 мая 2027 года»; nil is with the amender.
func (r *reader) entry(at int) (*amend.Force, int, bool) {
	if at+2 >= len(r.t) || r.t[at+2].low != "силу" {
		return nil, at, false
	}
	at += 3
	if at < len(r.t) && r.t[at].low == "с" {
		if day, next, ok := r.dayAt(at + 1); ok {
			return &amend.Force{From: day}, next, true
		}
	}
	end := at
	for end < len(r.t) && r.t[end].low != "." && !(r.t[end].low == "," && end+1 < len(r.t) && r.t[end+1].low == "за") {
		end++
	}
	if end == at {
		return nil, end, true
	}
	words := r.b.Text[r.t[at].from:r.t[end-1].to]
	if strings.HasPrefix(words, "со дня") && (strings.HasSuffix(words, "подписания") || strings.HasSuffix(words, "принятия")) || strings.HasPrefix(words, "с даты") && (strings.HasSuffix(words, "подписания") || strings.HasSuffix(words, "принятия")) {
		return nil, end, true
	}
	return &amend.Force{Condition: words}, end, true
}

// put gives the force to the operations that stand in the named units of the
// amender, or to all.
func (p *parser) put(units []path, f *amend.Force) bool {
	if len(units) == 0 {
		for i := range p.out.Operations {
			p.out.Operations[i].Force = f
		}
		return true
	}
	for _, u := range units {
		found := false
		for i, w := range p.stands {
			if w.under(u) {
				p.out.Operations[i].Force = f
				found = true
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// under says whether a place in the amender is in a unit of it.
func (w where) under(u path) bool {
	i := 0
	for _, s := range u {
		kinds := map[act.Name][]act.Kind{
			act.NameArticle: {act.KindArticle}, act.NamePart: {act.KindNumber}, act.NamePoint: {act.KindNumber, act.KindBracket},
			act.NameSubpoint: {act.KindBracket, act.KindLetter},
		}[s.Name]
		for i < len(w) && !(slices.Contains(kinds, w[i].kind) && w[i].num == s.Num) {
			i++
		}
		if i == len(w) {
			return false
		}
		i++
	}
	return true
}
