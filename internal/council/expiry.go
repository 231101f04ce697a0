package council

import (
	"strconv"
	"time"

	"chancery.example/chancery/internal/procedure"
)

// An Expiry is a time that runs out, and the command by which the clock says so.
type Expiry struct {
	At       time.Time
	Decision ID
	Command  Command
}

// NextExpiry returns the earliest time that is running out: that of a silence, of
// the second stage of a decision, of what keeps a thing from wider readers.
func (s *State) NextExpiry() (next Expiry, ok bool) {
	for id := range s.running {
		e, runs := s.expiry(s.things[id])
		if !runs {
			continue
		}
		if before := e.At.Compare(next.At); !ok || before < 0 || before == 0 && id < next.Decision {
			next, ok = e, true
		}
	}
	return next, ok
}

// expiry returns when a time of the case runs out, if one is running.
func (c *Case) expiry(id ID) (e Expiry, ok bool) {
	if c.Silent() {
		return Expiry{c.Silence.Expiry, id, &ExpireSilence{Decision: id}}, true
	}
	if a := c.Acceptance; a != nil && a.Phase == StageOpen {
		at, ending := a.Ends.instant()
		return Expiry{at, id, &CloseAcceptance{Decision: id}}, ending
	}
	return Expiry{}, false
}

// expiry returns the earliest time that runs out for a thing, if one does.
func (s *State) expiry(t *Thing) (e Expiry, ok bool) {
	if t.Case != nil {
		e, ok = t.Case.expiry(t.ID)
	}
	if s.mayOpen(t) {
		if open, opens := s.opens(t); opens && (!ok || open.At.Before(e.At)) {
			e, ok = open, true
		}
	}
	return e, ok
}

// watch keeps the list of the things whose time is running.
func (s *State) watch(t *Thing) {
	running := false
	if t.Case != nil {
		_, running = t.Case.expiry(t.ID)
	}
	if running || s.mayOpen(t) {
		s.running[t.ID] = true
	} else {
		delete(s.running, t.ID)
	}
}

// confirmed refuses while a member's last stance is on an earlier wording of the
// draft: it is a stance on that text, whatever it was.
func (c *check) confirmed(t *Thing, second bool) bool {
	var faults []Fault
	for _, s := range t.Case.Counting(second) {
		if t.Case.Stale(s) {
			faults = append(faults, Fault{CodeUnconfirmed, string(s.Member), strconv.FormatInt(t.Case.Wording, 10)})
		}
	}
	if len(faults) > 0 {
		c.stop(&Refusal{Kind: OutOfTime, Faults: faults})
	}
	return len(faults) == 0
}

// inWindow wants a second vote to be put at an instant that has come and that the
// rule allows.
func (f *PutQuestion) inWindow(c *check, t *Thing) bool {
	at, ok := c.past("at", f.At)
	rule, next := &t.Case.Ruling.Rule, t.Case.Ruling.Finding.Next
	switch {
	case !ok:
		return false
	case at.Before(next.From):
		c.untimely(CodeTooEarly, f.name(), next.From.Format(time.RFC3339), rule)
	case !next.By.IsZero() && at.After(next.By):
		c.untimely(CodeTooLate, f.name(), next.By.Format(time.RFC3339), rule)
	default:
		return true
	}
	return false
}

// presence takes the members that whoever puts the question says were present when
// the meeting was opened, instead of what the record gives.
func (f *PutQuestion) presence(c *check) {
	for _, m := range f.Opening {
		c.member("opening", m)
	}
}

// tie reports whether a finding is a tie that is voted again.
func tie(f *procedure.Finding) bool {
	return f.Outcome == procedure.Postponed && f.Next.Step == string(procedure.TieVoteAgain)
}
