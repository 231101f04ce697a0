package pages

import (
	"net/url"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/words"
)

func proposalMark(l reading.ProposalLine) council.Mark     { return council.Mark{Place: l.Entry} }
func commitmentMark(l reading.CommitmentLine) council.Mark { return council.Mark{Place: l.Entry} }

// of returns the lines that the filter lets through.
func (f ProposalFilter) of(all []reading.ProposalLine) []reading.ProposalLine {
	var list []reading.ProposalLine
	for _, l := range all {
		if (f.Member == "" || l.Member != nil && string(l.Member.ID) == f.Member) && (f.Status == "" || statusName(l.Status) == f.Status) {
			list = append(list, l)
		}
	}
	return list
}

// statusName names a status in addresses and messages; none is a status, too.
func statusName(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// status says what became of something.
func (p *Paper) status(s string) *Status {
	tone := map[string]Tone{"done": Good, "under-way": Accent, "late": Warn, "dropped": Warn}[s]
	return &Status{p.Say("status." + statusName(s)), tone}
}

// A filterRow is one thing that a list can be narrowed by.
type filterRow struct {
	name  string
	links []Link
}

func filterSummary(rows []filterRow) []Row {
	var list []Row
	for _, r := range rows {
		list = append(list, Row{Key: r.name, Values: []Cell{choices(r.links)}})
	}
	return list
}

// proposalFilters offers the members and the outcomes that there are.
func (p *Paper) proposalFilters(all []reading.ProposalLine, by ProposalFilter) []filterRow {
	link := func(text string, f ProposalFilter) Link {
		q := url.Values{}
		if f.Member != "" {
			q.Set("member", f.Member)
		}
		if f.Status != "" {
			q.Set("status", f.Status)
		}
		l := Link{Text: text, URL: p.To("proposals"), Here: f == by}
		if len(q) > 0 {
			l.URL += "?" + q.Encode()
		}
		return l
	}
	members := filterRow{p.Say("proposals.by.member"), []Link{link(p.Say("proposals.all"), ProposalFilter{"", by.Status})}}
	statuses := filterRow{p.Say("proposals.by.status"), []Link{link(p.Say("proposals.all"), ProposalFilter{by.Member, ""})}}
	seen := map[string]bool{}
	for _, l := range all {
		if l.Member != nil && !seen["m"+string(l.Member.ID)] {
			seen["m"+string(l.Member.ID)] = true
			members.links = append(members.links, link(p.Plain(l.Member.Name), ProposalFilter{string(l.Member.ID), by.Status}))
		}
		if s := statusName(l.Status); !seen["s"+s] {
			seen["s"+s] = true
			statuses.links = append(statuses.links, link(p.Say("status."+s), ProposalFilter{by.Member, s}))
		}
	}
	return []filterRow{members, statuses}
}

// A proposalGroup is the proposals of one member.
type proposalGroup struct {
	id     string
	name   string
	things []Thing
}

// proposalGroups puts proposals under the member that made them, in the order in
// which they were made.
func (p *Paper) proposalGroups(list []reading.ProposalLine) []proposalGroup {
	var groups []proposalGroup
	at := map[string]int{}
	for _, l := range list {
		id, name := "nobody", "–"
		if l.Member != nil {
			id, name = string(l.Member.ID), p.Plain(l.Member.Name)
		}
		i, ok := at[id]
		if !ok {
			i = len(groups)
			at[id] = i
			groups = append(groups, proposalGroup{id: fragment("of", id), name: name})
		}
		groups[i].things = append(groups[i].things, p.proposalThings([]reading.ProposalLine{l}, true)...)
	}
	return groups
}

// proposalThings are lines of proposals: the label, the wording, its nature and,
// if asked, the session, what became of it.
func (p *Paper) proposalThings(list []reading.ProposalLine, where bool) []Thing {
	var things []Thing
	for _, l := range list {
		t := Thing{N: l.Label, Name: p.Ref(l.Ref), Status: p.status(l.Status), About: []Cell{Text(p.Say("ask." + l.Nature))}}
		if s, ok := p.Audience(access.Audience(l.Audience)); ok {
			t.About = append(t.About, Tag(s))
		}
		if where && l.Session != nil {
			t.About[0] = Cells(t.About[0], Text("·"), p.Linked(*l.Session))
		}
		things = append(things, t)
	}
	return things
}

// commitmentThings are lines of commitments: who promised what, by when.
func (p *Paper) commitmentThings(list []reading.CommitmentLine) []Thing {
	var things []Thing
	for _, l := range list {
		t := Thing{Name: p.Ref(l.Ref), Status: p.status(l.Status), About: []Cell{p.Member(l.By)}}
		if s, ok := p.Audience(access.Audience(l.Audience)); ok {
			t.About = append(t.About, Tag(s))
		}
		if l.Facts.Due.Known() {
			t.About = append(t.About, Cells(Text(p.Say("commitment.due")+":"), p.At(l.Facts.Due)))
		}
		things = append(things, t)
	}
	return things
}

// last is the status that the last follow-up gives.
func last(list []reading.FollowUp) string {
	if len(list) == 0 {
		return ""
	}
	return list[len(list)-1].Facts.Status
}

func (p *Paper) proposalHead(v reading.Proposal) Heading {
	h := Heading{Kicker: p.Say("proposal.kicker"), Tags: []Status{*p.status(last(v.FollowUps))}}
	if v.Facts.Label != "" {
		h.Kicker += " " + v.Facts.Label
	}
	h.Title, h.Lang = p.titled(v.Facts.Text)
	if s, ok := p.Audience(v.Audience); ok {
		h.Tags = append(h.Tags, s)
	}
	return h
}

// titled returns a wording and its language, if that is not the page's.
func (p *Paper) titled(w words.Text) (string, words.Lang) {
	s, lang := w.In(p.Lang(), p.Org.Languages...)
	return s, words.Lang(langOf(p.Tongue, lang))
}

// worded is a row of a wording, in a slice for append; empty if there is none.
func (p *Paper) worded(key string, w words.Text) []Row {
	if w.Empty() {
		return nil
	}
	return []Row{{Key: p.Say(key), Values: []Cell{p.Word(w)}}}
}

// refRow is a row that leads to a thing, in a slice for append; empty if there is
// none.
func (p *Paper) refRow(key string, r *reading.Ref) []Row {
	if r == nil {
		return nil
	}
	return []Row{{Key: p.Say(key), Values: []Cell{p.Linked(*r)}}}
}

// proposalRows tells who asked, where, whom and after which example.
func (p *Paper) proposalRows(v reading.Proposal) []Row {
	rows := []Row{{Key: p.Say("paper.member"), Values: []Cell{p.Member(v.Member)}}}
	rows = append(rows, p.refRow("paper.session", v.Session)...)
	if v.Statement != nil {
		l := p.Ref(*v.Statement)
		l.Text = p.Say("proposal.statement.of", "name", l.Text)
		rows = append(rows, Row{Key: p.Say("proposal.statement"), Values: []Cell{Go(l)}})
	}
	if v.Facts.Label != "" {
		rows = append(rows, Line(p.Say("proposal.label"), v.Facts.Label))
	}
	rows = append(rows, Line(p.Say("proposals.nature"), p.Say("ask."+v.Facts.Nature)))
	rows = append(rows, p.worded("proposal.addressee", v.Facts.Addressee)...)
	rows = append(rows, p.worded("proposal.about", v.Facts.About)...)
	rows = append(rows, p.worded("proposal.model", v.Facts.Model)...)
	rows = append(rows, p.refRow("proposal.refers", v.RefersTo)...)
	return append(rows, p.SourceRow(v.Facts.Evidence)...)
}

// proposalBegins is the first step of what became of a proposal: that it was
// made, and what was promised on it.
func proposalBegins(p *Paper, v reading.Proposal) []Step {
	made := Step{Title: p.Say("proposal.made"), Moment: true}
	if v.Session != nil {
		made.Body = p.Linked(*v.Session)
	}
	steps := []Step{made}
	for _, c := range v.Commitments {
		steps = append(steps, Step{Title: p.Say("proposal.taken-up"), Body: p.Linked(c.Ref)})
	}
	return steps
}

func commitmentBegins(p *Paper, v reading.Commitment) []Step {
	made := Step{Title: p.Say("commitment.made"), Moment: true}
	if v.Session != nil {
		made.Body = p.Linked(*v.Session)
	}
	return []Step{made}
}

// course is what became of something, step by step, each with its source.
func (p *Paper) course(begins []Step, list []reading.FollowUp) Cell {
	steps := begins
	for _, f := range list {
		s := Step{Title: p.status(f.Facts.Status).Text}
		if f.Facts.At.Known() {
			s.When = p.At(f.Facts.At)
		}
		body := []Cell{paragraph(p.Word(f.Facts.Text))}
		if f.By != nil {
			body = append(body, paragraph(Cells(Text(p.Say("follow.by")+":"), p.Linked(*f.By))))
		}
		if e := f.Facts.Evidence; e.Source != "" || e.Basis != "" {
			body = append(body, paragraph(Cells(Text(p.Say("follow.source")+":"), p.Source(e))))
		}
		s.Body = Cells(body...)
		steps = append(steps, s)
	}
	if len(list) == 0 {
		return Cells(Course(steps), Empty(p.Say("proposal.course.none"), nil))
	}
	return Course(steps)
}

// followMarks are the entries of what became of something.
func followMarks(list []reading.FollowUp) (marks []council.Mark) {
	for _, f := range list {
		marks = append(marks, f.Entries...)
	}
	return marks
}

func (p *Paper) proposalMargin(v reading.Proposal) Cell {
	more := append(followMarks(v.FollowUps), linesMarks(v.Commitments, commitmentMark)...)
	more = append(more, questionMarks(v.Questions)...)
	return p.Margin(nil, p.proposalName(v.Facts), v.Day, v.Entries, more...)
}

// proposalName names a proposal in a citation.
func (p *Paper) proposalName(f council.Proposal) string {
	if f.Label != "" {
		return f.Label + ". " + p.Plain(f.Text)
	}
	return p.Plain(f.Text)
}

func (p *Paper) commitmentHead(v reading.Commitment) Heading {
	h := Heading{Kicker: p.Say("commitment.kicker"), Tags: []Status{*p.status(last(v.FollowUps))}}
	h.Title, h.Lang = p.titled(v.Facts.Text)
	if s, ok := p.Audience(v.Audience); ok {
		h.Tags = append(h.Tags, s)
	}
	return h
}

func (p *Paper) commitmentRows(v reading.Commitment) []Row {
	rows := []Row{{Key: p.Say("paper.member"), Values: []Cell{p.Member(v.Member)}}}
	rows = append(rows, p.refRow("paper.session", v.Session)...)
	rows = append(rows, p.refRow("commitment.proposal", v.Proposal)...)
	due := Text(p.Say("due.none"))
	if v.Facts.Due.Known() {
		due = p.At(v.Facts.Due)
	}
	rows = append(rows, Row{Key: p.Say("commitment.due"), Values: []Cell{due}})
	return append(rows, p.SourceRow(v.Facts.Evidence)...)
}

func (p *Paper) commitmentMargin(v reading.Commitment) Cell {
	more := append(followMarks(v.FollowUps), questionMarks(v.Questions)...)
	return p.Margin(nil, p.Plain(v.Facts.Text), v.Day, v.Entries, more...)
}
