package akn

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// A period is a span of days that blocks or modifications point to.
type period struct{ from, to string }

// A ref is another document that this one names.
type ref struct{ tag, id, uri string }

// by is who says what the metadata says.
const by = "#author"

// period is the id of a period; its days become events where they are none.
func (w *writer) period(from, to string) string {
	p := period{from, to}
	i := slices.Index(w.periods, p)
	if i < 0 {
		i = len(w.periods)
		w.periods = append(w.periods, p)
		for _, day := range []string{from, to} {
			if day != "" && !slices.Contains(w.bounds, day) {
				w.bounds = append(w.bounds, day)
			}
		}
	}
	return w.prefix + "period_" + strconv.Itoa(i+1)
}

// bound is the id of the event of a day that bounds a period.
func (w *writer) bound(day string) string {
	if day == "" {
		return ""
	}
	return "#" + w.prefix + "bound_" + strconv.Itoa(slices.Index(w.bounds, day)+1)
}

// meta is the metadata of a document. It is made after the text, whose periods
// it lists.
func (w *writer) meta() *node {
	w.refs = []ref{{"original", "original", w.d.Work.URI}}
	analysis := w.analysis()
	events := w.lifecycle()
	return group("meta").add(w.frbr("/!main"), events, analysis, w.temporal(), w.references())
}

// collection is the metadata of several languages together.
func (d *Document) collection() *node {
	w := &writer{d: d, e: d.Expressions[0]}
	id := w.frbr("/!collection")
	expr := id.child("FRBRExpression")
	for _, e := range d.Expressions[1:] {
		expr.add(el("FRBRlanguage", "language", language(e.Text.Lang)))
	}
	return group("meta").add(id, group("references", "source", by).add(w.agent()))
}

// frbr is the identification of a part of one expression.
func (w *writer) frbr(part string) *node {
	k, e := w.d.Work, w.e
	work := group("FRBRWork").add(el("FRBRthis", "value", k.URI+part), el("FRBRuri", "value", k.URI),
		el("FRBRdate", "date", k.Date, "name", "adoption"), el("FRBRauthor", "href", by), el("FRBRcountry", "value", k.Country))
	if k.Number != "" {
		work.add(el("FRBRnumber", "value", k.Number))
	}
	if k.Name != "" {
		work.add(el("FRBRname", "value", k.Name))
	}
	return group("identification", "source", by).add(work,
		group("FRBRExpression").add(el("FRBRthis", "value", e.URI+part), el("FRBRuri", "value", e.URI),
			el("FRBRdate", "date", e.Date, "name", "expression"), el("FRBRauthor", "href", by),
			el("FRBRlanguage", "language", language(e.Text.Lang))),
		group("FRBRManifestation").add(el("FRBRthis", "value", e.File+part), el("FRBRuri", "value", e.File),
			el("FRBRdate", "date", e.Made, "name", "manifestation"), el("FRBRauthor", "href", by),
			el("FRBRformat", "value", "application/akn+xml")))
}

// language is the code of three letters for the languages of the house, and any
// other as it is.
func language(l act.Lang) string {
	switch l {
	case act.Russian:
		return "rus"
	case act.English:
		return "eng"
	}
	return string(l)
}

func (w *writer) lifecycle() *node {
	n := group("lifecycle", "source", by)
	for i, e := range w.d.Events {
		n.add(el("eventRef", "eId", w.prefix+"event_"+strconv.Itoa(i+1), "date", e.Date, "type", string(e.Type),
			"source", "#"+w.ref(e.Source, "passiveRef")))
	}
	for i, day := range w.bounds {
		n.add(el("eventRef", "eId", w.prefix+"bound_"+strconv.Itoa(i+1), "date", day, "source", "#"+w.prefix+"original",
			"refersTo", "#"+w.prefix+"bound"))
	}
	return filled(n)
}

func filled(n *node) *node {
	if len(n.kids) == 0 {
		return nil
	}
	return n
}

// ref is the id of a document that is referred to.
func (w *writer) ref(uri, tag string) string {
	for _, r := range w.refs {
		if r.uri == uri {
			return w.prefix + r.id
		}
	}
	id := "ref_" + strconv.Itoa(len(w.refs))
	w.refs = append(w.refs, ref{tag, id, uri})
	return w.prefix + id
}

func (w *writer) temporal() *node {
	n := group("temporalData", "source", by)
	for i, p := range w.periods {
		n.add(group("temporalGroup", "eId", w.prefix+"period_"+strconv.Itoa(i+1)).add(
			el("timeInterval", "start", w.bound(p.from), "end", w.bound(p.to), "refersTo", "#"+w.prefix+"force")))
	}
	return filled(n)
}

func (w *writer) references() *node {
	n := group("references", "source", by)
	for _, r := range w.refs {
		n.add(el(r.tag, "eId", w.prefix+r.id, "href", r.uri, "showAs", r.uri))
	}
	if w.prefix == "" {
		n.add(w.agent())
	}
	concept := func(id, says string) {
		n.add(el("TLCConcept", "eId", w.prefix+id, "href", "/ontology/concept/"+id, "showAs", says))
	}
	var kinds []string
	for _, m := range append(slices.Clone(w.d.Active), w.d.Passive...) {
		if !slices.Contains(kinds, string(m.Kind)) {
			kinds = append(kinds, string(m.Kind))
		}
	}
	slices.Sort(kinds)
	for _, k := range kinds {
		concept("kind-"+k, k)
	}
	if len(w.bounds) > 0 {
		concept("bound", "first or last day of a period")
		concept("force", "in force")
	}
	return n
}

func (w *writer) agent() *node {
	name := w.d.Work.Author.Name
	if name == "" {
		name = w.d.Work.Author.URI
	}
	return el("TLCOrganization", "eId", "author", "href", w.d.Work.Author.URI, "showAs", name)
}

func (w *writer) analysis() *node {
	n := group("analysis", "source", by)
	for _, x := range []struct {
		tag  string
		list []Modification
	}{{"activeModifications", w.d.Active}, {"passiveModifications", w.d.Passive}} {
		all := group(x.tag)
		for i, m := range x.list {
			all.add(w.modification(x.tag, i, m))
		}
		n.add(filled(all))
	}
	return filled(n)
}

// kindType is what the schema calls a kind of operation.
func kindType(k amend.Kind) (tag, kind string) {
	switch k {
	case amend.Substitution, amend.TextSubstitution:
		return "textualMod", "substitution"
	case amend.Insertion, amend.TextInsertion:
		return "textualMod", "insertion"
	case amend.Removal, amend.Repeal, amend.TextDeletion:
		return "textualMod", "repeal"
	case amend.Replacement, amend.Renumbering, amend.Split, amend.Join:
		return "textualMod", string(k)
	case amend.Suspension:
		return "efficacyMod", "inapplication"
	case amend.Restoration:
		return "forceMod", "reEnactment"
	case amend.Extension:
		return "forceMod", "prorogationOfForce"
	}
	return "", ""
}

func (w *writer) modification(list string, i int, m Modification) *node {
	tag, kind := kindType(m.Kind)
	id := w.prefix + strings.TrimSuffix(list, "Modifications") + "_" + strconv.Itoa(i+1)
	n := group(tag, "eId", id, "type", kind, "refersTo", "#"+w.prefix+"kind-"+string(m.Kind))
	if (m.Force != nil && m.Force.From != "") || m.Until != "" {
		from := ""
		if m.Force != nil {
			from = m.Force.From
		}
		n.attrs = append(n.attrs, attr{name: "period", value: "#" + w.period(from, m.Until)})
	}
	if m.Operation != nil {
		n.attrs = append(n.attrs, attr{name: "xmlns:c", value: own}, attr{name: "c:operation", value: carry(m.Operation)})
	}
	docTag := "activeRef"
	if list == "passiveModifications" {
		docTag = "passiveRef"
	}
	n.add(el("source", "href", w.href(m.Source, docTag)))
	for _, p := range m.Destinations {
		n.add(el("destination", "href", w.href(p, docTag)))
	}
	if m.Force != nil && len(m.Force.Members) > 0 {
		a := el("application")
		for _, x := range m.Force.Members {
			a.add(ownWords("member", x))
		}
		n.add(a)
	}
	if m.Force != nil && m.Force.Condition != "" {
		n.add(el("condition").add(ownWords("words", m.Force.Condition)))
	}
	if tag != "textualMod" {
		return n
	}
	if m.Old != "" {
		n.add(el("old").add(ownWords("words", m.Old)))
	}
	for _, s := range m.New {
		n.add(el("new").add(ownWords("words", s)))
	}
	return n
}

func ownWords(name, s string) *node {
	n := &node{form: element, name: "c:" + name, space: own, attrs: []attr{{name: "xmlns:c", value: own}}}
	return n.say(s)
}

// href is the address of what a modification points to.
func (w *writer) href(p Place, tag string) string {
	if p.Act != "" {
		w.ref(p.Act, tag)
		if p.ID == "" {
			return p.Act
		}
		return p.Act + "#" + fragment(string(p.ID))
	}
	if p.ID == "" || p.ID == w.e.Text.Root.ID {
		return "#" + w.prefix + "body"
	}
	id, ok := w.eids[p.ID]
	if !ok && w.err == nil {
		w.err = fmt.Errorf("modification of block %q: absent", p.ID)
	}
	return "#" + fragment(w.prefix+id)
}
