package council

import (
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/access"
)

// An agendaScene is a session with items 1, 2 with a part, and 3.
type agendaScene struct {
	*scene
	one, two, part, three ID
}

func newAgenda(t testing.TB) *agendaScene {
	s := &agendaScene{scene: newScene(t)}
	s.one = s.item
	s.three = s.record(access.OfSecretariat, &Item{Session: s.session, Order: 3, Title: en("three")})
	s.two = s.record("", &Item{Session: s.session, Order: 2, Title: en("two")})
	s.part = s.record("", &Item{Session: s.session, Under: s.two, Order: 1, Title: en("part")})
	return s
}

// titles are the items in their order, a part in brackets.
func (s *agendaScene) titles() string {
	var all []string
	for _, t := range s.state.Agenda(s.session) {
		title := t.Facts.(*Item).Title["en"]
		if t.Facts.(*Item).Under != "" {
			title = "(" + title + ")"
		}
		all = append(all, title)
	}
	return strings.Join(all, " ")
}

func TestAnAgendaIsPutIntoAnOrder(t *testing.T) {
	s := newAgenda(t)
	if got := s.titles(); got != "i two (part) three" {
		t.Fatal(got)
	}
	events, err := s.give("secretariat", &OrderAgenda{s.session, []ItemRow{{Item: s.three}, {Item: s.two}, {s.one, s.two}, {Item: s.part}}})
	if err != nil || len(events) != 3 { // two stays where it is
		t.Fatalf("%d events, %v", len(events), err)
	}
	for _, e := range events {
		if e.Subject == s.three && e.Audience != access.OfSecretariat || e.Subject != s.three && e.Audience != access.Public {
			t.Errorf("%s moved for %s", e.Subject, e.Audience)
		}
	}
	if got := s.titles(); got != "three two (i) part" {
		t.Fatal(got)
	}
	if kids := s.state.Children(s.two); len(kids) != 1 || kids[0].ID != s.one {
		t.Errorf("parts of two: %v", kids)
	}
	s.must("secretariat", &Withdraw{s.one, en("w")})
	if got := s.titles(); got != "three two part" {
		t.Error(got)
	}
	back := s.state.Clone()
	if got, want := string(parsed(back.MarshalJSON())), string(parsed(s.state.MarshalJSON())); got != want {
		t.Error("another state in its clone")
	}
}

func TestAPartWhoseItemIsNotAmongThemStandsForItself(t *testing.T) {
	s := newAgenda(t)
	part, three := s.state.things[s.part], s.state.things[s.three]
	got := Agenda([]*Thing{three, part})
	if !slices.Equal(got, []*Thing{part, three}) {
		t.Error(got)
	}
	more := s.record("", &Item{Session: s.session, Under: s.two, Order: 1, Title: en("more")})
	if got := Agenda([]*Thing{s.state.things[more], part, s.state.things[s.two]}); got[0].ID != s.two || got[1].ID != s.part {
		t.Error(got)
	}
}

func TestWhatIsNotInOrderOnAnAgendaIsRefused(t *testing.T) {
	s := newAgenda(t)
	paper := s.record("", &Paper{Session: s.session, Item: s.part, Title: en("p")})
	gone := s.record("", &Paper{Session: s.session, Title: en("g")})
	s.must("secretariat", &Withdraw{gone, en("w")})
	old := s.record("", &Item{Session: s.session, Order: 9, Title: en("old")})
	s.must("secretariat", &Withdraw{old, en("w")})
	open := s.record("", &Item{Session: s.session, Order: 8, Title: en("open")})
	s.record("", &Decision{Session: s.session, Item: open, Form: "decision", Title: en("d"), Nature: "other", At: on("2019-11-28")})
	lines := func(items ...ID) []AgendaLine {
		var ls []AgendaLine
		for i, id := range items {
			ls = append(ls, AgendaLine{Item: id, Number: string(rune('1' + i)), Title: en("t")})
		}
		return ls
	}
	first := s.record("", &IssuedAgenda{Session: s.session, Version: 1, Lines: lines(s.one)})
	kz := s.record("", &Delegation{Session: s.session, Member: "kz", People: []Person{{Name: en("p"), Capacity: "head"}}})
	rows := func(ids ...ID) (rs []ItemRow) {
		for _, id := range ids {
			rs = append(rs, ItemRow{Item: id})
		}
		return rs
	}
	for _, tt := range []struct {
		name, by string
		cmd      Command
		want     []Code
	}{
		{"no items", "secretariat", &OrderAgenda{Session: s.other}, []Code{CodeMissing}},
		{"an item left out", "secretariat", &OrderAgenda{s.session, rows(s.one, s.two, s.three)}, []Code{CodeMissing, CodeMissing}},
		{"an item twice", "secretariat", &OrderAgenda{s.session, append(rows(s.one, s.two, s.three, open, s.one), ItemRow{s.part, s.two})}, []Code{CodeForm}},
		{"an item that was withdrawn", "secretariat", &OrderAgenda{s.session, append(rows(s.one, s.two, s.three, open, old), ItemRow{s.part, s.two})}, []Code{CodeForm}},
		{"a part before its item", "secretariat", &OrderAgenda{s.session, append([]ItemRow{{s.part, s.two}}, rows(s.one, s.two, s.three, open)...)}, []Code{CodeForm}},
		{"a part of what fewer read", "secretariat", &OrderAgenda{s.session, append(rows(s.one, s.two, s.three, open), ItemRow{s.part, s.three})}, []Code{CodeWider}},
		{"the order that there is", "secretariat", &OrderAgenda{s.session, append(rows(s.one, s.two), ItemRow{s.part, s.two}, ItemRow{Item: s.three}, ItemRow{Item: open})}, nil},
		{"the same order again", "secretariat", &OrderAgenda{s.session, append(rows(s.one, s.two), ItemRow{s.part, s.two}, ItemRow{Item: s.three}, ItemRow{Item: open})}, []Code{CodeClosed}},
		{"an order by a delegate", "member:kz", &OrderAgenda{Session: s.session}, []Code{CodeNotYours}},
		{"a part of a part", "secretariat", &Record{Facts: &Item{Session: s.session, Under: s.part, Order: 1, Title: en("x")}}, []Code{CodeForm}},
		{"an item with a part", "secretariat", &Withdraw{s.two, en("w")}, []Code{CodeClosed}},
		{"an item with a paper", "secretariat", &Withdraw{s.part, en("w")}, []Code{CodeClosed}},
		{"an item with an open draft", "secretariat", &Withdraw{open, en("w")}, []Code{CodeClosed}},
		{"what was withdrawn", "secretariat", &Withdraw{gone, en("w")}, []Code{CodeClosed}},
		{"no reason", "secretariat", &Withdraw{Thing: paper}, []Code{CodeMissing}},
		{"a draft", "secretariat", &Withdraw{s.draft, en("w")}, []Code{CodeNoSuch}},
		{"a paper by nobody", "secretariat", &Record{Facts: &Paper{Session: s.session, Title: en("p"), By: "office:none"}}, []Code{CodeNoSuch}},
		{"a paper by no body", "secretariat", &Record{Facts: &Paper{Session: s.session, Title: en("p"), By: "body:none"}}, []Code{CodeNoSuch}},
		{"a paper by no member", "secretariat", &Record{Facts: &Paper{Session: s.session, Title: en("p"), By: "member:fr"}}, []Code{CodeNoSuch}},
		{"a paper by an office", "secretariat", &Record{Facts: &Paper{Session: s.session, Title: en("p"), By: "office:chair"}}, nil},
		{"a paper that is due some day", "secretariat", &Record{Facts: &Paper{Session: s.session, Title: en("p"), Due: on("2019-11")}}, []Code{CodeForm}},
		{"a version twice", "secretariat", &Record{Facts: &IssuedAgenda{Session: s.session, Version: 1, Lines: lines(s.one)}}, []Code{CodeTaken}},
		{"a number twice", "secretariat", &Record{Facts: &IssuedAgenda{Session: s.session, Version: 2, Lines: []AgendaLine{{Item: s.one, Number: "1", Title: en("t")}, {Item: s.two, Number: "1", Title: en("t")}}}}, []Code{CodeTaken}},
		{"a number of another form", "secretariat", &Record{Facts: &IssuedAgenda{Session: s.session, Version: 2, Lines: []AgendaLine{{Item: s.one, Number: "0", Title: en("t")}}}}, []Code{CodeForm}},
		{"a version of what fewer read", "secretariat", &Record{Facts: &IssuedAgenda{Session: s.session, Version: 2, Lines: lines(s.three)}}, []Code{CodeWider}},
		{"a correction of the version", "secretariat", &Record{Corrects: first, Reason: "r", Facts: &IssuedAgenda{Session: s.session, Version: 2, Lines: lines(s.one)}}, []Code{CodeForm}},
		{"a correction", "secretariat", &Record{Corrects: first, Reason: "r", Facts: &IssuedAgenda{Session: s.session, Version: 1, Lines: lines(s.one, s.two)}}, nil},
		{"an adoption by another chair", "chair:kg", &AdoptAgenda{Agenda: first}, []Code{CodeNotPresiding}},
		{"an adoption", "chair:kz", &AdoptAgenda{Agenda: first}, nil},
		{"an adoption again", "secretariat", &AdoptAgenda{Agenda: first}, []Code{CodeClosed}},
		{"a second delegation", "secretariat", &Record{Facts: &Delegation{Session: s.session, Member: "kz", People: []Person{{Name: en("p")}}}}, []Code{CodeTaken}},
		{"another's delegation", "member:kg", &Record{Facts: &Delegation{Session: s.session, Member: "kz", People: []Person{{Name: en("p")}}}}, []Code{CodeNotYours}},
		{"its own delegation", "member:kg", &Record{Facts: &Delegation{Session: s.session, Member: "kg", People: []Person{{Name: en("p"), Member: "kg"}}}}, nil},
		{"two heads", "secretariat", &Record{Facts: &Delegation{Session: s.other, Member: "kg", People: []Person{{Name: en("p"), Capacity: "head"}, {Name: en("q"), Capacity: "head"}}}}, []Code{CodeForm}},
		{"somebody of another member", "secretariat", &Record{Facts: &Delegation{Session: s.other, Member: "kg", People: []Person{{Name: en("p"), Member: "kz"}}}}, []Code{CodeForm}},
		{"a correction of another's delegation", "member:kg", &Record{Corrects: kz, Reason: "r", Facts: &Delegation{Session: s.session, Member: "kg", People: []Person{{Name: en("p")}}}}, []Code{CodeNotYours}},
		{"a delegation of another member", "secretariat", &Record{Corrects: kz, Reason: "r", Facts: &Delegation{Session: s.session, Member: "kg", People: []Person{{Name: en("p")}}}}, []Code{CodeForm, CodeTaken}},
		{"no finding", "secretariat", &ExamineCredentials{Delegation: kz}, []Code{CodeChoice}},
		{"a doubt without a word", "secretariat", &ExamineCredentials{Delegation: kz, Finding: "questioned"}, []Code{CodeMissing}},
		{"credentials in order", "secretariat", &ExamineCredentials{Delegation: kz, Finding: "in-order"}, nil},
	} {
		if _, err := s.give(tt.by, tt.cmd); !slices.Equal(codes(err), tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	if x := s.state.things[kz].Life.Examined; x == nil || x.Finding != "in-order" {
		t.Errorf("examined: %+v", x)
	}
	if x := s.state.things[first].Adopted(); x == nil || s.state.things[kz].Adopted() != nil || s.state.things[s.one].Adopted() != nil {
		t.Errorf("adopted: %+v", x)
	}
}

func TestOnlyTheLatestVersionOfAnAgendaIsAdopted(t *testing.T) {
	s := newAgenda(t)
	version := func(n int) ID {
		return s.record("", &IssuedAgenda{Session: s.session, Version: n, Lines: []AgendaLine{{Item: s.one, Number: "1", Title: en("t")}}})
	}
	one, two := version(1), version(2)
	if _, err := s.give("secretariat", &AdoptAgenda{Agenda: one}); !slices.Equal(codes(err), []Code{CodeClosed}) {
		t.Errorf("one of the past: %v", err)
	}
	s.must("secretariat", &AdoptAgenda{Agenda: two, Note: en("n")})
	three := version(3)
	s.must("secretariat", &AdoptAgenda{Agenda: three}) // adopted as it was changed in the room
}

func TestWhoeverOrdersAnOldAgendaIsTold(t *testing.T) {
	s := newAgenda(t)
	seen := s.state.Size - 1
	s.must("secretariat", &OrderAgenda{s.session, []ItemRow{{Item: s.three}, {Item: s.two}, {s.part, s.two}, {Item: s.one}}})
	secretary := access.Actor{Role: access.Secretariat}
	for _, cmd := range []Command{
		&OrderAgenda{s.session, []ItemRow{{Item: s.one}, {Item: s.two}, {s.part, s.two}, {Item: s.three}}},
		&Withdraw{s.three, en("w")},
	} {
		if _, err := s.order(Order{By: secretary, Seen: seen, Command: cmd}); !slices.Equal(codes(err), []Code{CodeChanged}) {
			t.Errorf("%s: %v", cmd.name(), err)
		}
	}
	a := s.record("", &IssuedAgenda{Session: s.session, Version: 1, Lines: []AgendaLine{{Item: s.one, Number: "1", Title: en("t")}}})
	d := s.record("", &Delegation{Session: s.session, Member: "kz", People: []Person{{Name: en("p")}}})
	for _, cmd := range []Command{&AdoptAgenda{Agenda: a}, &ExamineCredentials{Delegation: d, Finding: "received"}} {
		if _, err := s.order(Order{By: secretary, Seen: seen, Command: cmd}); !slices.Equal(codes(err), []Code{CodeChanged}) {
			t.Errorf("%s: %v", cmd.name(), err)
		}
	}
	if _, err := s.give("chair:kz", &AdoptAgenda{Agenda: a}); err != nil {
		t.Error(err)
	}
}
