package access

import (
	"strings"
	"testing"

	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

func TestActors(t *testing.T) {
	for _, tt := range []struct {
		text  string
		actor Actor
		class Class
	}{
		{"public", Actor{}, PublicClass},
		{"secretariat", Actor{Role: Secretariat}, SecretariatClass},
		{"clock", Actor{Role: Clock}, SecretariatClass},
		{"chair", Actor{Role: Chair}, PublicClass}, // reads as nobody until it is known who presides
		{"chair:kg", Actor{Role: Chair, Member: "kg"}, "member:kg"},
		{"member:kz", Actor{Role: Delegate, Member: "kz"}, "member:kz"},
		{"body:cdm", Actor{Role: OfBody, Body: "cdm"}, "body:cdm"},
		{"member:european-union-27", Actor{Role: Delegate, Member: "european-union-27"}, "member:european-union-27"},
	} {
		a, err := ParseActor(tt.text)
		if err != nil || a != tt.actor || a.String() != tt.text {
			t.Errorf("%q is %+v %v, written back as %q", tt.text, a, err, a)
		}
		if got := ClassOf(a); got != tt.class {
			t.Errorf("%q reads as %q, want %q", tt.text, got, tt.class)
		}
	}
	for _, bad := range []string{
		"", "Secretariat", "member", "member:", "member:KZ", "member:kz:ru", "member:k z", "public:kz", "secretariat:kz",
		"clock:kz", "chair:", "officer", ":kz", " public", "member:" + strings.Repeat("a", 41),
	} {
		if a, err := ParseActor(bad); err == nil {
			t.Errorf("%q is taken for %+v", bad, a)
		}
	}
}

func TestActorsThatNobodyParsesReadAsThePublic(t *testing.T) {
	for _, a := range []Actor{{Role: "officer"}, {Role: "officer", Member: "kz"}, {Member: "kz"}} {
		if got := ClassOf(a); got != PublicClass {
			t.Errorf("%+v reads as %q", a, got)
		}
	}
	if _, ok := ClassOf(Actor{Role: Delegate}).Member(); ok {
		t.Error("a delegate of nobody is of a member")
	}
}

func TestAudiences(t *testing.T) {
	for a, want := range map[Audience]bool{
		Public: true, Members: true, OfSecretariat: true, OfSitting("narrow"): true, OfDelegation("kz"): true,
		OfTheBody("cdm"): true, OfCircle("3k"): true, "body:": false, "circle:A": false, Nobody: false, "everyone": false, "sitting:": false, "sitting:Narrow": false, "delegation:": false, "delegation:KZ": false, "public ": false,
	} {
		if a.Valid() != want {
			t.Errorf("%q: valid is %v", a, !want)
		}
	}
	if id, ok := OfSitting("narrow").Sitting(); !ok || id != "narrow" {
		t.Error("the audience of a sitting has lost it")
	}
	if m, ok := OfDelegation("kz").Delegation(); !ok || m != "kz" {
		t.Error("the audience of a delegation has lost it")
	}
	if _, ok := Members.Sitting(); ok {
		t.Error("the members are a sitting")
	}
}

func TestOnlyTheHeadOfADelegationIsToldFromItsOthers(t *testing.T) {
	for _, tt := range []struct {
		class Class
		as    Capacity
		want  Class
		heads procedure.Member
	}{
		{"member:kz", AsHead, "member:kz/as:head", "kz"},
		{"member:kz/as:head", AsHead, "member:kz/as:head", "kz"},
		{"member:kz/body:cdm/circle:one", AsHead, "member:kz/as:head/body:cdm/circle:one", "kz"},
		{"member:kz", AsAlternate, "member:kz", ""},
		{"member:kz/circle:one", AsAdministrator, "member:kz/circle:one", ""},
		{SecretariatClass, AsHead, SecretariatClass, ""},
		{PublicClass, AsHead, PublicClass, ""},
		{"body:cdm", AsHead, "body:cdm", ""},
	} {
		got := tt.class.As(tt.as)
		if got != tt.want || got.Base() != tt.class.Base() {
			t.Errorf("%s as %s is %s, want %s", tt.class, tt.as, got, tt.want)
		}
		for _, m := range []procedure.Member{"kz", "kg", ""} {
			if got.Heads(m) != (m != "" && m == tt.heads) {
				t.Errorf("%s heads %q: %v", got, m, got.Heads(m))
			}
		}
		for _, a := range []Audience{Public, Members, OfSecretariat, OfDelegation("kz"), OfTheBody("cdm"), OfCircle("one"), OfSitting("narrow")} {
			if MaySee(got, a, open{}) != MaySee(tt.class, a, open{}) {
				t.Errorf("%s and %s do not read the same of what is for %s", got, tt.class, a)
			}
		}
	}
	if got := MemberClass("kz").As(AsHead).With([]string{"cdm"}, nil); got != "member:kz/as:head/body:cdm" {
		t.Error(got)
	}
}

// room is a council in which kz and kg are members and kg alone took part in the
// narrow sitting; a stranger's representative was in it as well.
type room struct{}

func (room) IsMember(m procedure.Member) bool { return m == "kz" || m == "kg" }

func (room) TookPart(m procedure.Member, sitting string) bool {
	return sitting == "narrow" && (m == "kg" || m == "cis")
}

// open is a room that says yes to everything.
type open struct{}

func (open) IsMember(procedure.Member) bool         { return true }
func (open) TookPart(procedure.Member, string) bool { return true }

func TestWhoMaySeeWhat(t *testing.T) {
	classes := []Class{PublicClass, "member:kz", "member:kg", SecretariatClass, "member:cis", "member:", "", "everyone",
		"member:kz/body:cdm", "member:kz/body:other/circle:one", "body:cdm", "body:other/circle:one", "public/circle:one", "member:cis/body:cdm/circle:one"}
	for _, tt := range []struct {
		audience Audience
		may      string // a mark for each class above
	}{
		{Public, "++++++++++++++"},
		{Members, ".+++....++++.."},
		{OfSitting("narrow"), "..++.........."},
		{OfSitting("plenary"), "...+.........."},
		{OfDelegation("kz"), ".+......++...."},
		{OfDelegation("kg"), "..+..........."},
		{OfDelegation("cis"), ".............."},
		{OfDelegation(""), ".............."},
		{OfSitting(""), ".............."},
		{OfSecretariat, "...+.........."},
		{OfTheBody("cdm"), ".+++....+.+..."},
		{OfTheBody("other"), ".+++.....+.+.."},
		{OfTheBody(""), ".............."},
		{OfCircle("one"), "...+.....+.+.."},
		{OfCircle("two"), "...+.........."},
		{OfCircle(""), ".............."},
		{Nobody, ".............."},
		{"everyone", ".............."},
		{"Public", ".............."},
	} {
		for i, c := range classes {
			if got, want := MaySee(c, tt.audience, room{}), tt.may[i] == '+'; got != want {
				t.Errorf("%q may see what is for %q: %v, want %v", c, tt.audience, got, want)
			}
		}
	}
}

func TestWhatIsNotAnAudienceIsForNobodyWhateverTheRoomSays(t *testing.T) {
	for _, a := range []Audience{Nobody, "everyone", "sitting:", "sitting:Narrow", "delegation:", "delegation:KZ", "member:kz"} {
		for _, c := range []Class{PublicClass, SecretariatClass, "member:kz", "member:KZ", "member:"} {
			if MaySee(c, a, open{}) {
				t.Errorf("%q may see what is for %q", c, a)
			}
		}
	}
}

// FuzzParseActor checks that an accepted text is the one text of its actor, and
// that its class is one of the finite ones.
func FuzzParseActor(f *testing.F) {
	for _, s := range []string{"public", "secretariat", "chair", "chair:kg", "clock", "member:kz", "member:", "x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseActor(s)
		if err != nil {
			if a != (Actor{}) {
				t.Errorf("%q is refused and yet %+v", s, a)
			}
			return
		}
		if a.String() != s {
			t.Errorf("%q is written back as %q", s, a)
		}
		c := ClassOf(a)
		if a.Role == OfBody && c == Class("body:"+a.Body) {
			return
		}
		if m, ok := c.Member(); c != PublicClass && c != SecretariatClass && (!ok || m != a.Member || !words.ValidID(string(m))) {
			t.Errorf("%q reads as %q", s, c)
		}
	})
}
