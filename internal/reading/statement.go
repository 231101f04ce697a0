package reading

import (
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/register"
)

// A StatementLine is a statement in a list.
type StatementLine struct {
	Ref
	Speaker   council.Person `json:"speaker"`
	Member    *MemberRef     `json:"member,omitempty"`
	Sitting   *Ref           `json:"sitting,omitempty"`
	Session   *Ref           `json:"session,omitempty"`
	Points    int            `json:"points"`
	Proposals int            `json:"proposals"`
	Audience  string         `json:"audience"`
	Entry     register.Place `json:"entry"` // the last about it
}

// A Statement is what somebody said and what was proposed in it.
type Statement struct {
	Head
	Facts     council.Statement `json:"facts"`
	Day       calendar.When     `json:"day,omitzero"` // of its session
	Member    *MemberRef        `json:"member,omitempty"`
	Session   *Ref              `json:"session,omitempty"`
	Sitting   *Ref              `json:"sitting,omitempty"`
	Item      *Ref              `json:"item,omitempty"`
	Proposals []ProposalLine    `json:"proposals,omitempty"`
	Progress  []Progress        `json:"progress,omitempty"` // on programmes, reported in it
}

// A ProposalLine is a proposal in a list, with what became of it.
type ProposalLine struct {
	Ref
	Label    string         `json:"label,omitempty"`
	Nature   string         `json:"nature"`
	Member   *MemberRef     `json:"member,omitempty"`
	Session  *Ref           `json:"session,omitempty"`
	Status   string         `json:"status"` // of the last follow-up; empty: none recorded
	Audience string         `json:"audience"`
	Entry    register.Place `json:"entry"` // the last about it
}

// A Proposal is a proposal and what became of it.
type Proposal struct {
	Head
	Facts       council.Proposal `json:"facts"`
	Day         calendar.When    `json:"day,omitzero"` // of its session
	Member      *MemberRef       `json:"member,omitempty"`
	Session     *Ref             `json:"session,omitempty"`
	Statement   *Ref             `json:"statement,omitempty"`
	RefersTo    *Ref             `json:"refers_to,omitempty"`
	FollowUps   []FollowUp       `json:"follow_ups,omitempty"`
	Commitments []CommitmentLine `json:"commitments,omitempty"`
}

// A CommitmentLine is a commitment in a list, with what became of it.
type CommitmentLine struct {
	Ref
	Facts    council.Commitment `json:"facts"`
	By       *MemberRef         `json:"by,omitempty"`
	Status   string             `json:"status"`
	Audience string             `json:"audience"`
	Entry    register.Place     `json:"entry"` // the last about it
}

// A Commitment is a promise and what became of it.
type Commitment struct {
	Head
	Facts     council.Commitment `json:"facts"`
	Day       calendar.When      `json:"day,omitzero"` // of its session
	Member    *MemberRef         `json:"member,omitempty"`
	Session   *Ref               `json:"session,omitempty"`
	Proposal  *Ref               `json:"proposal,omitempty"`
	FollowUps []FollowUp         `json:"follow_ups,omitempty"`
}

// Statements returns the statements in the order of recording.
func (r *Room) Statements() []StatementLine {
	var lines []StatementLine
	for _, t := range r.see.All(council.NounStatement) {
		lines = append(lines, r.statementLine(t))
	}
	return lines
}

func (r *Room) statementLine(t *council.Thing) StatementLine {
	f := t.Facts.(*council.Statement)
	return StatementLine{
		Ref: Ref{t.ID, t.Noun, Title(f)}, Speaker: f.Speaker, Member: r.see.Member(f.Speaker.Member, r.dayOf(f.Session)),
		Sitting: r.see.Ref(f.Sitting), Session: r.see.Ref(f.Session), Points: len(f.Points),
		Proposals: len(r.see.Kids(t.ID, council.NounProposal)), Audience: string(t.Audience), Entry: t.Last(),
	}
}

// Statement returns one statement.
func (r *Room) Statement(id council.ID) (Statement, error) {
	t, err := r.see.Thing(id, council.NounStatement)
	if err != nil {
		return Statement{}, err
	}
	f := *t.Facts.(*council.Statement)
	v := Statement{
		Head: r.see.Head(t), Facts: f, Day: calendar.On(r.dayOf(f.Session)), Member: r.see.Member(f.Speaker.Member, r.dayOf(f.Session)),
		Session: r.see.Ref(f.Session), Sitting: r.see.Ref(f.Sitting), Item: r.see.Ref(f.Item),
	}
	for _, k := range r.see.Kids(id, council.NounProposal) {
		v.Proposals = append(v.Proposals, r.proposalLine(k))
	}
	for _, k := range r.see.Kids(id, council.NounProgress) {
		v.Progress = append(v.Progress, r.progress(k))
	}
	return v, nil
}

// Proposals returns the proposals in the order of recording.
func (r *Room) Proposals() []ProposalLine {
	var lines []ProposalLine
	for _, t := range r.see.All(council.NounProposal) {
		lines = append(lines, r.proposalLine(t))
	}
	return lines
}

func (r *Room) proposalLine(t *council.Thing) ProposalLine {
	f := t.Facts.(*council.Proposal)
	return ProposalLine{
		Ref: Ref{t.ID, t.Noun, Title(f)}, Label: f.Label, Nature: f.Nature, Member: r.see.Member(f.Member, r.dayOf(f.Session)),
		Session: r.see.Ref(f.Session), Status: status(r.followUps(t.ID)), Audience: string(t.Audience), Entry: t.Last(),
	}
}

// status returns the status that the last follow-up gives.
func status(fs []FollowUp) string {
	if len(fs) == 0 {
		return ""
	}
	return fs[len(fs)-1].Facts.Status
}

// Proposal returns one proposal.
func (r *Room) Proposal(id council.ID) (Proposal, error) {
	t, err := r.see.Thing(id, council.NounProposal)
	if err != nil {
		return Proposal{}, err
	}
	f := *t.Facts.(*council.Proposal)
	v := Proposal{
		Head: r.see.Head(t), Facts: f, Day: calendar.On(r.dayOf(f.Session)), Member: r.see.Member(f.Member, r.dayOf(f.Session)), Session: r.see.Ref(f.Session),
		Statement: r.see.Ref(f.Statement), RefersTo: r.see.Ref(f.RefersTo), FollowUps: r.followUps(id),
	}
	for _, k := range r.see.Kids(id, council.NounCommitment) {
		v.Commitments = append(v.Commitments, r.commitmentLine(k))
	}
	return v, nil
}

// Commitments returns the commitments in the order of recording.
func (r *Room) Commitments() []CommitmentLine {
	var lines []CommitmentLine
	for _, t := range r.see.All(council.NounCommitment) {
		lines = append(lines, r.commitmentLine(t))
	}
	return lines
}

func (r *Room) commitmentLine(t *council.Thing) CommitmentLine {
	f := *t.Facts.(*council.Commitment)
	return CommitmentLine{Ref{t.ID, t.Noun, f.Text}, f, r.see.Member(f.Member, r.dayOf(f.Session)), status(r.followUps(t.ID)), string(t.Audience), t.Last()}
}

// Commitment returns one commitment.
func (r *Room) Commitment(id council.ID) (Commitment, error) {
	t, err := r.see.Thing(id, council.NounCommitment)
	if err != nil {
		return Commitment{}, err
	}
	f := *t.Facts.(*council.Commitment)
	day := r.dayOf(f.Session)
	return Commitment{r.see.Head(t), f, calendar.On(day), r.see.Member(f.Member, day), r.see.Ref(f.Session), r.see.Ref(f.Proposal), r.followUps(id)}, nil
}
