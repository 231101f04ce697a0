package procedure

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// almaty is 18:00 in Almaty on a day of 2024: 12:00 in UTC to 29 February and
// 13:00 from 1 March, when the zone was changed.
func almaty(day, offset int) time.Time {
	return time.Date(2024, 2, day, 18, 0, 0, 0, time.FixedZone("", offset))
}

var (
	put   = time.Date(2024, 2, 27, 9, 0, 0, 0, time.UTC)
	end   = almaty(29, 6*3600)
	later = almaty(30, 5*3600) // 1 March
	osce  = Terms{AtMeeting: true, Written: true, Amendments: true, Extensions: 1, Interim: true, Announced: true}
	nato  = Terms{Written: true, Reasoned: true, OnBreak: BreachReturns}
	un    = Terms{Hours: 72, OnBreak: BreachVotes}
)

func propose(at, until time.Time) Turn {
	return Turn{Move: Propose, At: at, Expiry: until, Meeting: true}
}

func breaks(at time.Time) Turn {
	return Turn{Move: Break, At: at, Member: "kz", Written: true, Reasoned: true}
}

func with(t Turn, change func(*Turn)) Turn {
	change(&t)
	return t
}

func TestACourseOfSilence(t *testing.T) {
	began := propose(put, end)
	extend := Turn{Move: Extend, At: put.Add(time.Hour), Expiry: later, Zone: "Asia/Almaty", Offset: 5 * 3600}
	expire := Turn{Move: Expire, At: end}
	announce := Turn{Move: Announce, At: end.Add(time.Hour), Meeting: true}
	issue := Turn{Move: Issue, At: end.Add(2 * time.Hour)}
	for _, tt := range []struct {
		name    string
		terms   Terms
		turns   []Turn
		fault   Fault // of the last turn
		outcome Outcome
	}{
		{"nothing has begun", osce, nil, "", Open},
		{"it runs", osce, []Turn{began}, "", Open},
		{"it is kept", osce, []Turn{began, expire}, "", Adopted},
		{"and announced, and issued", osce, []Turn{began, expire, announce, issue}, "", Adopted},
		{"and issued without announcement where that is not asked", nato, []Turn{began, expire, issue}, "", Adopted},
		{"broken one second before expiry", osce, []Turn{began, breaks(end.Add(-time.Second))}, "", NotAdopted},
		{"an instant before is before", osce, []Turn{began, breaks(end.Add(-1))}, "", NotAdopted},
		{"at the expiry is too late", osce, []Turn{began, breaks(end)}, FaultLate, Open},
		{"broken in time and entered late", osce, []Turn{began, expire, breaks(end.Add(-time.Second))}, "", NotAdopted},
		{"broken again", osce, []Turn{began, breaks(end.Add(-time.Second)), breaks(end.Add(-time.Minute))}, "", NotAdopted},
		{"broken goes back", nato, []Turn{began, breaks(put)}, "", Returned},
		{"broken is voted", un, []Turn{propose(put, put.Add(72*time.Hour)), breaks(put)}, "", Postponed},
		{"72 hours are 72 hours", un, []Turn{propose(put, put.Add(72*time.Hour+1))}, FaultExpiry, Open},
		{"extended over the change of the zone", osce, []Turn{began, extend, with(expire, func(t *Turn) { t.At = later })}, "", Adopted},
		{"the old expiry is none any more", osce, []Turn{began, extend, expire}, FaultEarly, Open},
		{"broken after the old expiry", osce, []Turn{began, extend, breaks(end)}, "", NotAdopted},
		{"extended once only", osce, []Turn{began, extend, with(extend, func(t *Turn) { t.Expiry = later.Add(1) })}, FaultExtended, Open},
		{"not extended where it cannot be", nato, []Turn{began, extend}, FaultExtended, Open},
		{"extended to an earlier hour", osce, []Turn{began, with(extend, func(t *Turn) { t.Expiry = end })}, FaultExpiry, Open},
		{"extended at the expiry", osce, []Turn{began, with(extend, func(t *Turn) { t.At = end })}, FaultLate, Open},
		{"extended before it began", osce, []Turn{began, with(extend, func(t *Turn) { t.At = put.Add(-1) })}, FaultEarly, Open},
		{"extended after it was broken", osce, []Turn{began, breaks(put), extend}, FaultPhase, NotAdopted},
		{"proposed twice", osce, []Turn{began, began}, FaultPhase, Open},
		{"not proposed at a meeting", osce, []Turn{with(began, func(t *Turn) { t.Meeting = false })}, FaultMeeting, Open},
		{"proposed to end as it begins", osce, []Turn{propose(put, put)}, FaultExpiry, Open},
		{"broken before it began", osce, []Turn{breaks(put)}, FaultPhase, Open},
		{"a break older than the proposal", osce, []Turn{began, breaks(put.Add(-1))}, FaultEarly, Open},
		{"broken by a stranger", osce, []Turn{began, with(breaks(put), func(t *Turn) { t.Member = "fr" })}, FaultMember, Open},
		{"broken by word of mouth", osce, []Turn{began, with(breaks(put), func(t *Turn) { t.Written = false })}, FaultForm, Open},
		{"by word of mouth where that is enough", un, []Turn{propose(put, put.Add(72*time.Hour)), {Move: Break, At: put, Member: "kz"}}, "", Postponed},
		{"broken without a reason", nato, []Turn{began, with(breaks(put), func(t *Turn) { t.Reasoned = false })}, FaultReason, Open},
		{"broken by an amendment", osce, []Turn{began, with(breaks(put), func(t *Turn) { t.Amendment = true })}, "", NotAdopted},
		{"an amendment where only objections break", nato, []Turn{began, with(breaks(put), func(t *Turn) { t.Amendment = true })}, FaultForms, Open},
		{"expired an instant early", osce, []Turn{began, with(expire, func(t *Turn) { t.At = end.Add(-1) })}, FaultEarly, Open},
		{"expired twice", osce, []Turn{began, expire, expire}, FaultPhase, Adopted},
		{"announced before the end", osce, []Turn{began, announce}, FaultPhase, Open},
		{"announced outside a meeting", osce, []Turn{began, expire, with(announce, func(t *Turn) { t.Meeting = false })}, FaultMeeting, Adopted},
		{"announced at an hour before the end", osce, []Turn{began, expire, with(announce, func(t *Turn) { t.At = end.Add(-1) })}, FaultEarly, Adopted},
		{"announced twice", osce, []Turn{began, expire, announce, announce}, FaultPhase, Adopted},
		{"announced where nothing is", nato, []Turn{began, expire, announce}, FaultPhase, Adopted},
		{"issued before the announcement", osce, []Turn{began, expire, issue}, FaultPhase, Adopted},
		{"issued at an hour before the announcement", osce, []Turn{began, expire, announce, with(issue, func(t *Turn) { t.At = announce.At.Add(-1) })}, FaultEarly, Adopted},
		{"issued at an hour before the end", nato, []Turn{began, expire, with(issue, func(t *Turn) { t.At = end.Add(-1) })}, FaultEarly, Adopted},
		{"issued twice", nato, []Turn{began, expire, issue, issue}, FaultPhase, Adopted},
		{"issued while it runs", nato, []Turn{began, issue}, FaultPhase, Open},
		{"another move", osce, []Turn{{Move: "applaud"}}, FaultMove, Open},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := Course{Terms: tt.terms, Members: []Member{"kz", "kg"}}
			for i, turn := range tt.turns {
				next, err := c.Take(turn)
				if e, ok := errors.AsType[*TurnError](err); err != nil && (i < len(tt.turns)-1 || !ok || e.Why != tt.fault || e.Move != turn.Move) {
					t.Fatalf("turn %d: %v, want %q", i, err, tt.fault)
				}
				if err == nil && i == len(tt.turns)-1 && tt.fault != "" {
					t.Fatalf("the last turn is taken, want %q", tt.fault)
				}
				c = next
			}
			if c.Outcome() != tt.outcome {
				t.Errorf("%q, want %q", c.Outcome(), tt.outcome)
			}
		})
	}
}

func TestAlmatyChangesItsZoneInTheNight(t *testing.T) {
	if got, want := end.UTC(), time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("%v", got)
	}
	if got, want := later.UTC(), time.Date(2024, 3, 1, 13, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("%v", got)
	}
}

func TestABreakEnteredLateTakesTheOutcomeBack(t *testing.T) {
	c := Course{Terms: osce, Members: []Member{"kz"}}
	for _, turn := range []Turn{propose(put, end), {Move: Expire, At: end}, {Move: Announce, At: end, Meeting: true}} {
		var err error
		if c, err = c.Take(turn); err != nil {
			t.Fatal(err)
		}
	}
	if !c.Numbered() || c.Voided {
		t.Errorf("%+v", c)
	}
	d, err := c.Take(breaks(end.Add(-time.Second)))
	if err != nil || !d.Voided || d.Numbered() || len(d.Breaks) != 1 || d.Breaks[0].Member != "kz" {
		t.Errorf("%+v: %v", d, err)
	}
	if len(c.Breaks) != 0 || c.Phase != Kept {
		t.Error("the course before the turn was changed")
	}
	if first, err := (Course{Terms: nato, Members: c.Members}).Take(propose(put, end)); err != nil || first.Expiry != end || first.Began != put {
		t.Errorf("%+v: %v", first, err)
	} else if b, err := first.Take(breaks(put)); err != nil || b.Voided {
		t.Errorf("a break in time takes nothing back: %+v, %v", b, err)
	}
}

func TestTurnErrorsNameTheMoveAndTheFault(t *testing.T) {
	if got := (&TurnError{Extend, FaultLate}).Error(); got != "silence: extend: too-late" {
		t.Error(got)
	}
	if !slices.Equal(Moves(), []Move{Propose, Break, Extend, Expire, Announce, Issue}) {
		t.Error(Moves())
	}
}
