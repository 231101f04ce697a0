package pages

import (
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/reading"
)

// A saidRule is one rule, or a step of one, in words: what it asks and how it
// counts, drawn from its data.
type saidRule struct {
	name  string // of a step
	rows  []Row
	needs []reason
	other []reason // of the opposite
	table *Table
	steps []saidRule
}

// said puts a rule into words.
func (q Trial) said(r reading.Version) saidRule {
	v := saidRule{rows: q.asked(r), needs: q.needs(r.Needs), other: q.needs(r.Rejects)}
	if len(r.Counts) > 0 {
		t := q.counts(r)
		v.table = &t
	}
	for i, s := range r.Steps {
		step := q.said(s.Rule)
		step.name = q.Say("rule.step", "n", strconv.Itoa(i+1), "name", s.Name)
		head := []Row{Line(q.Say("rules.method"), sentence(q.label("method."+string(s.Rule.Method), string(s.Rule.Method))))}
		if s.Chamber != "" {
			head = append(head, Line(q.Say("rule.chamber"), s.Chamber))
		}
		if c := q.clock(s.Clock); c != "" {
			head = append(head, Line(q.Say("rule.clock"), c))
		}
		if s.Waits {
			head = append(head, Line(q.Say("rule.waits"), q.Say("rule.waits.means")))
		}
		step.rows = append(head, step.rows...)
		v.steps = append(v.steps, step)
	}
	return v
}

// asked is what a rule asks beside its needs.
func (q Trial) asked(r reading.Version) (rows []Row) {
	line := func(key string, values ...string) {
		if values = slices.DeleteFunc(values, func(s string) bool { return s == "" }); len(values) > 0 {
			rows = append(rows, Row{Key: q.Say(key), Values: texts2cells(values)})
		}
	}
	if len(r.Counts) > 0 {
		line("rule.who", q.electorate(r.Electorate)...)
		line("rule.quorum", q.quorums(r)...)
	}
	if r.Seats > 0 {
		line("rule.seats", strconv.Itoa(r.Seats))
	}
	if names := called(q.Paper, q.Names, r.Veto.Holders); len(names) > 0 || r.Veto.Group != "" {
		if r.Veto.Group != "" {
			names = append(names, q.Say("rule.group", "group", r.Veto.Group))
		}
		when := "rule.veto.carried"
		if r.Veto.Always {
			when = "rule.veto.always"
		}
		line("rule.veto", q.Join(names), q.Say(when))
	}
	if r.Tie != "" {
		line("rule.tie", q.Say("rule.tie."+string(r.Tie)), q.window(r))
	}
	if r.Method == "silence" {
		line("rule.silence", q.terms(r)...)
	}
	if r.OnFail != "" {
		line("rule.fail", q.Say("outcome."+string(r.OnFail)))
	}
	var kinds []string
	for _, k := range r.Statements {
		kinds = append(kinds, q.label("beside."+k, k))
	}
	line("beside.title", q.Join(kinds))
	return rows
}

func texts2cells(all []string) (cs []Cell) {
	for _, s := range all {
		cs = append(cs, Text(s))
	}
	return cs
}

// electorate says who decides, and who on which motion.
func (q Trial) electorate(e reading.Electorate) []string {
	who := func(only string, less []string) string {
		s := q.Say("rule.who.all")
		if only != "" {
			s = q.Say("rule.group", "group", only)
		}
		if len(less) > 0 {
			s = q.Say("rule.who.less", "who", s, "bars", strings.Join(less, "; "))
		}
		return s
	}
	all := []string{who(e.Only, bars(q, e.Less))}
	var motions []string
	for m := range e.Motions {
		motions = append(motions, m)
	}
	slices.Sort(motions)
	for _, m := range motions {
		all = append(all, q.Say("rule.who.motion", "motion", m, "who", who(e.Motions[m].Only, bars(q, e.Motions[m].Less))))
	}
	return all
}

func bars[B ~string](q Trial, all []B) (said []string) {
	for _, b := range all {
		said = append(said, q.Say("bar."+string(b)))
	}
	return said
}

func (q Trial) quorums(r reading.Version) (all []string) {
	for _, p := range r.Quorums {
		want := strconv.Itoa(p.Count)
		if p.Count == 0 {
			want = fraction(p.Share.Num, p.Share.Den) + " " + q.Say("base."+base(string(p.Base)))
		}
		at := string(p.At)
		if at == "" {
			at = "at-decision"
		}
		all = append(all, sentence(q.Say("compare."+string(p.Compare), "want", want)+", "+q.Say("moment."+at)))
	}
	switch {
	case len(all) > 0:
	case r.Quorum.Den > 0:
		all = append(all, sentence(q.Say("compare.ge", "want", fraction(r.Quorum.Num, r.Quorum.Den)+" "+q.Say("base.entitled"))+", "+q.Say("moment.at-decision")))
	case r.Method == "consensus":
		all = append(all, q.Say("rule.quorum.all"))
	default:
		all = append(all, q.Say("rule.quorum.none"))
	}
	return all
}

func base(b string) string {
	if b == "" {
		return "entitled"
	}
	return b
}

func fraction(num, den int) string { return strconv.Itoa(num) + "/" + strconv.Itoa(den) }

// needs puts conditions into words.
func (q Trial) needs(all []reading.Need) (said []reason) {
	for _, n := range all {
		var r reason
		switch {
		case len(n.All) > 0:
			r = reason{q.Say("rule.needs.all"), q.needs(n.All)}
		case len(n.Any) > 0:
			r = reason{q.Say("rule.needs.any"), q.needs(n.Any)}
		default:
			r.said = q.need(n)
		}
		if n.OnRequest != "" {
			r.said += " (" + q.Say("rule.need.request", "name", n.OnRequest) + ")"
		}
		said = append(said, r)
	}
	return said
}

// need is one condition that counts something.
func (q Trial) need(n reading.Need) string {
	label := sentence(q.label("stance."+string(n.Tally), string(n.Tally)))
	if key := "tally." + string(n.Tally); q.Has(key) {
		label = q.Say(key)
	}
	want := strconv.Itoa(n.Count)
	switch {
	case n.Fewest.Den > 0:
		want = q.Say("rule.need.fewest", "share", fraction(n.Fewest.Num, n.Fewest.Den), "table", n.FewestOf)
	case n.Share.Den > 0:
		want = fraction(n.Share.Num, n.Share.Den) + " " + q.Say("base."+string(n.Base))
	}
	s := label + ": " + q.Say("compare."+string(n.Compare), "want", want)
	if n.MinCount > 0 {
		s += "; " + q.Say("rule.need.least", "n", strconv.Itoa(n.MinCount))
	}
	if n.Weights != "" {
		s += "; " + q.Say("reason.weights", "table", n.Weights)
	}
	if n.Group != "" {
		s += "; " + q.Say("reason.group", "group", n.Group)
	}
	return s
}

// window says when a tie is voted again.
func (q Trial) window(r reading.Version) string {
	if r.Tie != "second-vote" {
		return ""
	}
	wait, within := q.clock(r.Second.Wait), q.clock(r.Second.Within)
	var parts []string
	if wait != "" {
		parts = append(parts, q.Say("rule.tie.wait", "time", wait))
	}
	if wait == "" && within == "" {
		within = q.Count("clock.hours", 48)
	}
	if within != "" {
		parts = append(parts, q.Say("rule.tie.within", "time", within))
	}
	return sentence(strings.Join(parts, "; "))
}

func (q Trial) clock(c reading.Clock) string {
	var parts []string
	for _, p := range []struct {
		key string
		n   int
	}{{"clock.months", c.Months}, {"clock.days", c.Days}, {"clock.hours", c.Hours}} {
		if p.n > 0 {
			parts = append(parts, q.Count(p.key, int64(p.n)))
		}
	}
	return q.Join(parts)
}

// terms says how a silence runs.
func (q Trial) terms(r reading.Version) (all []string) {
	t := r.Terms
	if t.Hours > 0 {
		all = append(all, q.Count("clock.hours", int64(t.Hours)))
	}
	for _, x := range []struct {
		key string
		is  bool
	}{{"at-meeting", t.AtMeeting}, {"written", t.Written}, {"reasoned", t.Reasoned}, {"amendments", t.Amendments}, {"interim", t.Interim}, {"announced", t.Announced}} {
		if x.is {
			all = append(all, q.Say("rule.silence."+x.key))
		}
	}
	if t.Extensions > 0 {
		all = append(all, q.Say("silence.extended")+": "+q.Count("silence.times", int64(t.Extensions)))
	}
	broken := string(t.OnBreak)
	if broken == "" {
		broken = "ends"
	}
	return append(all, q.Say("rule.silence.broken."+broken))
}

// counts is how a rule counts each stance, and in which of the wholes that its
// needs take shares of a member with that stance is.
func (q Trial) counts(r reading.Version) Table {
	t := Table{Caption: q.Say("rule.page.counts"), Stack: true, Head: []Column{{Name: q.Say("body.rule.stance")}, {Name: q.Say("body.rule.effect")}}}
	bases := r.Bases()
	for _, b := range bases {
		t.Head = append(t.Head, Column{Name: q.Say("rule.base", "base", q.Say("base."+string(b)))})
	}
	for _, s := range reading.Stances() {
		for stance, effect := range r.Counts {
			if string(stance) != s {
				continue
			}
			row := []Cell{Text(q.Say("stance." + s)), Text(q.label("effect."+string(effect), string(effect)))}
			for _, b := range bases {
				in := "rule.base.out"
				if r.Holds(b, stance) {
					in = "rule.base.in"
				}
				row = append(row, Text(q.Say(in)))
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}
