package pages

import (
	"maps"
	"strconv"

	"github.com/a-h/templ"

	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/reading"
	"chancery.example/chancery/internal/words"
)

// said is the wording that facts of most kinds are known by.
func said(f council.Facts) words.Text {
	switch f := f.(type) {
	case *council.Session:
		return f.Title
	case *council.Decision:
		return f.Title
	case *council.Act:
		return f.Title
	case *council.Plan:
		return f.Title
	case *council.Item:
		return f.Title
	case *council.Statement:
		return f.Speaker.Name
	case *council.Proposal:
		return f.Text
	case *council.Commitment:
		return f.Text
	case *council.FollowUp:
		return f.Text
	case *council.Measure:
		return f.Text
	case *council.Programme:
		return f.Name
	case *council.Publication:
		return f.Publisher
	case *council.Award:
		return f.Award
	case *council.Base:
		return f.Field
	}
	return nil
}

// Fixes shows what a thing said before it was corrected, if it ever was; now is
// the wording of what it says.
func (p *Paper) Fixes(h reading.Head, now words.Text) Cell {
	var fixes []Fix
	for i, f := range h.Fixes {
		fix := Fix{Entry: p.Place(int64(f.Place)), Reason: f.Reason}
		next := now
		if i+1 < len(h.Fixes) {
			next = said(h.Fixes[i+1].Was())
		}
		if was := said(f.Was()); !was.Empty() && !maps.Equal(was, next) {
			fix.Was = p.Word(was)
		}
		fixes = append(fixes, fix)
	}
	if len(fixes) == 0 {
		return templ.NopComponent
	}
	return Fixed(p.Tongue, fixes)
}

// Questions shows what sources say to each question about a thing, side by side;
// where they say the same, that too.
func (p *Paper) Questions(qs []reading.Question) Cell {
	var cells []Cell
	for _, q := range qs {
		d := Difference{ID: fragment("question", strconv.FormatInt(int64(q.Entries[0]), 10)), What: p.Plain(q.Asked), Same: !q.Differ}
		for _, a := range q.Answers {
			value, lang := a.Value.In(p.Lang(), p.Org.Languages...)
			c := Claim{Publisher: p.Plain(a.By), Value: value, Lang: lang, Source: address(a.Evidence.Source)}
			if a.Evidence.Basis != "" {
				c.Mark = p.Mark(a.Evidence)
			}
			d.Values = append(d.Values, c)
			if !a.Reading.Empty() {
				d.Reading = p.Plain(a.Reading)
			}
		}
		cells = append(cells, Differ(p.Tongue, d))
	}
	if len(cells) == 0 {
		return templ.NopComponent
	}
	return Cells(cells...)
}
