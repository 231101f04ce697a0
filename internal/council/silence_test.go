package council

import (
	"slices"
	"testing"
	"time"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/register"
)

// A quiet desk has, beside its consensus, a silence, a silence that goes on to a
// vote, and a vote, and a session over which kz presides.
type quiet struct {
	*desk
	session ID
}

func newQuiet(t testing.TB) *quiet {
	q := &quiet{desk: &desk{t: t, state: NewState(), given: time.Date(2019, 11, 28, 9, 0, 0, 0, time.UTC)}}
	c := small()
	since := calendar.Span{From: on("2001-01-01").Day()}
	silent := map[procedure.Stance]procedure.Effect{procedure.For: procedure.Passes, procedure.Objects: procedure.Blocks, procedure.NotParticipating: procedure.OptsOut}
	counts := map[procedure.Stance]procedure.Effect{procedure.For: procedure.InFavour, procedure.Against: procedure.Opposes, procedure.Abstains: procedure.Neither}
	half := []procedure.Need{{Tally: procedure.TallyInFavour, Compare: procedure.MoreThan, Share: procedure.Share{Num: 1, Den: 2}, Base: procedure.Voting}}
	terms := procedure.Terms{AtMeeting: true, Written: true, Amendments: true, Extensions: 1, Announced: true}
	c.Members[2].Statuses[0].Standing = charter.FullMember // uz, so that there are three
	c.Rules = append(c.Rules,
		procedure.Rule{ID: "silence", Name: en("Silence"), Force: since, Matters: []string{"letter"}, Method: procedure.Silent, Counts: silent, Terms: terms},
		procedure.Rule{ID: "vote", Name: en("Vote"), Force: since, Matters: []string{"order"}, Method: procedure.Vote, Counts: counts, Needs: half, Tie: procedure.TieVoteAgain},
		procedure.Rule{ID: "chain", Name: en("Chain"), Force: since, Matters: []string{"circular"}, Method: procedure.Chain, Steps: []procedure.Step{
			{Name: "silence", Rule: procedure.Rule{Method: procedure.Silent, Counts: silent, Terms: procedure.Terms{OnBreak: procedure.BreachVotes}}},
			{Name: "vote", Rule: procedure.Rule{Method: procedure.Vote, Counts: counts, Needs: half}},
		}},
	)
	q.must("secretariat", &Establish{Charter: c})
	q.session = q.record("", &Session{Body: "heads", Type: "ordinary", Title: en("s"), Presides: "kz"})
	return q
}

func (q *quiet) draft(matter string) ID {
	return q.record("", &Decision{Session: q.session, Form: "decision", Title: en(matter), Nature: "other", Matter: matter, At: on("2019-11-28")})
}

// now returns an instant after the last order.
func (q *quiet) now(after time.Duration) calendar.When {
	return on(q.given.Add(after).Format(time.RFC3339))
}

func (q *quiet) begin(id ID, d time.Duration) {
	q.t.Helper()
	q.must("chair:kz", &PlaceUnderSilence{Decision: id, From: q.now(0), Expires: Deadline{q.now(d), "UTC"}, Meeting: true})
}

// wants gives a command that is refused with the codes.
func (q *quiet) wants(code Code, by string, cmd Command) {
	q.t.Helper()
	if _, err := q.give(by, cmd); !slices.Equal(codes(err), []Code{code}) {
		q.t.Errorf("%s: %v, want %s", cmd.name(), err, code)
	}
}

func (q *quiet) of(id ID) *Case {
	t, _ := q.state.Thing(id)
	return t.Case
}

func TestASilenceFromItsBeginningToItsIssue(t *testing.T) {
	q := newQuiet(t)
	plan, d := q.draft("plan"), q.draft("letter")
	if _, ok := q.state.NextExpiry(); ok {
		t.Error("an expiry of nothing")
	}
	q.wants(CodeNoSilence, "chair:kz", &PlaceUnderSilence{Decision: plan, From: q.now(0), Expires: Deadline{q.now(time.Hour), "UTC"}})
	q.wants(CodeSilence, "chair:kz", &PlaceUnderSilence{Decision: d, From: q.now(0), Expires: Deadline{q.now(time.Hour), "UTC"}}) // at no meeting
	q.wants(CodeFuture, "chair:kz", &PlaceUnderSilence{Decision: d, From: q.now(time.Hour), Expires: Deadline{q.now(time.Hour), "UTC"}})
	q.wants(CodeInstant, "chair:kz", &PlaceUnderSilence{Decision: d, From: on("2019"), Expires: Deadline{q.now(time.Hour), "UTC"}})
	q.wants(CodeNotPresiding, "chair:kg", &PlaceUnderSilence{Decision: d, From: q.now(0), Expires: Deadline{q.now(time.Hour), "UTC"}})
	q.must("member:kg", &TakeStance{Decision: d, Stance: procedure.Objects})
	q.wants(CodeRulesNotMet, "chair:kz", &PlaceUnderSilence{Decision: d, From: q.now(0), Expires: Deadline{q.now(time.Hour), "UTC"}, Meeting: true})
	q.must("member:kg", &TakeStance{Decision: d, Stance: procedure.NotParticipating})
	q.begin(d, time.Hour)
	expiry := q.of(d).Silence.Expiry
	q.wants(CodeSilence, "chair:kz", &PlaceUnderSilence{Decision: d, From: q.now(0), Expires: Deadline{q.now(time.Hour), "UTC"}, Meeting: true})
	q.wants(CodeSilence, "member:kz", &TakeStance{Decision: d, Stance: procedure.For})
	q.wants(CodeSilence, "chair:kz", &PutQuestion{Decision: d})
	q.wants(CodeSilence, "secretariat", &Record{Corrects: d, Reason: "r", Facts: &Decision{Session: q.session, Form: "decision", Title: en("x"), Nature: "other", At: on("2019-11-28")}})
	q.wants(CodeSilence, "clock", &ExpireSilence{Decision: d})
	q.wants(CodeSilence, "clock", &ExpireSilence{Decision: plan})
	q.wants(CodeSilence, "chair:kz", &ExtendSilence{Decision: plan, At: q.now(0), Expires: Deadline{q.now(2 * time.Hour), "UTC"}})
	q.wants(CodeMissing, "chair:kz", &ExtendSilence{Decision: d, At: q.now(0), Expires: Deadline{q.now(2 * time.Hour), ""}})
	q.wants(CodeNotPresiding, "chair:kg", &ExtendSilence{Decision: d, At: q.now(0), Expires: Deadline{q.now(2 * time.Hour), "UTC"}})
	q.must("chair:kz", &ExtendSilence{Decision: d, At: q.now(0), Expires: Deadline{on(expiry.Add(time.Hour).Format(time.RFC3339)), "UTC"}})
	q.wants(CodeSilence, "chair:kz", &ExtendSilence{Decision: d, At: q.now(0), Expires: Deadline{q.now(9 * time.Hour), "UTC"}})
	other := q.draft("letter")
	q.begin(other, time.Minute)
	if e, ok := q.state.NextExpiry(); !ok || e.Decision != other || !e.At.Equal(q.of(other).Silence.Expiry) {
		t.Errorf("next %+v %v", e, ok)
	}
	if e, ok := q.state.Held(access.PublicClass).NextExpiry(); !ok || e.Decision != other || e.At.IsZero() {
		t.Error("what is held knows no expiry")
	}
	q.given = expiry.Add(time.Hour)
	q.must("clock", &ExpireSilence{Decision: d})
	c := q.of(d)
	if got := c.Ruling.Finding.Bound; c.Outcome != procedure.AdoptedInLimitedFormat || !c.Silence.Expiry.Equal(expiry.Add(time.Hour)) || !slices.Equal(got, []procedure.Member{"kz", "uz"}) {
		t.Errorf("outcome %s at %s, binds %v", c.Outcome, c.At, got)
	}
	q.wants(CodeSilence, "secretariat", &GiveNumber{Decision: d, Series: "s", Number: 1})
	q.wants(CodeSilence, "secretariat", &IssueDecision{Decision: d, At: q.now(0)})
	q.wants(CodeInstant, "secretariat", &IssueDecision{Decision: d})
	q.wants(CodeSilence, "secretariat", &IssueDecision{Decision: plan, At: q.now(0)})
	q.wants(CodeNotPresiding, "chair:kg", &AnnounceSilence{Decision: d, At: q.now(0), Session: q.session})
	q.must("chair:kz", &AnnounceSilence{Decision: d, At: q.now(0), Session: q.session})
	q.must("secretariat", &IssueDecision{Decision: d, At: q.now(0)})
	q.must("secretariat", &GiveNumber{Decision: d, Series: "s", Number: 1})
	// A letter that came in time takes it back; the number is not given again.
	q.must("secretariat", &BreakSilence{Decision: d, Member: "uz", Reason: en("r"), Received: on(expiry.Format(time.RFC3339)), Written: true})
	if c := q.of(d); c.Outcome != procedure.NotAdopted || c.Ruling != nil || c.Earlier == nil || !c.Silence.Voided || c.Number != 1 {
		t.Errorf("%+v", c)
	}
	if _, err := q.give("secretariat", &GiveNumber{Decision: q.draft("plan"), Series: "s", Number: 1}); !slices.Equal(codes(err), []Code{CodeTaken, CodeNotAdopted}) {
		t.Errorf("a number a second time: %v", err)
	}
}

func TestWhoBreaksASilence(t *testing.T) {
	q := newQuiet(t)
	plan, d, closed := q.draft("plan"), q.draft("circular"), q.draft("circular")
	q.begin(d, time.Hour)
	q.begin(closed, time.Hour)
	before := q.now(-time.Second)
	r := en("r")
	q.wants(CodeSilence, "member:kz", &BreakSilence{Decision: plan, Reason: r})
	q.wants(CodeMissing, "member:kz", &BreakSilence{Decision: d})
	q.wants(CodeMissing, "secretariat", &BreakSilence{Decision: d, Reason: r})
	q.wants(CodeInstant, "secretariat", &BreakSilence{Decision: d, Member: "kz", Reason: r, Received: on("2019-11-28")})
	q.wants(CodeReceived, "member:kz", &BreakSilence{Decision: d, Reason: r, Received: before})
	q.wants(CodeNotYours, "member:kz", &BreakSilence{Decision: d, Member: "kg", Reason: r})
	q.wants(CodeFuture, "secretariat", &BreakSilence{Decision: d, Member: "kz", Reason: r, Received: q.now(time.Hour)})
	q.wants(CodeSilence, "member:tm", &BreakSilence{Decision: d, Reason: r})
	if _, err := q.give("member:kz", &BreakSilence{Reason: r}); !slices.Contains(codes(err), CodeMissing) {
		t.Error(err)
	}
	q.must("chair:kz", &CloseCase{Decision: closed, Outcome: procedure.Withdrawn, Why: r})
	q.wants(CodeClosed, "member:kz", &BreakSilence{Decision: closed, Reason: r})
	q.must("member:kz", &BreakSilence{Decision: d, Reason: r})
	if _, ok := q.state.NextExpiry(); ok || q.of(d).Outcome != procedure.Open || len(q.of(d).Breaks) != 1 {
		t.Errorf("%+v", q.of(d))
	}
	// It is voted on, and a second letter changes nothing.
	for _, m := range []string{"kz", "kg", "uz"} {
		q.must("member:"+m, &TakeStance{Decision: d, Stance: procedure.For})
	}
	q.must("chair:kz", &PutQuestion{Decision: d})
	q.must("secretariat", &BreakSilence{Decision: d, Member: "kg", Reason: r, Received: q.now(0)})
	if c := q.of(d); c.Outcome != procedure.Adopted || c.Ruling.Finding.Step != "vote" || len(c.Breaks) != 2 {
		t.Errorf("%+v", c)
	}
}

func TestATieIsVotedOnASecondTimeByEverybodyAnew(t *testing.T) {
	q := newQuiet(t)
	d := q.draft("order")
	vote := func(stances ...procedure.Stance) (places []int64) {
		for i, m := range []string{"kz", "kg", "uz"} {
			places = append(places, int64(q.state.Size))
			q.must("member:"+m, &TakeStance{Decision: d, Stance: stances[i]})
		}
		return places
	}
	q.wants(CodeForm, "chair:kz", &PutQuestion{Decision: d, Second: true})
	first := vote(procedure.For, procedure.Against, procedure.Abstains)
	q.must("chair:kz", &PutQuestion{Decision: d, At: q.now(0)})
	if c := q.of(d); !c.Tied() || c.Outcome != procedure.Postponed || c.Ruling.Finding.Next.By.IsZero() {
		t.Fatalf("%+v", c)
	}
	q.wants(CodeForm, "chair:kz", &PutQuestion{Decision: d})
	// The abstention was a mistake; the first vote stays a tie on its day.
	q.must("member:uz", &TakeStance{Decision: d, Stance: procedure.For, Corrects: register.Place(first[2])})
	if f, differs := q.of(d).Corrected(); !differs || f.Outcome != procedure.Adopted || !q.of(d).Tied() {
		t.Errorf("%+v", f)
	}
	if got := q.of(d).Standing(true); len(got) != 0 {
		t.Errorf("the second vote begins with %v", got)
	}
	second := vote(procedure.For, procedure.Against, procedure.Against)
	q.wants(CodeInstant, "chair:kz", &PutQuestion{Decision: d, Second: true})
	q.wants(CodeFuture, "chair:kz", &PutQuestion{Decision: d, Second: true, At: q.now(time.Hour)})
	q.given = q.given.Add(49 * time.Hour)
	q.wants(CodeTooLate, "chair:kz", &PutQuestion{Decision: d, Second: true, At: q.now(0)})
	q.must("chair:kz", &PutQuestion{Decision: d, Second: true, At: q.now(-2 * time.Hour)})
	c := q.of(d)
	if c.Outcome != procedure.NotAdopted || c.Earlier == nil || c.Earlier.Finding.Outcome != procedure.Postponed || c.Tied() {
		t.Errorf("%s %+v", c.Outcome, c.Earlier)
	}
	if f, differs := c.Corrected(); differs || !f.Equal(c.Ruling.Finding) {
		t.Error("corrected without a correction")
	}
	q.wants(CodeClosed, "member:kz", &TakeStance{Decision: d, Stance: procedure.Against})
	q.wants(CodeNoSuch, "member:kz", &TakeStance{Decision: d, Stance: procedure.Against, Corrects: register.Place(second[1])})
	q.must("member:kg", &TakeStance{Decision: d, Stance: procedure.For, Corrects: register.Place(second[1])})
	if f, differs := c.Corrected(); !differs || f.Outcome != procedure.Adopted || c.Outcome != procedure.NotAdopted {
		t.Errorf("the outcome of the day is %s, corrected %s", c.Outcome, f.Outcome)
	}
	if _, differs := new(Case).Corrected(); differs {
		t.Error("no outcome, and it differs")
	}
	tied := q.draft("order")
	q.must("member:kz", &TakeStance{Decision: tied, Stance: procedure.For})
	q.must("member:kg", &TakeStance{Decision: tied, Stance: procedure.Against})
	q.wants(CodeInstant, "chair:kz", &PutQuestion{Decision: tied})
	q.must("chair:kz", &PutQuestion{Decision: tied, At: q.now(0)})
	q.must("chair:kz", &CloseCase{Decision: tied, Outcome: procedure.Withdrawn, Why: en("w")})
}

func TestTheConsentListIsAdoptedWholeOrNotAtAll(t *testing.T) {
	q := newQuiet(t)
	list := q.record("", &Item{Session: q.session, Order: 1, Title: en("l"), Consent: true})
	talk := q.record("", &Item{Session: q.session, Order: 2, Title: en("t")})
	put := &PutConsentList{Session: q.session}
	on := func(item ID, matter string) ID {
		return q.record("", &Decision{Session: q.session, Item: item, Form: "decision", Title: en(matter), Nature: "other", Matter: matter, At: on("2019-11-28")})
	}
	q.wants(CodeMissing, "chair:kz", &PutConsentList{})
	q.wants(CodeMissing, "chair:kz", put)
	a, b, talked := on(list, "plan"), on(list, "letter"), on(talk, "plan")
	_ = q.draft("plan") // on no item
	for _, m := range []string{"kz", "kg", "uz"} {
		q.must("member:"+m, &TakeStance{Decision: a, Stance: procedure.For})
	}
	q.begin(b, time.Hour)
	q.wants(CodeSilence, "chair:kz", put)
	q.must("chair:kz", &CloseCase{Decision: b, Outcome: "returned", Why: en("w")})
	q.wants(CodeNotPresiding, "chair:kg", put)
	c := on(list, "plan")
	q.wants(CodeRulesNotMet, "chair:kz", put)
	q.must("member:kz", &TakeStance{Decision: c, Stance: procedure.For})
	for _, m := range []string{"kg", "uz"} {
		q.must("member:"+m, &TakeStance{Decision: c, Stance: procedure.DoesNotObject})
	}
	events, err := q.give("chair:kz", put)
	if err != nil || len(events) != 2 || q.of(a).Outcome != procedure.Adopted || q.of(c).Outcome != procedure.AdoptedInLimitedFormat || q.of(talked).Outcome != "" {
		t.Errorf("%v %v", events, err)
	}
	none := on(list, "award")
	q.wants(CodeNoRule, "chair:kz", put)
	q.wants(CodeNoRule, "chair:kz", &PutQuestion{Decision: none})
	q.wants(CodeNoSilence, "chair:kz", &PlaceUnderSilence{Decision: none, From: q.now(0), Expires: Deadline{q.now(time.Hour), "UTC"}})
}

func TestStatementsBesideADecisionChangeNothing(t *testing.T) {
	q := newQuiet(t)
	d := q.draft("plan")
	q.wants(CodeChoice, "member:kz", &PlaceStatement{Decision: d, Kind: "poem", Text: en("t")})
	q.wants(CodeNotElector, "member:tm", &PlaceStatement{Decision: d, Kind: "reservation", Text: en("t")})
	q.wants(CodeMissing, "member:kz", &PlaceStatement{Kind: "reservation", Text: en("t")})
	q.must("member:kz", &PlaceStatement{Decision: d, Kind: "reservation", Text: en("t")})
	q.record("", &Attendance{Session: q.session, People: []Person{{Name: en("p"), Member: "kg"}, {Name: en("p"), Member: "kg"}, {Name: en("g")}}})
	q.record(access.Members, &Attendance{Session: q.session, People: []Person{{Name: en("p"), Member: "uz"}}})
	for _, m := range []string{"kz", "kg", "uz"} {
		q.must("member:"+m, &TakeStance{Decision: d, Stance: procedure.For})
	}
	q.must("chair:kz", &PutQuestion{Decision: d})
	f := q.of(d).Ruling
	if f.Finding.Outcome != procedure.Adopted || len(f.Finding.Beside) != 1 || f.Finding.Beside[0].Provided || !slices.Equal(f.Question.Opening, []procedure.Member{"kg"}) {
		t.Errorf("%+v", f)
	}
}
