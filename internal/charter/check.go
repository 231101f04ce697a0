package charter

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/procedure"
	"chancery.example/chancery/internal/words"
)

// Check says everything that is wrong with a charter, as one [*FormError] for
// each fault, joined, or nil. It serves what was typed and what was read from an
// entry alike.
func (c *Charter) Check() error { return join(c.check()) }

const wantID = "an id of 1 to 40 small Latin letters, digits and hyphens"

// A checker gathers the faults of one charter.
type checker struct {
	c       *Charter
	faults  []*FormError
	members []string // ids, for references
	bodies  []string
}

func (k *checker) fault(path, found, want string) {
	k.faults = append(k.faults, &FormError{Path: path, Found: found, Want: want})
}

func (c *Charter) check() []*FormError {
	k := &checker{c: c}
	for _, m := range c.Members {
		k.members = append(k.members, string(m.ID))
	}
	for _, b := range c.Bodies {
		k.bodies = append(k.bodies, b.ID)
	}
	k.strings("", reflect.ValueOf(c).Elem())
	k.head()
	k.ids("members", k.members)
	k.ids("bodies", k.bodies)
	for i := range c.Members {
		k.member(fmt.Sprintf("members[%d]", i), &c.Members[i])
	}
	k.isoCodes()
	for i := range c.Bodies {
		k.body(fmt.Sprintf("bodies[%d]", i), &c.Bodies[i])
	}
	k.offices()
	k.rotation()
	k.rules()
	k.scales()
	k.weights()
	k.releases()
	k.preparation()
	if id := c.Mandates.Secretariat; id != "" {
		k.refers("mandates.secretariat", "a body", id, k.bodies)
	}
	for key := range c.Labels {
		if !labelKey(key) {
			k.fault("labels."+key, fmt.Sprintf("the kind %q", key), "ids with full stops between")
		}
	}
	return k.faults
}

// strings checks the form of every wording and every other string of a value.
func (k *checker) strings(path string, v reflect.Value) {
	if t, ok := v.Interface().(words.Text); ok {
		for _, l := range t.Langs() {
			if err := (words.Text{l: t[l]}).Check(); err != nil {
				k.fault(under(path, string(l)), strings.TrimPrefix(err.Error(), "language "+string(l)+": "), "")
			}
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		if v.NumField() == 0 || !v.Type().Field(0).IsExported() {
			return // a day or a time, which has no other form
		}
		for i, name := range fieldNames(v.Type()) {
			k.strings(under(path, name), v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			k.strings(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			k.strings(under(path, key.String()), v.MapIndex(key))
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[Basis]() {
			k.basis(path, Basis(v.String()))
			return
		}
		if s := v.String(); s != "" {
			if err := words.CheckString(s); err != nil {
				k.fault(path, err.Error(), "")
			}
		}
	}
}

func (k *checker) basis(path string, b Basis) {
	if known := []string{string(Derived), string(Recalled), string(Specimen)}; b != Reported && !slices.Contains(known, string(b)) {
		k.fault(path, fmt.Sprintf("%q", b), oneOf("nothing, for what a source reports, or a basis", string(b), known))
	}
}

// head checks what the charter says of the organisation as a whole.
func (k *checker) head() {
	c := k.c
	if !words.ValidID(c.ID) {
		k.fault("id", fmt.Sprintf("%q", c.ID), wantID)
	}
	if len(c.Languages) == 0 {
		k.fault("languages", "none", "at least one, like [ru, en]")
	}
	for i, l := range c.Languages {
		path := fmt.Sprintf("languages[%d]", i)
		if !l.Valid() {
			k.fault(path, fmt.Sprintf("%q", l), "a code like ru")
		}
		if slices.Contains(c.Languages[:i], l) {
			k.fault(path, fmt.Sprintf("%s a second time", l), "it once")
		}
	}
	k.named("name", c.Name)
	k.named("short", c.Short)
	if !slices.Contains(c.Languages, c.Alphabet) {
		k.fault("alphabet", fmt.Sprintf("%q", c.Alphabet), "one of the languages")
	}
	if !validZone(c.Zone) {
		k.fault("zone", fmt.Sprintf("%q", c.Zone), "a time zone like Europe/Moscow, or UTC")
	}
	switch rgb, ok := parseColour(c.Accent); {
	case !ok:
		k.fault("accent", fmt.Sprintf("%q", c.Accent), "a colour of six small hexadecimal digits like #1f4e79")
	case !readableOnWhite(rgb):
		k.fault("accent", c.Accent+", which is too light to read on white", "a contrast of at least 4.5 to 1")
	}
	k.refers("council", "a body", c.Council, k.bodies)
	if len(c.Members) == 0 {
		k.fault("members", "none", "at least one")
	}
}

// named checks that a name stands in every language of the charter.
func (k *checker) named(path string, t words.Text) {
	for _, l := range k.c.Languages {
		if t[l] == "" {
			k.fault(path, fmt.Sprintf("no %s", l), fmt.Sprintf("a wording in each of %v", k.c.Languages))
		}
	}
}

// refers checks that an id is one of those known.
func (k *checker) refers(path, kind, id string, known []string) {
	if !slices.Contains(known, id) {
		k.fault(path, fmt.Sprintf("%q", id), oneOf(kind, id, known))
	}
}

func (k *checker) ids(path string, ids []string) {
	for i, id := range ids {
		at := fmt.Sprintf("%s[%d].id", path, i)
		switch first := slices.Index(ids, id); {
		case !words.ValidID(id):
			k.fault(at, fmt.Sprintf("%q", id), wantID)
		case first < i:
			k.fault(at, fmt.Sprintf("%q a second time", id), fmt.Sprintf("an id that %s[%d] does not have", path, first))
		}
	}
}

func (k *checker) member(path string, m *Member) {
	if len(m.Names) == 0 {
		k.fault(path+".names", "none", "at least one")
	}
	if len(m.Statuses) == 0 {
		k.fault(path+".statuses", "none", "at least one")
	}
	var names, statuses []calendar.Span
	for i, n := range m.Names {
		k.named(fmt.Sprintf("%s.names[%d].name", path, i), n.Name)
		names = append(names, n.Force)
	}
	for i, s := range m.Statuses {
		known := []string{string(FullMember), string(Observer), string(Partner), string(Suspended)}
		k.refers(fmt.Sprintf("%s.statuses[%d].standing", path, i), "a standing", string(s.Standing), known)
		statuses = append(statuses, s.Force)
	}
	k.inOrder(path+".names", names)
	k.inOrder(path+".statuses", statuses)
}

// inOrder checks that spans follow one another and do not overlap.
func (k *checker) inOrder(path string, spans []calendar.Span) {
	for i, s := range spans {
		at := fmt.Sprintf("%s[%d].force", path, i)
		if err := s.Check(); err != nil {
			k.fault(at, err.Error(), "")
			continue
		}
		if i == 0 {
			continue
		}
		if before := spans[i-1]; !before.To.Known() || before.To.Compare(s.From) >= 0 {
			k.fault(at, fmt.Sprintf("%v after %v", s, before), "spans in the order of time that do not overlap")
			k.faults[len(k.faults)-1].beside = fmt.Sprintf("%s[%d].force", path, i-1)
		}
	}
}

func (k *checker) isoCodes() {
	seen := make(map[string]procedure.Member)
	for i, m := range k.c.Members {
		path := fmt.Sprintf("members[%d].iso", i)
		other, twice := seen[m.ISO]
		switch {
		case m.ISO == "":
			continue
		case len(m.ISO) != 2 || strings.Trim(m.ISO, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "":
			k.fault(path, fmt.Sprintf("%q", m.ISO), "two capital letters like KZ")
		case twice:
			k.fault(path, fmt.Sprintf("%q", m.ISO), fmt.Sprintf("a code that %s does not have", other))
		}
		seen[m.ISO] = m.ID
	}
}

func (k *checker) body(path string, b *Body) {
	k.named(path+".name", b.Name)
	if b.Under == "" {
		return
	}
	k.refers(path+".under", "a body", b.Under, k.bodies)
	above := b
	for range k.c.Bodies {
		next, ok := k.c.Body(above.Under)
		if !ok {
			return
		}
		if next.ID == b.ID {
			k.fault(path+".under", fmt.Sprintf("%q, which is itself under %s", b.Under, b.ID), "a body that is not")
			return
		}
		above = next
	}
}

func (k *checker) offices() {
	var ids []string
	for i, o := range k.c.Offices {
		ids = append(ids, o.ID)
		path := fmt.Sprintf("offices[%d]", i)
		k.named(path+".name", o.Name)
		if o.Body != "" {
			k.refers(path+".body", "a body", o.Body, k.bodies)
		}
		if o.Member != "" {
			k.refers(path+".member", "a member", string(o.Member), k.members)
		}
		var spans []calendar.Span
		for j, h := range o.Holders {
			at := fmt.Sprintf("%s.holders[%d]", path, j)
			k.named(at+".person", h.Person)
			if h.Of != "" {
				k.refers(at+".of", "a member", string(h.Of), k.members)
			}
			spans = append(spans, h.Force)
		}
		k.inOrder(path+".holders", spans)
	}
	k.ids("offices", ids)
}

func (k *checker) rotation() {
	r := k.c.Rotation
	for i, m := range r.Order {
		path := fmt.Sprintf("rotation.order[%d]", i)
		k.refers(path, "a member", string(m), k.members)
		if slices.Contains(r.Order[:i], m) {
			k.fault(path, fmt.Sprintf("%q a second time", m), "each member once")
		}
	}
	for i, t := range r.Terms {
		path := fmt.Sprintf("rotation.terms[%d]", i)
		k.refers(path+".member", "a member", string(t.Member), k.members)
		begins, ends := t.begins(), t.To.Latest()
		switch {
		case !begins.Known():
			k.fault(path+".from", fmt.Sprintf("%q", t.From), "a time that is known")
		case ends.Known() && ends.Compare(begins) < 0:
			k.fault(path+".to", fmt.Sprintf("%q", t.To), "an end after the beginning")
		case i > 0 && r.Terms[i-1].begins().Compare(begins) >= 0:
			k.fault(path+".from", fmt.Sprintf("%q", t.From), "terms in the order of time")
		}
	}
}

func (k *checker) scales() {
	var spans []calendar.Span
	for i, s := range k.c.Scales {
		path := fmt.Sprintf("scales[%d]", i)
		spans = append(spans, s.Force)
		for j, share := range s.Shares {
			k.refers(fmt.Sprintf("%s.shares[%d].party", path, j), "a member", share.Party, k.members)
		}
		if err := s.Shares.Check(); err != nil {
			found, want, _ := strings.Cut(err.Error(), ": want ")
			k.fault(path+".shares", found, want)
		}
	}
	k.inOrder("scales", spans)
}

// weights checks the tables of weights: each by itself, its members, and that two
// of one name are never in force on one day.
func (k *checker) weights() {
	for i, t := range k.c.Weights {
		path := fmt.Sprintf("weights[%d]", i)
		if err := t.Check(); err != nil {
			k.fault(path, err.Error(), "a table of whole numbers that can be added")
		}
		for _, m := range slices.Sorted(maps.Keys(t.Weights)) {
			k.refers(path+".weights", "a member", string(m), k.members)
		}
		for _, u := range k.c.Weights[:i] {
			if u.Name == t.Name && overlap(u.Force, t.Force) {
				k.fault(path+".force", t.Force.String(), "days on which no other table named "+t.Name+" is in force")
			}
		}
	}
}

// validZone reports whether s has the form of a name in the time zone database;
// whether there is such a zone is for those who have the database.
func validZone(s string) bool {
	if s == "UTC" {
		return true
	}
	parts := strings.Split(s, "/")
	if len(parts) < 2 || len(parts) > 3 {
		return false
	}
	for _, p := range parts {
		if p == "" || p[0] < 'A' || p[0] > 'Z' || len(p) > 32 {
			return false
		}
		for _, c := range p {
			if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-' && c != '+' {
				return false
			}
		}
	}
	return true
}

// labelKey reports whether s is one id or several with full stops between.
func labelKey(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if !words.ValidID(part) {
			return false
		}
	}
	return true
}
