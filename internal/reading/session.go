package reading

import (
	"cmp"
	"slices"

	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/words"
	"chancery.example/chancery/register"
)

// A SessionLine is a session in a list.
type SessionLine struct {
	Ref
	Facts     council.Session `json:"facts"`
	Decisions int             `json:"decisions"` // adopted
	Entry     register.Place  `json:"entry"`     // the last about it
}

// A Session is a session with all that belongs to it.
type Session struct {
	Head
	Facts        council.Session  `json:"facts"`
	Body         Named            `json:"body"`
	Host         *MemberRef       `json:"host,omitempty"`
	Presides     *MemberRef       `json:"presides,omitempty"`
	Sittings     []Sitting        `json:"sittings,omitempty"`
	Attendance   []Attendance     `json:"attendance,omitempty"` // of the session as a whole
	Items        []Item           `json:"items,omitempty"`
	Statements   []StatementLine  `json:"statements,omitempty"`
	Proposals    []ProposalLine   `json:"proposals,omitempty"`
	Commitments  []CommitmentLine `json:"commitments,omitempty"`
	Decisions    []DecisionLine   `json:"decisions,omitempty"` // in the order of their list
	Unnamed      []Unnamed        `json:"unnamed,omitempty"`
	Signings     []Signing        `json:"signings,omitempty"`
	Presidencies []Presidency     `json:"presidencies,omitempty"`
	Next         []NextSession    `json:"next,omitempty"`
	Publications []Publication    `json:"publications,omitempty"`
	FollowUps    []FollowUp       `json:"follow_ups,omitempty"`
}

// Named is something of the charter with its name.
type Named struct {
	ID   string     `json:"id"`
	Name words.Text `json:"name"`
}

// A Sitting is a sitting and who took part in it.
type Sitting struct {
	Head
	Facts      council.Sitting `json:"facts"`
	Attendance []Attendance    `json:"attendance,omitempty"`
	Statements []StatementLine `json:"statements,omitempty"`
}

// Attendance is who took part, in the order of one source.
type Attendance struct {
	Head
	Facts council.Attendance `json:"facts"`
}

// An Item is one matter on the agenda and what was put under it.
type Item struct {
	Head
	Facts     council.Item   `json:"facts"`
	Decisions []DecisionLine `json:"decisions,omitempty"`
}

// Unnamed is documents that are counted and not named.
type Unnamed struct {
	Head
	Facts council.Unnamed `json:"facts"`
}

// A Signing is the signature of documents.
type Signing struct {
	Head
	Facts     council.Signing `json:"facts"`
	Documents []Ref           `json:"documents"`
}

// A Presidency is the passing of the presidency.
type Presidency struct {
	Head
	Facts    council.Presidency `json:"facts"`
	From     *MemberRef         `json:"from"`
	To       *MemberRef         `json:"to"`
	Decision *Ref               `json:"decision,omitempty"`
	Session  *Ref               `json:"session,omitempty"`
}

// A NextSession is what was decided of the session to come.
type NextSession struct {
	Head
	Facts    council.NextSession `json:"facts"`
	Decision *Ref                `json:"decision,omitempty"`
}

// A Publication is what one publisher put out, with its own order of names.
type Publication struct {
	Head
	Facts   council.Publication `json:"facts"`
	Member  *MemberRef          `json:"member,omitempty"`
	Names   []MemberRef         `json:"names,omitempty"`
	Session *Ref                `json:"session,omitempty"`
}

// A FollowUp is what became of something.
type FollowUp struct {
	Head
	Facts council.FollowUp `json:"facts"`
	About *Ref             `json:"about,omitempty"`
	By    *Ref             `json:"by,omitempty"`
}

// Sessions returns the sessions, the latest first, those without a date last.
func (r *Room) Sessions() []SessionLine {
	var lines []SessionLine
	for _, t := range r.see.All(council.NounSession) {
		line := SessionLine{Ref: Ref{t.ID, t.Noun, Title(t.Facts)}, Facts: *t.Facts.(*council.Session), Entry: t.Last()}
		for _, d := range r.see.Kids(t.ID, council.NounDecision) {
			if d.Case.Outcome.Carried() && d.Facts.(*council.Decision).Form == "decision" {
				line.Decisions++
			}
		}
		lines = append(lines, line)
	}
	slices.SortStableFunc(lines, func(a, b SessionLine) int {
		if a.Facts.At.Known() && b.Facts.At.Known() {
			return b.Facts.At.Compare(a.Facts.At)
		}
		return a.Facts.At.Compare(b.Facts.At)
	})
	return lines
}

// Session returns one session with all that belongs to it.
func (r *Room) Session(id council.ID) (Session, error) {
	t, err := r.see.Thing(id, council.NounSession)
	if err != nil {
		return Session{}, err
	}
	f := *t.Facts.(*council.Session)
	day := f.At.Earliest()
	v := Session{Head: r.see.Head(t), Facts: f, Body: r.bodyName(f.Body), Host: r.see.Member(f.Host, day), Presides: r.see.Member(f.Presides, day)}
	for _, k := range r.see.Kids(id, council.NounSitting) {
		v.Sittings = append(v.Sittings, r.sitting(k))
	}
	slices.SortStableFunc(v.Sittings, func(a, b Sitting) int { return cmp.Compare(a.Facts.Order, b.Facts.Order) })
	for _, k := range r.see.Kids(id, council.NounAttendance) {
		if a := r.attendance(k); len(a.Facts.Sittings) == 0 {
			v.Attendance = append(v.Attendance, a)
		}
	}
	for _, k := range council.Agenda(r.see.Kids(id, council.NounItem)) {
		if !k.Withdrawn() {
			v.Items = append(v.Items, r.item(k))
		}
	}
	for _, k := range r.see.Kids(id, council.NounStatement) {
		v.Statements = append(v.Statements, r.statementLine(k))
	}
	for _, k := range r.see.Kids(id, council.NounProposal) {
		v.Proposals = append(v.Proposals, r.proposalLine(k))
	}
	for _, k := range r.see.Kids(id, council.NounCommitment) {
		v.Commitments = append(v.Commitments, r.commitmentLine(k))
	}
	v.Decisions = r.decisionLines(r.see.Kids(id, council.NounDecision))
	r.afterwards(id, &v)
	return v, nil
}

// afterwards adds to v what a session leaves behind.
func (r *Room) afterwards(id council.ID, v *Session) {
	for _, k := range r.see.Kids(id, council.NounUnnamed) {
		v.Unnamed = append(v.Unnamed, Unnamed{r.see.Head(k), *k.Facts.(*council.Unnamed)})
	}
	for _, k := range r.see.Kids(id, council.NounSigning) {
		v.Signings = append(v.Signings, r.signing(k))
	}
	for _, k := range r.see.Kids(id, council.NounPresidency) {
		v.Presidencies = append(v.Presidencies, r.presidency(k))
	}
	for _, k := range r.see.Kids(id, council.NounNextSession) {
		f := *k.Facts.(*council.NextSession)
		v.Next = append(v.Next, NextSession{r.see.Head(k), f, r.see.Ref(f.Decision)})
	}
	for _, k := range r.see.Kids(id, council.NounPublication) {
		v.Publications = append(v.Publications, r.publication(k))
	}
	for _, k := range r.see.Kids(id, council.NounFollowUp) {
		if f := r.followUp(k); f.Facts.About == id {
			v.FollowUps = append(v.FollowUps, f)
		}
	}
}

func (r *Room) bodyName(id string) Named {
	if b, ok := r.see.Charter().Body(id); ok {
		return Named{b.ID, b.Name}
	}
	return Named{ID: id}
}

func (r *Room) sitting(t *council.Thing) Sitting {
	v := Sitting{Head: r.see.Head(t), Facts: *t.Facts.(*council.Sitting)}
	for _, k := range r.see.Kids(t.ID, council.NounAttendance) {
		v.Attendance = append(v.Attendance, r.attendance(k))
	}
	for _, k := range r.see.Kids(t.ID, council.NounStatement) {
		v.Statements = append(v.Statements, r.statementLine(k))
	}
	return v
}

func (r *Room) attendance(t *council.Thing) Attendance {
	return Attendance{r.see.Head(t), *t.Facts.(*council.Attendance)}
}

func (r *Room) item(t *council.Thing) Item {
	return Item{r.see.Head(t), *t.Facts.(*council.Item), r.decisionLines(r.see.Kids(t.ID, council.NounDecision))}
}

func (r *Room) signing(t *council.Thing) Signing {
	f := *t.Facts.(*council.Signing)
	return Signing{r.see.Head(t), f, r.see.Refs(f.Documents)}
}

func (r *Room) presidency(t *council.Thing) Presidency {
	f := *t.Facts.(*council.Presidency)
	day := f.Decided.Earliest()
	return Presidency{r.see.Head(t), f, r.see.Member(f.From, day), r.see.Member(f.To, day), r.see.Ref(f.Decision), r.see.Ref(f.Session)}
}

func (r *Room) publication(t *council.Thing) Publication {
	f := *t.Facts.(*council.Publication)
	return Publication{r.see.Head(t), f, r.see.Member(f.Member, f.Dated.Earliest()), r.see.Members(f.Names, f.Dated.Earliest()), r.see.Ref(f.Session)}
}

func (r *Room) followUp(t *council.Thing) FollowUp {
	f := *t.Facts.(*council.FollowUp)
	return FollowUp{r.see.Head(t), f, r.see.Ref(f.About), r.see.Ref(f.By)}
}

func (r *Room) followUps(id council.ID) []FollowUp {
	var fs []FollowUp
	for _, k := range r.see.Kids(id, council.NounFollowUp) {
		fs = append(fs, r.followUp(k))
	}
	return fs
}

// Publications returns the publications, in the order of recording.
func (r *Room) Publications() []Publication {
	var ps []Publication
	for _, t := range r.see.All(council.NounPublication) {
		ps = append(ps, r.publication(t))
	}
	return ps
}

// Publication returns one publication.
func (r *Room) Publication(id council.ID) (Publication, error) {
	t, err := r.see.Thing(id, council.NounPublication)
	if err != nil {
		return Publication{}, err
	}
	return r.publication(t), nil
}

// Presidencies returns who presides, has and will: the terms of the charter and
// what was decided since.
type Presidencies struct {
	Rule   words.Text       `json:"rule"`
	Terms  []Term           `json:"terms"`
	Passed []Presidency     `json:"passed,omitempty"` // the passings on record
	Next   *MemberRef       `json:"next,omitempty"`   // whose turn comes after the last term, by the rule
	Basis  charter.Evidence `json:"basis,omitzero"`
}

// A Term is one member's presidency.
type Term struct {
	Member MemberRef `json:"member"`
	charter.Term
}

// Presidencies returns the rotation of the presidency.
func (r *Room) Presidencies() Presidencies {
	rot := r.see.Charter().Rotation
	v := Presidencies{Rule: rot.Rule, Basis: rot.Evidence}
	for _, t := range rot.Terms {
		if m := r.see.Member(t.Member, t.From.Earliest()); m != nil {
			v.Terms = append(v.Terms, Term{*m, t})
		}
	}
	for _, t := range r.see.All(council.NounPresidency) {
		v.Passed = append(v.Passed, r.presidency(t))
	}
	if n := len(rot.Terms); n > 0 {
		last := rot.Terms[n-1]
		if next, ok := r.see.Charter().NextInRotation(last.Member, last.From.Earliest()); ok {
			v.Next = r.see.Member(next, last.From.Earliest())
		}
	}
	return v
}
