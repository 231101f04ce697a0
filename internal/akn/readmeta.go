package akn

import (
	"errors"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
)

// frame reads the metadata that the text needs, and those of the first document
// of a file for the whole.
func (r *reader) frame(first bool) (Expression, error) {
	meta := r.doc.child("meta")
	id := meta.child("identification")
	expr, file := id.child("FRBRExpression"), id.child("FRBRManifestation")
	r.lang = act.Lang(expr.child("FRBRlanguage").value("language"))
	switch r.lang {
	case "":
		return Expression{}, errors.New("no language of the expression")
	case "rus":
		r.lang = act.Russian
	case "eng":
		r.lang = act.English
	}
	if meta != nil {
		r.references(meta)
	}
	e := Expression{
		URI: expr.child("FRBRuri").value("value"), Date: expr.child("FRBRdate").value("date"),
		File: file.child("FRBRuri").value("value"), Made: file.child("FRBRdate").value("date"),
	}
	d := r.d
	if !first {
		if d.Kind.element() == r.doc.local && string(d.Kind) == r.doc.get("name") {
			r.doc.take("name")
		}
		return e, nil
	}
	k := id.child("FRBRWork")
	d.Work = Work{
		URI: k.child("FRBRuri").value("value"), Date: k.child("FRBRdate").value("date"), Country: k.child("FRBRcountry").value("value"),
		Number: k.child("FRBRnumber").value("value"), Name: k.child("FRBRname").value("value"),
	}
	d.Work.Author.URI = k.child("FRBRauthor").value("href")
	if a := r.refs[strings.TrimPrefix(d.Work.Author.URI, "#")]; a != nil {
		d.Work.Author = Agent{a.value("href"), a.value("showAs")}
		if d.Work.Author.Name == d.Work.Author.URI {
			d.Work.Author.Name = ""
		}
	}
	if d.Kind = Kind(r.doc.get("name")); d.Kind.element() == r.doc.local {
		r.doc.take("name")
	} else {
		d.Kind = map[string]Kind{"act": Statute, "bill": Statute, "portion": Statute, "statement": Statement}[r.doc.local]
		if d.Kind == "" {
			d.Kind = Plan
		}
	}
	for n := range meta.child("lifecycle").children("eventRef") {
		x := Event{Date: n.get("date"), Type: Change(n.get("type")), Source: n.get("source")}
		if ref := r.refs[strings.TrimPrefix(x.Source, "#")]; ref != nil {
			x.Source = ref.get("href")
		}
		if x.Type != "" && n.get("refersTo") != "#"+r.prefix+"bound" && isURI(x.Source) && isDay(x.Date) {
			d.Events = append(d.Events, x)
		}
	}
	return e, nil
}

func (n *node) value(name string) string {
	if n == nil {
		return ""
	}
	return n.get(name)
}

// children yields the child elements of that name.
func (n *node) children(name string) func(func(*node) bool) {
	return func(yield func(*node) bool) {
		if n == nil {
			return
		}
		for _, k := range n.kids {
			if k.local == name && !yield(k) {
				return
			}
		}
	}
}

// references reads what the ids of the metadata stand for.
func (r *reader) references(meta *node) {
	for list := range meta.children("references") {
		for k := range list.elements {
			r.refs[k.get("eId")] = k
		}
	}
	above := r.doc.up
	for above != nil && r.prefix != "" { // who speaks for a collection
		if list := above.child("meta").child("references"); list != nil {
			for k := range list.elements {
				if r.refs[k.get("eId")] == nil {
					r.refs[k.get("eId")] = k
				}
			}
		}
		above = above.up
	}
	for list := range meta.children("lifecycle") {
		for k := range list.children("eventRef") {
			r.events[k.get("eId")] = k.get("date")
		}
	}
	for list := range meta.children("temporalData") {
		for g := range list.children("temporalGroup") {
			if all := slices.Collect(g.elements); len(all) == 1 {
				from, to := r.event(all[0].get("start")), r.event(all[0].get("end"))
				r.periods[g.get("eId")] = period{from, to}
			}
		}
	}
}

// event is the day of an event that is pointed to, "" where there is none.
func (r *reader) event(href string) string {
	if day := r.events[strings.TrimPrefix(href, "#")]; isDay(day) {
		return day
	}
	return ""
}

// analysis reads the modifications of a document. One that points to what is not
// there stays foreign.
func (r *reader) analysis() {
	for n := range r.doc.child("meta").children("analysis") {
		for k := range n.child("activeModifications").all {
			if m, ok := r.modification(k); ok {
				r.d.Active = append(r.d.Active, m)
			}
		}
		for k := range n.child("passiveModifications").all {
			if m, ok := r.modification(k); ok {
				r.d.Passive = append(r.d.Passive, m)
			}
		}
	}
}

func (n *node) all(yield func(*node) bool) {
	if n != nil {
		n.elements(yield)
	}
}

func (r *reader) modification(n *node) (Modification, bool) {
	var m Modification
	m.Kind = amend.Kind(strings.TrimPrefix(n.get("refersTo"), "#"+r.prefix+"kind-"))
	if tag, kind := kindType(m.Kind); tag != n.local || kind != n.get("type") {
		switch kind := n.get("type"); {
		case n.local == "textualMod":
			m.Kind = amend.Kind(kind)
		case n.local == "efficacyMod" && kind == "inapplication":
			m.Kind = amend.Suspension
		case n.local == "forceMod" && kind == "prorogationOfForce":
			m.Kind = amend.Extension
		}
	}
	ok := true
	place := func(k *node) Place {
		p, there := r.place(k.get("href"))
		ok = ok && there
		return p
	}
	for k := range n.elements {
		switch k.local {
		case "source":
			m.Source = place(k)
		case "destination":
			m.Destinations = append(m.Destinations, place(k))
		case "old":
			m.Old = said(k)
		case "new":
			m.New = append(m.New, said(k))
		case "condition":
			m.force().Condition = said(k)
		case "application":
			for x := range k.elements {
				m.force().Members = append(m.force().Members, said(x))
			}
		}
	}
	if p := r.periods[strings.TrimPrefix(n.get("period"), "#")]; p != (period{}) {
		m.Until = p.to
		if p.from != "" {
			m.force().From = p.from
		}
	}
	var read bool
	m.Operation, read = exact(n)
	return m, ok && read && m.valid() == nil
}

func (m *Modification) force() *amend.Force {
	if m.Force == nil {
		m.Force = new(amend.Force)
	}
	return m.Force
}

// said is the text of an element of any namespace.
func said(n *node) string {
	var s strings.Builder
	for _, k := range n.kids {
		switch k.form {
		case chars:
			s.WriteString(k.text)
		case element:
			s.WriteString(said(k))
		}
	}
	return s.String()
}

// place is what an address means to this document; false if it is a part of it
// and not there.
func (r *reader) place(href string) (Place, bool) {
	uri, frag, _ := strings.Cut(href, "#")
	frag = Unescape(frag)
	if uri != "" {
		return Place{uri, act.ID(frag)}, true
	}
	if frag == r.prefix+"body" {
		return Place{}, true
	}
	id, ok := r.inside[frag]
	return Place{ID: id}, ok
}

// Unescape is the fragment of an address without its escapes.
func Unescape(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && escaped(s[i:]) {
			out.WriteByte(byte(strings.IndexByte(hex, s[i+1])<<4 | strings.IndexByte(hex, s[i+2])))
			i += 2
			continue
		}
		out.WriteByte(s[i])
	}
	return out.String()
}
