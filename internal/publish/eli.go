package publish

import (
	"fmt"
	"slices"
	"strings"

	"chancery.example/chancery/internal/calendar"
	"chancery.example/chancery/internal/council"
	"chancery.example/chancery/internal/words"
)

// An ELI is a permanent address in the shape of the European Legislation
// Identifier: /eli/{organisation}/{type}/{year}/{month}/{day}/{id}, then the day
// of a version and a language, each only if it is of one, then a form:
//
//	/eli/csto/statute/2003/04/28/8f2c0d5a1b3e4/2019-11-28/ru/akn
type ELI struct {
	Org  string
	Type string        // of the act, or the form of a decision
	At   calendar.When // what is not known of it is written as zeros
	ID   council.ID
	Day  calendar.Day // of the version; unknown: whatever is in force
	Lang words.Lang   // empty: any
	Form string       // empty, or one of Forms
}

// Forms are the forms in which a version is given.
func Forms() []string { return []string{"html", "akn", "json", "txt", "jsonld"} }

// String is the address from the root of the site.
func (e ELI) String() string {
	parts := []string{"", "eli", e.Org, e.Type, dated(e.At), string(e.ID)}
	if e.Day.Known() {
		parts = append(parts, e.Day.String())
	}
	for _, s := range []string{string(e.Lang), e.Form} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "/")
}

// dated is a day as three parts of an address.
func dated(w calendar.When) string {
	y, m, d := w.Earliest().Date()
	switch w.Precision() {
	case calendar.Instant, calendar.Date:
		return fmt.Sprintf("%04d/%02d/%02d", y, m, d)
	case calendar.Month:
		return fmt.Sprintf("%04d/%02d/00", y, m)
	case calendar.Year:
		return fmt.Sprintf("%04d/00/00", y)
	}
	return "0000/00/00"
}

// Same reports whether two addresses are of one work.
func (e ELI) Same(f ELI) bool {
	return e.Org == f.Org && e.Type == f.Type && e.ID == f.ID && dated(e.At) == dated(f.At)
}

// ParseELI reads what String writes, from after "/eli/" on. of looks up what the
// organisation says of a thing; what the address says has to be the same.
func ParseELI(path string, of func(council.ID) (ELI, error)) (ELI, error) {
	parts := strings.Split(path, "/")
	unknown := council.Refuse(council.Unknown, council.CodeNoSuch, "address", "/eli/"+path)
	if len(parts) < 6 {
		return ELI{}, unknown
	}
	e, err := of(council.ID(parts[5]))
	if err != nil {
		return ELI{}, err
	}
	e.Day, e.Lang, e.Form = calendar.Day{}, "", ""
	rest := parts[6:]
	if len(rest) > 0 {
		if d, err := calendar.ParseDay(rest[0]); err == nil {
			e.Day, rest = d, rest[1:]
		}
	}
	if len(rest) > 0 {
		e.Lang, rest = words.Lang(rest[0]), rest[1:]
	}
	if len(rest) > 0 && slices.Contains(Forms(), rest[0]) {
		e.Form = rest[0]
	}
	if e.String() != "/eli/"+path {
		return ELI{}, unknown
	}
	return e, nil
}
