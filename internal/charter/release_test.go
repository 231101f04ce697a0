package charter

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chancery.example/chancery/internal/access"
)

func TestARuleOfReleaseOnlyWidens(t *testing.T) {
	one := map[string]access.Audience{
		"delegation": access.OfDelegation("kz"), "circle": access.OfCircle("c"), "sitting": access.OfSitting("s"), "body": access.OfTheBody("b"),
		"secretariat": access.OfSecretariat, "members": access.Members, "public": access.Public,
	}
	if len(one) != len(AudienceKinds()) {
		t.Fatal(AudienceKinds())
	}
	for _, from := range AudienceKinds() {
		if kind := one[from].Kind(); kind != from {
			t.Errorf("%q is of kind %q", one[from], kind)
		}
		for _, to := range AudienceKinds() {
			want := access.Reaches(one[to], one[from]) && from != to
			if wider(from, to) != want {
				t.Errorf("from %s to %s: %v, want %v", from, to, !want, want)
			}
		}
	}
}

func TestFaultsOfRulesOfRelease(t *testing.T) {
	c := &Charter{Bodies: []Body{{ID: "heads"}}}
	for name, tt := range map[string]struct {
		r    Release
		want string // in a fault; empty: none
	}{
		"in order":            {Release{ID: "r", Body: "heads", From: "sitting", To: "public", By: []string{"chair"}, After: Wait{Years: 30}}, ""},
		"no id":               {Release{From: "members", To: "public"}, "releases[0].id"},
		"no such body":        {Release{ID: "r", Body: "x", From: "members", To: "public"}, "releases[0].body"},
		"from nothing":        {Release{ID: "r", To: "public"}, "releases[0].from"},
		"to nothing":          {Release{ID: "r", From: "members"}, "releases[0].to"},
		"narrower":            {Release{ID: "r", From: "members", To: "secretariat"}, "a wider audience than that of members"},
		"by whoever":          {Release{ID: "r", From: "members", To: "public", By: []string{"clock"}}, "releases[0].by[0]"},
		"before it was":       {Release{ID: "r", From: "members", To: "public", After: Wait{Days: -1}}, "releases[0].after"},
		"to a circle by time": {Release{ID: "r", From: "secretariat", To: "circle", After: Wait{Days: 1}}, "where time releases"},
	} {
		k := &checker{c: c, bodies: []string{"heads"}}
		c.Releases = []Release{tt.r}
		k.releases()
		var all []string
		for _, f := range k.faults {
			all = append(all, f.Error())
		}
		if tt.want == "" && len(all) > 0 || tt.want != "" && !slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, tt.want) }) {
			t.Errorf("%s: %v, want %q", name, all, tt.want)
		}
	}
	r := Release{Body: "heads", From: "members", To: "public"}
	if !r.Fits("heads", "members", "public") || r.Fits("", "members", "public") || r.Fits("heads", "sitting", "public") || r.Fits("heads", "members", "members") {
		t.Error("a rule is about matters that it does not name")
	}
	at := time.Date(2019, 11, 28, 9, 0, 0, 0, time.UTC)
	if w := (Wait{Years: 30, Days: 1}); !w.Given() || (Wait{}).Given() || !w.From(at).Equal(time.Date(2049, 11, 29, 9, 0, 0, 0, time.UTC)) {
		t.Error(w.From(at))
	}
}

func TestTheSecretariatIsABodyOfTheCharter(t *testing.T) {
	c := &Charter{Mandates: Mandates{Recorded: true, Secretariat: "nowhere"}}
	if err := c.Check(); err == nil || !strings.Contains(err.Error(), `mandates.secretariat: "nowhere"`) {
		t.Error(err)
	}
}
