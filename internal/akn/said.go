package akn

import (
	"encoding/json"
	"slices"
	"strings"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/akn/markup"
	"chancery.example/chancery/internal/amend"
)

// A Said is one active modification as a file says it, with all that an
// operation is made of.
type Said struct {
	Modification
	Line   int         // of the file, from 1
	Where  string      // path of its element
	Kinded bool        // the kind is told by name and not by the type of the schema alone
	At     amend.Where // where beside or in its one destination
	Units  bool        // New is the lines of units that are quoted
	Unread []Foreign   // what it says and the other fields do not
}

// Said is what the first document of a file that was read says of other acts, in
// the order of the file; nothing for a document that was made.
func (d *Document) Said() []Said {
	var out []Said
	for i, r := range d.readers {
		if i > 0 {
			break
		}
		for list := range r.doc.child("meta").children("analysis") {
			for n := range list.child("activeModifications").all {
				out = append(out, r.said(n))
			}
		}
	}
	return out
}

func (r *reader) said(n *node) Said {
	s := Said{Line: n.line, Where: n.where()}
	var ok bool
	if s.Modification, ok = r.modification(n); !ok {
		s.unread(n, "")
	}
	s.Kinded = n.get("refersTo") == "#"+r.prefix+"kind-"+string(s.Kind)
	s.attributes(n, "type", "refersTo", "period")
	if !s.Kinded && n.get("refersTo") != "" {
		s.unread(n, "refersTo")
	}
	if r.periods[strings.TrimPrefix(n.get("period"), "#")] == (period{}) && n.get("period") != "" {
		s.unread(n, "period")
	}
	s.New, s.Old = nil, ""
	for k := range n.elements {
		switch k.local {
		case "source":
			s.attributes(k, "href")
		case "destination":
			s.attributes(k, "href", "pos")
			s.position(k)
		case "condition":
			s.attributes(k)
		case "application":
			s.attributes(k)
			if slices.ContainsFunc(k.kids, func(x *node) bool { return x.form == element && x.space != own }) {
				s.unread(k, "")
			}
		case "old":
			if lines := r.quoted(&s, k); s.Old == "" && len(lines) == 1 {
				s.Old = lines[0]
			} else {
				s.unread(k, "")
			}
		case "new":
			s.New = append(s.New, r.quoted(&s, k)...)
		default:
			s.unread(k, "")
		}
	}
	return s
}

// unread lists an element, or an attribute of it, as not understood.
func (s *Said) unread(n *node, attr string) {
	f := Foreign{n.where(), n.line, "element"}
	if attr != "" {
		f = Foreign{f.Place + "/@" + attr, n.line, "attribute"}
	}
	s.Unread = append(s.Unread, f)
}

// attributes lists those that are neither names nor known.
func (s *Said) attributes(n *node, known ...string) {
	for _, a := range n.attrs {
		if prefix, local, has := strings.Cut(a.name, ":"); has {
			if space, _ := n.resolve(prefix); prefix == "xmlns" || space == own && local == "operation" {
				continue
			}
		}
		if !slices.Contains(append(known, "eId", "wId", "GUID", "xmlns"), a.name) {
			s.unread(n, a.name)
		}
	}
}

func (s *Said) position(n *node) {
	pos := n.get("pos")
	switch pos {
	case "", "inside":
		return
	case "before", "after", "end":
		if s.At = amend.Where(pos); len(s.Destinations) == 1 {
			return
		}
	}
	s.unread(n, "pos")
}

// quoted is what an old or a new says: its own words, or what it points to.
func (r *reader) quoted(s *Said, n *node) []string {
	s.attributes(n, "href")
	own := said(n)
	href, local := strings.CutPrefix(n.get("href"), "#")
	if href == "" && own != "" {
		return []string{own}
	}
	at := r.named(Unescape(href))
	if !local || strings.TrimSpace(own) != "" || at == nil || at.notes() {
		s.unread(n, "")
		return nil
	}
	switch at.local {
	case "quotedText":
		return []string{words(at)}
	case "quotedStructure":
		if lines := r.structure(at); len(lines) > 0 && n.local == "new" {
			s.Units = true
			return lines
		}
	}
	s.unread(n, "")
	return nil
}

// named is the first element of an eId in the document, nil if there is none.
func (r *reader) named(eid string) *node {
	if r.eid == nil {
		r.eid = make(map[string]*node)
		r.doc.note(r.eid)
	}
	return r.eid[eid]
}

// note notes the elements of a subtree by their eIds, the first of each.
func (n *node) note(by map[string]*node) {
	if id := n.get("eId"); by[id] == nil {
		by[id] = n
	}
	for k := range n.elements {
		k.note(by)
	}
}

// notes reports whether something stands in words that is no part of them.
func (n *node) notes() bool {
	return slices.ContainsFunc(n.kids, func(k *node) bool { return k.form == element && (markup.Note(k.local) || k.local == "" || k.notes()) })
}

// structure is quoted units as plain lines; nothing where the lines do not say
// all of their words.
func (r *reader) structure(n *node) []string {
	b := &act.Block{Kind: act.KindAct}
	q := &reader{d: new(Document), doc: r.doc, prefix: r.prefix, lang: r.lang, places: make(map[act.ID]*place)}
	q.labels.Lang = r.lang
	q.flow(n, b, false)
	var out []string
	for _, c := range b.Children {
		out = append(out, strings.Split(strings.TrimSuffix(c.Plain(), "\n"), "\n")...)
	}
	if strings.Join(strings.Fields(words(n)), " ") != strings.Join(strings.Fields(strings.Join(out, " ")), " ") {
		return nil
	}
	return out
}

// exact is the operation that an element carries in so many words, nil if it
// carries none; false if it cannot be read.
func exact(n *node) (*amend.Operation, bool) {
	for _, a := range n.attrs {
		prefix, local, _ := strings.Cut(a.name, ":")
		if space, _ := n.resolve(prefix); local != "operation" || space != own {
			continue
		}
		d := json.NewDecoder(strings.NewReader(a.value))
		d.DisallowUnknownFields()
		o := new(amend.Operation)
		err := d.Decode(o)
		return o, err == nil && !d.More()
	}
	return nil, true
}

// carry is the operation as the value of an attribute.
func carry(o *amend.Operation) string {
	b := amend.Amender{ID: "x", Operations: []amend.Operation{*o}}.JSON()
	s := strings.TrimPrefix(string(b), `{"id":"x","operations":[`)
	return strings.TrimSuffix(s, "]}")
}
