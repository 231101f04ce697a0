package akn

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
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
	top, err := parse(b)
	if err != nil {
		return nil, fmt.Errorf("akn: %w", err)
	}
	root := top.child("akomaNtoso")
	if root == nil {
		return nil, errors.New("akn: the root is not akomaNtoso")
	}
	c := &check{acts: acts, eids: make(map[string]*node), wids: make(map[wid]bool), known: make(map[string]map[string]bool), scopes: make(map[*node]bool),
		form: regexp.MustCompile(`^\pL[\pL\pN.-]*(_[\pL\pN.~-]+)?(__\pL[\pL\pN.-]*(_[\pL\pN.~-]+)?)*$`)}
	for _, d := range documents(root, "") {
		c.scopes[d.node] = true
	}
	c.names(root, root)
	c.references(root)
	return c.found, nil
}

type wid struct {
	document *node
	id       string
}

type check struct {
	acts   map[string]*act.Text
	known  map[string]map[string]bool // by URI: what addresses into an act may name
	eids   map[string]*node
	wids   map[wid]bool
	form   *regexp.Regexp // of an eId
	scopes map[*node]bool
	found  []Finding
}

func (c *check) report(n *node, attr string, r Rule, detail string) {
	if len(c.found) >= MaxFindings {
		return
	}
	place := n.where()
	if attr != "" {
		place += "/@" + attr
	}
	c.found = append(c.found, Finding{r, place, n.line, detail})
}

// where is the path of an element, counted among those of its name.
func (n *node) where() string {
	if n.up == nil {
		return ""
	}
	count, place := 0, 0
	for _, k := range n.up.kids {
		if k.form == element && k.name == n.name {
			count++
		}
		if k == n {
			place = count
		}
	}
	name := n.name
	if count > 1 {
		name += "[" + strconv.Itoa(place) + "]"
	}
	return strings.TrimPrefix(n.up.where()+"/"+name, "/")
}

// names looks at the ids of an element and all below it. The form of an eId is
// levels joined by two low lines, each a name and, after one low line, a number.
func (c *check) names(n, scope *node) {
	if c.scopes[n] {
		scope = n
	}
	for _, a := range n.attrs {
		switch {
		case a.name == "eId" && !c.form.MatchString(a.value), a.name == "wId" && (a.value == "" || strings.ContainsAny(a.value, " \t\n\u00a0")):
			c.report(n, a.name, IDForm, strconv.Quote(a.value))
		case a.name == "eId" && c.eids[a.value] != nil:
			c.report(n, a.name, IDTwice, fmt.Sprintf("%q stands on line %d too", a.value, c.eids[a.value].line))
		case a.name == "wId" && c.wids[wid{scope, a.value}]:
			c.report(n, a.name, IDTwice, strconv.Quote(a.value)+" stands in this document before")
		}
		switch a.name {
		case "eId":
			c.eids[a.value] = n
		case "wId":
			c.wids[wid{scope, a.value}] = true
		}
	}
	for k := range n.elements {
		c.names(k, scope)
	}
}

// points reports whether an attribute holds addresses.
func points(name string) bool {
	return slices.Contains([]string{"href", "source", "refersTo", "period", "start", "end", "as", "by", "to", "for", "from", "upTo", "outcome",
		"startQuote", "actor", "includedIn"}, name)
}

func (c *check) references(n *node) {
	modifies := n.up != nil && isModification(n.up.local) && (n.local == "source" || n.local == "destination")
	for _, a := range n.attrs {
		if !points(a.name) || n.local == "" || modifies && a.name == "href" {
			continue
		}
		for _, one := range strings.Fields(a.value) {
			if why := c.misses(one); why != "" {
				c.report(n, a.name, Reference, one+" "+why)
			} else if want := target(n.local, a.name); want != "" && one[0] == '#' && c.eids[unescape(one[1:])].local != want {
				c.report(n, a.name, Reference, fmt.Sprintf("%s is %s, want %s", one, c.eids[unescape(one[1:])].name, want))
			}
		}
	}
	if isModification(n.local) {
		c.modification(n)
	}
	for k := range n.elements {
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
	frag = unescape(frag)
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
func (c *check) modification(n *node) {
	passive := n.up.local == "passiveModifications"
	own := "source"
	if passive {
		own = "destination"
	}
	for _, tag := range []string{"source", "destination"} {
		count, local := 0, false
		for k := range n.children(tag) {
			count++
			href := k.get("href")
			local = local || strings.HasPrefix(href, "#")
			if why := c.misses(href); why != "" {
				c.report(k, "href", Target, href+" "+why)
			}
		}
		switch {
		case count == 0:
			c.report(n, "", Target, "no "+tag)
		case tag == own && !local:
			c.report(n, "", Target, tag+" of "+n.up.name+" is another document")
		}
	}
}
