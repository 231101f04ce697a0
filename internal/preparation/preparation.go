// Package preparation compares what a session has with what it takes: which papers
// are there, which are missing and by when, what is late by which rule of notice,
// and what comes first. And it says which commands would bring what is missing from
// the template.
//
// It reads no clock and no register: what there is, and the day of today, are given.
// Days are those of the organisation's seat.
package preparation

import (
	"cmp"
	"slices"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/words"
)

// A Session is a session as far as it is prepared.
type Session struct {
	ID          string
	Body        string
	Day         calendar.Day // of its first sitting; unknown: not set
	Today       calendar.Day
	Presides    string // id of the member that presides; empty: not said
	Host        string // id of the member in which it is held; empty: not said
	Items       []Item // that stand
	Last        int    // the largest number of an item that is a part of none
	Papers      []Paper
	Versions    []Version // of the agenda, in their order
	Delegations int       // that were named
	InOrder     int       // whose credentials are in order
	Questioned  int       // whose credentials are questioned
	Members     int       // that are to send one
}

// An Item is an item on the agenda.
type Item struct {
	ID   string
	Kind string // its id in the template
	Open bool   // those who are to take part read it
}

// A Paper is a paper that was announced.
type Paper struct {
	ID      string
	Kind    string // its id in the template
	Title   words.Text
	Due     calendar.Day // as was said of it; unknown: as the template says
	Written calendar.Day // when the first text of it was deposited; unknown: there is none
	Sent    calendar.Day // since when those it is for can read paper and text; unknown: they can not
}

// A Version is a version of the agenda.
type Version struct {
	ID      string
	Number  int
	Sent    calendar.Day // when it was issued to those who take part; unknown: it was not
	Adopted bool
}

// A State is how far something is.
type State string

// The states. The zero value is none.
const (
	Absent  State = "absent"  // nothing of it is recorded
	Awaited State = "awaited" // announced, without a text
	Written State = "written" // there is a text, and those it is for cannot read it yet
	Sent    State = "sent"    // done
)

// A Timing says how something stands to the day by which it has to be done.
type Timing string

// The timings.
const (
	NoDay    Timing = ""        // no day is known
	InTime   Timing = "in-time" // done, by that day
	WasLate  Timing = "late"    // done, after that day
	Open     Timing = "open"    // not done, and that day is not over
	Soon     Timing = "soon"    // not done, and that day is within a week
	Overdue  Timing = "overdue" // not done, and that day is over
	After    Timing = "after"   // recorded after the session itself
	weekDays        = 7
)

// A Row is a paper that the session has or should have.
type Row struct {
	Kind   string // id in the template; empty: of none
	Title  words.Text
	Paper  string // its id; empty: none was announced
	By     string // who prepares it, as the template says
	State  State
	Due    calendar.Day // unknown: none
	Notice *charter.Notice
	Timing Timing
	Days   int // from today to the day that it is due; less than 0: it is over
}

// A Task is one of the things that have to be done for a session.
type Task struct {
	Key    string // date, items, agenda, papers, delegations, credentials, adoption
	Done   bool
	Waits  string // the key of the task that has to be done before; empty: none
	Have   int
	Want   int // 0: it is not counted
	Due    calendar.Day
	Notice *charter.Notice
	Timing Timing
	Days   int
}

// A Plan is what is done, what is missing and what is late.
type Plan struct {
	Rows  []Row
	Tasks []Task
	Next  string // key of the task to do next; empty: all is done
	Row   int    // of the paper to see to next, where that is Next; -1: none
	Sent  int    // papers that are done
	Late  int    // papers and tasks whose day is over, and that are not done
	Extra int    // papers that the template does not have
}

// Make makes the plan of a session. Without a template its papers are those that were
// announced.
func Make(c *charter.Charter, t *charter.Template, s Session) Plan {
	p := Plan{Row: -1}
	p.rows(c, t, s)
	p.tasks(c, t, s)
	p.first()
	return p
}

// due returns the day that is so many days before the session.
func (s Session) due(days int) calendar.Day {
	if !s.Day.Known() {
		return calendar.Day{}
	}
	return s.Day.Add(-days)
}

// timing says how a day on which something was done stands to the day that it was
// due; unknown: it was not done.
func (s Session) timing(due, done calendar.Day) (t Timing, days int) {
	if !due.Known() {
		return NoDay, 0
	}
	days = due.Sub(s.Today)
	switch {
	case done.Known() && done.Compare(due) <= 0:
		return InTime, days
	case done.Known() && done.Compare(s.Day) > 0:
		return After, days
	case done.Known():
		return WasLate, days
	case days < 0:
		return Overdue, days
	case days <= weekDays:
		return Soon, days
	}
	return Open, days
}

func (p *Plan) rows(c *charter.Charter, t *charter.Template, s Session) {
	general, hasGeneral := c.NoticeOf("paper", s.Body)
	row := func(r Row, x Paper, days int, notice string) {
		if n, ok := c.Notice(notice); ok {
			r.Notice = &n
		} else if hasGeneral && notice == "" {
			r.Notice = &general
		}
		if days == 0 && r.Notice != nil {
			days = r.Notice.Days
		}
		if r.Due = x.Due; !r.Due.Known() && days > 0 {
			r.Due = s.due(days)
		}
		switch {
		case x.Sent.Known():
			r.State = Sent
			p.Sent++
		case x.Written.Known():
			r.State = Written
		case x.ID != "":
			r.State = Awaited
		default:
			r.State = Absent
		}
		if r.Timing, r.Days = s.timing(r.Due, x.Sent); r.Timing == Overdue {
			p.Late++
		}
		p.Rows = append(p.Rows, r)
	}
	left := slices.Clone(s.Papers)
	if t != nil {
		for _, x := range t.Papers {
			var paper Paper
			if i := slices.IndexFunc(left, func(p Paper) bool { return p.Kind == x.ID }); i >= 0 {
				paper = left[i]
				left = slices.Delete(left, i, i+1)
			}
			title := x.Title
			if paper.ID != "" {
				title = paper.Title
			}
			row(Row{Kind: x.ID, Title: title, Paper: paper.ID, By: x.By}, paper, x.Days, x.Notice)
		}
	}
	for _, x := range left {
		p.Extra++
		row(Row{Kind: x.Kind, Title: x.Title, Paper: x.ID}, x, 0, "")
	}
}

func (p *Plan) tasks(c *charter.Charter, t *charter.Template, s Session) {
	add := func(x Task, done calendar.Day) {
		if x.Timing, x.Days = s.timing(x.Due, done); x.Timing == Overdue && !x.Done {
			p.Late++
		}
		p.Tasks = append(p.Tasks, x)
	}
	add(Task{Key: "date", Done: s.Day.Known()}, calendar.Day{})
	missing := Missing(t, s)
	items := Task{Key: "items", Done: missing == 0 && len(s.Items) > 0, Have: len(s.Items) + len(s.Papers), Want: len(s.Items) + len(s.Papers) + missing}
	if !s.Day.Known() && missing > 0 {
		items.Waits = "date"
	}
	add(items, calendar.Day{})
	p.agenda(c, s, add)
	papers := Task{Key: "papers", Have: p.Sent, Want: len(p.Rows), Done: p.Sent == len(p.Rows) && p.Sent > 0}
	if len(s.Papers) == 0 {
		papers.Waits = "items"
	}
	add(papers, calendar.Day{})
	add(Task{Key: "delegations", Have: s.Delegations, Want: s.Members, Done: s.Delegations >= s.Members && s.Members > 0}, calendar.Day{})
	checked := Task{Key: "credentials", Have: s.InOrder, Want: s.Delegations, Done: s.Delegations > 0 && s.InOrder >= s.Delegations && s.Questioned == 0}
	if s.Delegations == 0 {
		checked.Waits = "delegations"
	}
	add(checked, calendar.Day{})
	adopted := Task{Key: "adoption", Due: s.Day, Done: slices.ContainsFunc(s.Versions, func(v Version) bool { return v.Adopted })}
	if len(s.Versions) == 0 {
		adopted.Waits = "agenda"
	}
	var day calendar.Day
	if adopted.Done {
		day = s.Day
	}
	add(adopted, day)
}

// agenda is the task of sending out the agenda.
func (p *Plan) agenda(c *charter.Charter, s Session, add func(Task, calendar.Day)) {
	x := Task{Key: "agenda"}
	var sent calendar.Day
	for _, v := range s.Versions {
		if v.Sent.Known() && !sent.Known() {
			sent = v.Sent
		}
	}
	x.Done = sent.Known()
	if n, ok := c.NoticeOf("agenda", s.Body); ok {
		x.Notice, x.Due = &n, s.due(n.Days)
	}
	if len(s.Items) == 0 {
		x.Waits = "items"
	}
	add(x, sent)
}

// first finds what to do next: what waits for nothing, the earliest day first, what
// has no day in the order of the tasks. Whatever has no day and others wait for comes
// before all.
func (p *Plan) first() {
	best := -1
	for i := range p.Tasks {
		x := &p.Tasks[i]
		if x.Key == "papers" {
			p.paper(x)
		}
		switch {
		case x.Done || x.Waits != "":
		case best < 0, p.before(x, &p.Tasks[best]):
			best = i
		}
	}
	if best >= 0 {
		p.Next = p.Tasks[best].Key
	}
	if p.Next != "papers" {
		p.Row = -1
	}
}

// paper gives the task of papers the day of the one that is due first.
func (p *Plan) paper(x *Task) {
	for i, r := range p.Rows {
		if r.State == Sent || r.Paper == "" {
			continue
		}
		if p.Row < 0 || r.Due.Known() && (!x.Due.Known() || r.Due.Compare(x.Due) < 0) {
			p.Row, x.Due, x.Timing, x.Days, x.Notice = i, r.Due, r.Timing, r.Days, r.Notice
		}
	}
}

// before reports whether a is done before b.
func (p *Plan) before(a, b *Task) bool {
	waited := func(x *Task) bool {
		return slices.ContainsFunc(p.Tasks, func(y Task) bool { return y.Waits == x.Key && !y.Done })
	}
	switch {
	case !a.Due.Known() && !b.Due.Known(), waited(a) && !a.Due.Known(), waited(b) && !b.Due.Known():
		return waited(a) && !waited(b)
	case a.Due.Known() != b.Due.Known():
		return a.Due.Known()
	}
	return a.Due.Compare(b.Due) < 0
}

// Missing returns how many items and papers of a template a session does not have.
func Missing(t *charter.Template, s Session) (n int) {
	if t == nil {
		return 0
	}
	for _, x := range t.Items {
		if !slices.ContainsFunc(s.Items, func(i Item) bool { return i.Kind == x.ID }) {
			n++
		}
	}
	for _, x := range t.Papers {
		if !slices.ContainsFunc(s.Papers, func(p Paper) bool { return p.Kind == x.ID }) {
			n++
		}
	}
	return n
}

// A NoticeState is a rule of notice as it stands for a session.
type NoticeState struct {
	Notice charter.Notice
	Due    calendar.Day // unknown: the session has no day
	Timing Timing       // for what would be sent today
	Days   int          // from today
}

// Notices returns the rules of notice for the sessions of a body, the longest first,
// each with its day for this session.
func Notices(c *charter.Charter, s Session) []NoticeState {
	var all []NoticeState
	for _, n := range c.Preparation.Notices {
		if n.Body != "" && n.Body != s.Body {
			continue
		}
		x := NoticeState{Notice: n, Due: s.due(n.Days)}
		x.Timing, x.Days = s.timing(x.Due, calendar.Day{})
		all = append(all, x)
	}
	slices.SortStableFunc(all, func(a, b NoticeState) int { return cmp.Compare(b.Notice.Days, a.Notice.Days) })
	return all
}
