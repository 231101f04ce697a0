// Package charter is an organisation as data: its members and their statuses,
// its bodies and who sits in them, its offices and their holders, the order of
// precedence, its languages, the rotation of its presidency, its rules of
// decision and its scale of contributions.
//
// The charter is the body of entry 0 of the register. YAML is only how it is
// typed, and has the names of the JSON form. Nothing here knows a council by
// name, and nothing here decides.
package charter

import (
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/money"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Charter is one organisation.
type Charter struct {
	ID        string                `json:"id"`                 // "csto": in the origin line of the register
	Name      words.Text            `json:"name"`               // "Collective Security Treaty Organization"
	Short     words.Text            `json:"short"`              // "CSTO"
	Languages []words.Lang          `json:"languages"`          // the first is the language of originals
	Alphabet  words.Lang            `json:"alphabet"`           // members come in the order of their names in it
	Zone      string                `json:"zone"`               // time zone of the seat: "Europe/Moscow"
	Accent    string                `json:"accent"`             // the one colour of its pages: "#1f4e79"
	Council   string                `json:"council"`            // id of the highest body
	Members   []Member              `json:"members"`            // states and organisations, also former ones
	Bodies    []Body                `json:"bodies"`             //
	Offices   []Office              `json:"offices"`            //
	Rotation  Rotation              `json:"rotation"`           //
	Rules     []procedure.Rule      `json:"rules"`              //
	Scales    []Scale               `json:"scales,omitempty"`   //
	Weights   []procedure.Table     `json:"weights,omitempty"`  // votes, population and the like, by name and span of days
	Evidence  []Evidence            `json:"evidence,omitempty"` // for what the charter says as a whole
	Mandates  Mandates              `json:"mandates,omitzero"`  // whether persons act under mandates that are recorded
	Releases  []Release             `json:"releases,omitempty"` // who may widen the audience of what; none: nobody
	Labels    map[string]words.Text `json:"labels,omitempty"`   // names of kinds that the organisation has words of its own for

	Preparation Preparation `json:"preparation,omitzero"` // of sessions
}

// Mandates says whether the mandates of persons are recorded. Where they are, every
// command but the clock's is given under one.
type Mandates struct {
	Recorded    bool   `json:"recorded,omitempty"`
	Secretariat string `json:"secretariat,omitempty"` // the body whose people are the secretariat; none: only who has a mandate for the secretariat itself
}

// A Basis says how a fact is known. The zero value is Reported: a source says so.
type Basis string

// The bases. Whatever is not reported is marked on every page that shows it.
const (
	Reported Basis = ""
	Derived  Basis = "derived"  // follows from what sources say
	Recalled Basis = "recalled" // from general knowledge; no source was read
	Specimen Basis = "specimen" // written for the example, not by the council
)

// Evidence says how a fact is known and where it stands.
type Evidence struct {
	Basis  Basis      `json:"basis,omitempty"`
	Source string     `json:"source,omitempty"` // an address, or the name of a publisher
	Note   words.Text `json:"note,omitempty"`
}

// A Member is a state or an organisation that has, or had, a status.
type Member struct {
	ID       procedure.Member `json:"id"`
	ISO      string           `json:"iso,omitempty"`     // ISO 3166 alpha-2, for a state that has one
	Names    []Name           `json:"names"`             // by date, the first is the earliest
	Aliases  []string         `json:"aliases,omitempty"` // how else sources call it
	Statuses []Status         `json:"statuses"`
}

// A Name is what a member is called over a span of days.
type Name struct {
	Name  words.Text    `json:"name"`           // short: "Kyrgyzstan"
	Full  words.Text    `json:"full,omitempty"` // "the Kyrgyz Republic"
	Force calendar.Span `json:"force,omitzero"`
}

// A Standing is what kind of status a member has.
type Standing string

// The standings. Suspended is a member whose membership is suspended: it is on
// the list and not in the electorate. The zero value is no standing at all.
const (
	NoStanding Standing = ""
	FullMember Standing = "member"
	Observer   Standing = "observer"
	Partner    Standing = "partner"
	Suspended  Standing = "suspended"
)

// A Status is a standing over a span of days.
type Status struct {
	Standing Standing      `json:"standing"`
	Force    calendar.Span `json:"force,omitzero"`
	Evidence Evidence      `json:"evidence,omitzero"`
}

// A Body is an organ: the council itself, a council of ministers, a secretariat.
type Body struct {
	ID       string     `json:"id"`
	Name     words.Text `json:"name"`
	Short    words.Text `json:"short,omitempty"`
	Under    string     `json:"under,omitempty"`   // id of the body it answers to
	Sits     words.Text `json:"sits,omitempty"`    // who sits in it: "heads of the member states"
	Does     words.Text `json:"does,omitempty"`    // what it is for, in a sentence
	Decides  bool       `json:"decides,omitempty"` // takes decisions of its own
	Evidence Evidence   `json:"evidence,omitzero"`
}

// An Office is a post with holders over time.
type Office struct {
	ID      string           `json:"id"`
	Name    words.Text       `json:"name"`
	Body    string           `json:"body,omitempty"`   // the body it belongs to
	Member  procedure.Member `json:"member,omitempty"` // the state whose office it is, for heads of state and government
	Holders []Holder         `json:"holders"`
}

// A Holder is a person in an office over a span of days.
type Holder struct {
	Person   words.Text       `json:"person"`
	Acting   bool             `json:"acting,omitempty"`
	Of       procedure.Member `json:"of,omitempty"` // the state the person comes from, where it matters
	Force    calendar.Span    `json:"force,omitzero"`
	Evidence Evidence         `json:"evidence,omitzero"`
}

// A Rotation says who presides, in what order, and who has.
type Rotation struct {
	Order    []procedure.Member `json:"order,omitempty"` // where it differs from the order of precedence
	Rule     words.Text         `json:"rule"`            // the rule in words, with its clause
	Terms    []Term             `json:"terms"`           // as known when the charter was recorded
	Evidence Evidence           `json:"evidence,omitzero"`
}

// A Term is one member's presidency.
type Term struct {
	Member   procedure.Member `json:"member"`
	From     calendar.When    `json:"from,omitzero"`
	To       calendar.When    `json:"to,omitzero"`
	Evidence Evidence         `json:"evidence,omitzero"`
}

// A Scale is how members share the budget over a span of days.
type Scale struct {
	Force    calendar.Span `json:"force,omitzero"`
	Shares   money.Scale   `json:"shares"` // sums to exactly 100 per cent
	Evidence Evidence      `json:"evidence,omitzero"`
}
