// Package check looks in files of Akoma Ntoso for what a schema cannot see: names
// that stand twice, references and modifications that lead nowhere.
package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn"
)

// A Rule is what a file breaks that the schema does not say, or says weaker.
type Rule string

// The rules.
const (
	IDForm    Rule = "id-form"      // an eId is names and numbers joined by "_", levels by "__"; a wId has no space
	IDTwice   Rule = "id-twice"     // an eId is unique in the file, a wId in its document
	Reference Rule = "reference"    // what a local address points to is there, and of the right kind
	Target    Rule = "modification" // a modification has a source and a destination, both there, and one of them is this document
)

// MaxFindings is after how many findings a check stops.
const MaxFindings = 1000

// A Finding is one place that breaks a rule.
type Finding struct {
	Rule   Rule
	Place  string // path of the attribute or element
	Line   int    // from 1
	Detail string
}

// String is the finding as one line for people.
func (f Finding) String() string {
	return fmt.Sprintf("line %d: %s: %s (%s)", f.Line, f.Place, f.Detail, f.Rule)
}

// Check looks for what a schema cannot: names, references and modifications that
// lead nowhere. acts are the texts of other acts by the URIs under which the
// file may name them; what points into an act that is not among them is not
// judged. First come the ids, then what points to them, each in the order of the
// file, at most MaxFindings in all. The
// error is that of a file that Read would not take for XML of Akoma Ntoso.
func Check(b []byte, acts map[string]*act.Text) ([]Finding, error) {
	root, err := akn.Elements(b)
	if err != nil {
		return nil, err
	}
	c := &check{acts: acts, eids: make(map[string]*akn.Element), wids: make(map[wid]bool), known: make(map[string]map[string]bool),
		form: regexp.MustCompile(`^\pL[\pL\pN.-]*(_[\pL\pN.~-]+)?(__\pL[\pL\pN.-]*(_[\pL\pN.~-]+)?)*$`)}
	c.names(root, root)
	c.references(root)
	return c.found, nil
}

type wid struct {
	document *akn.Element
	id       string
}

type check struct {
	acts  map[string]*act.Text
	known map[string]map[string]bool // by URI: what addresses into an act may name
	eids  map[string]*akn.Element
	wids  map[wid]bool
	form  *regexp.Regexp // of an eId
	found []Finding
}

func (c *check) report(n *akn.Element, attr string, r Rule, detail string) {
	if len(c.found) >= MaxFindings {
		return
	}
	place := n.Where()
	if attr != "" {
		place += "/@" + attr
	}
	c.found = append(c.found, Finding{r, place, n.Line, detail})
}

// names looks at the ids of an element and all below it. The form of an eId is
// levels joined by two low lines, each a name and, after one low line, a number.
func (c *check) names(n, scope *akn.Element) {
	if n.Document {
		scope = n
	}
	for _, a := range n.Attrs {
		switch {
		case a.Name == "eId" && !c.form.MatchString(a.Value), a.Name == "wId" && (a.Value == "" || strings.ContainsAny(a.Value, " \t\n\u00a0")):
			c.report(n, a.Name, IDForm, strconv.Quote(a.Value))
		case a.Name == "eId" && c.eids[a.Value] != nil:
			c.report(n, a.Name, IDTwice, fmt.Sprintf("%q stands on line %d too", a.Value, c.eids[a.Value].Line))
		case a.Name == "wId" && c.wids[wid{scope, a.Value}]:
			c.report(n, a.Name, IDTwice, strconv.Quote(a.Value)+" stands in this document before")
		}
		switch a.Name {
		case "eId":
			c.eids[a.Value] = n
		case "wId":
			c.wids[wid{scope, a.Value}] = true
		}
	}
	for _, k := range n.Kids {
		c.names(k, scope)
	}
}

// points reports whether an attribute holds addresses.
func points(name string) bool {
	return slices.Contains([]string{"href", "source", "refersTo", "period", "start", "end", "as", "by", "to", "for", "from", "upTo", "outcome",
		"startQuote", "actor", "includedIn"}, name)
}

func (c *check) references(n *akn.Element) {
	modifies := n.Up != nil && isModification(n.Up.Local) && (n.Local == "source" || n.Local == "destination")
	for _, a := range n.Attrs {
		if !points(a.Name) || n.Local == "" || modifies && a.Name == "href" {
			continue
		}
		for _, one := range strings.Fields(a.Value) {
			if why := c.misses(one); why != "" {
				c.report(n, a.Name, Reference, one+" "+why)
			} else if want := target(n.Local, a.Name); want != "" && one[0] == '#' && c.eids[akn.Unescape(one[1:])].Local != want {
				c.report(n, a.Name, Reference, fmt.Sprintf("%s is %s, want %s", one, c.eids[akn.Unescape(one[1:])].Name, want))
			}
		}
	}
	if isModification(n.Local) {
		c.modification(n)
	}
	for _, k := range n.Kids {
		c.references(k)
	}
}

func isModification(name string) bool {
	return slices.Contains([]string{"textualMod", "meaningMod", "scopeMod", "forceMod", "efficacyMod", "legalSystemMod"}, name)
}

// target is the element that an attribute has to point to, "" for any.
func target(name, attr string) string {
	switch {
	case attr == "period":
		return "temporalGroup"
	case name == "timeInterval" && (attr == "start" || attr == "end"):
		return "eventRef"
	}
	return ""
}

// misses says why an address leads nowhere, "" where it does or nobody can say.
func (c *check) misses(href string) string {
	uri, frag, has := strings.Cut(href, "#")
	frag = akn.Unescape(frag)
	switch {
	case uri == "" && has && c.eids[frag] == nil:
		return "is not in the file"
	case uri == "" || frag == "" || c.acts[uri] == nil:
		return ""
	}
	if c.known[uri] == nil {
		names := make(map[string]bool)
		for id, eid := range c.acts[uri].EIDs() {
			names[string(id)], names[eid] = true, true
		}
		c.known[uri] = names
	}
	if !c.known[uri][frag] {
		return "is not in that act"
	}
	return ""
}

// modification looks at where a modification comes from and goes to.
func (c *check) modification(n *akn.Element) {
	passive := n.Up.Local == "passiveModifications"
	own := "source"
	if passive {
		own = "destination"
	}
	for _, tag := range []string{"source", "destination"} {
		count, local := 0, false
		for _, k := range n.Kids {
			if k.Local != tag {
				continue
			}
			count++
			href := k.Get("href")
			local = local || strings.HasPrefix(href, "#")
			if why := c.misses(href); why != "" {
				c.report(k, "href", Target, href+" "+why)
			}
		}
		switch {
		case count == 0:
			c.report(n, "", Target, "no "+tag)
		case tag == own && !local:
			c.report(n, "", Target, tag+" of "+n.Up.Name+" is another document")
		}
	}
}
