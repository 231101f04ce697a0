package form

import (
	"strconv"
	"time"
)

// Likely returns values that fill what the command needs and vs leaves open: the
// first of its choices, a word, now, and for a time to come ten days from now. A
// command made of them asks whether the council would take it at all, before
// anybody has typed anything; it is never given.
func (f *Form) Likely(vs Values, now time.Time) Values {
	full := Values{}
	for name, s := range vs {
		full[name] = s
	}
	for _, x := range f.Fields {
		full.likely(&x, x.Name, now)
	}
	return full
}

func (vs Values) likely(f *Field, at string, now time.Time) {
	if !f.Need || !vs.blank(at) {
		return
	}
	switch f.Kind {
	case Wording:
		vs[at+".en"] = sample
	case Group:
		for _, x := range f.Parts {
			if x.Kind == When && len(f.Parts) > 1 { // the end of something
				vs[join(at, x.Name)] = now.AddDate(0, 0, 10).UTC().Format(time.RFC3339)
			}
			if x.Name == "zone" {
				vs[join(at, x.Name)] = "UTC"
			}
			vs.likely(&x, join(at, x.Name), now)
		}
	case List:
		item := *f.Item
		item.Need = true
		vs.likely(&item, join(at, "1"), now)
	case Choice:
		vs[at] = f.Values[0]
	case When:
		vs[at] = now.UTC().Format(time.RFC3339)
	case Day:
		vs[at] = now.UTC().Format(time.DateOnly)
	case Number, Entry:
		vs[at] = strconv.Itoa(1)
	case Language:
		vs[at] = "en"
	case Content, Line:
		vs[at] = sample
	}
}
