package russian

import (
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend/prose"
	"chancery.example/chancery/internal/amend/russian/lexicon"
)

// wording reads «в следующей редакции», «в новой редакции».
func (r *reader) wording(at int) (int, bool) {
	if at+1 < len(r.t) && r.t[at].low == "следующим" && r.t[at+1].low == "образом" {
		return at + 2, true
	}
	if at+2 < len(r.t) && r.t[at].low == "в" && r.t[at+2].low == "редакции" && slices.Contains([]string{"следующей", "новой", "нижеследующей"}, r.t[at+1].low) {
		return at + 3, true
	}
	if at+3 < len(r.t) && r.t[at].low == "в" && r.t[at+1].low == "редакции" && r.t[at+2].low == "следующего" && r.t[at+3].low == "содержания" {
		return at + 4, true
	}
	if at+3 < len(r.t) && r.t[at].low == "в" && r.t[at+1].low == "редакции" && slices.Contains([]string{"согласно", "(", ":"}, r.t[at+2].low) {
		return at + 2, true
	}
	return at, false
}

// textSlot reads the new wording: quoted, or in an annex. doc/plaintext.md,
// rules 12 and 13.
func (r *reader) textSlot(at int, c *clause) (int, bool) {
	if next, num, ok := r.annexed(at); ok {
		lines, found := r.p.extract(num)
		if !found {
			r.why = prose.Annex
			return at, false
		}
		c.lines = lines
		return next, true
	}
	if at < len(r.t) && r.t[at].low == ":" {
		at++
	}
	if at >= len(r.t) || r.t[at].quote < 0 {
		return at, false
	}
	for {
		q := &r.b.Quotes[r.t[at].quote]
		if q.Open || lexicon.Suspicious(q.Lines) || !prose.Paired(strings.Join(q.Lines, "\n")) {
			r.why = prose.Quotation
			return at, false
		}
		c.lines = append(slices.Clip(c.lines), lexicon.RaisedLabels(q.Lines)...)
		at++
		next := at
		if next < len(r.t) && (r.t[next].low == ";" || r.t[next].low == ",") {
			next++
		}
		if next >= len(r.t) || r.t[next].quote < 0 || !strings.Contains(r.b.Text[r.t[at-1].to:r.t[next].from], "\n") {
			return at, len(c.lines) > 0
		}
		at = next
	}
}

// annexed reads «согласно приложению 2 к настоящему Решению», «(прилагается)».
func (r *reader) annexed(at int) (next int, num string, ok bool) {
	inner := at
	if at < len(r.t) && r.t[at].low == "(" {
		inner++
	}
	if inner > at && inner+1 < len(r.t) && (r.t[inner].low == "прилагается" || r.t[inner].low == "прилагаются") && r.t[inner+1].low == ")" {
		return inner + 2, "", true
	}
	if inner >= len(r.t) || r.t[inner].low != "согласно" {
		return at, "", false
	}
	p, ok := r.phrase(inner + 1)
	if !ok || len(p.paths) != 1 || p.paths[0][0].Name != act.NameAnnex || p.cases&dative == 0 {
		return at, "", false
	}
	next = p.next
	if next+2 < len(r.t) && r.t[next].low == "к" && strings.HasPrefix(r.t[next+1].low, "настоящ") && r.t[next+2].word() {
		next += 3
	}
	if inner > at {
		if next >= len(r.t) || r.t[next].low != ")" {
			return at, "", false
		}
		next++
	}
	return next, p.paths[0][0].Num, true
}

// dayAt reads «1 января 2027 года», «01.01.2027» as YYYY-MM-DD.
func (r *reader) dayAt(at int) (string, int, bool) {
	pad := func(n int) string { return strconv.Itoa(n/10) + strconv.Itoa(n%10) }
	if at >= len(r.t) || !r.t[at].number() {
		return "", at, false
	}
	end := func(next int) int {
		if next < len(r.t) && (r.t[next].low == "года" || r.t[next].low == "г") {
			next++
			if next < len(r.t) && r.t[next].low == "." && r.t[next].tight && next+1 < len(r.t) {
				next++
			}
		}
		return next
	}
	if p := strings.Split(r.t[at].raw, "."); len(p) == 3 && len(p[2]) == 4 && lexicon.Number(p[0]) > 0 && lexicon.Number(p[0]) < 32 && lexicon.Number(p[1]) > 0 && lexicon.Number(p[1]) < 13 {
		return p[2] + "-" + pad(lexicon.Number(p[1])) + "-" + pad(lexicon.Number(p[0])), end(at + 1), true
	}
	if at+2 >= len(r.t) {
		return "", at, false
	}
	m := lexicon.Month(r.t[at+1].low)
	d, y := lexicon.Number(r.t[at].raw), r.t[at+2].raw
	if m == 0 || d < 1 || d > 31 || len(y) != 4 || lexicon.Number(y) == 0 {
		return "", at, false
	}
	return y + "-" + pad(m) + "-" + pad(d), end(at + 3), true
}

// daySlot reads «до 1 января 2027 года», «по 31 декабря 2026 года».
func (r *reader) daySlot(at int, c *clause) (int, bool) {
	if at >= len(r.t) || c.until != "" || r.t[at].low != "до" && r.t[at].low != "по" {
		return at, false
	}
	day, next, ok := r.dayAt(at + 1)
	if !ok {
		return at, false
	}
	if next < len(r.t) && r.t[next].low == "включительно" {
		next++
	} else if r.t[at].low == "до" {
		day = lexicon.DayBefore(day)
	}
	c.until = day
	return next, true
}
