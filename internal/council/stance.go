package council

import (
	"slices"
	"strconv"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A Stance is what a member made known about a decision.
type Stance struct {
	Member  procedure.Member `json:"member"`
	Stance  procedure.Stance `json:"stance"`
	At      calendar.When    `json:"at,omitzero"`
	Channel words.Text       `json:"channel,omitempty"` // how it came: "in the sitting", "letter of …"
	Note    words.Text       `json:"note,omitempty"`
	Basis   Evidence         `json:"evidence,omitzero"`
	Place   int64            `json:"place"`             // of the entry
	Instead int64            `json:"instead,omitempty"` // the entry that it corrects; 0: none
	Second  bool             `json:"second,omitempty"`  // taken for the second vote, after a tie
	On      int64            `json:"on,omitempty"`      // the wording that it is on, as [Case.Wording]
	Mandate ID               `json:"mandate,omitempty"` // under which it was taken
}

// Counting returns the stances that count in the first vote, or in the second: of
// each member the last. A correction stands where the stance stood that it
// corrects, so that of two stances the later still comes after.
func (c *Case) Counting(second bool) []Stance {
	all, _ := places(c.Stances.All())
	var last []Stance
	for i, s := range all {
		if s.Second == second && !slices.ContainsFunc(all[i+1:], s.isOf) {
			last = append(last, s)
		}
	}
	return last
}

// isOf reports whether o is of the same member and vote.
func (s Stance) isOf(o Stance) bool { return o.Member == s.Member && o.Second == s.Second }

// places returns stances with each correction where the stance stood that it
// corrects, and for each of raw the number of its place.
func places(raw []Stance) (all []Stance, of []int) {
	of = make([]int, len(raw))
	for i, s := range raw {
		at := -1
		if s.Instead != 0 {
			at = slices.IndexFunc(raw[:i], func(o Stance) bool { return o.Place == s.Instead })
		}
		if at < 0 {
			of[i] = len(all)
			all = append(all, s)
			continue
		}
		of[i] = of[at]
		all[of[i]] = s
	}
	return all, of
}

// Stale reports whether a stance was taken on an earlier wording of the draft. A
// correction of a stance is on the wording of what it corrects.
func (c *Case) Stale(s Stance) bool { return s.On != c.Wording }

// Standing returns the stance of each member that made one known for the first
// vote, or for the second, on the wording as it stands.
func (c *Case) Standing(second bool) map[procedure.Member]procedure.Stance {
	var m map[procedure.Member]procedure.Stance
	for _, s := range c.Counting(second) {
		if c.Stale(s) {
			continue
		}
		if m == nil {
			m = make(map[procedure.Member]procedure.Stance)
		}
		m[s.Member] = s.Stance
	}
	return m
}

// TakeStance makes a member's stance on a decision known. The last one counts; an
// earlier one stays in the record.
type TakeStance struct {
	Decision ID               `json:"decision"`
	Stance   procedure.Stance `json:"stance"`
	At       calendar.When    `json:"at,omitzero"`
	Channel  words.Text       `json:"channel,omitempty"`
	Note     words.Text       `json:"note,omitempty"`
	Corrects register.Place   `json:"corrects,omitempty"` // the entry of an earlier stance that was recorded wrongly, one that counts or of the last eight that no longer do; none: a new stance
	Evidence Evidence         `json:"evidence,omitzero"`
}

func (f *TakeStance) name() string { return "take-stance" }

func (f *TakeStance) decide(c *check) []Event {
	t := c.subject("decision", f.Decision, NounDecision)
	var all []string
	for _, s := range procedure.Stances() {
		all = append(all, string(s))
	}
	c.choice("stance", string(f.Stance), all...)
	c.optional("channel", f.Channel)
	c.optional("note", f.Note)
	c.evidence("evidence", f.Evidence)
	if t == nil || !f.correct(c, t) && !t.Case.Tied() && !c.open(t) || !c.current(t) || !c.unsilenced(t) {
		return nil
	}
	m := c.order.By.Member
	if d := t.Facts.(*Decision); !slices.Contains(c.s.Electorate(d.At.Day()), m) {
		c.stop(Refuse(Forbidden, CodeNotElector, "member", string(m)))
		return nil
	}
	if !c.unspoken(t, m) {
		return nil
	}
	return []Event{{Type: "stance-taken.v1", Subject: t.ID, Audience: t.Audience, Cause: t.Last(), Body: &StanceTaken{
		Decision: t.ID, Member: m, Stance: f.Stance, At: f.At, Channel: f.Channel, Note: f.Note, Corrects: f.Corrects, Evidence: f.Evidence,
		Second: f.second(t),
	}}}
}

// unspoken wants member m to have said nothing new on t since the actor's page was
// made: of two delegates of a member who speak at once, the second learns of the
// first.
func (c *check) unspoken(t *Thing, m procedure.Member) bool {
	var last int64
	for _, s := range t.Case.Stances.All() {
		if s.Member == m {
			last = max(last, s.Place)
		}
	}
	if a := t.Case.Acceptance; a != nil {
		for _, n := range a.Notices {
			if n.Member == m {
				last = max(last, n.Place)
			}
		}
	}
	for _, b := range t.Case.Breaks {
		if b.Member == m {
			last = max(last, b.Place)
		}
	}
	return c.unchanged(t, last)
}

// second reports whether the stance is for a second vote: a correction is for the
// vote of what it corrects.
func (f *TakeStance) second(t *Thing) bool {
	for _, s := range t.Case.Stances.All() {
		if f.Corrects != 0 && s.Place == int64(f.Corrects) {
			return s.Second
		}
	}
	return t.Case.Tied()
}

// correct reports whether the command corrects a stance of the same member. A
// correction may come after the question was put: the outcome of the day stands,
// and what the corrected stances would have given is shown beside it.
func (f *TakeStance) correct(c *check, t *Thing) bool {
	if f.Corrects == 0 {
		return false
	}
	if !slices.ContainsFunc(t.Case.Stances.All(), func(s Stance) bool {
		return s.Place == int64(f.Corrects) && s.Member == c.order.By.Member
	}) {
		c.unknown = true
		c.fault(CodeNoSuch, "corrects", "stance of this member at entry "+strconv.FormatInt(int64(f.Corrects), 10))
	}
	return true
}

// StanceTaken is the event of [TakeStance].
type StanceTaken struct {
	Decision ID               `json:"decision"`
	Member   procedure.Member `json:"member"`
	Stance   procedure.Stance `json:"stance"`
	At       calendar.When    `json:"at,omitzero"`
	Channel  words.Text       `json:"channel,omitempty"`
	Note     words.Text       `json:"note,omitempty"`
	Corrects register.Place   `json:"corrects,omitempty"`
	Second   bool             `json:"second,omitempty"`
	Evidence Evidence         `json:"evidence,omitzero"`
}

func (e *StanceTaken) apply(s *State, t *Thing, m Mark) {
	on := t.Case.Wording
	for _, o := range t.Case.Stances.All() {
		if e.Corrects != 0 && o.Place == int64(e.Corrects) {
			on = o.On
		}
	}
	t.Case.take(Stance{e.Member, e.Stance, e.At, e.Channel, e.Note, e.Evidence, int64(m.Place), int64(e.Corrects), e.Second, on, m.Mandate})
}
