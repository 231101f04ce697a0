// Package charter is an organisation as data: its members and their statuses,
// its bodies and who sits in them, its offices and their holders, the order of
// precedence, its languages, the rotation of its presidency, its rules of
// decision and its scale of contributions.
//
// The charter is the body of entry 0 of the register. YAML is only how it is
// typed. Nothing here knows a council by name, and nothing here decides.
package charter

import (
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/money"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// A Charter is one organisation.
type Charter struct {
	ID        string                `json:"id" yaml:"id"`                       // "csto": in the origin line of the register
	Name      words.Text            `json:"name" yaml:"name"`                   // "Collective Security Treaty Organization"
	Short     words.Text            `json:"short" yaml:"short"`                 // "CSTO"
	Languages []words.Lang          `json:"languages" yaml:"languages"`         // the first is the language of originals
	Alphabet  words.Lang            `json:"alphabet" yaml:"alphabet"`           // members come in the order of their names in it
	Zone      string                `json:"zone" yaml:"zone"`                   // time zone of the seat: "Europe/Moscow"
	Accent    string                `json:"accent" yaml:"accent"`               // the one colour of its pages: "#1f4e79"
	Council   string                `json:"council" yaml:"council"`             // id of the highest body
	Members   []Member              `json:"members" yaml:"members"`             // states and organisations, also former ones
	Bodies    []Body                `json:"bodies" yaml:"bodies"`               //
	Offices   []Office              `json:"offices" yaml:"offices"`             //
	Rotation  Rotation              `json:"rotation" yaml:"rotation"`           //
	Rules     []procedure.Rule      `json:"rules" yaml:"rules"`                 //
	Scales    []Scale               `json:"scales,omitempty" yaml:"scales"`     //
	Evidence  []Evidence            `json:"evidence,omitempty" yaml:"evidence"` // for what the charter says as a whole
	Labels    map[string]words.Text `json:"labels,omitempty" yaml:"labels"`     // names of kinds that the organisation has words of its own for
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
	Basis  Basis      `json:"basis,omitempty" yaml:"basis"`
	Source string     `json:"source,omitempty" yaml:"source"` // an address, or the name of a publisher
	Note   words.Text `json:"note,omitempty" yaml:"note"`
}

// A Member is a state or an organisation that has, or had, a status.
type Member struct {
	ID       procedure.Member `json:"id" yaml:"id"`
	ISO      string           `json:"iso,omitempty" yaml:"iso"`         // ISO 3166 alpha-2, for a state that has one
	Names    []Name           `json:"names" yaml:"names"`               // by date, the first is the earliest
	Aliases  []string         `json:"aliases,omitempty" yaml:"aliases"` // how else sources call it
	Statuses []Status         `json:"statuses" yaml:"statuses"`
}

// A Name is what a member is called over a span of days.
type Name struct {
	Name  words.Text    `json:"name" yaml:"name"`           // short: "Kyrgyzstan"
	Full  words.Text    `json:"full,omitempty" yaml:"full"` // "the Kyrgyz Republic"
	Force calendar.Span `json:"force,omitzero" yaml:"force"`
}

// A Standing is what kind of status a member has.
type Standing string

// The standings. Suspended is a member whose membership is suspended: it is on
// the list and not in the electorate.
const (
	FullMember Standing = "member"
	Observer   Standing = "observer"
	Partner    Standing = "partner"
	Suspended  Standing = "suspended"
)

// A Status is a standing over a span of days.
type Status struct {
	Standing Standing      `json:"standing" yaml:"standing"`
	Force    calendar.Span `json:"force,omitzero" yaml:"force"`
	Evidence Evidence      `json:"evidence,omitzero" yaml:"evidence"`
}

// A Body is an organ: the council itself, a council of ministers, a secretariat.
type Body struct {
	ID       string     `json:"id" yaml:"id"`
	Name     words.Text `json:"name" yaml:"name"`
	Short    words.Text `json:"short,omitempty" yaml:"short"`
	Under    string     `json:"under,omitempty" yaml:"under"`     // id of the body it answers to
	Sits     words.Text `json:"sits,omitempty" yaml:"sits"`       // who sits in it: "heads of the member states"
	Does     words.Text `json:"does,omitempty" yaml:"does"`       // what it is for, in a sentence
	Decides  bool       `json:"decides,omitempty" yaml:"decides"` // takes decisions of its own
	Evidence Evidence   `json:"evidence,omitzero" yaml:"evidence"`
}

// An Office is a post with holders over time.
type Office struct {
	ID      string           `json:"id" yaml:"id"`
	Name    words.Text       `json:"name" yaml:"name"`
	Body    string           `json:"body,omitempty" yaml:"body"`     // the body it belongs to
	Member  procedure.Member `json:"member,omitempty" yaml:"member"` // the state whose office it is, for heads of state and government
	Holders []Holder         `json:"holders" yaml:"holders"`
}

// A Holder is a person in an office over a span of days.
type Holder struct {
	Person   words.Text       `json:"person" yaml:"person"`
	Acting   bool             `json:"acting,omitempty" yaml:"acting"`
	Of       procedure.Member `json:"of,omitempty" yaml:"of"` // the state the person comes from, where it matters
	Force    calendar.Span    `json:"force,omitzero" yaml:"force"`
	Evidence Evidence         `json:"evidence,omitzero" yaml:"evidence"`
}

// A Rotation says who presides, in what order, and who has.
type Rotation struct {
	Order    []procedure.Member `json:"order,omitempty" yaml:"order"` // where it differs from the order of precedence
	Rule     words.Text         `json:"rule" yaml:"rule"`             // the rule in words, with its clause
	Terms    []Term             `json:"terms" yaml:"terms"`           // as known when the charter was recorded
	Evidence Evidence           `json:"evidence,omitzero" yaml:"evidence"`
}

// A Term is one member's presidency.
type Term struct {
	Member   procedure.Member `json:"member" yaml:"member"`
	From     calendar.When    `json:"from,omitzero" yaml:"from"`
	To       calendar.When    `json:"to,omitzero" yaml:"to"`
	Evidence Evidence         `json:"evidence,omitzero" yaml:"evidence"`
}

// A Scale is how members share the budget over a span of days.
type Scale struct {
	Force    calendar.Span `json:"force,omitzero" yaml:"force"`
	Shares   money.Scale   `json:"shares" yaml:"shares"` // sums to exactly 100 per cent
	Evidence Evidence      `json:"evidence,omitzero" yaml:"evidence"`
}
