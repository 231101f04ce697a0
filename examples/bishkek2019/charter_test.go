package bishkek2019

import (
	"slices"
	"testing"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/charter"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

func parse(t *testing.T) *charter.Charter {
	t.Helper()
	c, err := charter.Parse("charter.yaml", Charter())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t *testing.T, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheSixDecideInTheOrderOfTheRussianAlphabet(t *testing.T) {
	c := parse(t)
	six := []procedure.Member{"am", "by", "kz", "kg", "ru", "tj"}
	if got := c.Electorate(day(t, "2019-11-28")); !slices.Equal(got, six) {
		t.Errorf("electorate %v, want %v", got, six)
	}
	if got := c.Precedence(); !slices.Equal(got, append(six, "uz")) {
		t.Errorf("precedence %v", got)
	}
}

func TestUzbekistanIsSuspendedOn19December2012(t *testing.T) {
	c := parse(t)
	for d, want := range map[string]charter.Standing{
		"2012-12-18": charter.FullMember, "2012-12-19": charter.Suspended, "2019-11-28": charter.Suspended,
	} {
		if got := c.StandingOn("uz", day(t, d)); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}

func TestHolders(t *testing.T) {
	c := parse(t)
	for _, tt := range []struct {
		office, day, person string
		acting              bool
	}{
		{"secretary-general", "2019-11-28", "Valery Semerikov", true},
		{"secretary-general", "2019-12-31", "Valery Semerikov", true},
		{"secretary-general", "2020-01-01", "Stanislav Zas", false},
		{"prime-minister-am", "2019-11-28", "Nikol Pashinyan", false},
		{"president-by", "2019-11-28", "Alexander Lukashenko", false},
		{"president-kz", "2019-11-28", "Kassym-Jomart Tokayev", false},
		{"president-kg", "2019-11-28", "Sooronbay Jeenbekov", false},
		{"president-kg", "2025-11-27", "Sadyr Japarov", false},
		{"president-ru", "2019-11-28", "Vladimir Putin", false},
		{"president-tj", "2019-11-28", "Emomali Rahmon", false},
	} {
		h, ok := c.HolderOn(tt.office, day(t, tt.day))
		if name, _ := h.Person.In("en"); !ok || name != tt.person || h.Acting != tt.acting {
			t.Errorf("%s on %s: %s, acting %v", tt.office, tt.day, name, h.Acting)
		}
	}
}

func TestThePresidencyGoesRoundByTheAlphabet(t *testing.T) {
	c := parse(t)
	terms := c.Rotation.Terms
	for i, term := range terms[1:] {
		before := terms[i].Member
		if next, ok := c.NextInRotation(before, term.From.Earliest()); !ok || next != term.Member {
			t.Errorf("%v: %s follows %s, and the alphabet says %s", term.From, term.Member, before, next)
		}
	}
	for d, want := range map[string]procedure.Member{"2018-11-08": "kz", "2019-11-28": "kg", "2020-01-01": "ru", "2025-11-27": "kg"} {
		if got, _ := c.Presiding(day(t, d)); got != want {
			t.Errorf("%s presides on %s, want %s", got, d, want)
		}
	}
}

func TestDecisionsAreByConsensusAndMayLeaveOneOut(t *testing.T) {
	c := parse(t)
	d := day(t, "2024-11-28")
	rule, ok := c.RuleFor("decision", d)
	if !ok {
		t.Fatal("no rule")
	}
	q := procedure.Question{Members: c.Electorate(d), Stances: map[procedure.Member]procedure.Stance{}}
	for _, m := range q.Members {
		q.Stances[m] = procedure.For
	}
	for stance, want := range map[procedure.Stance]procedure.Outcome{
		procedure.For:              procedure.Adopted,
		procedure.DoesNotObject:    procedure.AdoptedInLimitedFormat,
		procedure.NotParticipating: procedure.AdoptedInLimitedFormat,
		procedure.Abstains:         procedure.NotAdopted,
		procedure.Objects:          procedure.NotAdopted,
		procedure.Absent:           procedure.NoQuorum,
		procedure.None:             procedure.NoQuorum,
	} {
		q.Stances["am"] = stance
		if got := procedure.Evaluate(rule, q); got.Outcome != want {
			t.Errorf("Armenia %q: %s, want %s", stance, got.Outcome, want)
		}
	}
	if _, ok := c.RuleFor("decision", day(t, "2010-12-09")); ok {
		t.Error("the limited format is older than its protocol")
	}
	if scale, ok := c.ScaleOn(d); !ok || scale.Evidence.Basis != charter.Recalled {
		t.Error("the scale is not marked as recalled")
	}
}

// TestWhatIsNotReportedSaysWhy checks that nothing recalled or derived stands
// without a note, and nothing reported without a source.
func TestWhatIsNotReportedSaysWhy(t *testing.T) {
	c := parse(t)
	check := func(of string, e charter.Evidence) {
		if e.Basis == charter.Reported && e.Source == "" || e.Basis != charter.Reported && e.Note.Empty() {
			t.Errorf("%s: evidence %+v", of, e)
		}
		for _, l := range []words.Lang{"ru", "en"} {
			if !e.Note.Empty() && e.Note[l] == "" {
				t.Errorf("%s: note without %s", of, l)
			}
		}
	}
	for _, m := range c.Members {
		for _, s := range m.Statuses {
			check(string(m.ID), s.Evidence)
		}
	}
	for _, b := range c.Bodies {
		check(b.ID, b.Evidence)
	}
	for _, o := range c.Offices {
		for _, h := range o.Holders {
			check(o.ID, h.Evidence)
		}
	}
	for _, term := range c.Rotation.Terms {
		check("term of "+string(term.Member), term.Evidence)
	}
	for _, s := range c.Scales {
		check("scale", s.Evidence)
	}
}
