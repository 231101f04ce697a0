package council

import (
	"flag"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"chancery.example/chancery/register"
)

// together are the commands that two people may lawfully give from one page, and why.
// Records are not among them: who records twice records two things.
var together = map[string]string{
	"place-statement": "each is a statement of its own, and all of them stand beside the decision",
}

// once are the commands that nobody gives from a page.
var once = map[string]string{
	"establish":      "it is entry 0, and comes once",
	"expire-silence": "the clock gives it",
}

// pages counts the commands that the tests of this package gave twice from one page.
var pages struct {
	sync.Mutex
	tried map[string]int
	both  map[string]string // those of which both succeeded, with one example
}

// twice asks what the council says to somebody who gives again, from the page that it
// was given from, what was just given.
func (d *desk) twice(o Order, seen register.Place) {
	if r, ok := o.Command.(*Record); ok && r.Corrects == "" || d.state.Charter == nil || seen < 1 {
		return
	}
	o.Given, o.IDs, o.Seen = d.given.Add(time.Second), []ID{NewID(d.bits + 1<<32), NewID(d.bits + 2<<32)}, seen
	pages.Lock()
	defer pages.Unlock()
	if pages.tried == nil {
		pages.tried, pages.both = map[string]int{}, map[string]string{}
	}
	name := o.Command.name()
	pages.tried[name]++
	if _, err := Decide(d.state, o); err == nil {
		pages.both[name] = fmt.Sprintf("%s: %+v", d.t.Name(), o.Command)
	}
}

// TestMain holds all orders of the tests of this package to one rule: of two people
// who give one command from one page, one succeeds.
func TestMain(m *testing.M) {
	code := m.Run()
	whole := flag.Lookup("test.run").Value.String() == "" && len(pages.tried) > 0
	for _, name := range Commands() {
		c, _ := Empty(name)
		_, record := c.(*Record)
		if pages.tried[name] == 0 && !record && once[name] == "" && whole {
			fmt.Println("--- FAIL:", name, "was not given twice from one page by any test")
			code = max(code, 1)
		}
		if at := pages.both[name]; at != "" && together[name] == "" {
			fmt.Println("--- FAIL:", name, "succeeds twice from one page, in", at)
			code = max(code, 1)
		}
	}
	os.Exit(code)
}
