package access

import (
	"slices"
	"testing"

	"chancery.example/chancery/internal/procedure"
)

func TestSides(t *testing.T) {
	for s, want := range map[Side]struct {
		member, body, office string
		capacities           int
	}{
		"member:kz":    {member: "kz", capacities: 5},
		"body:cdm":     {body: "cdm", capacities: 2},
		"office:sg":    {office: "sg", capacities: 3},
		"secretariat":  {capacities: 2},
		"":             {},
		"member:":      {},
		"member:KZ":    {},
		"everyone":     {},
		"body:a b":     {},
		"office:":      {},
		"secretariat ": {},
	} {
		m, isMember := s.Member()
		b, isBody := s.Body()
		o, isOffice := s.Office()
		if isMember != (want.member != "") || isBody != (want.body != "") || isOffice != (want.office != "") ||
			isMember && m != procedure.Member(want.member) || isBody && b != want.body || isOffice && o != want.office || len(s.Of()) != want.capacities {
			t.Errorf("%q: member %q %v, body %q %v, office %q %v, capacities %v", s, m, isMember, b, isBody, o, isOffice, s.Of())
		}
		for _, c := range s.Of() {
			if !slices.Contains(Capacities(), c) {
				t.Errorf("%q: capacity %q is none", s, c)
			}
		}
	}
}

// Who may give what is this table and nothing else; every other pair of a mandate
// and an actor is denied.
func TestACapacityAllowsWhatIsItsOwn(t *testing.T) {
	actors := map[string]Actor{
		"member:kz": {Role: Delegate, Member: "kz"}, "member:kg": {Role: Delegate, Member: "kg"}, "chair:kz": {Role: Chair, Member: "kz"},
		"secretariat": {Role: Secretariat}, "clock": {Role: Clock}, "public": {}, "body:cdm": {Role: OfBody, Body: "cdm"}, "chair": {Role: Chair},
	}
	allowed := map[string][]string{ // "side capacity command" to actors
		"member:kz head take-stance":           {"chair:kz", "member:kz"},
		"member:kz alternate take-stance":      {"chair:kz", "member:kz"},
		"member:kz delegate take-stance":       {"member:kz"},
		"member:kz chair take-stance":          {"chair:kz"},
		"member:kz head give-mandate":          {"chair:kz", "member:kz"},
		"member:kz alternate give-mandate":     {"chair:kz"},
		"member:kz chair give-mandate":         {"chair:kz"},
		"member:kz administrator give-mandate": {"member:kz"},
		"member:kz administrator end-mandate":  {"member:kz"},
		"secretariat head take-stance":         {"secretariat"},
		"secretariat officer take-stance":      {"secretariat"},
		"secretariat head give-mandate":        {"secretariat"},
		"secretariat officer give-mandate":     {"secretariat"},
		"body:cdm chair take-stance":           {"body:cdm"},
		"body:cdm officer take-stance":         {"body:cdm"},
		"body:cdm chair give-mandate":          {"body:cdm"},
		"body:cdm officer give-mandate":        {"body:cdm"},
	}
	allowed["member:kz head end-mandate"] = allowed["member:kz head give-mandate"]
	for _, side := range []Side{"member:kz", "secretariat", "body:cdm", "office:sg", "", "member:fr"} {
		for _, c := range append(Capacities(), "") {
			for _, command := range []string{"take-stance", GiveMandate} {
				var got []string
				for name, a := range actors {
					if Allows(side, c, a, command) {
						got = append(got, name)
					}
				}
				slices.Sort(got)
				if want := allowed[string(side)+" "+string(c)+" "+command]; !slices.Equal(got, want) {
					t.Errorf("%s as %s gives %s as %v, want %v", side, c, command, got, want)
				}
			}
		}
	}
}

func TestAsWhomAPersonMayAct(t *testing.T) {
	for _, tt := range []struct {
		side Side
		as   Capacity
		want []string
	}{
		{"member:kz", AsHead, []string{"member:kz", "chair:kz"}},
		{"member:kz", AsDelegate, []string{"member:kz"}},
		{"member:kz", AsAdministrator, []string{"member:kz"}},
		{"member:kz", AsChair, []string{"chair:kz"}},
		{"body:cdm", AsChair, []string{"body:cdm"}},
		{SideSecretariat, AsOfficer, []string{"secretariat"}},
		{"office:sg", AsHead, nil},
		{"", AsHead, nil},
	} {
		var got []string
		for _, a := range Actors(tt.side, tt.as) {
			got = append(got, a.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s as %s: %v, want %v", tt.side, tt.as, got, tt.want)
		}
	}
	if SideOfBody("cdm") != "body:cdm" || SideOf("kz") != "member:kz" {
		t.Error("sides are not written as they are read")
	}
}

// Whoever reads what is for the narrower of two audiences of which the one reaches
// the other reads what is for the wider: what a release adds is never taken away.
func TestTheWiderOfTwoAudiencesIsReadByAllWhoReadTheNarrower(t *testing.T) {
	audiences := []Audience{
		Nobody, Public, Members, OfSecretariat, OfSitting("narrow"), OfSitting("plenary"), OfDelegation("kz"), OfDelegation("kg"),
		OfTheBody("cdm"), OfTheBody("other"), OfCircle("one"), OfCircle("two"), "everyone",
	}
	classes := []Class{
		PublicClass, SecretariatClass, "member:kz", "member:kg", "member:cis", "member:kz/body:cdm", "member:kg/body:other/circle:one",
		"body:cdm", "body:other/circle:two", "everyone",
	}
	pairs := 0
	for _, a := range audiences {
		for _, b := range audiences {
			if !Reaches(a, b) {
				continue
			}
			pairs++
			for _, c := range classes {
				if MaySee(c, b, room{}) && !MaySee(c, a, room{}) {
					t.Errorf("%q reads what is for %q and not what is for %q", c, b, a)
				}
			}
		}
	}
	if pairs < 30 {
		t.Errorf("%d pairs", pairs)
	}
}

func TestAClassSaysWhatItsMandateIsLimitedTo(t *testing.T) {
	for _, tt := range []struct {
		base            Class
		bodies, circles []string
		want            Class
	}{
		{"member:kz", nil, nil, "member:kz"},
		{"member:kz", []string{"b", "a", "b"}, []string{"x"}, "member:kz/body:a/body:b/circle:x"},
		{"body:cdm", []string{"a"}, []string{"y", "x"}, "body:cdm/circle:x/circle:y"},
		{PublicClass, []string{"a"}, []string{"x"}, PublicClass},
		{SecretariatClass, nil, []string{"x"}, SecretariatClass},
	} {
		got := tt.base.With(tt.bodies, tt.circles)
		if got != tt.want {
			t.Errorf("%s with %v and %v is %q, want %q", tt.base, tt.bodies, tt.circles, got, tt.want)
		}
		if m, ok := got.Member(); ok != (tt.base == "member:kz") || ok && m != "kz" {
			t.Errorf("%q is of %q", got, m)
		}
	}
	if OfDelegation("kz").Kind() != "delegation" || Public.Kind() != "public" {
		t.Error("the kind of an audience is not what stands before its name")
	}
}
