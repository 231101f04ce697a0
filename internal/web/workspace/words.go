package workspace

import (
	"cmp"
	"slices"
	"strings"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/preparation"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/reading/prepare"
	"chancery.example/chancery/internal/web/pages"
)

// timing says how something stands to its day.
func (k *look) timing(t preparation.Timing, days int) (s pages.Status, ok bool) {
	switch t {
	case preparation.NoDay:
		return s, false
	case preparation.InTime:
		return pages.Status{Text: k.Say("prep.intime"), Tone: pages.Good}, true
	case preparation.WasLate:
		return pages.Status{Text: k.Say("prep.waslate"), Tone: pages.Warn}, true
	case preparation.After:
		return pages.Status{Text: k.Say("prep.after"), Tone: pages.Plain}, true
	case preparation.Overdue:
		return pages.Status{Text: k.Count("prep.overdue", int64(-days)), Tone: pages.Bad}, true
	case preparation.Soon:
		return pages.Status{Text: k.left(days), Tone: pages.Warn}, true
	}
	return pages.Status{Text: k.left(days), Tone: pages.Plain}, true
}

// left says how many days are left.
func (k *look) left(days int) string {
	if days == 0 {
		return k.Say("prep.today")
	}
	return k.Count("prep.left", int64(days))
}

// by says by when something is due.
func (k *look) by(day calendar.Day) string {
	if !day.Known() {
		return k.Say("prep.noday")
	}
	return k.Say("prep.by", "day", k.Day(day))
}

// on is the day by which something is due, where the column says so.
func (k *look) on(day calendar.Day) string {
	if !day.Known() {
		return k.Say("prep.noday")
	}
	return k.Day(day)
}

// rule is a rule of notice in words, with what follows when it is late.
func (k *look) rule(n *charter.Notice, late bool) string {
	if n == nil {
		return ""
	}
	s := k.Plain(n.Name)
	if late && !n.Late.Empty() {
		s += " " + k.Plain(n.Late)
	}
	return s
}

// status is how far a task is.
func (k *look) status(x preparation.Task) pages.Status {
	switch {
	case x.Done:
		return pages.Status{Text: k.Say("prep.done"), Tone: pages.Good}
	case x.Timing == preparation.Overdue:
		s, _ := k.timing(x.Timing, x.Days)
		return s
	case x.Waits != "":
		return pages.Status{Text: k.Say("prep.waits")}
	case x.Want > 0:
		return pages.Status{Text: k.Say("prep.of.count", "n", k.Number(int64(x.Have)), "of", k.Number(int64(x.Want))), Tone: pages.Accent}
	}
	return pages.Status{Text: k.Say("prep.todo"), Tone: pages.Accent}
}

// where a task is done.
func (k *look) where(key string) string {
	switch key {
	case "date":
		return k.do("convene-session", "corrects", string(k.V.ID))
	case "items":
		if k.Tpl != nil && preparation.Missing(k.Tpl, k.S) > 0 {
			return k.at("prepare", "template") + query("template", k.first("template"))
		}
		return k.at("prepare", "order")
	case "agenda":
		return k.at("prepare", "issue")
	case "papers":
		return k.at("prepare") + "#papers"
	case "delegations", "credentials":
		return k.at("delegations")
	}
	return k.at("agenda")
}

// things are the tasks as a list.
func (k *look) things() (all []pages.Thing) {
	for _, x := range k.Plan.Tasks {
		s := k.status(x)
		t := pages.Thing{Name: pages.Link{Text: k.Say("prep.task." + x.Key), URL: k.where(x.Key)}, Status: &s}
		switch {
		case x.Waits != "" && !x.Done:
			t.About = append(t.About, pages.Text(k.Say("prep.waits.for", "task", k.Say("prep.task."+x.Waits))))
		case x.Key == "date" && x.Done:
			t.About = append(t.About, k.At(k.V.Facts.At))
		}
		if x.Due.Known() {
			line := k.by(x.Due)
			if r := k.rule(x.Notice, x.Timing == preparation.Overdue); r != "" {
				line += " — " + r
			}
			if x.Done && x.Timing == preparation.WasLate {
				line += " (" + k.Say("prep.waslate") + ")"
			}
			t.About = append(t.About, pages.Text(line))
		}
		all = append(all, t)
	}
	return all
}

// next says what comes first, with its rule, and where it is done.
func (k *look) next() (what, why string, to pages.Link, ok bool) {
	if k.Plan.Next == "" {
		return "", "", to, false
	}
	i := slices.IndexFunc(k.Plan.Tasks, func(t preparation.Task) bool { return t.Key == k.Plan.Next })
	x := k.Plan.Tasks[i]
	what = k.Say("prep.task." + x.Key)
	to = pages.Link{Text: k.Say("prep.go." + x.Key), URL: k.where(x.Key)}
	if k.Plan.Row >= 0 {
		r := k.Plan.Rows[k.Plan.Row]
		what = k.Say("prep.next.paper", "paper", k.Plain(r.Title))
		to = k.paperStep(r)
	}
	if x.Due.Known() {
		why = k.by(x.Due)
		if s, ok := k.timing(x.Timing, x.Days); ok {
			why += " (" + s.Text + ")"
		}
		why += ". " + k.rule(x.Notice, x.Timing == preparation.Overdue)
	}
	return what, strings.TrimSpace(why), to, true
}

// paper is the paper of a row, if it was announced.
func (k *look) paper(r preparation.Row) *prepare.Paper {
	for i := range k.V.Papers {
		if string(k.V.Papers[i].ID) == r.Paper {
			return &k.V.Papers[i]
		}
	}
	return nil
}

// paperStep is what is done next with a paper.
func (k *look) paperStep(r preparation.Row) pages.Link {
	p := k.paper(r)
	switch {
	case p == nil:
		return pages.Link{Text: k.Say("prep.paper.announce"), URL: k.do("announce-paper", "session", string(k.V.ID), "kind", r.Kind, "title."+string(k.Lang()), k.Plain(r.Title))}
	case r.State == preparation.Awaited:
		about := p.ID
		if p.Decision != nil {
			about = p.Decision.ID
		}
		audience := string(p.Audience)
		if p.Decision != nil {
			audience = string(p.Draft)
		}
		return pages.Link{Text: k.Say("prep.paper.write"), URL: k.do("deposit-text", "about", string(about), "lang", string(k.Org.Languages[0]), "title."+string(k.Lang()), k.Plain(r.Title), "audience", audience)}
	case r.State == preparation.Written:
		return pages.Link{Text: k.Say("prep.paper.send"), URL: k.at("prepare", "circulate") + query("paper", r.Paper)}
	}
	return pages.Link{}
}

// preparer says who prepares a paper.
func (k *look) preparer(r preparation.Row) string {
	by := access.Side("")
	if p := k.paper(r); p != nil {
		by = p.Facts.By
	}
	switch {
	case by == "" && (r.By == "presidency" || r.By == "host"):
		return k.Say("prep.by." + r.By)
	case by == "":
		by = access.Side(r.By)
	}
	m, ofMember := by.Member()
	body, ofBody := by.Body()
	office, ofOffice := by.Office()
	switch {
	case by == access.SideSecretariat:
		return k.Say("prep.by.secretariat")
	case ofMember:
		return k.member(m)
	case ofBody:
		if b, ok := k.Room.Charter().Body(body); ok {
			return k.Plain(b.Name)
		}
	case ofOffice:
		if o, ok := k.Room.Charter().Office(office); ok {
			return k.Plain(o.Name)
		}
	}
	return "—"
}

// member names a member.
func (k *look) member(id procedure.Member) string {
	for _, m := range k.All {
		if m.ID == id {
			return k.Plain(m.Name)
		}
	}
	return string(id)
}

// state is how far a paper is.
func (k *look) state(r preparation.Row) pages.Status {
	s := pages.Status{Text: k.Say("prep.state." + string(r.State))}
	switch r.State {
	case preparation.Sent:
		s.Tone = pages.Good
	case preparation.Written:
		s.Tone = pages.Accent
	}
	return s
}

// paperTable has a row for each paper.
func (k *look) paperTable() pages.Table {
	t := pages.Table{Caption: k.Say("prep.papers"), Unseen: true, Stack: true, Head: []pages.Column{
		{Name: k.Say("prep.paper")}, {Name: k.Say("prep.preparer")}, {Name: k.Say("prep.state")}, {Name: k.Say("prep.due")}, {Name: k.Say("prep.step")},
	}}
	for _, r := range k.Plan.Rows {
		name := pages.Text(k.Plain(r.Title))
		if p := k.paper(r); p != nil && p.Decision != nil {
			name = k.Linked(*p.Decision)
		}
		due := []pages.Cell{pages.Text(k.on(r.Due))}
		if s, ok := k.timing(r.Timing, r.Days); ok {
			due = append(due, pages.Tag(s))
		}
		step := pages.Text("—")
		if l := k.paperStep(r); l.URL != "" {
			step = linkFor(l, k.Plain(r.Title))
		}
		t.Rows = append(t.Rows, []pages.Cell{name, pages.Text(k.preparer(r)), pages.Tag(k.state(r)), pages.Cells(due...), step})
	}
	return t
}

// noticeTable has a row for each rule of notice.
func (k *look) noticeTable() pages.Table {
	t := pages.Table{Caption: k.Say("prep.notices"), Unseen: true, Stack: true, Head: []pages.Column{{Name: k.Say("prep.rule")}, {Name: k.Say("prep.bywhen")}, {Name: k.Say("prep.now")}}}
	for _, n := range preparation.Notices(k.Room.Charter(), k.S) {
		now := pages.Text("")
		if s, ok := k.timing(n.Timing, n.Days); ok {
			now = pages.Tag(s)
		}
		rule := []pages.Cell{k.Known(pages.Text(k.Plain(n.Notice.Name)), council.Evidence(n.Notice.Evidence))}
		if !n.Notice.Late.Empty() {
			rule = append(rule, quiet(k.Plain(n.Notice.Late)))
		}
		t.Rows = append(t.Rows, []pages.Cell{pages.Cells(rule...), pages.Text(k.on(n.Due)), now})
	}
	return t
}

// format names the format of an item.
func (k *look) format(f string) string { return k.Say("agenda.format." + cmp.Or(f, "any")) }

// audience names who reads what is for an audience, in a word.
func (k *look) audience(a access.Audience) string {
	m, _ := a.Delegation()
	return k.Say("audience."+a.Kind(), "member", k.member(m))
}
