package modify

import (
	"slices"
	"strings"
	"time"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn"
	"chancery.example/chancery/internal/amend"
)

// nowhere is the address of a work of which nothing was said.
const nowhere = "/akn/xx/act/0001-01-01/unnamed"

// Work is a document of a text that is no Akoma Ntoso, with what the address of
// its work says: /akn/country/kind/day/number; "" is an unnamed one of year 1. day is
// that of the expression, YYYY-MM-DD; "" is that of the work.
func Work(t *act.Text, uri, day string) *akn.Document {
	if uri == "" {
		uri = nowhere
	}
	at := append(strings.Split(strings.Trim(uri, "/"), "/"), "", "", "", "", "")
	kind := map[string]akn.Kind{"statement": akn.Statement, "doc": akn.Plan}[at[2]]
	if kind == "" {
		kind = akn.Statute
	}
	w := akn.Work{URI: uri, Country: "xx", Date: "0001-01-01", Author: akn.Agent{URI: "/ontology/organization/unnamed"}}
	if len(at[1]) == 2 {
		w.Country = at[1]
	}
	for i, s := range at {
		if _, err := time.Parse(time.DateOnly, s); err == nil {
			w.Date, w.Number = s, at[i+1]
		}
	}
	x := akn.Expression{Date: w.Date, Text: t}
	if day != "" {
		x.Date = day
	}
	code := map[act.Lang]string{act.Russian: "rus", act.English: "eng"}[t.Lang]
	if code == "" {
		code = string(t.Lang)
	}
	x.URI = w.URI + "/" + code + "@" + x.Date
	x.File, x.Made = x.URI+".xml", x.Date
	return &akn.Document{Kind: kind, Work: w, Expressions: []akn.Expression{x}, Events: []akn.Event{{Date: w.Date, Type: akn.Generation, Source: w.URI}}}
}

// Applied lists in a document what an amender with an address changed in its text.
// day is when the amender was adopted, "" if nobody knows.
func Applied(d *akn.Document, t *act.Text, a amend.Amender, uri, day string) {
	d.Passive = append(d.Passive, Passives(uri, a, t)...)
	for _, o := range a.Operations {
		x := akn.Event{Date: day, Type: akn.Amendment, Source: uri}
		if o.Force != nil && o.Force.From != "" {
			x.Date = o.Force.From
		}
		if x.Date != "" && !slices.Contains(d.Events, x) {
			d.Events = append(d.Events, x)
		}
	}
	slices.SortStableFunc(d.Events, func(a, b akn.Event) int { return strings.Compare(a.Date, b.Date) })
}

// LineOf is where a line stands in a text. line is from 1; one after the last is
// the last.
func LineOf(text string, line int) *amend.Range {
	from := 0
	for ; line > 1; line-- {
		from += strings.IndexByte(text[from:], '\n') + 1
	}
	to := strings.IndexByte(text[from:], '\n')
	if to < 0 {
		to = len(text) - from
	}
	return &amend.Range{From: from, To: from + to}
}

// Lines are problems as text for people, one a line.
func Lines(list []Problem) string {
	var out []string
	for _, p := range list {
		out = append(out, p.String())
	}
	return strings.Join(out, "\n")
}

// URIs are the addresses by which a file knows one of its expressions, from 0.
func URIs(d *akn.Document, i int) []string {
	return slices.DeleteFunc([]string{d.Work.URI, d.Expressions[i].URI, d.Expressions[i].File}, func(s string) bool { return s == "" })
}
