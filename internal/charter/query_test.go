package charter

import (
	"fmt"
	"slices"
	"testing"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
)

func TestMembersComeInTheOrderOfTheAlphabet(t *testing.T) {
	c := parse(t, small)
	// Восток, Ёлкин остров, Запад, Общество птиц: Ё is not after Я.
	if got, want := c.Precedence(), []procedure.Member{"east", "isle", "west", "birds"}; !slices.Equal(got, want) {
		t.Errorf("precedence %v, want %v", got, want)
	}
	for d, want := range map[string][]procedure.Member{
		"1999-12-31": nil,
		"2004-12-31": {"isle", "west"},
		"2010-12-31": {"isle", "west", "east"}, // while it was called Ястребово
		"2011-01-01": {"east", "isle", "west"},
		"2012-12-19": {"east", "west"},
		"":           nil,
	} {
		if got := c.Electorate(day(t, d)); !slices.Equal(got, want) {
			t.Errorf("electorate on %q: %v, want %v", d, got, want)
		}
	}
}

func TestMembersOfOneNameComeByID(t *testing.T) {
	c := parse(t, small)
	for i := range c.Members {
		c.Members[i].Names = c.Members[1].Names
	}
	if got, want := c.Precedence(), []procedure.Member{"birds", "east", "isle", "west"}; !slices.Equal(got, want) {
		t.Errorf("precedence %v, want %v", got, want)
	}
}

func TestStandings(t *testing.T) {
	c := parse(t, small)
	for _, tt := range []struct {
		member procedure.Member
		day    string
		want   Standing
	}{
		{"east", "1999-12-31", NoStanding},
		{"east", "2000-01-01", Observer},
		{"east", "2004-12-31", Observer},
		{"east", "2005-01-01", FullMember},
		{"isle", "2012-12-18", FullMember},
		{"isle", "2012-12-19", Suspended},
		{"birds", "0001-01-01", Observer},
		{"birds", "", NoStanding},
		{"south", "2019-11-28", NoStanding},
	} {
		if got := c.StandingOn(tt.member, day(t, tt.day)); got != tt.want {
			t.Errorf("%s on %q: %q, want %q", tt.member, tt.day, got, tt.want)
		}
	}
	for m, want := range map[procedure.Member]bool{"east": true, "isle": true, "birds": false, "south": false} {
		if c.EverMember(m) != want {
			t.Errorf("%s was ever a member: %v", m, !want)
		}
	}
}

func TestNames(t *testing.T) {
	c := parse(t, small)
	east, _ := c.Member("east")
	for d, want := range map[string]string{"": "East", "1990-01-01": "Hawkland", "2010-12-31": "Hawkland", "2011-01-01": "East", "2049-01-01": "East"} {
		if got := east.NameOn(day(t, d)).Name["en"]; got != want {
			t.Errorf("on %q it is called %s, want %s", d, got, want)
		}
	}
	if n := new(Member).NameOn(day(t, "2019-11-28")); n.Name != nil {
		t.Errorf("nobody is called %v", n)
	}
}

func TestHolders(t *testing.T) {
	c := parse(t, small)
	for d, want := range map[string]string{"2011-06-30": "A. First", "2011-07-01": "", "2011-09-01": "B. Second"} {
		h, ok := c.HolderOn("secretary", day(t, d))
		if h.Person["en"] != want || ok != (want != "") || h.Acting != (want == "B. Second") {
			t.Errorf("on %s it is %+v %v", d, h, ok)
		}
	}
	if _, ok := c.HolderOn("nothing", day(t, "2011-06-30")); ok {
		t.Error("an office that is not there is held")
	}
}

func TestPresidency(t *testing.T) {
	c := parse(t, small)
	for d, want := range map[string]procedure.Member{
		"":           "",
		"2009-12-31": "",
		"2010-01-01": "west", // a year begins with its first day
		"2011-12-31": "west",
		"2012-02-29": "",     // the first term is over and nobody knows whether the next has begun
		"2012-03-01": "east", // now it has
		"2013-02-28": "east",
		"2013-03-01": "",
		"2014-05-01": "west",
		"2049-01-01": "west",
	} {
		if got, ok := c.Presiding(day(t, d)); got != want && ok || ok != (want != "") {
			t.Errorf("%q: %s presides, want %s", d, got, want)
		}
	}
}

func TestAPresidencyGoesOnUntilTheNextHasSurelyBegun(t *testing.T) {
	c := parse(t, small)
	c.Rotation.Terms[0].To = calendar.When{}
	if got, _ := c.Presiding(day(t, "2012-02-29")); got != "west" {
		t.Errorf("%q presides", got)
	}
}

func TestRotation(t *testing.T) {
	c := parse(t, small)
	for _, tt := range []struct {
		order []procedure.Member
		after procedure.Member
		day   string
		next  procedure.Member
	}{
		{nil, "west", "2011-01-01", "east"},
		{nil, "east", "2011-01-01", "isle"},
		{nil, "east", "2012-12-19", "west"},
		{nil, "isle", "2019-11-28", "west"}, // from where it would have been
		{nil, "south", "2019-11-28", ""},
		{nil, "west", "1999-01-01", ""},
		{[]procedure.Member{"west", "isle", "east"}, "west", "2011-01-01", "isle"},
		{[]procedure.Member{"west"}, "west", "2011-01-01", "west"},
	} {
		c.Rotation.Order = tt.order
		if got, ok := c.NextInRotation(tt.after, day(t, tt.day)); got != tt.next || ok != (tt.next != "") {
			t.Errorf("after %s in %v on %s comes %q, want %q", tt.after, tt.order, tt.day, got, tt.next)
		}
	}
}

func TestRules(t *testing.T) {
	c := parse(t, small)
	for _, tt := range []struct{ matter, day, rule, quorum string }{
		{"statement", "2009-12-31", "consensus", "2/3"},
		{"statement", "2010-01-01", "consensus", "0/0"},
		{"statement", "1999-12-31", "", ""},
		{"budget", "2009-12-31", "money", "0/0"},
		{"budget", "1999-12-31", "money", "0/0"},
		{"", "2019-11-28", "consensus", "0/0"},
		{"budget", "", "", ""},
	} {
		r, ok := c.RuleFor(tt.matter, day(t, tt.day))
		quorum := ""
		if ok {
			quorum = fmt.Sprintf("%d/%d", r.Quorum.Num, r.Quorum.Den)
		}
		if r.ID != tt.rule || quorum != tt.quorum {
			t.Errorf("%s on %s: %q with %v", tt.matter, tt.day, r.ID, r.Quorum)
		}
	}
}

func TestScales(t *testing.T) {
	c := parse(t, small)
	for d, want := range map[string]int{"1999-12-31": 0, "2009-12-31": 2, "2010-01-01": 2, "": 0} {
		if s, ok := c.ScaleOn(day(t, d)); len(s.Shares) != want || ok != (want > 0) {
			t.Errorf("scale on %q: %v", d, s)
		}
	}
}

func TestTheZeroCharterKnowsNothing(t *testing.T) {
	var c Charter
	d := day(t, "2019-11-28")
	_, member := c.Member("kz")
	_, body := c.Body("")
	_, office := c.Office("")
	_, holder := c.HolderOn("", d)
	_, rule := c.RuleFor("", d)
	_, scale := c.ScaleOn(d)
	_, presiding := c.Presiding(d)
	_, next := c.NextInRotation("", d)
	for i, ok := range []bool{
		member, body, office, holder, rule, scale, presiding, next, c.EverMember(""), c.StandingOn("", d) != NoStanding,
		len(c.Electorate(d)) > 0, len(c.Precedence()) > 0,
	} {
		if ok {
			t.Errorf("question %d is answered", i)
		}
	}
}
