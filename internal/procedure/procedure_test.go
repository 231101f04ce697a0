package procedure

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"chancery.example/chancery/internal/calendar"
	"pgregory.net/rapid"
)

var six = []Member{"am", "by", "kz", "kg", "ru", "tj"}

// strict is consensus of everyone; lenient asks two thirds to take part and lets
// the absent be bound.
var (
	strict = Rule{ID: "12", Method: Consensus, Counts: map[Stance]Effect{
		For: Passes, DoesNotObject: OptsOut, NotParticipating: OptsOut, Abstains: Blocks, Against: Blocks, Objects: Blocks,
	}}
	lenient = Rule{ID: "7", Method: Consensus, Quorum: Share{2, 3}, Counts: map[Stance]Effect{
		For: Passes, DoesNotObject: Passes, Abstains: Passes, NotParticipating: OptsOut, Absent: Passes, Objects: Blocks,
	}}
)

func TestEvaluate(t *testing.T) {
	for _, tt := range []struct {
		name    string
		rule    Rule
		stances string // "am+ by- kz!" as in stances below
		outcome Outcome
		bound   string
		why     string
	}{
		{"all are for it", strict, "am+ by+ kz+ kg+ ru+ tj+", Adopted, "am by kz kg ru tj", ""},
		{"who does not object stays out", strict, "am~ by+ kz+ kg+ ru+ tj+", AdoptedInLimitedFormat, "by kz kg ru tj", ""},
		{"who does not participate stays out", strict, "am+ by+ kz+ kg+ ru+ tj/", AdoptedInLimitedFormat, "am by kz kg ru", ""},
		{"one is enough to be bound", strict, "am/ by~ kz~ kg+ ru~ tj/", AdoptedInLimitedFormat, "kg", ""},
		{"a decision that binds nobody is none", strict, "am/ by~ kz~ kg~ ru~ tj/", NotAdopted, "",
			"somebody-is-bound 0 of 1"},
		{"one objection blocks", strict, "am! by+ kz+ kg+ ru+ tj+", NotAdopted, "",
			"nobody-stands-in-the-way 5 of 6 am"},
		{"a vote against blocks", strict, "am+ by- kz+ kg+ ru+ tj+", NotAdopted, "",
			"nobody-stands-in-the-way 5 of 6 by"},
		{"abstention blocks where the rule says so", strict, "am= by+ kz+ kg+ ru+ tj+", NotAdopted, "",
			"nobody-stands-in-the-way 5 of 6 am"},
		{"abstention passes where the rule says so", lenient, "am= by+ kz+ kg+ ru+ tj+", Adopted, "am by kz kg ru tj", ""},
		{"absence that the rule does not name blocks", strict, "am? by+ kz+ kg+ ru+ tj+", NoQuorum, "",
			"quorum 5 of 6 am; nobody-stands-in-the-way 5 of 6 am"},
		{"silence blocks", strict, "by+ kz+ kg+ ru+ tj+", NoQuorum, "",
			"quorum 5 of 6 am; nobody-stands-in-the-way 5 of 6 am"},
		{"silence blocks where absence passes", lenient, "by+ kz+ kg+ ru+ tj+", NotAdopted, "",
			"nobody-stands-in-the-way 5 of 6 am"},
		{"two thirds of six is four", lenient, "am? by? kz+ kg+ ru+ tj+", Adopted, "am by kz kg ru tj", ""},
		{"three of six is no quorum", lenient, "am? by? kz? kg+ ru+ tj+", NoQuorum, "",
			"quorum 3 of 4 am by kz"},
		{"every condition not met is named", lenient, "am! by? kz? kg? ru? tj-", NoQuorum, "",
			"quorum 2 of 4 by kz kg ru; nobody-stands-in-the-way 4 of 6 am tj"},
		{"a quorum comes before an objection", lenient, "am? by? kz? kg! ru+ tj+", NoQuorum, "",
			"quorum 3 of 4 am by kz; nobody-stands-in-the-way 5 of 6 kg"},
		{"everyone absent is no quorum", lenient, "am? by? kz? kg? ru? tj?", NoQuorum, "",
			"quorum 0 of 4 am by kz kg ru tj"},
		{"nothing received is no quorum", strict, "", NoQuorum, "",
			"quorum 0 of 6 am by kz kg ru tj; nobody-stands-in-the-way 0 of 6 am by kz kg ru tj; somebody-is-bound 0 of 1"},
		{"a stance that is not known blocks", strict, "am* by+ kz+ kg+ ru+ tj+", NotAdopted, "",
			"nobody-stands-in-the-way 5 of 6 am"},
		{"a stance of a stranger counts for nothing", strict, "am+ by+ kz+ kg+ ru+ tj+ uz!", Adopted, "am by kz kg ru tj", ""},
		{"an effect that is not known blocks", Rule{ID: "x", Method: Consensus, Counts: map[Stance]Effect{For: "cheers"}},
			"am+ by+ kz+ kg+ ru+ tj+", NotAdopted, "",
			"nobody-stands-in-the-way 0 of 6 am by kz kg ru tj; somebody-is-bound 0 of 1"},
		{"a rule cannot make silence pass", Rule{ID: "x", Method: Consensus, Quorum: Share{1, 6}, Counts: map[Stance]Effect{For: Passes, None: Passes}},
			"am+", NotAdopted, "", "nobody-stands-in-the-way 1 of 6 by kz kg ru tj"},
		{"a rule with another method is not met", Rule{ID: "99", Method: "acclamation", Counts: strict.Counts},
			"am+ by+ kz+ kg+ ru+ tj+", NotAdopted, "", "rule-known 0 of 1"},
		{"the zero rule adopts nothing", Rule{}, "am+ by+ kz+ kg+ ru+ tj+", NotAdopted, "", "rule-known 0 of 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := Evaluate(tt.rule, Question{Members: six, Stances: stances(t, tt.stances)})
			if f.Outcome != tt.outcome || f.Rule != tt.rule.ID {
				t.Errorf("%s by rule %q, want %s", f.Outcome, f.Rule, tt.outcome)
			}
			if got := list(f.Bound); got != tt.bound {
				t.Errorf("bound: %q, want %q", got, tt.bound)
			}
			if got := unmet(f); got != tt.why {
				t.Errorf("why:\n\t%s\nwant:\n\t%s", got, tt.why)
			}
			if f.Outcome.Carried() != (tt.why == "") {
				t.Error("carried is not the same as every condition met")
			}
			if tt.rule.Method == Consensus && len(f.Reasons) != 3 {
				t.Errorf("%d reasons: every condition must give one", len(f.Reasons))
			}
		})
	}
}

func TestACouncilOfNobodyDecidesNothing(t *testing.T) {
	f := Evaluate(strict, Question{})
	if f.Outcome != NotAdopted || unmet(f) != "somebody-is-bound 0 of 1" {
		t.Errorf("%s: %s", f.Outcome, unmet(f))
	}
}

func TestShareOf(t *testing.T) {
	for _, tt := range []struct {
		share   Share
		n, want int
	}{
		{Share{2, 3}, 6, 4}, {Share{2, 3}, 5, 4}, {Share{2, 3}, 3, 2}, {Share{2, 3}, 1, 1}, {Share{2, 3}, 0, 0},
		{Share{1, 2}, 5, 3}, {Share{1, 1}, 6, 6}, {Share{1, 6}, 6, 1},
		{Share{}, 6, 6}, {Share{3, 2}, 6, 6}, {Share{-1, 3}, 6, 6}, {Share{1, -3}, 6, 6}, {Share{0, 3}, 6, 6},
	} {
		if got := tt.share.Of(tt.n); got != tt.want {
			t.Errorf("%d/%d of %d is %d, want %d", tt.share.Num, tt.share.Den, tt.n, got, tt.want)
		}
	}
}

func TestQuorumOfFive(t *testing.T) {
	five := six[1:]
	for s, want := range map[string]Outcome{
		"by? kz+ kg+ ru+ tj+": Adopted,
		"by? kz? kg+ ru+ tj+": NoQuorum,
	} {
		if f := Evaluate(lenient, Question{Members: five, Stances: stances(t, s)}); f.Outcome != want {
			t.Errorf("%s: %s, want %s", s, f.Outcome, want)
		}
	}
}

func TestOnlyAdoptionsAreCarried(t *testing.T) {
	for o, want := range map[Outcome]bool{
		Open: false, Adopted: true, AdoptedInLimitedFormat: true, NotAdopted: false, NoQuorum: false, "returned": false,
	} {
		if o.Carried() != want {
			t.Errorf("%q: carried is %v", o, o.Carried())
		}
	}
}

func TestRuleCheck(t *testing.T) {
	from, _ := calendar.ParseDay("2010-12-10")
	to, _ := calendar.ParseDay("2010-12-09")
	for _, tt := range []struct {
		name, want string
		change     func(*Rule)
	}{
		{"a good rule", "", func(*Rule) {}},
		{"a rule without id", "without id", func(r *Rule) { r.ID = "" }},
		{"a method that is not known", `method "majority"`, func(r *Rule) { r.Method = "majority" }},
		{"more than all", "quorum 4/3", func(r *Rule) { r.Quorum = Share{4, 3} }},
		{"a part of nothing", "quorum 1/0", func(r *Rule) { r.Quorum = Share{1, 0} }},
		{"nothing of a whole", "quorum 0/3", func(r *Rule) { r.Quorum = Share{0, 3} }},
		{"less than nothing", "quorum -1/3", func(r *Rule) { r.Quorum = Share{-1, 3} }},
		{"a stance that is not known", `stance "cheers"`, func(r *Rule) { r.Counts = map[Stance]Effect{"cheers": Passes} }},
		{"silence is not a stance to count", `stance ""`, func(r *Rule) { r.Counts = map[Stance]Effect{None: Passes} }},
		{"an effect that is not known", `for: "counts"`, func(r *Rule) { r.Counts = map[Stance]Effect{For: "counts"} }},
		{"an end before the beginning", "ends before it begins", func(r *Rule) { r.Force = calendar.Span{From: from, To: to} }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := lenient
			tt.change(&r)
			err := r.Check()
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("Check = %v, want %q", err, tt.want)
			}
		})
	}
}

// anyRule draws a rule of any form, also one that Check refuses.
func anyRule() *rapid.Generator[Rule] {
	return rapid.Custom(func(t *rapid.T) Rule {
		return Rule{
			ID:     "r",
			Method: rapid.SampledFrom([]Method{Consensus, Consensus, Consensus, "", "majority"}).Draw(t, "method"),
			Quorum: Share{rapid.IntRange(-1, 4).Draw(t, "num"), rapid.IntRange(-1, 4).Draw(t, "den")},
			Counts: rapid.MapOf(rapid.SampledFrom(append(Stances(), None, "odd")),
				rapid.SampledFrom([]Effect{Passes, OptsOut, Blocks, "odd"})).Draw(t, "counts"),
		}
	})
}

func anyQuestion() *rapid.Generator[Question] {
	return rapid.Custom(func(t *rapid.T) Question {
		q := Question{Stances: map[Member]Stance{}}
		for i := range rapid.IntRange(0, 8).Draw(t, "members") {
			m := Member(fmt.Sprint("m", i))
			q.Members = append(q.Members, m)
			q.Stances[m] = rapid.SampledFrom(append(Stances(), For, For, For, None, "odd")).Draw(t, "stance")
		}
		return q
	})
}

func TestTheOrderOfMembersChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, q := anyRule().Draw(t, "rule"), anyQuestion().Draw(t, "question")
		f := Evaluate(r, q)
		g := Evaluate(r, Question{Members: rapid.Permutation(q.Members).Draw(t, "order"), Stances: q.Stances})
		if f.Outcome != g.Outcome || !sameMembers(f.Bound, g.Bound) || len(f.Reasons) != len(g.Reasons) {
			t.Fatalf("%+v and %+v", f, g)
		}
		for i, a := range f.Reasons {
			b := g.Reasons[i]
			if !sameMembers(a.Who, b.Who) {
				t.Fatalf("%v and %v stand in the way", a.Who, b.Who)
			}
			a.Who, b.Who = nil, nil
			if fmt.Sprint(a) != fmt.Sprint(b) {
				t.Fatalf("%+v and %+v", a, b)
			}
		}
	})
}

func TestOneBlockingStanceAlwaysBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, q := anyRule().Draw(t, "rule"), anyQuestion().Draw(t, "question")
		if len(q.Members) == 0 {
			q.Members = []Member{"m0"}
		}
		m := rapid.SampledFrom(q.Members).Draw(t, "who")
		stances := append(Stances(), None, "odd")
		var blocking []Stance
		for _, s := range stances {
			if e := r.Counts[s]; s == None || e != Passes && e != OptsOut {
				blocking = append(blocking, s)
			}
		}
		q.Stances[m] = rapid.SampledFrom(blocking).Draw(t, "stance")
		if f := Evaluate(r, q); f.Outcome.Carried() || len(f.Bound) > 0 {
			t.Fatalf("%q of %s does not block: %+v", q.Stances[m], m, f)
		}
	})
}

func TestEvaluateReadsAndDoesNotWrite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, q := anyRule().Draw(t, "rule"), anyQuestion().Draw(t, "question")
		members, taken := slices.Clone(q.Members), maps.Clone(q.Stances)
		first, second := Evaluate(r, q), Evaluate(r, q)
		if fmt.Sprint(first) != fmt.Sprint(second) || !slices.Equal(members, q.Members) || !maps.Equal(taken, q.Stances) {
			t.Fatal("the same question gets another answer")
		}
	})
}

func sameMembers(a, b []Member) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// stances reads the shorthand of the tables above.
func stances(t *testing.T, s string) map[Member]Stance {
	t.Helper()
	sign := map[byte]Stance{
		'+': For, '-': Against, '=': Abstains, '!': Objects, '~': DoesNotObject, '/': NotParticipating, '?': Absent, '*': "cheers",
	}
	out := make(map[Member]Stance)
	for f := range strings.FieldsSeq(s) {
		stance, ok := sign[f[len(f)-1]]
		if !ok {
			t.Fatalf("bad stance %q", f)
		}
		out[Member(f[:len(f)-1])] = stance
	}
	return out
}

// unmet words the conditions that are not met.
func unmet(f Finding) string {
	var parts []string
	for _, r := range f.Reasons {
		if !r.Met {
			parts = append(parts, strings.TrimSpace(fmt.Sprintf("%s %d of %d %s", r.Condition, r.Have, r.Want, list(r.Who))))
		}
	}
	return strings.Join(parts, "; ")
}

func list(ms []Member) string {
	var s []string
	for _, m := range ms {
		s = append(s, string(m))
	}
	return strings.Join(s, " ")
}

func TestFindingsAreEqualWhenTheySayTheSame(t *testing.T) {
	q := Question{Members: six, Stances: stances(t, "am! by+ kz+ kg+ ru+ tj+")}
	f := Evaluate(strict, q)
	if !f.Equal(Evaluate(strict, q)) {
		t.Error("a finding is not equal to itself")
	}
	for name, change := range map[string]func(*Finding){
		"rule":      func(g *Finding) { g.Rule = "7" },
		"outcome":   func(g *Finding) { g.Outcome = Adopted },
		"bound":     func(g *Finding) { g.Bound = six },
		"condition": func(g *Finding) { g.Reasons[1].Condition = Quorum },
		"met":       func(g *Finding) { g.Reasons[1].Met = true },
		"have":      func(g *Finding) { g.Reasons[1].Have++ },
		"want":      func(g *Finding) { g.Reasons[1].Want++ },
		"who":       func(g *Finding) { g.Reasons[1].Who = nil },
		"a reason":  func(g *Finding) { g.Reasons = g.Reasons[1:] },
	} {
		g := Evaluate(strict, q)
		if change(&g); f.Equal(g) || g.Equal(f) {
			t.Errorf("another %s is the same finding", name)
		}
	}
}
