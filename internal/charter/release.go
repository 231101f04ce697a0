package charter

import (
	"fmt"
	"slices"
	"time"

	"chancery.example/chancery/internal/words"
)

// A Release is one rule of who may widen the audience of what, and when time does
// so by itself. What no rule allows nobody may.
type Release struct {
	ID       string     `json:"id"`
	Name     words.Text `json:"name,omitempty"` // the rule in words, with its clause
	Body     string     `json:"body,omitempty"` // in whose matters; none: in those of all
	From     string     `json:"from"`           // kind of audience: delegation, circle, sitting, body, secretariat, members
	To       string     `json:"to"`             // kind of audience, wider
	By       []string   `json:"by,omitempty"`   // secretariat, chair, member; none: time alone
	Evidence Evidence   `json:"evidence,omitzero"`
	After    Wait       `json:"after,omitzero"` // from its first entry until the clock releases a thing; none: never
}

// A Wait is a span of time by the calendar. The zero value is none.
type Wait struct {
	Years int `json:"years,omitempty"`
	Days  int `json:"days,omitempty"`
}

// Given reports whether there is anything to wait for.
func (w Wait) Given() bool { return w != Wait{} }

// From returns when the wait is over that begins at an instant.
func (w Wait) From(at time.Time) time.Time { return at.AddDate(w.Years, 0, w.Days) }

// Fits reports whether the rule is about things in a body's matters, from one kind
// of audience to another.
func (r Release) Fits(body, from, to string) bool {
	return (r.Body == "" || r.Body == body) && r.From == from && r.To == to
}

// AudienceKinds returns the kinds of audiences, those of a package that is not
// imported here, from the narrowest to the widest.
func AudienceKinds() []string {
	return []string{"delegation", "circle", "sitting", "body", "secretariat", "members", "public"}
}

// wider reports whether audiences of one kind can be wider than those of another.
func wider(from, to string) bool {
	switch to {
	case "public":
		return from != "public"
	case "members":
		return from != "public" && from != "members"
	}
	return from == "secretariat" && to != "secretariat" && to != "delegation"
}

func (k *checker) releases() {
	var ids []string
	for i, r := range k.c.Releases {
		path := fmt.Sprintf("releases[%d]", i)
		ids = append(ids, r.ID)
		if r.Body != "" {
			k.refers(path+".body", "a body", r.Body, k.bodies)
		}
		k.refers(path+".from", "a kind of audience", r.From, AudienceKinds())
		k.refers(path+".to", "a kind of audience", r.To, AudienceKinds())
		for j, by := range r.By {
			k.refers(fmt.Sprintf("%s.by[%d]", path, j), "one who can act", by, []string{"secretariat", "chair", "member"})
		}
		if kinds := AudienceKinds(); slices.Contains(kinds, r.From) && slices.Contains(kinds, r.To) && !wider(r.From, r.To) {
			k.fault(path+".to", fmt.Sprintf("%q", r.To), "a wider audience than that of "+r.From)
		}
		if r.After.Years < 0 || r.After.Days < 0 || r.After.Years > 200 || r.After.Days > 100_000 {
			k.fault(path+".after", fmt.Sprintf("%d years and %d days", r.After.Years, r.After.Days), "0 to 200 years and 0 to 100000 days")
		}
		if r.After.Given() && r.To != "public" && r.To != "members" {
			k.fault(path+".to", fmt.Sprintf("%q", r.To), "public or members, where time releases")
		}
	}
	k.ids("releases", ids)
}
