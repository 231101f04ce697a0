package council

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/register"
)

// A snapshot is read at every start, so marks, stances and corrections are a few
// bytes each; facts are JSON, those of earlier wordings kept so until somebody
// asks. Its form is no promise: whoever keeps a snapshot keeps the version of the
// program, too.

// errSnapshot is returned for bytes that are no snapshot.
var errSnapshot = errors.New("snapshot: not in its form")

// MarshalBinary writes the state as a snapshot.
func (s *State) MarshalBinary() ([]byte, error) {
	w := &packer{seen: map[string]uint64{}, words: new([]string)}
	w.json(fold{Charter: s.Charter, Size: s.Size, Time: s.Time, Odd: s.Odd, Numbers: s.numbers})
	things := s.inOrder()
	w.number(uint64(len(things)))
	for _, t := range things {
		w.thing(t)
	}
	marks := s.listMarks()
	w.number(uint64(len(marks)))
	for _, l := range marks {
		w.bytes([]byte(l.Of))
		w.word(string(l.Audience))
		w.number(uint64(l.Place))
	}
	// What is packed in the body is read later and alone: the words come first.
	head := new(packer)
	head.number(uint64(len(*w.words)))
	for _, s := range *w.words {
		head.bytes([]byte(s))
	}
	return append(head.b, w.b...), w.err
}

// UnmarshalBinary reads what MarshalBinary writes. It keeps b.
func (s *State) UnmarshalBinary(b []byte) error {
	r := &unpacker{b: b}
	r.words = make([]string, r.count())
	for i := range r.words {
		r.words[i] = string(r.bytes())
	}
	var f fold
	r.json(&f)
	*s = *NewState()
	s.Charter, s.Size, s.Time, s.Odd = f.Charter, f.Size, f.Time, f.Odd
	maps.Copy(s.numbers, f.Numbers)
	for range r.count() {
		t := r.thing()
		if r.err != nil {
			break
		}
		s.adopt(t)
	}
	for range r.count() {
		of, audience := string(r.bytes()), access.Audience(r.word())
		s.changed(of, audience, register.Place(r.number()))
	}
	if r.err == nil && len(r.b) > 0 {
		r.err = errSnapshot
	}
	return r.err
}

// adopt takes a thing into a state of which it is the latest.
func (s *State) adopt(t *Thing) {
	s.things[t.ID] = t
	s.watch(t)
	s.byNoun[t.Noun] = append(s.byNoun[t.Noun], t.ID)
	for _, parent := range t.Facts.Of() {
		if kids := s.children[parent]; len(kids) == 0 || kids[len(kids)-1] != t.ID {
			s.children[parent] = append(kids, t.ID)
		}
	}
}

// Clone returns a state that changes apart from s. What was recorded is shared,
// because it never changes.
func (s *State) Clone() *State {
	c := *s
	c.Odd = slices.Clone(s.Odd)
	c.things, c.numbers, c.closed = make(map[ID]*Thing, len(s.things)), maps.Clone(s.numbers), maps.Clone(s.closed)
	c.running = maps.Clone(s.running)
	c.byNoun, c.children = make(map[Noun][]ID, len(s.byNoun)), make(map[ID][]ID, len(s.children))
	c.lists = make(map[string][]change, len(s.lists))
	for id, t := range s.things {
		// Neither may append where the other does.
		own := *t
		if t.Case != nil {
			at := t.Case
			at.Breaks, at.Beside = slices.Clip(at.Breaks), slices.Clip(at.Beside)
			copied := *at
			own.Case = &copied
		}
		c.things[id] = &own
	}
	for n, ids := range s.byNoun {
		c.byNoun[n] = slices.Clone(ids)
	}
	for id, ids := range s.children {
		c.children[id] = slices.Clone(ids)
	}
	for of, marks := range s.lists {
		c.lists[of] = slices.Clone(marks)
	}
	return &c
}

// inOrder returns the things in the order of their first entries.
func (s *State) inOrder() []*Thing {
	return slices.SortedFunc(maps.Values(s.things), func(a, b *Thing) int { return cmp.Compare(a.First(), b.First()) })
}

// listMarks returns the last change of each list, in an order that is always the
// same.
func (s *State) listMarks() []listMark {
	var all []listMark
	for of, marks := range s.lists {
		for _, m := range marks {
			all = append(all, listMark{of, m})
		}
	}
	slices.SortFunc(all, func(a, b listMark) int {
		return cmp.Or(cmp.Compare(a.Of, b.Of), cmp.Compare(a.Audience, b.Audience))
	})
	return all
}

// A packer writes a snapshot.
type packer struct {
	b     []byte
	words *[]string         // that come again
	seen  map[string]uint64 // their numbers
	err   error
}

func (w *packer) number(n uint64) { w.b = binary.AppendUvarint(w.b, n) }

// bytes writes bytes with their length before them.
func (w *packer) bytes(b []byte) {
	w.number(uint64(len(b)))
	w.b = append(w.b, b...)
}

func (w *packer) signed(n int64) { w.b = binary.AppendVarint(w.b, n) }

// word writes a word that comes again, as its number.
func (w *packer) word(s string) {
	n, ok := w.seen[s]
	if !ok {
		n = uint64(len(*w.words))
		w.seen[s] = n
		*w.words = append(*w.words, s)
	}
	w.number(n)
}

func (w *packer) json(v any) {
	b, err := marshal(v)
	if err != nil && w.err == nil {
		w.err = fmt.Errorf("snapshot: %w", err)
	}
	w.bytes(b)
}

func (w *packer) thing(t *Thing) {
	w.bytes([]byte(t.ID))
	w.word(string(t.Noun))
	w.word(string(t.Audience))
	w.json(t.Facts)
	w.number(uint64(t.Said))
	w.number(uint64(t.Entries))
	w.number(uint64(t.Fixed))
	w.number(uint64(t.first))
	w.number(uint64(t.last))
	w.pack(packMarks(t.Trace.All()))
	w.pack(packFixes(t.Fixes.All()))
	w.life(t.Life)
	if t.Case == nil {
		return
	}
	rest := *t.Case
	rest.Stances = Past[Stance]{}
	w.json(rest)
	w.pack(packStances(t.Case.Stances.All()))
}

// life writes nothing for a thing that nothing befell, as most.
func (w *packer) life(l *Life) {
	if l == nil {
		w.bytes(nil)
		return
	}
	w.json(l)
}

// An unpacker reads a snapshot. After an error it reads nothing but zeros.
type unpacker struct {
	b     []byte
	words []string
	err   error
}

func (r *unpacker) number() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.fail(errSnapshot)
		return 0
	}
	r.b = r.b[size:]
	return n
}

func (r *unpacker) signed() int64 {
	n, size := binary.Varint(r.b)
	if size <= 0 {
		r.fail(errSnapshot)
		return 0
	}
	r.b = r.b[size:]
	return n
}

func (r *unpacker) fail(err error) {
	if r.err == nil {
		r.err = err
	}
	r.b = nil
}

// count reads a number of things that follow, each of a byte or more.
func (r *unpacker) count() int {
	n := r.number()
	if n > uint64(len(r.b)) {
		r.fail(errSnapshot)
		return 0
	}
	return int(n)
}

func (r *unpacker) bytes() []byte {
	n := r.count()
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

func (r *unpacker) word() string {
	n := r.number()
	if n >= uint64(len(r.words)) {
		r.fail(errSnapshot)
		return ""
	}
	return r.words[n]
}

func (r *unpacker) json(v any) {
	if b := r.bytes(); r.err == nil {
		r.decode(b, v)
	}
}

func (r *unpacker) decode(b []byte, v any) {
	if err := json.Unmarshal(b, v); err != nil {
		r.fail(fmt.Errorf("snapshot: %w", err))
	}
}

func (r *unpacker) life() *Life {
	b := r.bytes()
	if len(b) == 0 {
		return nil
	}
	l := new(Life)
	r.decode(b, l)
	return l
}

func (r *unpacker) thing() *Thing {
	t := &Thing{ID: ID(r.bytes()), Noun: Noun(r.word()), Audience: access.Audience(r.word())}
	n, ok := nouns[t.Noun]
	if !ok {
		r.fail(fmt.Errorf("snapshot: noun %q is not known", t.Noun))
		return t
	}
	t.Facts = n.empty()
	r.json(t.Facts)
	t.Said, t.Entries, t.Fixed = register.Place(r.number()), int(r.number()), int(r.number())
	t.first, t.last = register.Place(r.number()), register.Place(r.number())
	t.Trace = keep(r, unpackMarks)
	t.Fixes = keep(r, unpackFixes)
	t.Life = r.life()
	if t.Noun == NounDecision {
		t.Case = new(Case)
		r.json(t.Case)
		t.Case.Stances = keep(r, unpackStances)
	}
	return t
}
