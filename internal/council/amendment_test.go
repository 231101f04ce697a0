package council

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/procedure"
)

// words1 is an operation that is in order.
func words1() amend.Operation {
	return amend.Operation{Kind: amend.TextSubstitution, Targets: []act.Address{{Steps: []act.Step{{Name: act.NamePoint, Num: "1"}}}}, Old: "day", New: "night", Source: nil}
}

// amendAct records two decisions that amend the act of the scene, adopted, and a
// text of the first.
func (s *scene) amendAct() {
	for _, id := range []*ID{&s.amends, &s.amends2} {
		*id = s.record("", &Decision{Session: s.session, Form: "decision", Title: en("d"), Nature: "amend", Matter: "plan", At: on("2019-11-28"), Amends: []ID{s.act}})
	}
	s.amending = s.texted(s.amends, "en")
}

func (s *scene) texted(about ID, lang string) ID {
	s.t.Helper()
	o := Order{By: access.Actor{Role: access.Secretariat}, Texts: map[string]int{"hash": 40}}
	f := &Text{About: about, Title: en("t"), Media: "text/plain", Hash: "hash", Size: 40}
	reflect.ValueOf(f).Elem().FieldByName("Lang").SetString(lang)
	o.Command = &Record{Facts: f}
	events, err := s.order(o)
	if err != nil {
		s.t.Fatal(err)
	}
	return events[0].Subject
}

func (s *scene) adopt(id ID) {
	s.t.Helper()
	s.must("member:kz", &TakeStance{Decision: id, Stance: procedure.For})
	s.must("member:kg", &TakeStance{Decision: id, Stance: procedure.For})
	s.must("chair:kz", &PutQuestion{Decision: id, At: on("2019-11-28")})
}

func TestAnAmendmentIsOfADecisionThatAmendsTheAct(t *testing.T) {
	s := newScene(t)
	s.amendAct()
	other := s.record("", &Act{Type: "plan", Title: en("other")})
	russian := s.texted(s.amends, "ru")
	elsewhere := s.texted(s.amends2, "en")
	in := func(change func(*Amendment)) *Amendment {
		f := &Amendment{Decision: s.amends, Act: s.act, Lang: "en", Operations: []amend.Operation{words1()}}
		change(f)
		return f
	}
	for _, tt := range []struct {
		name  string
		facts *Amendment
		want  []Code
		field string
	}{
		{"an act that the decision does not amend", in(func(f *Amendment) { f.Act = other }), []Code{CodeForm}, "act"},
		{"nothing", in(func(f *Amendment) { f.Operations = nil }), []Code{CodeMissing}, "text"},
		{"a text that was not read", in(func(f *Amendment) { f.Operations, f.Text = nil, s.amending }), []Code{CodeForm}, "text"},
		{"an operation that makes no sense", in(func(f *Amendment) { f.Operations[0].Targets = nil }), []Code{CodeForm}, "operations.1"},
		{"more operations than there may be", in(func(f *Amendment) { f.Operations = slices.Repeat(f.Operations, MaxOperations+1) }), []Code{CodeRange}, "operations"},
		{"more bytes than there may be", in(func(f *Amendment) { f.Operations[0].New = strings.Repeat("a", MaxAmendmentBytes) }), []Code{CodeRange}, "operations"},
		{"a place without a text", in(func(f *Amendment) { f.Operations[0].Source = &amend.Range{To: 1} }), []Code{CodeForm}, "operations.1.source"},
		{"a place behind the text", in(func(f *Amendment) { f.Text, f.Operations[0].Source = s.amending, &amend.Range{To: 41} }), []Code{CodeForm}, "operations.1.source"},
		{"a text in another language", in(func(f *Amendment) { f.Text = russian }), []Code{CodeForm}, "text"},
		{"a text of another decision", in(func(f *Amendment) { f.Text = elsewhere }), []Code{CodeForm}, "text"},
		{"an exception of no operation", in(func(f *Amendment) { f.Exceptions = []Exception{{}} }), []Code{CodeMissing}, "exceptions.1.operations"},
		{"an exception twice", in(func(f *Amendment) { f.Exceptions = []Exception{{Operations: []int{1, 1}}} }), []Code{CodeRange}, "exceptions.1.operations"},
		{"a change of itself", in(func(f *Amendment) { f.Changes = []Change{{Amender: s.amends, Operation: 1}} }), []Code{CodeForm}, "changes.1.amender"},
		{"a change of what does not amend the act", in(func(f *Amendment) { f.Changes = []Change{{Amender: s.adopted, Operation: 1}} }), []Code{CodeForm}, "changes.1.amender"},
		{"a change of nothing", in(func(f *Amendment) { f.Changes = []Change{{Amender: s.amends2}} }), []Code{CodeMissing}, "changes.1.operation"},
		{"a repeal of what is no decision", in(func(f *Amendment) { f.Repeals = []ID{s.session} }), []Code{CodeNoSuch}, "repeals.1"},
		{"an order after itself", in(func(f *Amendment) { f.After = []ID{s.amends} }), []Code{CodeForm}, "after.1"},
	} {
		_, err := s.give("secretariat", &Record{Facts: tt.facts})
		if got := codes(err); !slices.Equal(got, tt.want) || !strings.Contains(err.Error(), tt.field) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	id := s.record("", in(func(f *Amendment) { f.Repeals = []ID{s.act, s.amends2} }))
	if _, err := s.give("secretariat", &Record{Facts: in(func(*Amendment) {})}); !slices.Equal(codes(err), []Code{CodeForm}) {
		t.Errorf("a second amendment: %v", err)
	}
	s.adopt(s.amends) // and what it does is corrected afterwards, too
	s.must("secretariat", &Record{Corrects: id, Reason: "a word", Facts: in(func(f *Amendment) { f.Operations[0].New = "dusk" })})
	s.record("", in(func(f *Amendment) { f.Lang = "ru" }))
}

func TestOperationsAreChecked(t *testing.T) {
	s := newScene(t)
	s.amendAct()
	for name, spoiled := range map[string]func(*amend.Operation){
		"a count below nothing":       func(o *amend.Operation) { o.Count = -1 },
		"a count above all":           func(o *amend.Operation) { o.Count = 10000 },
		"a shift of words":            func(o *amend.Operation) { o.Shift = 1 },
		"a sign that turns the words": func(o *amend.Operation) { o.New = "a\u202e" },
		"two lines":                   func(o *amend.Operation) { o.Old = "a\nb" },
		"not composed":                func(o *amend.Operation) { o.Targets[0].Steps[0].Num = "e\u0301" },
		"an anchor not composed":      func(o *amend.Operation) { o.Anchor = &act.Address{ID: "e\u0301"} },
		"a form not composed":         func(o *amend.Operation) { o.Old, o.New, o.Forms = "", "", []amend.Form{{Old: "e\u0301", New: "a"}} },
		"a condition not composed":    func(o *amend.Operation) { o.Force = &amend.Force{Condition: "e\u0301"} },
		"an end that is none":         func(o *amend.Operation) { o.Until = "tomorrow" },
	} {
		o := words1()
		spoiled(&o)
		if _, err := s.give("secretariat", &Record{Facts: &Amendment{Decision: s.amends, Act: s.act, Lang: "en", Operations: []amend.Operation{o}}}); len(codes(err)) == 0 {
			t.Errorf("%s: taken: %v", name, err)
		}
	}
	long := words1()
	long.New = strings.Repeat("long ", 2000) + "end"
	s.record("", &Amendment{Decision: s.amends, Act: s.act, Lang: "en", Operations: []amend.Operation{long}})
}

func TestAForceSaysOneThing(t *testing.T) {
	s := newScene(t)
	day := on("2020-01-01").Day()
	for _, tt := range []struct {
		name  string
		force Force
		want  []Code
	}{
		{"nothing", Force{}, nil},
		{"a day", Force{When: OnDay, Day: day, After: 10}, nil},
		{"a day that is not said", Force{When: OnDay}, []Code{CodeMissing}},
		{"a day that nothing asks for", Force{Day: day}, []Code{CodeForm}},
		{"notices", Force{When: OnNotices, Notices: 3, Each: true}, nil},
		{"no number of notices", Force{When: OnNotices}, []Code{CodeMissing}},
		{"an event", Force{When: OnEvent, Name: "the treaty"}, nil},
		{"an event of each", Force{When: OnEvent, Name: "x", Each: true}, []Code{CodeForm}},
		{"with another decision", Force{When: OnEntry, Of: s.adopted}, nil},
		{"with a session", Force{When: OnEntry, Of: s.session}, []Code{CodeNoSuch}},
		{"some moment", Force{When: "soon"}, []Code{CodeChoice}},
		{"days before", Force{After: -1}, []Code{CodeRange}},
		{"provisional", Force{When: OnNotices, Notices: 1, Provisional: &Force{}, Save: []procedure.Member{"kg"}}, nil},
		{"provisional twice", Force{Provisional: &Force{Provisional: &Force{}}}, []Code{CodeForm}},
		{"for nobody known", Force{Members: []procedure.Member{"fr"}}, []Code{CodeNoSuch}},
	} {
		_, err := s.give("secretariat", &Record{Facts: &Decision{Session: s.session, Form: "decision", Title: en("d"), Nature: "amend", At: on("2019-11-28"), Force: tt.force}})
		if got := codes(err); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
		if tt.force.IsZero() != reflect.DeepEqual(tt.force, Force{}) {
			t.Errorf("%s: zero %v", tt.name, tt.force.IsZero())
		}
	}
	if !(Force{Each: true}).Waits() || (Force{When: OnDay, Day: day}).Waits() {
		t.Error("what waits")
	}
}

func TestANotificationIsOfItsKind(t *testing.T) {
	s := newScene(t)
	day := on("2020-01-01").Day()
	for _, tt := range []struct {
		name  string
		facts Notification
		want  []Code
	}{
		{"a signature", Notification{About: s.adopted, Kind: NotifiedSignature, Member: "kz", Day: day}, nil},
		{"a notice of nobody", Notification{About: s.adopted, Kind: NotifiedNotice, Day: day}, []Code{CodeMissing}},
		{"an event", Notification{About: s.act, Kind: NotifiedEvent, Name: "x", Day: day}, nil},
		{"an event without a name", Notification{About: s.act, Kind: NotifiedEvent, Day: day}, []Code{CodeMissing}},
		{"an event of a member", Notification{About: s.act, Kind: NotifiedEvent, Name: "x", Member: "kz", Day: day}, []Code{CodeForm}},
		{"an end for all", Notification{About: s.adopted, Kind: NotifiedEnd, Day: day}, nil},
		{"an end with a name", Notification{About: s.adopted, Kind: NotifiedEnd, Name: "x", Day: day}, []Code{CodeForm}},
		{"no day", Notification{About: s.adopted, Kind: NotifiedEnd}, []Code{CodeMissing}},
		{"about a session", Notification{About: s.session, Kind: NotifiedEnd, Day: day}, []Code{CodeNoSuch}},
		{"a kind that is none", Notification{About: s.adopted, Kind: "rumour", Day: day}, []Code{CodeChoice}},
	} {
		if _, err := s.give("secretariat", &Record{Facts: &tt.facts}); !slices.Equal(codes(err), tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestAHistoryHoldsWhatItsReaderMaySee(t *testing.T) {
	s := newScene(t)
	s.amendAct()
	day := on("2020-02-01").Day()
	s.record("", &Amendment{Decision: s.amends, Act: s.act, Lang: "en", Operations: []amend.Operation{words1()}})
	s.record(access.Members, &Amendment{Decision: s.amends, Act: s.act, Lang: "ru", Operations: []amend.Operation{words1()}})
	s.record(access.Members, &Notification{About: s.amends, Kind: NotifiedNotice, Member: "kz", Day: day})
	s.record("", &Notification{About: s.act, Kind: NotifiedEvent, Name: "x", Day: day})
	all := func(*Thing) bool { return true }
	if h := s.state.History(s.act, all); len(h.Amenders) != 0 || len(h.Notified) != 1 {
		t.Errorf("of drafts: %+v", h)
	}
	s.adopt(s.amends)
	s.record("", &Signing{Session: s.session, Documents: []ID{s.amends}, Signatories: []Person{{Name: en("p"), Member: "kg"}, {Name: en("q")}}, At: on("2019-12-01")})
	h := s.state.History(s.act, all)
	if len(h.Amenders) != 1 || len(h.Amenders[0].Amendments) != 2 || len(h.Notified) != 1 || len(h.Amenders[0].Notified) != 2 || h.Amenders[0].Adopted != on("2019-11-28").Day() || h.Amenders[0].Known != on("2019-11-28").Day() {
		t.Errorf("%+v", h)
	}
	public := s.state.History(s.act, func(t *Thing) bool { return t.Audience == access.Public })
	if len(public.Amenders[0].Amendments) != 1 || len(public.Amenders[0].Notified) != 1 || public.Amenders[0].Notified[0].Kind != NotifiedSignature || public.Amenders[0].Notified[0].Member != "kg" {
		t.Errorf("%+v", public)
	}
	if h := s.state.History("0123456789abc", all); len(h.Amenders)+len(h.Notified) > 0 {
		t.Errorf("of nothing: %+v", h)
	}
}
