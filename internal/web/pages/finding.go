package pages

import (
	"strconv"
	"strings"
	"time"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/web/picture"
	"chancery.example/chancery/internal/words"
)

// A Finding is what a rule says of a question, in the making: the paper, the
// ruling, and the names of members.
type Finding struct {
	*Paper
	R     council.Ruling
	Names map[string]words.Text
}

// A reason is one condition in a sentence, with those that it is joined of.
type reason struct {
	said  string
	parts []reason
}

// reasons puts every condition into words.
func (f Finding) reasons() []reason { return f.say(f.R.Finding.Reasons) }

func (f Finding) say(rs []reading.Reason) (all []reason) {
	for _, r := range rs {
		all = append(all, reason{f.sentence(r), f.say(r.Parts)})
	}
	return all
}

// sentence is one condition in words, with its numbers and those that stand in the
// way.
func (f Finding) sentence(r reading.Reason) string {
	condition := string(r.Condition)
	key := "reason." + condition
	who := called(f.Paper, f.Names, r.Who)
	switch {
	case len(r.Missing) > 0 && condition != "chamber-known":
		key = "reason.missing"
	case condition == "quorum" && r.At != "":
		key += ".at"
	case !f.Has(key):
		key = "reason.plain"
	}
	if !r.Met && key != "reason.missing" {
		if s := key + ".who"; len(who) > 0 && f.Has(s) {
			key = s
		} else {
			key += ".unmet"
		}
	}
	return f.Say(key, "label", f.label(r), "have", strconv.Itoa(r.Have), "want", f.wanted(r), "more", f.more(r),
		"members", strconv.Itoa(len(f.R.Question.Members)), "who", f.Join(who), "missing", f.missing(r),
		"moment", f.moment(string(r.At)), "step", r.Step, "outcome", f.outcome(string(r.Outcome)))
}

// missing words what the question lacks: "table imf-votes", "weight kz".
func (f Finding) missing(r reading.Reason) string {
	var all []string
	for _, m := range r.Missing {
		kind, name, _ := strings.Cut(m, " ")
		switch key := "missing." + kind; {
		case string(r.Condition) == "chamber-known":
			all = append(all, name)
		case kind == "weight":
			all = append(all, f.Say(key, "name", f.Plain(f.Names[name])))
		case f.Has(key):
			all = append(all, f.Say(key, "name", name))
		default:
			all = append(all, m)
		}
	}
	return strings.Join(all, "; ")
}

// label names what was counted, or the condition.
func (f Finding) label(r reading.Reason) string {
	if t := string(r.Tally); t != "" {
		if key := "tally." + t; f.Has(key) {
			return f.Say(key)
		}
		return sentence(f.Say("stance." + t))
	}
	return sentence(f.Say("condition." + string(r.Condition)))
}

// wanted is what was wanted: a number, or, of a tally, how it has to compare.
func (f Finding) wanted(r reading.Reason) string {
	n := strconv.Itoa(r.Want)
	if r.Tally == "" || r.Compare == "" {
		return n
	}
	return f.Say("compare."+string(r.Compare), "want", n)
}

// more says what a tally was taken of.
func (f Finding) more(r reading.Reason) string {
	var parts []string
	if r.Share.Den > 0 && r.Base != "" {
		parts = append(parts, f.Say("reason.share", "num", strconv.Itoa(r.Share.Num), "den", strconv.Itoa(r.Share.Den), "base", f.Say("base."+string(r.Base)), "of", strconv.Itoa(r.Of)))
	}
	if r.Table != "" {
		parts = append(parts, f.Say("reason.weights", "table", r.Table))
	}
	if r.Group != "" {
		parts = append(parts, f.Say("reason.group", "group", r.Group))
	}
	if len(parts) == 0 {
		return ""
	}
	return " – " + strings.Join(parts, "; ")
}

func (f Finding) moment(at string) string {
	if at == "" {
		at = "at-decision"
	}
	return f.Say("moment." + at)
}

func (f Finding) outcome(o string) string {
	if o == "" {
		o = "open"
	}
	return f.Say("outcome." + o)
}

// chain draws the conditions one after another, and the outcome.
func (f Finding) chain(title string) picture.Drawing {
	found := f.R.Finding
	c := picture.Chain{Outcome: f.outcome(string(found.Outcome)), Carried: found.Outcome.Carried()}
	for _, r := range found.Reasons {
		word := f.Say("rule.unmet")
		if r.Met {
			word = f.Say("rule.met")
		}
		c.Links = append(c.Links, picture.Link{Label: f.link(r), Have: f.have(r), Word: word, Met: r.Met})
	}
	var said []string
	for _, r := range f.reasons() {
		said = append(said, r.said)
	}
	c.About = picture.About{ID: "chain", Title: title, Desc: strings.Join(said, " ")}
	return c.Draw()
}

// link is the short name of a condition in the picture.
func (f Finding) link(r reading.Reason) string {
	switch {
	case r.Tally != "":
		return f.label(r)
	case r.Step != "":
		return r.Step
	}
	return f.Say("condition." + string(r.Condition))
}

// have is how much there is beside how much is wanted, where both are numbers.
func (f Finding) have(r reading.Reason) string {
	n, least := strconv.Itoa(r.Have), "compare.ge"
	switch string(r.Condition) {
	case "step":
		return f.outcome(string(r.Outcome))
	case "time-is-over", "rule-known", "rule-settled", "chamber-known", "opposite-fails", "not-requested":
		return ""
	case "no-veto":
		return n
	case "nobody-stands-in-the-way", "stances-counted", "all":
		return f.Say("condition.have", "have", n, "want", strconv.Itoa(r.Want))
	}
	if key := "compare." + string(r.Compare); r.Compare != "" {
		least = key
	}
	return f.Say("condition.have.compared", "have", n, "want", f.Say(least, "want", strconv.Itoa(r.Want)))
}

// turns says how far the outcome is from being turned: a sentence, and each
// smallest set of changes.
func (f Finding) turns(d *reading.Distance) (said string, sets []string, more bool) {
	switch {
	case d == nil:
		return "", nil, false
	case !d.Turns:
		return f.Say("flip.never"), nil, false
	case d.Bound:
		return f.Say("flip.bound", "n", f.Number(int64(d.Least))), nil, false
	}
	for _, set := range d.Sets {
		var changes []string
		for _, t := range set {
			name := f.Plain(f.Names[string(t.Member)])
			if t.Chamber != "" {
				name = f.Say("flip.in", "member", name, "chamber", t.Chamber)
			}
			changes = append(changes, f.Say("flip.change", "member", name, "stance", f.Say("stance."+string(t.To))))
		}
		sets = append(sets, strings.Join(changes, "; "))
	}
	return f.Count("flip.least", int64(d.Least)), sets, d.More
}

// date is the day of a moment, in the zone that it carries.
func (p *Paper) date(t time.Time) string { return p.Day(calendar.DayOf(t)) }
