package pages

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/access"
	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/locale"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/words"
)

// A Paper is what the parts of one page share: the reader's language, the
// organisation, and the marks of evidence that the page has shown so far, for
// its legend. It is for the making of one page.
type Paper struct {
	*locale.Tongue
	Org   reading.Organisation
	All   []reading.MemberLine // everyone who has or had a status
	Base  string               // absolute address of the site; empty if it does not know its own
	Path  string               // of the page in any language: "/acts/8f2c"
	Cites string               // the address by which the page is cited, from the root of the site; empty: its own
	marks []Evidence
}

// To returns the address of a page: To("acts", id).
func (p *Paper) To(parts ...string) string {
	return "/" + string(p.Lang()) + "/" + strings.Join(parts, "/")
}

// Plain is a wording as bare text, for places that cannot say its language.
func (p *Paper) Plain(w words.Text) string {
	s, _ := w.In(p.Lang(), p.Org.Languages...)
	return s
}

// Word is a wording, with its language if that is not the page's.
func (p *Paper) Word(w words.Text) Cell { return Wording(p.Tongue, w, p.Org.Languages...) }

// Named is a wording that leads to a page.
func (p *Paper) Named(w words.Text, url string) Link {
	s, lang := w.In(p.Lang(), p.Org.Languages...)
	return Link{Text: s, URL: url, Lang: words.Lang(langOf(p.Tongue, lang))}
}

// pageOf returns the address of the page that shows a thing: its own, or that of
// the list where it stands; empty if there is none.
func (p *Paper) pageOf(r reading.Ref) string {
	switch r.Noun {
	case council.NounSession, council.NounStatement, council.NounProposal, council.NounCommitment,
		council.NounDecision, council.NounAct, council.NounProgramme, council.NounPublication, council.NounMandate:
		return p.To(string(r.Noun)+"s", string(r.ID))
	case council.NounPlan, council.NounMeasure, council.NounReport:
		return p.To("measures")
	case council.NounBudget, council.NounAward, council.NounPresidency:
		return p.To(map[council.Noun]string{council.NounBudget: "budgets", council.NounAward: "awards", council.NounPresidency: "presidency"}[r.Noun])
	case council.NounBase:
		return p.To("bases")
	case council.NounStatus:
		return p.To("members")
	case council.NounOfficeHolder:
		return p.To("bodies")
	}
	return ""
}

// Ref leads to a thing. A kind of thing that no page shows leads nowhere.
func (p *Paper) Ref(r reading.Ref) Link {
	l := p.Named(r.Title, p.pageOf(r))
	if key := "noun." + string(r.Noun); l.Text == "" && p.Has(key) {
		l.Text = p.Say(key) // what has no name of its own is called by its kind
	}
	return l
}

// Linked is a reference as a cell.
func (p *Paper) Linked(r reading.Ref) Cell {
	l := p.Ref(r)
	switch {
	case l.URL != "":
		return Go(l)
	case l.Lang != "":
		return Foreign(l.Text, l.Lang)
	}
	return Text(l.Text)
}

// Member leads to a member; none is a dash.
func (p *Paper) Member(m *reading.MemberRef) Cell {
	if m == nil {
		return Text("–")
	}
	return Go(p.Named(m.Name, p.To("members", string(m.ID))))
}

// Names are the names of members in a sentence.
func (p *Paper) Names(ms []reading.MemberRef) string {
	var names []string
	for _, m := range ms {
		names = append(names, p.Plain(m.Name))
	}
	return p.Join(names)
}

// At is a time in words and, where it is exact, in the form of programs.
func (p *Paper) At(w calendar.When) Cell {
	iso := ""
	if how := w.Precision(); how == calendar.Instant || how == calendar.Date {
		iso = w.String()
	}
	return Time(p.When(w), iso)
}

// Where names a place as far as it is stated: venue, city, country.
func (p *Paper) Where(at council.Place) string {
	var parts []string
	for _, w := range [...]words.Text{at.Venue, at.City, at.Country} {
		if s := p.Plain(w); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, ", ")
}

// deferred is a component that is made when it is written, so that what it notes
// is noted only if it is shown, and in order.
func deferred(f func() Cell) Cell {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error { return f().Render(ctx, w) })
}

// Mark shows how a fact is known, unless a source says it, and notes the mark for
// the legend.
func (p *Paper) Mark(e council.Evidence) Cell {
	if e.Basis == "" {
		return templ.NopComponent
	}
	return deferred(func() Cell {
		if kind := Evidence(e.Basis); !slices.Contains(p.marks, kind) {
			p.marks = append(p.marks, kind)
		}
		return Marked(p.Tongue, Evidence(e.Basis))
	})
}

// Known shows a fact with its mark and the note behind the mark. What a source
// says stands alone.
func (p *Paper) Known(c Cell, e council.Evidence) Cell {
	if e.Basis == "" {
		return c
	}
	return Cells(c, p.Mark(e), p.Note(e))
}

// Note is the note of how a fact is known, in small type, if there is one.
func (p *Paper) Note(e council.Evidence) Cell {
	if e.Note.Empty() {
		return templ.NopComponent
	}
	return noted(p.Word(e.Note))
}

// Source names where a fact stands, with its mark and note. Only an address is a
// link.
func (p *Paper) Source(e council.Evidence) Cell {
	cells := []Cell{}
	if s := address(e.Source); s != "" {
		cells = append(cells, Outside(Link{Text: host(s), URL: s}))
	} else if e.Source != "" {
		cells = append(cells, Text(e.Source))
	}
	if e.Basis != "" {
		cells = append(cells, p.Mark(e))
	}
	if !e.Note.Empty() {
		cells = append(cells, p.Note(e))
	}
	return Cells(cells...)
}

// SourceRow is the source of a thing in its summary, in a slice for append; it
// is empty if nothing is known of it.
func (p *Paper) SourceRow(e council.Evidence) []Row {
	if e.Source == "" && e.Basis == "" && e.Note.Empty() {
		return nil
	}
	return []Row{{Key: p.Say("paper.source"), Values: []Cell{p.Source(e)}}}
}

// address returns a source that can be opened, or nothing: a name is no link.
func address(source string) string {
	if strings.HasPrefix(source, "https://") || strings.HasPrefix(source, "http://") {
		return source
	}
	return ""
}

// host returns the part of an address that names its site.
func host(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	name, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(name, "www.")
}

// Legend explains the marks that the page has so far; a page without marks has
// none. It comes last.
func (p *Paper) Legend() Cell {
	return deferred(func() Cell {
		if len(p.marks) == 0 {
			return templ.NopComponent
		}
		return Legend(p.Tongue, p.marks)
	})
}

// Place leads to an entry of the register, which is named by its place alone.
func (p *Paper) Place(n int64) EntryLink {
	s := strconv.FormatInt(n, 10)
	return EntryLink{N: p.Number(n), URL: p.To("register", s), Proof: "/register/" + s + "/proof"}
}

// Entries lists the entries that a page is made from: those of the marks, which
// say when unless their time is 0, and those of places alone. at is when the thing happened, if that is
// known: what was recorded on a later day is late.
func (p *Paper) Entries(at calendar.When, marks []council.Mark, places ...int64) Cell {
	var list []EntryLink
	seen := map[int64]bool{}
	marks = slices.Clone(marks)
	slices.SortStableFunc(marks, func(a, b council.Mark) int {
		return cmp.Or(cmp.Compare(a.Place, b.Place), cmp.Compare(b.Time, a.Time)) // the one that says when comes first
	})
	for _, m := range marks {
		n := int64(m.Place)
		if seen[n] {
			continue
		}
		seen[n] = true
		l := p.Place(n)
		if m.Gap > 0 {
			l.Gap, l.Chain = p.Count("entries.gap", int64(m.Gap)), p.To("register")+"?of="+strconv.FormatInt(n, 10)
		}
		if m.Time != 0 {
			when := time.Unix(m.Time, 0).UTC()
			l.When = p.Instant(when)
			l.Late = at.Latest().Known() && at.Latest().Compare(calendar.DayOf(when)) < 0
		}
		list = append(list, l)
	}
	for _, n := range places {
		if !seen[n] {
			seen[n] = true
			list = append(list, p.Place(n))
		}
	}
	if len(list) == 0 {
		return templ.NopComponent
	}
	return Entries(p.Tongue, list, p.To("verify"))
}

// Cited says how the page is cited: by the organisation, a title and, if it is of
// one thing, the last entry about it.
func (p *Paper) Cited(title string, marks []council.Mark) Cell {
	org := p.Plain(p.Org.Name)
	c := Citation{Text: p.Say("cite.page", "org", org, "title", title), Permalink: p.Base + p.To(strings.TrimPrefix(p.Path, "/"))}
	if p.Cites != "" {
		c.Permalink = p.Base + p.Cites
	}
	if n := len(marks); n > 0 {
		c.Text = p.Say("cite.thing", "org", org, "title", title, "n", p.Number(int64(marks[n-1].Place)))
	}
	return Cite(p.Tongue, c)
}

// Margin is what stands beside the page of a thing: its parts, its entries and
// how to cite it. The entries of head come first, then those of more.
func (p *Paper) Margin(parts []Link, title string, at calendar.When, marks []council.Mark, more ...council.Mark) Cell {
	var cells []Cell
	if len(parts) > 1 {
		cells = append(cells, Contents(p.Tongue, parts))
	}
	return Cells(append(cells, p.Entries(at, append(slices.Clone(marks), more...)), p.Cited(title, marks))...)
}

// Audience says in words who may read what is not public; ok is false for what
// is.
func (p *Paper) Audience(a access.Audience) (s Status, ok bool) {
	switch _, sitting := a.Sitting(); {
	case a == access.Public:
		return Status{}, false
	case sitting:
		return Status{p.Say("audience.sitting"), Warn}, true
	}
	if m, ok := a.Delegation(); ok {
		name := string(m)
		for _, x := range p.All {
			if x.ID == m {
				name = p.Plain(x.Name)
			}
		}
		return Status{p.Say("audience.delegation", "member", name), Warn}, true
	}
	if id, ok := a.Body(); ok {
		return Status{p.Say("audience.body", "body", id), Warn}, true
	}
	return Status{p.Say("audience." + a.Kind()), Warn}, true
}
