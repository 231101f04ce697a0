package workspace

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/preparation"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/reading/prepare"
	"chancery.example/chancery/internal/web/pages"
)

// done is the receipt of a batch.
func done(k *look) (pages.DeedPage, error) {
	from, err := strconv.ParseInt(k.first("from"), 10, 64)
	to, err2 := strconv.ParseInt(k.first("to"), 10, 64)
	what := k.first("what")
	if err != nil || err2 != nil || from < 0 || to <= from || to > int64(k.Room.Entries()) || batches(what) == nil && what != "order" {
		return pages.DeedPage{}, absent()
	}
	return pages.DeedPage{Title: k.Say("prep.receipt"), Crumbs: k.inner(), Body: donePage(k, from, to, what)}, nil
}

// agendaLead says how far the agenda is.
func (k *look) agendaLead() string {
	for _, v := range slices.Backward(k.V.Versions) {
		n := strconv.Itoa(v.Facts.Version)
		if v.Adopted != nil {
			return k.Say("agenda.lead.adopted", "n", n, "day", k.adoptedOn(v))
		}
	}
	if n := len(k.V.Versions); n > 0 {
		v := k.V.Versions[n-1]
		return k.Say("agenda.lead.issued", "n", strconv.Itoa(v.Facts.Version), "day", k.Day(k.day(v.Sent)))
	}
	return k.Say("agenda.lead.draft")
}

// adoptedOn is the day on which a version was adopted.
func (k *look) adoptedOn(v prepare.Version) string {
	if v.Adopted.At.Known() {
		return k.When(v.Adopted.At)
	}
	return k.Day(k.day(v.Adopted.Time))
}

// versionTable has a row for each version of the agenda.
func (k *look) versionTable() pages.Table {
	t := pages.Table{Caption: k.Say("agenda.versions"), Unseen: true, Stack: true, Head: []pages.Column{
		{Name: k.Say("agenda.version.head")}, {Name: k.Say("agenda.sent")}, {Name: k.Say("agenda.notice")}, {Name: k.Say("agenda.adoption")},
	}}
	notice, ok := k.Room.Charter().NoticeOf("agenda", k.S.Body)
	for i, v := range k.V.Versions {
		name := pages.Cells(pages.Text(k.Say("agenda.version", "n", strconv.Itoa(v.Facts.Version))), pages.Text("·"), entry(k.Paper, int64(v.Entry)))
		sent, kept := pages.Text("—"), pages.Text("—")
		if v.Sent > 0 {
			sent = pages.Time(k.Say("agenda.sent.at", "day", k.Day(k.day(v.Sent)), "time", k.Clock(time.Unix(v.Sent, 0).In(k.Zone))), "")
			if ok && k.S.Day.Known() {
				kept = k.kept(notice.Days, k.day(v.Sent))
			}
		}
		adopted := pages.Text("—")
		switch {
		case v.Adopted != nil:
			adopted = pages.Tag(pages.Status{Text: k.Say("agenda.adopted", "day", k.adoptedOn(v)), Tone: pages.Good})
		case i == len(k.V.Versions)-1 && k.may("adopt-agenda"):
			adopted = pages.Go(pages.Link{Text: k.Say("agenda.adopt"), URL: k.do("adopt-agenda", "agenda", string(v.ID))})
		}
		t.Rows = append(t.Rows, []pages.Cell{name, sent, kept, adopted})
	}
	return t
}

// kept says whether something sent on a day kept a notice of so many days.
func (k *look) kept(days int, sent calendar.Day) pages.Cell {
	due := k.S.Day.Add(-days)
	s := pages.Status{Text: k.Say("prep.intime"), Tone: pages.Good}
	if sent.Compare(due) > 0 {
		s = pages.Status{Text: k.Say("prep.waslate"), Tone: pages.Warn}
	}
	if sent.Compare(k.S.Day) > 0 {
		s = pages.Status{Text: k.Say("prep.after")}
	}
	return pages.Cells(pages.Text(k.on(due)), pages.Tag(s))
}

// picked is the version that a reader chose.
func (k *look) picked(name string, otherwise int) int {
	if n, err := strconv.Atoi(k.first(name)); err == nil {
		return n
	}
	return otherwise
}

// pair are the two versions that a reader compares.
func (k *look) pair() (was, is prepare.Version, ok bool) {
	if k.first("was") == "" || k.first("is") == "" {
		return was, is, false
	}
	find := func(name string) (prepare.Version, bool) {
		i := slices.IndexFunc(k.V.Versions, func(v prepare.Version) bool { return v.Facts.Version == k.picked(name, 0) })
		if i < 0 {
			return prepare.Version{}, false
		}
		return k.V.Versions[i], true
	}
	was, ok = find("was")
	is, ok2 := find("is")
	return was, is, ok && ok2
}

// lines are those of a version.
func lines(v prepare.Version) (all []preparation.Line) {
	for _, l := range v.Facts.Lines {
		all = append(all, preparation.Line{Item: string(l.Item), Number: l.Number, Title: l.Title, Format: l.Format, Consent: l.Consent})
	}
	return all
}

// comparedTable puts two versions beside each other.
func (k *look) comparedTable(was, is prepare.Version) pages.Table {
	t := pages.Table{Caption: k.Say("agenda.compare"), Unseen: true, Stack: true, Head: []pages.Column{
		{Name: k.Say("agenda.version", "n", strconv.Itoa(was.Facts.Version))}, {Name: k.Say("agenda.version", "n", strconv.Itoa(is.Facts.Version))}, {Name: k.Say("agenda.changed")},
	}}
	side := func(l *preparation.Line) pages.Cell {
		if l == nil {
			return pages.Text("—")
		}
		s := l.Number + ". " + k.Plain(l.Title)
		var more []string
		if l.Format != "" {
			more = append(more, k.format(l.Format))
		}
		if l.Consent {
			more = append(more, k.Say("agenda.consent"))
		}
		if len(more) == 0 {
			return pages.Text(s)
		}
		return pages.Cells(pages.Text(s), quiet("("+strings.Join(more, ", ")+")"))
	}
	for _, d := range preparation.Compare(lines(was), lines(is)) {
		what := pages.Text(k.Say("agenda.change.same"))
		if d.Change != preparation.Same {
			tone := map[preparation.Change]pages.Tone{preparation.Added: pages.Good, preparation.Removed: pages.Bad}[d.Change]
			what = pages.Tag(pages.Status{Text: k.Say("agenda.change." + cmp.Or(string(d.Change), "same")), Tone: cmp.Or(tone, pages.Accent)})
			if d.Also {
				what = pages.Cells(what, pages.Tag(pages.Status{Text: k.Say("agenda.change.altered"), Tone: pages.Accent}))
			}
		}
		t.Rows = append(t.Rows, []pages.Cell{side(d.Was), side(d.Is), what})
	}
	return t
}

// absent is the refusal of a page that is not there.
func absent() error {
	return council.Refuse(council.Unknown, council.CodeNoSuch, "page", "")
}

// proposals are proposals with what became of them.
func (k *look) proposals(list []reading.ProposalLine) (all []pages.Thing) {
	for _, l := range list {
		key := "status." + cmp.Or(l.Status, "unknown")
		s := pages.Status{Text: k.Say(key), Tone: map[string]pages.Tone{"done": pages.Good, "under-way": pages.Accent}[l.Status]}
		t := pages.Thing{Name: k.Ref(l.Ref), Status: &s, About: []pages.Cell{pages.Text(k.Say("ask." + l.Nature))}}
		if l.Member != nil {
			t.About = append(t.About, pages.Text(k.Plain(l.Member.Name)))
		}
		if k.may("record-follow-up") {
			t.About = append(t.About, linkFor(pages.Link{Text: k.Say("speech.follow"), URL: k.do("record-follow-up", "about", string(l.ID))}, k.Plain(l.Title)))
		}
		all = append(all, t)
	}
	return all
}
