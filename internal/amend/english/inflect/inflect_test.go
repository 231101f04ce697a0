package inflect

import (
	"fmt"
	"testing"
)

func TestFormsOfWords(t *testing.T) {
	for _, c := range []struct{ old, now, want string }{
		{"Board", "Agency", "[{Boards Agencies an} {Board Agency an}]"},
		{"Member State", "Contracting Party", "[{Member States Contracting Parties a} {Member State Contracting Party a}]"},
		{"Boards", "Panels", "[{Boards Panels a} {Board Panel a}]"},
		{"Head of Office", "Chief of Office", "[{Heads of Office Chiefs of Office a} {Head of Office Chief of Office a}]"},
		{"Agencies", "Boxes", "[{Agencies Boxes a} {Agency Box a}]"},
		{"child", "Foot", "[{children Feet a} {child Foot a}]"},
		{"cargo", "berth", "[{cargos berths a} {cargoes berths a} {cargo berth a}]"},
		{"Board", "hour", "[{Boards hours an} {Board hour an}]"},
		{"Board", "Union", "[{Boards Unions a} {Board Union a}]"},
		{"Board", "uninvited guest", "[{Boards uninvited guests an} {Board uninvited guest an}]"},
		{"Board", "EU Office", "[{Boards EU Offices } {Board EU Office }]"},
		{"Board", "cargo", ""},
		{"Board", "Panels", ""},
		{"Boards", "Panel", ""},
		{"Board", "staff", ""},
		{"Board", "staves", ""},
		{"men", "women", ""},
		{"Chairman", "Chair", ""},
		{"proof", "test", ""},
		{"analysis", "basis", "[{analyses bases a} {analysis basis a}]"},
		{"Secretary-General", "Chair", ""},
		{"UN", "Board", ""},
		{"Совет", "Board", ""},
		{"glass", "day", "[{glasses days a} {glass day a}]"},
	} {
		got, ok := Forms(c.old, c.now)
		if s := fmt.Sprint(got); ok != (c.want != "") || ok && s != c.want {
			t.Errorf("%s, %s: %s, %v", c.old, c.now, s, ok)
		}
	}
}
