package consolidation

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"chancery.example/chancery/internal/act"
	"chancery.example/chancery/internal/amend"
	"chancery.example/chancery/internal/calendar"
)

// A Timeline is one act with all that touches it. It is immutable; With and
// Known give a longer one that shares what was there. Acts that it does not
// hold cost it nothing.
type Timeline struct {
	text        *act.Text
	adopted     calendar.Day
	force       Force
	instruments []*instrument
	events      []Event
	first       act.Hash // of the text
	digest      act.Hash // of everything
	before      act.Hash // of everything but the last instrument; zero if an event came last
}

type instrument struct {
	Instrument
	digest act.Hash
	order  int
}

// New is the timeline of an act that nobody has amended.
func New(base *act.Text, adopted calendar.Day, force Force) *Timeline {
	t := &Timeline{text: base, adopted: adopted, force: force, first: base.Hash()}
	t.digest = digest(t.first, adopted, force)
	return t
}

// Base is the text before anything was applied.
func (t *Timeline) Base() *act.Text { return t.text }

// With is the timeline with one more instrument, after those that are there. Its
// ID must be new and not Base; what it says must make sense by itself.
func (t *Timeline) With(in Instrument) (*Timeline, error) {
	if err := in.Amend.Valid(); err != nil {
		return nil, err
	}
	if in.Amend.ID == Base || slices.ContainsFunc(t.instruments, func(o *instrument) bool { return o.Amend.ID == in.Amend.ID }) {
		return nil, fmt.Errorf("instrument %s: there is one", in.Amend.ID)
	}
	for _, f := range in.forces() {
		if err := f.valid(); err != nil {
			return nil, fmt.Errorf("instrument %s: %w", in.Amend.ID, err)
		}
	}
	for i, c := range in.Changes {
		if c.Operation < 0 || c.Operation == 0 && (c.Force == nil || len(c.Now) > 0) {
			return nil, fmt.Errorf("instrument %s: change %d: names no operation, or no force", in.Amend.ID, i+1)
		}
		if err := (amend.Amender{ID: in.Amend.ID, Operations: c.Now}).Valid(); err != nil {
			return nil, fmt.Errorf("instrument %s: change %d: %w", in.Amend.ID, i+1, err)
		}
	}
	seen := make(map[int]bool)
	for _, e := range in.Exceptions {
		for _, n := range e.Operations {
			if n < 1 || n > len(in.Amend.Operations) || seen[n] {
				return nil, fmt.Errorf("instrument %s: exception for operation %d: none, or excepted twice", in.Amend.ID, n)
			}
			seen[n] = true
		}
	}
	next := *t
	x := &instrument{Instrument: in, order: len(t.instruments)}
	x.digest = digest(in)
	next.instruments = append(slices.Clip(t.instruments), x)
	next.before, next.digest = t.digest, digest(t.digest, x.digest)
	return &next, nil
}

// Known is the timeline with one more event.
func (t *Timeline) Known(e Event) (*Timeline, error) {
	if !e.Day.Known() {
		return nil, errors.New("event: no day")
	}
	next := *t
	next.events = append(slices.Clip(t.events), e)
	next.before, next.digest = act.Hash{}, digest(t.digest, e)
	return &next, nil
}

// forces are all that an instrument says about force.
func (in *Instrument) forces() []Force {
	out := []Force{in.Force}
	for _, e := range in.Exceptions {
		out = append(out, e.Force)
	}
	for _, c := range in.Changes {
		if c.Force != nil {
			out = append(out, *c.Force)
		}
	}
	return out
}

func (f *Force) valid() error {
	switch f.When {
	case "", OnAdoption:
	case OnDay:
		if !f.Day.Known() {
			return errors.New("force: no day")
		}
	case OnNotices:
		if f.Notices < 1 {
			return errors.New("force: no number of notices")
		}
	case OnEvent, OnEntry:
		if f.Name == "" {
			return errors.New("force: waits for nothing")
		}
	default:
		return fmt.Errorf("force: %q is no beginning", f.When)
	}
	if f.Provisional != nil {
		if f.Provisional.Provisional != nil {
			return errors.New("force: provisional twice")
		}
		return f.Provisional.valid()
	}
	return nil
}

func digest(parts ...any) act.Hash {
	b, err := json.Marshal(parts)
	if err != nil {
		panic(err) // strings, numbers, days and lists of them can be written
	}
	return sha256.Sum256(b)
}

// A Cache holds texts that were made before, by the hash of what they were made
// of. It belongs to its caller and to one goroutine at a time; the zero Cache
// is ready. A nil one holds nothing.
type Cache struct {
	texts map[act.Hash]*state
	plans map[act.Hash]*plan
}

const (
	maxTexts = 2048
	maxPlans = 32
)

func (c *Cache) text(k act.Hash) *state {
	if c == nil {
		return nil
	}
	return c.texts[k]
}

func (c *Cache) keep(k act.Hash, s *state) {
	if c == nil {
		return
	}
	if c.texts == nil || len(c.texts) >= maxTexts {
		c.texts = make(map[act.Hash]*state)
	}
	c.texts[k] = s
}

func (c *Cache) plan(k act.Hash) *plan {
	if c == nil {
		return nil
	}
	return c.plans[k]
}

func (c *Cache) keepPlan(k act.Hash, p *plan) {
	if c == nil {
		return
	}
	if c.plans == nil || len(c.plans) >= maxPlans {
		c.plans = make(map[act.Hash]*plan)
	}
	c.plans[k] = p
}
