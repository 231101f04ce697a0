package pages

import (
	"time"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
)

// An Ask is one request for a page that another room makes.
type Ask struct {
	*Paper
	Room    *reading.Room
	ID      string       // in the address; empty: none
	By      access.Actor // as whom the reader acts; a stranger: nobody
	Mandate council.ID   // under which; empty: none
	Account string       // of the person who is signed in; empty: nobody
	Now     time.Time    // UTC, to the second
}

// A Leaf is the answer to an [Ask]: the content and what the frame says of it.
type Leaf struct {
	Title       string
	Description string
	Section     string // the word of the service navigation it belongs to
	Crumbs      []Link // between home and the page
	More        bool   // it shows this reader what a stranger does not see
	Body        templ.Component
}
