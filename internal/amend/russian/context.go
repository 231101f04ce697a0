package russian

import (
	"slices"
	"strings"

	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/amend/russian/lexicon"
)

// reversed reads «в пункт 3 внести следующее изменение».
func (r *reader) reversed() (int, bool) {
	if r.t[0].low != "в" && r.t[0].low != "во" {
		return 0, false
	}
	p, ok := r.address(1)
	if !ok || p.cases&accusative == 0 {
		return 0, false
	}
	next := r.past(p.next)
	if next >= len(r.t) || r.t[next].low != "внести" {
		return 0, false
	}
	r.within(p.paths)
	return r.changes(next + 1), true
}

// altered reads «пункт 3 изменить, заменив …».
func (r *reader) altered() (int, bool) {
	p, ok := r.address(0)
	if !ok || p.cases&(nominative|accusative) == 0 {
		return 0, false
	}
	next := r.past(p.next)
	if next+1 >= len(r.t) || r.t[next].verb != "изменить" || r.t[next+1].low != "," {
		return 0, false
	}
	r.within(p.paths)
	return next + 1, true
}

// bare reads a unit under a line that says what becomes of all it lists.
func (r *reader) bare(verb string) bool {
	q, ok := r.address(0)
	if next := r.past(0); !ok && next > 0 {
		q, ok = place{paths: []path{nil}, cases: accusative, next: next}, true
	}
	if !ok || q.cases&(nominative|accusative) == 0 {
		return false
	}
	next := r.past(q.next)
	if next < len(r.t) && (r.t[next].low == ";" || r.t[next].low == "." || r.t[next].low == ",") {
		next++
	}
	at, ok := r.full(q.paths)
	if !ok || next != len(r.t) {
		return false
	}
	o := amend.Operation{Kind: amend.Repeal, Targets: at, Source: &amend.Range{From: r.b.Range.From, To: r.b.At(r.t[q.next-1].to)}}
	if verb == "исключить" {
		o.Kind = amend.Removal
	}
	r.add1(o)
	return true
}

// container reads «внести в пункт 3 Положения о … следующие изменения» and is
// the place after it.
func (r *reader) container() (int, bool) {
	at := r.changes(1)
	if at+1 >= len(r.t) || r.t[at].low != "в" && r.t[at].low != "во" {
		return 0, false
	}
	at++
	p, ok := r.address(at)
	if ok {
		r.within(p.paths)
		at = p.next
		if at < len(r.t) && r.t[at].low == "к" {
			at++
		}
	}
	next := r.past(at)
	if !ok && next == at {
		return 0, false
	}
	if after, num, found := r.annexed(next); found && num == "" { // «утвержденное … (прилагается)»
		if next = after; next < len(r.t) && r.t[next].low == "," {
			next++
		}
	}
	name := r.b.Text[r.t[at-1].from:r.t[next-1].to]
	if r.p.base != nil && strings.Contains(name, "риложени") && !strings.Contains(r.p.base.Root.Words.Text, "риложени") {
		return 0, false // an act that is an annex of another: of which is not told
	}
	return r.changes(next), true
}

// changes skips «следующие изменения и дополнения».
func (r *reader) changes(at int) int {
	for at < len(r.t) {
		low := r.t[at].low
		if !slices.ContainsFunc([]string{"следующ", "изменени", "дополнени", "поправк"}, func(s string) bool { return strings.HasPrefix(low, s) }) &&
			!(low == "и" && at+1 < len(r.t) && (strings.HasPrefix(r.t[at+1].low, "дополнени") || strings.HasPrefix(r.t[at+1].low, "изменени"))) {
			break
		}
		at++
	}
	return at
}

// context reads a line that says what the lines under it are about.
func (r *reader) context() (frame, bool) {
	if r.t[len(r.t)-1].low != ":" {
		return frame{}, false
	}
	stop := len(r.t) - 1
	f := frame{}
	at := 0
	switch low := r.t[0].low; {
	case low == "внести":
		next, ok := r.container()
		if !ok {
			return f, false
		}
		at, f.holds = next, true
	case lexicon.Verb(low) == "признать" && len(r.t) == 4 && r.t[2].low == "силу":
		at, f.verb = 3, "признать"
	case lexicon.Verb(low) == "исключить" && len(r.t) == 2:
		at, f.verb = 1, "исключить"
	default:
		for at < stop {
			next, ok := r.location(at)
			if !ok {
				break
			}
			at = next
		}
		if at == 0 {
			if next, ok := r.reversed(); ok {
				at = next
			} else if p, ok := r.address(0); ok && p.cases&(nominative|accusative) != 0 && r.past(p.next) == stop { // «статья 7:»
				r.within(p.paths)
				at = stop
			}
		}
		if at < stop && r.t[at].low == "внести" {
			at = r.changes(at + 1)
		}
		if at == 0 || r.all {
			return f, false
		}
	}
	if at != stop {
		return f, false
	}
	for _, above := range r.above {
		for _, l := range r.local {
			f.paths = append(f.paths, append(slices.Clone(above), l...))
		}
	}
	return f, true
}
