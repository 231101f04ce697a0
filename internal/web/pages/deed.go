package pages

import (
	"github.com/a-h/templ"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
)

// A Deed is one request for a page on which somebody gives commands.
type Deed struct {
	*Paper
	Room    *reading.Room
	By      access.Actor
	Mandate council.ID                      // under which By acts; empty: none, or the first that there is
	Command string                          // its name; empty: none is chosen
	Query   map[string][]string             // what a link gives for the form
	Posted  map[string][]string             // the form; nil: it was not sent
	Reasons func(*council.Refusal) []string // the sentences of a refusal
}

// A DeedPage is the answer to a [Deed].
type DeedPage struct {
	Title   string
	Crumbs  []Link
	Body    templ.Component
	Sorts   bool             // it has a list that is sorted by dragging; the policy that lets the script run is for the caller to set
	Refused *council.Refusal // the form is shown again because of it; nil: it is not
}
